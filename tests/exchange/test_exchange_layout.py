"""The tables on sheets as people make them: header, banners, totals, roles, lines of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.exchange.cells import Cell, Day, Fault, Formula, Number
from rilo_desktop.exchange.layout.model import Table, letter_of
from rilo_desktop.exchange.layout.tables import legend_of, tables_of
from rilo_desktop.exchange.sandbox import Sheet, SheetTable, Workbook, content_of

WORKBOOKS = Path(__file__).parent.parent / "fixtures" / "workbooks"
EXPECTED = {
    "01_registre_fr.xlsx": "",
    "02_izyatiya_ru.xls": "",
    "02_izyatiya_ru_biff5.xls": "02_izyatiya_ru.xls",
    "03_dabt_ar.xlsx": "",
    "04_aduanas_es.ods": "",
    "05a_export_cases_cp1252.csv": "",
    "05b_seizures_utf16.txt": "",
    "06_working_file.xlsx": "",
}
ROLES = {"list": "index", "pivot": "summary"}
"""Roles of the expectations that have another name here."""


@cache
def tables(name: str) -> tuple[Table, ...]:
    content = content_of(WORKBOOKS / name)
    if isinstance(content, SheetTable):
        content = Workbook((content.sheet,))
    assert isinstance(content, Workbook)
    return tables_of(content)


def sheet(*rows: tuple[Cell, ...], **marks: Any) -> Table:
    (table,) = tables_of(Workbook((Sheet("S", _numbered(rows), **marks),)))
    return table


def _numbered(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    return tuple((n, row) for n, row in enumerate(rows, 1) if row)


def kinds(table: Table) -> list[str]:
    """Of each row its status, or the first word of why it is skipped."""
    return [row.why.text if row.why else row.status for row in table.rows]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_of_the_untidy_workbooks_is_what_it_is(name: str) -> None:
    file = WORKBOOKS / f"{EXPECTED[name] or name}.expected.json"
    for expected in json.loads(file.read_text("utf-8"))["sheets"]:
        (table,) = (t for t in tables(name) if t.sheet in ("", expected["name"]))
        assert table.role == ROLES.get(expected["role"], expected["role"])
        assert list(table.header_rows) == expected["header_rows"]
        assert table.hidden is expected.get("hidden_sheet", False)
        found = {row.number: row for row in table.rows}
        for row in expected["rows"]:
            skipped = row["status"] == "skipped"
            if row["row"] not in found:
                assert row["why"] == "blank", row  # below the last row that holds something
                continue
            assert (found[row["row"]].status == "skipped") is skipped, row
            assert (found[row["row"]].why is not None) is skipped, row
            assert found[row["row"]].hidden is row.get("hidden", False), row


def test_double_headers_are_joined() -> None:
    headers = [column.header for column in tables("01_registre_fr.xlsx")[0].columns]
    assert headers[:4] == ["N°", "Constat / Dossier", "Constat / Date", "Constat / Bureau"]
    assert headers[8:11] == [
        "Marchandises / Poids brut (kg)",
        "Marchandises / Valeur",
        "Trajet / de",
    ]


def test_a_banner_holds_for_the_rows_below_it() -> None:
    rows = {row.number: row.banner for row in tables("01_registre_fr.xlsx")[0].rows}
    assert (rows[7], rows[22], rows[51]) == (
        ("1er trimestre",),
        ("2e trimestre",),
        ("3e trimestre",),
    )


def test_the_legend_is_handed_on() -> None:
    legend = legend_of(tables("01_registre_fr.xlsx")[1])
    assert legend["AV"] == "fret aérien"
    assert len(legend) == 9
    assert legend_of(tables("01_registre_fr.xlsx")[0]) == {}


def test_lines_of_a_case_follow_it() -> None:
    def lines(name: str) -> list[int]:
        return [row.number for row in tables(name)[0].rows if row.status == "continuation"]

    assert lines("02_izyatiya_ru.xls") == [6, 7, 10, 13, 14, 15, 18, 21, 24, 25, 26, 31]
    assert lines("05a_export_cases_cp1252.csv") == [3, 4, 8, 10, 12, 17, 18, 20, 22, 27]
    assert lines("06_working_file.xlsx") == []


def test_a_row_that_was_entered_twice_is_no_line_of_the_other() -> None:
    february = tables("04_aduanas_es.ods")[2]
    assert [row.number for row in february.rows if row.status == "continuation"] == []


def test_hidden_columns_struck_rows_and_notes_are_named() -> None:
    table = tables("06_working_file.xlsx")[0]
    assert [column.letter for column in table.columns if column.hidden] == ["A", "N"]
    assert [row.number for row in table.rows if row.struck] == [27, 28]
    assert [(row.number, sorted(row.notes)) for row in table.rows if row.notes] == [
        (6, [14]),
        (26, [14]),
    ]


def test_an_equal_coordinate_makes_no_line_of_a_case() -> None:
    """A minus before a number is its sign, and no sign of the number of a case."""
    rows = [("lon", "Town", "Date", "Goods", "Quantity")]
    rows += [
        (f"-67,89{n // 4}", "Fig", f"0{n % 9 + 1}.01.2025", "watches", str(n)) for n in range(12)
    ]
    assert kinds(sheet(*rows)) == ["The names of the columns.", *["data"] * 12]


def test_a_code_that_comes_back_is_no_number_of_a_case() -> None:
    """That of a district stands in rows here and there; two in a row are not lines of one case."""
    rows = [("District", "Town", "Date", "Goods", "Quantity")]
    rows += [
        (f"AIS 0{n // 2 % 3}", "Fig", f"0{n % 9 + 1}.01.2025", "watches", str(n)) for n in range(12)
    ]
    assert kinds(sheet(*rows)) == ["The names of the columns.", *["data"] * 12]
    ordered = sheet(rows[0], *sorted(rows[1:]))
    assert [row.number for row in ordered.rows if row.says_again] == [3, 4, 5, 7, 8, 9, 11, 12, 13]
    assert not any(row.says_again for row in tables("02_izyatiya_ru.xls")[0].rows)


HEAD: tuple[Cell, ...] = ("Ref", "Date", "Goods", "Quantity")


def case(number: int, goods: str = "watches") -> tuple[Cell, ...]:
    return (f"CS-{number}", Day(f"2024-01-{number:02}"), goods, Number("5"))


def test_two_tables_below_each_other() -> None:
    rows = (("Seized",), HEAD, case(1), case(2), (), ("Detained",),
            ("No", "Day", "Country", "Weight", "Place"),
            ("D-1", Day("2024-02-01"), "France", Number("3"), "Sète"),
            ("D-2", Day("2024-02-02"), "Togo", Number("4"), "Lomé"))  # fmt: skip
    first, second = tables_of(Workbook((Sheet("S", _numbered(rows)),)))
    assert (first.header_rows, second.header_rows) == ((2,), (7,))
    assert [row.number for row in first.rows] == [1, 2, 3, 4, 5]
    assert [row.number for row in second.rows if row.status == "data"] == [8, 9]


def test_two_tables_beside_each_other() -> None:
    right = (None, *HEAD)
    rows = (("East", None, None, None, None, "West"), (*HEAD, *right),
            (*case(1), None, *case(7, "hats")), case(2))  # fmt: skip
    first, second = tables_of(Workbook((Sheet("S", _numbered(rows)),)))
    assert [column.header for column in first.columns if column.header] == list(HEAD)
    assert [(c.letter, c.header) for c in second.columns if c.header] == list(
        zip("FGHI", HEAD, strict=True)
    )
    assert [row.number for row in first.rows if row.status == "data"] == [3, 4]
    (row,) = (row for row in second.rows if row.status == "data")
    assert row.cells[5:] == case(7, "hats")


def test_a_blank_column_inside_a_table_divides_nothing() -> None:
    head = (*HEAD, None, "Place", "Result", "Remarks")
    (table,) = tables_of(Workbook((Sheet("S", _numbered((head, case(1), case(2)))),)))
    assert [column.header for column in table.columns if column.header] == [h for h in head if h]


def test_banners_of_two_levels() -> None:
    table = sheet(HEAD, ("2023",), ("Q1",), case(1), ("Q2",), case(2), ("2024",), ("Q1",), case(3))
    assert [row.banner for row in table.rows if row.status == "data"] == [
        ("2023", "Q1"),
        ("2023", "Q2"),
        ("2024", "Q1"),
    ]


def test_a_note_below_the_last_case_is_no_line_of_it() -> None:
    line = (None, None, "shoes", Number("2"))
    note = (None, None, "Figures of the first half of the year only.")
    table = sheet(HEAD, case(1), line, case(2), line, case(3), note)
    assert [row.status for row in table.rows[-2:]] == ["data", "skipped"]
    assert kinds(table)[-1] == "A footnote or the end of the list."


@pytest.mark.parametrize(
    "words",
    ["Total", "TOTAL GENERAL", "Sous-total T1", "Итого:", "Всего дел: 15", "الإجمالي", "Suma"],
)
def test_totals_in_six_languages(words: str) -> None:
    table = sheet(HEAD, case(1), case(2), (words, None, None, Number("10")))
    assert kinds(table)[-1] == "A total or subtotal."


def test_goods_named_like_a_total_are_goods() -> None:
    table = sheet(HEAD, case(1), case(2, "Total motor oil"), case(3))
    assert kinds(table)[1:] == ["data"] * 3


def test_a_header_that_is_repeated_and_numbers_of_columns_are_skipped() -> None:
    numbers: tuple[Cell, ...] = ("1", "2", "3", "4")
    table = sheet(HEAD, numbers, case(1), case(2), HEAD, case(3))
    assert kinds(table)[1:] == [
        "The numbers of the columns.",
        "data",
        "data",
        "The names of the columns once more.",
        "data",
    ]


def test_a_known_name_finds_a_header_that_its_form_does_not() -> None:
    rows = _numbered((("Alpha", "Beta"), ("Country", "Goods"), ("France", "watches")))
    book = Workbook((Sheet("S", rows),))
    known: Mapping[str, float] = {"Country": 1.0, "Goods": 1.0}
    (table,) = tables_of(book, lambda header: known.get(header.rpartition("/")[2].strip(), 0.0))
    assert table.header_rows[-1] == 2


def test_letters_of_columns() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


CELLS = (
    st.none()
    | st.sampled_from(["", " ", "Total", "Date", "CS-1", "CS-2", "1", "2", "Итого", "2024-01-02"])
    | st.text(max_size=6)
    | st.builds(Number, st.integers().map(str))
    | st.sampled_from([Day("2024-01-02"), Formula("=A1"), Fault("#N/A"), True])
)
GRIDS = st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=25)
MERGED = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 3), st.integers(0, 4), st.integers(0, 3)).map(
        lambda m: (m[0], m[0] + m[1], m[2], m[2] + m[3])
    ),
    max_size=3,
)


@given(GRIDS, MERGED)
def test_any_grid_gives_every_row_once(grid: list[tuple[Cell, ...]], merged: list[Any]) -> None:
    rows = tuple((2 * n, row) for n, row in enumerate(grid, 1))
    found = tables_of(Workbook((Sheet("S", rows, merged=tuple(merged)),)))
    numbers = [row.number for table in found for row in table.rows]
    assert numbers == list(range(1, 2 * len(grid) + 1))
    cells = {row.number: row.cells for table in found for row in table.rows}
    assert all(cells[number] == row for number, row in rows)
    for table in found:
        legend_of(table)
        assert all((row.why is None) is (row.status != "skipped") for row in table.rows)


def test_a_legend_with_a_blank_row_or_a_code_alone() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Code", "Meaning"),
        ("A1", "Arrivals by sea"),
        (None, None),
        ("B2",),
        ("C3", "Parcels by post"),
        ("D4", "Luggage"),
    )
    legend = sheet(*rows)
    assert legend.role == "legend"
    assert legend_of(legend) == {"A1": "Arrivals by sea", "C3": "Parcels by post", "D4": "Luggage"}
