"""`rilo comment`, and approving a record that colleagues still talk about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import Workflow
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record, review
from rilo_desktop.store import officer_rows

FIRST, SECOND = "a passphrase of the first officer", "a passphrase of the second officer"


@pytest.fixture
def office(make_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of two, closed; commands are those of the second."""
    session = make_session()
    officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", SECOND)
    return session.folder


def rilo(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> tuple[str, str]:
    assert main([str(word) for word in words]) == code
    said = capsys.readouterr()
    return said.out, said.err


def test_colleagues_comment_answer_and_mark_done(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*words: object) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(rilo(capsys, "comment", *words, "--json")[0])
        return found

    assert told("list", office, "SND-01") == []
    assert "Nobody has commented" in rilo(capsys, "comment", "list", office, "SND-01")[0]
    told("add", office, "SND-01", "Is it \u202eright?", "--field", "title")
    told("add", office, "SND-01", "And the source?")
    (first, second) = told("add", office, "SND-01", "Yes.", "--answer", "1")
    assert [one["text"] for one in first["said"]] == ["Is it \u202eright?", "Yes."]
    assert (first["field"], first["number"], second["number"]) == ("title", 1, 2)
    found = told("done", office, "SND-01", "1")
    assert [(one["number"], one["is_open"]) for one in found] == [(1, True), (2, False)]
    assert all(one["is_open"] for one in told("done", office, "SND-01", "2", "--reopen"))
    said = rilo(capsys, "comment", "list", office, "SND-01")[0]
    assert "AP-02" in said
    assert "\u202e" not in said


def test_what_cannot_be_is_refused(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rilo(capsys, "comment", "done", office, "SND-01", "1", code=1)
    rilo(capsys, "comment", "add", office, "SND-01", "x", "--field", "colour", code=1)
    rilo(capsys, "comment", "add", office, "SND-01", " ", code=1)
    rilo(capsys, "comment", "done", office, "SND-01", "one", code=2)
    answer = ("comment", "add", office, "SND-01", "x", "--answer", "1", "--field", "title")
    rilo(capsys, *answer, code=2)
    assert json.loads(rilo(capsys, "comment", "list", office, "SND-01", "--json")[0]) == []


def test_approving_with_open_comments_is_asked_first(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(office, FIRST) as session:
        shipped = record.find(session, "SND-01")
        kept = record.with_values(shipped.record, {"title": f"{shipped.record.title_text}."})
        record.save(session, kept, shipped.revision)
        review.send(session, kept.id)
    rilo(capsys, "comment", "add", office, "SND-01", "Which port?")
    _, refused = rilo(capsys, "approve", office, "SND-01", code=1)
    assert "open comments" in refused
    rilo(capsys, "approve", office, "SND-01", "--with-open-comments")
    with open_store(office, FIRST) as session:
        assert record.find(session, "SND-01").record.workflow == Workflow.APPROVED
