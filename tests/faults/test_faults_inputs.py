"""Files from outside that mean harm, through every door: one sentence, 500 MB and 60 s at most."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import hostile_files as books
import hostile_pictures as pictures
import openpyxl
import pytest
from office_documents import document, paragraph

from faults import small_office, workbooks
from faults.keep_alive import Watch
from faults.oracle import assert_plain, look, prints, rilo
from faults.outcome import Outcome
from faults.peak import peak_of
from rilo_desktop.exchange.draft import read_draft
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.picture import clean_picture, read_picture
from rilo_desktop.language.spreadsheets import harmless
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import finding_messages

SECONDS, MEGABYTES = 60, 500
Rounds = Callable[[int, int], int]
Maker = Callable[[Path], object]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "office"
    small_office.make(folder)
    return folder


def told(path: str) -> str:
    """The sentence with which a file is refused, or how many rows it has."""
    try:
        rows = read(Path(path)).rows
    except Refused as refused:
        (finding,) = refused.findings
        return f"{finding.rule.removeprefix('exchange.')}: {finding_messages.whole(finding)}"
    blocked = sum(row.blocked for row in rows)
    return f"read: {len(rows)} rows, {blocked} refused"


def within_limits(call: Callable[[str], str], path: Path) -> str:
    """What was said. The most memory of any process of it and its time are measured."""
    watch = Watch()
    peak, said = peak_of(call, str(path))
    assert watch.seconds < SECONDS
    assert peak < MEGABYTES, f"{path.name}: {peak} MB"
    return str(said)


# --- 36


def _many_rows(path: Path, count: int = 1_000_000) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("code,title\n")
        file.writelines(f"X-{n},t\n" for n in range(count))


CSV: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "a field of 200,000": (b"title,body\nx," + b"y" * 200_000 + b"\n", "unknown_shape"),
    "a field of 2 MB": (b"title,body\nx," + b"y" * 2_000_000 + b"\n", "cell_characters"),
    "NUL": (b"title,body\na\0b,c\n", "not_text"),
    "Windows 1252": ("title,body\nZürich,Genève\n".encode("cp1252"), "encoding"),
    "UTF-16 without mark": ("title,body\nZürich,x\n".encode("utf-16-le"), "not_text"),
    "half of UTF-16": ("title,body\nZürich,x\n".encode("utf-16")[:-1], "encoding"),
    "bad UTF-8": (b"title,body\n\xff\xfe\xc3\x28,\xed\xa0\x80\n", "encoding"),
    "an open quote": (b'title,body\n"never closed,' + b"row\n" * 100_000, "quote"),
    "quote in the middle": (b'title,body\n"a"b,c\n', "csv"),
    "too many columns": (b"," * 100_000 + b"\n", "csv"),
    "one line of quotes": (b'"' * 1_000_001, "quote"),
    "commas and line ends": (b",\n" * 2_000_000, "empty"),
    "deep JSON": (b"[" * 1_000_000, "json_depth"),
    "wide JSON": (b'{"cases": [' + b"[]," * 6_000_000 + b"[]]}", ""),
    "a number of a million digits": (b'{"cases": [{"consignments": ' + b"9" * 1_000_000 + b"}]}",
                                     "json_number"),
    "the same key": (b'{"cases": [' + b'{"a":1,"a":2},' * 10 + b"{}]}", "json_twice"),
}  # fmt: skip


@pytest.mark.fault(36)
@pytest.mark.parametrize("name", CSV)
def test_a_hostile_text_file_is_one_sentence(name: str, tmp_path: Path, outcome: Outcome) -> None:
    content, expected = CSV[name]
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    said = within_limits(told, path)
    assert said.startswith(f"{expected}:") or (not expected and not said.startswith("read"))
    assert_plain(said.partition(": ")[2], "file.csv")
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(36)
def test_a_file_of_a_million_rows_is_refused_by_its_row(tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "rows.csv"
    _many_rows(path)
    said = within_limits(told, path)
    assert said.startswith("rows:")
    assert "200001" in said.replace(",", "")
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(36)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_honest_encodings_and_separators_are_read(
    encoding: str, separator: str, tmp_path: Path, outcome: Outcome
) -> None:
    path = tmp_path / "indicators.csv"
    head = ["code", "title", "statement", "legitimate_explanation"]
    rows = [head, ["X-01", "Zürich Женева", f"a{separator} b", "none"]]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    found = read(path).rows
    assert [row.local_ref for row in found] == ["X-01"]
    assert found[0].values["title"] == "Zürich Женева"
    outcome.tell(rounds=1, message="read with every letter")


# --- 37


def _renamed(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _archive(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")


def _claims(path: Path) -> None:
    """A workbook whose archive says that a part is small, and it is not."""
    books.bomb(path, 40)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    for at in [n for n in range(len(content) - 4) if content[n : n + 4] == true]:
        content[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)


def _deep(path: Path) -> None:
    inside = b"<a>" * 200_000 + b"</a>" * 200_000
    path.write_bytes(workbooks.around(workbooks.BEGIN + inside + workbooks.END))


def _attributes(path: Path) -> None:
    many = b" ".join(b'a%d="x"' % n for n in range(200_000))
    path.write_bytes(workbooks.around(b"<worksheet " + many + b"/>"))


def _docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")


WORKBOOKS: dict[str, tuple[Maker, str]] = {
    "billion laughs": (books.laughs, "entities"),
    "quadratic": (books.quadratic, "entities"),
    "external entity": (lambda path: books.external(path, Path("/etc/passwd")), "entities"),
    "bomb of 600 MB": (lambda path: books.bomb(path, 600), "unpacked_size"),
    "bomb of 60 MB": (lambda path: books.bomb(path, 60), "ratio"),
    "the last cell": (books.last_cell, "columns"),
    "a size that lies": (_claims, ""),
    "nested 200,000 deep": (_deep, ""),
    "200,000 attributes": (_attributes, ""),
    "a document": (_docx, ""),
    "no .xls": (
        lambda path: _renamed(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 9000),
        "damaged",
    ),
    "a PDF": (lambda path: _renamed(path, b"%PDF-1.7\n"), "two_kinds"),
    "a picture": (lambda path: _renamed(path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not_text"),
    "half an archive": (lambda path: _renamed(path, workbooks.around(b"<x/>")[:700]), "damaged"),
    "slip": (lambda path: _archive(path, "../../evil.txt", "/abs.txt", "C:\\w.txt", "a/CON"),
             "not_a_workbook"),
}  # fmt: skip


@pytest.mark.fault(37)
@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_one_sentence(name: str, tmp_path: Path, outcome: Outcome) -> None:
    maker, expected = WORKBOOKS[name]
    path = tmp_path / "book.xlsx"
    maker(path)
    said = within_limits(told, path)
    assert said.startswith(f"{expected}:") if expected else not said.startswith("read")
    assert_plain(said.partition(": ")[2])
    assert [entry.name for entry in tmp_path.rglob("*")] == ["book.xlsx"]
    outcome.tell(rounds=1, message=said)


_TENFOLD = (f'<!ENTITY {now} "{f"&{before};" * 10}">' for before, now in pairwise("abcdefghi"))
LAUGHS = f'<!DOCTYPE w [<!ENTITY a "x">{"".join(_TENFOLD)}]>'
DOCUMENTS: dict[str, tuple[Maker, str]] = {
    "billion laughs": (lambda path: document(path, before=LAUGHS), "entities"),
    "bomb of 600 MB": (lambda path: document(path, paragraph("a" * 600_000_000)), "unpacked_size"),
    "bomb of 40 MB": (lambda path: document(path, paragraph("a" * 40_000_000)), "ratio"),
    "nested 200,000 deep": (
        lambda path: document(path, "<w:p>" * 200_000 + "</w:p>" * 200_000), ""),
    "half a document": (
        lambda path: path.write_bytes(document(path, paragraph("1. Text")).read_bytes()[:200]),
        "draft_damaged"),
    "a workbook": (lambda path: path.write_bytes(workbooks.around(b"<x/>")), "draft_type"),
}  # fmt: skip


def drafted(path: str) -> str:
    """The sentence with which a draft is refused, or how many paragraphs it has."""
    try:
        found = read_draft(Path(path)).paragraphs
    except Refused as refused:
        (finding,) = refused.findings
        return f"{finding.rule.removeprefix('exchange.')}: {finding_messages.whole(finding)}"
    return f"read: {len(found)} paragraphs"


@pytest.mark.fault(37)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_one_sentence(name: str, tmp_path: Path, outcome: Outcome) -> None:
    maker, expected = DOCUMENTS[name]
    path = tmp_path / "draft.docx"
    maker(path)
    said = within_limits(drafted, path)
    assert said.startswith(f"{expected}:") if expected else not said.startswith("read: 0")
    assert_plain(said.partition(": ")[2])
    outcome.tell(rounds=1, message=said)


def cleaned(path: str) -> str:
    try:
        clean_picture(read_picture(Path(path)), Path(path).name)
    except Refused as refused:
        (finding,) = refused.findings
        return f"{finding.rule.removeprefix('exchange.')}: {finding_messages.whole(finding)}"
    return "read: a clean copy"


def _large(kind: str, mode: str) -> bytes:
    from PIL import Image

    return pictures.encoded(Image.new(mode, (8_000, 7_400)), kind)


PICTURES: dict[str, Callable[[], bytes]] = {
    "half a gigabyte of black": pictures.bomb,
    "a comment of 200 MB": pictures.text_bomb,
    "4 thousand million pixels": lambda: pictures.png_of(65_535, 65_535),
    "59 megapixels, PNG": lambda: _large("PNG", "RGB"),
    "59 megapixels, transparent": lambda: _large("PNG", "RGBA"),
    "59 megapixels, 16 bit": lambda: _large("PNG", "I;16"),
    "59 megapixels, JPEG": lambda: _large("JPEG", "CMYK"),
    "59 megapixels, TIFF": lambda: _large("TIFF", "RGB"),
    "no pixels": lambda: pictures.png_of(100, 100),
    "SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc'/></svg>",
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.fault(37)
@pytest.mark.parametrize("name", PICTURES)
def test_a_hostile_picture_is_one_sentence(
    name: str, tmp_path: Path, rounds: Rounds, outcome: Outcome
) -> None:
    if name in ("59 megapixels, PNG", "59 megapixels, 16 bit") and not rounds(0, 1):
        pytest.skip("in the long form: the transparent one needs more")
    path = tmp_path / "picture.png"
    path.write_bytes(PICTURES[name]())
    said = within_limits(cleaned, path)
    assert_plain(said.partition(": ")[2])
    outcome.tell(rounds=1, message=said)


# --- 38, 40


@pytest.mark.fault(38)
@pytest.mark.parametrize("name", ["0 bytes", "NUL", "a zip", "cut", "exchanged trailer"])
def test_a_backup_that_is_none_is_refused_and_nothing_is_made(
    name: str, office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    path, target = tmp_path / "b.rilobackup", tmp_path / "restored"
    assert rilo("backup", office, path).returncode == 0
    whole = path.read_bytes()
    damaged: dict[str, bytes] = {
        "0 bytes": b"",
        "NUL": bytes(len(whole)),
        "a zip": workbooks.around(b"<x/>"),
        "cut": whole[: len(whole) // 2],
        "exchanged trailer": whole[9_000:],
    }
    path.write_bytes(damaged[name])
    done = rilo("restore", path, target)
    assert done.returncode in (1, 6)
    said = assert_plain(done.stderr, path)
    assert not target.exists()
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(40)
def test_the_same_file_twice_changes_nothing_and_half_of_it_nothing_either(
    office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "office")
    path = tmp_path / "cases.json"
    data = {"cases": [{"local_ref": f"CS-{n}", "title": f"Case {n}"} for n in range(5)]}
    path.write_text(json.dumps(data), encoding="utf-8")
    assert rilo("import", folder, path).returncode == 0
    once = look(folder)
    assert rilo("import", folder, path).returncode == 0
    twice = look(folder)
    assert twice.whole
    assert twice.revisions == once.revisions
    data["cases"].append({"local_ref": "CS-9", "date": "never"})
    path.write_text(json.dumps(data), encoding="utf-8")
    bad = rilo("import", folder, path)
    assert bad.returncode == 1
    said = assert_plain(bad.stderr, "cases.json")
    path.write_bytes(json.dumps(data).encode()[:-20])
    assert rilo("import", folder, path).returncode == 1
    last = look(folder)
    assert last.whole
    assert last.revisions == once.revisions
    outcome.tell(rounds=4, message=said)


# --- 39


FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil.invalid","x")', "＝1+1", "＋1", "－1", "＠SUM", " =1", "\u200b=1",
    "\ufeff=1", "'=1",
)  # fmt: skip


@pytest.mark.fault(39)
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_that_leaves_is_a_formula(formula: str, outcome: Outcome) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(formula)])
    (row,) = csv.reader(io.StringIO(out.getvalue()))
    assert row[0].lstrip(" \u200b\ufeff")[0] not in "=+-@\t\r\n＝＋－＠"
    assert row[0].endswith(formula)
    outcome.tell(
        rounds=1, message="an apostrophe stands before what a spreadsheet would reckon with"
    )


@pytest.mark.fault(39)
def test_skipped_rows_go_back_as_text(tmp_path: Path, outcome: Outcome) -> None:
    from rilo_desktop.exchange.rejected_rows import rejected_content

    path = tmp_path / "cases.json"
    data = [{"local_ref": f"C{n}", "title": text, "date": "x"} for n, text in enumerate(FORMULAS)]
    path.write_text(json.dumps({"cases": data}), encoding="utf-8")
    back = tmp_path / "back.xlsx"
    back.write_bytes(
        rejected_content(read(path).rows, lambda row: [str(f.rule) for f in row.findings])
    )
    book = openpyxl.load_workbook(back)
    cells = [cell for row in book.active for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {text for text in FORMULAS if text.strip() == text} <= {cell.value for cell in cells}
    outcome.tell(rounds=len(FORMULAS), message="written as text, never as a formula")


@pytest.mark.fault(39)
def test_a_restored_prints_nothing_else(office: Path, outcome: Outcome) -> None:
    """Whatever was refused here, the office is as it was."""
    before: dict[str, Any] = dict(prints(office))
    assert rilo("import", office, office / "keys.json").returncode == 1
    verdict = look(office)
    assert verdict.whole
    assert {"keys.json", "keys-copy.json"} <= set(before)
    outcome.tell(rounds=1, message="refused; the office is whole")
