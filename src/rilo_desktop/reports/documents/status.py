"""The status bar: how many items stand where, told apart by texture, word and figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from rilo_desktop.analysis.plan import State
from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Circle, Colour, Line, Rect, Shape, status_box

from ..engine.labels import Wording
from ..engine.layout_blocks import Piece, Placed, Slab
from ..engine.structure import ARTIFACT, Element, Role
from ..engine.styles import (
    CONTENTS_KEY,
    FULL_WIDTH,
    LEFT,
    LIST_GREY,
    Style,
)
from ..engine.typesetting import set_line, set_text

BAR = 20.0
GAP = 1.2
ROOM = 6.0
"""Between the word of a status and the next one."""
COUNT = Style(CONTENTS_KEY.weight, 10.6, 16.0)
COUNT_SIGNAL = Style(CONTENTS_KEY.weight, 10.6, 16.0, Colour.SIGNAL)


def status_word(wording: Wording, status: str) -> str:
    return wording.label("action_status", status) if status else wording.say.text("Not known")


IN_ORDER = (
    State.LATE,
    State.TO_VERIFY,
    State.DONE,
    State.IN_PROGRESS,
    State.NOT_STARTED,
    State.ON_HOLD,
    State.CARRIED_OVER,
    State.CANCELLED,
    State.UNKNOWN,
)
"""The order of need."""
STATE_BOXES = {
    State.LATE: "delayed",
    State.DONE: "completed",
    State.UNKNOWN: "",
}
"""Boxes of the states that are no status of a record; the others have their own."""


def state_box(state: State) -> str:
    return STATE_BOXES.get(state, state.value)


def state_bar(
    wording: Wording, counts: Sequence[Count], word: Callable[[Wording, State], str]
) -> list[Slab]:
    """Of counts by state. Count above, word below; lengths in proportion, but wide enough for their
    word."""
    if not counts:
        return []
    states = [State(count.code) for count in counts]
    words = [word(wording, state) for state in states]
    pieces: list[Piece] = []
    within = Element(Role.LIST)
    x, foot = LEFT, 0.0
    widths = _widths(counts, words)
    for count, state, own, width in zip(counts, states, words, widths, strict=True):
        style = COUNT_SIGNAL if state is State.LATE else COUNT
        (figure,) = set_text(str(count.value), style, 200)
        pieces.append(
            Piece(ARTIFACT, marks=[(x, 18.0, status_box(state_box(state), width - GAP, BAR))])
        )
        y, lines = 18.0 + BAR + 2.0, list[Placed]()
        for line in set_text(own, LIST_GREY, width - GAP - 2):
            lines.append((x, y + line.style.baseline, line))
            y += line.style.leading
        item = Element(Role.ITEM, within)
        pieces.append(Piece(Element(Role.LABEL, item), lines))
        body = Element(Role.BODY, item, counts=(count,))
        pieces.append(Piece(body, [(x, style.baseline, figure)]))
        foot = max(foot, y)
        x += width
    return [Slab(foot + 4.0, pieces=pieces)]


def _widths(counts: Sequence[Count], names: Sequence[str]) -> list[float]:
    """In proportion to the counts; parts too narrow for their word take from the wide ones."""
    total = sum(count.value for count in counts)
    widths = [FULL_WIDTH * count.value / total for count in counts]
    words = [set_line(name, LIST_GREY).width for name in names]
    needed = [min(word + ROOM, FULL_WIDTH / len(counts)) for word in words]
    lack = sum(max(0.0, need - w) for w, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, w - need) for w, need in zip(widths, needed, strict=True))
    share = lack / spare if spare else 0.0
    return [
        need if w < need else w - (w - need) * share for w, need in zip(widths, needed, strict=True)
    ]


def state_mark(state: State) -> tuple[Shape, ...]:
    return status_mark(state_box(state))


@cache
def status_mark(status: str) -> tuple[Shape, ...]:
    """The box of a status beside its word, its middle at y = 0."""
    return tuple(_raised(shape, 4.0) for shape in status_box(status))


def _raised(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, y1=shape.y1 - by, y2=shape.y2 - by)
    if isinstance(shape, Rect | Circle):
        return replace(shape, y=shape.y - by)
    return shape
