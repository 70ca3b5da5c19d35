"""The answers to a form as a workbook: a sheet for each table, in the layout of KoBo's export."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from rilo_desktop.questions.answer_exports import AnswerTable, is_number

from .rejected_rows import CELL_CHARACTERS, SHEET_NAME, SOUND

_MADE = datetime(2000, 1, 1)
"""The same answers give the same bytes."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def answer_workbook(tables: Sequence[AnswerTable]) -> bytes:
    """Text is written as text, a formula too; what is longer than a cell holds is cut."""
    import xlsxwriter  # 34 ms, for what is seldom written

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})
    names: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.name, names))
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column[:CELL_CHARACTERS], bold)
        for number, row in enumerate(table.rows, 1):
            for place, column in enumerate(table.columns):
                cell = row.get(column, "")
                if is_number(cell):
                    sheet.write_number(number, place, float(cell))
                elif cell:
                    sheet.write_string(number, place, cell[:CELL_CHARACTERS])
        sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


def _sheet_name(name: str, used: set[str]) -> str:
    """The last part of a path, as long as a sheet's name may be; none twice."""
    short = _NOT_IN_NAMES.sub("_", name.rpartition("/")[2]).strip("'")[:SHEET_NAME] or "Sheet"
    found, number = short, 1
    while found.casefold() in used:
        number += 1
        tail = f"_{number}"
        found = short[: SHEET_NAME - len(tail)] + tail
    used.add(found.casefold())
    return found
