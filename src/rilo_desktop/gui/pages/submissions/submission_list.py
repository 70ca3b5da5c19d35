"""The ledger: every submission, where it stands, and the way to a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.records import Submission
from rilo_desktop.services.deferred import submission_list

from ...commands import Command, belongs, keys_text, register
from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...theme import scaled
from ...theme.tokens import HEADER, RAIL_BELOW, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button, show_keys
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.search_box import SearchBox
from . import states
from .detail import Detail
from .submission_list_view import ShownEntry, SubmissionListView, shown

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.submissions.submission_list import SubmissionEntry

KIND = Submission.kind.code
NEW_KEYS = "Ctrl+N"


class SubmissionListPage(QWidget):
    """`opened(id)`, `begun()`: a new one; `superseded(id)`: a new one that replaces it."""

    opened = Signal(str)
    begun = Signal()
    superseded = Signal(str)
    answered = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._entries: tuple[ShownEntry, ...] = ()
        self._keep = ""
        self.view = SubmissionListView()
        self.detail = Detail(context)
        self.search = SearchBox(tr("Search submissions"))
        self.parts = Segments(
            [
                ("all", tr(NC_("submissions", "All"))),
                ("open", tr("Still open")),
                ("left", tr("Released")),
            ],
            tr("Which submissions"),
        )
        new = tr("New submission")
        self.new_button = button(new, self.begun.emit, "primary", "plus")
        show_keys(self.new_button, NEW_KEYS)
        # of the page: where nothing was sent yet the button is not shown, and the keys hold
        register(self, Command("ledger.new", new, NEW_KEYS, self.begun.emit, icon="plus"))
        self._count = Label("", SMALL, tone="text2")
        self._build()
        self._connect()
        belongs(self, N_("Under Submissions"))
        self.refresh()

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Submissions"), TITLE, SEMIBOLD)
        hbox(title, None, self.new_button, gap=8, margins=(20, 0, 16, 0), into=head)
        self.parts.setFixedWidth(scaled(240))
        middle = Panel("surface")
        words = tr("A released submission never changes. A correction is a new revision.")
        foot = Label(words, SMALL, tone="text2", wrap=True)
        foot.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        vbox(
            hbox((self.search, 1), self.parts, gap=12, margins=(16, 12, 16, 12)),
            (self.view, 1),
            hbox(
                self._count,
                (foot, 1),
                gap=12,
                margins=(16, 8, 16, 10),
            ),
            into=middle,
        )
        begin = Beginning(
            tr("New submission"),
            tr("Choose a type; matching records are included"),
            "send",
            self.begun.emit,
            keys_text(NEW_KEYS),
        )
        about = tr("What this office has sent, to whom, and who approved it.")
        self._empty = EmptyPage(tr("No submissions yet"), about, [begin])
        empty = Panel("canvas")
        vbox(self._empty, into=empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(hbox((middle, 1), self.detail))
        self._pages.addWidget(empty)
        vbox(head, (self._pages, 1), into=self)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _words: self._show())
        self.search.left_downwards.connect(self._to_rows)
        self.search.entered.connect(self._open_found)
        self.parts.chosen.connect(lambda _part: self._show())
        self.view.current_row.connect(self._on_row)
        self.view.opened.connect(lambda at: self.opened.emit(self.view.rows[at].entry.id))
        self.detail.opened.connect(self.opened)
        self.detail.superseded.connect(self.superseded)
        self._context.changes.happened.connect(self._on_changes)

    def refresh(self) -> None:
        self._context.serve(
            submission_list.ledger, window_language(), then=self._take, owner=self, turn="ledger"
        )

    def keep(self, record: str) -> None:
        """Make this submission the current one when the ledger is next read."""
        self._keep = record

    def take_focus(self) -> None:
        if self._pages.currentIndex() == 1:
            self._empty.focus_first()
        else:
            self._to_rows()

    def _open_found(self) -> None:
        at = self.view.currentIndex().row()
        if at >= 0:
            self.view.opened.emit(at)

    def _to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, changes: Changes) -> None:
        if KIND in changes.kinds:
            self.refresh()

    def _take(self, entries: tuple[SubmissionEntry, ...]) -> None:
        self._entries = tuple(shown(entry) for entry in entries)
        here = self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self)
        self._pages.setCurrentIndex(0 if entries else 1)
        self.new_button.setVisible(bool(entries))
        self._show()
        if here:
            self.take_focus()
        self.answered.emit()

    def _show(self) -> None:
        at = self.view.currentIndex().row()
        current = self._keep or (self.view.rows[at].entry.id if at >= 0 else "")
        self._keep = ""
        rows = [row for row in self._entries if self._is_wanted(row)]
        self.view.table_model.show_rows(rows)
        self._count.setText(plural("{count} submission", "{count} submissions", len(rows)))
        if rows:
            self.view.keep_current(self.view.row_of(current))
        else:
            self.detail.clear()

    def _is_wanted(self, row: ShownEntry) -> bool:
        part = self.parts.key
        is_open = row.entry.state in states.OPEN
        if part != "all" and is_open != (part == "open"):
            return False
        said = row.spoken.casefold()
        return all(word in said for word in self.search.text().casefold().split())

    def _on_row(self, at: int) -> None:
        if at >= 0:
            self.detail.show_entry(self.view.rows[at].entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < scaled(RAIL_BELOW)
        self.detail.setFixedWidth(scaled(312 if narrow else 352))
