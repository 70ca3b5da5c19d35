"""`rilo form`: a workbook goes in, answers are checked, and the exit code says what was found."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main

HEAD = "a passphrase of the first officer"
FORM = Path(str(resources.files("rilo_desktop.assets"))) / "forms" / "rilo_questionnaire.xlsx"
ANSWERS = Path(__file__).resolve().parent.parent / "fixtures" / "forms"
Rilo = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rilo:
    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("RILO_PASSPHRASE", HEAD)
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def office(tmp_path: Path, rilo: Rilo, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", HEAD)
    assert rilo("new", tmp_path / "office", "--office", "XX", "--officer", "XX-01")[0] == 0
    return tmp_path / "office"


def data(answer: tuple[int, str, str], code: int = 0) -> Any:
    assert answer[0] == code, answer[2]
    return json.loads(answer[1])


def changed(folder: Path, **changes: Any) -> Path:
    said = json.loads((ANSWERS / "rilo_questionnaire_answers_XX.json").read_text("utf-8"))
    said["answers"]["manpower"] |= changes
    path = folder / "answers.json"
    path.write_text(json.dumps(said), "utf-8")
    return path


def test_a_form_is_added_listed_and_shown(office: Path, rilo: Rilo) -> None:
    added = data(rilo("form", "add", office, FORM, "--json"))
    assert added["form_id"] == "rilo_questionnaire"
    assert added["version"] == "2026112701"
    assert added["reference"].startswith("XX/")
    assert added["new"]
    again = data(rilo("form", "add", office, FORM, "--json"))
    assert (again["reference"], again["new"]) == (added["reference"], False)
    (listed,) = data(rilo("form", "list", office, "--json"))
    assert listed["reference"] == added["reference"]
    shown = data(rilo("form", "show", office, "rilo_questionnaire", "--json"))
    assert shown["languages"] == ["en", "fr"]
    assert {"path": "manpower/host", "type": "integer"}.items() <= next(
        one for one in shown["questions"] if one["path"] == "manpower/host"
    ).items()
    text = rilo("form", "show", office, "rilo_questionnaire")
    assert "  host:" in text[1]
    assert "row 2, start" in text[1]


def test_answers_give_findings_and_an_exit_code(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    rilo("form", "add", office, FORM)
    answer = ("form", "answer", office, "rilo_questionnaire")
    assert data(rilo(*answer, changed(tmp_path), "--dry-run", "--json")) == []
    assert data(rilo("list", office, "questionnaire-answers", "--json")) == []
    found = data(rilo(*answer, changed(tmp_path, host="many"), "--json"), code=1)
    (wrong,) = [one for one in found if one["path"] == "manpower/host"]
    assert wrong["rule"] == "type"
    assert "many" in wrong["message"]
    (kept,) = data(rilo("list", office, "questionnaire-answers", "--json"))
    assert kept["workflow"] == "draft"
    assert data(rilo(*answer, changed(tmp_path), "--json")) == []


def test_bad_input_is_one_sentence_with_its_place(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    code, _, err = rilo("form", "show", office, "unheard")
    assert code == 1
    assert "unheard" in err
    rilo("form", "add", office, FORM)
    bad = tmp_path / "bad.json"
    bad.write_text('{"answers": [', "utf-8")
    code, out, err = rilo("form", "answer", office, "rilo_questionnaire", bad)
    assert code == 1
    assert not out
    assert "line 1" in err
    bad.write_text('{"answers": []}', "utf-8")
    found = data(rilo("form", "answer", office, "rilo_questionnaire", bad, "--json"), code=1)
    assert {"path": "", "rule": "type"}.items() <= found[0].items()


def test_the_table_and_the_return_at_the_command_line(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    rilo("form", "add", office, FORM)
    rilo("form", "answer", office, "rilo_questionnaire", changed(tmp_path))
    out = tmp_path / "table.xlsx"
    table = data(rilo("form", "table", office, "rilo_questionnaire", "--out", out, "--json"))
    assert out.stat().st_size
    assert [one["office"] for one in table["offices"] if one["received"]] == ["XX"]
    host = next(one for one in table["rows"] if one["path"] == "manpower/host")
    assert host["answers"]["XX"] == {"state": "answered", "values": ["7"]}
    text = rilo("form", "table", office, "rilo_questionnaire")[1]
    assert "1 of 12 offices answered" in text
    pdf = tmp_path / "return.pdf"
    made = rilo(
        "submit", office, "questionnaire-return", "--form", "rilo_questionnaire",
        "--reason", "as agreed", "--out", pdf, "--json",
    )  # fmt: skip
    assert data(made)["type"] == "QR"
    assert pdf.read_bytes().startswith(b"%PDF-")
    code, _, err = rilo("submit", office, "questionnaire-return", "--form", "unheard", "--out", pdf)
    assert code == 1
    assert "unheard" in err


def test_earlier_answers_are_carried_over(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    rilo("form", "add", office, FORM)
    said = json.loads(changed(tmp_path).read_text("utf-8"))
    said["meta"]["period"] = "2024"
    file = tmp_path / "earlier.json"
    file.write_text(json.dumps(said), "utf-8")
    rilo("form", "answer", office, "rilo_questionnaire", file)
    (earlier,) = data(rilo("list", office, "questionnaire-answers", "--json"))
    carried = data(
        rilo("form", "carry", office, "rilo_questionnaire", earlier["reference"], "--json")
    )
    assert carried == {"reference": earlier["reference"], "left": [], "unfit": []}
    code, _, err = rilo("form", "carry", office, "rilo_questionnaire", "XX/2026/QA/A0099")
    assert code == 1
    assert "A0099" in err
