"""Makes forms: sheets of rows as a workbook, or as the Markdown that pyxform reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from rilo_desktop.exchange import child_form
from rilo_desktop.exchange.child_budget import FORM_ERROR, Unread
from rilo_desktop.questions.definition import Definition, Item
from rilo_desktop.questions.form_errors import DefinitionError

Sheets = Mapping[str, Sequence[Sequence[str]]]


def workbook(path: Path, sheets: Sheets) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def markdown(sheets: Sheets) -> str:
    lines: list[str] = []
    for name, rows in sheets.items():
        lines.append(f"| {name} |")
        for row in rows:
            cells = (cell.replace("|", "\\|") for cell in row)
            lines.append(f"| | {' | '.join(cells)} |")
    return "\n".join(lines)


def survey(*rows: str, choices: Sequence[str] = (), settings: Sequence[str] = ()) -> Sheets:
    """Sheets of rows with `;` between cells; the first row of each names the columns."""
    found = {"survey": rows, "choices": choices, "settings": settings}
    return {
        name: [[cell.strip() for cell in row.split(";")] for row in given]
        for name, given in found.items()
        if given
    }


def read(sheets: Sheets, name: str = "") -> Definition:
    """In this process, as the child reads it. `name`: of the file. Raises Unread."""
    return child_form.read_form(markdown(sheets).encode(), name)


def item(definition: Definition, name: str) -> Item:
    return next(each for _, each in definition.walk() if each.name == name)


def reason(sheets: Sheets) -> str:
    """Why the child does not take a form."""
    with pytest.raises(Unread) as caught:
        read(sheets)
    return said(caught.value)


def said(unread: Unread) -> str:
    """In English, as it comes out of the child."""
    assert unread.code == FORM_ERROR
    return str(DefinitionError.of_data(json.loads(json.dumps(unread.values))))
