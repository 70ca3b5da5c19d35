# mypy: disable-error-code="call-arg,arg-type,misc"
"""Results of operations: unlike units and unlike goods are never added."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.activities import (
    ActivityFacts,
    is_carried_over,
    request_state,
    result_sums,
)
from rilo_desktop.records import NOT_KNOWN, OperationResult

TODAY = date(2025, 12, 31)


def _line(goods: str, quantity: object, unit: object = "PCS", **more: object) -> OperationResult:
    values = {"commodity": "UNSAFE", "seizures": 1, **more}
    return OperationResult(goods=goods, quantity=quantity, unit=unit, **values)


def test_only_like_units_of_like_goods_are_added() -> None:
    found = result_sums(
        [
            _line("Toys", Decimal(5), member="JP"),
            _line("chargers", Decimal(7)),
            _line("toys ", Decimal(2), member="FR", approximate=True),
            _line("toys", Decimal(2), "KG", seizures=None),
            _line("toys", Decimal(9), commodity="IPR_GOODS"),
            _line("toys", NOT_KNOWN),
        ]
    )
    assert [(s.commodity, s.goods, s.unit, s.quantity, s.seizures) for s in found] == [
        ("UNSAFE", "Toys", "PCS", Decimal(7), 3),
        ("UNSAFE", "Toys", "KG", Decimal(2), None),
        ("UNSAFE", "chargers", "PCS", Decimal(7), 1),
        ("IPR_GOODS", "toys", "PCS", Decimal(9), 1),
    ]
    assert found[0].members == ("FR", "JP")
    assert (found[0].lines, found[0].without_quantity, found[0].approximate) == (3, 1, True)


def test_no_quantity_is_not_nought() -> None:
    (found,) = result_sums([_line("toys", None, None, seizures=None)])
    assert (found.quantity, found.seizures) == (None, None)
    (found,) = result_sums([_line("toys", Decimal(0), seizures=0)])
    assert (found.quantity, found.seizures) == (Decimal(0), 0)


LINES = st.lists(
    st.builds(
        _line,
        st.sampled_from(["toys", "TOYS", "pens"]),
        st.one_of(st.none(), st.decimals(0, 1000, places=2)),
        st.sampled_from(["PCS", "KG"]),
        commodity=st.sampled_from(["UNSAFE", "IPR_GOODS"]),
        seizures=st.one_of(st.none(), st.integers(0, 9)),
    )
)


@given(LINES)
def test_nothing_is_lost_and_nothing_counted_twice(lines: list[OperationResult]) -> None:
    found = result_sums(lines)
    assert sum(one.lines for one in found) == len(lines)
    assert len({(s.commodity, s.goods.casefold(), s.unit) for s in found}) == len(found)
    for unit in ("PCS", "KG"):
        expected = [line.quantity for line in lines if line.unit == unit and line.quantity]
        assert sum((s.quantity or 0) for s in found if s.unit == unit) == sum(expected)
    assert sum(s.seizures or 0 for s in found) == sum(line.seizures or 0 for line in lines)


@pytest.mark.parametrize(
    ("due", "basis", "answered", "state"),
    [
        ("2025-03-04", "agreed", "2025-03-04", "on_time"),
        ("2025-03-04", "asked", "2025-03-12", "late"),
        ("2025-03-04", "own_aim", "2025-03-12", "answered"),
        ("2025-03-04", "", "2025-03-12", "answered"),
        ("", "", "2025-03-12", "answered"),
        ("2025-12-12", "agreed", "", "overdue"),
        ("2025-12-12", "own_aim", "", "open"),
        ("2026-01-16", "agreed", "", "open"),
        ("", "", "", "open"),
    ],
)
def test_only_a_day_that_binds_makes_a_request_late(
    due: str, basis: str, answered: str, state: str
) -> None:
    fact = ActivityFacts(1, "request", due=due, due_basis=basis, answered=answered)
    assert request_state(fact, TODAY) == state


def test_a_request_of_an_earlier_year_is_carried_over() -> None:
    assert is_carried_over(ActivityFacts(1, "request", received="2024-12-30"), 2025)
    assert not is_carried_over(ActivityFacts(1, "request", received="2025-01-01"), 2025)
    assert not is_carried_over(ActivityFacts(1, "operation", start="2024-12-30"), 2025)
