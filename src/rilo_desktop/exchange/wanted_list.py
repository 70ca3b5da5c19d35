"""A list that a form takes from a file given with it: what the child says of it to its parent."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rilo_desktop.questions.definition import Choice

FORMATS: Final = (".csv", ".xml", ".geojson")


@dataclass(frozen=True, slots=True)
class WantedList:
    """A list of a form that is in a file, and what the form uses of it."""

    name: str
    """In the definition; its choices are still missing there."""
    file: str
    value: str = ""
    """Column that is the answer; "" where no question chooses from the list."""
    label: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(language, columns)."""
    columns: tuple[tuple[str, int], ...] = ()
    """Columns that expressions name, and the row of the sheet "survey" that does."""
    every_column: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    """(column looked up, column of the key) of `pulldata()`."""
    several: bool = False
    """May several be chosen? Then an answer is divided by blanks."""
    once: bool = False
    """Rows that are the same in what is used are one choice, as `search()` has it."""
    before: tuple[Choice, ...] = ()
    after: tuple[Choice, ...] = ()
    row: int = 0


def as_data(lists: Sequence[WantedList]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(one) for one in lists]


def from_data(data: Any) -> Iterator[WantedList]:
    """Raises what the parent takes for an answer that no child gives."""
    for one in data:
        made = WantedList(
            name=_text(one["name"]),
            file=_text(one["file"]),
            value=_text(one["value"]),
            label=tuple((_text(code), tuple(map(_text, names))) for code, names in one["label"]),
            columns=tuple((_text(name), _number(row)) for name, row in one["columns"]),
            every_column=bool(one["every_column"]),
            keys=tuple((_text(column), _text(key)) for column, key in one["keys"]),
            several=bool(one["several"]),
            once=bool(one["once"]),
            before=tuple(map(_choice, one["before"])),
            after=tuple(map(_choice, one["after"])),
            row=_number(one["row"]),
        )
        yield made


def _choice(data: Any) -> Choice:
    label = tuple((_text(code), _text(text)) for code, text in data["label"])
    return Choice(_text(data["name"]), label)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
