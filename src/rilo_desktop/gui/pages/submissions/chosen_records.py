"""The records of a submission: each can be left out, and then says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ...i18n import tr
from ...itemviews import (
    FLAT,
    STRETCH,
    Cell,
    Check,
    Icon,
    ListModel,
    ListView,
    Row,
    RowContext,
    Text,
)
from ...theme.tokens import BODY, REGULAR, SMALL

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.preflight import Candidate

SIGNS = {"blocks": ("alert-octagon", "danger"), "warns": ("alert-triangle", "warn")}


class ChosenModel(ListModel["Candidate"]):
    def __init__(self) -> None:
        super().__init__(
            text=lambda row: row.title or tr("Untitled"),
            spoken=lambda row: " ".join(
                (row.reference, row.title, self._accessible_state(row))
            ).strip(),
            check=lambda row: row.id not in self.left_out,
        )
        self.left_out: dict[str, str] = {}
        """Id -> why."""
        self._last_reason = ""
        self.severities: Mapping[str, str] = {}

    def show_severities(self, severities: Mapping[str, str]) -> None:
        self.severities = severities
        self.repaint()

    def toggle(self, row: int) -> None:
        """Leave it out with the reason given last, or take it in again."""
        name = self.rows[row].id
        if self.left_out.pop(name, None) is None:
            self.left_out[name] = self._last_reason
        self.dataChanged.emit(self.index(row), self.index(row))

    def explain(self, row: int, reason: str) -> None:
        self.left_out[self.rows[row].id] = self._last_reason = reason
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, record: str) -> int:
        """-1 where it is not among them."""
        return next((n for n, row in enumerate(self.rows) if row.id == record), -1)

    def _accessible_state(self, row: Candidate) -> str:
        """What is seen by its icon, for who hears it."""
        if row.id in self.left_out:
            return tr("left out: {reason}", reason=self.left_out[row.id] or tr("no reason yet"))
        known = {"blocks": tr("blocks"), "warns": tr("warns")}
        return known.get(self.severities.get(row.id, ""), "")


class ChosenRecords(ListView["Candidate"]):
    """`current_row`: the row that the reason below belongs to."""

    toggled = Signal()
    triggers = (Qt.Key.Key_Space,)

    def __init__(self) -> None:
        self.chosen = ChosenModel()
        super().__init__(tr("Records to be sent"), self.chosen, self._record_row)
        self.setUniformItemSizes(True)

    def _record_row(self, row: Candidate, context: RowContext) -> Row:
        reason = self.chosen.left_out.get(row.id)
        icon, tone = SIGNS.get(self.chosen.severities.get(row.id, ""), ("check", "text3"))
        if reason is not None and not reason.strip():
            icon, tone = "alert-octagon", "danger"
        has_icon = reason is None or not reason.strip()
        shown = row.title or tr("Untitled")
        if reason is not None:
            shown = reason or tr("Say why it is left out")
        title = Text(shown, (BODY, REGULAR), "text3" if reason is not None else "text")
        cells = (
            Cell(Check(reason is None)),
            Cell((Text(row.reference, (SMALL, REGULAR, True), "text2"),), 118, before=10),
            Cell((title,), STRETCH),
            Cell(Icon(icon, tone) if has_icon else (), 16, before=6),
        )
        ground = "hover" if context.is_hovered else ""
        return Row(
            cells, 32, top=5, bottom=5, lead=4, trail=6, style=FLAT, ground=ground, rule=(0, 0)
        )

    def press(self, row: Candidate) -> None:
        at = self.rows.index(row)
        self.chosen.toggle(at)
        self.toggled.emit()
        self.current_row.emit(at)
