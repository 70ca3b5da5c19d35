"""What an office did in a year: operations, requests, products, training, meetings, support.

The rules of counting are those of `analysis.activities`; here they become figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rilo_desktop.analysis.activities import (
    ResultSum,
    counts,
    facts_of,
    is_carried_over,
    month_of,
    request_state,
    result_sums,
)
from rilo_desktop.analysis.known_values import known_first, known_lines, known_text
from rilo_desktop.language import N_
from rilo_desktop.records import Activity
from rilo_desktop.records.activity import OperationResult

from .figure import DAYS, OFFICERS, SEIZURES, Figure, count, counts_by, grouped, named_as
from .years import median_of, months

ALL = N_(
    "Activities whose days overlap the year, neither cancelled nor planned; each is counted once."
)
BY_KIND = N_("Activities of the year by kind.")
BY_MONTH = N_(
    "Activities of the year by the month of their first day; January where that was earlier."
)
BY_ROLE = N_("Operations of the year by the part that this office took.")
RESULTS = N_(
    "Quantities that operations of the year reported, added within one commodity, one kind of "
    "goods and one unit; lines without a quantity are left out."
)
OF_ONE = N_("Quantities that one operation reported, added within one commodity, goods and unit.")
RESULT_SEIZURES = N_("Seizures that operations of the year reported, by commodity, goods and unit.")
ALL_SEIZURES = N_("Seizures that operations of the year reported.")
NOT_REPORTED = N_("Operations of the year whose results were not reported.")
REQUESTS = N_("Requests that were open or answered in the year.")
BY_STATE = N_(
    "Requests of the year by their state at its end, or on the day of the document where that is "
    "earlier; late only against a day that was agreed or asked for."
)
CARRIED = N_("Requests of the year that were received before it.")
ANSWERED = N_("Requests of the year that were answered by its end.")
ANSWER_DAYS = N_("Median of the days from receipt to answer of the requests that were answered.")
PRODUCT_TYPES = N_("Analysis products of the year by type.")
PRODUCT_LABELS = N_("Analysis products of the year by handling label.")
TRAINING = N_("Training courses of the year.")
TRAINED = N_(
    "Officers trained: the total of the courses of the year that state them; the base is how many "
    "courses do."
)
LANGUAGES = N_(
    "Training courses of the year by language; a course in two languages is counted in both, so "
    "that the rows must not be added."
)
MEETINGS = N_("Meetings of contact points in the year.")
FEEDBACK = N_("Support to controls in the year, by the feedback that came.")


def of_year(activities: Iterable[Activity], year: int) -> list[Activity]:
    return [one for one in activities if counts(facts_of(one), year)]


def activity_figures(activities: Sequence[Activity], year: int, position: date) -> Iterator[Figure]:
    """Figures of the activities of a year; `position`: the day on which states are judged."""
    held = of_year(activities, year)
    kinds = grouped(held, lambda one: known_text(one.activity_kind))
    yield count("activities_total", "", held, len(held), ALL)
    for kind in sorted(kinds):
        yield count("by_kind", kind, kinds[kind], len(held), BY_KIND)
    yield from _by_month("by_month_start", "", held, held, year)
    for kind in sorted(kinds):
        yield from _by_month("by_kind_and_month", f"{kind} / ", kinds[kind], held, year)
    yield from _operations(kinds.get("operation", []))
    yield from _requests(kinds.get("request", []), year, position)
    yield from _products(kinds.get("product", []))
    yield from _training(kinds.get("training", []))
    meetings = kinds.get("meeting", [])
    contact = [one for one in meetings if known_text(one.meeting_type) == "contact_points"]
    yield count("contact_point_meetings", "", contact, len(meetings), MEETINGS)
    support = kinds.get("control_support", [])
    yield from counts_by(
        "control_support_feedback",
        support,
        lambda one: known_text(one.feedback) or "none",
        FEEDBACK,
    )


def _by_month(
    figure: str, before: str, part: Sequence[Activity], held: Sequence[Activity], year: int
) -> Iterator[Figure]:
    """Those of which only the year is known are of no month."""
    found = grouped(part, lambda one: f"{year:04d}-{month_of(facts_of(one), year):02d}")
    for month in months(year):
        yield count(figure, f"{before}{month}", found.get(month, []), len(held), BY_MONTH)


def _operations(operations: Sequence[Activity]) -> Iterator[Figure]:
    yield from counts_by("operations_by_role", operations, lambda o: known_text(o.role), BY_ROLE)
    owners: dict[str, list[str]] = {}
    for one in operations:
        for line in known_lines(one.results):
            owners.setdefault(result_key(line), []).append(named_as(one))
    sums = result_sums(line for one in operations for line in known_lines(one.results))
    for found in sums:
        key = _sum_key(found)
        records = tuple(dict.fromkeys(owners.get(key, ())))
        yield Figure(
            figure="operation_results",
            key=key,
            value=found.quantity,
            unit=found.unit,
            base=found.lines,
            rule=RESULTS,
            records=records,
        )
        yield Figure(
            figure="operation_result_seizures",
            key=key,
            value=None if found.seizures is None else Decimal(found.seizures),
            unit=SEIZURES,
            base=found.lines,
            rule=RESULT_SEIZURES,
            records=records,
        )
    for one in operations:
        for found, key in results_of(one):
            yield Figure(
                figure="results_of_operation",
                key=key,
                value=found.quantity,
                unit=found.unit,
                base=found.lines,
                rule=OF_ONE,
                records=(named_as(one),),
            )
    stated = [found.seizures for found in sums if found.seizures is not None]
    reporting = [one for one in operations if known_lines(one.results)]
    yield Figure(
        figure="operation_seizures_total",
        value=Decimal(sum(stated)) if stated else None,
        unit=SEIZURES,
        base=sum(found.lines for found in sums),
        rule=ALL_SEIZURES,
        records=tuple(named_as(one) for one in reporting),
    )
    silent = [one for one in operations if results_state(one) == "not_reported"]
    yield count("operations_without_results", "", silent, len(operations), NOT_REPORTED)


def result_key(line: OperationResult) -> str:
    """ "UNSAFE / toys / PCS": unlike goods and unlike units are never added."""
    goods = " ".join(known_text(line.goods).split())
    return _key(known_text(line.commodity), goods, known_text(line.unit))


def _sum_key(found: ResultSum) -> str:
    return _key(found.commodity, found.goods, found.unit)


def _key(*parts: str) -> str:
    return " / ".join(part or "?" for part in parts)


def results_of(one: Activity) -> Iterator[tuple[ResultSum, str]]:
    """The sums of one operation, each with the key of its figure "results_of_operation"."""
    for found in result_sums(known_lines(one.results)):
        yield found, _key(named_as(one), _sum_key(found))


def results_state(one: Activity) -> str:
    """ "reported", "none_found" or "not_reported" of an operation: an empty list of one that says
    how many controls were made says that nothing was found."""
    if known_lines(one.results):
        return "reported"
    return "none_found" if one.results == () and type(one.controls) is int else "not_reported"


def _requests(requests: Sequence[Activity], year: int, position: date) -> Iterator[Figure]:
    yield count("requests", "", requests, len(requests), REQUESTS)
    yield from counts_by(
        "requests_by_state", requests, lambda one: request_state(facts_of(one), position), BY_STATE
    )
    early = [one for one in requests if is_carried_over(facts_of(one), year)]
    yield count("requests_carried_over", "", early, len(requests), CARRIED)
    answered = [one for one in requests if is_answered(one, position)]
    yield count("requests_answered", "", answered, len(requests), ANSWERED)
    timed = [(one, days) for one in answered if (days := answer_days(one)) is not None]
    yield Figure(
        figure="requests_median_days",
        value=median_of(days for _, days in timed),
        unit=DAYS,
        base=len(timed),
        rule=ANSWER_DAYS,
        records=tuple(named_as(one) for one, _ in timed),
    )


def is_answered(one: Activity, position: date) -> bool:
    answered = known_first(one.answered)
    return answered is not None and answered <= position


def answer_days(one: Activity) -> int | None:
    received, answered = known_first(one.received), known_first(one.answered)
    return (answered - received).days if received is not None and answered is not None else None


def _products(products: Sequence[Activity]) -> Iterator[Figure]:
    yield from counts_by(
        "products_by_type", products, lambda one: known_text(one.product_type), PRODUCT_TYPES
    )
    yield from counts_by(
        "products_by_tlp", products, lambda one: known_text(one.tlp) or "AMBER", PRODUCT_LABELS
    )


def _training(courses: Sequence[Activity]) -> Iterator[Figure]:
    yield count("training_events", "", courses, len(courses), TRAINING)
    stated = [(one, one.officers) for one in courses if isinstance(one.officers, int)]
    yield Figure(
        figure="training_officers",
        value=Decimal(sum(number for _, number in stated)) if stated else None,
        unit=OFFICERS,
        base=len(stated),
        rule=TRAINED,
        records=tuple(named_as(one) for one, _ in stated),
    )
    found: dict[str, list[Activity]] = {}
    for one in courses:
        for code in dict.fromkeys(known_lines(one.languages)):
            found.setdefault(code, []).append(one)
    for code in sorted(found):
        yield count("training_events_by_language", code, found[code], len(courses), LANGUAGES)
