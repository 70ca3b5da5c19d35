"""Fields that hold lines: goods, legs of a route, indicators, results, entries of a thread."""

from .input import LinesInput, LinesLook

__all__ = ["LinesInput", "LinesLook"]
