"""Killed at random moments, the program loses nothing that it acknowledged.

This is the short form; `make proof PARTS=kills` has 200 kills, `kills.py --rounds N` as many as
wanted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from kills_work import CONTROLS, WORKS

KILLS = Path(__file__).with_name("kills.py")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork: run it on Linux")


def killed(*options: str) -> tuple[dict, str]:
    command = [sys.executable, str(KILLS), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), done.stderr


def test_two_kills_at_each_door_lose_nothing():
    found, said = killed("--rounds", str(2 * len(WORKS)))
    bad = [line for line in found["lines"] if line["lost"] or line["damaged"] or line["drafts"]]
    assert not bad, f"seed {found['seed']}: {bad}"
    assert found["good"]
    assert [line["work"] for line in found["lines"]] == list(WORKS)
    assert sum(line["acknowledged"] for line in found["lines"]) > 0, said


@pytest.mark.parametrize(
    ("control", "seen_as"),
    [("liar", "lost"), ("halver", "lost"), ("forgetful", "drafts"), ("vandal", "damaged")],
)
def test_what_loses_something_is_seen(control, seen_as):
    found, _ = killed("--rounds", "3", "--seed", "3", "--works", control)
    (line,) = found["lines"]
    assert line[seen_as], line
    assert not found["good"]


def test_every_control_is_tried():
    assert set(CONTROLS) == {"liar", "halver", "forgetful", "vandal"}
