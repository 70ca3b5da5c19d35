"""Consultations at the command line: a draft comes in, comments go out as a table and a return."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pypdfium2 import PdfDocument

from practice_years import FIXED
from rilo_desktop.cli import main
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record

Output = pytest.CaptureFixture[str]
OWN = "XX-CONS-2025-01"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> Path:
    for name in ("RILO_PASSPHRASE", "RILO_NEW_PASSPHRASE"):
        monkeypatch.setenv(name, "a passphrase of the first officer")
    folder = tmp_path / "office"
    assert main(["new", str(folder), "--office", "XX", "--officer", "XX-01"]) == 0
    capsys.readouterr()
    return folder


def _answer(capsys: Output, *arguments: object) -> Any:
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_draft_comes_from_a_file(office: Path, capsys: Output, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Rules\n\n1. Offices meet.\n\n2. They write.\n", "utf-8")
    made = _answer(
        capsys, "consultation", "add", office, draft, "--subject", "D-1", "--closes", "2026-12-20"
    )
    assert (made["kind"], made["title"], made["subject"]) == ("consultation", "Rules", "D-1")
    (listed,) = _answer(capsys, "consultation", "list", office)
    assert (listed["paragraphs"], listed["states"]["not_read"]) == (2, 2)
    shown = _answer(capsys, "consultation", "show", office, made["reference"])
    assert shown["open"] == ["1", "2"]
    held = _answer(capsys, "show", office, made["reference"])
    assert [one["name"] for one in held["attachments"]] == ["draft.txt"], "the file itself stays"
    assert main(["consultation", "add", str(office), str(tmp_path / "none.txt")]) == 1
    assert main(["consultation", "show", str(office), "CO-NONE"]) == 1


def test_all_comments_are_one_table(office: Path, capsys: Output, tmp_path: Path) -> None:
    assert main(["import", str(office), str(FIXED)]) == 0
    capsys.readouterr()
    said = json.loads(FIXED.read_text("utf-8"))["consultation"]["paragraphs"]
    expected = sorted(
        (str(part["no"]), line["office"], line["position"])
        for part in said
        for line in part["comments"]
    )
    book, text = tmp_path / "comments.xlsx", tmp_path / "comments.csv"
    found = _answer(capsys, "consultation", "table", office, OWN, "--out", book)
    rows = [(row["number"], row["office"], row["position"]) for row in found["comments"]]
    assert sorted(rows) == expected
    assert found["missing"] == ["X1", "X3", "X5", "X6", "X8", "XA", "XB"]
    _answer(capsys, "consultation", "table", office, OWN, "--out", text)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    in_book = [tuple(str(cell or "") for cell in row[:4]) for row in sheet.values][1:]
    in_text = list(csv.reader(text.read_text("utf-8-sig").splitlines()))[1:]
    assert [tuple(row[:4]) for row in in_text] == in_book
    assert [(row[0], row[3]) for row in in_book] == [row[:2] for row in rows]
    left = _answer(capsys, "list", office, "dissemination")
    assert [one["what"] for one in left] == ["table", "table"]
    wrong = ["consultation", "table", str(office), OWN, "--out", str(tmp_path / "comments.pdf")]
    assert main(wrong) == 1


def test_the_return_has_our_comments_and_no_others(
    office: Path, capsys: Output, tmp_path: Path
) -> None:
    main(["import", str(office), str(FIXED)])
    capsys.readouterr()
    file = tmp_path / "return.pdf"
    made = _answer(capsys, "submit", office, "consultation-return", "--record", OWN, "--out", file)
    assert made["pages"] >= 1
    with pikepdf.open(file) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    data = files["submission.json"].decode("utf-8")
    assert "natural persons and companies" in data
    assert "twice a year" not in data, "what another office said left with ours"
    rows = list(csv.DictReader(files["comments.csv"].decode("utf-8").splitlines()))
    assert [row["paragraph"] for row in rows] == [str(n) for n in range(1, 13)]
    assert rows[9]["position"] == "disagree"


def test_a_draft_names_the_paper_that_it_is_of(
    office: Path, capsys: Output, tmp_path: Path
) -> None:
    main(["import", str(office), str(FIXED)])
    capsys.readouterr()
    with open_store(office, "a passphrase of the first officer") as session:
        values = {"title": "Guide to minutes", "tlp": "GREEN"}
        new = record.with_values(record.new(session, "product"), values)
        made = record.save(session, new).stored.record
    draft = tmp_path / "draft.txt"
    draft.write_text("Rules\n\n1. Offices meet.\n", "utf-8")
    add = ["consultation", "add", office, draft, "--document"]
    found = _answer(capsys, *add, made.reference)
    assert found["document"] == made.id
    assert main([*map(str, add), "PD-NONE"]) == 1
    assert main(["show", str(office), found["reference"]]) == 0
    assert "Guide to minutes" in capsys.readouterr().out
    file = tmp_path / "return.pdf"
    order = ["submit", office, "consultation-return", "--record", found["reference"]]
    _answer(capsys, *order, "--reason", "as agreed", "--out", file)
    text = " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(file))
    assert "draft of Guide to minutes" in " ".join(text.split())
