"""What the activities of a year add up to. Every rule of counting stands here, once.

An activity counts in a year when its days overlap it and it is neither cancelled nor planned. By
month it counts once, in the month of its first day: January where that was earlier. Quantities are
added within one commodity, goods and unit only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rilo_desktop.records.activity import Activity, OperationResult
from rilo_desktop.records.dates import first_day, last_day

from .known_values import known_lines, known_number, known_text

_PERIOD = Activity.kind.period
NOT_COUNTED = frozenset(_PERIOD.not_counted if _PERIOD else ())
"""States of an activity that was not done."""
BINDING = frozenset({"agreed", "asked"})
"""Bases of a due date against which a request can be late."""
REQUEST = "request"
LONGEST = 50
"""Years that one activity may take."""


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is counted of one activity; `key` is whatever its reader names it by."""

    key: int | str
    kind: str
    status: str = ""
    start: str = ""
    end: str = ""
    received: str = ""
    due: str = ""
    due_basis: str = ""
    answered: str = ""
    officers: int | None = None
    sent_to: int | None = None
    members: tuple[str, ...] = ()
    has_results: bool = False


def facts_of(activity: Activity) -> ActivityFacts:
    return ActivityFacts(
        activity.id,
        known_text(activity.activity_kind),
        known_text(activity.activity_status),
        known_text(activity.date_start),
        known_text(activity.date_end),
        known_text(activity.received),
        known_text(activity.due),
        known_text(activity.due_basis),
        known_text(activity.answered),
        _whole(activity.officers),
        _whole(activity.sent_to),
        known_lines(activity.members),
        bool(known_lines(activity.results)),
    )


def _whole(value: object) -> int | None:
    return value if type(value) is int else None


def counts(fact: ActivityFacts, year: int, through: date | None = None) -> bool:
    """Does it count in the year, or in the part of it that ends on a day?"""
    here = f"{year:04}"
    if fact.status in NOT_COUNTED or fact.start[:4] > here or (fact.end or fact.start)[:4] < here:
        return False
    first, last = first_day(fact.start), last_day(fact.end or fact.start)
    if first is None or last is None:
        return False
    end = min(through, date(year, 12, 31)) if through is not None else date(year, 12, 31)
    return first <= end and last >= date(year, 1, 1)


def month_of(fact: ActivityFacts, year: int) -> int:
    """The month, 1 to 12, in which it counts; 0 where only its year is known."""
    if fact.start[:4] < f"{year:04}":
        return 1
    return int(fact.start[5:7]) if len(fact.start) >= 7 else 0


def is_carried_over(fact: ActivityFacts, year: int) -> bool:
    """A request that was received before the year and counts in it."""
    received = first_day(fact.received or fact.start)
    return fact.kind == REQUEST and received is not None and received.year < year


def request_state(fact: ActivityFacts, today: date) -> str:
    """ "on_time", "late", "answered" (nothing binding), "open", or "overdue" on this day."""
    due = last_day(fact.due) if fact.due_basis in BINDING else None
    answered = first_day(fact.answered)
    if answered is not None and answered <= today:
        if due is None:
            return "answered"
        return "on_time" if answered <= due else "late"
    return "overdue" if due is not None and due < today else "open"


# --- results of operations


@dataclass(frozen=True, slots=True)
class ResultSum:
    """Lines of one commodity, goods and unit. `quantity` None: none of them gives one."""

    commodity: str
    goods: str
    unit: str
    quantity: Decimal | None
    seizures: int | None
    lines: int
    without_quantity: int
    approximate: bool
    members: tuple[str, ...]


def result_sums(results: Iterable[OperationResult]) -> tuple[ResultSum, ...]:
    """In order of appearance, the units of the same goods below each other."""
    found: dict[tuple[str, str], dict[str, list[OperationResult]]] = {}
    names: dict[tuple[str, str], str] = {}
    for line in results:
        goods = " ".join(known_text(line.goods).split())
        key = (known_text(line.commodity), goods.casefold())
        names.setdefault(key, goods)
        found.setdefault(key, {}).setdefault(known_text(line.unit), []).append(line)
    return tuple(
        _sum(key[0], names[key], unit, lines)
        for key, by_unit in found.items()
        for unit, lines in by_unit.items()
    )


def _sum(commodity: str, goods: str, unit: str, lines: Sequence[OperationResult]) -> ResultSum:
    given = [q for line in lines if (q := known_number(line.quantity)) is not None]
    seizures = [line.seizures for line in lines if type(line.seizures) is int]
    members = (known_text(line.member) for line in lines)
    return ResultSum(
        commodity,
        goods,
        unit,
        sum(given, Decimal(0)) if given else None,
        sum(seizures) if seizures else None,
        len(lines),
        len(lines) - len(given),
        any(bool(line.approximate) for line in lines),
        tuple(sorted({member for member in members if member})),
    )


