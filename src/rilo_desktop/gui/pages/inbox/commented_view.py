"""The records of a submission that is being answered, each with the number of its comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from ...i18n import numbers, plural, tr
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from .presentation import APART


@dataclass(frozen=True)
class Commented:
    id: str
    reference: str
    title: str
    comments: int = 0

    @property
    def shown_title(self) -> str:
        return self.title or tr("Untitled")

    @property
    def spoken(self) -> str:
        said = plural("{count} comment", "{count} comments", self.comments) if self.comments else ""
        return APART.join(part for part in (self.reference, self.shown_title, said) if part)


def commented_row(row: Commented, _context: RowContext) -> Row:
    flag, count = Icon("flag", "warn", 14, 1.9), numbers().number(row.comments)
    comments = Text(count, (SMALL, MEDIUM), "warn", icon=flag) if row.comments else None
    texts = (
        Text(row.reference, (BODY, REGULAR, True), trailing=comments),
        Text(row.shown_title, (SMALL, REGULAR), "text2", above=1),
    )
    cells = (Cell(texts, STRETCH, align="top"),)
    return Row(cells, 48, top=7, bottom=8, lead=16, trail=12, style=FLAT, rule=(0, 0))


class CommentedView(ListView[Commented]):
    """`triggered`: the fields of a record are wanted."""

    current = Signal(str)
    """Id of the record that is chosen."""

    def __init__(self) -> None:
        model: ListModel[Commented] = ListModel(
            text=lambda row: row.shown_title, spoken=lambda row: row.spoken
        )
        super().__init__(tr("Records of the submission"), model, commented_row)
        self.setUniformItemSizes(True)
        self.current_row.connect(self._on_current)

    def show_records(self, records: Iterable[Commented]) -> None:
        self.rows_model.show_rows(tuple(records))
        if self.rows:
            self.select_row(0)

    def count(self, record: str, comments: int) -> None:
        self.rows_model.change_rows(
            [replace(row, comments=comments) if row.id == record else row for row in self.rows]
        )

    def _on_current(self, at: int) -> None:
        if at >= 0:
            self.current.emit(self.rows[at].id)
