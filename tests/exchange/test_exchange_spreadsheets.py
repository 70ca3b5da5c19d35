"""Spreadsheets of other programs, through the real child: what is read of them, what is refused."""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import hostile_files as make
import pytest
import python_calamine
import xlsxwriter

from rilo_desktop.exchange.cells import Cell, Day, Formula, Number
from rilo_desktop.exchange.child_sheet import symbol_of
from rilo_desktop.exchange.child_text import delimiter_of
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.sandbox import Sheet, SheetTable, Workbook, content_of
from rilo_desktop.file_kinds import LARGEST
from rilo_desktop.rules.findings import Refused

WORKBOOKS = Path(__file__).parent.parent / "fixtures" / "workbooks"
OLD = WORKBOOKS / "02_izyatiya_ru.xls"
URN = "urn:oasis:names:tc:opendocument:xmlns"


def sheets(path: Path) -> dict[str, Sheet]:
    content = content_of(path)
    assert isinstance(content, Workbook)
    return {sheet.name: sheet for sheet in content.sheets}


def table(path: Path, encoding: str = "") -> SheetTable:
    content = content_of(path, encoding)
    assert isinstance(content, SheetTable)
    return content


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read(path)
    (finding,) = caught.value.findings
    return finding.rule.removeprefix("exchange.")


