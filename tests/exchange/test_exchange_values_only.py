"""What only the second reader reads (.xlsb, and sheets our readers fail on): marked as values only,
and never a way around the limits of the child."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import hostile_files as make
import pytest
import xlsxwriter
from binary_workbooks import Cells, binary_workbook

from rilo_desktop.exchange.cells import Number
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.sandbox import Sheet, Workbook, content_of
from rilo_desktop.rules.findings import Refused

TABLE: Cells = {(0, 0): "No", (0, 1): "Qty", (1, 0): "A-1", (1, 1): 2.5}


def sheets(path: Path) -> dict[str, Sheet]:
    content = content_of(path)
    assert isinstance(content, Workbook)
    return {sheet.name: sheet for sheet in content.sheets}


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        content_of(path)
    (finding,) = caught.value.findings
    return finding.rule.removeprefix("exchange.")


@pytest.mark.parametrize("name", ["w.xlsb", "w.xlsx", "w.xls", "w.bin"])
def test_a_binary_workbook_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / name, {"Register": TABLE, "Old": {(2, 2): "x"}}, ["Old"])
    found = sheets(path)
    assert found["Register"].rows == ((1, ("No", "Qty")), (2, ("A-1", Number("2.5"))))
    assert found["Old"].rows == ((3, (None, None, "x")),)
    assert [(one.values_only, one.hidden) for one in found.values()] == [
        (True, False),
        (True, True),
    ]


def _with_sheet(path: Path, broken: bytes) -> Path:
    """A workbook of two sheets, the second of these bytes."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for name in ("First", "Second"):
        book.add_worksheet(name).write_row(0, 0, ["No", "Qty"])
    book.close()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, broken if part.endswith("sheet2.xml") else old.read(part))
    return path


def test_a_sheet_that_our_reader_fails_on_is_read_by_the_other(tmp_path: Path) -> None:
    rows = make.row(1, b"No", b"Qty") + b'<row r="2"><c r="A2" s="one"><v>5</v></c></row>'
    found = sheets(_with_sheet(tmp_path / "w.xlsx", make.HEAD + rows + make.TAIL))
    assert not found["First"].values_only
    assert found["Second"].values_only
    assert found["Second"].rows == ((1, ("No", "Qty")), (2, (Number("5"),)))


def test_a_sheet_that_no_reader_reads_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    rows = make.row(1, b"No", b"Qty") + b'<row r="2"><c r="??" s="one"><v>5</v></c></row>'
    path = _with_sheet(tmp_path / "w.xlsx", make.HEAD + rows + make.TAIL)
    found = sheets(path)
    assert [(one.name, one.unread, len(one.rows)) for one in found.values()] == [
        ("First", False, 1),
        ("Second", True, 0),
    ]


def test_a_layout_of_the_program_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    template = {(0, 0): "local_ref", (0, 1): "title", (1, 0): "CS-1", (1, 1): "A title"}
    path = binary_workbook(tmp_path / "w.xlsb", {"Cases": template})
    with pytest.raises(Refused) as caught:
        read(path)
    assert [found.rule for found in caught.value.findings] == ["exchange.not_all_read"]


@pytest.mark.parametrize("name", ["blank.xlsx", "blank.xlsb"])
def test_a_blank_workbook_is_called_blank(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith("b"):
        binary_workbook(path, {"Sheet1": {(0, 0): ""}})
    else:
        book = xlsxwriter.Workbook(path)
        book.add_worksheet()
        book.close()
    with pytest.raises(Refused) as caught:
        read(path)
    assert [found.rule for found in caught.value.findings] == ["exchange.blank"]


# What means harm


def test_a_cell_at_the_far_corner_fills_no_memory(tmp_path: Path) -> None:
    far = {(0, 0): "a", (1_048_575, 16_383): "b"}
    path = binary_workbook(tmp_path / "w.xlsb", {"S": far})
    assert refusal(path) in ("memory", "failed")


def test_columns_far_to_the_right_are_named(tmp_path: Path) -> None:
    assert refusal(binary_workbook(tmp_path / "w.xlsb", {"S": {(0, 0): "a", (0, 900): "b"}})) == (
        "columns"
    )


def test_rows_far_below_are_named(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "w.xlsb", {"S": {(0, 0): "a", (300_000, 0): "b"}})
    assert refusal(path) == "rows"


def test_a_binary_workbook_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "w.xlsb", {"S": TABLE})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet2.bin", bytes(30_000_000))
    assert refusal(path) == "ratio"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_binary_workbook_that_is_cut_off(cut: float, tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "w.xlsb", {"S": TABLE})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert refusal(path) == "damaged"


def test_records_that_promise_more_than_there_is(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "w.xlsb", {"S": TABLE})
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.bin"]
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content if content != sheet else sheet[:40] + b"\xff" * 40)
    assert refusal(path) in ("failed", "memory")


def test_a_document_type_in_a_part_of_a_binary_workbook(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "w.xlsb", {"S": TABLE})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/app.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert refusal(path) == "entities"
