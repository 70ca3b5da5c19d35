"""Members: what each sent in a year, how quickly and completely, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rilo_desktop.language import N_
from rilo_desktop.presentation.network_documents import FEEDBACK_SHEET
from rilo_desktop.records import (
    CaseStudy,
    ContactFunction,
    Member,
    NilReturn,
    Product,
)
from rilo_desktop.services.deferred import members

from ...commands import belongs
from ...context import PageContext
from ...i18n import code_label, plural, tr
from ...itemviews import STRETCH, Cell, ListModel, ListView, Row, RowContext, Text
from ...routing import SUBMISSION, Route
from ...theme import scaled
from ...theme.tokens import BODY, HEADER, REGULAR, SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import Label
from ...widgets.layouts import Hairline, Panel, Scroller, discard, hbox, vbox
from . import messages
from .pictures import CompletenessBars, TimelinessStrip

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.members import MemberLine, MembersTable, MemberView

SHOWN = frozenset(one.kind.code for one in (CaseStudy, NilReturn, ContactFunction, Member, Product))
LIST, YEARS = 264, 3
MOST_LISTED = 8


class MemberDataPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.year = 0
        self.view: MemberView | None = None
        belongs(self, N_("On the page of the members"))
        self.years = Segments([("", "")], tr("Year"))
        self.years.chosen.connect(self.show_year)
        self.sheet = button(tr("Make the sheet"), self._make_sheet, "primary", "mail")
        self.sheet.setEnabled(False)
        model: ListModel[MemberLine] = ListModel(
            text=lambda line: messages.name(line), spoken=messages.spoken
        )
        self.list = ListView(tr("Members"), model, self._row)
        self.name = Label("", TITLE, SEMIBOLD, wrap=True)
        self.about = Label("", SMALL, tone="text2", wrap=True)
        self.figures = [
            (
                Label("", SECTION, SEMIBOLD),
                Label("", SMALL, wrap=True),
                Label("", SMALL, tone="text2", wrap=True),
            )
            for _ in range(4)
        ]
        self.months = Label("", SMALL, tone="text2", wrap=True)
        self.reported = Label("", SMALL, tone="text2", wrap=True)
        self.quick_about = Label("", SMALL, tone="text2", wrap=True)
        self.quick = TimelinessStrip()
        self.complete_about = Label("", SMALL, tone="text2", wrap=True)
        self.complete = CompletenessBars()
        self._uses = vbox(gap=4)
        self._build()
        self.list.current_row.connect(self._on_row)
        self.list.triggered.connect(self._open)
        context.changes.happened.connect(self._on_changes)

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Data of the members"), TITLE, SEMIBOLD)
        hbox(title, None, self.years, self.sheet, gap=8, margins=(20, 0, 16, 0), into=head)
        figures = [vbox(value, 2, label, 2, base, None) for value, label, base in self.figures]
        content = vbox(
            self.name,
            4,
            self.about,
            14,
            hbox(*((one, 1) for one in figures), gap=16),
            8,
            self.months,
            2,
            self.reported,
            14,
            Hairline(),
            12,
            Label(tr("Timeliness"), SECTION, SEMIBOLD),
            2,
            self.quick_about,
            6,
            self.quick,
            14,
            Label(tr("Completeness"), SECTION, SEMIBOLD),
            2,
            self.complete_about,
            6,
            self.complete,
            14,
            Label(tr("What became of its data"), SECTION, SEMIBOLD),
            6,
            self._uses,
            None,
            margins=(24, 18, 24, 20),
        )
        side = Panel("canvas", "r", width=LIST)
        vbox((self.list, 1), margins=(0, 8, 0, 8), into=side)
        vbox(head, (hbox(side, (Scroller(content), 1)), 1), into=self)

    def _row(self, line: MemberLine, context: RowContext) -> Row:
        tone = "text3" if line.former else "text"
        name = Text(messages.name(line), (BODY, SEMIBOLD if context.is_selected else REGULAR), tone)
        second = Text(messages.sent(line), (SMALL, REGULAR), "text2")
        return Row((Cell((name, second), STRETCH),), 48, lead=20, trail=12, rule=(20, 0))

    # --- what is shown

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(members.table, self.year, then=self._show, owner=self, turn="members")

    def _show(self, table: MembersTable) -> None:
        self.year = table.year
        self._show_years(table.this_year)
        at = self.list.current_entry
        self.list.show_rows(table.members)
        if at is not None:
            codes = [line.country for line in table.members]
            if at.country in codes:
                self.list.select_row(codes.index(at.country))
        self._on_row(self.list.currentIndex().row())

    def _show_years(self, now: int) -> None:
        years = sorted({self.year, *range(now, now - YEARS, -1)}, reverse=True)
        self.years.set_choices([(str(one), str(one)) for one in years], str(self.year))
        self.years.setMinimumWidth(scaled(70 * len(years)))

    def show_year(self, key: str) -> None:
        self.year = int(key)
        self.refresh()

    def _on_row(self, at: int) -> None:
        line = self.list.current_entry
        if at < 0 or line is None:
            self.name.setText(tr("No members in this year"))
            return
        self._context.serve(
            members.look, line.country, self.year, then=self._show_member, owner=self, turn="member"
        )

    def _show_member(self, view: MemberView | None) -> None:
        if view is None:
            return
        self.view = view
        self.name.setText(code_label("country", view.line.country))
        self.about.setText(messages.about(view))
        for labels, said in zip(self.figures, messages.figures(view), strict=True):
            for label, text in zip(labels, said, strict=True):
                label.setText(text)
        self.months.setText(messages.months(view))
        self.reported.setText(messages.reported(view))
        self.reported.setVisible(bool(self.reported.text()))
        self.quick_about.setText(messages.timeliness(view))
        self.quick.show_member(view)
        self.complete_about.setText(messages.completeness(view))
        self.complete.show_member(view)
        self._show_uses(view)
        may = self._context.may("submit")
        self.sheet.setEnabled(may and bool(view.data.cases or view.data.nil_returns))

    def _show_uses(self, view: MemberView) -> None:
        box = self._uses.layout()
        assert box is not None
        while (item := box.takeAt(0)) is not None:
            discard(item.widget())
        rows: list[QWidget] = []
        for use in view.uses[:MOST_LISTED]:
            go = partial(self._context.go, Route(Product.kind.code, record=use.id))
            cases = plural("{count} case", "{count} cases", use.cases)
            kind = code_label("product_type", use.product_type) if use.product_type else ""
            words = " · ".join(part for part in (kind, cases) if part)
            about = Label(words, SMALL, tone="text2")
            rows.append(hbox(button(use.title, go, "link"), 8, about, None))
        indicators = messages.indicators(view)
        if indicators:
            rows.append(Label(indicators, BODY, wrap=True))
        if not rows:
            rows.append(Label(tr("not used yet"), BODY, tone="text2"))
        for row in rows:
            box.addWidget(row)

    def _open(self, line: MemberLine) -> None:
        self._context.go(Route(Member.kind.code, record=line.record))

    def _make_sheet(self) -> None:
        if self.view is not None:
            about = {"year": (str(self.year),), "member": (self.view.line.country,)}
            self._context.go(Route(SUBMISSION, new=True, kind=FEEDBACK_SHEET.name, filters=about))

    # --- of the shell

    def arrive(self, destination: Route) -> None:  # noqa: ARG002
        """As it was left."""
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
