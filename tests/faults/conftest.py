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
from collections.abc import Callable

import pytest

from faults import table
from faults.outcome import Outcome


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
