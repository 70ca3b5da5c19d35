"""The answers of all offices to a questionnaire: offices are columns, questions are rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.language import N_
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.services.deferred import form_table

from ...commands import EDIT, Command, belongs, register
from ...context import PageContext
from ...i18n import numbers, plural, tr, words
from ...itemviews.matrix import MatrixView
from ...routing import Route
from ...theme import scaled
from ...theme.tokens import HEADER, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import ElidedLabel, Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.table import WordsTable
from . import table_rows

if TYPE_CHECKING:
    from rilo_desktop.analysis.form_consolidation import Consolidation
    from rilo_desktop.services.records.changes import Changes

ANSWERS, DIFFERENCES, WHO = "answers", "differences", "who"
KINDS = frozenset({Questionnaire.kind.code, QuestionnaireAnswers.kind.code, "office"})


class AnswersTablePage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._questionnaire = ""
        self.table: Consolidation | None = None
        self.shown: list[table_rows.Shown] = []
        belongs(self, N_("On the page with the answers of the offices"))
        self._title = ElidedLabel("", TITLE, SEMIBOLD)
        self._about = Label("", tone="text2", wrap=True)
        self.what = Segments(
            [
                (ANSWERS, tr("Answers")),
                (DIFFERENCES, tr("Differences")),
                (WHO, tr("Who")),
            ],
            tr("What is shown"),
        )
        self.what.setMinimumWidth(scaled(300))
        self.copy = button(tr("Copy"), self._copy, "ghost", "copy")
        self.view = MatrixView(tr("Answers by question and office"), tile=46, label=230, end=96)
        heads = [tr("Office"), tr("Answers"), tr("Answered on"), tr("Version of the form")]
        self.who = WordsTable(tr("Who has answered"), heads, 3)
        self._same = Label(tr("No two offices gave different answers."), tone="text2")
        self._row = Label("", SMALL, SEMIBOLD, wrap=True)
        self._foot = Label("", SMALL, tone="text2", wrap=True)
        self._signs = Label(
            tr("hatched: nothing received · dot: left empty · ?: not known · blank: did not apply"),
            SMALL,
            tone="text3",
            wrap=True,
        )
        self._pages = QStackedWidget()
        self._build()
        self.view.cell_chosen.connect(self._on_cell)
        self.view.cell_opened.connect(self._on_opened)
        self.what.chosen.connect(lambda _key: self._show_rows())
        context.changes.happened.connect(self._on_changes)
        register(
            self,
            Command("answers.copy", tr("Copy the table"), "Ctrl+Shift+C", self._copy, menu=EDIT),
        )

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        back = button("", self._back, "ghost", "arrow-left", tr("Back to the questionnaire"))
        hbox(back, (self._title, 1), self.what, self.copy, gap=8, margins=(12, 0, 16, 0), into=head)
        foot = Panel("canvas", "t")
        vbox(self._row, self._foot, self._signs, gap=4, margins=(20, 10, 20, 12), into=foot)
        about = hbox((self._about, 1), margins=(20, 12, 20, 8))
        same = vbox(40, hbox(None, self._same, None), None)
        for shown in (self.view, self.who, same):
            self._pages.addWidget(shown)
        vbox(head, about, (self._pages, 1), foot, into=self)

    # --- of the shell

    def arrive(self, destination: Route) -> None:
        if destination.record:
            self._questionnaire = destination.record
        self.refresh()

    def take_focus(self) -> None:
        shown: QWidget = self.who if self.what.key == WHO else self.view
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self._questionnaire:
            self._context.serve(
                form_table.table_of,
                self._questionnaire,
                then=self._show,
                owner=self,
                turn="table",
            )

    # --- what is shown

    def _show(self, table: Consolidation) -> None:
        self.table = table
        self._title.setText(str(table.form.title or table.form.form_id))
        there = len(table.offices) - len(table.missing)
        said = plural(
            "{count} of {all} offices has answered.",
            "{count} of {all} offices have answered.",
            there,
            all=len(table.offices),
        )
        if table.form.due:
            due = tr("Answers are wanted by {day}.", day=numbers().partial(table.form.due))
            said = f"{said} {due}"
        self._about.setText(said)
        self._show_rows()

    def _show_rows(self) -> None:
        table = self.table
        if table is None:
            return
        wanted = [row for row in table.rows if self.what.key != DIFFERENCES or row.differs]
        self.shown = table_rows.with_headings(table, wanted)
        is_who = self.what.key == WHO
        self._pages.setCurrentIndex(1 if is_who else 0 if self.shown else 2)
        self.view.show_matrix(
            table_rows.rows(table, self.shown),
            table_rows.columns(table),
            tr("Question"),
            tr("of {count}", count=len(table.offices)),
        )
        self.who.show_rows([table_rows.who(one) for one in table.offices])
        self.view.go_to(self.view.currentIndex().row(), self.view.currentIndex().column() - 1)
        at = self.view.currentIndex()
        self._on_cell(at.row(), at.column() - 1)

    def _on_cell(self, at: int, column: int) -> None:
        table = self.table
        if table is None or not 0 <= at < len(self.shown):
            self._row.setText("")
            self._foot.setText("")
            return
        row = self.shown[at]
        if isinstance(row, str):
            return
        name = table_rows.label(row)
        if 0 <= column < len(row.cells):
            office, cell = table.offices[column].code, row.cells[column]
            name = words().labelled(f"{name} · {office}", table_rows.said(table, row, cell))
        self._row.setText(name)
        self._foot.setText(table_rows.foot(table, row))

    def _on_opened(self, _at: int, column: int) -> None:
        """The answers of an office, whole."""
        answers = self.table.offices[column].answers if self.table is not None else None
        if answers is not None:
            self._context.go(Route(QuestionnaireAnswers.kind.code, record=answers.id))

    def _on_changes(self, changes: Changes) -> None:
        if KINDS & changes.kinds and self.isVisible():
            self.refresh()

    def _back(self) -> None:
        self._context.go(Route(Questionnaire.kind.code, record=self._questionnaire))

    def _copy(self) -> None:
        if self.view.copy():
            self._context.told.emit(tr("Copied as a table; a blank cell is no answer."))
