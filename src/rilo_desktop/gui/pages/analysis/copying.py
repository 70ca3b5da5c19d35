"""The rows behind a picture for the clipboard: exact numbers, for a spreadsheet or a text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QMimeData

from rilo_desktop.analysis.results import Cell, ChartData, PictureRow
from rilo_desktop.language.spreadsheets import harmless

from ...widgets.clipboard import copy


def copy_rows(picture: ChartData, rows: Sequence[PictureRow]) -> None:
    """As text with tabs, which spreadsheets take apart by themselves, and as CSV."""
    lines = [list(picture.heads), *([written(cell) for cell in row.cells] for row in rows)]
    data = QMimeData()
    data.setText(_table(lines, "\t"))
    data.setData("text/csv", _table(lines, ",").encode("utf-8"))
    copy(data)


def written(cell: Cell) -> str:
    """A number with a point and nothing between its digits; no text that is taken for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, int):
        return str(cell)
    return harmless(" ".join(cell.split()))


def _table(lines: Sequence[Sequence[str]], between: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=between, lineterminator="\n").writerows(lines)
    return out.getvalue()
