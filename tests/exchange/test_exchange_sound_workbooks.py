"""Sound workbooks that are written otherwise than Excel writes them: each is read as the same."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import hostile_files as make
import pytest
import xlsxwriter

from rilo_desktop.exchange.cells import Day, Formula, Number
from rilo_desktop.exchange.sandbox import Sheet, Workbook, content_of

OLD = Path(__file__).parent.parent / "fixtures" / "workbooks" / "02_izyatiya_ru.xls"
XML = (".xml", ".rels")


def sheets(path: Path) -> dict[str, Sheet]:
    content = content_of(path)
    assert isinstance(content, Workbook)
    return {sheet.name: sheet for sheet in content.sheets}


@pytest.fixture
def usual(tmp_path: Path) -> Path:
    path = tmp_path / "usual.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Register")
    euros = book.add_format({"num_format": "#,##0 €"})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    struck = book.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, ["No", "Day", "Value", "Note", "Sum"])
    sheet.write_row(1, 0, ["A-1"])
    sheet.write_datetime(1, 1, date(2026, 3, 1), dated)
    sheet.write_number(1, 2, 570, euros)
    sheet.write_string(1, 3, "see http://purl.oclc.org/ooxml/main/ in it", struck)
    sheet.write_formula(1, 4, "=C2*2")
    sheet.write_comment(1, 0, "looked at twice")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.write_string(2, 0, "A-2")
    book.add_worksheet("Second").hide()
    book.close()
    return path


def rewritten(
    path: Path,
    content: Callable[[bytes], bytes] = lambda text: text,
    name: Callable[[str], str] = lambda name: name,
) -> Path:
    made = path.with_name("made.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(name(part), content(text) if part.endswith(XML) else text)
    return made


def strict(text: bytes) -> bytes:
    names = rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(?!.*content-types)"
    made = re.sub(names, rb"http://purl.oclc.org/ooxml/\1/", text)
    return made.replace(
        b"purl.oclc.org/ooxml/package/", b"schemas.openxmlformats.org/package/2006/"
    )


SPELLINGS = {
    "strict": lambda path: rewritten(path, strict),
    "lower case": lambda path: rewritten(path, name=str.lower),
    "dividers of Windows": lambda path: rewritten(path, name=lambda one: one.replace("/", "\\")),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_workbook_that_names_its_parts_otherwise(usual: Path, spelling: str) -> None:
    made = SPELLINGS[spelling](usual)
    assert made.read_bytes() != usual.read_bytes()
    expected = sheets(usual)
    assert sheets(made) == expected
    register = expected["Register"]
    assert register.rows[1][1] == (
        "A-1",
        Day("2026-03-01"),
        Number("570", "€"),
        "see http://purl.oclc.org/ooxml/main/ in it",
        Formula("=C2*2"),
    )
    assert register.notes == {(2, 0): "looked at twice"}
    assert register.struck == {(2, 3)}
    assert register.hidden_rows == {3}
    assert expected["Second"].hidden


def test_styles_that_are_named_and_not_there(tmp_path: Path) -> None:
    cells = b'<c r="A1" s="3" t="inlineStr"><is><t>No</t></is></c><c r="B1" s=""><v>5</v></c>'
    path = make.workbook(
        tmp_path / "w.xlsx", [make.HEAD, b'<row r="1">', cells, b"</row>", make.TAIL], "Sheet1"
    )
    assert sheets(path)["Sheet1"].rows == ((1, ("No", Number("5"))),)


def test_a_format_that_excel_knows_without_its_text(tmp_path: Path) -> None:
    content = bytearray(OLD.read_bytes())
    at = content.find(b"\xe0\x00\x14\x00")
    while at >= 0:  # each record of a style (XF): the number of its format
        struct.pack_into("<H", content, at + 6, 30)  # a date of East Asia
        at = content.find(b"\xe0\x00\x14\x00", at + 1)
    path = tmp_path / "old.xls"
    path.write_bytes(content)
    found, usual = sheets(path), sheets(OLD)
    assert {name: len(sheet.rows) for name, sheet in found.items()} == {
        name: len(sheet.rows) for name, sheet in usual.items()
    }
