"""What every fault's test stands on.

    @pytest.mark.fault(6)                      the line of the list (table.py)
    def test_a_write_that_fails_...(rounds, seed, outcome):
        for n in range(rounds(short=5, full=200)): ...
        outcome.tell(rounds=200, damaged=0, lost=0, message=said)

`RILO_FAULTS=full` (`make faults`) is the long form, `RILO_SEED` another seed. Who lost what is
decided by oracle.py, for all in the same way.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from faults import table
from faults.forked import Forked, compiler
from faults.outcome import Outcome
from made_once import made_once

WORK = "faults.quick_keys, faults.operations, rilo_desktop.store.migrate"
"""What a process imports before its first child."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    if marker := item.get_closest_marker("fault"):
        number = marker.args[0]
        assert number in table.FAULTS, f"{item.nodeid}: no fault {number}"
        item.user_properties.append((table.PROPERTY, {"number": number}))


@pytest.fixture
def outcome(request: pytest.FixtureRequest) -> Outcome:
    assert request.node.get_closest_marker("fault"), "a test with an outcome is of a fault"
    return Outcome(request.node.user_properties)


@pytest.fixture
def rounds() -> Callable[[int, int], int]:
    """`rounds(short, full)`: how often, in the form that runs now."""

    def count(short: int, full: int) -> int:
        return full if table.is_full() else short

    return count


@pytest.fixture
def seed() -> int:
    """Of everything that is chosen by chance; said where a test fails, set by RILO_SEED."""
    number = table.seed()
    print(f"seed: RILO_SEED={number}")
    return number


@pytest.fixture
def chance(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place (operations.py) with the sample office and all that lies beside it; copy it."""
    return begun(tmp_path_factory, "begin")


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a few cases."""
    return begun(tmp_path_factory, "begin_small")


def begun(run: pytest.TempPathFactory, how: str) -> Path:
    """A place that is begun here, where the reader of the tests reads."""
    from faults import operations

    def make(folder: Path) -> None:
        getattr(operations, how)(folder / "place")

    return made_once(run, how, make) / "place"


@pytest.fixture
def new_place(template: Path, tmp_path: Path) -> Callable[[], Path]:
    """Each call copies the template under a name of its own."""
    return copies_of(template, tmp_path)


@pytest.fixture
def new_small_place(small_template: Path, tmp_path: Path) -> Callable[[], Path]:
    return copies_of(small_template, tmp_path)


def copies_of(template: Path, tmp_path: Path) -> Callable[[], Path]:
    numbers = count()

    def make() -> Path:
        folder = tmp_path / f"place-{next(numbers)}"
        shutil.copytree(template, folder)
        shutil.copy(template.with_suffix(".json"), folder.with_suffix(".json"))
        return folder

    return make


@pytest.fixture
def disk(outcome: Outcome, request: pytest.FixtureRequest) -> Forked:
    """Operations under a disk that is watched or fails; named and counted without a compiler."""
    if not compiler():
        outcome.missing("needs cc, to stand between the program and the disk")
    process: Forked = request.getfixturevalue("_disk")
    return process


@pytest.fixture(scope="session")
def _disk() -> Iterator[Forked]:
    with Forked(WORK, disk=True) as process:
        yield process


@pytest.fixture(scope="session")
def fresh() -> Iterator[Forked]:
    """Looks at what is left."""
    with Forked(WORK) as process:
        yield process
