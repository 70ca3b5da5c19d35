"""Evidence of indicators: where each was seen, what controls found, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from rilo_desktop.analysis.indicator_evidence import OTHER
from rilo_desktop.language import N_
from rilo_desktop.presentation.network_documents import INDICATOR_EVIDENCE
from rilo_desktop.records import CaseStudy, Control, RiskIndicator
from rilo_desktop.services.deferred import indicator_evidence

from ...commands import belongs
from ...context import PageContext
from ...i18n import tr
from ...itemviews.matrix import MatrixView
from ...routing import SUBMISSION, Route
from ...theme import scaled
from ...theme.tokens import HEADER, PREVIEW_BELOW, SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from ...widgets.table import WordsTable
from . import messages
from .details import IndicatorPanel
from .gaps import GapsView

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.indicator_evidence import EvidenceTable

EVIDENCE, GAPS = "evidence", "gaps"
SHOWN = frozenset({CaseStudy.kind.code, Control.kind.code, RiskIndicator.kind.code})
TILE, PAIRS = 36, 4


class IndicatorEvidencePage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.table: EvidenceTable | None = None
        belongs(self, N_("On the page Indicator evidence"))
        choices = [(EVIDENCE, tr("Evidence")), (GAPS, tr("Gaps"))]
        self.what = Segments(choices, tr("What is shown"))
        self.what.setMinimumWidth(scaled(200))
        by = [
            ("commodity", tr("Commodity")),
            ("conveyance", tr("Transport")),
            ("office_code", tr("Office")),
        ]
        self.by = Segments(by, tr("Columns"))
        self.by.setMinimumWidth(scaled(300))
        self.list = button(
            tr("Results of controls"),
            lambda: context.go(Route(Control.kind.code)),
            "ghost",
            "shield-check",
        )
        self.paper = button(tr("Paper"), self._to_paper, "ghost", "file-text")
        self.copy = button(tr("Copy figures"), self._copy, "ghost", "copy")
        self.count = Label("", SMALL, tone="text2")
        self.note = Label("", SMALL, tone="text2", wrap=True)
        self.view = MatrixView(tr("Cases by indicator"), TILE, 206, end=60)
        self.pairs = WordsTable(
            tr("Seen together"), [tr(head) for head in messages.PAIR_HEADS], 3, (1, 2), PAIRS
        )
        self.gaps = GapsView(context)
        self.details = IndicatorPanel(context)
        self._build()
        self.view.cell_chosen.connect(self._on_cell)
        self.view.cell_opened.connect(self._on_opened)
        self.what.chosen.connect(self._on_what)
        self.by.chosen.connect(lambda _by: self.refresh())
        self.details.control_wanted.connect(self._begin_control)
        context.changes.happened.connect(self._on_changes)

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Indicator evidence"), TITLE, SEMIBOLD)
        hbox(
            title,
            None,
            self.what,
            self.list,
            self.paper,
            self.copy,
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        columns = hbox(self.by, None, self.count, gap=12, margins=(20, 12, 16, 8))
        self._together = vbox(
            10,
            hbox(
                Label(tr("Seen together"), SECTION, SEMIBOLD),
                Label(tr("in more cases than chance would give"), SMALL, tone="text2"),
                None,
                gap=10,
            ),
            4,
            self.pairs,
        )
        foot = vbox(
            self.note,
            self._together,
            margins=(20, 8, 16, 12),
        )
        evidence = hbox((vbox(columns, (self.view, 1), foot), 1), self.details)
        self._pages = QStackedWidget()
        self._pages.addWidget(evidence)
        self._pages.addWidget(self.gaps)
        vbox(head, (self._pages, 1), into=self)

    # --- what is shown

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(
            indicator_evidence.table, self.by.key, then=self._show, owner=self, turn="evidence"
        )

    def _show(self, table: EvidenceTable) -> None:
        first = self.table is None
        self.table, found = table, table.evidence
        self.count.setText(messages.shown(table))
        self.note.setText(messages.note(table))
        self.details.setEnabled(bool(found.with_evidence))
        columns = messages.columns(table)
        self.view.show_matrix(messages.rows(table), columns, tr("Indicator"), tr("Cases"))
        self.pairs.show_rows([messages.pair_row(pair) for pair in found.pairs[:PAIRS]])
        self._together.setVisible(bool(found.pairs))
        self.pairs.fit_rows(PAIRS, 2)
        self.gaps.show_table(table)
        if first and self.view.rows:
            self.view.go_to(0, 0)
        at = self.view.currentIndex()
        self._on_cell(at.row(), at.column() - 1)

    def _on_cell(self, row: int, column: int) -> None:
        if self.table is None or not 0 <= row < len(self.table.evidence.with_evidence):
            return
        code = self.table.evidence.columns[column] if column >= 0 else ""
        label = messages.column_label(self.table.by, code) if code else ""
        self.details.show_indicator(self.table.evidence.with_evidence[row], code, label)

    def _on_opened(self, row: int, column: int) -> None:
        """The cases of the cell as a list."""
        if self.table is None:
            return
        code, number = (
            self.table.evidence.columns[column],
            self.table.evidence.with_evidence[row].number,
        )
        filters = {"indicators.indicator": (number,)}
        if code != OTHER:
            filters[self.table.by] = (code,)
        self._context.go(Route(CaseStudy.kind.code, filters=filters))

    def _on_what(self, key: str) -> None:
        self._pages.setCurrentIndex((EVIDENCE, GAPS).index(key))
        self.take_focus()

    def _begin_control(self, indicator: str) -> None:
        if self._context.may("write"):
            self._context.serve(
                indicator_evidence.begin_control, indicator, then=self._edit_control, owner=self
            )

    def _edit_control(self, control: str) -> None:
        self._is_stale = True
        self._context.go(Route(Control.kind.code, record=control, path="controls"))

    def _copy(self) -> None:
        if self.view.copy():
            self._context.told.emit(tr("Copied as a table."))

    def _to_paper(self) -> None:
        year = {"year": (self.table.today[:4] if self.table is not None else "0",)}
        self._context.go(Route(SUBMISSION, new=True, kind=INDICATOR_EVIDENCE.name, filters=year))

    # --- of the shell

    def arrive(self, destination: Route) -> None:  # noqa: ARG002
        """As it was left."""
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        if self.what.key == GAPS:
            self.gaps.take_focus()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.details.setVisible(event.size().width() >= scaled(PREVIEW_BELOW - 200))

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
