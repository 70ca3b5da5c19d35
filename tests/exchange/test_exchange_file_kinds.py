"""Files from outside: one table says what a file is; else one sentence says what to do."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rilo_desktop import file_kinds
from rilo_desktop.exchange import (
    acknowledgement,
    cards,
    list_pack,
    rule_pack,
    sandbox_child,
    update_file,
)
from rilo_desktop.exchange.file_opening import arrived, kind_at, opened
from rilo_desktop.file_kinds import (
    ANSWER,
    BACKUP,
    CARD,
    DATA,
    EVERY,
    KINDS,
    LISTS,
    RECEIVED,
    RULES,
    SUBMISSION,
    TABLE,
    UPDATE,
    WORKBOOK,
    FileKind,
    kind_of,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.finding_messages import sentence

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.comment = comment
    return out.getvalue()


def called(name: str) -> bytes:
    return b'{"a":"' + b"x" * 9_000 + b'","format":"%s","version":1}' % name.encode()


CONTENT: dict[str, tuple[bytes, FileKind]] = {
    "a.pdf": (PDF, SUBMISSION),
    "A.PDF": (PDF, SUBMISSION),
    "scan": (PDF, SUBMISSION),
    "a.rilo-answer": (called(acknowledgement.FORMAT), ANSWER),
    "answer.rilo-answer.json": (called(acknowledgement.FORMAT), ANSWER),
    "answer.txt": (called(acknowledgement.FORMAT), ANSWER),
    "a.rilocard": (called(cards.FORMAT), CARD),
    "gone.rilocard": (called(cards.REVOCATION), CARD),
    "a.rilolists": (called(list_pack.FORMAT), LISTS),
    "a.rilorules": (called(rule_pack.FORMAT), RULES),
    "a.riloupdate": (b'{"format": "%s", "x": 1}\nabc\n' % update_file.FORMAT.encode(), UPDATE),
    "a.rilobackup": (b"\x09\x08" + os.urandom(4_000), BACKUP),
    "a.xlsx": (archive(), WORKBOOK),
    "a.ods": (archive(b"a comment"), WORKBOOK),
    "a.xls": (OLD, WORKBOOK),
    "old.xlsx": (OLD, WORKBOOK),
    "a.csv": (b"File no;Date\n1;2\n", TABLE),
    "a table.txt": ("﻿Дата;Номер\n".encode("utf-16"), TABLE),
    "a.json": (b'{"cases": []}', DATA),
    "list.json": (b'[{"title": "x"}]', DATA),
    "export": (b'  {"cases": []}', DATA),
}


@pytest.mark.parametrize("name", CONTENT)
def test_each_kind_is_known_by_its_name_and_its_bytes(tmp_path: Path, name: str) -> None:
    content, kind = CONTENT[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_at(path) is kind
    if kind.largest:
        assert arrived(path).content == content


TWO: dict[str, bytes] = {
    "zip.pdf": archive(),
    "text.pdf": b'{"format":"rilo-card"}',
    "a.xlsx": PDF,
    "a.csv": PDF,
    "a.rilocard": PDF,
    "card.rilo-answer": called(cards.FORMAT),
    "lists.rilocard": called(list_pack.FORMAT),
    "polyglot.pdf": PDF + archive(),
    "polyglot.xlsx": archive(PDF),
    "polyglot.json": b'{"a": "%PDF-1.7", "format": "rilo-card"}',
    "no suffix": archive(PDF),
}


TABLE_2003 = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
FLAT = b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
WORDS: dict[str, tuple[bytes, str]] = {
    "a.xls": (b"<html><table><tr><td>No</td></tr></table></html>", "web page (HTML)"),
    "a.csv": (b"\xef\xbb\xbf <!-- made by x --><!DOCTYPE HTML><p>No", "web page (HTML)"),
    "b.xls": ("\ufeff<table><tr>".encode("utf-16-le"), "web page (HTML)"),
    "c.xls": (b'<?xml version="1.0"?>\n' + TABLE_2003, "XML spreadsheet of Excel 2003"),
    "a.fods": (b'<?xml version="1.0"?>\n' + FLAT, "flat OpenDocument file"),
    "d.xls": (FLAT, "flat OpenDocument file"),
    "a.txt": (b'<?xml version="1.0"?><rows/>', "is XML, and no workbook"),
    "a.slk": (b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K1\r\nE\r\n", "SYLK file"),
    "b.csv": (b"ID;PQuattro Pro\nB;X4;Y4\nC;X1;Y1;K1\n", "SYLK file"),
    "e.xls": (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n', "DIF file"),
    "f.xls": (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40), "Excel 2, 3 or 4"),
    "excel2.xls": (b"\x09\x00\x04\x00\x07\x00\x10\x00" + bytes(40), "Excel 2, 3 or 4"),
    "g.xls": (b"\x00\x00\x02\x00\x20\x51" + bytes(40), "Lotus 1-2-3 or Quattro Pro"),
    "a.dbf": (b"\x03" + bytes(60), "table of dBase"),
    "a.numbers": (archive(), "workbook of Numbers"),
    "c.csv": (b"{\\rtf1\\ansi No}", "text document (RTF)"),
    "d.csv": (b"\x1f\x8b\x08\x00" + bytes(20), "compressed archive"),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_kind_that_nothing_reads_is_named_under_any_suffix(tmp_path: Path, name: str) -> None:
    content, words = WORDS[name]
    path = tmp_path / name
    path.write_bytes(content)
    for kinds in (file_kinds.IMPORTED, KINDS):
        assert words in said_of(path, kinds)


TABLES = {
    "id.csv": b"ID;Place;Goods\nC;Lyon;Hats\n",
    "words.csv": b"TABLE;0,1\nx;y\n",
    "less.csv": b"<5 kg;Hats\n",
    "tab.txt": b"\tDate\tGoods\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_begins_like_another_kind_stays_a_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TABLES[name])
    assert kind_at(path) is TABLE


def test_a_kind_is_looked_for_in_little_time() -> None:
    began = time.process_time()
    for piece in (b"<!---->", b"<!--", b"<?xml ?>", b" ", b"<", b"ID;P\n", b"TABLE\n"):
        assert kind_of("a.csv", (piece * 4_096)[:4_096], b"") is not None
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", TWO)
def test_marks_of_two_kinds_are_read_as_neither(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TWO[name])
    assert said_of(path).startswith(f"{name} has marks of two kinds of files (")


def said_of(path: Path, kinds: tuple[FileKind, ...] = KINDS) -> str:
    with pytest.raises(Refused) as refused:
        arrived(path, kinds)
    (finding,) = refused.value.findings
    assert finding.place.file == path.name
    return sentence(finding)


def fifo(path: Path) -> None:
    os.mkfifo(path)


def nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")


def itself(path: Path) -> None:
    path.symlink_to(path)


def to_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3_000_000)


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.pdf": (lambda path: path.write_bytes(b""), "is empty."),
    "folder.pdf": (Path.mkdir, "is read by rilo import."),
    "pipe.rilocard": (fifo, "choose the file itself."),
    "link.pdf": (nowhere, "check its name and folder."),
    "loop.pdf": (itself, "check its permissions."),
    "to-folder.pdf": (to_folder, "is read by rilo import."),
    "large.rilocard": (large, "ask for it again."),
    "none.rilo-answer": (lambda _path: None, "check its name and folder."),
    "picture.png": (lambda path: path.write_bytes(b"\x89PNG\r\n"), "choose another one."),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_file_is_said_with_what_to_do(tmp_path: Path, name: str) -> None:
    make, end = STRANGE[name]
    path = tmp_path / name
    make(path)
    said = said_of(path, RECEIVED)
    assert name in said
    assert said.endswith(end)


def test_a_link_that_somebody_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    assert arrived(tmp_path / "link.pdf", RECEIVED).content == PDF


@pytest.mark.parametrize("name", [name for name, (_, kind) in CONTENT.items()])
def test_another_place_says_where_a_file_is_taken(tmp_path: Path, name: str) -> None:
    content, kind = CONTENT[name]
    path = tmp_path / name
    path.write_bytes(content)
    others = tuple(one for one in KINDS if one.place != kind.place and one is not TABLE)
    assert said_of(path, others) == kind.said.format(file=name)


def test_a_file_that_is_handed_on_is_handed_from_its_beginning(tmp_path: Path) -> None:
    """The child gets the descriptor, not what was read of it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive())
    with opened(path) as (file, _kind):
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 0
        assert file.read() == archive()


def test_no_suffix_or_format_is_of_two_kinds_and_the_child_knows_its_readers() -> None:
    for of in ("suffixes", "formats"):
        every = [one for kind in EVERY for one in getattr(kind, of)]
        assert len(every) == len(set(every))
    readers = {value for name, value in vars(sandbox_child).items() if name.isupper()}
    assert {kind.reader for kind in (*KINDS, file_kinds.FOLDER)} - {""} <= readers


def test_the_child_that_reads_a_table_imports_no_record() -> None:
    """It is started for each file: what it imports is a tenth of a second."""
    told = "import sys, rilo_desktop.exchange.sandbox_child; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert not {"rilo_desktop.records", "rilo_desktop.language"} & set(done.stdout.split())
