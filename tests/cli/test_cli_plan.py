"""`rilo plan` and `rilo item`: a plan from minutes to the next one, by two officers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main

HEAD, SECOND = "a passphrase of the first officer", "a passphrase of the second officer"
Rilo = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rilo:
    def run(*arguments: object, passphrase: str = HEAD) -> tuple[int, str, str]:
        monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def office(tmp_path: Path, rilo: Rilo, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "office"
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", HEAD)
    assert rilo("new", folder, "--office", "AP", "--officer", "AP-01")[0] == 0
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", SECOND)
    made = rilo(
        "officer", "add", folder, "AP-02", "--function", "Duty analyst", "--role", "reviewer"
    )
    assert made[0] == 0, made
    monkeypatch.setenv("RILO_NEW_PASSPHRASE", SECOND + " of my own")
    changed = rilo("passphrase", folder, "--as", "AP-02", passphrase=SECOND)
    assert changed[0] == 0, changed
    return folder


def data(answer: tuple[int, str, str], code: int = 0) -> Any:
    assert answer[0] == code, answer[2]
    return json.loads(answer[1])


def made_plan(office: Path, rilo: Rilo, tmp_path: Path) -> Any:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(
        "32.1 Data entry within 20 days by June 2026 (Data steward)\n32.2 Bulletins in French\n",
        "utf-8",
    )
    return data(
        rilo(
            *("plan", "make", office, "--title", "Plan 2025-2026", "--first", "2025"),
            *("--last", "2026", "--meeting", "32nd meeting", "--minutes", minutes, "--json"),
        )
    )


def test_a_plan_goes_from_minutes_to_the_next_one(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    plan = made_plan(office, rilo, tmp_path)
    assert plan["items"] == 2
    first, second = data(rilo("plan", "show", office, "--json"))
    assert [first["state"], second["due"]] == ["late", None] or first["due"] == "2026-06-30"

    code, _, said = rilo("item", "close", office, first["reference"], "--outcome", "Median 19")
    assert code == 1
    assert "evidence" in said
    assert "verifies" in said
    closed = data(
        rilo(
            *("item", "close", office, first["reference"], "--outcome", "Median 19 days"),
            *("--evidence", "Figures", "71 cases with both dates"),
            *("--reference", second["reference"], "--verify-by", "Duty analyst", "--json"),
        )
    )
    assert closed["progress"] == "completed"
    assert [entry["title"] for entry in closed["evidence"]] == ["Figures", "Bulletins in French"]
    assert rilo("item", "verify", office, first["reference"])[0] == 1

    own = SECOND + " of my own"
    verified = rilo(
        "item", "verify", office, first["reference"], "--as", "AP-02", "--json", passphrase=own
    )
    assert data(verified)["verification"] == "verified"

    rilo("item", "report", office, second["reference"], "Two of four", "--percent", "50")
    after = data(
        rilo(
            *("plan", "make", office, "--title", "Plan 2027-2028", "--first", "2027"),
            *("--last", "2028", "--follows", plan["reference"]),
            *("--carry", second["reference"], "2027-06-30", "--json"),
        )
    )
    assert after["follows"] == plan["id"]
    (carried,) = data(rilo("plan", "show", office, "--json"))
    assert (carried["due"], carried["percent"]) == ("2027-06-30", 50)
    old = data(rilo("show", office, second["reference"], "--json"))
    assert old["progress"] == "carried_over"


def test_what_was_closed_goes_back(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    made_plan(office, rilo, tmp_path)
    first, _ = data(rilo("plan", "show", office, "--json"))
    name = first["reference"]
    assert rilo("item", "return", office, name, "--reason", "Not closed at all")[0] == 1
    rilo(
        *("item", "close", office, name, "--outcome", "Done", "--evidence", "Note", "Text"),
        *("--verify-by", "Duty analyst"),
    )
    back = data(rilo("item", "return", office, name, "--reason", "No figures", "--json"))
    assert back["progress"] == "in_progress"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00 no text", b"x" * 2_000_000])
def test_minutes_that_are_no_text_are_refused(
    office: Path, rilo: Rilo, tmp_path: Path, content: bytes
) -> None:
    minutes = tmp_path / "minutes.docx"
    minutes.write_bytes(content)
    code, _, said = rilo(
        *("plan", "make", office, "--title", "Plan", "--first", "2025", "--last", "2026"),
        *("--minutes", minutes),
    )
    assert code == 1
    assert "plain text" in said
    assert data(rilo("plan", "show", office, "--json")) == []


def test_every_kind_is_listed(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    plan = made_plan(office, rilo, tmp_path)
    (listed,) = data(rilo("list", office, "action-plan", "--json"))
    assert listed["reference"] == plan["reference"]
    assert len(data(rilo("list", office, "action-item", "--json"))) == 2
