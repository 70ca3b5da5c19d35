"""The rows of a picture with how much of each belongs to what is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .messages import Words
from .results import Cell, ChartData, PictureRow


def with_parts(picture: ChartData, parts: Sequence[Cell], words: Words) -> ChartData:
    """One part for each row; None where no part gives a figure."""
    rows = tuple(
        _with_part(row, part, words) for row, part in zip(picture.rows, parts, strict=True)
    )
    return replace(picture, rows=rows, heads=(*picture.heads, words.say.text("Marked")))


def _with_part(row: PictureRow, part: Cell, words: Words) -> PictureRow:
    shown = words.say.text("not known") if part is None else part
    figure = shown if isinstance(shown, str) else words.number(shown)
    spoken = words.say.text("{row}; of them marked: {part}", row=row.spoken, part=figure)
    return replace(row, cells=(*row.cells, part), spoken=spoken)
