"""Rows that are likely the case of another row or of a record of this office.

Cells are looked up by what two such cases share; the values of a case are made, and its traits
compared (`duplicates`), only where they do. Nothing is joined by this: an officer decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.store import ReadSession

from .duplicates import (
    ComparedFields,
    DuplicateIndex,
    LikelyCases,
    Likeness,
    Traits,
    anchors,
    likeness,
    traits,
)
from .import_report import amounts_of


@dataclass(frozen=True, slots=True)
class LikelyCase:
    """Own number of a case, or its reference; `record`: its id, "" where it is another row."""

    number: str
    likeness: Likeness
    record: str = ""


class DuplicateSearch:
    """Looks rows up among those before them and among the records of the office."""

    def __init__(self, reading: ReadSession, kind: str, office: str) -> None:
        self._stored = LikelyCases(reading, kind)
        self._office = office
        self._index: DuplicateIndex[int] = DuplicateIndex()
        self._seen: list[tuple[ImportRow, Sequence[ReadRow]]] = []

    def likely(self, row: ImportRow, rows: Sequence[ReadRow]) -> LikelyCase | None:
        """What these rows of one case are likely a second report of; None of nothing."""
        fields = self._stored.fields
        if fields is None:
            return None
        anchor = _anchors(rows, fields)
        found = self._among_seen(row, rows, anchor) or self._among_stored(row, rows, anchor)
        self._index.add(len(self._seen), anchor)
        self._seen.append((row, rows))
        return found

    def _among_seen(
        self, row: ImportRow, rows: Sequence[ReadRow], anchor: Traits
    ) -> LikelyCase | None:
        fields = self._stored.fields
        assert fields is not None
        best: LikelyCase | None = None
        for at in self._index.candidates(anchor):
            other, others = self._seen[at]
            one = self._traits(row, rows)
            like = likeness(one, self._traits(other, others), fields)
            if like is not None and (best is None or like.score > best.likeness.score):
                best = LikelyCase(other.local_ref, like)
        return best

    def _among_stored(
        self, row: ImportRow, rows: Sequence[ReadRow], anchor: Traits
    ) -> LikelyCase | None:
        found = self._stored.likely(anchor, lambda: self._traits(row, rows))
        if found is None:
            return None
        case, like = found
        return LikelyCase(case.number or case.reference, like, case.id)

    def _traits(self, row: ImportRow, rows: Sequence[ReadRow]) -> Traits:
        """With the quantities that an open question proposes."""
        assert self._stored.fields is not None
        found = traits(row.values, self._stored.fields, amounts_of(rows))
        return replace(found, number=own_key(row.local_ref) or "", office=self._office)


def _anchors(rows: Sequence[ReadRow], fields: ComparedFields) -> Traits:
    """Of the cells, with the quantities that an open question proposes."""
    of_record: dict[str, Any] = {}
    amounts: list[Any] = list(amounts_of(rows))
    of_line = f"{fields.lines}.{fields.amount}"
    for cell in _cells(rows):
        if cell.path == of_line:
            amounts += (one.get(fields.amount) for one in cell.value.parts(cell.value.told))
        elif cell.path in (fields.day, fields.country, fields.place):
            of_record = {**cell.value.values, **of_record}
    return anchors(of_record, fields, ((amount, "") for amount in amounts))


def _cells(rows: Sequence[ReadRow]) -> Iterator[Any]:
    return (cell for row in rows for cell in row.cells)
