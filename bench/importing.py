"""Import of 10,000 cases from a workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path

import xlsxwriter

from rilo_desktop.records import CaseStudy, fields_of
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldType
from rilo_desktop.records.snapshots import plain
from rilo_desktop.services.records.file_import import import_files

from .cases import many
from .measure import Line, new_office, seconds

CASES = 10_000


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder, new_office() as session:
        path = Path(folder) / "cases.xlsx"
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
    ]


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
