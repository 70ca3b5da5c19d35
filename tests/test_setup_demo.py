"""The demonstration makes every document or says which it did not, makes anew only what it made,
and opens no window where nobody looks."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rilo_desktop.presentation.documents import DOCUMENTS, SUBMISSIONS
from rilo_desktop.services.submissions.submission_request import SubmissionRequest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", ROOT / "tools" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "OUT", tmp_path)
    monkeypatch.setattr(module, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(module, "BACKUP", tmp_path / "office" / "backups" / module.BACKUP.name)
    return module


def test_an_office_of_somebody_else_is_left_alone(
    demo: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.OFFICE.mkdir()
    (demo.OFFICE / "store.db").write_bytes(b"work of a year")
    assert demo.main() == 1
    assert (demo.OFFICE / "store.db").read_bytes() == b"work of a year"
    assert "was not made by this demonstration" in capsys.readouterr().err


def test_the_office_of_an_earlier_demonstration_makes_room(demo: ModuleType) -> None:
    demo.OFFICE.mkdir()
    (demo.OFFICE / demo.MARKER).touch()
    demo.clear_earlier_office()
    assert not demo.OFFICE.exists()


def test_a_display_counts_but_never_in_ci(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    assert demo.has_display()
    monkeypatch.setenv("CI", "true")
    assert not demo.has_display()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_pictures_are_saved(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not demo.has_display()
    assert demo.environment()["QT_QPA_PLATFORM"] == "offscreen"


def test_every_registered_type_of_document_is_made_in_each_language(demo: ModuleType) -> None:
    names = {path.name for path in demo.expected()}
    assert names == {f"{d.name}-{code}.pdf" for d in DOCUMENTS.values() for code in ("en", "fr")}
    assert {*demo.OTHERS} == {d.name for d in DOCUMENTS.values()} - {*SUBMISSIONS}


@pytest.fixture
def commands(demo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is called in the place of the programs; each submission has a record."""
    called: list[list[str]] = []

    def run(_program: str, *words: object, answer: bool = False) -> str:
        called.append([str(word) for word in words])
        if "action-plan-status" in called[-1]:
            raise demo.Stop("Completed without evidence")
        Path(called[-1][called[-1].index("--out") + 1]).touch()
        records = [] if "products" in called[-1] else ["one"]
        return json.dumps({"records": records, "reference": f"XX/{called[-1][2]}"})

    orders = {name: SubmissionRequest(name, year=2026) for name in SUBMISSIONS}
    monkeypatch.setattr(demo, "run", run)
    monkeypatch.setattr(demo, "usual_orders", lambda: orders)
    return called


def test_what_cannot_be_made_is_named_with_the_reason_and_the_others_are_made(
    demo: ModuleType, commands: list[list[str]]
) -> None:
    missing = demo.make_documents()
    assert missing == [
        "action-plan-status-en.pdf: Completed without evidence",
        "action-plan-status-fr.pdf: Completed without evidence",
        "products-en.pdf: the practice office has no records for it",
        "products-fr.pdf: the practice office has no records for it",
    ]
    there = {path.name for path in demo.expected() if path.exists()}
    assert len(there) == len([*demo.expected()]) - 4
    assert len(commands) == len([*demo.expected()])


def test_the_cover_note_goes_with_the_papers_that_are_owed(
    demo: ModuleType, commands: list[list[str]]
) -> None:
    demo.make_documents()
    (note,) = [one for one in commands if one[2] == "cover-note" and "fr" in one]
    papers = [word for word in note if word.startswith("XX/")]
    owed = {f"XX/{d.name}" for d in SUBMISSIONS.values() if d.obligations}
    assert {*papers} == owed - {"XX/action-plan-status"}


def test_a_type_that_nobody_knows_to_make_is_missing(
    demo: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(demo.OTHERS, "network-report")
    assert [one for one in demo.make_documents() if "network-report" in one and "OTHERS" in one]


def test_a_demonstration_without_a_document_ends_with_an_error(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in ("make_office", "import_again", "take_pictures"):
        monkeypatch.setattr(demo, step, lambda: None)
    monkeypatch.setattr(demo, "has_display", lambda: False)
    monkeypatch.setattr(demo, "make_documents", lambda: ["bulletin-fr.pdf: a reason"])
    assert demo.main() == 1
    assert "bulletin-fr.pdf: a reason" in capsys.readouterr().err


def test_the_check_finds_a_document_that_is_not_there(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(demo, "run", lambda _program, *words: called.append(words))
    demo.OFFICE.mkdir()
    for path in demo.expected():
        path.touch()
    demo.document(SUBMISSIONS["bulletin"], "fr").unlink()
    assert demo.main(["--check"]) == 1
    check, backup, drill = called
    assert check == ("check", demo.OFFICE)
    assert backup == ("backup", demo.OFFICE, demo.BACKUP)
    assert drill == ("drill", demo.BACKUP, demo.OFFICE)
    assert demo.BACKUP.parent.is_dir()  # a new office has none, and rilo backup makes none
    assert "not there: bulletin-fr.pdf" in capsys.readouterr().err


def test_the_pictures_it_takes_are_scenes_that_there_are(demo: ModuleType) -> None:
    from screenshots import NAMES

    assert {*demo.SCENES} <= {*NAMES}
