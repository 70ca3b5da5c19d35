"""The action plan: its items as table, board or timeline, its challenges, and the steps of each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from rilo_desktop.analysis.plan import State
from rilo_desktop.language import NC_
from rilo_desktop.records import ActionItem, ActionPlan, Challenge
from rilo_desktop.services.deferred import action_plan

from ...commands import EDIT, VIEW, Command, register
from ...context import PageContext
from ...i18n import numbers, tr, window_language
from ...routing import IMPORT, SUBMISSION, Route
from ...widgets.buttons import is_key, rename
from .layout import BOARD, CHALLENGES, ITEMS, TABLE, TIMELINE, ActionPlanLayout
from .panels import CLOSE_KEYS, ClosePanel, UpdatePanel, VerifyPanel
from .rows import LOOKS, PlanRow, foot_text, found, matches, plan_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from rilo_desktop.analysis.results import ChartData
    from rilo_desktop.services.records.action_plan import PlanView, ShownItem
    from rilo_desktop.services.records.changes import Changes

KIND = ActionItem.kind.code
LAYOUTS = (TABLE, BOARD, TIMELINE)
KINDS = frozenset({KIND, ActionPlan.kind.code, Challenge.kind.code})


class ActionPlanPage(ActionPlanLayout):
    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._context = context
        self.view: PlanView | None = None
        self._plan: str | None = None
        self._key = ""
        self._folded: frozenset[str] = frozenset()
        self._chart: ChartData | None = None
        self.shown: tuple[ShownItem, ...] = ()
        """What filter and search leave, in the order of the table."""
        self._connect()
        self._register()

    def _connect(self) -> None:
        self.begun.connect(self.begin)
        self.report_wanted.connect(self._report)
        self.plan_wanted.connect(self.make_plan)
        self.edit_wanted.connect(self._edit_plan)
        self.list_wanted.connect(self._as_list)
        self.cleared.connect(self.clear)
        self.update_wanted.connect(self.update_item)
        self.step_wanted.connect(self.step)
        self.open_wanted.connect(self.open_item)
        self.import_wanted.connect(lambda: self._context.go(Route(IMPORT, kind=KIND)))
        self.inbox_wanted.connect(lambda: self._context.go(Route("inbox")))
        self.layouts.chosen.connect(lambda _key: self._show_rows())
        self.parts.chosen.connect(lambda _key: self._show_part())
        self.plans.activated.connect(lambda _at: self._on_plan())
        self.filters.chosen.connect(lambda _key: self._show_rows())
        self.search.searched.connect(lambda _words: self._show_rows())
        self.search.left_downwards.connect(self._to_rows)
        self.search.entered.connect(self._open_found)
        self.table.opened.connect(lambda row: self._open(row.key))
        self.table.chosen.connect(self._on_row)
        self.table.folded.connect(self._fold)
        self.board.opened.connect(lambda shown: self._open(shown.item.id))
        self.board.chosen.connect(lambda shown: self._on_item(shown))
        self.board.moved.connect(self._on_moved)
        self.chart.opened.connect(self._on_chart)
        self.chart.moved.connect(self._on_chart_moved)
        self.challenges.opened.connect(lambda c: self._context.go(Route(c.kind.code, c.id)))
        self.challenges.begun.connect(
            lambda: self._context.go(Route(Challenge.kind.code, new=True))
        )
        self.challenges.items_wanted.connect(lambda _code: self.parts.choose(ITEMS))
        for panel in self.panels:
            panel.left.connect(self._to_rows)
        self.next_plan.left.connect(self._leave_next_plan)
        self.next_plan.made.connect(self._on_plan_made)
        self._context.changes.happened.connect(self._on_changes)

    def _register(self) -> None:
        register(
            self,
            Command("plan.new", tr("New item"), "Ctrl+N", self.begin, icon="plus"),
            Command(
                "plan.search", tr("Search the plan"), "Ctrl+F", self.search.setFocus, menu=EDIT
            ),
            Command(
                "plan.next",
                tr("Next way to show items"),
                "Ctrl+PgDown",
                self._next_layout,
                menu=VIEW,
            ),
            Command(
                "plan.back",
                tr("Way before to show items"),
                "Ctrl+PgUp",
                self._layout_before,
                menu=VIEW,
            ),
            Command("plan.make", tr("New plan"), "", self.make_plan, icon="list-check"),
            Command("plan.step", tr("Close or verify the item"), CLOSE_KEYS, self.close_or_verify),
        )
        views: list[QWidget] = [self.table.view, *(one.cards for one in self.board.columns)]
        for view in views:
            view.installEventFilter(self)
            register(
                view,
                Command("plan.update", tr("Add update"), "U", None),
                Command("plan.close", tr("Close or verify the item"), "C", None),
            )

    # --- coming and going

    def arrive(self, destination: Route) -> None:
        if destination.words:
            self.search.put(destination.words)
        self.refresh()

    def take_focus(self) -> None:
        if self.pages.currentIndex() == 1:
            self.empty.focus_first()
        elif self.pages.currentIndex() == 2:
            self.next_plan.take_focus()
        else:
            self._to_rows()

    def leave(self, then: Callable[[], object]) -> None:
        """The window ends: what stands in a panel is saved first."""
        panel = next((one for one in self.panels if not one.isHidden()), None)
        if panel is None:
            then()
        else:
            panel.leave(then)

    def refresh(self) -> None:
        self._context.serve(action_plan.view, self._plan, then=self._show, owner=self, turn="plan")

    def begin(self) -> None:
        self._context.go(Route(KIND, new=True))

    def clear(self) -> None:
        self.search.clear()
        self.filters.choose("all")
        self._show_rows()

    def make_plan(self) -> None:
        """A new plan, from the one that is shown."""
        plan = self.view.plan if self.view is not None else None
        self.next_plan.begin(plan)
        self._show_page(2)
        self.next_plan.take_focus()

    def _leave_next_plan(self) -> None:
        self._show_page(0)
        self.refresh()

    def _on_plan_made(self) -> None:
        self._plan = None
        self._show_page(0)
        self.refresh()

    def _show_page(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self._head.setVisible(at != 2)

    def _edit_plan(self) -> None:
        if self.view is not None and self.view.plan is not None:
            self._context.go(Route(ActionPlan.kind.code, self.view.plan.id))

    def _report(self) -> None:
        ids = tuple(shown.item.id for shown in self.view.items) if self.view else ()
        self._context.go(Route(SUBMISSION, records=ids))

    def _as_list(self, kind: str) -> None:
        self._context.go(Route(kind))

    # --- what comes back

    def _show(self, view: PlanView) -> None:
        self.view = view
        self._plan = view.plan.id if view.plan is not None else self._plan
        self._show_plans(view)
        self._show_filters()
        empty = not view.items and not view.plans
        if self.pages.currentIndex() != 2:
            self._show_page(1 if empty else 0)
        for widget in (self.layouts, self.parts, self.report):
            widget.setVisible(not empty)
        self.challenges.show_challenges(view.challenges, view.items)
        self._show_part()
        if empty and self.isAncestorOf(self.window().focusWidget() or self):
            self.empty.focus_first()

    def _show_plans(self, view: PlanView) -> None:
        self.plans.clear()
        for plan in view.plans:
            self.plans.addItem(plan.title_text or plan.reference, plan.id)
        self.plans.addItem(tr("Items of all plans"), "")
        at = self.plans.findData(view.plan.id if view.plan is not None else "")
        self.plans.setCurrentIndex(max(0, at))
        self.edit_button.setVisible(view.plan is not None)
        self._adopted.setText(_adopted(view.plan))

    def _filter_texts(self) -> dict[str, str]:
        return {
            "all": tr("All"),
            "since": tr("Since the last meeting"),
            "mine": tr("Mine"),
            "late": tr(NC_("an action item", "Late")),
            "verify": tr("To verify"),
        }

    def _show_filters(self) -> None:
        items = self.view.items if self.view is not None else ()
        for key, text in self._filter_texts().items():
            count = sum(matches(shown, key) for shown in items)
            is_known = key != "since" or (self.view is not None and self.view.since is not None)
            self.filters.set_text(key, f"{text} {numbers().number(count)}" if is_known else text)

    def _show_part(self) -> None:
        self._body.setCurrentIndex(0 if self.parts.key == ITEMS else 1)
        self.layouts.setEnabled(self.parts.key == ITEMS)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.view is None:
            return
        words, key = self.search.text(), self.filters.key
        kept = [s for s in self.view.items if matches(s, key) and found(s, words)]
        rows = plan_rows(kept, self._folded)
        self.shown = tuple(row.shown for row in plan_rows(kept, frozenset()) if row.shown)
        layout = LAYOUTS.index(self.layouts.key)
        if not kept:
            self._nothing_words.setText(self._why_nothing())
            self._give_day.setVisible(self._is_meeting_missing())
        self._items.setCurrentIndex(layout if kept else 3)
        if self.layouts.key == TABLE:
            self.table.show_rows(rows, self._status_head(), self._key)
        elif self.layouts.key == BOARD:
            self.board.show_items(self.shown, self._key)
        else:
            self._ask_timeline()
        self._on_item(self._current())

    def _status_head(self) -> str:
        since = self.view.since if self.view is not None else None
        if self.filters.key == "since" and since is not None:
            return tr("Changed since {day}", day=numbers().day(since, short=True))
        return tr("Status")

    def _why_nothing(self) -> str:
        if self.search.text().strip():
            return tr("Nothing was found for “{words}”.", words=self.search.text().strip())
        if self._is_meeting_missing():
            return tr("The day of the last meeting is not known: give it in the plan.")
        return tr("No item of this plan is here.")

    def _is_meeting_missing(self) -> bool:
        return self.filters.key == "since" and self.view is not None and self.view.since is None

    def _ask_timeline(self) -> None:
        ids = [shown.item.id for shown in self.shown]
        self._context.serve(
            action_plan.timeline,
            ids,
            window_language(),
            then=self._show_timeline,
            owner=self,
            turn="timeline",
        )

    def _show_timeline(self, picture: ChartData) -> None:
        self._chart = picture
        self.chart.show_chart(picture.chart, picture.title, [row.spoken for row in picture.rows])
        self.chart.setAccessibleDescription(f"{picture.told} {picture.basis}")
        at = next((n for n, row in enumerate(picture.rows) if row.record == self._key), -1)
        if at in self.chart.numbers:
            self.chart.go_to(at)

    def _on_chart_moved(self, number: int) -> None:
        """The item that one stands on is the one that the buttons below are about."""
        rows = self._chart.rows if self._chart is not None else ()
        record = rows[number].record if 0 <= number < len(rows) else ""
        self._on_item(next((one for one in self.shown if one.item.id == record), None))

    def _on_chart(self, number: int) -> None:
        if self._chart is not None and 0 <= number < len(self._chart.rows):
            self._open(self._chart.rows[number].record)

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & KINDS:
            self.refresh()

    # --- one item

    def _current(self) -> ShownItem | None:
        return next((shown for shown in self.shown if shown.item.id == self._key), None)

    def _on_row(self, row: PlanRow | None) -> None:
        if row is not None and row.shown is not None:
            self._on_item(row.shown)

    def _on_item(self, shown: ShownItem | None) -> None:
        if shown is not None:
            self._key = shown.item.id
        for widget in (self.update_button, self.step_button, self.open_button, self._sign):
            widget.setVisible(shown is not None)
        self._name.setText(shown.name if shown is not None else "")
        self._about.setText(foot_text(shown) if shown is not None else "")
        if shown is not None:
            self._sign.show_sign(*LOOKS[shown.state])
            verify = shown.state is State.TO_VERIFY
            closed = shown.state in (State.DONE, State.CANCELLED, State.CARRIED_OVER)
            rename(self.step_button, tr("Verify") if verify else tr(NC_("an action item", "Close")))
            self.step_button.setVisible(not closed)

    def _open(self, item_id: str) -> None:
        self._context.go(Route(KIND, item_id))

    def _open_found(self) -> None:
        """Enter in the search: the item that the foot names, where one was found."""
        if not self.open_button.isHidden():
            self.open_item()

    def open_item(self) -> None:
        if self._key:
            self._open(self._key)

    def update_item(self) -> None:
        self._with_panel(self.updating)

    def step(self) -> None:
        """Close the item, or verify it where it is closed."""
        shown = self._current()
        if shown is not None and shown.state is State.TO_VERIFY:
            self._with_panel(self.verifying)
        elif shown is not None and shown.state not in (State.DONE, State.CARRIED_OVER):
            self._with_panel(self.closing)

    def close_or_verify(self) -> None:
        """The same keys open the panel of the step and do it."""
        if self.closing.isHidden():
            self.step()
        else:
            self.closing.close_item()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """U and C do what they say while a row has the focus, and search no row."""
        if event.type() == QEvent.Type.KeyPress:
            for key, run in ((Qt.Key.Key_U, self.update_item), (Qt.Key.Key_C, self.step)):
                if is_key(event, key):
                    run()
                    return True
        return super().eventFilter(watched, event)

    def _with_panel(self, wanted: UpdatePanel | ClosePanel | VerifyPanel) -> None:
        if not self._key:
            return
        key = self._key
        other = next((one for one in self.panels if not one.isHidden() and one is not wanted), None)
        if other is not None:
            other.leave(lambda: wanted.open(key))
        else:
            wanted.open(key)

    def _on_moved(self, shown: ShownItem, state: State) -> None:
        """A card was pushed: what needs words opens its panel, the rest is one entry."""
        self._on_item(shown)
        if state in (State.TO_VERIFY, State.DONE):
            self.step()
            return
        if shown.state is State.TO_VERIFY:
            self._with_panel(self.verifying)
            return
        told = tr("Not started") if state is State.NOT_STARTED else tr("In progress")
        self._context.serve(
            action_plan.update,
            shown.item.id,
            tr("Moved on the board: {status}", status=told),
            state.value,
            then=self._context.announce,
            owner=self,
        )

    def _fold(self, key: str) -> None:
        self._folded = self._folded ^ {key}
        self._show_rows()

    def _next_layout(self) -> None:
        self._turn(1)

    def _layout_before(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        at = (LAYOUTS.index(self.layouts.key) + by) % len(LAYOUTS)
        self.layouts.choose(LAYOUTS[at])
        self._show_rows()
        self._to_rows()

    def _on_plan(self) -> None:
        self._plan = str(self.plans.currentData() or "")
        self.refresh()

    def _to_rows(self) -> None:
        views = {TABLE: self.table.view, TIMELINE: self.chart}
        if self.parts.key == CHALLENGES:
            self.challenges.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.layouts.key == BOARD:
            self.board.take_focus()
        else:
            views[self.layouts.key].setFocus(Qt.FocusReason.OtherFocusReason)


def _adopted(plan: ActionPlan | None) -> str:
    """When it was adopted, where, and for which period: what of it is known."""
    if plan is None:
        return ""
    shown = partial(numbers().partial, short=True)
    texts = {
        "meeting": plan.adopting_meeting,
        "day": plan.adopted_on,
        "first": plan.period_from,
        "last": plan.period_to,
    }
    known = {name: value for name, value in texts.items() if isinstance(value, str) and value}
    parts = []
    if "meeting" in known and "day" in known:
        parts.append(
            tr("adopted by {meeting}, {day}", meeting=known["meeting"], day=shown(known["day"]))
        )
    elif "meeting" in known:
        parts.append(tr("adopted by {meeting}", meeting=known["meeting"]))
    if "first" in known and "last" in known:
        parts.append(
            tr("period {first} to {last}", first=shown(known["first"]), last=shown(known["last"]))
        )
    if plan.closed_on:
        parts.append(tr("closed on {day}", day=shown(plan.closed_on)))
    return " · ".join(parts)
