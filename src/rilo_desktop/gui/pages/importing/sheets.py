"""What an import would do, sheet by sheet, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from rilo_desktop.language import N_, NC_
from rilo_desktop.records import kind_named

from ...i18n import numbers, tr
from ...itemviews import Row, RowContext, Text
from ...itemviews.table import TableModel, TableView, cell_row
from ...theme.tokens import BODY, MEDIUM, REGULAR

if TYPE_CHECKING:
    from rilo_desktop.services.records.file_import import Prospect

OUTCOMES = ("new", "changed", "same", "refused")
HEADS = (
    N_("File"),
    N_("Sheet"),
    NC_("column: number of records", "New"),
    NC_("column: number of records", "Changed"),
    N_("The same"),
    N_("Refused"),
)
MOST_ROWS = 6


@dataclass(frozen=True)
class SheetLine:
    """Rows of a sheet by what would become of them, in the order of `OUTCOMES`."""

    file: str
    sheet: str
    counts: tuple[int, int, int, int]

    def text(self, column: int) -> str:
        if column < 2:
            return (self.file, self.sheet)[column]
        return numbers().number(self.counts[column - 2])


def lines_of(found: Prospect) -> tuple[SheetLine, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    places: dict[tuple[str, str], None] = {}
    for row, outcome in zip(found.rows, found.outcomes, strict=True):
        sheet = row.sheet or tr(kind_named(row.kind).plural)
        places[row.file, sheet] = None
        counts[row.file, sheet, str(outcome)] += 1
    return tuple(
        SheetLine(
            Path(file).name,
            sheet,
            tuple(counts[file, sheet, one] for one in OUTCOMES),  # type: ignore[arg-type]
        )
        for file, sheet in places
    )


def by_kind(kinds: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """How many of each record type are new and changed, as `Prospect.kinds` counts them."""
    for kind, said in kinds.items():
        if said["new"] or said["changed"]:
            counts = {name: numbers().number(count) for name, count in said.items()}
            yield tr(
                "{kind}: {new} new, {changed} changed", kind=tr(kind_named(kind).plural), **counts
            )


class SheetsTable(TableView[SheetLine]):
    def __init__(self) -> None:
        model: TableModel[SheetLine] = TableModel(
            [tr(head) for head in HEADS],
            text=SheetLine.text,
            spoken=lambda line, column: f"{tr(HEADS[column])}: {line.text(column)}",
            figures=range(2, len(HEADS)),
        )
        name = tr("What the import would do, sheet by sheet")
        super().__init__(name, model, _cell, wide=0, high=32)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def lines(self) -> Sequence[SheetLine]:
        return self.rows

    def show_lines(self, lines: tuple[SheetLine, ...]) -> None:
        self.show_rows(lines)
        self.fit_rows(MOST_ROWS, 2)


def _cell(line: SheetLine, context: RowContext) -> Row:
    """Nothing to see is quiet, what is refused is red and says so in its column."""
    column = context.column
    count = line.counts[column - 2] if column >= 2 else 1
    tone = "text3" if not count else "danger" if column == len(HEADS) - 1 else "text"
    spec = (BODY, MEDIUM if count and column >= 2 else REGULAR, True)
    return cell_row(Text(line.text(column), spec, tone, at_right=column >= 2), context)
