"""`rilo form`: a workbook goes in, answers are checked, and the exit code says what was found."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import form_workbooks as make
import pytest

from rilo_desktop.cli import main

HEAD = "a passphrase of the first officer"
FORM = Path(str(resources.files("rilo_desktop.assets"))) / "forms" / "rilo_questionnaire.xlsx"
ANSWERS = Path(__file__).resolve().parent.parent / "fixtures" / "forms"
STOPPED = """
| survey |
| | type | name | label | required | required_message | relevant |
| | integer | staff | Staff | | | |
| | integer | women | Of them women | | | |
| | note | stop | More women than staff. | yes | Correct one of the two. | ${women} > ${staff} |
| settings |
| | form_id | form_title | version |
| | counted | Counted | 1 |
"""
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


TOLD = """
| survey |
| | type | name | label | required |
| | username | who | | |
| | deviceid | where | | |
| | audio | voice | Say it | yes |
| | note | n | ${who} of ${where} said ${voice} | |
| | text | a | A | |
| settings |
| | form_id | form_title | version |
| | told | Told | 1 |
"""


def test_what_answers_will_hold_of_office_and_officer_is_told(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "told.md"
    form.write_text(TOLD, "utf-8")
    code, _, said = rilo("form", "add", office, form)
    assert code == 0
    assert "voice" in said
    assert "(where): its answers will have your office's code." in said
    assert "(who): its answers will have the officer's sign, not a name." in said
    found = data(rilo("form", "show", office, "told", "--json"))
    left = {"row": 4, "name": "voice", "feature": "audio", "required": True, "named": True}
    assert found["left_out"] == [left]


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
    code, out, err = rilo("form", "answer", office, "rilo_questionnaire", bad)
    assert (code, out) == (1, "")
    assert "bad.json answers no question of rilo_questionnaire: it holds no answers" in err


def values(office: Path, rilo: Rilo) -> dict[str, str]:
    """Path -> answer, of the only answers that the office has."""
    (kept,) = data(rilo("list", office, "questionnaire-answers", "--json"))
    found = data(rilo("show", office, kept["reference"], "--json"))
    return {one["path"]: one["value"] for one in found["answers"] if one.get("value")}


def test_a_file_that_fits_nothing_changes_nothing(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    rilo("form", "add", office, FORM)
    rilo("form", "answer", office, "rilo_questionnaire", changed(tmp_path))
    before = values(office, rilo)
    other = tmp_path / "other.json"
    for answers in (
        {"household": {"size": 4}, "village": "x"},
        {},
        [],
        {"manpower": 4},
        {"note": 1},
    ):
        other.write_text(json.dumps({"answers": answers}), "utf-8")
        code, out, err = rilo("form", "answer", office, "rilo_questionnaire", other)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert "answers no question of rilo_questionnaire" in err
        assert values(office, rilo) == before
    other.write_text(json.dumps({"answers": {"household": {}, "village": "x"}}), "utf-8")
    assert (
        "“household”, “village”" in rilo("form", "answer", office, "rilo_questionnaire", other)[2]
    )


def test_a_file_that_fits_in_part_is_kept_where_one_says_so(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    rilo("form", "add", office, FORM)
    answer = ("form", "answer", office, "rilo_questionnaire")
    rilo(*answer, changed(tmp_path))
    before = values(office, rilo)
    part = tmp_path / "part.json"
    part.write_text(json.dumps({"answers": {"manpower": {"host": 9}, "village": "x"}}), "utf-8")
    code, out, err = rilo(*answer, part)
    assert code == 1
    assert "village: The form has no question of this name." in out
    assert "Answers that fit the form: 1. Left out: 1." in err
    assert "Nothing was kept. Correct the file, or keep what fits: --leave-unfit" in err
    assert values(office, rilo) == before
    assert "Nothing was kept" in rilo(*answer, part, "--dry-run")[2]
    code, out, err = rilo(*answer, part, "--leave-unfit")
    assert code == 1
    assert "Kept as " in out
    assert f"Earlier answers ({len(before)}) stay as a revision" in err
    after = values(office, rilo)
    assert after["manpower/host"] == "9"
    assert len(after) < len(before)


def test_answers_that_a_file_replaced_are_brought_back(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    rilo("form", "add", office, FORM)
    answer = ("form", "answer", office, "rilo_questionnaire")
    rilo(*answer, changed(tmp_path))
    before = values(office, rilo)
    part = tmp_path / "part.json"
    part.write_text(json.dumps({"answers": {"manpower": {"host": 9}}}), "utf-8")
    rilo(*answer, part)
    (kept,) = data(rilo("list", office, "questionnaire-answers", "--json"))
    history = ("history", office, kept["reference"])
    assert [one["number"] for one in data(rilo(*history, "--json"))] == [2, 1]
    assert rilo(*history)[1].splitlines()[1].startswith("2 ")
    assert "says again what revision 1 said" in rilo(*history, "--restore", 1)[1]
    assert values(office, rilo) == before
    assert [one["number"] for one in data(rilo(*history, "--json"))] == [3, 2, 1]
    code, _, err = rilo(*history, "--restore", 9)
    assert code == 1
    assert "no such revision" in err


def test_a_note_that_stands_is_said_and_no_return_leaves(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "counted.md"
    form.write_text(STOPPED, "utf-8")
    rilo("form", "add", office, form)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": {"staff": 7, "women": 8}}), "utf-8")
    code, out, _ = rilo("form", "answer", office, "counted", file)
    assert code == 1
    assert "stop: Correct one of the two." in out
    pdf = tmp_path / "return.pdf"
    sent = ("submit", office, "questionnaire-return", "--form", "counted", "--reason", "as agreed")
    code, _, err = rilo(*sent, "--out", pdf)
    assert code == 1
    assert "More women than staff: Correct one of the two." in err
    assert not pdf.exists()
    file.write_text(json.dumps({"answers": {"staff": 9, "women": 8}}), "utf-8")
    assert rilo("form", "answer", office, "counted", file)[0] == 0
    assert rilo(*sent, "--out", pdf)[0] == 0


def test_a_note_without_a_message_says_its_words_once(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "counted.md"
    words = "More women (${women}) than staff."
    form.write_text(
        STOPPED.replace("Correct one of the two.", "").replace("More women than staff.", words),
        "utf-8",
    )
    rilo("form", "add", office, form)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": {"staff": 7, "women": 8}}), "utf-8")
    rilo("form", "answer", office, "counted", file)
    sent = ("submit", office, "questionnaire-return", "--form", "counted", "--reason", "as agreed")
    _, _, err = rilo(*sent, "--out", tmp_path / "return.pdf")
    assert "More women (8) than staff: The answers cannot be sent as long as this note" in err
    assert err.count("More women") == 1


def test_a_note_that_always_stands_is_said_when_the_form_is_taken(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    form = tmp_path / "counted.md"
    form.write_text(STOPPED, "utf-8")
    assert "No office can send" not in rilo("form", "add", office, form)[2]
    form.write_text(STOPPED.replace("${women} > ${staff}", "").replace("| 1 |", "| 2 |"), "utf-8")
    said = "row 4, stop: No office can send its answers: this note is required and stands."
    assert said in rilo("form", "add", office, form)[2]
    code, out, err = rilo("form", "check", form)
    assert code == 1
    assert said in out + err


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


def test_a_form_is_added_with_the_lists_that_it_asks_for(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    path = make.workbook(
        tmp_path / "places.xlsx",
        make.survey(
            "type; name; label; choice_filter; calculation",
            "text; region; Region",
            "select_one_from_file towns.csv; town; Town; region = ${region}",
            "calculate; port; ; ; pulldata('ports', 'port', 'town', ${town})",
            settings=("form_id; version", "places; 1"),
        ),
    )
    towns, ports = tmp_path / "towns.csv", tmp_path / "ports.csv"
    towns.write_text("name,label,region\nbo,Bogotá,an\nbu,Buenaventura,pa\n", "utf-8")
    ports.write_text("town;port\nbu;COBUN\n", "utf-8")
    code, _, said = rilo("form", "add", office, path)
    assert code != 0
    assert said.splitlines() == [
        "The form places.xlsx asks for a list towns.csv: give it with the form.",
        "The form places.xlsx asks for a list ports.csv: give it with the form.",
    ]
    french = rilo("--language", "fr", "form", "add", office, path, "--with", towns)[2]
    assert "demande une liste ports.csv" in french
    assert data(rilo("form", "list", office, "--json")) == []
    bad = tmp_path / "bad" / "ports.csv"
    bad.parent.mkdir()
    bad.write_text("town,port\nbu,COBUN\nbu,COSMR\n", "utf-8")
    said = rilo("form", "add", office, path, "--with", towns, bad)[2]
    assert said.startswith("ports.csv, row 3: “bu” stands in the column town of an earlier row")
    added = data(rilo("form", "add", office, path, "--with", towns, "--with", ports, "--json"))
    assert added["files"] == ["towns.csv", "ports.csv"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers": {"region": "pa", "town": "bo"}}), "utf-8")
    (problem,) = data(rilo("form", "answer", office, "places", answers, "--dry-run", "--json"), 1)
    assert problem["path"] == "town"
    answers.write_text(json.dumps({"answers": {"region": "pa", "town": "bu"}}), "utf-8")
    assert rilo("form", "answer", office, "places", answers)[0] == 0
