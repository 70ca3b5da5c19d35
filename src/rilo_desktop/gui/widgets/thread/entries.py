"""The entries of a thread to read: newest last, each with its day, its function and its status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
)

from rilo_desktop.records import ProgressUpdate, fields_of

from ...i18n import tr
from ...itemviews.focused_current import FocusedCurrent
from ...theme import colour, draw_line, draw_ring, glyph, metrics, rounded, scaled
from ...theme.paragraph import Paragraph, paragraph
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from ..lines.model import Found
from ..value_formatting import shown

Index = QModelIndex | QPersistentModelIndex
RAIL, ABOVE, HEAD, BELOW = 24, 6, 20, 12
"""Width of the line that joins the entries; space above, first line and space below of each."""
ABOUT = fields_of(ProgressUpdate)


class ThreadModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[ProgressUpdate, ...] = ()
        self.saved = 0
        """Entries at the beginning that are in the record, and stay as they are."""
        self.found: Found = {}

    def show_entries(self, entries: Sequence[ProgressUpdate], saved: int) -> None:
        if (tuple(entries), saved) == (self.entries, self.saved):
            return
        self.beginResetModel()
        self.entries, self.saved = tuple(entries), saved
        self.endResetModel()

    def show_findings(self, found: Found) -> None:
        self.found = found
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def severity(self, row: int) -> str:
        found = {severity for (at, _), (severity, _) in self.found.items() if at == row}
        return "blocks" if "blocks" in found else "warns" if "warns" in found else ""

    def said(self, row: int, name: str) -> str:
        return shown(ABOUT[name], getattr(self.entries[row], name))

    def status(self, row: int) -> str:
        """The status an entry gives, where it is another one than before."""
        now, before = self.said(row, "progress"), ""
        for earlier in range(row):
            before = self.said(earlier, "progress") or before
        return now if now != before else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.said(row, "entry")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ". ".join(said for (at, _), (_, said) in self.found.items() if at == row)
        return None

    def _spoken(self, row: int) -> str:
        facts = [self.said(row, name) for name in ("date", "by", "progress")]
        if self.entries[row].decision:
            facts.append(tr("Decision"))
        if row >= self.saved:
            facts.append(tr("not saved yet"))
        head = ", ".join(fact for fact in facts if fact)
        entry = tr("Entry {number} of {all}", number=row + 1, all=len(self.entries))
        return f"{entry}: {head}. {self.said(row, 'entry')}"


class ThreadDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: Index) -> QSize:
        width = option.rect.width() or scaled(500)
        return QSize(scaled(120), self.height(index, width))

    def height(self, index: Index, width: int, mirrored: bool = False) -> int:
        return scaled(ABOVE + HEAD + BELOW) + self._text(index, width, mirrored).high

    def _text(self, index: Index, width: int, mirrored: bool) -> Paragraph:
        room = width - scaled(RAIL + 8)
        return paragraph(index.data() or tr("empty"), room, (BODY, REGULAR), at_right=mirrored)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect, model = QRect(option.rect), index.model()
        assert isinstance(model, ThreadModel)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & QStyle.StateFlag.State_Selected and (
            option.state & QStyle.StateFlag.State_HasFocus
        ):
            rounded(painter, rect.adjusted(0, 0, 0, -2), scaled(6), "sel")
        self._rail(painter, rect, model, index.row(), mirrored)
        left = rect.x() + (scaled(8) if mirrored else scaled(RAIL))
        room = QRect(left, rect.y() + scaled(ABOVE), rect.width() - scaled(RAIL + 8), scaled(HEAD))
        self._head(painter, room, model, index.row(), mirrored)
        text = self._text(index, rect.width(), mirrored)
        text.draw(painter, room.x(), room.bottom() + 1, "text")
        draw_ring(painter, option, rect.adjusted(0, 0, 0, -2))

    def _rail(
        self, painter: QPainter, rect: QRect, model: ThreadModel, row: int, mirrored: bool
    ) -> None:
        """A dot for the entry, and the line that leads on to the next one."""
        dot, middle = scaled(9), scaled(ABOVE) + scaled(HEAD) // 2
        x = rect.right() - scaled(5) - dot if mirrored else rect.x() + scaled(5)
        y, centre = rect.y() + middle - dot // 2, x + dot // 2
        first, last = row == 0, row == len(model.entries) - 1
        top = y + dot if first else rect.y()
        painter.fillRect(
            QRect(centre, top, 1, (y if last else rect.bottom() + 1) - top), colour("line2")
        )
        severity = model.severity(row)
        if severity:
            name = "alert-octagon" if severity == "blocks" else "alert-triangle"
            tone, size = ("danger" if severity == "blocks" else "warn"), scaled(15)
            painter.fillRect(QRect(centre - 8, y - 3, 17, dot + 6), colour("surface"))
            glyph(painter, name, centre - size // 2, y - 3, size, tone, stroke=2)
            return
        decided = model.entries[row].decision
        fill = "accentText" if decided else "surface"
        edge = "accentText" if decided else "text3"
        rounded(painter, QRectF(x, y, dot, dot), dot / 2, fill, edge, 1.6)

    def _head(
        self, painter: QPainter, room: QRect, model: ThreadModel, row: int, mirrored: bool
    ) -> None:
        chips = []
        if row >= model.saved:
            chips.append((tr("not saved yet"), "warn", "warnBg"))
        if model.entries[row].decision:
            chips.append((tr("Decision"), "accentText", "accentSoft"))
        if status := model.status(row):
            chips.append((status, "neutralText", "neutral"))
        for text, tone, ground in chips:
            room = self._chip(painter, room, text, tone, ground, mirrored)
        date = model.said(row, "date") or tr("No date")
        y = room.y() + (room.height() - metrics(BODY, SEMIBOLD).height()) // 2
        draw_line(painter, room.x(), y, room.width(), date, (BODY, SEMIBOLD), "text", mirrored)
        used = metrics(BODY, SEMIBOLD).horizontalAdvance(date) + scaled(8)
        x, wide = room.x() + (0 if mirrored else used), room.width() - used
        y = room.y() + (room.height() - metrics(SMALL, REGULAR).height()) // 2
        draw_line(painter, x, y, wide, model.said(row, "by"), (SMALL, REGULAR), "text2", mirrored)

    def _chip(
        self, painter: QPainter, room: QRect, text: str, tone: str, ground: str, mirrored: bool
    ) -> QRect:
        """A chip at the trailing end; gives the room that is left."""
        wide = metrics(CAPTION, MEDIUM).horizontalAdvance(text) + scaled(14)
        x = room.x() if mirrored else room.right() + 1 - wide
        rounded(painter, QRect(x, room.y(), wide, room.height()), 5, ground)
        y = room.y() + (room.height() - metrics(CAPTION, MEDIUM).height()) // 2
        inner = wide - scaled(12)  # drawn, a word is a little wider than it is measured
        draw_line(painter, x + scaled(7), y, inner, text, (CAPTION, MEDIUM), tone, mirrored)
        taken = wide + scaled(6)
        return room.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)


class ThreadView(FocusedCurrent, QListView):
    """As high as its entries; the page scrolls, not the thread."""

    def __init__(self, model: ThreadModel) -> None:
        super().__init__()
        self._entries = model
        self._delegate = ThreadDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        model.modelReset.connect(self.updateGeometry)

    def heightForWidth(self, width: int) -> int:
        rows = range(self._entries.rowCount())
        return sum(self._delegate.height(self._entries.index(row), width) for row in rows)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
