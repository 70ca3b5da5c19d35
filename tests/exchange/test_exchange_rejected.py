# mypy: disable-error-code="dict-item"
"""Skipped rows go back as a workbook that can be mended and imported again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from office_files import CASES, TEMPLATE, office_workbook, one_case, said

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.rejected_rows import rejected_content

CASE = [["local_ref", "title", "value_total"], ["CS-1", "First", -1], ["CS-2", "Second", 2]]


def reasons(row: ImportRow) -> list[str]:
    return [said(finding) for finding in row.findings]


def test_rows_come_back_with_their_lines_and_reasons(tmp_path: Path) -> None:
    goods = [["local_ref", "description"], ["CS-1", "shoes"], ["CS-9", "hats"]]
    reading = read(office_workbook(tmp_path / "o.xlsx", {"Cases": CASE, "Goods": goods}))
    path = tmp_path / "rejected.xlsx"
    path.write_bytes(rejected_content([row for row in reading.rows if row.blocked], reasons))
    book = openpyxl.load_workbook(path)
    assert list(book["Cases"].values) == [
        ("local_ref", "title", "value_total", "Reasons"),
        ("CS-1", "First", -1, "Value of all goods is negative (-1): enter zero or more."),
    ]
    first, second = list(book["Goods"].values)[1:]
    assert first == ("CS-1", "shoes", None)
    assert second[:2] == ("CS-9", "hats")
    assert "CS-9" in second[2]
    again = read(path)
    assert [finding.rule for finding in again.findings] == []
    assert [row.local_ref for row in again.rows] == ["CS-1", "CS-9"]


def test_a_formula_goes_back_as_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://evil.invalid","x")'
    reading = read(one_case(tmp_path / "o.xlsx", title=formula, summary=formula, date="never"))
    path = tmp_path / "rejected.xlsx"
    path.write_bytes(rejected_content(reading.rows, reasons))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet.lower()
    (row,) = read(path).rows
    assert row.values["summary"] == formula
    assert [finding.rule for finding in row.findings] == ["dates.impossible"]


def test_a_text_longer_than_a_cell_is_left_out_and_named(tmp_path: Path) -> None:
    import hostile_files as make

    source = make.cases(tmp_path / "o.xlsx", make.row(2, b"CS-1", b"t", b"long " * 30_000))
    path = tmp_path / "rejected.xlsx"
    path.write_bytes(rejected_content(read(source).rows, reasons))
    (_, row) = openpyxl.load_workbook(path)["Cases"].values
    assert row[:3] == ("CS-1", "t", None)
    assert "summary" in row[3]
    assert "150000" in row[3]


def test_the_sample_goes_through_the_workbook_and_back_unchanged(tmp_path: Path) -> None:
    for source in (TEMPLATE, CASES):
        reading = read(source)
        path = tmp_path / f"{source.stem}.xlsx"
        path.write_bytes(rejected_content(reading.rows, lambda _row: ["Nothing is wrong."]))
        again = read(path)
        assert [row.values for row in again.rows] == [row.values for row in reading.rows]
        assert list(again.all_findings()) == []
