# mypy: disable-error-code="comparison-overlap"
"""Sums of goods: within one unit, and in a large set within one area and one unit."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.goods import by_area_and_unit, by_unit, grouped_by_unit
from rilo_desktop.records import NOT_KNOWN, CaseStudy, GoodsLine


def line(quantity: object, unit: object = "PCS", about: bool = False) -> GoodsLine:
    number = Decimal(str(quantity)) if isinstance(quantity, int | float) else quantity
    return GoodsLine(quantity=number, unit=unit, quantity_approx=about)  # type: ignore[arg-type]


def test_unlike_units_are_never_added() -> None:
    sums = by_unit([line(3), line(2, "PAIR"), line(4)])
    assert [(s.unit, s.total, s.lines) for s in sums] == [("PCS", 7, 2), ("PAIR", 2, 1)]


def test_kilograms_and_tonnes_stay_apart() -> None:
    assert len(by_unit([line(1000, "KG"), line(1, "T")])) == 2


def test_a_line_without_a_quantity_is_counted_not_zero() -> None:
    (found,) = by_unit([line(5), line(NOT_KNOWN), line(None)])
    assert (found.total, found.lines, found.without_quantity) == (5, 3, 2)


def test_one_approximate_line_makes_the_sum_approximate() -> None:
    assert by_unit([line(5), line(1, about=True)])[0].approximate


def test_a_unit_that_is_not_known_has_a_sum_of_its_own() -> None:
    assert [s.unit for s in by_unit([line(5, NOT_KNOWN), line(5)])] == ["", "PCS"]


def test_lines_of_one_unit_stand_together_in_order_of_appearance() -> None:
    goods = (line(1, "KG"), line(2, "PCS"), line(3, "KG"))
    assert [g.quantity for g in grouped_by_unit(goods)] == [1, 3, 2]


def test_areas_and_units_are_counted_by_case() -> None:
    cases = [
        CaseStudy(enforcement_area="DRUGS", goods=(line(1, "KG"), line(2, "KG"))),
        CaseStudy(enforcement_area="DRUGS", goods=(line(NOT_KNOWN, "KG"),)),
        CaseStudy(enforcement_area="REV", goods=(line(NOT_KNOWN, "PCS"),)),
    ]
    rows = by_area_and_unit(cases)
    assert [(r.area, r.unit, r.cases.value, r.without_quantity, r.total) for r in rows] == [
        ("DRUGS", "KG", 2, 1, Decimal(3)),
        ("REV", "PCS", 1, 1, None),
    ]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from(["PCS", "KG", "T"])), max_size=30))
def test_no_quantity_is_lost_or_counted_twice(entries: list[tuple[int, str]]) -> None:
    sums = by_unit([line(quantity, unit) for quantity, unit in entries])
    assert sum(s.total for s in sums) == sum(quantity for quantity, _ in entries)
    assert sum(s.lines for s in sums) == len(entries)
