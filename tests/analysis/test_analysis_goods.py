# mypy: disable-error-code="comparison-overlap"
"""Sums of goods: within one kind and one unit, and in a large set within one area too."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.goods import by_area, by_kind, grouped_by_kind_and_unit
from rilo_desktop.analysis.results import GoodsKind
from rilo_desktop.records import NOT_KNOWN, CaseStudy, GoodsLine


def line(
    quantity: object,
    unit: object = "PCS",
    about: bool = False,
    category: object = "MED",
    **more: Any,
) -> GoodsLine:
    number = Decimal(str(quantity)) if isinstance(quantity, int | float) else quantity
    return GoodsLine(
        quantity=number,  # type: ignore[arg-type]
        unit=unit,  # type: ignore[arg-type]
        quantity_approx=about,
        category=category,  # type: ignore[arg-type]
        **more,
    )


def test_unlike_goods_of_one_unit_are_never_added() -> None:
    goods = [line(35730), line(116, category="WST")]
    assert [(s.kind.category, s.sum.unit, s.sum.total) for s in by_kind(goods)] == [
        ("MED", "PCS", 35730),
        ("WST", "PCS", 116),
    ]


def test_a_word_of_the_office_tells_goods_of_one_category_apart() -> None:
    goods = [line(15, "T", sum_group="Gel"), line(18, "T"), line(2, "T", sum_group="Gel")]
    assert [(s.kind, s.sum.total) for s in by_kind(goods)] == [
        (GoodsKind("MED", "Gel"), 17),
        (GoodsKind("MED"), 18),
    ]


def test_other_goods_and_goods_of_no_category_are_added_only_where_described_alike() -> None:
    for category in ("OTH", None, NOT_KNOWN):
        goods = [line(1, category=category, description=name) for name in ("a", "b", "a")]
        assert [s.sum.total for s in by_kind(goods)] == [2, 1]


def test_unlike_goods_of_one_area_and_unit_are_counted_and_not_added() -> None:
    cases = [
        CaseStudy(enforcement_area="REV", goods=(line(7, category="OTH", description=name),))
        for name in ("drones", "tools")
    ]
    (row,) = by_area(cases)
    assert (row.cases.value, row.total, row.alike) == (2, None, False)


def test_unlike_units_are_never_added() -> None:
    sums = by_kind([line(3), line(2, "PAIR"), line(4)])
    assert [(s.sum.unit, s.sum.total, s.sum.lines) for s in sums] == [("PCS", 7, 2), ("PAIR", 2, 1)]


def test_kilograms_and_tonnes_stay_apart() -> None:
    assert len(by_kind([line(1000, "KG"), line(1, "T")])) == 2


def test_a_line_without_a_quantity_is_counted_not_zero() -> None:
    (found,) = by_kind([line(5), line(NOT_KNOWN), line(None)])
    assert (found.sum.total, found.sum.lines, found.sum.without_quantity) == (5, 3, 2)


def test_one_approximate_line_makes_the_sum_approximate() -> None:
    assert by_kind([line(5), line(1, about=True)])[0].sum.approximate


def test_a_unit_that_is_not_known_has_a_sum_of_its_own() -> None:
    assert [s.sum.unit for s in by_kind([line(5, NOT_KNOWN), line(5)])] == ["", "PCS"]


def test_lines_that_are_added_stand_together_in_order_of_appearance() -> None:
    goods = (line(1, "KG"), line(2, "PCS"), line(3, "KG"))
    assert [g.quantity for g in grouped_by_kind_and_unit(goods)] == [1, 3, 2]


def test_goods_of_an_area_are_counted_by_case() -> None:
    cases = [
        CaseStudy(enforcement_area="DRUGS", goods=(line(1, "KG"), line(2, "KG"))),
        CaseStudy(enforcement_area="DRUGS", goods=(line(NOT_KNOWN, "KG"),)),
        CaseStudy(enforcement_area="REV", goods=(line(NOT_KNOWN, "PCS"),)),
    ]
    rows = by_area(cases)
    assert [(r.area, r.unit, r.cases.value, r.without_quantity, r.total) for r in rows] == [
        ("DRUGS", "KG", 2, 1, Decimal(3)),
        ("REV", "PCS", 1, 1, None),
    ]


LINES = st.tuples(
    st.integers(0, 10**9),
    st.sampled_from(["PCS", "KG", "T"]),
    st.sampled_from(["MED", "TOB", "OTH", ""]),
)


@given(st.lists(LINES, max_size=30))
def test_no_quantity_is_lost_or_counted_twice_or_added_to_unlike_goods(
    entries: list[tuple[int, str, str]],
) -> None:
    sums = by_kind([line(number, unit, category=kind) for number, unit, kind in entries])
    assert sum(s.sum.lines for s in sums) == len(entries)
    for one in sums:
        own = [n for n, unit, kind in entries if (unit, kind) == (one.sum.unit, one.kind.category)]
        assert one.sum.total == sum(own)
