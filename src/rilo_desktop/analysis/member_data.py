"""What a member sent and what became of it. Cases, nil returns and silence are three things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from rilo_desktop.language import N_
from rilo_desktop.records import NOT_KNOWN, CaseStudy, NilReturn, ReportedCount
from rilo_desktop.records.dates import is_day
from rilo_desktop.records.identifiers import recorded_on

from .known_values import known_first, known_last, known_lines, known_text

LEAST_FOR_MEDIAN = 5
"""Values below which no median is formed; below, the values themselves are shown."""


class MonthNews(StrEnum):
    CASES = "cases"
    NIL = "nil"
    """The member said that there was nothing."""
    NOTHING = "nothing"
    """Nothing was received; what that means is not known."""


class Given(StrEnum):
    FILLED = "filled"
    SAID_UNKNOWN = "said to be not known"
    EMPTY = "empty"


def _text(name: str) -> Callable[[CaseStudy], Given]:
    return lambda case: _of_value(getattr(case, name))


def _of_value(value: object) -> Given:
    if value is NOT_KNOWN:
        return Given.SAID_UNKNOWN
    return Given.FILLED if value not in (None, "", ()) else Given.EMPTY


def _day(case: CaseStudy) -> Given:
    if case.date is NOT_KNOWN:
        return Given.SAID_UNKNOWN
    return Given.FILLED if isinstance(case.date, str) and is_day(case.date) else Given.EMPTY


def _best(values: Iterable[Given]) -> Given:
    """Of several lines: filled where one is, else said where one is."""
    found = set(values)
    return next((one for one in (Given.FILLED, Given.SAID_UNKNOWN) if one in found), Given.EMPTY)


def _of_goods(*names: str) -> Callable[[CaseStudy], Given]:
    def given(case: CaseStudy) -> Given:
        return _best(
            _worst(_of_value(getattr(line, name)) for name in names)
            for line in known_lines(case.goods)
        )

    return given


def _worst(values: Iterable[Given]) -> Given:
    found = set(values)
    return next((one for one in (Given.EMPTY, Given.SAID_UNKNOWN) if one in found), Given.FILLED)


def _departure(case: CaseStudy) -> Given:
    legs = [leg for leg in known_lines(case.route) if leg.role in ("origin", "departure")]
    return _best(_of_value(leg.country) for leg in legs)


FIELDS: Mapping[str, Callable[[CaseStudy], Given]] = {
    N_("Day of detection"): _day,
    N_("Goods and HS code"): _of_goods("hs"),
    N_("Quantity with unit"): _of_goods("quantity", "unit"),
    N_("Route: departure"): _departure,
    N_("How it was selected"): _text("detection_method"),
    N_("Concealment"): _text("concealment_category"),
    N_("Indicators observed"): _text("indicators"),
    N_("Outcome"): _text("outcome_status"),
}
"""Label -> how far a case gives it; the eight fields of the feedback sheet."""


@dataclass(frozen=True, slots=True)
class FieldGiven:
    """Cases of the member by how they give a field; `others` and `of` are of all other members."""

    label: str
    filled: int
    said: int
    empty: int
    others: int
    of: int
    lacking: tuple[str, ...] = ()
    """Ids of the member's cases that do not give it."""


@dataclass(frozen=True)
class MemberData:
    """`cases` are those the member reported with a detection in the period, oldest first."""

    member: str
    cases: tuple[CaseStudy, ...]
    nil_returns: tuple[NilReturn, ...]
    months: Mapping[str, MonthNews]
    """"2025-07" -> what came for it, of every month of the period."""
    days: tuple[int, ...]
    """From detection to record, of the cases that have both, ascending."""
    region_days: tuple[int, ...]
    """Of the cases of all other members."""
    fields: tuple[FieldGiven, ...]

    @property
    def median_days(self) -> float | None:
        return _median(self.days)

    @property
    def region_median(self) -> float | None:
        return _median(self.region_days)

    @property
    def months_with_news(self) -> int:
        """A nil return is news."""
        return sum(news is not MonthNews.NOTHING for news in self.months.values())

    @property
    def weakest(self) -> tuple[FieldGiven, ...]:
        """Fields that most of the member's cases lack, the weakest first; none that all give."""
        lacking = [one for one in self.fields if one.lacking]
        return tuple(sorted(lacking, key=lambda one: -len(one.lacking)))


