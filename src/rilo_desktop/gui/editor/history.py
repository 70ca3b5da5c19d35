"""The history of a record at the side: every revision, what it changed, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from rilo_desktop.records import Kind
from rilo_desktop.services.deferred import history

from ..desk import Desk
from ..faults import explained
from ..texts import numbers, plural, tr
from ..theme import draw_line, draw_ring, glyph, metrics, rounded, scaled
from ..theme.tokens import BODY, MEDIUM, REGULAR, SECTION, SEMIBOLD, SMALL
from ..widgets.boxes import Hairline, column, row
from ..widgets.buttons import button
from ..widgets.difference_view import DifferenceView, Versions
from ..widgets.words import Label, tip
from .shown_changes import shown_changes

if TYPE_CHECKING:
    from rilo_desktop.records.differences import Difference
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.history import Version

ROWS, LEAST_ROWS = 6, 2
"""Revisions seen at once; the differences have the rest of the side."""
LEAST_DIFFERENCES = 110
"""Unscaled pixels: one difference with both of its states."""
ICONS = {
    "edit": "pencil",
    "import": "file-import",
    "sent to review": "send",
    "approved": "rubber-stamp",
    "returned": "arrow-back-up",
    "released": "circle-check",
    "undo": "arrow-back-up",
    "redo": "arrow-forward-up",
    "picture added": "photo",
    "older version restored": "history",
}


class HistorySide(QWidget):
    """One revision chosen: what it changed. Two chosen: what differs between them."""

    findings_wanted = Signal()
    restored = Signal(object)
    """`Changes`: the record has the content of an older revision."""

    def __init__(self, desk: Desk, kind: Kind) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._record = self._base = ""
        self._is_dirty = False
        self._versions: tuple[Version, ...] = ()
        self.list = _VersionList()
        self.list.itemSelectionChanged.connect(self._on_selection)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.differences = DifferenceView()
        self.differences.setMinimumHeight(scaled(LEAST_DIFFERENCES))
        self.restore_button = button(tr("Restore this version"), self.restore, glyph="history")
        back = button(tr("Findings"), self.findings_wanted.emit, high=28)
        hint = tr("Choose two to compare them (Ctrl and click, or Shift and an arrow).")
        column(
            row(Label(tr("History"), SECTION, SEMIBOLD), None, back),
            10,
            self.list,
            6,
            Label(hint, SMALL, tone="text3", wrap=True),
            10,
            Hairline(),
            10,
            self._about,
            6,
            (self.differences, 1),
            8,
            row(self.restore_button, None),
            margins=(17, 12, 16, 12),
            into=self,
        )
        self._show(())

    def show_record(self, record_id: str, base: str) -> None:
        """Read the history of a record; "" for one that was never saved."""
        self._record, self._base = record_id, base
        if not base:
            self._show(())
            return
        self._desk.serve(history.versions, record_id, then=self._show, owner=self, turn="versions")

    def set_dirty(self, dirty: bool) -> None:
        """With unsaved text nothing is restored: it would be lost."""
        self._is_dirty = dirty
        self._show_tools()

    def restore(self) -> None:
        """Give the record the content of the revision that is chosen."""
        chosen = self._chosen()
        if len(chosen) == 1:
            self._desk.serve(
                history.restore,
                self._record,
                chosen[0].revision,
                self._base,
                then=self._on_restored,
                owner=self,
                turn="restore",
            )

    def _on_restored(self, changes: Changes) -> None:
        self.restored.emit(changes)

    def _show(self, versions: tuple[Version, ...]) -> None:
        self._versions = versions
        self.list.show_versions([_words(version) for version in versions])
        self._on_selection()

    def _chosen(self) -> list[Version]:
        """Newest first."""
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [self._versions[at] for at in rows if at < len(self._versions)]

    def _on_selection(self) -> None:
        chosen = self._chosen()
        self._show_tools()
        if len(chosen) == 2:
            self._compare(chosen[1], chosen[0])
        elif len(chosen) == 1:
            self._show_one(chosen[0])
        else:
            empty = tr("Its history begins with the first save.")
            self._say("" if self._versions else empty, ())

    def _show_one(self, version: Version) -> None:
        if version.is_purged:
            self._say(tr("The content of this revision was purged."), ())
        elif version.is_first:
            self._say(tr("With this revision the record began."), ())
        elif version.changes is None:
            self._say(tr("The content of the revision before was purged."), ())
        elif version.reason:
            self._say(tr("Reason: {reason}", reason=version.reason), version.changes)
        elif not version.changes:
            self._say(tr("It changed no content."), ())
        else:
            count = len(version.changes)
            self._say(plural("{count} change", "{count} changes", count), version.changes)

    def _compare(self, older: Version, newer: Version) -> None:
        numbers_of = {"older": older.number, "newer": newer.number}
        self._desk.serve(
            history.compare,
            older.revision,
            newer.revision,
            then=lambda found: self._say(
                tr("From revision {older} to {newer}", **numbers_of), found
            ),
            failed=lambda error: self._say(explained(error), ()),
            owner=self,
            turn="compare",
        )

    def _say(self, about: str, found: Sequence[Difference]) -> None:
        self._about.setText(about)
        shown = shown_changes(self._kind, found, self._desk.names.name_of)
        self.differences.show_versions(
            [Versions(one.path, one.place, one.before, one.after) for one in shown]
        )

    def _show_tools(self) -> None:
        chosen = self._chosen()
        older = len(chosen) == 1 and chosen[0] is not self._versions[0]
        self.restore_button.setVisible(older and not chosen[0].is_purged)
        self.restore_button.setEnabled(not self._is_dirty)
        why = tr("Save or undo what you wrote first.") if self._is_dirty else ""
        self.restore_button.setToolTip(why)
        self.restore_button.setAccessibleDescription(why)


def _words(version: Version) -> tuple[str, str, str]:
    """Icon, what was done, and who, when and on which workstation."""
    action = tr(version.action) if version.action else tr("unknown")
    if version.undone:
        action = f"{action}: {tr(version.undone)}"
    if version.is_purged:
        action = tr("{action} (purged)", action=action)
    first = f"{version.number}  {action[:1].upper()}{action[1:]}"
    station = tr("workstation {letter}", letter=version.device)
    second = " · ".join((version.author, when(version.time), station))
    return ICONS.get(version.action, "file-text"), first, second


def when(time: str) -> str:
    """A moment of the log as the window writes it: the day, and the time of it."""
    try:
        moment = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    day = numbers().day(moment.date(), short=True)
    return f"{day} {moment:%H:%M}"


class _VersionList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Revisions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_VersionDelegate(self))
        self._shown = 1
        self._fit(0)

    def show_versions(self, words: Sequence[tuple[str, str, str]]) -> None:
        """Newest first; the newest is chosen."""
        self.clear()
        for icon, first, second in words:
            item = QListWidgetItem(first)
            item.setData(Qt.ItemDataRole.UserRole, (icon, first, second))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{first}, {second}")
            item.setToolTip(tip(f"{first}\n{second}"))
            self.addItem(item)
        self._fit(len(words))
        if words:
            self.setCurrentRow(0)

    def _fit(self, count: int) -> None:
        """Less where there is no room: it scrolls."""
        self._shown = max(1, min(count, ROWS))
        self.setMaximumHeight(self._shown * _high() + 2)
        self.setMinimumHeight(min(self._shown, LEAST_ROWS) * _high() + 2)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self._shown * _high() + 2)


def _high() -> int:
    return metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(12)


class _VersionDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: Any, _index: Any) -> QSize:
        return QSize(scaled(100), _high())

    def paint(self, painter: QPainter, option: Any, index: Any) -> None:
        icon, first, second = index.data(Qt.ItemDataRole.UserRole)
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & QStyle.StateFlag.State_Selected:
            rounded(painter, rect, 6, "sel")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, 6, "hover")
        draw_ring(painter, option, rect)
        size, lead = scaled(16), scaled(32)
        x = rect.right() - scaled(8) - size if mirrored else rect.x() + scaled(8)
        glyph(painter, icon, x, rect.y() + scaled(7), size, "text2")
        width = rect.width() - lead - scaled(8)
        inner = QRect(rect.x() + (scaled(8) if mirrored else lead), rect.y(), width, 0)
        y = rect.y() + scaled(5)
        draw_line(painter, inner.x(), y, width, first, (BODY, MEDIUM), "text", mirrored)
        y += metrics(BODY, MEDIUM).height()
        draw_line(painter, inner.x(), y, width, second, (SMALL, REGULAR), "text2", mirrored)
