"""Figures: every counted number of a document as one object, for pages, window and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .figure import NO_EARLIER, Earlier, Figure, Figures
from .inputs import FigureInput
from .progress import progress_figures, quality_figures, trade_figures

__all__ = ["COMPUTED", "NO_EARLIER", "Earlier", "Figure", "FigureInput", "Figures"]

COMPUTED: Mapping[str, Callable[[FigureInput], Figures]] = {
    "progress": progress_figures,
    "quality": quality_figures,
    "trade": trade_figures,
}
"""By the key in `DocumentSpec.figures`."""
