"""12 to 14: two programs at one office, a program that crashed, a place that keeps no locks."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faults import oracle
from faults.forked import clean_environment
from faults.keep_alive import Watch
from faults.operations import PASSPHRASE
from faults.sweeping import LASTING, ONCE, Case
from rilo_desktop.rules import disk_errors

HOLD = """
import sys
from pathlib import Path
from dataclasses import replace
from rilo_desktop.services.records import record
from rilo_desktop.services.office.session import open_store
session = open_store(Path(sys.argv[1]), sys.argv[2])
made = replace(record.new(session, "case-study"), title="saved by who was killed")
record.save(session, made)
print(record.get(session, made.id).revision, flush=True)
sys.stdin.read()
session.close()
"""


@pytest.fixture
def office(new_place) -> Path:
    return new_place() / "office"


def holder(office: Path) -> tuple[subprocess.Popen[str], str]:
    """A program that has the office open, and the revision that it saved."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office), PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(),
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


@pytest.mark.fault(12)
def test_a_second_program_is_refused_and_the_first_goes_on(office, rounds, outcome):
    first, saved = holder(office)
    with first:
        for command in (["list", office, "case-study"], ["check", office], ["backup", office]):
            watch = Watch()
            done = oracle.rilo(*command)
            assert done.returncode == 5, done.stderr
            message = oracle.assert_plain(done.stderr, office)
            assert "another window or program" in message
            assert watch.seconds < oracle.LIMIT
        first.communicate("")
        assert first.returncode == 0
    verdict = oracle.look(office)
    outcome.tell(
        rounds=3, damaged=not verdict.whole, lost=len(verdict.lost([saved])), message=message
    )


@pytest.mark.fault(13)
def test_after_a_crash_it_opens_without_questions(office, rounds, outcome):
    count = rounds(short=1, full=20)
    kept = []
    for _ in range(count):
        process, saved = holder(office)
        with process:
            process.send_signal(signal.SIGKILL)
        kept.append(saved)
        done = oracle.rilo("list", office, "case-study")
        assert (done.returncode, done.stderr) == (0, "")
    verdict = oracle.look(office)
    outcome.tell(rounds=count, damaged=not verdict.whole, lost=len(verdict.lost(kept)))


@pytest.mark.fault(14)
def test_a_place_without_locks_is_refused_at_once_with_the_reason(
    new_place, disk, fresh, chance, outcome
):
    from faults.sweeping import Sweeper

    sweeper = Sweeper(new_place, disk, fresh, chance)
    watch = Watch()
    swept = sweeper.sweep(
        [Case("save", "lock", 1, errno.ENOLCK, LASTING)], [disk_errors.NO_LOCKS.text]
    )
    assert swept.messages
    assert watch.seconds < 30, "a window would stand still"
    swept.tell(outcome)
    once = sweeper.sweep([Case("save", "lock", n, errno.ENOLCK, ONCE) for n in (2, 5)])
    once.tell(outcome)
