"""One search over all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..office.session import Session
from .lists import ListItem, rows_of_kind

LOOKED_AT = 400
"""Best matches among which the few of each kind are found."""


@dataclass(frozen=True, slots=True)
class Group:
    """The best matches of one kind, best first."""

    kind: str
    rows: tuple[ListItem, ...]


def by_kind(
    session: Session,
    words: str,
    most: int = 5,
    kind: str = "",
    columns: Callable[[str], Sequence[str]] = lambda _kind: (),
) -> tuple[Group, ...]:
    """The best matches of each kind, or of one; the kind with the best match comes first.

    `columns`: further `values` that the rows of a kind shall have.
    """
    with session.reading() as reading:
        keys = reading.lists.search(words, LOOKED_AT)
        kinds = reading.records.kinds_of(keys)
        chosen: dict[str, list[int]] = {}
        for key in keys:
            found = chosen.setdefault(kinds[key], [])
            if len(found) < most and kind in ("", kinds[key]):
                found.append(key)
        return tuple(
            Group(name, rows_of_kind(reading, name, some, words, columns(name)))
            for name, some in chosen.items()
            if some
        )


def how_many(session: Session, words: str) -> Mapping[str, int]:
    """{kind: records found}; those in the archive do not count."""
    with session.reading() as reading:
        return reading.lists.found_by_kind(words)
