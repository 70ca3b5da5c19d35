# mypy: disable-error-code="arg-type, dict-item"
"""Findings about rows of a workbook: they name sheet, row and field, and say what to do."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from office_files import office_workbook, one_case, said

from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.values import Unfit, value_of
from rilo_desktop.records import NOT_KNOWN, CaseStudy, fields_of
from rilo_desktop.rules.findings import Finding, Refused
from rilo_desktop.vocabularies.lists import Item, OfficeLists

CASE = [["local_ref", "title"], ["CS-1", "First"], ["CS-2", "Second"]]


def only(path: Path) -> Finding:
    (finding,) = read(path).all_findings()
    return finding


@pytest.mark.parametrize(
    ("column", "written", "expected"),
    [
        ("reporting_country", "Allemagne", "DE"),
        ("reporting_country", "ألمانيا", "DE"),
        ("reporting_country", "fr", "FR"),
        ("reporting_country", "USA", "US"),
        ("reporting_country", "UK", "GB"),
        ("reporting_country", "NA", "NA"),
        ("reporting_country", "n/a", NOT_KNOWN),
        ("tlp", "TLP:GREEN", "GREEN"),
        ("commodity", "IPR-infringing goods", "IPR_GOODS"),
        ("detection_equipment", "rayons X ou scanner; DOG", ("XRAY", "DOG")),
        ("date", "25.11.2025", "2025-11-25"),
        ("date", "1er mars 2024", "2024-03-01"),
        ("value_total", "1 234,5", Decimal("1234.5")),
        ("value_total", "1.234", Decimal("1.234")),
        ("value_total", "?", NOT_KNOWN),
    ],
)
def test_a_cell_as_an_office_writes_it(
    column: str, written: str, expected: object, tmp_path: Path
) -> None:
    path = one_case(tmp_path / "office.xlsx", **{column: written})
    (row,) = read(path).rows
    assert row.findings == ()
    assert row.values[column] == expected


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("commodity", "NONSENSE", "codes.unknown"),
        ("reporting_country", "XX", "codes.unknown"),
        ("detection_equipment", "XRAY\nCAT", "codes.unknown"),
        ("date", "2026-02-30", "dates.impossible"),
        ("date", "last week", "dates.impossible"),
        ("date", "2026-13", "dates.impossible"),
        ("date", datetime(2026, 2, 3, 14, 30), "exchange.time_of_day"),
        ("value_total", -5, "structure.negative"),
        ("value_total", "many", "exchange.not_a_number"),
        ("value_total", "1,500", "exchange.not_a_number"),
        ("value_total", "~500", "exchange.not_a_number"),
        ("date", "03/04/2024", "dates.impossible"),
        ("reporting_country", "Chinne", "codes.unknown"),
        ("reporting_country", "Congo", "codes.unknown"),
        ("value_total", "=1+1", "exchange.formula"),
        ("value_total", True, "exchange.not_a_number"),
        ("consignments", 1.5, "exchange.not_whole"),
        ("consignments", "1e3", "exchange.not_a_number"),
        ("member_unnamed", "perhaps", "exchange.not_yes_no"),
        ("location_place", "x" * 30_000, "structure.too_long"),
        ("title", None, "exchange.no_title"),
        ("local_ref", "x" * 200, "structure.too_long"),
    ],
)
def test_a_cell_that_is_no_value(column: str, value: object, rule: str, tmp_path: Path) -> None:
    path = one_case(tmp_path / "office.xlsx", **{column: value})
    (row,) = read(path).rows
    (finding,) = row.findings
    assert finding.rule == rule
    assert finding.blocks
    assert not finding.justifiable
    place = finding.place
    assert (place.file, place.sheet, place.row) == ("office.xlsx", "Cases", 2)
    assert (place.field, place.kind) == (column, "case-study")
    assert place.label
    assert said(finding).endswith((".", "?"))
    assert len(said(finding)) < 300
    if column not in ("title", "local_ref"):
        assert column not in row.values


def test_a_code_that_was_read_is_a_code_of_its_list_only() -> None:
    about = fields_of(CaseStudy)["commodity"]
    lists = OfficeLists()
    lists.change({"commodity": {"AP-X": Item("AP-X", {"en": "X"}, office="AP")}})
    for _ in range(2):
        with lists.in_use():
            assert value_of(about, "AP-X") == ("AP-X", ())
        with pytest.raises(Unfit):
            value_of(about, "AP-X")


def test_a_code_that_is_nearly_right_is_named(tmp_path: Path) -> None:
    finding = only(one_case(tmp_path / "office.xlsx", commodity="medicl"))
    assert finding.values["near"] == "MEDICAL"


def test_a_negative_quantity_names_the_row_of_its_own_sheet(tmp_path: Path) -> None:
    goods = [["local_ref", "line", "quantity"], ["CS-2", 2, -3], ["CS-2", 1, 4]]
    path = office_workbook(tmp_path / "office.xlsx", {"Cases": CASE, "Goods": goods})
    finding = only(path)
    place = finding.place
    assert (place.sheet, place.row, place.field) == ("Goods", 2, "goods.2.quantity")
    assert (place.reference, place.section) == ("CS-2", "goods")
    assert [row.blocked for row in read(path).rows] == [False, True]


def test_a_hundred_thousand_characters_are_kept_or_refused_but_never_cut(tmp_path: Path) -> None:
    import hostile_files as make

    text = b"word " * 20_000
    fits = make.cases(tmp_path / "fits.xlsx", make.row(2, b"CS-1", b"t", text))
    (row,) = read(fits).rows
    assert row.values["summary"] == text.decode()
    over = make.cases(tmp_path / "over.xlsx", make.row(2, b"CS-1", b"t", text + b"x"))
    (row,) = read(over).rows
    (finding,) = row.findings
    assert (finding.rule, finding.values["length"]) == ("structure.too_long", 100_001)
    assert "summary" not in row.values


def test_a_line_without_its_record_is_a_row_of_its_own(tmp_path: Path) -> None:
    goods = [["local_ref", "description"], ["CS-1", "shoes"], ["CS-9", "hats"], [None, "bags"]]
    reading = read(office_workbook(tmp_path / "o.xlsx", {"Cases": CASE, "Goods": goods}))
    strays = [row for row in reading.rows if row.blocked]
    assert [(row.sheet, row.row, row.values) for row in strays] == [
        ("Goods", 3, {}),
        ("Goods", 4, {}),
    ]
    assert "CS-9" in said(strays[0].findings[0])
    assert [row.local_ref for row in reading.rows if not row.blocked] == ["CS-1", "CS-2"]


def test_the_same_number_twice_blocks_both_rows(tmp_path: Path) -> None:
    rows = [*CASE, ["CS-1", "Again"]]
    reading = read(office_workbook(tmp_path / "o.xlsx", {"Cases": rows}))
    assert [row.blocked for row in reading.rows] == [True, False, True]
    for row in (reading.rows[0], reading.rows[2]):
        assert "Cases 2, Cases 4" in said(row.findings[0])


def test_a_row_without_its_number(tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "o.xlsx", {"Cases": [*CASE, [None, "Third"]]})
    assert (only(path).rule, only(path).place.row) == ("exchange.no_local_ref", 4)


def test_unknown_columns_and_sheets_are_named_once(tmp_path: Path) -> None:
    rows = [["title", "colour", "Local_Ref ", "size"], ["First", "red", "CS-1", 3]]
    sheets = {"cases": rows, "Notes": [["hello"]], "Empty": []}
    reading = read(office_workbook(tmp_path / "o.xlsx", sheets))
    assert [said(finding) for finding in reading.findings] == [
        "The columns colour, size are not known and were not read.",
        "The sheets Notes are not known and were not read.",
    ]
    assert not reading.blocked
    assert [row.local_ref for row in reading.rows] == ["CS-1"]


@pytest.mark.parametrize(
    ("sheets", "rule", "named"),
    [
        ({"Sheet1": CASE}, "no_sheet", "Cases"),
        ({"Goods": CASE}, "no_sheet", "Cases"),
        ({"Goods": CASE, "Offices": CASE}, "no_parent_sheet", "Goods"),
        ({"Cases": []}, "no_header", "Cases"),
        ({"Cases": [["local_ref", "name"]]}, "no_column", "title"),
        ({"Cases": [["title"]]}, "no_column", "local_ref"),
        ({"Cases": CASE, "Goods": [["description"]]}, "no_column", "Goods"),
        ({"Cases": [["local_ref", "title", "Title"]]}, "column_twice", "title"),
    ],
)
def test_structure_that_cannot_be_read(sheets, rule: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(office_workbook(tmp_path / "o.xlsx", sheets))
    (finding,) = caught.value.findings
    assert finding.rule == f"exchange.{rule}"
    place = finding.place
    whole = f"{place.file} {place.sheet} {said(finding)}"
    assert named in whole
    assert "o.xlsx" in whole


def test_a_formula_is_text_and_is_never_calculated(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://evil.invalid","x")'
    path = one_case(tmp_path / "o.xlsx", summary=formula)
    (row,) = read(path).rows
    assert row.values["summary"] == formula
    (finding,) = row.findings
    assert (finding.rule, finding.blocks) == ("exchange.formula", False)


def test_markup_is_text(tmp_path: Path) -> None:
    text = '<b>bold</b> & <img src="x"> <jd@x.org> "quoted" \\'
    (row,) = read(one_case(tmp_path / "o.xlsx", title=text, summary=text)).rows
    assert (row.values["title"], row.values["summary"]) == (text, text)


def test_blank_cells_and_columns_that_are_not_there(tmp_path: Path) -> None:
    blank = {"summary": None, "date_end": " ", "source_more": None, "member_unnamed": None}
    (row,) = read(one_case(tmp_path / "o.xlsx", **blank)).rows
    assert row.values == {
        "local_ref": "CS-1",
        "title": "A title",
        "summary": NOT_KNOWN,
        "date_end": None,
        "source_more": (),
        "member_unnamed": None,
    }


def test_a_block_that_is_blank_altogether_is_no_part_of_the_case(tmp_path: Path) -> None:
    columns = ("platform_type", "payment", "delivery_model")
    (row,) = read(one_case(tmp_path / "a.xlsx", **dict.fromkeys(columns))).rows
    assert [row.values[name] for name in columns] == [None, None, None]
    (row,) = read(one_case(tmp_path / "b.xlsx", platform_type=None, payment="CARD")).rows
    assert (row.values["platform_type"], row.values["payment"]) == (NOT_KNOWN, "CARD")


def test_dates_numbers_and_flags_as_excel_keeps_them(tmp_path: Path) -> None:
    cells = {
        "date": datetime(2026, 11, 25),
        "date_end": 2026,
        "date_note": datetime(2026, 11, 25),
        "value_total": Decimal("28.3"),
        "declared_value": "0028.30",
        "consignments": 7.0,
        "member_unnamed": "Oui",
        "reported_pics": False,
        "source_more": "one; two\nthree",
        "operation_name": 3004,
    }
    (row,) = read(one_case(tmp_path / "o.xlsx", **cells)).rows
    assert row.findings == ()
    values = dict(row.values)
    assert (values["date"], values["date_end"]) == ("2026-11-25", "2026")
    assert values["date_note"] == "2026-11-25"
    assert (values["value_total"], values["declared_value"]) == (Decimal("28.3"), Decimal("28.3"))
    assert str(values["declared_value"]) == "28.3"
    assert (values["consignments"], type(values["consignments"])) == (7, int)
    assert (values["member_unnamed"], values["reported_pics"]) == (True, False)
    assert values["source_more"] == ("one", "two", "three")
    assert values["operation_name"] == "3004"


def test_lines_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    route = [
        ["local_ref", "seq", "role"],
        ["CS-1", 10, "destination"],
        ["CS-1", 2, "seizure"],
        ["CS-1", 1, "origin"],
    ]
    path = office_workbook(tmp_path / "o.xlsx", {"Cases": CASE, "Route": route})
    first, second = read(path).rows
    assert [leg.role for leg in first.values["route"]] == ["origin", "seizure", "destination"]
    assert second.values["route"] == ()
    assert "goods" not in first.values


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = one_case(tmp_path / "office.xlsx")
    renamed = path.rename(tmp_path / "office.json")
    assert [row.local_ref for row in read(renamed).rows] == ["CS-1"]


def test_csv_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "offices.csv"
    text = "code;name_en;name_fr;host_country;remark\nAP;Asia;Asie;KR;\"=cmd|'/C calc'!A0\"\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        (row,) = read(path).rows
        assert row.values["remark"] == "=cmd|'/C calc'!A0"
        assert (row.local_ref, row.row) == ("AP", 2)
