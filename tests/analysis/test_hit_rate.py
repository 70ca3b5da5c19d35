"""Hit rates against an independent computation of the Wilson range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.hit_rate import Z_95, HitRate, hit_rate
from rilo_desktop.records import Control


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_the_range_solve_the_equation_of_wilson(numbers: tuple[int, int]) -> None:
    """(p - rate)^2 = z^2 p (1 - p) / n at both ends."""
    finds, n = numbers
    made = HitRate(finds, n)
    assert 0 <= made.low <= made.rate <= made.high <= 1
    for end in (made.low, made.high):
        left, right = (end - made.rate) ** 2, Z_95**2 * end * (1 - end) / n
        assert left == pytest.approx(right, abs=1e-9)


def test_only_numbers_that_are_given_and_can_be_are_added() -> None:
    controls = [
        Control(id="a", indicator="i", member="FI", controls=100, finds=10),
        Control(id="b", indicator="i", member="SE", controls=20, finds=None),
        Control(id="c", indicator="i", member="FI", controls=5, finds=6),
        Control(id="d", indicator="i", member="SE", controls=50, finds=5),
    ]
    made = hit_rate(controls)
    assert made is not None
    assert (made.finds, made.controls, made.records, made.members) == (15, 150, ("a", "d"), 2)
    assert hit_rate(controls[1:3]) is None, "nothing counted is no rate of 0"
