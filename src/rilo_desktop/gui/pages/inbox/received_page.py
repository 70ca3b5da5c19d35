"""The register: everything that was received and still counts, narrowed by office and words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from rilo_desktop.language import NC_
from rilo_desktop.services.deferred import received_file, received_submissions

from ...context import PageContext
from ...i18n import office_name, plural, tr
from ...state.folders import INBOX
from ...theme import scaled
from ...theme.tokens import RAIL_BELOW, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import Segments
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.search_box import SearchBox
from .received_detail import ReceivedDetail
from .register_view import RegisterView, ShownReceived, shown_received

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.received_file import Written
    from rilo_desktop.services.receiving.received_submissions import Received
    from rilo_desktop.services.records.changes import Changes

ALL, OPEN = "all", "open"


class ReceivedPage(QWidget):
    shown = Signal()
    """What was received stands here."""
    answer_wanted = Signal(str)
    files_wanted = Signal()
    written = Signal(object)
    """A copy of the file of one stands where it was wanted."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._rows: tuple[ShownReceived, ...] = ()
        self.search = SearchBox(tr("Search what was received"))
        self.office = choice_box([("", tr("Every office"))], "")
        states = [(ALL, tr(NC_("submissions", "All"))), (OPEN, tr("To answer"))]
        self.states = Segments(states, tr("Which are shown"))
        self.view, self.detail = RegisterView(), ReceivedDetail(context)
        self._count = Label("", SMALL, tone="text2")
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.states.setFixedWidth(scaled(220))
        self.office.setFixedWidth(scaled(170))
        middle = Panel("surface")
        vbox(
            hbox(
                (vbox(None, self.search), 1),
                labelled(tr("Office"), self.office),
                vbox(None, self.states),
                gap=12,
                margins=(16, 10, 16, 12),
            ),
            (self.view, 1),
            hbox(self._count, None, margins=(16, 8, 16, 10)),
            into=middle,
        )
        self._empty = EmptyPage(
            tr("Nothing was received yet"),
            tr("Submissions received from other offices, and the replies."),
            [
                Beginning(
                    tr("Open submissions or answers"),
                    tr("Or drop them anywhere on this window"),
                    "inbox",
                    self.files_wanted.emit,
                )
            ],
        )
        empty = Panel("canvas")
        vbox(self._empty, into=empty)
        self._pages.addWidget(hbox((middle, 1), self.detail))
        self._pages.addWidget(empty)
        vbox((self._pages, 1), into=self)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _words: self._show())
        self.search.left_downwards.connect(self._to_rows)
        self.office.activated.connect(lambda _at: self._show())
        self.states.chosen.connect(lambda _key: self._show())
        self.view.current_row.connect(self._on_row)
        self.view.opened.connect(lambda one: self._answer(one))
        self.detail.answer_wanted.connect(self.answer_wanted)
        self.detail.copy_wanted.connect(self.ask_file)
        self._context.changes.happened.connect(self._on_changes)

    def read(self) -> None:
        self._context.serve(
            received_submissions.received, then=self._take, owner=self, turn="register"
        )

    def take_focus(self) -> None:
        if self._pages.currentIndex() == 1:
            self._empty.focus_first()
        else:
            self._to_rows()

    def choose_office(self, code: str) -> None:
        """Show what came from this office, all of it."""
        self.states.choose(ALL)
        self.search.clear()
        self._offices({row.one.office for row in self._rows} | {code})
        self.office.setCurrentIndex(self.office.findData(code))
        self._show()

    def _to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.records:
            self.read()

    def _take(self, found: tuple[Received, ...]) -> None:
        self._rows = tuple(map(shown_received, found))
        at = str(self.office.currentData() or "")
        self._offices({one.office for one in found} | ({at} if at else set()))
        self._pages.setCurrentIndex(0 if found else 1)
        self._show()
        self.shown.emit()

    def _offices(self, codes: set[str]) -> None:
        at = self.office.currentData()
        while self.office.count() > 1:
            self.office.removeItem(1)
        for code in sorted(codes):
            self.office.addItem(office_name(code), code)
        self.office.setCurrentIndex(max(0, self.office.findData(at)))

    def _show(self) -> None:
        current = self.view.current_entry
        rows = [row for row in self._rows if self._is_wanted(row)]
        self.view.rows_model.show_rows(rows)
        self._count.setText(plural("{count} submission", "{count} submissions", len(rows)))
        names = [row.one.name for row in rows]
        if rows:
            at = names.index(current.one.name) if current and current.one.name in names else 0
            self.view.setCurrentIndex(self.view.rows_model.index(at))
        else:
            self.detail.clear()

    def _is_wanted(self, row: ShownReceived) -> bool:
        office = self.office.currentData()
        if office and row.one.office != office:
            return False
        if self.states.key == OPEN and (row.one.answer or not row.one.is_current):
            return False
        said = row.spoken.casefold()
        return all(word in said for word in self.search.text().casefold().split())

    def _on_row(self, at: int) -> None:
        if 0 <= at < len(self.view.rows):
            self.detail.show_received(self.view.rows[at].one)

    def _answer(self, one: Received) -> None:
        if one.is_current and self._context.may("review"):
            self.answer_wanted.emit(one.reference)

    # --- its file

    def ask_file(self, one: Received) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{one.reference.replace('/', '-')}-rev{one.revision}.pdf"
        dialog = QFileDialog(self, tr("Save a copy as"), str(Path(folder) / name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda chosen: self.save(one, Path(chosen)))
        self._context.folders.begin(dialog, INBOX)
        dialog.open()

    def save(self, one: Received, path: Path) -> None:
        self._context.serve(
            received_file.export,
            one.id,
            path,
            one.revision,
            then=self._on_written,
            failed=self._context.failed.emit,
            owner=self,
        )

    def _on_written(self, made: Written) -> None:
        self.written.emit(made)
        self._context.told.emit(tr("{file} is written, as it was received.", file=made.path.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < scaled(RAIL_BELOW)
        self.detail.setFixedWidth(scaled(296 if narrow else 336))
