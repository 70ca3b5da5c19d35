"""Sums over goods lines: never over units, and never hiding a line without a quantity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.vocabularies import sums_by_unit
from rilo_desktop.vocabularies.units import UnitSum

from .counts import BY_AREA, counted
from .known_values import known_lines, known_number, known_text
from .results import AreaUnit


def by_unit(goods: Iterable[GoodsLine]) -> tuple[UnitSum, ...]:
    """One sum for each unit; unit "" holds the lines without one."""
    return sums_by_unit(
        (known_number(g.quantity), known_text(g.unit), bool(g.quantity_approx)) for g in goods
    )


def grouped_by_unit(goods: Sequence[GoodsLine]) -> tuple[GoodsLine, ...]:
    """The lines with those of one unit side by side, units in order of appearance."""
    order: dict[str, int] = {}
    for line in goods:
        order.setdefault(known_text(line.unit), len(order))
    return tuple(sorted(goods, key=lambda line: order[known_text(line.unit)]))


def by_area_and_unit(cases: Iterable[CaseStudy]) -> tuple[AreaUnit, ...]:
    """Rows by area, the one with most cases first, and in it by unit with most cases first."""
    found: dict[tuple[str, str], list[tuple[CaseStudy, UnitSum]]] = {}
    areas: dict[str, int] = {}
    for case in cases:
        area = known_text(case.enforcement_area)
        areas[area] = areas.get(area, 0) + 1
        for unit in by_unit(known_lines(case.goods)):
            found.setdefault((area, unit.unit), []).append((case, unit))
    base = sum(areas.values())
    rows = [_area_unit(area, unit, held, base) for (area, unit), held in found.items()]
    return tuple(sorted(rows, key=lambda r: (-areas[r.area], r.area, not r.unit, -r.cases.value)))


def _area_unit(
    area: str, unit: str, held: Sequence[tuple[CaseStudy, UnitSum]], base: int
) -> AreaUnit:
    sums = [one for _, one in held]
    cases = counted([case for case, _ in held], base, BY_AREA, area)
    missing = sum(s.without_quantity for s in sums)
    given = sum(s.lines for s in sums) - missing
    total = sum((s.total for s in sums), Decimal(0)) if given else None
    return AreaUnit(area, unit, cases, missing, total, any(s.approximate for s in sums))
