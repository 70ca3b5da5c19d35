"""The rows of an import as a coloured workbook, each with what becomes of it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .rejected_rows import CELL_CHARACTERS, SHEET_NAME, SOUND

COLOURS: Mapping[str, str] = {
    "new": "#FFFFFF",
    "changed": "#DCE6FB",
    "same": "#F0F0F0",
    "question": "#FCEFD5",
    "rejected": "#FBE3E3",
    "skipped": "#F7F7F7",
}
"""By outcome; the outcome stands beside the row in words too."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """`cells` as they stand; `marked`: {place of a cell: what is asked or said of it}."""

    number: int
    outcome: str
    said: str
    cells: Sequence[str]
    marked: Mapping[int, str] = field(default_factory=dict)
    reasons: str = ""


def preview_content(
    sheets: Mapping[str, Sequence[PreviewRow]], heads: tuple[str, str, str]
) -> bytes:
    """The content of the workbook. `heads` are those of the row, its outcome and its reasons.

    Every text is written as text, a formula too.
    """
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    bold = book.add_format({"bold": True})
    styles = {name: book.add_format({"bg_color": colour}) for name, colour in COLOURS.items()}
    strong = book.add_format({"bg_color": COLOURS["question"], "bold": True, "border": 1})
    used: set[str] = set()
    for name, rows in sheets.items():
        sheet = book.add_worksheet(_free(name, used))
        width = max((len(row.cells) for row in rows), default=0)
        for place, head in enumerate((heads[0], heads[1])):
            sheet.write_string(0, place, head, bold)
        sheet.write_string(0, width + 2, heads[2], bold)
        sheet.freeze_panes(1, 2)
        for at, row in enumerate(rows, 1):
            _write(sheet, at, row, width, styles[row.outcome], strong)
    if not sheets:
        book.add_worksheet()
    book.close()
    return content.getvalue()


def _write(sheet: Any, at: int, row: PreviewRow, width: int, style: Any, strong: Any) -> None:
    sheet.write_number(at, 0, row.number, style)
    sheet.write_string(at, 1, row.said, style)
    for place, text in enumerate(row.cells):
        marked = row.marked.get(place)
        sheet.write_string(at, place + 2, text[:CELL_CHARACTERS], strong if marked else style)
        if marked:
            sheet.write_comment(at, place + 2, marked[:2_000])
    sheet.write_string(at, width + 2, row.reasons[:CELL_CHARACTERS], style)


def _free(name: str, used: set[str]) -> str:
    """A name that a sheet of Excel may have, once."""
    plain = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:SHEET_NAME] or "1"
    found, number = plain, 1
    while found.casefold() in used:
        number += 1
        found = f"{plain[: SHEET_NAME - 4]} {number}"
    used.add(found.casefold())
    return found
