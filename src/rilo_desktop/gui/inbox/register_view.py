"""Submissions that were received: title, from whom and which revision, where each stands, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from ..texts import code_label, numbers, office_name, plural, tr
from ..theme import draw_ground, draw_line, draw_ring, draw_tlp, glyph, metrics, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..widgets.buttons import is_key
from ..widgets.drawn_list import DrawnList, Index, RowsModel
from .shown import APART, Said

if TYPE_CHECKING:
    from rilo_desktop.services.received import Received

STATE, LABEL = 168, 116
"""Unscaled pixels of the last two columns."""


@dataclass(frozen=True)
class ShownReceived:
    """A row, with the submission it is of."""

    one: Received
    title: str
    about: str
    state: Said

    @property
    def spoken(self) -> str:
        label = f"TLP:{self.one.tlp}" if self.one.tlp else ""
        kind = code_label("submission_type", self.one.type)
        parts = (self.title, kind, self.about, self.state.words, self.state.more, label)
        return ". ".join(part for part in parts if part)


def shown_received(one: Received) -> ShownReceived:
    number = tr("rev. {number}", number=one.revision)
    held = plural("{count} record", "{count} records", one.records)
    about = APART.join((office_name(one.office), f"{one.reference} {number}", held))
    title = one.title or code_label("submission_type", one.type)
    return ShownReceived(one, title, about, state_of(one))


def state_of(one: Received) -> Said:
    """Where it stands; `more` is the day of that."""
    came = numbers().partial(one.at[:10], short=True)
    if not one.stands:
        return Said("history", "text2", tr("Superseded"), came)
    answered = numbers().partial(one.answered, short=True) if one.answered else ""
    if one.answer == "accepted":
        return Said("circle-check", "ok", tr("Accepted"), answered)
    if one.answer == "returned":
        return Said("arrow-back-up", "warn", tr("Returned"), answered)
    return Said("mail", "accentText", tr("To answer"), came)


class _Rows(RowsModel[ShownReceived]):
    def text(self, row: ShownReceived) -> str:
        return row.title

    def spoken(self, row: ShownReceived) -> str:
        return row.spoken


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(17)
        return QSize(scaled(120), max(scaled(54), high))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        row: ShownReceived = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        draw_ground(painter, option)

        def at(x: int, width: int) -> int:
            return int(rect.right() + 1 - x - width if mirrored else rect.x() + x)

        top, below = rect.y() + scaled(8), metrics(BODY, MEDIUM).height() + 1
        narrow = rect.width() < scaled(560)
        label = 0 if narrow else scaled(LABEL)
        state = min(scaled(STATE), rect.width() // 3)
        room = rect.width() - scaled(16) - state - label - scaled(12)
        medium, small = (BODY, MEDIUM), (SMALL, REGULAR)
        lead = scaled(16)
        draw_line(painter, at(lead, room), top, room, row.title, medium, "text", mirrored)
        draw_line(painter, at(lead, room), top + below, room, row.about, small, "text2", mirrored)
        lead, size, said = lead + room + scaled(12), scaled(15), row.state
        glyph(painter, said.icon, at(lead, size), top + scaled(1), size, said.tone)
        lead, room = lead + scaled(21), state - scaled(21)
        tone = "text" if said.tone == "accentText" else said.tone
        draw_line(painter, at(lead, room), top, room, said.words, medium, tone, mirrored)
        draw_line(painter, at(lead, room), top + below, room, said.more, small, "text2", mirrored)
        if label and row.one.tlp:
            wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(row.one.tlp) + scaled(10)
            y = rect.y() + (rect.height() - scaled(18)) // 2
            x = at(rect.width() - scaled(12) - wide, wide)
            draw_tlp(painter, QRect(x, y, wide, scaled(18)), row.one.tlp)
        draw_ring(painter, option, rect.adjusted(1, 1, -1, -2), 4)


class RegisterView(DrawnList[ShownReceived]):
    current = Signal(int)
    opened = Signal(object)
    """The `Received` that is to be answered."""

    def __init__(self) -> None:
        super().__init__(tr("Received submissions"), _Rows(), _Delegate())
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(self._on_opened)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(current.row())

    def press(self, row: ShownReceived) -> None:
        """It is shown beside the list already."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_opened(self, index: Index) -> None:
        row = self.row_at(index)
        if row is not None:
            self.opened.emit(row.one)
