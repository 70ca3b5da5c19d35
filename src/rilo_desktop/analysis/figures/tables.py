"""The figures of a document as two tables: the numbers, and the records behind them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from rilo_desktop.records.snapshots import decimal_text

from .figure import Figures

FIGURES, ROWS = "figures.csv", "figure_rows.csv"


def tables(figures: Figures, text: Callable[[str], str]) -> Mapping[str, bytes]:
    """File name -> UTF-8 with a head and CRLF, as RFC 4180 has it; an empty value is not known.

    `text` gives a message in the language of the document.
    """
    numbers = [
        (
            one.figure,
            _plain(one.key),
            "" if one.value is None else decimal_text(one.value),
            one.unit,
            str(one.base),
            text(one.rule),
        )
        for one in figures
    ]
    rows = [
        (one.figure, _plain(one.key), _plain(record)) for one in figures for record in one.records
    ]
    return {
        FIGURES: _csv(("figure", "key", "value", "unit", "base", "rule"), numbers),
        ROWS: _csv(("figure", "key", "record"), rows),
    }


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return file.getvalue().encode("utf-8")


def _plain(cell: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
