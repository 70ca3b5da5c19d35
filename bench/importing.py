"""Import of 10,000 cases; reading the same files beside openpyxl, calamine and csv."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

from rilo_desktop.exchange.ods_file import ods_content
from rilo_desktop.exchange.sandbox import content_of
from rilo_desktop.records import CaseStudy, fields_of
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldType
from rilo_desktop.records.snapshots import plain
from rilo_desktop.services.records import import_tables
from rilo_desktop.services.records.file_import import import_files

from .cases import many
from .measure import Line, in_turns, new_office, seconds
from .registers import register, write_register

CASES = int(os.environ.get("BENCH_CASES", 10_000))
ROUNDS = 3
LOOKED = 60 / 100_000
"""Seconds that a look at one row of an office's own table may take."""


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name, new_office() as session:
        folder = Path(name)
        path = folder / "cases.xlsx"
        write_workbook(path, many(CASES))
        first = seconds(lambda: import_files(session, [path]))
        again = seconds(lambda: import_files(session, [path]))
        size = path.stat().st_size / 1e6
        return [
            Line(
                f"import of {CASES:,} cases ({size:.1f} MB)",
                f"{first:.1f} s, {CASES / first:,.0f} a second",
            ),
            Line("the same again: nothing changes", f"{again:.1f} s"),
            _beside("the cases, read", path, by_openpyxl, 1.5),
            _beside("the cases, read", path, by_calamine),
            *_own_tables(session, folder),
        ]


def _own_tables(session: Any, folder: Path) -> list[Line]:
    """A register of as many rows, in each format, and what comes of it."""
    book = write_register(folder / "register.xlsx", CASES)
    text = write_register(folder / "register.csv", CASES)
    sheet = folder / "register.ods"
    _title, heads, *rows = register(CASES)
    sheet.write_bytes(ods_content("Register", heads, rows))
    took = seconds(lambda: import_tables.inspect(session, [book]))
    least = LOOKED * CASES
    return [
        _beside(f"{CASES:,} rows of a register, read", book, by_openpyxl, 1.5),
        _beside("  the same as .ods", sheet, by_calamine),
        _beside("  the same as .csv", text, by_csv),
        Line("  looked at, with questions", f"{took:.1f} s", f"{least:.1f} s", took / least, 1.0),
    ]


def _beside(
    what: str, path: Path, theirs: Callable[[Path], object], goal: float | None = None
) -> Line:
    """What the limited child gives of a file, beside a library in this process."""
    one, other, ratio = in_turns(lambda: content_of(path), lambda: theirs(path), ROUNDS)
    title = f"{what}, beside {theirs.__name__.removeprefix('by_')}"
    return Line(title, f"{one:.2f} s", f"{other:.2f} s", ratio, goal)


def by_openpyxl(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = sum(len(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets)
    book.close()
    return rows


def by_calamine(path: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def by_csv(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file:
        return len(list(csv.reader(file, delimiter=";")))


def write_workbook(path: Path, cases: list[CaseStudy]) -> None:
    """The workbook an office keeps, with these cases."""
    described = fields_of(CaseStudy)
    flat = {n: a for n, a in described.items() if a.type is not FieldType.LINES}
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        _sheet(book, "Cases", list(flat), ((c, None) for c in cases), flat)
        for name, about in described.items():
            if about.sheet and about.lines is not None:
                inner = fields_of(about.lines)
                pairs = ((line, case) for case in cases for line in getattr(case, name))
                _sheet(book, about.sheet, ["local_ref", *inner], pairs, inner)


def _sheet(book, title, names, things, described) -> None:  # type: ignore[no-untyped-def]
    sheet = book.add_worksheet(title)
    for column, name in enumerate(names):
        about = described.get(name)
        sheet.write_string(0, column, (about.column if about else "") or name)
    for row, (thing, owner) in enumerate(things, 1):
        for column, name in enumerate(names):
            holder = owner if owner is not None and name == "local_ref" else thing
            value = getattr(holder, name)
            if value is None or value is NOT_KNOWN or value == ():
                continue
            about = described.get(name)
            text = plain(about, value) if about else value
            if isinstance(text, list):
                text = "\n".join(text)
            if isinstance(text, bool):
                text = "yes" if text else "no"
            sheet.write_string(row, column, str(text))
