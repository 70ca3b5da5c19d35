"""Key issues: the ranks of a year beside the earlier ones, and what stands behind each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from rilo_desktop.analysis.key_issues import LINKS
from rilo_desktop.language import N_
from rilo_desktop.presentation.network_documents import KEY_ISSUES
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import KeyIssue
from rilo_desktop.services.deferred import key_issues

from ...commands import Command, belongs, register
from ...context import PageContext
from ...i18n import tr, window_language
from ...routing import SUBMISSION, Route
from ...theme import scaled
from ...theme.tokens import HEADER, MEDIUM, PREVIEW_BELOW, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button, show_keys
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox
from . import messages
from .behind import BehindPanel
from .bump_list import BumpList, YearHeads

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.key_issues import IssueBoard

ISSUE = KeyIssue.kind.code
SHOWN = frozenset((ISSUE, *LINKS.values()))
"""Kinds of what the page shows."""
YEARS_BEFORE = 3
NEW_KEYS = "Ctrl+N"
EMPTY, RANKS = 0, 1


class KeyIssuesPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self._is_stale = True
        self.board: IssueBoard | None = None
        self.year = 0
        self._wanted: tuple[str, int] | None = None
        """Issue and rank that wait for the reason."""
        belongs(self, N_("On the page Key issues"))
        self.years = Segments([("", "")], tr("Year"))
        self.years.chosen.connect(self._on_year)
        self.list = button(tr("List"), lambda: context.go(Route(ISSUE)), "ghost", "list")
        self.paper = button(tr("Paper"), self._to_paper, "ghost", "file-text")
        self.new = button(tr("New key issue"), self._begin, "primary", "plus")
        show_keys(self.new, NEW_KEYS)
        self.unranked = Label("", SMALL, MEDIUM, wrap=True)
        self.rank_them = button(tr("Rank them last"), self._rank_last, "secondary", "list")
        self._waiting = Panel("warnBg", "b")
        self.heads = YearHeads(tr("Key issue"))
        self.issues = BumpList(tr("Key issues by rank"))
        self.behind = BehindPanel(context)
        self.empty = EmptyPage(
            tr("No key issues in this year"),
            tr("Key issues are what the office puts first; their order is kept year by year."),
            (
                Beginning(
                    tr("Write a key issue"),
                    tr("A name, why it matters, its rank"),
                    "pencil",
                    self._begin,
                ),
            ),
        )
        self._build()
        self.issues.current_row.connect(self._on_row)
        self.issues.triggered.connect(lambda row: context.go(Route(ISSUE, record=row.id)))
        self.issues.shifted.connect(self._shift)
        self.behind.reason_given.connect(self._rank)
        self.behind.reason_left.connect(self._leave_question)
        self.behind.shifted.connect(self._shift_again)
        context.changes.happened.connect(self._on_changes)
        self._register()

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Key issues"), TITLE, SEMIBOLD)
        tools = (self.years, self.list, self.paper, self.new)
        hbox(title, None, *tools, gap=8, margins=(20, 0, 16, 0), into=head)
        note = tr(
            "A line is one issue over the years. Alt and an arrow change its rank; "
            "a change asks why."
        )
        foot = hbox((Label(note, SMALL, tone="text2", wrap=True), 1), margins=(20, 10, 16, 12))
        ranks = hbox((vbox(self.heads, (self.issues, 1), foot), 1), self.behind)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(ranks)
        hbox(
            (vbox(None, self.unranked, None), 1),
            self.rank_them,
            gap=8,
            margins=(20, 8, 16, 8),
            into=self._waiting,
        )
        vbox(head, self._waiting, (self._pages, 1), into=self)

    def _register(self) -> None:
        for key, label, keys in (
            ("key_issues.up", tr("Rank it higher"), "Alt+Up"),
            ("key_issues.down", tr("Rank it lower"), "Alt+Down"),
        ):
            register(self, Command(key, label, keys, None))
        new = tr("New key issue")
        register(self, Command("key_issues.new", new, NEW_KEYS, self._begin, icon="plus"))
        link = tr("Link records to the key issue")
        register(self, Command("key_issues.link", link, "Ctrl+I", self._link, icon="link"))

    # --- what is shown

    def refresh(self) -> None:
        self._is_stale = False
        self._context.serve(key_issues.board, then=self._show, owner=self, turn="key issues")

    def _show(self, board: IssueBoard) -> None:
        self.board = board
        years = messages.years(board)
        if self.year not in years:
            self.year = max(board.years, default=board.this_year)
        self._show_years(years)
        self._show_ranks()

    def _show_years(self, years: list[int]) -> None:
        choices = [(str(year), messages.year_label(year, self.board)) for year in years]
        self.years.set_choices(choices, str(self.year))
        self.years.setMinimumWidth(scaled(90 * len(choices)))

    def _show_ranks(self) -> None:
        assert self.board is not None
        rows = messages.rows(self.board, self.year, self._shown_years(), window_language())
        self.heads.show_years(self._shown_years())
        at = self.issues.current_entry
        self.issues.show_issues(rows, self._shown_years())
        if at is not None:
            self.issues.choose(at.id)
        self._pages.setCurrentIndex(RANKS if rows else EMPTY)
        self._show_waiting()
        last = self.board.ranked_before(self.year)
        offered = Beginning(
            tr("Take over the order of {year}", year=str(last)),
            tr("The same order, to be changed issue by issue"),
            "copy",
            self._take_over,
        )
        self.empty.show_first([offered] if last is not None else [])
        self._on_row(self.issues.currentIndex().row())

    def _show_waiting(self) -> None:
        """What was written and stands nowhere on the page, for want of a rank."""
        assert self.board is not None
        waiting = self.board.unranked(self.year)
        names = ", ".join(title_in(one, window_language()) for one in waiting)
        year = str(self.year)
        self.unranked.setText(tr("Not ranked in {year}: {names}", year=year, names=names))
        self.rank_them.setEnabled(self._context.may("write"))
        self._waiting.setVisible(bool(waiting))

    def _begin(self) -> None:
        self._context.go(Route(ISSUE, new=True))

    def _rank_last(self) -> None:
        self._context.serve(
            key_issues.rank_last, self.year, then=self._context.announce, owner=self
        )

    def _shown_years(self) -> tuple[int, ...]:
        assert self.board is not None
        first = min((year for year in self.board.years if year < self.year), default=self.year)
        return tuple(range(max(first, self.year - YEARS_BEFORE), self.year + 1))

    def _on_year(self, key: str) -> None:
        self.year = int(key)
        self._wanted = None
        self._show_ranks()
        self.take_focus()

    def _on_row(self, at: int) -> None:
        row = self.issues.current_entry
        if row is None or self.board is None or at < 0:
            return
        issue = next(one for one in self.board.issues if one.id == row.id)
        self.behind.show_issue(issue, self.year, window_language())
        self._context.serve(
            key_issues.behind,
            row.id,
            window_language(),
            then=self.behind.show_behind,
            owner=self,
            turn="behind",
        )

    # --- ranking

    def _shift(self, issue: str, by: int) -> None:
        """Ask why before anything changes; the rank that is wanted stands beside the question."""
        row = next((one for one in self.issues.rows if one.id == issue), None)
        if row is None or not self._context.may("write"):
            return
        rank = row.rank + by
        if 1 <= rank <= len(self.issues.rows):
            self._wanted = (issue, rank)
            self.behind.ask_why(row.name, row.rank, rank)

    def _shift_again(self, by: int) -> None:
        if self._wanted is not None:
            issue, rank = self._wanted
            if 1 <= rank + by <= len(self.issues.rows):
                row = next(one for one in self.issues.rows if one.id == issue)
                self._wanted = (issue, rank + by)
                self.behind.ask_why(row.name, row.rank, rank + by)

    def _rank(self, reason: str) -> None:
        if self._wanted is None:
            return
        issue, rank = self._wanted
        self._context.serve(
            key_issues.set_rank, issue, self.year, rank, reason, then=self._on_ranked, owner=self
        )

    def _on_ranked(self, changes: Changes) -> None:
        self._leave_question()
        self._context.announce(changes)

    def _leave_question(self) -> None:
        self._wanted = None
        self.behind.hide_question()
        self.issues.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_over(self) -> None:
        if self._context.may("write") and self.board is not None:
            told = partial(self._on_taken_over, self.board.ranked_before(self.year))
            self._context.serve(key_issues.take_over, self.year, then=told, owner=self)

    def _on_taken_over(self, last: int | None, changes: Changes) -> None:
        self._context.announce(changes)
        if changes.operation:
            said = tr("The order of {year} was taken over.", year=str(last))
            self._context.told.emit(said)

    def _link(self) -> None:
        row = self.issues.current_entry
        if row is not None:
            self._context.go(Route(ISSUE, record=row.id, path="cases"))

    def _to_paper(self) -> None:
        year = {"year": (str(self.year),)}
        self._context.go(Route(SUBMISSION, new=True, kind=KEY_ISSUES.name, filters=year))

    # --- of the shell

    def arrive(self, destination: Route) -> None:  # noqa: ARG002
        """As it was left."""
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        if self._pages.currentIndex() == EMPTY:
            self.empty.focus_first()
        else:
            self.issues.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.behind.setVisible(event.size().width() >= scaled(PREVIEW_BELOW - 200))

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
