"""Rows that are likely the case of another row or of a record of this office.

Cells are looked up by what two such cases share; the values of a case are made, and its traits
compared (`duplicates`), only where they do. Nothing is joined by this: an officer decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.exchange.mapped_sheets.row_numbers import NO_COLUMN, groups_of
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
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

    def likely(
        self, row: ImportRow, rows: Sequence[ReadRow], others: Collection[str] = ()
    ) -> LikelyCase | None:
        """What these rows of one case are likely a second report of; None of nothing. `others`: own
        numbers of cases that were decided to be others.
        """
        fields = self._stored.fields
        if fields is None:
            return None
        anchor = _anchors(rows, fields)
        found = self._among_seen(row, rows, anchor, others)
        found = found or self._among_stored(row, rows, anchor, others)
        self._index.add(len(self._seen), anchor)
        self._seen.append((row, rows))
        return found

    def _among_seen(
        self, row: ImportRow, rows: Sequence[ReadRow], anchor: Traits, others: Collection[str]
    ) -> LikelyCase | None:
        fields = self._stored.fields
        assert fields is not None
        best: LikelyCase | None = None
        for at in self._index.candidates(anchor):
            other, of_other = self._seen[at]
            if own_key(other.local_ref) in others:
                continue
            one = self._traits(row, rows)
            like = likeness(one, self._traits(other, of_other), fields)
            if like is not None and (best is None or like.score > best.likeness.score):
                best = LikelyCase(other.local_ref, like)
        return best

    def _among_stored(
        self, row: ImportRow, rows: Sequence[ReadRow], anchor: Traits, others: Collection[str]
    ) -> LikelyCase | None:
        found = self._stored.likely(anchor, lambda: self._traits(row, rows), others=others)
        if found is None:
            return None
        case, like = found
        return LikelyCase(case.number or case.reference, like, case.id)

    def _traits(self, row: ImportRow, rows: Sequence[ReadRow]) -> Traits:
        """With the quantities that an open question proposes."""
        assert self._stored.fields is not None
        found = traits(row.values, self._stored.fields, amounts_of(rows))
        return replace(found, number=own_key(row.local_ref) or "", office=self._office)


class CorrectedRows:
    """Cases that rows of such a table gave before, and whose rows stand in it no more.

    Their numbers were made of what the rows said (`row_numbers`): one that agrees in two of three
    groups is of a row in which a cell was corrected.
    """

    def __init__(self, reading: ReadSession, sheet: ReadSheet) -> None:
        self.here = frozenset(filter(None, map(own_key, sheet.proposed)))
        stored = reading.records.by_local_ref(sheet.kind, own=True) if self.here else {}
        self._known = {own_key(number) for number in stored}
        self._by_pair: dict[tuple[Any, ...], list[tuple[str, str]]] = defaultdict(list)
        for number, record in stored.items():
            if sheet.joins or own_key(number) not in self.here:
                for pair in _pairs(number):
                    self._by_pair[pair].append((number, record))

    def is_known(self, number: str) -> bool:
        return own_key(number) in self._known

    def like(self, number: str) -> Sequence[tuple[str, str]]:
        """(own number, id) of the cases that a row with this number may be."""
        found = (case for pair in _pairs(number) for case in self._by_pair.get(pair, ()))
        return tuple(dict.fromkeys(found))


def _pairs(number: str) -> Iterator[tuple[Any, ...]]:
    groups = tuple(enumerate(groups_of(number)))
    for one, other in combinations(groups, 2):
        if {one[1], other[1]} != {NO_COLUMN}:
            yield one, other


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
