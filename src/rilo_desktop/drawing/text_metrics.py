"""How long texts are: window and paper each measure with their own letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Ruler:
    """`size` of the labels of a drawing; `measure(text, size, bold)` gives a width."""

    size: float
    measure: Callable[[str, float, bool], float]

    def width(self, text: str, bold: bool = False) -> float:
        return self.measure(text, self.size, bold)

    def shortened(self, text: str, room: float, bold: bool = False) -> str:
        """The text, cut with an ellipsis where it is longer than the room."""
        if self.width(text, bold) <= room:
            return text
        kept, cut = 0, len(text)
        while kept < cut:
            middle = (kept + cut + 1) // 2
            if self.width(text[:middle].rstrip() + ELLIPSIS, bold) <= room:
                kept = middle
            else:
                cut = middle - 1
        return text[:kept].rstrip() + ELLIPSIS
