"""The action plan: table, board, timeline, challenges, and the steps of an item."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rilo_desktop.analysis.plan import State
from rilo_desktop.gui.pages.action_plan.next_plan import NextPlanView
from rilo_desktop.gui.pages.action_plan.page import (
    BOARD,
    CHALLENGES,
    ITEMS,
    TABLE,
    TIMELINE,
    ActionPlanPage,
)
from rilo_desktop.gui.widgets.layouts import Scroller
from rilo_desktop.services.records import attachment

from .harness import Harness, NotHere, Scene

ITEM = "XX-AP2-04"


def _page(harness: Harness, layout: str = TABLE, filter_key: str = "all") -> ActionPlanPage:
    page = cast(ActionPlanPage, harness.go("plan"))
    page.parts.choose(ITEMS)
    page.layouts.choose(layout)
    page.filters.choose(filter_key)
    page._show_part()
    harness.settle()
    page.take_focus()
    return page


def _challenges(harness: Harness) -> None:
    page = _page(harness)
    page.parts.choose(CHALLENGES)
    page._show_part()


def _on(harness: Harness, *states: State) -> ActionPlanPage:
    page = _page(harness)
    rows = page.table.view.rows
    at = next((n for n, row in enumerate(rows) if row.shown and row.shown.state in states), None)
    if at is None:
        raise NotHere("no item in this state")
    page.table.view.select_row(at)
    return page


def _close(harness: Harness) -> None:
    page = _on(harness, State.IN_PROGRESS, State.UNKNOWN)
    harness.afterwards(page.closing.leave)
    page.step()
    harness.settle()


def _verify(harness: Harness) -> None:
    page = _on(harness, State.TO_VERIFY)
    harness.afterwards(page.verifying.leave)
    page.step()


def _update(harness: Harness) -> None:
    page = _on(harness, State.IN_PROGRESS, State.UNKNOWN)
    harness.afterwards(page.updating.leave)
    page.update_item()


def _next(harness: Harness) -> None:
    page = _page(harness)
    harness.afterwards(page.next_plan.left.emit)
    page.make_plan()
    harness.settle()
    page.next_plan.minutes.set_value(
        "34.2 RILOs to return data quality in one table by March 2027 (all RILOs)\n"
        "34.5 Each region issues one-page alerts; format for decision at the 35th meeting\n"
        "34.9 Contact points to meet twice a year"
    )
    page.next_plan._read_minutes()


def _minutes(harness: Harness) -> None:
    """The lines of the minutes as items, at the end of the new plan."""
    _next(harness)
    harness.settle()
    page = harness.child(NextPlanView)
    for scroller in page.findChildren(Scroller):
        if scroller.isAncestorOf(page.minutes):
            scroller.bring_into_sight(page.minutes, 300)


def _files(harness: Harness) -> None:
    """Files of an item, among its evidence."""
    path = Path("report-of-the-courses.csv")
    path.write_text("course,officers\nParcels,12\n", "utf-8")
    item = harness.record(ITEM).record
    harness.serve(attachment.attach, item.id, path)
    harness.edit(ITEM, "attachments")


SCENES = (
    Scene("plan", _page),
    Scene("plan-since", lambda harness: _page(harness, filter_key="since")),
    Scene("plan-board", lambda harness: _page(harness, BOARD)),
    Scene("plan-timeline", lambda harness: _page(harness, TIMELINE)),
    Scene("plan-challenges", _challenges),
    Scene("plan-close", _close),
    Scene("plan-verify", _verify),
    Scene("plan-update", _update),
    Scene("plan-next", _next),
    Scene("plan-next-minutes", _minutes),
    Scene("plan-item-files", _files),
)
NEW = (Scene("plan-empty", lambda harness: harness.go("plan")),)
