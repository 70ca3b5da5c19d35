"""The parts of the action plan page: its head, its tools, its rows and its foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.records import ActionItem, ActionPlan, Challenge

from ...charts.chart_view import ChartView
from ...commands import belongs
from ...context import PageContext
from ...i18n import tr
from ...theme import scaled
from ...theme.tokens import HEADER, SEMIBOLD, SMALL, TITLE
from ...widgets.accessible_names import name_input
from ...widgets.buttons import Segments, button, show_keys
from ...widgets.choice_box import ChoiceBox
from ...widgets.empty_page import Beginning, EmptyPage
from ...widgets.labels import ElidedLabel, IconLabel, Label
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from ...widgets.search_box import SearchBox
from .board import PlanBoard
from .challenges import ChallengesView
from .next_plan import NextPlanView
from .panels import ClosePanel, UpdatePanel, VerifyPanel
from .table import PlanTable

TABLE, BOARD, TIMELINE = "table", "board", "timeline"
ITEMS, CHALLENGES = "items", "challenges"
FILTERS = ("all", "since", "mine", "late", "verify")


class ActionPlanLayout(QWidget):
    """Holds the widgets; what its buttons do is the page's."""

    begun = Signal()
    report_wanted = Signal()
    plan_wanted = Signal()
    edit_wanted = Signal()
    list_wanted = Signal(str)
    cleared = Signal()
    update_wanted = Signal()
    step_wanted = Signal()
    open_wanted = Signal()
    import_wanted = Signal()
    inbox_wanted = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        belongs(self, N_("In the action plan"))
        self.layouts = Segments(
            [(TABLE, tr("Table")), (BOARD, tr("Board")), (TIMELINE, tr("Timeline"))],
            tr("How items are shown"),
        )
        self.parts = Segments(
            [(ITEMS, tr("Items")), (CHALLENGES, tr("Challenges"))], tr("What is shown")
        )
        self.plans = ChoiceBox()
        name_input(self.plans, tr("Action plan"))
        self._adopted = ElidedLabel("", SMALL, tone="text2")
        self.filters = Segments([(key, "") for key in FILTERS], tr("Filter"))
        self.search = SearchBox(tr("Search the plan"))
        self.table, self.board = PlanTable(), PlanBoard()
        self.chart = ChartView()
        self.challenges = ChallengesView()
        self.updating = UpdatePanel(context)
        self.closing = ClosePanel(context)
        self.verifying = VerifyPanel(context)
        self.next_plan = NextPlanView(context)
        self.panels = (self.updating, self.closing, self.verifying)
        self._build()

    def _build(self) -> None:
        new = button(tr("New item"), self.begun.emit, "primary", "plus")
        show_keys(new, "Ctrl+N")
        self.report = button(tr("Status report"), self.report_wanted.emit, "ghost", "send")
        self.plan_button = button(tr("New plan"), self.plan_wanted.emit, "ghost", "list-check")
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Action plan"), TITLE, SEMIBOLD)
        hbox(
            *(title, None, self.layouts, self.parts, self.report, self.plan_button, new),
            gap=8,
            margins=(20, 0, 16, 0),
            into=head,
        )
        self._tools = self._build_tools()
        self._items = QStackedWidget()
        for widget in (self.table, self.board, self._build_timeline(), self._nothing()):
            self._items.addWidget(widget)
        self._body = QStackedWidget()
        self._body.addWidget(vbox((self._items, 1), self._build_foot()))
        self._body.addWidget(self.challenges)
        main = vbox(self._tools, (self._body, 1))
        self.content = hbox((main, 1), *self.panels)
        self.empty = self._empty()
        self.pages = QStackedWidget()
        empty = Panel("canvas")
        vbox(self.empty, into=empty)
        for page in (self.content, empty, self.next_plan):
            self.pages.addWidget(page)
        self._head = head
        vbox(head, (self.pages, 1), into=self)

    def _build_tools(self) -> QWidget:
        tools = Panel("surface", "b")
        self.plans.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.plans.setMaximumWidth(scaled(300))
        self.edit_button = button("", self.edit_wanted.emit, "ghost", "pencil", tr("Edit the plan"))
        self.lists = {
            kind.code: button("", partial(self.list_wanted.emit, kind.code), "ghost", icon, name)
            for kind, icon, name in (
                (ActionPlan.kind, "list-details", tr("All action plans as a list")),
                (Challenge.kind, "flag", tr("Challenges as a list")),
                (ActionItem.kind, "list", tr("Items as a list")),
            )
        }
        ways = hbox(*self.lists.values())
        first = hbox(self.plans, self.edit_button, 8, (self._adopted, 1), 8, self.search, ways)
        self.search.setMaximumWidth(scaled(260))
        self.search.setMinimumWidth(scaled(120))
        second = hbox((self.filters, 1), None)
        vbox(first, second, gap=6, margins=(20, 8, 16, 8), into=tools)
        return tools

    def _build_timeline(self) -> QWidget:
        ground = Panel("surface")
        content = vbox(self.chart, None, margins=(20, 12, 20, 12))
        vbox((Scroller(content), 1), into=ground)
        return ground

    def _nothing(self) -> QWidget:
        page = Panel("surface")
        self._nothing_words = Label("", tone="text2", wrap=True, leading=False)
        self._nothing_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        again = button(tr("Clear search and filters"), self.cleared.emit)
        self._give_day = button(tr("Edit the plan"), self.edit_wanted.emit, "secondary", "pencil")
        steps = hbox(None, self._give_day, again, None, gap=8)
        vbox(None, self._nothing_words, 12, steps, None, None, into=page)
        return page

    def _build_foot(self) -> QWidget:
        """Explains the current row, and holds its steps."""
        foot = Panel("canvas", "t", height=52)
        self._sign = IconLabel("circle-dashed", "text2")
        self._name = Label("", SMALL, SEMIBOLD)
        self._about = ElidedLabel("", SMALL)
        self.update_button = button(
            tr("Add update"), self.update_wanted.emit, "secondary", "pencil"
        )
        self.step_button = button("", self.step_wanted.emit, "secondary", "check")
        self.open_button = button(tr(NC_("verb", "Open")), self.open_wanted.emit, "secondary")
        show_keys(self.open_button, "Return")
        hbox(
            *(self._sign, self._name, (self._about, 1)),
            *(self.update_button, self.step_button, self.open_button),
            gap=8,
            margins=(20, 0, 16, 0),
            into=foot,
        )
        return foot

    def _empty(self) -> EmptyPage:
        return EmptyPage(
            tr("No action plan yet"),
            tr("It holds what a meeting agreed, who leads each item and how far it is."),
            [
                Beginning(
                    tr("Make a plan"),
                    tr("Its period, its meeting, and lines of the minutes as items"),
                    "list-check",
                    self.plan_wanted.emit,
                ),
                Beginning(
                    tr("Import tables"),
                    tr("Nothing is written until you have seen what would change."),
                    "file-import",
                    self.import_wanted.emit,
                ),
                Beginning(
                    tr("Take over a received one"),
                    tr("A submission of another office, from the inbox"),
                    "inbox",
                    self.inbox_wanted.emit,
                ),
            ],
        )
