"""2: the power goes after any write, sync or rename; what was acknowledged is there.

An operation is recorded (powerloss/disk.c); from the record come the disks that a cut could have
left (powerloss/replay.py); each is laid down and asked by a fresh process. With syncs switched off
the same must lose something, or this test sees nothing.

Keys are quick ones (quick_keys.py), since no disk has a part in what Argon2id reckons: so each
change of each operation is cut in eight ways on a small office, and some in three on the sample.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from faults.conftest import WORK
from faults.forked import Forked
from faults.operations import OPERATIONS
from faults.outcome import Outcome
from faults.powerloss import replay
from faults.test_faults_versions import of_schema
from rilo_desktop.store.schema import known_schemas

CUT = ("save", "import", "draft", "settings", "passphrase", "backup", "export", "re-key", "restore")
SAMPLE, SMALL = replay.WAYS[:3], replay.WAYS
"""Ways of a cut on the sample office, and on the small one, which is asked four times as fast."""


@dataclass
class Found:
    """How many disks, and what was lost and damaged on them."""

    disks: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def add(self, image: replay.Image, found: Mapping[str, Any]) -> None:
        self.disks += 1
        self.lost += [f"after {image.at}: {one}" for one in found["lost"]]
        self.damaged += [f"after {image.at}: {one}" for one in found["damaged"]]

    def tell(self, outcome: Outcome) -> None:
        outcome.tell(
            rounds=self.disks,
            damaged=len(self.damaged),
            lost=len(self.lost),
            message="; ".join(self.lost + self.damaged),
        )


@dataclass(frozen=True)
class Cutter:
    """Records in one process, asks in another; `points` of the changes are cut (0: each)."""

    recorder: Forked
    fresh: Forked
    chance: random.Random
    points: int
    ways: Sequence[replay.Way] = SAMPLE
    question: str = "faults.operations:assessed"

    def cut(self, operation: str, folder: Path) -> Found:
        before = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        log, found = folder.with_suffix(".log"), Found()
        done = self.recorder.call("faults.operations:run", operation, folder, log=str(log))
        assert not done["message"], done["message"]
        changes = replay.recorded(log)
        assert any(change.op == replay.WRITE for change in changes)
        for image in replay.images(changes, folder, before, self.chance, self.points, self.ways):
            found.add(image, self._asked(image, folder))
        return found

    def _asked(self, image: replay.Image, folder: Path) -> Mapping[str, Any]:
        place = folder.with_name("after-the-cut")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        image.put(place)
        shutil.copy(folder.with_suffix(".json"), place.with_suffix(".json"))
        acks = [one.split(" ", 1) for one in image.acknowledged]
        found: Mapping[str, Any] = self.fresh.call(self.question, place, acks)
        return found


@pytest.mark.fault(2)
@pytest.mark.parametrize("operation", CUT)
def test_power_cut(operation, new_place, disk, fresh, chance, rounds, outcome):
    cutter = Cutter(disk, fresh, chance, rounds(short=1, full=150))
    cutter.cut(operation, new_place()).tell(outcome)


@pytest.mark.fault(2)
@pytest.mark.parametrize("operation", CUT)
def test_power_cut_in_every_way(operation, new_small_place, disk, fresh, chance, rounds, outcome):
    cutter = Cutter(disk, fresh, chance, rounds(short=1, full=0), SMALL)
    cutter.cut(operation, new_small_place()).tell(outcome)


@pytest.mark.fault(2)
def test_power_cut_while_an_office_of_an_older_schema_comes_up_to_date(
    tmp_path, disk, fresh, chance, rounds, outcome
):
    """With keys as they were released, so not after each change, but some by chance."""
    place, revisions = of_schema(tmp_path / "place", known_schemas()[0])
    place.with_suffix(".json").write_text(json.dumps({"revisions": revisions}), "utf-8")
    points = rounds(short=1, full=100)
    cutter = Cutter(disk, fresh, chance, points, question="faults.operations:office_assessed")
    cutter.cut("open", place).tell(outcome)


@pytest.mark.fault(2)
def test_with_syncs_switched_off_the_power_cut_loses_what_was_acknowledged(
    new_place: Callable[[], Path], disk, fresh, chance, rounds, outcome
):
    points, found = rounds(short=2, full=60), list[Found]()
    with Forked(WORK, disk=True, DISK_NOSYNC="1") as recorder:
        cutter = Cutter(recorder, fresh, chance, points)
        found = [cutter.cut(operation, new_place()) for operation in ("save", "settings")]
    outcome.control(
        rounds=sum(one.disks for one in found),
        damaged=sum(len(one.damaged) for one in found),
        lost=sum(len(one.lost) for one in found),
        means="without syncs (power cut)",
    )


def test_every_operation_of_an_office_is_cut():
    assert set(CUT) == set(OPERATIONS) - {"open"}
