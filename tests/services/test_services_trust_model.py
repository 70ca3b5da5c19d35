"""Offices, a Secretariat and a thief in any order: what trust promises holds (issue 13).

The long form is `make proof PARTS=trust`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from trust_model import AnyTrust
from trust_offices import founded

from clocks import Clock
from short_forms import FULL


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clock]:
    folder, clock = tmp_path_factory.mktemp("trust"), Clock()
    founded(folder, clock)
    return folder, clock


def test_nobody_speaks_for_another_and_nothing_released_changes(
    template: tuple[Path, Clock],
) -> None:
    """The short form walks the same few ways each time, the long one others each time."""
    folder, clock = template

    class Walk(AnyTrust):
        template, started = folder, clock.now

    AnyTrust.done.clear()
    run_state_machine_as_test(
        Walk if FULL else seed(0)(Walk),
        settings=settings(
            max_examples=150 if FULL else 5,
            stateful_step_count=50 if FULL else 25,
            deadline=None,
            phases=list(Phase) if FULL else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print("\n".join(f"{n:5} {what}" for what, n in sorted(AnyTrust.done.items())))
    assert AnyTrust.done["file received"], "nothing was ever received"
