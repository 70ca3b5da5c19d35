"""A list of 10,000 cases as a file, beside XlsxWriter, openpyxl and csv writing the same rows."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from decimal import Decimal

import openpyxl
import xlsxwriter

from rilo_desktop.services.office import ways_out
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.records import list_export, lists

from .measure import Line, in_turns, seconds
from .searching import filled

CASES = int(os.environ.get("BENCH_CASES", 10_000))
ROUNDS = 3
COLUMNS = (
    "reference", "local_ref", "title", "date", "reporting_country", "location_place", "conveyance",
    "summary", "goods", "route", "outcome_status", "tlp",
)  # fmt: skip
Rows = Sequence[Sequence[str | Decimal]]


def run() -> list[Line]:
    session = filled(CASES)
    asked = list_export.ListRequest(lists.Query("case-study"), COLUMNS, withhold=True)
    with going_out(session, ways_out.LIST) as out:
        took = seconds(lambda: list_export.list_table(out, asked))
        table = list_export.list_table(out, asked)
    assert len(table.rows) == CASES
    rows = [(table.above,), table.heads, *table.rows]
    cells = sum(map(len, rows))

    def beside(ending: str, theirs: Callable[[Rows], bytes], goal: float | None) -> Line:
        one, other, ratio = in_turns(
            lambda: list_export.file_content(table, f"list{ending}"), lambda: theirs(rows), ROUNDS
        )
        title = f"{ending}, beside {theirs.__name__.removeprefix('by_')}"
        return Line(f"  written as {title}", f"{one:.2f} s", f"{other:.2f} s", ratio, goal)

    one, other, ratio = in_turns(
        lambda: list_export.file_content(table, "list.ods"), lambda: by_xlsxwriter(rows), ROUNDS
    )
    return [
        Line(
            f"list of {CASES:,} cases ({cells:,} cells), read, guarded and put into words",
            f"{took:.1f} s",
        ),
        beside(".xlsx", by_xlsxwriter, 1.5),
        beside(".xlsx", by_openpyxl, 1.0),
        beside(".csv", by_csv, 2.0),
        Line(
            "  written as .ods, beside .xlsx by xlsxwriter",
            f"{one:.2f} s",
            f"{other:.2f} s",
            ratio,
            1.0,
        ),
    ]


def by_xlsxwriter(rows: Rows) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(at, place, float(cell))
                else:
                    sheet.write_string(at, place, cell)
    return content.getvalue()


def by_openpyxl(rows: Rows) -> bytes:
    content = io.BytesIO()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(content)
    return content.getvalue()


def by_csv(rows: Rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()
