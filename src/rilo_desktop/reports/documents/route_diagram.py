"""The route of a case, drawn: stages from left to right on the columns of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rilo_desktop.analysis.results import PlaceCode, RouteStage
from rilo_desktop.drawing import Line, Polygon, Shape, arrow_head, stage_mark

from ..engine.document_builder import Flow
from ..engine.labels import Wording
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import figure
from ..engine.styles import (
    COLUMNS,
    FULL_WIDTH,
    LABEL,
    LEFT,
    LIST_TEXT,
    RIGHT,
    STAGE,
    STAGE_MISSING,
    Style,
)
from ..engine.typesetting import set_text

CENTRE = 3.7
"""From a stage's left edge to the centre of its mark."""
JOIN, SPLIT = 30.0, 16.0
"""Where parallel lines meet, and part, before the next stage."""
MOST_STACKED = 6
IN_A_ROW = 5
ROW = 4
PLACE_LIMIT = 120
PLANNED = (2.6, 2.0)
LEG = 0.9
WRAPPED = 14.0
"""Room for the arrow that leaves one row and enters the next."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A stage on the page: its left edge and the heights of its marks."""

    stage: RouteStage
    x: float
    ys: tuple[float, ...]

    @property
    def stacked(self) -> bool:
        return len(self.ys) > 1


def route_slabs(flow: Flow, route: Sequence[RouteStage], conveyance: str) -> list[Slab]:
    """One slab for each row of stages. Texts that are too long go to `flow.moved()`."""
    edges = _edges(len(route))
    slabs = []
    for start in range(0, len(route), len(edges)):
        stages = route[start : start + len(edges)]
        first, last = start == 0, start + len(edges) >= len(route)
        slabs.append(_row(flow, stages, edges, conveyance, first, last))
    return slabs


def _edges(count: int) -> tuple[float, ...]:
    if count != IN_A_ROW:
        return COLUMNS
    return tuple(LEFT + n * FULL_WIDTH / IN_A_ROW for n in range(IN_A_ROW))


def _row(
    flow: Flow,
    stages: Sequence[RouteStage],
    edges: Sequence[float],
    conveyance: str,
    first: bool,
    last: bool,
) -> Slab:
    lines: list[Placed] = []
    labels = _leg_labels(flow.wording, stages, conveyance)
    above = max((_label_height(labels, n, edges) for n in range(len(stages))), default=0.0)
    top = above + 6.0
    drawn: list[_Drawn] = []
    bottom = top
    for n, stage in enumerate(stages):
        width = _text_width(stages, n, edges)
        ys, end = _texts(flow, stage, edges[n], width, top, lines)
        drawn.append(_Drawn(stage, edges[n], ys))
        bottom = max(bottom, end)
    shapes = [shape for one, two in pairwise(drawn) for shape in _leg(one, two)]
    shapes += _wrap(drawn, first, last)
    for n, label in enumerate(labels):
        lines += _leg_label(label, n, edges, top)
    marks: list[tuple[float, float, Sequence[Shape]]] = [(0.0, 0.0, shapes)]
    for one in drawn:
        for place, y in zip(one.stage.places, one.ys, strict=False):
            marks.append((one.x + CENTRE, y, stage_mark(one.stage.role, place.named)))
    return Slab(
        bottom + 5.0, pieces=[Piece(figure(_alt(flow.wording, stages, labels)), lines, marks)]
    )


def _alt(wording: Wording, stages: Sequence[RouteStage], labels: Sequence[str]) -> str:
    """ "Departure: China, Shenzhen; Detected here (Air): Germany, Leipzig; ..."."""
    parts = []
    for stage, label in zip(stages, labels, strict=True):
        role = role_word(wording, stage.role)
        places = ", ".join(_full_name(wording, place) for place in stage.places)
        parts.append(wording.say.labelled(f"{role} ({label})" if label else role, places))
    return wording.joined(parts)


def _text_width(stages: Sequence[RouteStage], n: int, edges: Sequence[float]) -> float:
    after = edges[n + 1] if n + 1 < len(edges) else RIGHT
    if len(stages[n].places) > 1 and n + 1 < len(stages):
        return after - edges[n] - JOIN - 5.0
    if n + 1 < len(stages) and len(stages[n + 1].places) > 1:
        return after - edges[n] - SPLIT - 5.0
    return after - edges[n] - 8.0


def _texts(
    flow: Flow, stage: RouteStage, x: float, width: float, top: float, lines: list[Placed]
) -> tuple[tuple[float, ...], float]:
    """Writes role, country and place under each mark; the heights of the marks, and the end."""
    wording = flow.wording
    shown, more = _shown(stage.places)
    ys: list[float] = []
    y = top
    for n, place in enumerate(shown):
        if n:
            y += 9.0
        ys.append(y)
        y += 5.6 if n == 0 else 6.6
        parts: list[tuple[str, Style]] = []
        if n == 0:
            parts.append((role_word(wording, stage.role), LABEL))
        parts.append(_country(wording, place))
        text = flow.fitting(wording.say.text("Place"), place.place, PLACE_LIMIT)
        parts.append((text, LIST_TEXT))
        y = _write(parts, x, width, y, lines)
    if more:
        names = wording.joined(_full_name(wording, place) for place in more)
        flow.fitting(wording.say.text("Further places"), names, 0)
        text = wording.say.plural("and {count} more", "and {count} more", len(more))
        y = _write([(text, LIST_TEXT)], x, width, y + 3.0, lines)
    return tuple(ys), y