def document(path: Path, rows: str, styles: str = "", columns: str = "", more: str = "") -> Path:
    """A spreadsheet of OpenDocument with one sheet of these rows, by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{more}<office:document-content xmlns:office="{URN}:office:1.0"'
            f' xmlns:table="{URN}:table:1.0" xmlns:text="{URN}:text:1.0"'
            f' xmlns:style="{URN}:style:1.0" xmlns:number="{URN}:datastyle:1.0">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            "<office:body><office:spreadsheet>"
            f'<table:table table:name="Cases" table:style-name="ta">{columns}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def cell(text: str, more: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


# What a workbook of Excel says beside its cells


def test_what_a_workbook_marks_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, old = book.add_worksheet("Cases"), book.add_worksheet("Old")
    old.hide()
    old.write_string(0, 0, "x")
    sheet.merge_range(0, 0, 0, 2, "Goods")
    sheet.write_string(1, 0, "cancelled", book.add_format({"font_strikeout": True}))
    sheet.write_number(1, 1, 12.5, book.add_format({"num_format": '#,##0.00 "FCFA"'}))
    sheet.write_number(1, 2, 7, book.add_format({"num_format": "[$€-40C] #,##0"}))
    sheet.write_formula(2, 0, "=1+1", None, 99)
    sheet.write_comment(2, 1, "Weighed twice")
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(2, 3, None, None, {"hidden": True})
    book.close()
    found = sheets(path)
    assert (found["Cases"].hidden, found["Old"].hidden) == (False, True)
    cases = found["Cases"]
    assert cases.rows[1:] == (
        (2, ("cancelled", Number("12.5", "FCFA"), Number("7", "€"))),
        (3, (Formula("=1+1"),)),
    )
    assert (set(cases.hidden_rows), set(cases.hidden_columns)) == ({2}, {2, 3})
    assert cases.merged == ((1, 1, 0, 2),)
    assert {place: text.strip() for place, text in cases.notes.items()} == {(3, 1): "Weighed twice"}
    assert cases.struck == {(2, 0)}


@pytest.mark.parametrize(
    ("code", "symbol"),
    [
        ("General", ""),
        ("#,##0.00", ""),
        ("0.00E+00", ""),
        ("0%", "%"),
        ('#,##0.00\\ "€";[Red]-#,##0.00\\ "€"', "€"),
        ("[$US$-409]#,##0.00", "US$"),
        ("[$-F800]dddd", ""),
        ("_(* #,##0_);_(* (#,##0)", ""),
        ('"approx." 0 "kg"', "approx. kg"),
        ("£0", "£"),
    ],
)
def test_the_symbol_of_a_number_format(code: str, symbol: str) -> None:
    assert symbol_of(code) == symbol


# Excel 95 to 2003


def test_an_old_workbook_is_read_as_another_reader_reads_it() -> None:
    for name in (OLD.name, "02_izyatiya_ru_biff5.xls"):
        (sheet,) = sheets(WORKBOOKS / name).values()
        other = python_calamine.load_workbook(WORKBOOKS / name).get_sheet_by_index(0)
        _agree(sheet, other.to_python(skip_empty_area=False))


def test_an_open_document_is_read_as_another_reader_reads_it() -> None:
    path = WORKBOOKS / "04_aduanas_es.ods"
    book = python_calamine.load_workbook(path)
    for name, sheet in sheets(path).items():
        formulas = {(n, c) for n, row in sheet.rows for c, x in enumerate(row) if _calculated(x)}
        other = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        _agree(sheet, other, formulas)


def _calculated(cell: Cell) -> bool:
    return isinstance(cell, Formula)


def _agree(sheet: Sheet, other: list[list[Any]], but: Collection[tuple[int, int]] = ()) -> None:
    ours = {
        (number, column): cell
        for number, cells in sheet.rows
        for column, cell in enumerate(cells)
        if cell is not None
    }
    theirs = {
        (number, column): value
        for number, values in enumerate(other, 1)
        for column, value in enumerate(values)
        if value not in ("", None)
    }
    assert ours.keys() == theirs.keys()
    for place, cell in ours.items():
        if place in but or _calculated(cell):
            continue
        value = theirs[place]
        match cell:
            case Number(text):
                assert float(text) == value
            case Day(text):
                assert text == value.isoformat()
            case _:
                assert cell == value


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_an_old_workbook_that_is_cut_off(cut: float, tmp_path: Path) -> None:
    content = OLD.read_bytes()
    path = tmp_path / "cut.xls"
    path.write_bytes(content[: int(len(content) * cut)])
    assert refusal(path) in ("damaged", "failed")


def test_sectors_that_run_in_a_circle(tmp_path: Path) -> None:
    content = bytearray(OLD.read_bytes())
    (table_at,) = struct.unpack_from("<i", content, 76)
    (directory,) = struct.unpack_from("<i", content, 48)
    struct.pack_into("<i", content, (table_at + 1) * 512 + 4 * directory, directory)
    path = tmp_path / "circle.xls"
    path.write_bytes(content)
    assert refusal(path) in ("damaged", "failed")


def compound(path: Path, stream: str) -> Path:
    """A compound file of old Office programs ([MS-CFB]) with one stream, which is empty."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x3iI4iI", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    head += struct.pack("<109i", 0, *[-1] * 108)
    chains = struct.pack("<128i", -3, -2, *[-1] * 126)
    entries = b""
    for name, kind, child in (("Root Entry", 5, 1), (stream, 2, -1)):
        text = f"{name}\0".encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<HBB3i", len(text), kind, 1, -1, -1, child)
        entries += bytes(36) + struct.pack("<iQ", -2, 0)
    path.write_bytes(head + chains + entries.ljust(512, b"\0"))
    return path


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("EncryptedPackage", "password"),
        ("PerfectOffice_MAIN", "old_quattro"),
        ("WordDocument", "old_document"),
        ("Contents", "old_workbook"),
    ],
)
def test_a_compound_file_without_a_workbook_is_called_what_it_is(
    stream: str, expected: str, tmp_path: Path
) -> None:
    assert refusal(compound(tmp_path / "a.xls", stream)) == expected


# OpenDocument


