"""Signs of documents and window, around (0, 0): route stages, links, strength, status."""

from __future__ import annotations

from functools import cache

from .hatching import diagonals, dots, uprights
from .shapes import Circle, Colour, Line, Polygon, Rect, Shape, Text

RADIUS = 3.7
SQUARE = 7.6
BROKEN = (2.0, 1.6)
BOX = 7.2
PITCH = 8.5
STRENGTHS = ("weak", "moderate", "strong")


@cache
def stage_mark(role: str, named: bool = True) -> tuple[Shape, ...]:
    """Ring (origin, departure), ring with a bar (transit), square (detected), double ring."""
    if role == "seizure":
        return (Rect(-SQUARE / 2, -SQUARE / 2, SQUARE, SQUARE, fill=Colour.INK),)
    if not named:
        return (Circle(0, 0, RADIUS, fill=Colour.PAPER, line=1.1, dash=BROKEN),)
    ring = Circle(0, 0, RADIUS, fill=Colour.PAPER, line=1.3)
    if role == "transit":
        return (ring, Line(-2, 0, 2, 0, 1.2))
    if role == "destination":
        return (ring, Circle(0, 0, 1.6, line=1.1))
    return (ring,)


@cache
def arrow_head(direction: int = 1) -> tuple[Shape, ...]:
    """Its tip at (0, 0), pointing right (1) or left (-1)."""
    return (Polygon(((0, 0), (-6.0 * direction, -2.7), (-6.0 * direction, 2.7))),)


STEP = 11.0


@cache
def step_mark(number: int) -> tuple[Shape, ...]:
    """A number on a filled square, its top left corner at (0, 0)."""
    digit = Text(STEP / 2, STEP - 3.1, str(number), 7.6, True, Colour.PAPER, "middle")
    return (Rect(0, 0, STEP, STEP, fill=Colour.INK), digit)


@cache
def step_arrow(length: float) -> tuple[Shape, ...]:
    """From one step to the next, beside their squares: the line and its head."""
    y = STEP / 2
    head = Polygon(((length, y), (length - 6.0, y - 2.7), (length - 6.0, y + 2.7)))
    return (Line(0, y, length - 4.0, y, 0.9), head)


@cache
def link_mark(link: str) -> tuple[Shape, ...]:
    """Filled disc: primary; ring: contributory. Centre at (3.3, 0)."""
    if link == "primary":
        return (Circle(3.3, 0, 3.3, fill=Colour.INK, stroke=None),)
    return (Circle(3.3, 0, 2.8, line=1.2),)


@cache
def strength_mark(strength: str) -> tuple[Shape, ...]:
    """One to three filled squares of three, from x = 0; an unknown strength has broken outlines."""
    filled = STRENGTHS.index(strength) + 1 if strength in STRENGTHS else 0
    dash = () if filled else BROKEN
    return tuple(_box(n * PITCH, n < filled, dash) for n in range(3))


def _box(x: float, filled: bool, dash: tuple[float, ...] = ()) -> Shape:
    if filled:
        return Rect(x, -BOX / 2, BOX, BOX, fill=Colour.INK)
    return Rect(x + 0.4, -BOX / 2 + 0.4, BOX - 0.8, BOX - 0.8, stroke=Colour.INK, dash=dash)


def evidence_squares(primary: int, contributory: int) -> tuple[Shape, ...]:
    """One square for each linked case: filled led to the control, open supported it."""
    return tuple(_box(n * PITCH, n < primary) for n in range(primary + contributory))


@cache
def broken_square() -> tuple[Shape, ...]:
    return (_box(0, False, BROKEN),)


@cache
def practice_box(width: float, height: float) -> tuple[Shape, ...]:
    """A white box with a firm edge, beside the TLP label; the word stands in it."""
    edge = 1.2
    return (Rect(edge / 2, edge / 2, width - edge, height - edge, Colour.PAPER, Colour.INK, edge),)


@cache
def practice_band(width: float, height: float, gap: float) -> tuple[Shape, ...]:
    """Two hatched bars, one above the other, with a gap in the middle for a sentence: a mark that
    a grey copy keeps, and a copy of which one end was cut off."""
    bar = (height - gap) / 2
    shapes: list[Shape] = []
    for top in (0.0, height - bar):
        shapes += diagonals(0.4, top + 0.4, width - 0.8, bar - 0.8, Colour.INK)
        shapes.append(Rect(0.4, top + 0.4, width - 0.8, bar - 0.8, None, Colour.INK, 0.8))
    return tuple(shapes)


@cache
def diamond(filled: bool) -> tuple[Shape, ...]:
    fill = Colour.INK if filled else Colour.PAPER
    return (Polygon(((0, -5), (5, 0), (0, 5), (-5, 0)), fill=fill, stroke=Colour.INK, line=1.0),)


@cache
def status_box(status: str, width: float = 8.0, height: float = 8.0) -> tuple[Shape, ...]:
    """A filled area for a status, from (0, 0); told apart by texture before colour."""

    def outlined(fill: Colour | None, dash: tuple[float, ...] = ()) -> Rect:
        inset = 0.35
        return Rect(
            inset, inset, width - 2 * inset, height - 2 * inset, fill, Colour.INK, 0.7, dash
        )

    match status:
        case "completed":
            return (outlined(Colour.ACCENT),)
        case "in_progress":
            return (outlined(Colour.MID),)
        case "delayed":
            edge = Rect(0.35, 0.35, width - 0.7, height - 0.7, None, Colour.SIGNAL, 0.7)
            return (*diagonals(0.5, 0.5, width - 1, height - 1, Colour.SIGNAL), edge)
        case "carried_over":
            return (*uprights(0, 0.5, width, height - 1, Colour.INK), outlined(None))
        case "to_verify":
            half = Rect(0.35, 0.35, width / 2 - 0.35, height - 0.7, Colour.ACCENT)
            return (half, outlined(None))
        case "on_hold":
            return (*dots(0.6, 0.6, width - 1, height - 1, Colour.INK), outlined(None))
        case "cancelled":
            return (outlined(None), Line(0.5, height - 0.5, width - 0.5, 0.5, 0.8))
        case "not_started":
            return (outlined(None),)
    return (outlined(None, BROKEN),)
