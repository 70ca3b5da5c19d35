"""Papers that documents are made for: their sizes, and which part of the plane is the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4
A4, LETTER = "A4", "Letter"
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, y upwards."""


@dataclass(frozen=True, slots=True)
class Paper:
    """In points. `above`: how much less there is above the grid than on A4; `below`: from the end
    of a page's body to the edge."""

    width: float
    height: float
    above: float
    below: float


PAPERS: Mapping[str, Paper] = {
    A4: Paper(210 * MM, 297 * MM, 0.0, 26 * MM),
    LETTER: Paper(612.0, 792.0, 7 * MM, 24 * MM),
}


def page_box(name: str) -> Box:
    """All pages are drawn in the grid of A4; another paper is another part of the plane (the page's
    MediaBox), with the grid in its middle."""
    paper, grid = PAPERS[name], PAPERS[A4]
    beside, top = (paper.width - grid.width) / 2, grid.height - paper.above
    return 0.0 - beside, top - paper.height, grid.width + beside, top
