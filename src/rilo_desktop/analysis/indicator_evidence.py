"""In which cases an indicator was seen, by goods or transport, and what was never seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rilo_desktop.records import CaseStudy, Control, RiskIndicator
from rilo_desktop.records.identifiers import recorded_on

from .hit_rate import HitRate, hit_rate
from .known_values import known_lines, known_text

OTHER = "other"
"""Column of all codes that have none of their own; no list has this code."""
MOST_COLUMNS = 6
FEW_TOGETHER = 10
"""Cases with both below which a pair is a hint and no proof."""
BY: Mapping[str, Callable[[CaseStudy], tuple[str, ...]]] = {
    "commodity": lambda case: _codes(case.commodity),
    "conveyance": lambda case: _codes(case.conveyance),
    "office_code": lambda case: _codes(case.office_code),
}
"""What the columns are -> the codes that a case has of it."""


def _codes(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A case in which an indicator was recorded; `is_first`: it led to the control."""

    case: CaseStudy
    is_first: bool

    @property
    def date(self) -> str:
        return known_text(self.case.date)


@dataclass(frozen=True)
class IndicatorRow:
    """`cells`: column -> ids of cases; what is not in it was seen in none."""

    indicator: RiskIndicator
    sightings: tuple[Sighting, ...]
    cells: Mapping[str, tuple[str, ...]]
    rate: HitRate | None

    @property
    def number(self) -> str:
        return self.indicator.local_ref or self.indicator.reference

    @property
    def last_seen(self) -> str:
        return max((one.date for one in self.sightings), default="")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two indicators seen in the same cases; `expected`: cases if they had nothing to do with
    each other."""

    one: str
    other: str
    cases: tuple[str, ...]
    expected: float

    @property
    def is_hint(self) -> bool:
        return len(self.cases) < FEW_TOGETHER


@dataclass(frozen=True)
class IndicatorEvidence:
    """`rows` are all indicators, those seen in most cases first."""

    columns: tuple[str, ...]
    rows: tuple[IndicatorRow, ...]
    cases: int
    without: tuple[CaseStudy, ...]
    """Cases in which no indicator was recorded."""
    pairs: tuple[Pair, ...]

    @property
    def seen(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if row.sightings)

    @property
    def with_evidence(self) -> tuple[IndicatorRow, ...]:
        """Seen in a case, or with controls that were counted."""
        return tuple(row for row in self.rows if row.sightings or row.rate is not None)

    @property
    def unseen(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if not row.sightings)

    @property
    def links(self) -> int:
        """Must not be added to cases: a case can show several indicators."""
        return sum(len(row.sightings) for row in self.rows)


def indicator_evidence(
    indicators: Iterable[RiskIndicator],
    cases: Sequence[CaseStudy],
    controls: Iterable[Control],
    by: str = "commodity",
) -> IndicatorEvidence:
    """Raises KeyError for a `by` that is none of `BY`."""
    codes_of = BY[by]
    by_indicator: dict[str, list[tuple[CaseStudy, bool]]] = {}
    shown: dict[str, set[str]] = {}
    for case in cases:
        links = _links(case)
        shown[case.id] = set(links)
        for number, is_first in links.items():
            by_indicator.setdefault(number, []).append((case, is_first))
    used = Counter(
        code for linked in by_indicator.values() for c, _ in linked for code in codes_of(c)
    )
    columns = tuple(code for code, _ in sorted(used.items(), key=lambda n: (-n[1], n[0])))
    kept = columns if len(columns) <= MOST_COLUMNS + 1 else (*columns[:MOST_COLUMNS], OTHER)
    made: dict[str, list[Control]] = {}
    for control in controls:
        made.setdefault(known_text(control.indicator), []).append(control)
    rows = [
        _row(one, by_indicator.get(one.local_ref or "", ()), codes_of, kept, made.get(one.id, ()))
        for one in indicators
    ]
    rows.sort(key=lambda row: (-len(row.sightings), row.number))
    return IndicatorEvidence(
        kept,
        tuple(rows),
        len(cases),
        tuple(case for case in cases if not shown[case.id]),
        _pairs(shown, by_indicator),
    )


def _links(case: CaseStudy) -> dict[str, bool]:
    """{own number of an indicator: did it lead to the control}."""
    found: dict[str, bool] = {}
    for seen in known_lines(case.indicators):
        number = known_text(seen.indicator)
        if number:
            found[number] = found.get(number, False) or seen.strength == "primary"
    return found


def _row(
    indicator: RiskIndicator,
    linked: Sequence[tuple[CaseStudy, bool]],
    codes_of: Callable[[CaseStudy], tuple[str, ...]],
    columns: Sequence[str],
    controls: Sequence[Control],
) -> IndicatorRow:
    cells: dict[str, list[str]] = {}
    for case, _ in linked:
        for code in dict.fromkeys(c if c in columns else OTHER for c in codes_of(case)):
            cells.setdefault(code, []).append(case.id)
    sightings = [Sighting(case, is_first) for case, is_first in linked]
    sightings.sort(key=lambda one: (one.date, one.case.reference), reverse=True)
    return IndicatorRow(
        indicator,
        tuple(sightings),
        {code: tuple(ids) for code, ids in cells.items()},
        hit_rate(controls),
    )


def _pairs(
    shown: Mapping[str, set[str]], linked: Mapping[str, Sequence[tuple[CaseStudy, bool]]]
) -> tuple[Pair, ...]:
    """In more cases than chance would give, and in at least two; most cases first."""
    together: dict[tuple[str, str], list[str]] = {}
    for case, numbers in shown.items():
        for one, other in combinations(sorted(numbers), 2):
            together.setdefault((one, other), []).append(case)
    found = []
    for (one, other), cases in together.items():
        expected = len(linked[one]) * len(linked[other]) / len(shown)
        if len(cases) >= 2 and len(cases) > expected:
            found.append(Pair(one, other, tuple(cases), expected))
    return tuple(sorted(found, key=lambda pair: (-len(pair.cases), pair.one, pair.other)))


def is_new(indicator: RiskIndicator, today: str) -> bool:
    """Has it been here for less than a year? Then nobody could have seen it yet."""
    since = indicator.valid_from
    if not since:
        begun = recorded_on(indicator.id)
        since = begun.isoformat() if begun else ""
    return since > f"{int(today[:4]) - 1}{today[4:]}" if since else False