def _median(days: Sequence[int]) -> float | None:
    return median(days) if len(days) >= LEAST_FOR_MEDIAN else None


def member_data(
    member: str,
    cases: Iterable[CaseStudy],
    nil_returns: Iterable[NilReturn],
    months: Sequence[str],
) -> MemberData:
    """Of the months given, "2025-01" and so on; all cases and nil returns of the office."""
    within = [case for case in cases if _month(case) in months or _year_only(case, months)]
    within.sort(key=lambda case: (known_text(case.date), case.id))
    own = tuple(case for case in within if case.reporting_country == member)
    others = [case for case in within if known_text(case.reporting_country) not in ("", member)]
    said = tuple(one for one in nil_returns if one.member == member and _overlaps(one, months))
    return MemberData(
        member,
        own,
        said,
        {month: _news(month, own, said) for month in months},
        _days(own),
        _days(others),
        tuple(_field(label, given, own, others) for label, given in FIELDS.items()),
    )


def _month(case: CaseStudy) -> str:
    return known_text(case.date)[:7]


def _year_only(case: CaseStudy, months: Sequence[str]) -> bool:
    """A case of which only the year is known counts in a period that has all of that year."""
    year = known_text(case.date)
    return len(year) == 4 and all(f"{year}-{month:02d}" in months for month in range(1, 13))


def _overlaps(one: NilReturn, months: Sequence[str]) -> bool:
    return any(_covers(one, month) for month in months)


def _covers(one: NilReturn, month: str) -> bool:
    first, last = known_first(one.period_from), known_last(one.period_to or one.period_from)
    if first is None or last is None:
        return False
    return first.isoformat()[:7] <= month <= last.isoformat()[:7]


def _news(month: str, cases: Iterable[CaseStudy], said: Iterable[NilReturn]) -> MonthNews:
    if any(_month(case) == month for case in cases):
        return MonthNews.CASES
    return MonthNews.NIL if any(_covers(one, month) for one in said) else MonthNews.NOTHING


def days_to_record(case: CaseStudy) -> int | None:
    """Days from detection to the day on which the record was begun; None where not both are
    known, or where it was begun before."""
    day, recorded = known_text(case.date), recorded_on(case.id)
    if not is_day(day) or recorded is None:
        return None
    first = known_first(day)
    assert first is not None
    passed = (recorded - first).days
    return passed if passed >= 0 else None


def _days(cases: Iterable[CaseStudy]) -> tuple[int, ...]:
    return tuple(sorted(days for case in cases if (days := days_to_record(case)) is not None))


def _field(
    label: str,
    given: Callable[[CaseStudy], Given],
    own: Sequence[CaseStudy],
    others: Sequence[CaseStudy],
) -> FieldGiven:
    found = [(case.id, given(case)) for case in own]
    count = [how for _, how in found].count
    return FieldGiven(
        label,
        count(Given.FILLED),
        count(Given.SAID_UNKNOWN),
        count(Given.EMPTY),
        sum(given(case) is Given.FILLED for case in others),
        len(others),
        tuple(identity for identity, how in found if how is not Given.FILLED),
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """Counts that a member reported for a year. `complete`: of the lines that say it, None where
    none does; `records` None: the member did not report, which is not 0."""

    records: int | None
    complete: int | None


def reported(counts: Iterable[ReportedCount], member: str, year: int) -> Reported | None:
    """None where nothing was recorded of it."""
    found = [one for one in counts if one.member == member and one.year == str(year)]
    if not found:
        return None
    lines = [line for one in found for line in known_lines(one.counts)]
    if any(one.not_reported for one in found) or not lines:
        return Reported(None, None)
    records = sum(line.records for line in lines if isinstance(line.records, int))
    complete = [line.complete for line in lines if isinstance(line.complete, int)]
    return Reported(records, sum(complete) if complete else None)


def months_of(year: int) -> tuple[str, ...]:
    """("2025-01", ..., "2025-12")."""
    return tuple(f"{year}-{month:02d}" for month in range(1, 13))