def _shown(places: Sequence[PlaceCode]) -> tuple[Sequence[PlaceCode], Sequence[PlaceCode]]:
    """Up to six places, or five and the rest."""
    if len(places) <= MOST_STACKED:
        return places, ()
    return places[: MOST_STACKED - 1], places[MOST_STACKED - 1 :]


def _write(
    parts: Sequence[tuple[str, Style]], x: float, width: float, y: float, lines: list[Placed]
) -> float:
    for text, style in parts:
        for line in set_text(text, style, width):
            lines.append((x, y + line.style.baseline, line))
            y += line.style.leading
    return y


def role_word(wording: Wording, role: str) -> str:
    say = wording.say
    words = {
        "origin": say.text("Origin"),
        "departure": say.text("Departure"),
        "transit": say.text("Transit"),
        "seizure": say.text("Detected here"),
        "destination": say.text("Destination"),
    }
    return words.get(role) or (role or say.text("role not known"))


def _country(wording: Wording, place: PlaceCode) -> tuple[str, Style]:
    if place.named:
        return wording.label("country", place.country), STAGE
    return wording.say.text("country not named"), STAGE_MISSING


def _full_name(wording: Wording, place: PlaceCode) -> str:
    country = _country(wording, place)[0]
    return f"{country}, {place.place}" if place.place else country


# Lines between stages


def _leg(one: _Drawn, two: _Drawn) -> list[Shape]:
    """From all places of a stage to all places of the next; broken where it was only planned."""
    dash = () if two.stage.travelled else PLANNED
    start, end = one.x + 2 * CENTRE + 2.0, two.x - 1.6
    y = one.ys[0]
    shapes: list[Shape] = [Line(start, y, end - 4.0, y, LEG, dash=dash)]
    if one.stacked:
        meet = two.x - JOIN
        shapes += [Line(start, at, meet, at, LEG, dash=dash) for at in one.ys[1:]]
        shapes.append(Line(meet, y, meet, one.ys[-1], LEG, dash=dash))
    if two.stacked:
        part = two.x - SPLIT
        shapes += [Line(part, at, end - 4.0, at, LEG, dash=dash) for at in two.ys[1:]]
        shapes.append(Line(part, y, part, two.ys[-1], LEG, dash=dash))
    for at in two.ys:
        shapes += _moved(arrow_head(), end, at)
    return shapes


def _wrap(drawn: Sequence[_Drawn], first: bool, last: bool) -> list[Shape]:
    """The arrow that leaves a row at the right and enters the next at the left."""
    shapes: list[Shape] = []
    if not last:
        one = drawn[-1]
        y = one.ys[0]
        dash = PLANNED if _planned_after(one) else ()
        shapes.append(Line(one.x + 2 * CENTRE + 2.0, y, RIGHT - 4.0, y, LEG, dash=dash))
        shapes += _moved(arrow_head(), RIGHT, y)
    if not first:
        y = drawn[0].ys[0]
        dash = () if drawn[0].stage.travelled else PLANNED
        shapes.append(Line(LEFT - WRAPPED, y, LEFT - 5.6, y, LEG, dash=dash))
        shapes += _moved(arrow_head(), LEFT - 1.6, y)
    return shapes


def _planned_after(one: _Drawn) -> bool:
    return one.stage.detected or not one.stage.travelled


def _moved(shapes: Sequence[Shape], dx: float, dy: float) -> list[Shape]:
    return [
        Polygon(tuple((x + dx, y + dy) for x, y in shape.points), shape.fill)
        for shape in shapes
        if isinstance(shape, Polygon)
    ]


# What carried the goods


def _leg_labels(wording: Wording, stages: Sequence[RouteStage], conveyance: str) -> list[str]:
    """For each stage the conveyance of the leg that ends there, "" where none is named."""
    labels = []
    for n, stage in enumerate(stages):
        modes = list(dict.fromkeys(p.mode for p in stage.places if p.mode))
        words = ", ".join(wording.label("conveyance", mode) for mode in modes)
        if not words and stage.detected and stage.travelled:
            words = conveyance
        labels.append(words if n else "")
    return labels


def _label_height(labels: Sequence[str], n: int, edges: Sequence[float]) -> float:
    if not labels[n]:
        return 0.0
    return len(set_text(labels[n], LABEL, _label_width(n, edges))) * LABEL.leading


def _label_width(n: int, edges: Sequence[float]) -> float:
    return edges[n] - edges[n - 1] - 2 * CENTRE - 10.0


def _leg_label(label: str, n: int, edges: Sequence[float], top: float) -> list[Placed]:
    if not label:
        return []
    lines = set_text(label, LABEL, _label_width(n, edges))
    middle = (edges[n - 1] + 2 * CENTRE + edges[n]) / 2
    baseline = top - 4.6 - (len(lines) - 1) * LABEL.leading
    return [
        (middle - line.width / 2, baseline + k * LABEL.leading, line)
        for k, line in enumerate(lines)
    ]
