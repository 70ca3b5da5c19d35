"""The records of a submission: what would become of each, and which are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ..texts import plural, tr
from ..theme import draw_ground, draw_line, draw_ring, metrics, rounded, scaled
from ..theme.style import draw_check
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SMALL
from ..widgets.drawn_list import DrawnList, Index, RowsModel
from .shown import APART

if TYPE_CHECKING:
    from rilo_desktop.services.receive_compared import Compared

_State = QStyle.StateFlag
BOX = 40
"""Unscaled pixels at the leading edge in which a click is one on the box."""


class RecordsModel(RowsModel["Compared"]):
    def __init__(self) -> None:
        super().__init__()
        self.left: set[str] = set()
        """Ids of those that shall not be taken."""
        self.wanted: set[str] = set()
        """Ids of those that wait for a decision and shall be taken."""
        self.decisions: Mapping[str, Mapping[str, str]] = {}

    def text(self, row: Compared) -> str:
        return row.title or tr("Untitled")

    def spoken(self, row: Compared) -> str:
        return APART.join((row.reference, self.text(row), self.said(row)[0]))

    def check(self, row: Compared) -> bool | None:
        return None if not can_come(row) else self.is_taken(row)

    def is_taken(self, row: Compared) -> bool:
        return self._is_wanted(row) and not self.waits(row)

    def _is_wanted(self, row: Compared) -> bool:
        wanted = row.id in self.wanted or row.waits is None
        return can_come(row) and wanted and row.id not in self.left

    def is_asked(self, row: Compared) -> bool:
        """Does it wait, and nobody decided to take it?"""
        return row.waits is not None and row.id not in self.wanted

    def waits(self, row: Compared) -> int:
        """How many of its fields nobody decided yet."""
        undecided = row.undecided(self.decisions.get(row.id, {}))
        return 0 if self.is_asked(row) else len(undecided)

    def take_all(self) -> None:
        """Whatever waits for a decision is to be taken."""
        self.wanted |= {row.id for row in self.rows if row.waits is not None}
        self.repaint()

    def said(self, row: Compared) -> tuple[str, str, str]:
        """What stands in its chip, in which tone, on which ground."""
        if waiting := self.waits(row):
            return plural("{count} to decide", "{count} to decide", waiting), "warn", "warnBg"
        if row.waits is not None and row.id in self.wanted:
            return tr("Decided"), "accentText", "accentSoft"
        words = {
            "new": (tr("New"), "neutralText", "neutral"),
            "same": (tr("Same"), "neutralText", "neutral"),
            "changed": (tr("Changed"), "accentText", "accentSoft"),
            "conflict": (tr("Decided"), "accentText", "accentSoft"),
            "foreign": (tr("Not the sender's own"), "warn", "warnBg"),
            "draft": (tr("Being written here"), "warn", "warnBg"),
            "purged": (tr("Purged here"), "warn", "warnBg"),
            "aside": (tr("Kept aside"), "warn", "warnBg"),
        }
        return words[row.outcome.value]

    def repaint(self) -> None:
        self.change_rows(self.rows)


def can_come(row: Compared) -> bool:
    return row.may_come


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        high = metrics(BODY).height() + metrics(SMALL).height() + scaled(12)
        return QSize(scaled(120), max(scaled(44), high))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model: Any = index.model()
        row: Compared = model.rows[index.row()]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft

        def at(x: int, width: int) -> int:
            return int(rect.right() + 1 - x - width if mirrored else rect.x() + x)

        lead = scaled(42)
        draw_ground(painter, option, lead)
        if can_come(row):
            size = scaled(16)
            box = QRect(at(scaled(16), size), rect.y() + (rect.height() - size) // 2, size, size)
            partly = model.waits(row) and row.id not in model.left
            on = _State.State_On if model.is_taken(row) else _State.State_Off
            draw_check(painter, box, _State.State_NoChange if partly else on)
        spec, small = (BODY, REGULAR, True), (SMALL, REGULAR)
        said, whole = model.said(row), rect.width() - lead - scaled(20)
        room = whole - _chip_wide(said[0])
        y = rect.y() + scaled(6)
        beside = metrics(*spec).horizontalAdvance(row.reference) < room
        first = room if beside else whole  # never a reference of which a part is missing
        draw_line(painter, at(lead, first), y, first, row.reference, spec, "text", mirrored)
        y += metrics(*spec).height()
        self._chip(
            painter, rect if beside else rect.adjusted(0, y - rect.y() - 2, 0, 0), said, mirrored
        )
        title = model.text(row)
        draw_line(painter, at(lead, room), y, room, title, small, "text2", mirrored)
        draw_ring(painter, option, rect.adjusted(1, 1, -1, -2), 4)

    def _chip(
        self, painter: QPainter, rect: QRect, said: tuple[str, str, str], mirrored: bool
    ) -> None:
        words, tone, ground = said
        spec, high, wide = (CAPTION, MEDIUM), scaled(20), _chip_wide(words)
        text = wide - scaled(14)
        x = rect.x() + scaled(10) if mirrored else rect.right() + 1 - scaled(10) - wide
        y = rect.y() + (rect.height() - high) // 2
        rounded(painter, QRect(x, y, wide, high), 5, ground)
        top = y + (high - metrics(*spec).height()) // 2
        draw_line(painter, x + scaled(7), top, text, words, spec, tone, mirrored)


def _chip_wide(words: str) -> int:
    return metrics(CAPTION, MEDIUM).horizontalAdvance(words) + 2 + scaled(14)


class RecordsView(DrawnList["Compared"]):
    current = Signal(int)
    toggled = Signal()

    def __init__(self) -> None:
        self.model_of = RecordsModel()
        super().__init__(tr("Records of the submission"), self.model_of, _Delegate())
        self.setUniformItemSizes(True)
        self._on_box = True

    def show_records(self, rows: Sequence[Compared]) -> None:
        at = self.currentIndex().row()
        self.model_of.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.model_of.index(max(0, min(at, len(rows) - 1))))

    def toggle(self, row: Compared) -> None:
        if can_come(row):
            chosen = self.model_of.left if row.waits is None else self.model_of.wanted
            chosen ^= {row.id}
            self.model_of.repaint()
            self.toggled.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current.emit(current.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box takes or leaves; one beside it only shows the record."""
        x = event.position().x()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._on_box = (self.viewport().width() - x if mirrored else x) < scaled(BOX)
        super().mouseReleaseEvent(event)
        self._on_box = True

    def press(self, row: Compared) -> None:
        if self._on_box:
            self.toggle(row)
