"""2: the power goes after any write, sync or rename; what was acknowledged is there.

An operation is recorded (powerloss/disk.c); from the record come the disks that a cut could have
left (powerloss/replay.py); each is laid down and asked by a fresh process. With syncs switched off
the same must lose something, or this test sees nothing.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faults.forked import Forked
from faults.operations import OPERATIONS
from faults.powerloss import replay

CUT = ("save", "import", "draft", "settings", "passphrase", "backup", "export", "re-key", "restore")


def cut(
    operation: str,
    folder: Path,
    recorder: Forked,
    fresh: Forked,
    chance: random.Random,
    points: int,
) -> tuple[int, list[str], list[str]]:
    """How many disks, and what was lost and damaged on them."""
    before = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    log = folder.with_suffix(".log")
    done = recorder.call("faults.operations:run", operation, folder, log=str(log))
    assert not done["message"], done["message"]
    changes = replay.recorded(log)
    assert any(change.op == replay.WRITE for change in changes)
    disks, lost, damaged = 0, list[str](), list[str]()
    for image in replay.images(changes, folder, before, chance, points):
        found = assessed(image, folder, fresh)
        disks += 1
        lost += [f"after {image.at}: {one}" for one in found["lost"]]
        damaged += [f"after {image.at}: {one}" for one in found["damaged"]]
    return disks, lost, damaged


def assessed(image: replay.Image, folder: Path, fresh: Forked) -> dict[str, Any]:
    place = folder.with_name("after-the-cut")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    image.put(place)
    shutil.copy(folder.with_suffix(".json"), place.with_suffix(".json"))
    acks = [one.split(" ", 1) for one in image.acknowledged]
    found: dict[str, Any] = fresh.call("faults.operations:assessed", place, acks)
    return found


@pytest.mark.fault(2)
@pytest.mark.parametrize("operation", CUT)
def test_power_cut(operation, new_place, disk, fresh, chance, rounds, outcome):
    points = rounds(short=2, full=0)
    disks, lost, damaged = cut(operation, new_place(), disk, fresh, chance, points)
    outcome.tell(
        rounds=disks, damaged=len(damaged), lost=len(lost), message="; ".join(lost + damaged)
    )


@pytest.mark.fault(2)
def test_with_syncs_switched_off_the_power_cut_loses_what_was_acknowledged(
    new_place: Callable[[], Path], disk, fresh, chance, rounds, outcome
):
    disks, lost, damaged = 0, list[str](), list[str]()
    with Forked("faults.operations", disk=True, DISK_NOSYNC="1") as recorder:
        for operation in ("save", "settings"):
            points = rounds(short=4, full=60)
            found = cut(operation, new_place(), recorder, fresh, chance, points)
            disks, lost, damaged = disks + found[0], lost + found[1], damaged + found[2]
    outcome.control(
        rounds=disks, damaged=len(damaged), lost=len(lost), means="without syncs (power cut)"
    )


def test_every_operation_of_an_office_is_cut():
    assert set(CUT) == set(OPERATIONS) - {"open"}
