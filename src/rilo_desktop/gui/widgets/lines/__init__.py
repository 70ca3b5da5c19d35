"""Fields that hold lines: goods, legs of a route, indicators, results, entries of a thread."""

from .entries import EntriesInput
from .input import LinesInput

__all__ = ["EntriesInput", "LinesInput"]
