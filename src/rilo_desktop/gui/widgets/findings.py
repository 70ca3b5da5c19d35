"""Findings as rows: icon, sentence, where. The whole row leads to the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from ..itemviews import STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ..theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from .labels import tip

LOOKS = {
    "blocks": ("alert-octagon", "danger"),
    "warns": ("alert-triangle", "warn"),
    "missing": ("circle-dashed", "text3"),
    "fine": ("circle-check", "ok"),
}


@dataclass(frozen=True)
class ShownFinding:
    """`where` says the place in words; `record` and `path` lead there."""

    severity: str
    sentence: str
    where: str = ""
    record: str = ""
    path: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.sentence} {self.where}".strip()


def finding_row(found: ShownFinding, context: RowContext) -> Row:
    icon, tone = LOOKS[found.severity]
    texts = [Text(found.sentence, (BODY, MEDIUM), most=0, own_words=True)]
    if found.where:
        texts.append(Text(found.where, (SMALL, REGULAR), "text2", most=2, above=1))
    leads = found.path or found.record
    cells = (
        Cell(Icon(icon, tone, 16, 1.9), align="top", drop=1),
        Cell(tuple(texts), STRETCH, before=8, align="top"),
        Cell(Icon("chevron-right", "text3", 14) if leads else (), 14, before=7),
    )
    ground = "hover" if context.is_hovered else ""
    return Row(cells, top=5, bottom=6, lead=2, trail=3, ground=ground)


class FindingsView(ListView[ShownFinding]):
    chosen = Signal(object)
    """The `ShownFinding` that shall be solved."""

    def __init__(self, name: str) -> None:
        model: ListModel[ShownFinding] = ListModel(
            text=lambda row: row.sentence,
            spoken=lambda row: row.spoken,
            tip=lambda row: tip(row.spoken),
        )
        super().__init__(name, model, finding_row)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_findings(self, found: Sequence[ShownFinding]) -> None:
        if tuple(found) != self.rows:
            self.show_rows(found)

    @property
    def found(self) -> tuple[ShownFinding, ...]:
        return self.rows

    def press(self, row: ShownFinding) -> None:
        self.chosen.emit(row)
