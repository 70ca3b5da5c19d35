"""Answers of earlier imports find the rows and columns that they were given for, and no others.

Each holds in a sheet of the same name: about a row where a row says the same in every cell, about
a column or a table where the headings are the same. So a longer version of a file asks nothing
again, and another sheet, or a corrected row, does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..cells import words_of
from ..column_mapping.mapping import Remembered, shape_of
from ..column_mapping.question_keys import (
    HIDDEN,
    VALUES_ONLY,
    QuestionKey,
    Scope,
    digest_of,
    parsed,
)
from ..layout.model import Table

_OF_ROWS = (Scope.CELL, Scope.ROW, Scope.CASES)
OF_ITS_CONTENT = (HIDDEN, VALUES_ONLY)
"""Asked of a table since this one is hidden, or could be read in part only."""
_OF_SHAPES = (Scope.TEXT, Scope.COLUMN, Scope.TABLE)


def names_in_keys(tables: Sequence[Table], file: str = "") -> list[str]:
    """How each table is named in the keys of its questions; with `file` where several are read."""
    seen: Counter[str] = Counter()
    found = []
    for table in tables:
        seen[table.sheet] += 1
        times = seen[table.sheet]
        name = table.sheet if times == 1 else f"{table.sheet}#{times}"
        found.append(f"[{file}]{name}" if file else name)
    return found


@dataclass(frozen=True)
class SeenTable:
    """What stands in a table, as an answer remembers it."""

    table: Table
    name: str
    """As keys name it."""

    @cached_property
    def shape(self) -> str:
        return shape_of(one.header for one in self.table.columns if one.header)

    @cached_property
    def rows(self) -> Mapping[int, str]:
        """{number of a row: digest of it}; of rows that say the same the second has "#2"."""
        times: Counter[str] = Counter()
        found = {}
        for row in self.table.rows:
            if row.status != "skipped":
                digest = digest_of(words_of(row.cells).rstrip("\x1f"))[:24]
                times[digest] += 1
                found[row.number] = f"{digest}#{times[digest]}"
        return found

    @cached_property
    def whole(self) -> str:
        """Of all that stands in it: what was decided of a book as it is holds for no other."""
        return digest_of("".join((self.shape, *self.rows.values())))[:24]

    def _seen(self, key: QuestionKey) -> str:
        return self.whole if key.what in OF_ITS_CONTENT else self.shape

    @cached_property
    def _by_digest(self) -> Mapping[str, int]:
        return {seen: number for number, seen in self.rows.items()}

    def held(self, remembered: Sequence[Remembered]) -> dict[str, Any]:
        """{key: answer} of those that hold here, as if they were given for this table."""
        found: dict[str, Any] = {}
        for one in remembered:
            key = parsed(one.key)
            if key is None:
                continue
            if key.scope is Scope.WORD:
                found[one.key] = one.answer
            elif key.scope is not Scope.CASES and key.sheet != self.table.sheet:
                continue
            elif key.scope in _OF_SHAPES and one.seen == self._seen(key):
                found[str(key.at(self.name))] = one.answer
            elif key.scope in _OF_ROWS and one.seen in self._by_digest:
                found[str(key.at(self.name, self._by_digest[one.seen]))] = one.answer
        return found

    def to_remember(self, key: QuestionKey, answer: Any, row: int = 0) -> Remembered | None:
        """An answer that was given here, with what stands there; None where nothing does."""
        if key.scope is Scope.WORD:
            return Remembered(str(key), answer)
        if key.scope in _OF_SHAPES:
            return Remembered(str(key.at(self.table.sheet)), answer, self._seen(key))
        seen = self.rows.get(row or key.row)
        placed = key if key.scope is Scope.CASES else key.at(self.table.sheet)
        return Remembered(str(placed), answer, seen) if seen else None
