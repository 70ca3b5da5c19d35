"""All comments on a draft: a row for each office and paragraph, the chosen one whole beside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from rilo_desktop.analysis.consultation import OfficeComment
from rilo_desktop.records import Consultation, Office
from rilo_desktop.services.deferred import consultations

from ...context import PageContext
from ...i18n import code_label, tr, window_language
from ...itemviews import Row, RowContext, Text
from ...itemviews.table import TableModel, TableView, cell_row
from ...record_commands.record_pages import beside
from ...routing import Route
from ...state.folders import EXPORTS
from ...theme import scaled
from ...theme.tokens import BODY, HEADER, REGULAR, SEMIBOLD, SMALL, SUBTITLE, TITLE
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button
from ...widgets.choice_box import ChoiceBox
from ...widgets.consultation.messages import changed
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.consultations import CommentTable, DraftChoice

SHOWN = frozenset({Consultation.kind.code, Office.kind.code})
CODE = Consultation.kind.code
WIDE, WORDS = 340, 4
TABLE, EMPTY = 0, 1


class CommentsPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.table: CommentTable | None = None
        self.drafts = ChoiceBox()
        name_input(self.drafts, tr("Draft"))
        self.drafts.setMinimumWidth(scaled(280))
        self.drafts.currentIndexChanged.connect(lambda _at: self._ask())
        self.save_button = button(
            tr("As a table"), self._choose_file, "ghost", "file-export", tr("Save as a table")
        )
        self.open_button = button(tr("Open the draft"), self._open, "ghost", "messages")
        self.missing = Label("", SMALL, tone="text2", wrap=True)
        heads = [
            tr("Paragraph"),
            tr("Office"),
            tr("Position"),
            tr("Weight"),
            tr("Comment and proposal"),
        ]
        self.model: TableModel[OfficeComment] = TableModel(heads, _words)
        self.view = TableView(tr("Comments"), self.model, _cell, wide=WORDS)
        self.view.selectionModel().currentRowChanged.connect(
            lambda new, _old: self._on_row(new.row())
        )
        self.whole = CommentDetails()
        self._nothing = Label(tr("No comments yet"), tone="text2")
        self._build()
        context.changes.happened.connect(self._on_changes)

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        hbox(
            Label(tr("Comments by paragraph"), TITLE, SEMIBOLD),
            None,
            self.drafts,
            self.open_button,
            self.save_button,
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(hbox((self.view, 1), self.whole))
        self._pages.addWidget(vbox(40, hbox(None, self._nothing, None), None))
        missing = hbox((self.missing, 1), margins=(20, 10, 16, 8))
        vbox(head, missing, (self._pages, 1), into=self)

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(
            consultations.choices, then=self._show_choices, owner=self, turn="drafts"
        )

    def _show_choices(self, found: tuple[DraftChoice, ...]) -> None:
        at = self.drafts.currentData()
        with QSignalBlocker(self.drafts):
            self.drafts.clear()
            for one in found:
                self.drafts.addItem(one.title, one.id)
            self.drafts.setCurrentIndex(max(0, self.drafts.findData(at)))
        for widget in (self.drafts, self.save_button, self.open_button):
            widget.setEnabled(bool(found))
        self._ask()

    def _ask(self) -> None:
        chosen = self.drafts.currentData()
        if chosen:
            self._context.serve(
                consultations.table, chosen, then=self._show, owner=self, turn="comments"
            )
        else:
            self.missing.setText("")
            self._pages.setCurrentIndex(EMPTY)

    def _show(self, found: CommentTable) -> None:
        self.table = found
        self.view.show_rows(found.rows)
        self._pages.setCurrentIndex(TABLE if found.rows else EMPTY)
        answered = tr("Answered: {names}", names=", ".join(found.offices) or tr("none"))
        missing = tr("No answer yet: {names}", names=", ".join(found.missing) or tr("none"))
        self.missing.setText(f"{answered}\n{missing}")
        self._on_row(self.view.currentIndex().row())

    def _on_row(self, at: int) -> None:
        rows = self.view.rows
        self.whole.show_comment(rows[at] if 0 <= at < len(rows) else None)

    def _open(self) -> None:
        self._context.go(Route(CODE, record=self.drafts.currentData()))

    def _choose_file(self) -> None:
        dialog = QFileDialog(
            self,
            tr("Save the table as"),
            f"{tr('Comments')}.xlsx",
            f"Excel (*.xlsx);;{tr('Text')} (*.csv)",
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        self._context.folders.begin(dialog, EXPORTS)
        dialog.open()

    def save(self, path: Path) -> None:
        if self.table is not None:
            self._context.serve(
                consultations.write,
                self.table.record.id,
                path,
                window_language(),
                (),
                True,
                then=lambda withheld: self._context.told.emit(
                    beside(tr("The table is at {path}.", path=path), withheld)
                ),
                owner=self,
            )

    # --- of the shell

    def arrive(self, destination: Route) -> None:
        if destination.record:
            at = self.drafts.findData(destination.record)
            if at < 0:
                self.drafts.addItem("", destination.record)
                at = self.drafts.count() - 1
                self._is_stale = True
            self.drafts.setCurrentIndex(at)
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        target = self.view if self._pages.currentIndex() == TABLE else self.drafts
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN:
            self._is_stale = True
            if self.isVisible():
                self.refresh()


def _words(row: OfficeComment, column: int) -> str:
    said = row.proposal or row.comment
    return (
        row.number,
        row.office,
        code_label("consultation_position", row.position) if row.position else "",
        code_label("consultation_weight", row.weight) if row.weight else "",
        " ".join(said.split()),
    )[column]


def _cell(row: OfficeComment, context: RowContext) -> Row:
    tone = "text" if context.column in (0, 1, WORDS) else "text2"
    return cell_row(Text(_words(row, context.column), (BODY, REGULAR), tone), context)


class CommentDetails(Panel):
    """A comment whole: the paragraph, what is proposed with its changes, and why."""

    def __init__(self) -> None:
        super().__init__("canvas", "l", width=WIDE)
        self.name = Label("", SUBTITLE, SEMIBOLD, wrap=True)
        self.theirs = Label("", BODY, wrap=True)
        self.office = Label("", BODY, SEMIBOLD, wrap=True)
        labels = (tr("Comment"), tr("Proposed text"), tr("Changes"), tr("Reason"), tr("Note"))
        self.parts = [
            (Label(text, SMALL, SEMIBOLD, "text2"), Label("", BODY, wrap=True)) for text in labels
        ]
        rows = [item for label, text in self.parts for item in (10, label, 2, text)]
        content = vbox(
            self.name, 4, self.theirs, 14, self.office, *rows, None, margins=(20, 16, 16, 16)
        )
        vbox((Scroller(content), 1), into=self)

    def show_comment(self, row: OfficeComment | None) -> None:
        for widget in (self.name, self.theirs, self.office):
            widget.setVisible(row is not None)
        texts = ("", "", "", "", "")
        if row is not None:
            name = tr("Paragraph {number}", number=row.number)
            self.name.setText(f"{name}  ·  {row.heading}" if row.heading else name)
            self.theirs.setText(row.text)
            position = code_label("consultation_position", row.position) if row.position else ""
            self.office.setText("  ·  ".join(part for part in (row.office, position) if part))
            note = tr("The paragraph reads differently there.") if row.other_text else ""
            changes = changed(row.text, row.proposal)
            texts = (row.comment, row.proposal, changes, row.reason, note)
        for (label, shown), text in zip(self.parts, texts, strict=True):
            label.setVisible(bool(text))
            shown.setVisible(bool(text))
            shown.setText(text)
