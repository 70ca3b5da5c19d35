"""The history of a record at the side: every revision, what it changed, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from rilo_desktop.records import RecordType
from rilo_desktop.services.deferred import history

from ...context import PageContext
from ...i18n import numbers, plural, tr, words
from ...itemviews import STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme import metrics, scaled
from ...theme.tokens import BODY, MEDIUM, REGULAR, SECTION, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.command_menu import add_entry, context_menu
from ...widgets.diff_text import shown_changes
from ...widgets.difference_view import DifferenceView, Versions
from ...widgets.error_messages import explained
from ...widgets.labels import Label, tip
from ...widgets.layouts import Hairline, hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.records.diff import Difference
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.history import Version

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

    def __init__(self, context: PageContext, kind: RecordType) -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._record = self._base = ""
        self._is_dirty = False
        self._versions: tuple[Version, ...] = ()
        self._said: tuple[str, Sequence[Difference]] = ("", ())
        self.list = _VersionList()
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.differences = DifferenceView()
        self.differences.setMinimumHeight(scaled(LEAST_DIFFERENCES))
        self.restore_button = button(tr("Restore this revision"), self.restore, glyph="history")
        back = button(tr("Findings"), self.findings_wanted.emit, high=28)
        hint = tr("Choose two to compare them (Ctrl and click, or Shift and an arrow).")
        vbox(
            hbox(Label(tr("History"), SECTION, SEMIBOLD), None, back),
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
            hbox(self.restore_button, None),
            margins=(17, 12, 16, 12),
            into=self,
        )
        context.names_changed.connect(self._on_names)
        self._show(())

    def show_record(self, record_id: str, base: str) -> None:
        """Read the history of a record; "" for one that was never saved."""
        self._record, self._base = record_id, base
        if not base:
            self._show(())
            return
        self._context.serve(
            history.versions, record_id, then=self._show, owner=self, turn="versions"
        )

    def set_dirty(self, dirty: bool) -> None:
        """With unsaved text nothing is restored: it would be lost."""
        self._is_dirty = dirty
        self._show_tools()

    def restore(self) -> None:
        """Give the record the content of the revision that is chosen."""
        chosen = self._chosen()
        if len(chosen) == 1:
            self._context.serve(
                history.restore,
                self._record,
                chosen[0].revision,
                self._base,
                then=self._on_restored,
                owner=self,
                turn="restore",
            )

    def _open_menu(self, place: QPoint) -> None:
        if self._chosen():
            self.menu().popup(self.list.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with the revision that is chosen."""
        menu = context_menu(self.list)
        newest, chosen = self._versions[0], self._chosen()[0]
        if chosen is not newest:
            compare = partial(self._compare, chosen, newest)
            add_entry(menu, tr("Compare with the newest revision"), compare)
        back = add_entry(menu, tr("Restore this revision"), self.restore)
        back.setEnabled(chosen is not newest and not chosen.is_purged and not self._is_dirty)
        return menu

    def _on_restored(self, changes: Changes) -> None:
        self.restored.emit(changes)

    def _show(self, versions: tuple[Version, ...]) -> None:
        self._versions = versions
        self.list.show_versions(versions)
        self._on_selection()

    def _chosen(self) -> list[Version]:
        """Newest first."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._versions[at] for at in rows if at < len(self._versions)]

    def _on_selection(self, *_selections: object) -> None:
        chosen = self._chosen()
        self._show_tools()
        if len(chosen) == 2:
            self._compare(chosen[1], chosen[0])
        elif len(chosen) == 1:
            self._show_one(chosen[0])
        else:
            empty = tr("Its history begins with the first save.")
            self._show_message("" if self._versions else empty, ())

    def _show_one(self, version: Version) -> None:
        if version.is_purged:
            self._show_message(tr("The content of this revision was purged."), ())
        elif version.is_first:
            self._show_message(tr("First revision."), ())
        elif version.changes is None:
            self._show_message(tr("The content of the revision before was purged."), ())
        elif version.reason:
            self._show_message(tr("Reason: {reason}", reason=version.reason), version.changes)
        elif not version.changes:
            self._show_message(tr("No change of content."), ())
        else:
            count = len(version.changes)
            self._show_message(plural("{count} change", "{count} changes", count), version.changes)

    def _compare(self, older: Version, newer: Version) -> None:
        numbers_of = {"older": older.number, "newer": newer.number}
        self._context.serve(
            history.compare,
            older.revision,
            newer.revision,
            then=lambda found: self._show_message(
                tr("From revision {older} to {newer}", **numbers_of), found
            ),
            failed=lambda error: self._show_message(explained(error), ()),
            owner=self,
            turn="compare",
        )

    def _show_message(self, about: str, found: Sequence[Difference]) -> None:
        self._said = (about, found)
        self._about.setText(about)
        shown = shown_changes(self._kind, found, self._context.names.name_of)
        self.differences.show_versions(
            [Versions(one.path, one.place, one.before, one.after) for one in shown]
        )

    def _on_names(self, _kind: str) -> None:
        self._show_message(*self._said)

    def _show_tools(self) -> None:
        chosen = self._chosen()
        older = len(chosen) == 1 and chosen[0] is not self._versions[0]
        self.restore_button.setVisible(older and not chosen[0].is_purged)
        self.restore_button.setEnabled(not self._is_dirty)
        why = tr("Save or undo your changes first.") if self._is_dirty else ""
        self.restore_button.setToolTip(why)
        self.restore_button.setAccessibleDescription(why)


def _words(version: Version) -> tuple[str, str, str]:
    """Icon, what was done, and who, when and on which workstation."""
    action = tr(version.action) if version.action else tr("unknown")
    if version.undone:
        action = words().labelled(action, tr(version.undone))
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


class _VersionList(ListView["Version"]):
    triggers = ()

    def __init__(self) -> None:
        model: ListModel[Version] = ListModel(
            text=lambda version: _words(version)[1],
            spoken=lambda version: ", ".join(_words(version)[1:]),
            tip=lambda version: tip("\n".join(_words(version)[1:])),
        )
        super().__init__(tr("Revisions"), model, _version_row)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._shown = 1
        self._fit_rows(0)

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Newest first; the newest is chosen."""
        self.rows_model.show_rows(versions)
        self._fit_rows(len(versions))
        if versions:
            self.select_row(0)

    def _fit_rows(self, count: int) -> None:
        """Less where there is no room: it scrolls."""
        self._shown = max(1, min(count, ROWS))
        self.setMaximumHeight(self._shown * _high() + 2)
        self.setMinimumHeight(min(self._shown, LEAST_ROWS) * _high() + 2)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self._shown * _high() + 2)


def _high() -> int:
    return metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(12)


def _version_row(version: Version, _context: RowContext) -> Row:
    icon, first, second = _words(version)
    texts = (Text(first, (BODY, MEDIUM)), Text(second, (SMALL, REGULAR), "text2"))
    cells = (
        Cell(Icon(icon), align="top", drop=2),
        Cell(texts, STRETCH, before=8, align="top"),
    )
    return Row(cells, top=5, bottom=7, lead=8, trail=8)
