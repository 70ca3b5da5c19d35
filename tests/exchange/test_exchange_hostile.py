"""Files that mean harm, through the real child: one sentence each, within the limits."""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import hostile_files as make
import pytest

from rilo_desktop import READER
from rilo_desktop.exchange import sandbox
from rilo_desktop.exchange.child_text import check_json
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.read_errors import MESSAGES
from rilo_desktop.language import catalogue
from rilo_desktop.rules.findings import Finding, Refused


def refusal(path: Path) -> Finding:
    """The one finding with which the file is refused; its sentence can be said."""
    with pytest.raises(Refused) as caught:
        read(path)
    (finding,) = caught.value.findings
    assert finding.blocks
    assert not finding.justifiable
    said = catalogue("en").text(finding.message, **finding.values)
    assert path.name in said or finding.place.sheet or finding.place.row
    assert said.endswith(".")
    assert finding.place.file == path.name
    return finding


def rule(path: Path) -> str:
    return refusal(path).rule.removeprefix("exchange.")


@pytest.mark.parametrize("maker", [make.laughs, make.quadratic])
def test_entities_are_refused(maker: Callable[[Path], Path], tmp_path: Path) -> None:
    assert rule(maker(tmp_path / "w.xlsx")) == "entities"


def test_another_file_is_not_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    finding = refusal(make.external(tmp_path / "xxe.xlsx", secret))
    assert finding.rule == "exchange.entities"
    assert "do not tell" not in repr(finding)


def test_a_bomb_is_refused_by_what_it_unpacks_to(tmp_path: Path) -> None:
    assert rule(make.bomb(tmp_path / "bomb.xlsx", 600)) == "unpacked_size"


def test_a_small_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    assert rule(make.bomb(tmp_path / "bomb.xlsx", 60)) == "ratio"


def test_a_cell_at_the_far_corner_is_named(tmp_path: Path) -> None:
    finding = refusal(make.last_cell(tmp_path / "last.xlsx"))
    assert finding.rule == "exchange.columns"
    assert finding.values["cell"] == "XFD1048576"
    assert finding.place.sheet == "Cases"


def test_a_row_far_below_is_named(tmp_path: Path) -> None:
    finding = refusal(make.cases(tmp_path / "far.xlsx", make.row(900_000, b"CS-1", b"t")))
    assert (finding.rule, finding.place.row) == ("exchange.rows", 900_000)


def test_a_row_below_any_sheet_ends_the_reading(tmp_path: Path) -> None:
    """The reader makes every blank row before it: the fuzzer's find ran into the limit of time."""
    path = make.cases(tmp_path / "below.xlsx", make.row(10**30, b"CS-1", b"t"))
    finding = refusal(path)
    assert (finding.rule, finding.place.row) == ("exchange.rows", 1_048_577)


def test_rows_that_are_blank_cost_nothing(tmp_path: Path) -> None:
    blank = b'<row r="1048576"><c r="A1048576" s="0"/></row>'
    path = make.cases(tmp_path / "blank.xlsx", make.row(2, b"CS-1", b"t"), blank)
    assert [row.local_ref for row in read(path).rows] == ["CS-1"]


def test_a_size_of_the_sheet_that_lies_is_not_believed(tmp_path: Path) -> None:
    head = make.HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    pieces = [head, make.row(1, b"local_ref", b"title"), make.row(2, b"CS-1", b"t"), make.TAIL]
    path = make.workbook(tmp_path / "lie.xlsx", pieces)
    assert [row.row for row in read(path).rows] == [2]


