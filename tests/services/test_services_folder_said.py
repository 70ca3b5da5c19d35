"""`rilo import` of a folder of export-all says what came as drafts, waits, and was left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from edited_folder import EditedFolder
from received_offices import case, sent_cases

from rilo_desktop.cli import main
from rilo_desktop.records import Workflow
from rilo_desktop.services.office import export_all
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record

SUB, FOREIGN, NEW = "AP/2026/SUB/A0077", "SECRETARIAT/2026/CS/A0001", "AP/2026/CS/A0500"
SAID = {
    "en": (
        "1 new (as drafts), 0 changed, {same} the same",
        "Waiting for a decision (1): {case}",
        "To accept them: --take REFERENCE ..., or --take all",
        "Left out (2): AP/2026/SUB/A0077, SECRETARIAT/2026/CS/A0001",
    ),
    "fr": (
        "nouvelles\u202f: 1 (brouillons), modifiées\u202f: 0, inchangées\u202f: {same}",
        "En attente d’une décision (1)\u202f: {case}",
        "Pour les intégrer\u202f: --take RÉFÉRENCE ..., ou --take all",
        "Laissées de côté (2)\u202f: AP/2026/SUB/A0077, SECRETARIAT/2026/CS/A0001",
    ),
}


@pytest.fixture
def edited(
    make_session: Callable[..., Any], tmp_path: Path, passphrase: str, monkeypatch: Any
) -> tuple[Path, Path, str]:
    """The office, what it wrote out and somebody edited, and a released case."""
    office = make_session(sample=True)
    sent_cases(office, 0)
    forged = EditedFolder(tmp_path / "everything")
    export_all.write(office, forged.folder)
    released = case(office).reference
    forged.add("submission", reference=SUB, title="FORGED RELEASE")
    forged.change("case-study", released, title="OVERWRITTEN")
    forged.add("case-study", reference=FOREIGN, title="Theirs")
    forged.add("case-study", reference=NEW, title="New", workflow="released")
    office.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    return office.folder, forged.folder, released


@pytest.mark.parametrize("language", sorted(SAID))
def test_it_is_said_in_plain_words(
    edited: tuple[Path, Path, str], language: str, capsys: Any, monkeypatch: Any
) -> None:
    office, folder, released = edited
    monkeypatch.setenv("RILO_LANGUAGE", language)
    assert main(["import", str(office), str(folder), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["reference"] for one in told["waiting"]] == [released]
    places = [(one["file"], one["row"] > 1) for one in told["left_out"]]
    assert sorted(places) == [
        ("records/case-study-001.jsonl", True),
        ("records/submission-001.jsonl", True),
    ]
    assert (told["new"], told["changed"], told["operation"]) == (1, 0, 0)
    assert main(["import", str(office), str(folder)]) == 1, "something waits"
    said = capsys.readouterr()
    lines = said.out.splitlines()
    wanted = [one.format(same=told["same"], case=released) for one in SAID[language]]
    assert lines == wanted
    assert all(name in said.err for name in (SUB, FOREIGN, released))


def test_what_waits_is_taken_by_its_reference(
    edited: tuple[Path, Path, str], capsys: Any, passphrase: str
) -> None:
    office, folder, released = edited
    assert main(["import", str(office), str(folder), "--take", "AP/2026/CS/A0999"]) == 1
    assert "AP/2026/CS/A0999" in capsys.readouterr().err
    file = folder / "lists.json"
    assert main(["import", str(office), str(file), "--take", released]) == 1
    assert "--take" in capsys.readouterr().err
    assert main(["import", str(office), str(folder), "--take", released]) == 0
    with open_store(office, passphrase) as session:
        now = record.find(session, released).record
        assert (now.title_text, now.workflow) == ("OVERWRITTEN", Workflow.DRAFT)
        assert record.find(session, NEW).record.workflow == Workflow.DRAFT
