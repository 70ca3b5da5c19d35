"""Activities at the command line: a line notes one, a year is counted, bad input says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main

Output = pytest.CaptureFixture[str]


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


def test_a_line_is_noted_and_counted(office: Path, capsys: Output) -> None:
    line = "training X-ray pictures, 2 days, 12 officers, QM, 2025-03-03"
    made = _answer(capsys, "note", office, line)
    assert made["kind"] == "activity"
    shown = _answer(capsys, "show", office, made["reference"])
    assert shown["id"] == made["id"]
    year = _answer(capsys, "activities", office, "--year", 2025)
    (training,) = [one for one in year["kinds"] if one["kind"] == "training"]
    assert (training["year"], training["months"][2]) == (1, 1)
    assert len(_answer(capsys, "list", office, "activity")) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "X-ray pictures, 12 officers",
            "names no kind of activity: begin it with one of operation",
        ),
        ("visit Analysts, 3 mar 2025, 5 mar 2025", "several dates (2025-03-03, 2025-03-05)"),
        ("visit", "The line has no title"),
        ("", "names no kind"),
    ],
)
def test_what_would_be_asked_is_refused_in_one_sentence(
    office: Path, capsys: Output, line: str, said: str
) -> None:
    assert main(["note", str(office), line]) == 1
    out, err = capsys.readouterr()
    assert said in err
    assert "Traceback" not in out + err
    assert _answer(capsys, "list", office, "activity") == []
