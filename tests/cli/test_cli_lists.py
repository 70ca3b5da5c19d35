"""`rilo list` writes a list, narrowed and sorted as it was asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rilo_desktop.cli import main
from rilo_desktop.services.office.session import Session

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def office(make_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch) -> str:
    session = make_session(sample=True)
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    return str(session.folder)


def test_a_list_is_written_with_its_filters_columns_and_order(
    office: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    columns = ["--fields", "title,conveyance,internal_note", "--withhold", "--language", "fr"]
    asked = ["--where", "conveyance", "AIR", "--sort", "title-"]
    assert main(["list", office, "case-study", *asked, *columns, "--out", str(path)]) == 0
    said = capsys.readouterr()
    assert "TLP:" in said.out
    assert "Left out, for the office only: Note for the office only" in said.err
    above, heads, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert above[0].startswith("TLP:")
    assert heads[1] == "Moyen de transport"
    assert len(rows) > 1
    assert {row[1] for row in rows} == {"Aérien"}
    assert main(["list", office, "case-study", *asked, "--json"]) == 0
    assert [one["title"] for one in json.loads(capsys.readouterr().out)] == [row[0] for row in rows]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--where", "colour", "red"], "cannot be narrowed or sorted by colour"),
        (["--sort", "colour"], "cannot be narrowed or sorted by colour"),
        (["--out", "x.docx"], "x.docx ends in none of .xlsx, .ods, .csv, .json"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    office: str, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", office, "case-study", *asked]) == 1
    assert said in capsys.readouterr().err
