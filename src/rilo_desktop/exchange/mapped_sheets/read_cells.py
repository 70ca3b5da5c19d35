"""What came of the cells and rows of an office's own table: plain data for grid and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rilo_desktop.rules.findings import Finding

from ..column_mapping.question_keys import QuestionKey, column_key

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""One for all cells that give no value: there may be a million of them."""


def _nothing() -> Mapping[str, Any]:
    return NOTHING


Parts = Callable[[Any], tuple[Mapping[str, Any], ...]]
"""Makes of what a cell told the values of a record, or of the first line, and of further lines."""


def no_parts(_told: Any) -> tuple[Mapping[str, Any], ...]:
    """Of a cell that gives no value."""
    return (NOTHING,)


class CellState(StrEnum):
    TAKEN = "taken"
    NOT_KNOWN = "not_known"
    """The cell says that nobody knows: never 0, never empty."""
    QUESTION = "question"
    """An officer decides; until then nothing of the cell is stored."""
    LEFT_OUT = "left_out"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says of its field, wherever it stands.

    `told` is the value: a code, a text, an object with its parts, or a quantity or an amount as it
    was read, of which `shown` makes data. `parts` is one for all cells of a field, so that a
    million of them keep no dictionaries; `stops` are those of a route.
    """

    state: CellState
    told: Any = None
    parts: Parts = no_parts
    stops: tuple[Mapping[str, Any], ...] = ()
    proposals: tuple[Any, ...] = ()
    reason: Finding | None = None
    warnings: tuple[Finding, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=_nothing)
    """{path: value as data} where the cell gives more than its own field, or another one."""
    kept: str = ""
    """What the note for the office keeps of it, since no field can hold it."""
    of_column: str = ""
    """What is asked about the whole column, where one answer settles all such cells of it."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Those of a record, or of the first line, by field."""
        return self.parts(self.told)[0]

    @property
    def more(self) -> tuple[Mapping[str, Any], ...]:
        """Those of further lines that the same cell gives."""
        return self.parts(self.told)[1:]

    @property
    def shown(self) -> Any:
        """The value as data for people and scripts; few of a hundred thousand are asked for it."""
        return data_of(self.told) if isinstance(self.told, tuple) else self.told


def data_of(value: tuple[Any, ...]) -> Any:
    """Quantities (number, unit, approximate), or an amount (number, currency)."""
    if value and isinstance(value[0], Decimal):
        return {"amount": f"{value[0]:f}", "currency": value[1]}
    return [
        {"quantity": f"{number:f}", "unit": unit or None, "quantity_approx": approximate}
        for number, unit, approximate in value
    ]


BLANK = CellValue(CellState.BLANK)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell of a mapped column; equal cells of a column are one object.

    `asked` is where its question is asked, without the sheet and the row; None where none is.
    """

    letter: str
    path: str
    text: str
    value: CellValue
    edited: bool = False
    faulty: bool = False
    """Does it give a value that its field may not hold?"""
    asked: QuestionKey | None = None
    heading: str = ""
    line: int = 0
    """Which line of its row it is of: that of the second column of quantities is the second."""
    goods: str = ""
    """What the heading of a column of quantities calls the goods, where there are several."""

    def name_in(self, row: ReadRow) -> str:
        """ "C7"."""
        return f"{self.letter}{row.number}"

    def key_in(self, sheet: str, row: int) -> str:
        """By what its question is answered, in a row of a sheet; "" where none is asked."""
        return str(self.asked.at(sheet, row)) if self.asked else ""

    def of_column_in(self, sheet: str) -> str:
        """The key of what is asked about its column, where that settles it; else ""."""
        what = self.value.of_column
        return column_key(sheet, self.heading, what) if self.asked and what else ""

    @property
    def is_open(self) -> bool:
        return self.value.state is CellState.QUESTION


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question about a row as a whole: a number used twice, a likely duplicate."""

    key: str
    reason: Finding
    proposals: tuple[str, ...]
    """Answers that it takes, the first the safest."""
    of: str = ""
    """Own number of the other case."""
    record: str = ""
    """Id of the other case, where it is in the office."""
    shifts: bool = False
    """May its cells stand in the wrong columns, so that none of them is a value yet?"""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a sheet. `case` is the place of its case among those of the sheet, -1: of none.

    `skipped` says why it is no record; `rejected` why it cannot be one.
    """

    sheet: str
    number: int
    cells: tuple[ReadCell, ...] = ()
    left_out: tuple[str, ...] = ()
    """Cells with content that no column takes: "A7"."""
    skipped: Finding | None = None
    rejected: Finding | None = None
    questions: tuple[RowQuestion, ...] = ()
    notes: tuple[Finding, ...] = ()
    case: int = -1
    asks: bool = False
    """Is a cell of it a question?"""

    @property
    def has_question(self) -> bool:
        return self.asks or bool(self.questions)
