"""Signs that must be told apart without colour, and textures that stay inside their rectangle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.drawing import (
    Circle,
    Colour,
    Line,
    Rect,
    diagonals,
    evidence_squares,
    link_mark,
    stage_mark,
    status_box,
    strength_mark,
)

STATUSES = (
    "completed",
    "in_progress",
    "delayed",
    "not_started",
    "on_hold",
    "carried_over",
    "cancelled",
    "",
)
ROLES = ("origin", "transit", "seizure", "destination")


def without_colour(shape: object) -> str:
    """Colours but the difference of dark, middle and light taken out."""
    grey = {Colour.SIGNAL: Colour.INK, Colour.GREY: Colour.INK}
    text = repr(shape)
    for one, other in grey.items():
        text = text.replace(repr(one), repr(other))
    return text


def test_every_status_has_a_texture_of_its_own_in_grey() -> None:
    seen = {tuple(map(without_colour, status_box(status))) for status in STATUSES}
    assert len(seen) == len(STATUSES)


def test_every_stage_has_a_mark_of_its_own() -> None:
    assert len({stage_mark(role) for role in ROLES}) == len(ROLES)
    assert stage_mark("origin", named=False) != stage_mark("origin")


def test_a_detection_is_drawn_as_such_even_where_its_country_is_not_named() -> None:
    assert stage_mark("seizure", named=False) == stage_mark("seizure")


def test_links_and_strengths_are_told_apart() -> None:
    assert link_mark("primary") != link_mark("contributory")
    filled = [
        sum(isinstance(s, Rect) and s.fill is not None for s in strength_mark(strength))
        for strength in ("weak", "moderate", "strong", "")
    ]
    assert filled == [1, 2, 3, 0]


def test_one_square_for_each_linked_case() -> None:
    squares = evidence_squares(2, 3)
    assert [isinstance(s, Rect) and s.fill is not None for s in squares] == [True] * 2 + [False] * 3


@given(st.floats(0, 200), st.floats(0, 40))
def test_hatching_stays_inside(width: float, height: float) -> None:
    for line in diagonals(5, 7, width, height, Colour.SIGNAL):
        assert isinstance(line, Line)
        assert 5 - 1e-6 <= min(line.x1, line.x2) <= max(line.x1, line.x2) <= 5 + width + 1e-6
        assert 7 - 1e-6 <= min(line.y1, line.y2) <= max(line.y1, line.y2) <= 7 + height + 1e-6


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_box_stays_in_its_place(status: str) -> None:
    for shape in status_box(status, 30, 8):
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= 30
        if isinstance(shape, Circle):
            assert shape.radius <= shape.x <= 30 - shape.radius