def reported_by(operation: Activity) -> tuple[str, ...]:
    """Members that sent results, of those that the operation names."""
    sent = {known_text(line.member) for line in operation.results}
    sent |= {known_text(line.member) for line in operation.returns if line.seizures is not None}
    return tuple(code for code in known_lines(operation.members) if code in sent)


PHASES = ("action", "results", "preparation")
"""The one that a month is said to be of comes first where it has days of several."""


def months_of(operation: Activity, year: int) -> tuple[str, ...]:
    """Code of the phase of each month of a year, "" outside of all; its own days are action."""
    phases = [
        (known_text(phase.phase), known_text(phase.start), known_text(phase.end))
        for phase in operation.phases
    ]
    own = ("action", known_text(operation.date_start), known_text(operation.date_end))
    found = []
    for month in range(1, 13):
        here = f"{year:04}-{month:02}"
        begins, ends = first_day(here), last_day(here)
        codes = {code for code, start, end in (*phases, own) if _touches(start, end, begins, ends)}
        found.append(next((code for code in PHASES if code in codes), ""))
    return tuple(found)


def _touches(start: str, end: str, begins: date | None, ends: date | None) -> bool:
    first, last = first_day(start), last_day(end or start)
    return bool(first and last and begins and ends and first <= ends and last >= begins)


# --- the strip of a year


@dataclass(frozen=True, slots=True)
class KindYear:
    """One kind in a year. `undated`: those of which only the year is known.

    `before`: how many there were in the year before, through the same day. `stated` of `base`:
    what the note behind the row counts (see `analysis.activities.noted`).
    """

    kind: str
    months: tuple[int, ...]
    undated: int
    before: int
    note: int | None = None
    base: int = 0

    @property
    def total(self) -> int:
        return sum(self.months) + self.undated


@dataclass(frozen=True, slots=True)
class ActivityYear:
    """`through`: the day up to which both years are counted."""

    year: int
    through: date
    kinds: tuple[KindYear, ...]

    @property
    def total(self) -> int:
        return sum(kind.total for kind in self.kinds)

    @property
    def is_over(self) -> bool:
        return self.through == date(self.year, 12, 31)

    @property
    def through_before(self) -> date:
        """The day up to which the year before is counted; of 29 February the 28th."""
        day = 28 if (self.through.month, self.through.day) == (2, 29) else self.through.day
        return self.through.replace(year=self.year - 1, day=day)


def year_of(
    facts: Sequence[ActivityFacts], kinds: Sequence[str], year: int, today: date
) -> ActivityYear:
    """`kinds`: the codes in their order. A year that is over is counted whole."""
    through = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    found = ActivityYear(year, through, ())
    here = [fact for fact in facts if counts(fact, year)]
    until = found.through_before
    before = Counter(fact.kind for fact in facts if counts(fact, year - 1, until))
    by_kind: dict[str, list[ActivityFacts]] = {kind: [] for kind in kinds}
    for fact in here:
        by_kind.setdefault(fact.kind, []).append(fact)
    rows = (_kind(kind, own, year, before[kind]) for kind, own in by_kind.items())
    return replace(found, kinds=tuple(rows))


def _kind(kind: str, facts: Sequence[ActivityFacts], year: int, before: int) -> KindYear:
    months = Counter(month_of(fact, year) for fact in facts)
    note, base = noted(kind, facts)
    by_month = tuple(months[number] for number in range(1, 13))
    return KindYear(kind, by_month, months[0], before, note, base)


def noted(kind: str, facts: Sequence[ActivityFacts]) -> tuple[int | None, int]:
    """What is said of a kind beside its number, and of how many: None where nothing is.

    Operations that reported results, products with addressees, requests that were answered,
    officers trained and in how many courses, Members supported.
    """
    match kind:
        case "operation":
            return sum(fact.has_results for fact in facts), len(facts)
        case "request":
            return sum(bool(fact.answered) for fact in facts), len(facts)
        case "product":
            return sum(fact.sent_to is not None for fact in facts), len(facts)
        case "training":
            stated = [fact.officers for fact in facts if fact.officers is not None]
            return (sum(stated) if stated else None), len(stated)
        case "control_support":
            return len({member for fact in facts for member in fact.members}), len(facts)
    return None, 0


def years_of(facts: Iterable[ActivityFacts]) -> tuple[int, ...]:
    """Years in which something counts, the first one first."""
    spans = {(f.start[:4], (f.end or f.start)[:4]) for f in facts if f.status not in NOT_COUNTED}
    found: set[int] = set()
    for first, last in spans:
        if first.isdigit() and last.isdigit():
            found.update(range(int(first), min(int(last), int(first) + LONGEST) + 1))
    return tuple(sorted(found))