def test_a_text_beyond_all_measure(tmp_path: Path) -> None:
    text = random.Random(1).randbytes(600_000).hex().encode()
    path = make.cases(tmp_path / "long.xlsx", make.row(2, b"CS-1", b"t", text))
    finding = refusal(path)
    assert (finding.rule, finding.place.row) == ("exchange.cell_characters", 2)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "damaged"),
        (b"%PDF-1.7\n", "two_kinds"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (b"title,body\na\0b,c\n", "not_text"),
        ("title,body\nZürich,Genève\n".encode("cp1252"), "encoding"),
        (b"title,body\n\xff\xfe\xc3\x28,\xed\xa0\x80\n", "encoding"),
        (b'title,body\n"never closed,' + b"row\n" * 100_000, "quote"),
        (b"title,body\nx," + b"y" * 1_100_000, "cell_characters"),
        (b'title,body\n"a"b,c\n', "csv"),
        (b"," * 600 + b"\n", "csv"),
        (b"title,body\nx,y\n", "unknown_shape"),
    ],
)
def test_text_that_is_none(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert rule(path) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "json_depth"),
        (b'{"cases":' + b"[" * 40 + b"]" * 40 + b"}", "json_depth"),
        (b'{"cases": [], "cases": []}', "json_twice"),
        (b'{"cases": [{"local_ref": "a", "local_ref": "b"}]}', "json_twice"),
        (b'{"cases": [{"value_total": {"amount": NaN}}]}', "json_nan"),
        (b'{"cases": [{"value_total": {"amount": -Infinity}}]}', "json_nan"),
        (b'{"cases": [{"consignments": ' + b"9" * 5_000 + b"}]}", "json_number"),
        (b'{"cases": [{"consignments": 1e999999999}]}', "json_number"),
        (b'{"cases": [{"consignments": 1e-999999999}]}', "json_number"),
        (b'{"cases": [{"consignments": 1e99999999999999999999}]}', "json_number"),
        (b'{"cases": [{"title": "\xff"}]}', "encoding"),
        (b'{"cases": [{"title": "\\ud800"}]}', "half_character"),
        (b'{"cases": [{"title": "x"}', "json"),
        (b'{"cases": {"title": "x"}}', "not_a_list"),
        (b'{"cases": ["x"]}', "not_an_object"),
        (b'{"cases": [{"value_total": 7}]}', "not_an_object"),
        (b'{"cases": [{"goods": [7]}]}', "not_an_object"),
        (b'{"cases": [{"source_more": [7]}]}', "not_a_list"),
        (b'{"cases": [{"title": {"a": 1}}]}', "not_a_list"),
        (b"[1, 2]", "unknown_shape"),
        (b'{"other": []}', "unknown_shape"),
    ],
)
def test_json_that_is_none(content: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    assert rule(path) == expected


def test_json_has_no_more_records_than_a_sheet_has_rows(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_bytes(b'{"cases": [' + b"{}," * LIMITS.rows + b"{}]}")
    finding = refusal(path)
    assert finding.rule == "exchange.json_rows"
    assert finding.values["limit"] == LIMITS.rows
    check_json('{"cases": [' + "{}," * (LIMITS.rows - 1) + "{}]}")


def test_what_is_no_file(tmp_path: Path) -> None:
    assert rule(tmp_path / "not-there.xlsx") == "missing"
    assert rule(tmp_path) == "elsewhere"
    (tmp_path / "file").write_bytes(b"x")
    assert rule(tmp_path / "file" / "below.xlsx") == "missing"


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(51_000_000)
    assert rule(path) == "file_size"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_what_needs_too_much_memory_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "wide.json"
    path.write_bytes(b'{"cases": [' + b"[]," * 12_000_000 + b"[]]}")
    assert rule(path) == "memory"


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "slip.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../evil.txt", "/abs.txt", "C:\\win.txt", "a/CON", "dup", "DUP"):
            archive.writestr(name, "x")
    assert rule(path) == "not_a_workbook"
    assert [entry.name for entry in tmp_path.rglob("*")] == ["slip.xlsx"]


def test_an_archive_of_too_many_parts(tmp_path: Path) -> None:
    path = tmp_path / "parts.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"p{number}", "")
    assert rule(path) == "parts"


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.98])
def test_a_workbook_that_is_cut_off(cut: float, tmp_path: Path) -> None:
    whole = make.cases(tmp_path / "whole.xlsx", make.row(2, b"CS-1", b"t")).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: int(len(whole) * cut)])
    assert rule(path) == "damaged"


@pytest.mark.parametrize("broken", [b"<row", b"</row>", b"&nothing;", b"\x01"])
def test_a_sheet_that_is_no_xml(broken: bytes, tmp_path: Path) -> None:
    path = make.workbook(tmp_path / "broken.xlsx", [make.HEAD, broken, make.TAIL])
    assert rule(path) == "failed"


def test_a_child_that_dies_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make.cases(tmp_path / "w.xlsx", make.row(2, b"CS-1", b"t"))
    silent = [sys.executable, "-c", "pass"]
    monkeypatch.setattr(sandbox, "command", lambda: silent)
    assert rule(path) == "failed"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_a_child_that_is_killed_by_its_clock_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make.cases(tmp_path / "w.xlsx", make.row(2, b"CS-1", b"t"))
    stopped = "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"
    monkeypatch.setattr(sandbox, "command", lambda: [sys.executable, "-c", stopped])
    assert rule(path) == "time"


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from rilo_desktop.exchange import sandbox_child

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert sandbox.command() == [sys.executable, READER]
    assert not sandbox_child.entered(["rilo", "list"])


IN_A_SHEET = {
    "rows", "columns", "cell_characters", "no_parent_sheet", "no_header", "no_column",
    "column_twice", "form_list_heading", "form_list_row", "form_list_empty", "form_list_blank",
    "form_list_key", "form_list_levels",
}  # fmt: skip
"""Their findings have a place of sheet or row, which is said before the sentence."""


def test_every_failure_has_one_whole_sentence() -> None:
    for code, message in MESSAGES.items():
        assert ("{file}" in message) is (code not in IN_A_SHEET), code
        assert message.endswith("."), code
