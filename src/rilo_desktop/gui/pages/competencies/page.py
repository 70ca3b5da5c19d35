"""Competencies: who can do what in the network, where nobody can, and who can help whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.language import N_
from rilo_desktop.presentation.network_documents import COMPETENCY_MAP, COMPETENCY_RETURN
from rilo_desktop.records import CompetencyRating
from rilo_desktop.services.deferred import competencies

from ...commands import Command, belongs, register
from ...context import PageContext
from ...i18n import tr
from ...itemviews.matrix import MatrixView
from ...routing import SUBMISSION, Route
from ...theme import scaled
from ...theme.tokens import HEADER, PREVIEW_BELOW, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.table import WordsTable
from . import messages
from .details import DetailsPanel
from .legend import Legend

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.competencies import CompetencyTable, Stated

MATRIX, GAPS, HELP = "matrix", "gaps", "help"
RATING = CompetencyRating.kind.code


class CompetenciesPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.table: CompetencyTable | None = None
        belongs(self, N_("On the page Competencies"))
        self.what = Segments(
            [(MATRIX, tr("Matrix")), (GAPS, tr("Gaps")), (HELP, tr("Who can help"))],
            tr("What is shown"),
        )
        self.what.setMinimumWidth(scaled(300))
        self.list = button(tr("List"), self._to_list, "ghost", "list")
        self.paper = button(tr("Paper"), self._to_paper, "ghost", "file-text")
        self.copy = button("", self._copy, "ghost", "copy", tr("Copy figures"))
        self.state = button(tr("State ours"), self.state_ours, "primary", "pencil")
        self.state.setEnabled(context.may("write"))
        self.view = MatrixView(tr("Levels by competency and office"), label=190)
        self.gaps = WordsTable(
            tr("Gaps in the network"), [tr(head) for head in messages.GAP_HEADS], 0, (1, 2, 3)
        )
        self.help = WordsTable(
            tr("Who can help whom"), [tr(head) for head in messages.HELP_HEADS], 0
        )
        self.details = DetailsPanel(context)
        self.legend = Legend()
        self._sentences: dict[WordsTable, Label] = {}
        self._build()
        self.view.cell_chosen.connect(self._on_cell)
        self.view.cell_opened.connect(self._on_opened)
        self.view.typed.connect(self._on_typed)
        self.what.chosen.connect(self._on_what)
        self.details.edited.connect(self._edit)
        context.changes.happened.connect(self._on_changes)
        self._register()

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Competencies"), TITLE, SEMIBOLD)
        tools = (self.what, self.list, self.paper, self.copy, self.state)
        hbox(title, None, *tools, gap=8, margins=(20, 0, 16, 0), into=head)
        matrix = QWidget()
        foot = hbox((self.legend, 1), margins=(20, 8, 16, 12))
        vbox((self.view, 1), foot, into=matrix)
        self._pages = QStackedWidget()
        for page in (
            matrix,
            self._about(self.gaps, messages.ABOUT_GAPS),
            self._about(self.help, messages.ABOUT_HELP),
        ):
            self._pages.addWidget(page)
        vbox(head, (hbox((self._pages, 1), self.details), 1), into=self)

    def _about(self, table: WordsTable, about: str) -> QWidget:
        sentence = Label(tr(about), SMALL, tone="text2", wrap=True)
        self._sentences[table] = sentence
        return vbox(hbox((sentence, 1), margins=(16, 12, 16, 8)), (table, 1))

    def _register(self) -> None:
        register(
            self, Command("competencies.level", tr("State the level of this office"), "0…4", None)
        )
        register(self, Command("competencies.clear", tr("Mark the level as unknown"), "Del", None))

    # --- what is shown

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(competencies.table, then=self._show, owner=self, turn="competencies")

    def _show(self, table: CompetencyTable) -> None:
        first = self.table is None
        self.table = table
        rows, columns = messages.rows(table), messages.columns(table)
        self.view.show_matrix(rows, columns, messages.head(table), tr("known"))
        self._show_words(self.gaps, messages.gap_rows(table), messages.ABOUT_GAPS, messages.NO_GAPS)
        self._show_words(
            self.help, messages.help_rows(table), messages.ABOUT_HELP, messages.NO_HELP
        )
        self.details.show_gaps(table)
        self.state.setVisible(bool(table.own))
        if first and rows:
            self.view.go_to(0, len(columns) - 1)
        self._on_cell(self.view.currentIndex().row(), self.view.currentIndex().column() - 1)

    def _show_words(
        self, table: WordsTable, rows: Sequence[Sequence[str]], about: str, none: str
    ) -> None:
        """Heads over no rows would ask whether something is missing: a sentence says it."""
        table.show_rows(rows)
        table.setVisible(bool(rows))
        self._sentences[table].setText(tr(about if rows else none))

    def _on_cell(self, row: int, column: int) -> None:
        if self.table is None or row < 0:
            return
        shown = self.table.matrix
        competency = shown.competencies[row]
        office = shown.offices[column] if 0 <= column < len(shown.offices) else self.table.own
        self.details.show_cell(self.table, office, competency)
        rating = shown.rating(office, competency)
        if rating is not None:
            self._context.serve(
                competencies.stated, rating.id, then=self._show_before, owner=self, turn="before"
            )

    def _show_before(self, stated: Stated) -> None:
        self.details.show_before(stated)

    def _on_what(self, key: str) -> None:
        self._pages.setCurrentIndex((MATRIX, GAPS, HELP).index(key))
        self.details.setVisible(key == MATRIX)  # it is about the cell that is chosen there
        self.take_focus()

    # --- stating

    def state_ours(self) -> None:
        """The own column, at the first competency that nobody stated."""
        if self.table is None or not self.table.own:
            return
        self.what.choose(MATRIX)
        self._on_what(MATRIX)
        shown = self.table.matrix
        column = shown.offices.index(self.table.own)
        levels = [shown.level(self.table.own, one) for one in shown.competencies]
        self.view.go_to(levels.index(None) if None in levels else 0, column)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, row: int, column: int, text: str) -> None:
        if self.table is None or not self._context.may("write"):
            return
        office = self.table.matrix.offices[column]
        if office != self.table.own:
            self._context.warned.emit(messages.not_ours(office, self.table))
            return
        level = int(text) if text else None
        competency = self.table.matrix.competencies[row]
        self._context.serve(competencies.state, competency, level, then=self._on_stated, owner=self)

    def _on_stated(self, changes: Changes) -> None:
        self._context.announce(changes)
        if changes.operation:
            self._context.told.emit(
                tr("Stated as of today; Enter opens it for source and officers.")
            )

    def _on_opened(self, row: int, column: int) -> None:
        if self.table is None:
            return
        shown = self.table.matrix
        office, competency = shown.offices[column], shown.competencies[row]
        rating = shown.rating(office, competency)
        if rating is not None:
            self._edit(rating.id)
        elif office == self.table.own and self._context.may("write"):
            self._context.serve(competencies.own_rating, competency, then=self._edit, owner=self)

    def _edit(self, record_id: str) -> None:
        self._context.go(Route(RATING, record=record_id))

    def _copy(self) -> None:
        if self.view.copy():
            self._context.told.emit(tr("Copied as a table; blank is unknown."))

    def _to_list(self) -> None:
        self._context.go(Route(RATING))

    def _to_paper(self) -> None:
        """The return of an office, the map of the network at the Secretariat."""
        own = self.table is not None and self.table.own
        spec = COMPETENCY_RETURN if own else COMPETENCY_MAP
        self._context.go(Route(SUBMISSION, new=True, kind=spec.name))

    # --- of the shell

    def arrive(self, destination: Route) -> None:  # noqa: ARG002
        """As it was left."""
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        shown: tuple[QWidget, ...] = (self.view, self.gaps, self.help)
        at = shown[self._pages.currentIndex()]
        if at.isHidden():
            at = self.what.part(self.what.key)
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.details.setVisible(event.size().width() >= scaled(PREVIEW_BELOW - 120))

    def _on_changes(self, changes: Changes) -> None:
        if {RATING, "office"} & changes.kinds:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
