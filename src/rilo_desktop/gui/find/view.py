"""The rows of Find anything: headings of kinds, two lines for a record, one for an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from ..theme import draw_line, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from .entries import Entry

Index = QModelIndex | QPersistentModelIndex


class EntriesModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        return entry.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.entries[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, index: Index) -> QSize:
        return QSize(80, entry_high(index.model().entries[index.row()]))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        entry: Entry = index.model().entries[index.row()]  # type: ignore[attr-defined]
        _EntryPainting(painter, option, entry).paint()


def entry_high(entry: Entry) -> int:
    if entry.run is None:
        return max(scaled(28), metrics(CAPTION, SEMIBOLD).height() + scaled(10))
    high = metrics(BODY, MEDIUM).height() + scaled(14)
    return high + (metrics(SMALL).height() + 1 if entry.second else 0)


class _EntryPainting:
    def __init__(self, painter: QPainter, option: Any, entry: Entry) -> None:
        self.painter, self.entry = painter, entry
        self.mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        self.rect: QRect = option.rect
        self.chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.hot = bool(option.state & QStyle.StateFlag.State_MouseOver)

    def at(self, x: float, width: float) -> float:
        rect = self.rect
        return rect.right() + 1 - x - width if self.mirrored else rect.x() + x

    def paint(self) -> None:
        if self.entry.run is None:
            self._heading()
            return
        if self.chosen or self.hot:
            rounded(self.painter, self.rect, 6, "sel" if self.chosen else "hover")
        size = scaled(17)
        tone = "accentText" if self.chosen else "text2"
        y = self.rect.y() + (self.rect.height() - size) / 2
        x = self.at(scaled(15), size)
        glyph(self.painter, self.entry.icon, x, y, size, tone, self.mirrored)
        self._words(self._trailing())

    def _heading(self) -> None:
        spec = (CAPTION, SEMIBOLD)
        high, rect = metrics(*spec).height(), self.rect
        y = rect.y() + (rect.height() - high) / 2 + scaled(2)
        width = rect.width() - scaled(90)
        x = self.at(scaled(14), width)
        draw_line(self.painter, x, y, width, self.entry.title, spec, "text2", self.mirrored)
        wide = metrics(*spec).horizontalAdvance(self.entry.trailing) + 1
        x = self.at(rect.width() - scaled(14) - wide, wide)
        draw_line(self.painter, x, y, wide, self.entry.trailing, (CAPTION, REGULAR), "text3")

    def _trailing(self) -> int:
        """Pixels that it takes."""
        spec, text = (SMALL, REGULAR, True), self.entry.trailing
        if not text:
            return 0
        wide = metrics(*spec).horizontalAdvance(text) + 1
        y = self.rect.y() + (self.rect.height() - metrics(*spec).height()) / 2
        x = self.at(self.rect.width() - scaled(12) - wide, wide)
        draw_line(self.painter, x, y, wide, text, spec, "text2" if self.chosen else "text3")
        return wide + scaled(12)

    def _words(self, taken: int) -> None:
        entry, rect = self.entry, self.rect
        width = rect.width() - scaled(48) - scaled(12) - taken
        x, y = self.at(scaled(48), width), rect.y() + scaled(6)
        draw_line(
            self.painter,
            x,
            y,
            width,
            entry.title,
            (BODY, MEDIUM),
            "text",
            self.mirrored,
            marks=entry.marks,
        )
        if entry.second:
            draw_line(
                self.painter,
                x,
                y + metrics(BODY, MEDIUM).height() + 1,
                width,
                entry.second,
                (SMALL, REGULAR),
                "text2",
                self.mirrored,
                marks=entry.second_marks,
            )


class EntriesView(QListView):
    """The keyboard stays in the line above; this shows where Enter would go."""

    pressed_entry = Signal(object)
    """An Entry was clicked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = EntriesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.pressed_entry.emit(self.entries[index.row()]))

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._model.entries

    @property
    def current(self) -> Entry | None:
        row = self.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    @property
    def content_height(self) -> int:
        return sum(entry_high(entry) for entry in self.entries)

    def show_entries(self, entries: Sequence[Entry], keep: bool = False) -> None:
        """Show these; the first that does something is the current one, or the one that was."""
        at = self.currentIndex().row() if keep else -1
        self._model.show_entries(entries)
        if not 0 <= at < len(entries) or entries[at].run is None:
            at = next((n for n, entry in enumerate(entries) if entry.run is not None), -1)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))
        if not keep:
            self.scrollToTop()  # with the heading of the first one

    def step(self, by: int) -> None:
        """So many entries on or back, over headings; it goes round at the ends."""
        able = [n for n, entry in enumerate(self.entries) if entry.run is not None]
        if not able:
            return
        now = self.currentIndex().row()
        at = able.index(now) if now in able else -1
        far = abs(by) > 1
        to = max(0, min(len(able) - 1, at + by)) if far else (at + by) % len(able)
        index = self._model.index(able[to])
        self.setCurrentIndex(index)
        if able[to] == able[0]:
            self.scrollToTop()
        else:
            self.scrollTo(index)
