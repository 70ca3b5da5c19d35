"""Killed at random moments, the program loses nothing that it acknowledged.

`make faults` has 1,000 kills, `make proof PARTS=kills` 200, `kills.py --rounds N` as many as
wanted.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from kills_work import CONTROLS, WORKS

from faults import keep_alive, table
from rilo_desktop.exchange import sandbox

PROGRAM = Path(__file__).with_name("kills.py")
KILLS = 1_000
"""Of the long form, in all."""
OLD_KEYS = "migration"
"""Its offices are released ones, whose keys are slow to derive; all others have quick keys."""
SEEN_AS = {"liar": "lost", "halver": "lost", "forgetful": "drafts", "vandal": "damaged"}
QUICK = [work for work in WORKS if work != OLD_KEYS]
TOGETHER = [[work] for work in WORKS] if table.is_full() else [QUICK, [OLD_KEYS]]
"""What one test kills; in the long form each way to write has its own, so that two run at once."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork: run it on Linux")


A_KILL = 20.0
"""Seconds in which one kill and its verdict are over, on the busiest machine."""


def killed(rounds: int, *options: str) -> tuple[dict, str]:
    reader = ("--reader", json.dumps(sandbox.command()))
    command = [sys.executable, str(PROGRAM), "--json", "--rounds", str(rounds), *reader, *options]
    limit = max(300.0, rounds * A_KILL)
    done = keep_alive.run(command, limit)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.mark.fault(1)
@pytest.mark.parametrize("works", TOGETHER, ids=",".join)
def test_kills_at_each_door_lose_nothing(works, rounds, seed, outcome):
    count = rounds(short=max(2, len(works)), full=KILLS * len(works) // len(WORKS))
    quick = [] if OLD_KEYS in works else ["--quick"]
    found, said = killed(count, "--seed", str(seed), "--works", ",".join(works), *quick)
    bad = [line for line in found["lines"] if line["lost"] or line["damaged"] or line["drafts"]]
    outcome.tell(
        rounds=count,
        damaged=sum(len(line["damaged"]) for line in bad),
        lost=sum(len(line["lost"]) + len(line["drafts"]) for line in bad),
        message=f"{bad}" if bad else "",
    )
    assert found["good"]
    assert [line["work"] for line in found["lines"]] == list(works)
    assert sum(line["acknowledged"] for line in found["lines"]) > 0, said


def test_every_door_is_tried():
    assert sorted(work for works in TOGETHER for work in works) == sorted(WORKS)


def test_what_loses_something_is_seen():
    found, _ = killed(4 * len(SEEN_AS), "--seed", "3", "--works", ",".join(SEEN_AS), "--quick")
    assert not found["good"]
    lines = {line["work"]: line for line in found["lines"]}
    assert [name for name, seen_as in SEEN_AS.items() if not lines[name][seen_as]] == [], lines


def test_every_control_is_tried():
    assert set(CONTROLS) == set(SEEN_AS)
