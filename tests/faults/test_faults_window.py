"""41: the window while something goes wrong: an exception in a slot, a dead worker, log-off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults import keep_alive, oracle
from faults.forked import clean_environment
from faults.operations import PASSPHRASE
from faults.windowed import TYPED
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of Linux")
SLOT = "a fault of the program"


@pytest.fixture
def office(new_place) -> Path:
    return new_place() / "office"


def started(scene: str, office: Path) -> subprocess.Popen[str]:
    home = office.parent / "home"
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-m", "faults.windowed", scene, str(office)],
        env=clean_environment(**own),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def played(scene: str, office: Path, ends: int = 0) -> dict[str, Any]:
    """What the scene told, from the window's first paint to its end."""
    with started(scene, office) as process:
        out, errors = keep_alive.heard(process, oracle.LIMIT)
    assert process.returncode == ends, errors
    found: dict[str, Any] = json.loads(out)
    return found


def waiting(office: Path) -> list[str]:
    with open_store(office, PASSPHRASE) as session:
        return [draft.record.title_text for draft in drafts.waiting(session).drafts]


@pytest.mark.fault(41)
@pytest.mark.parametrize(("scene", "says"), [("slot", SLOT), ("asked", "a fault of a service")])
def test_a_fault_of_the_program_is_told_and_the_text_stays(office, outcome, scene, says):
    found = played(scene, office)
    (said,) = found["said"]
    assert says in said
    assert "Your text is still here" in said
    assert found["text"] == TYPED
    verdict = oracle.look(office)
    lost = verdict.lost(found["kept"])
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(lost), message=said)


@pytest.mark.fault(41)
def test_a_worker_that_dies_has_a_follower_and_nothing_is_lost(office, outcome):
    found = played("worker", office, ends=-signal.SIGKILL)
    verdict = oracle.look(office)
    lost = len(verdict.lost(found["kept"])) + (found["text"] not in waiting(office))
    assert len(found["kept"]) == 1
    outcome.tell(rounds=2, damaged=not verdict.whole, lost=lost)


@pytest.mark.fault(41)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_log_off_keeps_what_is_not_saved(office, outcome, number):
    with started("log_off", office) as process:
        assert process.stdout is not None
        found = json.loads(process.stdout.readline())
        process.send_signal(number)
        assert keep_alive.patiently(process.wait, oracle.LIMIT) == 0
    verdict = oracle.look(office)
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=found["text"] not in waiting(office))


@pytest.mark.fault(41)
def test_a_disk_that_fills_while_somebody_types_is_told_and_the_text_is_saved_later(
    office, outcome
):
    found = played("full", office)
    typing, saving = (oracle.assert_plain(said) for said in found["said"])
    assert "Your text could not be stored" in typing
    assert str(office) in saving
    assert found["text"].startswith(TYPED)
    verdict = oracle.look(office)
    lost = verdict.lost(found["kept"])
    outcome.tell(rounds=2, damaged=not verdict.whole, lost=len(lost), message=typing)


@pytest.mark.fault(41)
def test_a_second_window_says_who_has_the_office(office, outcome):
    before = oracle.prints(office)
    with open_store(office, PASSPHRASE):
        found = played("second", office)
    (said,) = found["said"]
    assert "another window or program" in oracle.assert_plain(said, office)
    assert oracle.look(office).whole
    assert set(oracle.prints(office)) >= set(before)
    outcome.tell(rounds=1, message=said)
