"""The self-test finds what is wrong, says so in its report, and never waits for ever."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop import __version__, self_test
from rilo_desktop.exchange import sandbox, sandbox_check
from rilo_desktop.self_test import FAULT, NO_ANSWER, REPORT, WHOLE, SelfTest, expect
from short_forms import FULL


def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / REPORT).read_text("utf-8"))
    return found


FORKED = (
    "import sys; from rilo_desktop import app; from rilo_desktop.exchange import sandbox\n"
    "sandbox.command = lambda: sys.argv[3:]; sys.exit(app.main(sys.argv[1:3]))"
)
"""The program, whose files are read by the server of the tests: see `reader_server`."""


def test_a_program_from_source_does_its_work(tmp_path: Path) -> None:
    """Half of its time is the start of readers: only the full form, and the frozen program, start
    their own for each document."""
    folder = tmp_path / "Žluťoučký kůň 日本"
    command = [sys.executable, "-m", "rilo_desktop.app", "--self-test", str(folder)]
    if not FULL:
        command = [sys.executable, "-c", FORKED, "--self-test", str(folder), *sandbox.command()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = report(folder)
    assert found["faults"] == [], done.stderr
    assert (done.returncode, found["whole"]) == (WHOLE, True)
    assert found["program"]["version"] == __version__
    names = [step["name"] for step in found["steps"]]
    office = ["office", "limits", "reading", "documents", "received", "backup", "check"]
    assert names == ["parts", "network", *office, "window", "start"]
    steps = {step["name"]: step for step in found["steps"]}
    assert 0 < steps["start"]["usable_after"] < 60
    assert steps["limits"]["memory"] or sys.platform == "win32"
    documents = steps["documents"]["documents"]
    assert len(documents) >= 6
    assert {f"{name}.pdf" for name in documents} <= {file.name for file in folder.iterdir()}
    assert {p.name for p in folder.glob("window-*.png")} == set(steps["window"]["pictures"])
    assert steps["received"]["documents"] == len(documents)


def test_a_frozen_program_with_a_client_of_a_network_is_not_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This environment has aiohttp, which pyHanko asks for: the frozen program must not."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(SelfTest, "_all_steps", lambda test: (test._network,))
    assert self_test.run(tmp_path) == FAULT
    assert "'aiohttp'" in report(tmp_path)["faults"][0]


def test_a_limit_that_does_not_hold_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"memory": True, "network": False}
    monkeypatch.setattr(sandbox_check, "limits_in_force", lambda _file: held)
    monkeypatch.setattr(SelfTest, "_all_steps", lambda test: (test._limits,))
    assert self_test.run(tmp_path) == WHOLE
    assert "network" in report(tmp_path)["warnings"][0]


def test_a_step_that_fails_ends_it_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _broken() -> None:
        expect(False, "the font is gone")

    monkeypatch.setattr(SelfTest, "_all_steps", lambda _self: (_broken,))
    assert self_test.run(tmp_path / "new") == FAULT
    found = report(tmp_path / "new")
    assert not found["whole"]
    assert found["faults"][0].startswith("broken: Unexpected: the font is gone")


def test_a_step_that_never_answers_is_given_up(tmp_path: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path; from rilo_desktop import self_test\n"
        "def _hanging(): threading.Event().wait()\n"
        "self_test.SelfTest._all_steps = lambda _self: (_hanging,)\n"
        "self_test.run(Path(sys.argv[1]), longest=0.5)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == NO_ANSWER
    assert report(tmp_path)["faults"] == ["hanging: no answer"]


def test_once_it_is_over_nobody_watches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its watch ends the process: it ended that of the tests, minutes later in another one."""
    monkeypatch.setattr(SelfTest, "_all_steps", lambda _self: ())
    before = set(threading.enumerate())
    self_test.run(tmp_path)
    for left in set(threading.enumerate()) - before:
        left.join(20)
        assert not left.is_alive()


def test_it_takes_away_only_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SelfTest, "_all_steps", lambda _self: ())
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "store.db").touch()
    self_test.run(tmp_path)
    assert (tmp_path / "office" / "store.db").exists()
    self_test.run(tmp_path)
    assert not (tmp_path / "office").exists()
