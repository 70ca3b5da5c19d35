"""Members of a year: who reported cases, who said that there were none, who was silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy, ContactFunction, Member, NilReturn

from .case_figures import member_of, of_year
from .figure import Figure, count, grouped, named_as
from .years import Days, days_of, known_month, register_began

MEMBERS = N_("Members of this office whose membership overlaps the year.")
WITH_CASES = N_("Members that reported a case study of the year.")
NIL_ONLY = N_("Members that sent nil returns for the year and no case study.")
SILENT = N_(
    "Members from which nothing was received for the year: neither a case nor a nil return."
)
OWED = N_(
    "Months of the year in which a member was one, from the first month of which this office has a "
    "case or a nil return up to the day of the report: each member owes a case or a nil return."
)
REPORTED = N_("Of these months, those with a case study of the member or covered by a nil return.")
MONTH = N_(
    "Case studies of a member by month of detection; a month without one is nil where a nil return "
    "covers it, and not known where nothing was received."
)
CONFIRMED = N_("Members whose contact point was confirmed in the year.")
MONTHS = N_("months")


@dataclass(frozen=True, slots=True)
class MemberYear:
    """A member in a year. `months`: 12 of "cases", "nil", "silent" or "" (nothing owed then)."""

    code: str
    record: Member
    months: tuple[str, ...]
    cases: tuple[CaseStudy, ...]
    nil: tuple[NilReturn, ...]
    confirmed: str
    """Newest day on which its contact function was confirmed: ISO, "" for none."""
    last: str
    """Day of its last case or nil return, as precise as it is known."""

    @property
    def is_silent(self) -> bool:
        return not self.cases and not self.nil


def member_years(
    members: Sequence[Member],
    cases: Sequence[CaseStudy],
    nil: Sequence[NilReturn],
    functions: Sequence[ContactFunction],
    year: int,
    until: date,
) -> tuple[MemberYear, ...]:
    """In the order of the records given; not those that were no members in the year.

    A month is owed from the first of which the office has anything, until the one of `until`.
    """
    told = [known_text(case.date) for case in cases] + [one.period_from for one in nil]
    began = register_began(*told) or date.max
    ever, of_the_year = grouped(cases, member_of), grouped(of_year(cases, year), member_of)
    found = []
    for member in members:
        code, days = known_text(member.country), _membership(member)
        if not code or not days.touch(year):
            continue
        own = tuple(of_the_year.get(code, ()))
        said = [one for one in nil if known_text(one.member) == code]
        here = tuple(one for one in said if _covers(one).touch(year))
        confirmed = [
            known_text(one.confirmed_on) for one in functions if known_text(one.member) == code
        ]
        ends = [known_text(case.date) for case in ever.get(code, ())]
        ends += [known_text(one.received) or known_text(one.period_to) for one in said]
        found.append(
            MemberYear(
                code,
                member,
                tuple(
                    state
                    if (state := _month(month, year, days, own, here)) != "silent"
                    or began.replace(day=1) <= date(year, month, 1) <= until
                    else ""
                    for month in range(1, 13)
                ),
                own,
                here,
                max(confirmed, default=""),
                max(ends, default=""),
            )
        )
    return tuple(found)


def _membership(member: Member) -> Days:
    first = known_text(member.valid_from) or "0001"
    return days_of(first, known_text(member.valid_to) or "9999") or Days(date.min, date.max)


def _covers(one: NilReturn) -> Days:
    return days_of(one.period_from, one.period_to) or Days(date.max, date.max)


def _month(
    month: int, year: int, days: Days, cases: Sequence[CaseStudy], nil: Sequence[NilReturn]
) -> str:
    middle = date(year, month, 15)
    if not (days.first.replace(day=1) <= middle and days.last >= date(year, month, 1)):
        return ""
    if any(known_month(case.date) == month for case in cases):
        return "cases"
    covered = any(_covers(one).first <= middle <= _covers(one).last for one in nil)
    return "nil" if covered else "silent"


def member_figures(
    members: Sequence[Member],
    cases: Sequence[CaseStudy],
    nil: Sequence[NilReturn],
    functions: Sequence[ContactFunction],
    year: int,
    until: date,
) -> Iterator[Figure]:
    held = member_years(members, cases, nil, functions, year, until)
    total = len(held)
    with_cases = [one.record for one in held if one.cases]
    nil_only = [one.record for one in held if one.nil and not one.cases]
    silent = [one.record for one in held if one.is_silent and any(one.months)]
    confirmed = [one.record for one in held if one.confirmed[:4] == f"{year:04d}"]
    yield count("members", "", [one.record for one in held], total, MEMBERS)
    yield count("members_with_cases", "", with_cases, total, WITH_CASES)
    yield count("members_nil_only", "", nil_only, total, NIL_ONLY)
    yield count("members_silent", "", silent, total, SILENT)
    yield count("contact_points_confirmed", "", confirmed, total, CONFIRMED)
    owed = sum(1 for one in held for month in one.months if month)
    reported = sum(1 for one in held for month in one.months if month in ("cases", "nil"))
    names = tuple(named_as(one.record) for one in held)
    yield Figure(
        figure="member_months_owed",
        value=Decimal(owed),
        unit=MONTHS,
        base=owed,
        rule=OWED,
        records=names,
    )
    yield Figure(
        figure="member_months_reported",
        value=Decimal(reported),
        unit=MONTHS,
        base=owed,
        rule=REPORTED,
        records=names,
    )
    for one in held:
        for number, state in enumerate(one.months, 1):
            if state:
                yield _cell(one, number, state, year)


def _cell(one: MemberYear, number: int, state: str, year: int) -> Figure:
    key = f"{one.code} / {year:04d}-{number:02d}"
    seen = [case for case in one.cases if known_month(case.date) == number]
    found = count("cases_by_member_and_month", key, seen, len(one.cases), MONTH)
    if state == "silent":
        return Figure(figure=found.figure, key=key, value=None, base=len(one.cases), rule=MONTH)
    return found
