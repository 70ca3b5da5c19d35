"""Charts: from zero, in proportion, with a place for every amount, and mirrored without loss."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.drawing import (
    Bar,
    BarChart,
    Chart,
    Colour,
    Column,
    ColumnChart,
    Flow,
    FlowChart,
    Node,
    Polygon,
    Rect,
    Ruler,
    Span,
    Strip,
    Text,
    Tick,
    TimeChart,
    draw,
    mirrored,
)
from short_forms import examples

RULER = Ruler(12.0, lambda text, size, bold: len(text) * size * (0.6 if bold else 0.55))
amounts = st.floats(0.0, 1e9, allow_nan=False)


def bars_of(values: list[float]) -> BarChart:
    return BarChart(tuple(Bar(f"name {n}", v, f"{v:g}") for n, v in enumerate(values)))


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(amounts, min_size=1, max_size=20), st.floats(60, 2_000))
def test_bars_begin_at_zero_and_are_in_proportion(values: list[float], width: float) -> None:
    drawing = draw(bars_of(values), width, RULER)
    rects = [s for s in drawing.shapes if isinstance(s, Rect)]
    assert len({rect.x for rect in rects}) == 1
    longest = max(rect.width for rect in rects)
    for rect, value in zip(rects, values, strict=True):
        if value / (max(values) or 1) * longest > 1.5:
            assert rect.width == pytest.approx(longest * value / max(values))
        assert rect.width > 0 if value else rect.width == 0
    assert [spot.number for spot in drawing.spots] == list(range(len(values)))


def test_what_is_not_known_is_hollow_and_a_marked_part_is_written() -> None:
    chart = BarChart((Bar("Air", 8, "8", 3, "3"), Bar("Not known", 2, "2", missing=True)))
    drawing = draw(chart, 400, RULER)
    rects = [s for s in drawing.shapes if isinstance(s, Rect)]
    assert [rect.fill for rect in rects] == [Colour.MID, Colour.ACCENT, Colour.PAPER]
    assert rects[2].stroke is Colour.MID
    texts = [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert texts == ["Air", "8", "3", "Not known", "2"]


def test_long_names_are_cut_and_give_the_bars_their_room() -> None:
    chart = BarChart((Bar("a very long name " * 10, 1, "1"),))
    name = next(s for s in draw(chart, 300, RULER).shapes if isinstance(s, Text))
    assert name.text.endswith("…")
    assert RULER.width(name.text) <= 300 * 0.42


def test_each_strip_has_a_scale_of_its_own_from_zero() -> None:
    small = Strip("kg", (Column(0, 1.0, "1", 0), Column(11, 0.5, "0.5", 1)))
    large = Strip("pieces", (Column(3, 1_000_000.0, "1,000,000", 2, wide=6),))
    drawing = draw(ColumnChart(12, (Tick(0, "2024"),), (small, large)), 480, RULER)
    rects = [s for s in drawing.shapes if isinstance(s, Rect)]
    heights = [rect.height for rect in rects]
    assert heights == pytest.approx([heights[0], heights[0] / 2, heights[0]])
    assert rects[2].fill is Colour.PAPER  # what is less precise is hatched, not filled
    assert rects[2].width == pytest.approx(6 * 40, abs=2)
    assert {spot.number for spot in drawing.spots} == {0, 1, 2}
    assert {"kg", "pieces", "1", "1,000,000", "2024"} <= {
        s.text for s in drawing.shapes if isinstance(s, Text)
    }


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9), st.integers(1, 500)), min_size=1))
def test_bands_fill_their_nodes_and_names_keep_apart(found: list[tuple[int, int, int]]) -> None:
    flows = {(left, right): count for left, right, count in found}
    sides = []
    for end, size in ((0, 8), (1, 10)):
        sums = [sum(c for ends, c in flows.items() if ends[end] == n) for n in range(size)]
        sides.append(tuple(Node(f"n{n}", float(s), str(s)) for n, s in enumerate(sums)))
    chart = FlowChart(
        ("From", "To"),
        sides[0],
        sides[1],
        tuple(Flow(a, b, float(c), n) for n, ((a, b), c) in enumerate(flows.items())),
    )
    drawing = draw(chart, 640, RULER)
    bands = [s for s in drawing.shapes if isinstance(s, Polygon)]
    assert len(bands) == len(flows)
    assert {spot.number for spot in drawing.spots} == set(range(len(flows)))
    for side in ("end", "start"):
        names = sorted(
            s.y
            for s in drawing.shapes
            if isinstance(s, Text) and s.anchor == side and s.text.startswith("n")
        )
        assert all(b - a > RULER.size * 0.9 for a, b in itertools.pairwise(names))
    assert all(y <= drawing.height + 1 for band in bands for _, y in band.points)


def test_a_timeline_says_what_it_cannot_draw_and_hatches_what_moved() -> None:
    chart = TimeChart(
        date(2025, 1, 1),
        date(2026, 12, 31),
        date(2026, 6, 1),
        "Today",
        (
            Span("A", date(2025, 2, 1), date(2025, 9, 1), date(2026, 3, 1), 0.5, late=True),
            Span("B", None, None, None, words="no dates set"),
            Span("C", None, date(2026, 7, 1), None),
        ),
        ("T1", "T2", "T3", "T4"),
    )
    drawing = draw(chart, 700, RULER)
    texts = [s.text for s in drawing.shapes if isinstance(s, Text)]
    assert "no dates set" in texts
    assert "Today" in texts
    assert [text for text in texts if text[0] == "T" and text[1:].isdigit()] == [
        *("T2", "T3", "T4"),
        *("T2", "T3", "T4"),
    ]
    diamonds = [s for s in drawing.shapes if isinstance(s, Polygon)]
    assert [d.fill for d in diamonds] == [Colour.PAPER, Colour.SIGNAL, Colour.ACCENT]
    assert [spot.number for spot in drawing.spots] == [0, 1, 2]


CHARTS: list[Chart] = [
    bars_of([3, 1]),
    ColumnChart(12, (Tick(0, "2024"),), (Strip("kg", (Column(2, 5, "5", 0, 2, 3),)),)),
    FlowChart(("a", "b"), (Node("x", 1, "1"),), (Node("y", 1, "1"),), (Flow(0, 0, 1, 0, 1),)),
    TimeChart(
        date(2025, 1, 1),
        date(2025, 12, 31),
        date(2025, 5, 5),
        "Today",
        (Span("A", date(2025, 2, 1), date(2025, 9, 1), None),),
    ),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_mirrored_twice_is_the_same(chart: Chart) -> None:
    drawing = draw(chart, 500, RULER)
    turned = mirrored(drawing)
    assert turned != drawing
    again = mirrored(turned)
    assert [type(s) for s in again.shapes] == [type(s) for s in drawing.shapes]
    for one, other in zip(again.spots, drawing.spots, strict=True):
        assert (one.number, one.y) == (other.number, other.y)
        assert one.x == pytest.approx(other.x)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("width", [1.0, 40.0, 5_000.0])
def test_any_width_can_be_drawn(chart: Chart, width: float) -> None:
    drawing = draw(chart, width, RULER)
    assert drawing.height > 0
    assert all(r.width >= -2 and r.height >= 0 for r in drawing.shapes if isinstance(r, Rect))


def test_nothing_is_drawn_of_nothing() -> None:
    for chart in (BarChart(()), ColumnChart(1, (), ()), FlowChart(("a", "b"), (), (), ())):
        assert draw(chart, 300, RULER).spots == ()


@pytest.mark.parametrize("width", [300.0, 500.0, 2_000.0])
def test_names_of_a_flow_end_inside_the_drawing(width: float) -> None:
    """One that is too long ends in an ellipsis; one that has room is whole."""
    long = "China, Hong Kong Special Administrative Region"
    nodes = (Node(long, 3.0, "3"), Node("Chad", 1.0, "1"))
    chart = FlowChart(("From", "To"), nodes, nodes, (Flow(0, 0, 3.0, 0), Flow(1, 1, 1.0, 1)))
    drawing = draw(chart, width, RULER)
    texts = [shape for shape in drawing.shapes if isinstance(shape, Text)]
    for text in texts:
        wide = RULER.width(text.text, text.bold)
        left = text.x - wide if text.anchor == "end" else text.x
        assert left >= 0, text
        assert left + wide <= width, text
    names = [text.text for text in texts if text.text.startswith("China")]
    assert len(names) == 2
    assert (names == [long, long]) is (width == 2_000)
    assert sum(text.text == "Chad" for text in texts) == 2
