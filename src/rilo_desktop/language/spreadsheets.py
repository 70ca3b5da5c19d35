"""What a spreadsheet takes for a formula, wherever rows leave as text: CSV, the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the full-width forms, which Excel takes for the others in some languages."""


def harmless(text: str) -> str:
    """The text; where a spreadsheet would reckon with it, behind an apostrophe.

    Spaces and invisible signs before it are looked through, as a spreadsheet may do; apostrophes
    too, so that `plain_text` takes off no other than its own.
    """
    if text[:1].isalnum():  # most are: nothing that a formula begins with
        return text
    begins = text.lstrip(" \xa0\u200b\ufeff\0'").startswith(_BEGINNINGS)
    return f"'{text}" if begins else text


def plain_text(text: str) -> str:
    """The text of which `harmless` made this one."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def csv_table(heads: Sequence[str], rows: Iterable[Sequence[str | Decimal]]) -> bytes:
    """UTF-8 with a head and CRLF, as RFC 4180 has it. Every text is harmless, numbers are plain."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(
        [harmless(cell) if isinstance(cell, str) else f"{cell:f}" for cell in row] for row in rows
    )
    return file.getvalue().encode("utf-8")