def test_what_an_open_document_marks_is_kept(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="ta" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        '<number:currency-style style:name="N1"><number:currency-symbol>Fr.'
        "</number:currency-symbol></number:currency-style>"
        '<style:style style:name="c1" style:data-style-name="N1"/>'
        '<style:style style:name="c2">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"'
        ' table:number-columns-repeated="2"/>'
    )
    note = (
        '<office:annotation><text:p>Called <text:s text:c="2"/>twice</text:p></office:annotation>'
    )
    rows = (
        row(cell("a", 'office:value-type="string" table:number-columns-spanned="2"')),
        row(
            cell("12,5 Fr.", 'office:value-type="float" office:value="12.5" table:style-name="c1"')
            + cell("9 €", 'office:value-type="currency" office:value="9" office:currency="EUR"')
            + cell("gone", 'office:value-type="string" table:style-name="c2"')
            + cell("", 'office:value-type="date" office:date-value="2025-03-18"')
            + cell("99", 'office:value-type="float" office:value="99" table:formula="of:=[.A1]+1"')
            + f'<table:table-cell office:value-type="string">{note}<text:p>b<text:tab/>c</text:p>'
            "<text:p>d</text:p></table:table-cell>",
            'table:visibility="filter"',
        ),
        row("<table:table-cell/>", 'table:number-rows-repeated="1000"'),
        row(cell("x"), 'table:number-rows-repeated="2"'),
        row("<table:table-cell/>", 'table:number-rows-repeated="1000000"'),
    )
    (sheet,) = sheets(document(tmp_path / "d.ods", "".join(rows), styles, columns)).values()
    assert sheet.hidden
    assert sheet.rows == (
        (1, ("a",)),
        (2, (Number("12.5", "Fr."), Number("9", "EUR"), "gone", Day("2025-03-18"),
             Formula("=[.A1]+1"), "b\tc\nd")),
        (1003, ("x",)),
        (1004, ("x",)),
    )  # fmt: skip
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {1, 2})
    assert sheet.merged == ((1, 1, 0, 1),)
    assert sheet.notes == {(2, 5): "Called   twice"}
    assert sheet.struck == {(2, 2)}


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        (row(cell("x"), 'table:number-rows-repeated="900000"'), "", "rows"),
        (row(cell("x"), 'table:number-rows-repeated="9000000000"'), "", "rows"),
        (row(cell("x", 'table:number-columns-repeated="16000"')), "", "columns"),
        (row(cell("&a;")), '<!DOCTYPE x [<!ENTITY a "b">]>', "entities"),
        (row(cell("x")), "<!DOCTYPE x>", "entities"),
        ("<table:table-row>", "", "damaged"),
        (row(cell("x", 'table:number-columns-repeated="many"')), "", "failed"),
    ],
)
def test_a_hostile_open_document(rows: str, more: str, expected: str, tmp_path: Path) -> None:
    assert refusal(document(tmp_path / "d.ods", rows, more=more)) == expected


def test_a_bomb_of_an_open_document(tmp_path: Path) -> None:
    path = document(tmp_path / "d.ods", row(cell("A" * 60_000_000)))
    assert refusal(path) == "ratio"


def test_another_open_document_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "text.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    assert refusal(path) == "not_a_workbook"


# An archive that says two things


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_two_parts_of_one_name_are_refused(name: str, tmp_path: Path) -> None:
    path = make.cases(tmp_path / "w.xlsx", make.row(2, b"CS-1", b"t"))
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is made here on purpose
        archive.writestr(name, b"<worksheet/>")
    assert refusal(path) == "part_twice"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/sheet.bin", "docProps/app.xml"])
