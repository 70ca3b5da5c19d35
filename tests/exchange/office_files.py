"""Workbooks as an office keeps them, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import xlsxwriter

from rilo_desktop.language import catalogue
from rilo_desktop.rules.findings import Finding, Message

Rows = Sequence[Sequence[Any]]

ASSETS = Path(str(resources.files("rilo_desktop.assets")))
TEMPLATE = ASSETS / "sample" / "cases_template.xlsx"
CASES = ASSETS / "sample" / "cases.json"


def office_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook of these sheets, each a list of rows with the names of the columns first.

    A text that begins with "=" is written as a formula, a datetime as a date.
    """
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(y, x, value, dated)
                elif isinstance(value, str) and not value.startswith("="):
                    sheet.write_string(y, x, value)
                elif value is not None:
                    sheet.write(y, x, float(value) if isinstance(value, Decimal) else value)
    book.close()
    return path


def one_case(path: Path, **cells: Any) -> Path:
    """A workbook of one case, CS-1, with these cells."""
    given = {"local_ref": "CS-1", "title": "A title", **cells}
    return office_workbook(path, {"Cases": [list(given), list(given.values())]})


def said(finding: Finding) -> str:
    """The sentence in English, as a service would say it."""
    values = {
        name: value.text if isinstance(value, Message) else value
        for name, value in finding.values.items()
    }
    return catalogue("en").text(finding.message, **values)
