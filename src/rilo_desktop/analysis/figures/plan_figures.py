"""Items of the action plan of a year, by status, and their performance indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rilo_desktop.analysis.known_values import known_number, known_text
from rilo_desktop.language import N_
from rilo_desktop.records import ActionItem, ActionPlan

from .figure import Figure, count, named_as
from .years import days_of

BY_STATUS = N_("Items of the action plans whose period overlaps the year, by status.")
COMPLETED = N_("Items of these action plans that are completed.")
CARRIED = N_("Items of these action plans that were carried over from an earlier plan.")
INDICATOR = N_("Performance indicator of an item: the value that was entered for it.")


def items_of_year(
    plans: Sequence[ActionPlan], items: Sequence[ActionItem], year: int
) -> list[ActionItem]:
    """Items of the newest plan whose period overlaps the year."""
    running = [
        (days, plan)
        for plan in plans
        if (days := days_of(plan.period_from, plan.period_to)) is not None and days.touch(year)
    ]
    ids = {plan.id for _, plan in running}
    return [item for item in items if known_text(item.plan) in ids]


def plan_figures(
    plans: Sequence[ActionPlan], items: Sequence[ActionItem], year: int
) -> Iterator[Figure]:
    held = items_of_year(plans, items, year)
    statuses: dict[str, list[ActionItem]] = {}
    for item in held:
        statuses.setdefault(known_text(item.progress), []).append(item)
    for status in sorted(statuses):
        yield count("action_plan_by_status", status, statuses[status], len(held), BY_STATUS)
    completed = statuses.get("completed", [])
    yield count("action_items_completed", "", completed, len(held), COMPLETED)
    carried = [item for item in held if known_text(item.carried_from)]
    yield count("carried_over", "", carried, len(held), CARRIED)
    for item in held:
        current = known_number(item.current)
        if known_number(item.target) is not None:
            yield Figure(
                figure="performance_indicators",
                key=item.local_ref or item.reference,
                value=current,
                unit=known_text(item.indicator_unit),
                base=1,
                rule=INDICATOR,
                records=(named_as(item),),
            )