def test_a_document_type_in_any_part_is_refused(part: str, tmp_path: Path) -> None:
    path = make.cases(tmp_path / "w.xlsx", make.row(2, b"CS-1", b"t"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"<!-- " + b"x" * 100_000 + b" --><!DOCTYPE a><a/>")
    assert refusal(path) == "entities"


@pytest.mark.parametrize(
    "rows",
    [
        make.row(3, b"CS-2", b"t") + make.row(2, b"CS-1", b"t"),
        make.row(2, b"CS-1", b"t") + make.row(2, b"CS-2", b"t"),
        b'<row r="2">' + make.cell("B2", b"t") + make.cell("A2", b"CS-1") + b"</row>",
        b'<row r="2">' + make.cell("A2", b"t") + make.cell("A2", b"CS-1") + b"</row>",
    ],
)
def test_rows_and_cells_stand_once_and_in_order(rows: bytes, tmp_path: Path) -> None:
    """Else the reader and the officer's program would see different sheets."""
    assert refusal(make.cases(tmp_path / "w.xlsx", rows)) == "failed"


# Text


TEXTS = {
    "cp1252": "Nº;Lieu\n1;Port de Kérouan, près de la gare\n2;Chaîne d'hôtels brûlée",
    "cp1251": "№;Место\n1;Пост «Заречный», склад\n2;Сортировочный центр",
    "cp1256": "م;المنفذ\n1;معبر الوادي الأخضر\n2;ميناء النورس القديم",
    "cp1250": "Nr;Miejsce\n1;Świnoujście, część zamienna\n2;Łódź, żółte pudełka",
    "cp1253": "Α/Α;Τόπος\n1;Πειραιάς, τσιγάρα χωρίς ταινία\n2;Θεσσαλονίκη",
    "cp1254": "No;Yer\n1;İstanbul, bandrolsüz kaçak sigara\n2;Şanlıurfa, gözlük ağırlığı",
    "cp1255": "מספר;מקום\n1;נמל חיפה, סיגריות ללא בולים\n2;אשדוד, שעונים מזויפים",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_code_page_is_guessed_and_the_officer_chooses(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TEXTS[encoding].encode(encoding))
    found = table(path)
    first, second = found.encodings
    assert first.name == encoding
    assert first.sample in TEXTS[encoding].split("\n")
    assert first.sample != second.sample
    assert found.sheet.rows[1][1][1] == TEXTS[encoding].split("\n")[1].partition(";")[2]
    chosen = table(path, encoding)
    assert chosen.encodings == ()
    assert chosen.sheet == found.sheet
    assert refusal(path) == "encoding"  # where nobody is asked, nothing is guessed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_no_guess(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(TEXTS["cp1251"].encode(encoding))
    found = table(path)
    assert found.encodings == ()
    assert found.sheet.rows[0][1] == ("№", "Место")


def test_utf_16_without_its_mark_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(TEXTS["cp1251"].encode("utf-16-le"))
    assert refusal(path) == "not_text"
    assert table(path, "utf-16-le").sheet.rows[0][1] == ("№", "Место")


def test_a_wrong_choice_of_the_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Ref;Ort\n1;Zürich".encode("cp1252"))
    with pytest.raises(Refused) as caught:
        content_of(path, "utf-8")
    (finding,) = caught.value.findings
    assert finding.rule == "exchange.encoding_chosen"
    assert finding.values["line"] == 2


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\nc,d\n", ","),
        ("a;b\n1,5;2,5\n3;4\n", ";"),
        ("Seizures, 2024\na\tb\tc\n1,5\t2\t3\n1\t2\t3\n", "\t"),
        ("a|b|c\n1|2,5|x, y\n", "|"),
        ("a;b\n" + "x;" + "y, " * 30, ";"),
        ('a;b\n"1;2, 3";4\n', ";"),
        ("sep=|\na;b|c\n", "|"),
    ],
)
def test_the_delimiter_is_what_divides_evenly(text: str, delimiter: str) -> None:
    assert delimiter_of(text)[0] == delimiter


def test_records_count_not_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('sep=;\na;b\n"x\ny";2\n\nz;3\n', "utf-8")
    assert table(path).sheet.rows == ((1, ("a", "b")), (2, ("x\ny", "2")), (4, ("z", "3")))


# Tables that are larger than files that are read whole


def padded(path: Path, rows: int, encoding: str = "utf-8", last: bytes = b"") -> Path:
    """Each cell has 500 characters, most of them blanks: 2,004 bytes a row."""
    lines = (
        ";".join(f"{word} {n}".ljust(500) for word in ("K", "Hüte", "12", "")) for n in range(rows)
    )
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(f"{line}\r\n" for line in lines)
    with path.open("ab") as more:
        more.write(last)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_large_table_of_blanks_is_read_record_by_record(encoding: str, tmp_path: Path) -> None:
    path = padded(tmp_path / "w.csv", 26_000, encoding)
    assert path.stat().st_size > LARGEST
    rows = table(path).sheet.rows
    assert rows[0] == (1, ("K 0", "Hüte 0", "12 0", "0"))
    assert rows[-1] == (26_000, ("K 25999", "Hüte 25999", "12 25999", "25999"))
    assert len(rows) == 26_000


@pytest.mark.parametrize(
    ("last", "expected"),
    [(b"\xff\xfe\xff", "encoding_large"), (b"a\0b;c", "not_text"), (b'"open', "quote")],
)
def test_a_large_table_that_is_none_at_its_end(last: bytes, expected: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        content_of(padded(tmp_path / "w.csv", 26_000, last=last))
    (finding,) = caught.value.findings
    assert finding.rule == f"exchange.{expected}"


def test_a_large_table_keeps_to_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(b"x;y\n" * 13_000_000)
    assert refusal_of_content(path) == "rows"
    path.write_bytes(b"a" * (LARGEST + 1))
    assert refusal_of_content(path) == "cell_characters"
    path.write_bytes(b"[" + b" " * LARGEST)
    assert refusal_of_content(path) == "file_size"


def refusal_of_content(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        content_of(path)
    return caught.value.findings[0].rule.removeprefix("exchange.")
