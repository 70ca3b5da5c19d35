"""The annual progress report: the year at a glance; its other parts have files of their own."""

from __future__ import annotations

from rilo_desktop.analysis.figures import FigureInput
from rilo_desktop.analysis.figures.activity_figures import answer_days, is_answered, of_year
from rilo_desktop.analysis.figures.largest import UNKNOWN, largest
from rilo_desktop.records import Activity

from ..engine.document_builder import Flow
from .content import Content
from .drawing import Drawing, Progress
from .figure_blocks import (
    FEWEST_CASES,
    FEWEST_VALUES,
    KeyFigure,
    finding,
    key_figures,
    month_names,
    month_pairs,
    note,
    said,
    sentence,
)
from .progress_activities import activities, products
from .progress_cases import cases, routes
from .progress_common import (
    asked_for,
    not_recorded,
    part_head,
    typed,
    without_date,
    without_member,
)
from .progress_cover import year_drawn
from .progress_members import members
from .progress_plan import plan


def _glance(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    part_head(flow, "A", say.text("The year at a glance"), new_page=True)
    key_figures(flow, content, _key(flow, content))
    text = say.text(
        "Dark: {year}. Open: {before}, where it was recorded. Each pair has its own scale from "
        "zero; the base of each figure stands under it.",
        year=content.head.year,
        before=content.head.year - 1,
    )
    if not any(one.last is not None for one in figures):
        text = say.text(
            "There is no bar and no number of {before} where that year was not recorded: a missing "
            "year is not a zero.",
            before=content.head.year - 1,
        )
    flow.add([note(text)])
    typed(flow, content, "happened", say.text("What happened"))
    typed(flow, content, "not_happened", say.text("What did not"))
    asked_for(flow, content, say.text("Decisions asked"))
    _months(flow, content)
    flow.hand_on()


def _key(flow: Flow, content: Content) -> list[KeyFigure]:
    say, get = flow.say, content.figures.get
    members, with_cases = get("members"), get("members_with_cases")
    requests = get("requests")
    base = say.text(
        "from {count} of {members} Members",
        count=said(flow, with_cases),
        members=said(flow, members),
    )
    if unassigned := without_member(content):
        base = say.plural(
            "{count} of them names no Member", "{count} of them name no Member", unassigned
        )
    shown = [KeyFigure(say.text("Cases recorded"), get("case_studies"), base)]
    if (owed := get("member_months_owed")) is not None and owed.whole:
        base = say.text("of {count} that Members owed", count=said(flow, owed))
        label = say.text("Months with cases or a nil return")
        shown.append(KeyFigure(label, get("member_months_reported"), base))
    label = say.text("Requests answered")
    if requests is not None and requests.whole:
        base = say.text("of {count} requests of the year", count=said(flow, requests))
        shown.append(KeyFigure(label, get("requests_answered"), base))
        median = get("requests_median_days")
        if median is not None and median.base:
            base = say.plural(
                "median of {count} answered request",
                "median of the {count} answered requests",
                median.base,
            )
            values = ""
            if median.base < FEWEST_VALUES:
                base = say.text("all of them; no median under five values")
                values = ", ".join(str(days) for days in _answer_days(content))
            shown.append(KeyFigure(say.text("Days to an answer"), median, base, values))
    for kind, name in (
        ("operation", say.text("Operations")),
        ("product", say.text("Analysis products")),
        ("control_support", say.text("Support to controls")),
    ):
        found = get("by_kind", kind)
        if found is not None:
            base = say.plural("of {count} activity", "of {count} activities", found.base)
            shown.append(KeyFigure(name, found, base))
    if (trained := get("training_officers")) is not None and trained.base:
        base = say.plural(
            "in {count} course that states them", "in {count} courses that state them", trained.base
        )
        shown.append(KeyFigure(say.text("Officers trained"), trained, base))
    completed = get("action_items_completed")
    if completed is not None and completed.base:
        base = say.plural("of {count} in the plan", "of {count} in the plan", completed.base)
        shown.append(KeyFigure(say.text("Action items completed"), completed, base))
    return shown[:8]


def _answer_days(content: Content) -> list[int]:
    position = FigureInput(content.made_of, content.head.year, content.head.date).position
    held = of_year(content.made_of(Activity), content.head.year)
    found = [answer_days(one) for one in held if is_answered(one, position)]
    return sorted(days for days in found if days is not None)


def _months(flow: Flow, content: Content) -> None:
    say, figures = flow.say, content.figures
    total, undated = figures.get("case_studies"), figures.get("cases_without_month")
    by_month = figures.set("cases_by_month")
    known = sum(one.whole for one in by_month)
    label = say.text("Cases by month")
    if total is None or not total.whole:
        text = say.text("No case study was recorded in {year}.", year=content.head.year)
        sentence(flow, label, not_recorded(flow, content, text))
        return
    if known < FEWEST_CASES:
        return
    counts = {one.key: one.whole for one in by_month}
    counts[UNKNOWN] = undated.whole if undated is not None else 0
    proposal = say.text(
        "{known} of {total} cases have a known month", known=known, total=total.whole
    )
    if (most := largest(counts)) is not None:
        proposal = say.text(
            "{month} brought the most: {count} of the {known} cases with a known month",
            month=flow.wording.formats.months_alone[int(most[0][-2:]) - 1],
            count=most[1],
            known=known,
        )
    year = content.head.year
    base = say.text(
        "Month of detection; {known} of {total} cases of {year}",
        known=known,
        total=total.whole,
        year=year,
    )
    if undated is not None and undated.whole:
        base = say.text(
            "Month of detection; {known} of {total} cases of {year}; {undated} have no known month "
            "and are not drawn",
            known=known,
            total=total.whole,
            year=year,
            undated=said(flow, undated),
        )
        if more := without_date(flow, content):
            base = f"{base}. {more}"
    finding(flow, content, "finding.months", label, proposal, base)
    month_pairs(flow, by_month, month_names(flow))


def _lead(flow: Flow, content: Content) -> str:
    say, figures = flow.say, content.figures
    numbers = {
        "cases": said(flow, figures.get("case_studies")),
        "activities": said(flow, figures.get("activities_total")),
    }
    if without_member(content):
        return say.text("{cases} cases and {activities} activities", **numbers)
    numbers |= {
        "count": said(flow, figures.get("members_with_cases")),
        "members": said(flow, figures.get("members")),
    }
    if not content.head.said("asked"):
        return say.text(
            "{cases} cases from {count} of {members} Members and {activities} activities", **numbers
        )
    return say.text(
        "{cases} cases from {count} of {members} Members, {activities} activities, and what is "
        "asked for",
        **numbers,
    )


def _span(_flow: Flow, content: Content) -> str:
    return str(content.head.year)


DRAWING = Drawing(
    parts={
        "glance": _glance,
        "members": members,
        "cases": cases,
        "routes": routes,
        "activities": activities,
        "products": products,
        "plan": plan,
    },
    cover=year_drawn,
    span=_span,
    lead=_lead,
)
