"""What the page of a member says: each figure with its base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rilo_desktop.analysis.member_data import LEAST_FOR_MEDIAN, MonthNews
from rilo_desktop.language import N_

from ...i18n import code_label, numbers, plural, tr

if TYPE_CHECKING:
    from rilo_desktop.analysis.member_data import Reported
    from rilo_desktop.services.records.members import MemberLine, MemberView

MONTHS = {
    MonthNews.CASES: N_("with cases: {months}"),
    MonthNews.NIL: N_("nil return: {months}"),
    MonthNews.NOTHING: N_("neither a case nor a nil return: {months}"),
}


def name(line: MemberLine) -> str:
    label = code_label("country", line.country)
    return tr("{name}, until {date}", name=label, date=line.valid_to) if line.former else label


def sent(line: MemberLine) -> str:
    parts = []
    if line.cases:
        parts.append(plural("{count} case", "{count} cases", line.cases))
    if line.nil_returns:
        parts.append(plural("{count} nil return", "{count} nil returns", line.nil_returns))
    if line.reported is not None:
        parts.append(records(line.reported))
    return " · ".join(parts) or tr("nothing received")


def records(reported: Reported) -> str:
    """Of the counts that a member reported; that it did not is not 0."""
    if reported.records is None:
        return tr("counts not reported")
    said = plural("{count} record reported", "{count} records reported", reported.records)
    if reported.complete is None:
        return said
    return tr("{records}, {count} complete", records=said, count=reported.complete)


def reported(view: MemberView) -> str:
    """Beside the year before; the counts are the member's own and no cases of this office."""
    if view.line.reported is None and view.reported_before is None:
        return ""
    now = records(view.line.reported) if view.line.reported else tr("counts not recorded")
    before = records(view.reported_before) if view.reported_before else tr("counts not recorded")
    return tr("{now} ({year}: {before})", now=now, year=str(view.year - 1), before=before)


def spoken(line: MemberLine) -> str:
    return f"{name(line)}, {sent(line)}"


def about(view: MemberView) -> str:
    parts = []
    if view.line.valid_from:
        parts.append(tr("member since {date}", date=numbers().partial(view.line.valid_from)))
    if view.line.valid_to:
        parts.append(tr("until {date}", date=numbers().partial(view.line.valid_to)))
    if view.contact:
        day = numbers().partial(view.confirmed_on) if view.confirmed_on else ""
        if not day:
            confirmed = tr("not confirmed")
        elif view.is_contact_fresh:
            confirmed = tr("confirmed on {date}", date=day)
        else:
            confirmed = tr("not confirmed since {date}", date=day)
        parts.append(f"{view.contact}, {confirmed}")
    else:
        parts.append(tr("no contact function recorded"))
    return " · ".join(parts)


def figures(view: MemberView) -> list[tuple[str, str, str]]:
    """Value, what it is, and its base or last year, of the four figures."""
    data, before = view.data, view.before
    number, year = numbers().number, str(view.year)
    last = tr("{count} in {year}", count=number(len(before.cases)), year=str(view.year - 1))
    found = [(number(len(data.cases)), tr("cases in {year}", year=year), last)]
    median, region = data.median_days, data.region_median
    with_days = plural("of {count} case", "of {count} cases", len(data.days))
    if median is None:
        few = tr("fewer than {least} cases with both days", least=LEAST_FOR_MEDIAN)
        found.append(("–", tr("days to the record, median"), few))
    else:
        beside = tr("all others: {days}", days=number(region)) if region is not None else ""
        base = " · ".join(part for part in (with_days, beside) if part)
        found.append((number(median), tr("days to the record, median"), base))
    full = sum(all(case.id not in one.lacking for one in data.fields) for case in data.cases)
    of = tr("{count} of {all}", count=full, all=len(data.cases)) if data.cases else "–"
    none = "" if data.cases else tr("no case to look at")
    found.append((of, tr("cases that give all eight fields"), none))
    used = sum(use.cases for use in view.uses)
    found.append(
        (
            number(used),
            tr("times used in a product"),
            plural("in {count} product", "in {count} products", len(view.uses)),
        )
    )
    return found


def months(view: MemberView) -> str:
    """Cases, nil returns and silence apart: the last two are not the same, and neither is 0."""
    said = []
    for news, message in MONTHS.items():
        names = [month for month, what in view.data.months.items() if what is news]
        if names:
            said.append(tr(message, months=_spans([int(one[5:]) for one in names])))
    return " · ".join(said)


def _spans(months: Sequence[int]) -> str:
    """Months that follow each other as first and last: "Jan–Mar, Jun"."""
    names, spans = numbers().months_short, list[list[int]]()
    for month in months:
        if spans and month == spans[-1][-1] + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    ends = (dict.fromkeys((span[0], span[-1])) for span in spans)
    return ", ".join("–".join(names[month - 1] for month in end) for end in ends)


def timeliness(view: MemberView) -> str:
    data = view.data
    if not data.days:
        return tr("No case has both a day of detection and a day of record.")
    said = plural(
        "Days between detection and record of {count} case, each a dot.",
        "Days between detection and record of {count} cases, each a dot.",
        len(data.days),
    )
    without = len(data.cases) - len(data.days)
    if without:
        said += " " + plural("{count} has no day.", "{count} have no day.", without)
    return said


def completeness(view: MemberView) -> str:
    if not view.data.cases:
        return tr("No records of this member in {year}.", year=str(view.year))
    return plural(
        "What {count} case gives; the tick is the share of all other members together. It stays "
        "here.",
        "What {count} cases give; the tick is the share of all other members together. It stays "
        "here.",
        len(view.data.cases),
    )


def indicators(view: MemberView) -> str:
    codes = sorted(
        {
            str(line.indicator)
            for case in view.data.cases
            for line in case.indicators
            if line.indicator
        }
    )
    return tr("Indicators seen in its cases: {codes}", codes=", ".join(codes)) if codes else ""
