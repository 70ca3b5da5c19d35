"""Sums over goods lines: within one kind of goods and one unit, and never hiding a line without a
quantity.

Lines are of one kind where they have the same category, or the same word in "Added up with". Goods
of no category, or of "other goods", are of one kind only where they are described alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.vocabularies import sums_by_unit
from rilo_desktop.vocabularies.units import UnitSum

from .counts import BY_AREA, counted
from .known_values import known_lines, known_number, known_text
from .results import AreaGoods, GoodsKind, GoodsSum

OTHER = "OTH"
"""Category of goods that have nothing in common."""


def kind_of(line: GoodsLine) -> GoodsKind:
    category = known_text(line.category)
    if word := known_text(line.sum_group).strip():
        return GoodsKind(category, word)
    if category in ("", OTHER):
        return GoodsKind(category, known_text(line.description).strip())
    return GoodsKind(category)


def by_kind(goods: Iterable[GoodsLine]) -> tuple[GoodsSum, ...]:
    """One sum for each kind and unit, in order of appearance; unit "" holds lines without one."""
    kinds: dict[GoodsKind, list[GoodsLine]] = {}
    for line in goods:
        kinds.setdefault(kind_of(line), []).append(line)
    return tuple(
        GoodsSum(kind, one)
        for kind, lines in kinds.items()
        for one in sums_by_unit(
            (known_number(g.quantity), known_text(g.unit), bool(g.quantity_approx)) for g in lines
        )
    )


def grouped_by_kind_and_unit(goods: Sequence[GoodsLine]) -> tuple[GoodsLine, ...]:
    """The lines with those that are added up side by side, in order of appearance."""
    order: dict[tuple[GoodsKind, str], int] = {}
    for line in goods:
        order.setdefault((kind_of(line), known_text(line.unit)), len(order))
    return tuple(sorted(goods, key=lambda g: order[kind_of(g), known_text(g.unit)]))


def by_area(cases: Iterable[CaseStudy]) -> tuple[AreaGoods, ...]:
    """Rows by area, the one with most cases first, in it by category and unit with most cases.

    Goods of several kinds in one row have no total: they are counted and not added.
    """
    found: dict[tuple[str, str, str], list[tuple[CaseStudy, GoodsSum]]] = {}
    areas: dict[str, int] = {}
    for case in cases:
        area = known_text(case.enforcement_area)
        areas[area] = areas.get(area, 0) + 1
        for one in by_kind(known_lines(case.goods)):
            found.setdefault((area, one.kind.category, one.sum.unit), []).append((case, one))
    base = sum(areas.values())
    rows = [_row(key, held, base) for key, held in found.items()]
    return tuple(sorted(rows, key=lambda row: _place(row, areas)))


def _place(row: AreaGoods, areas: Mapping[str, int]) -> tuple[int, str, bool, int, str]:
    return (-areas[row.area], row.area, not row.unit, -row.cases.value, row.category)


def _row(
    key: tuple[str, str, str], held: Sequence[tuple[CaseStudy, GoodsSum]], base: int
) -> AreaGoods:
    area, category, unit = key
    sums: list[UnitSum] = [one.sum for _, one in held]
    own = list({id(case): case for case, _ in held}.values())
    cases = counted(own, base, BY_AREA, area)
    missing = sum(s.without_quantity for s in sums)
    given = sum(s.lines for s in sums) - missing
    alike = len({one.kind for _, one in held}) == 1
    total = sum((s.total for s in sums), Decimal(0)) if given and alike else None
    approximate = any(s.approximate for s in sums)
    return AreaGoods(area, category, unit, cases, missing, total, approximate, alike)
