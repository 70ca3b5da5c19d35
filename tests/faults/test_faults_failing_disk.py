"""3, 5 to 8, 11: the nth write, sync, rename, open or unlink of an operation fails, for every n.

powerloss/disk.c stands between the program and the disk. After each case a fresh process opens the
office; what was acknowledged is there, and what the officer read names the place and the cause.
"""

from __future__ import annotations

import errno

import pytest

from faults.operations import OPERATIONS
from faults.sweeping import LASTING, ONCE, Case, Sweeper
from rilo_desktop.files import WAITS
from rilo_desktop.rules import disk_errors

ALL = ("save one", *(name for name in OPERATIONS if name != "save"))
WRITERS = tuple(name for name in ALL if name != "open")
NAMING = ("rename", "unlink", "open")


SOME = 60
"""Calls of an operation, chosen by chance, where another sweep fails each of them already."""


@pytest.fixture
def sweeper(new_small_place, disk, fresh, chance):
    return Sweeper(new_small_place, disk, fresh, chance)


def spread(operations, chance, rounds, short):
    """All operations in the long form, some of them by chance in the short one."""
    return chance.sample(operations, rounds(short=short, full=len(operations)))


@pytest.mark.fault(3)
def test_disk_full_at_the_nth_write(sweeper, chance, rounds, outcome):
    cases = [
        case
        for operation in spread(WRITERS, chance, rounds, 3)
        for times, most in ((ONCE, SOME), (LASTING, 0))
        for case in sweeper.cases(
            operation, ["write"], errno.ENOSPC, times, rounds(short=1, full=most)
        )
    ]
    reasons = [disk_errors.FULL.text, disk_errors.REFUSES.text]
    sweeper.sweep(cases, reasons).tell(outcome)


@pytest.mark.fault(3)
def test_disk_full_where_a_file_is_made_or_a_name_changed(sweeper, chance, rounds, outcome):
    cases = [
        case
        for operation in spread(WRITERS, chance, rounds, 2)
        for case in sweeper.cases(
            operation, ["open", "rename", "mkdir"], errno.ENOSPC, LASTING, rounds(short=1, full=0)
        )
    ]
    sweeper.sweep(cases).tell(outcome)


@pytest.mark.fault(5)
@pytest.mark.parametrize("error", [errno.EDQUOT, errno.EFBIG])
def test_quota_or_size_limit_at_the_nth_write(error, sweeper, chance, rounds, outcome):
    cases = [
        case
        for operation in spread(WRITERS, chance, rounds, 2)
        for case in sweeper.cases(operation, ["write"], error, LASTING, rounds(short=1, full=SOME))
    ]
    reasons = [disk_errors.LIMIT.text, disk_errors.REFUSES.text]
    sweeper.sweep(cases, reasons).tell(outcome)


@pytest.mark.fault(6)
@pytest.mark.parametrize("times", [ONCE, LASTING], ids=["once", "lasting"])
@pytest.mark.parametrize("kind", ["write", "sync", "rename", "open", "unlink", "truncate", "read"])
def test_input_output_error(kind, times, sweeper, chance, rounds, outcome):
    most = SOME if kind == "read" else 0
    cases = [
        case
        for operation in spread(ALL, chance, rounds, 1)
        for case in sweeper.cases(operation, [kind], errno.EIO, times, rounds(short=1, full=most))
    ]
    if not cases:  # what was drawn makes no such calls
        cases = list(sweeper.cases("backup", [kind], errno.EIO, times, 1))
    sweeper.sweep(cases).tell(outcome)


@pytest.mark.fault(7)
def test_a_sync_that_fails_once_is_a_save_that_failed(sweeper, chance, rounds, outcome):
    """What is said after it must be there, and what it was said of is said to have failed."""
    cases = list(sweeper.cases("save one", ["sync"], errno.EIO, ONCE, rounds(short=3, full=0)))
    swept = sweeper.sweep(cases, [disk_errors.FAILS.text, disk_errors.REFUSES.text])
    swept.tell(outcome)
    stubborn = sweeper.sweep(
        sweeper.cases("stubborn", ["sync"], errno.EIO, ONCE, rounds(short=2, full=0))
    )
    stubborn.tell(outcome)
    assert swept.messages


@pytest.mark.fault(8)
def test_a_write_that_takes_only_a_part(sweeper, chance, rounds, outcome):
    cases = [
        Case(operation, "write", nth, short=size)
        for operation in spread(WRITERS, chance, rounds, 3)
        for nth in sweeper.points(operation, "write", rounds(short=1, full=SOME))
        for size in (0, 1, 100)[: rounds(short=1, full=3)] or (100,)
    ]
    sweeper.sweep(cases).tell(outcome)


@pytest.mark.fault(11)
def test_a_scanner_that_lets_go_is_waited_for(sweeper, chance, rounds, outcome):
    """Held three times and then free: what renames, removes or makes a file tries again."""
    cases = [
        case
        for operation in spread(("settings", "passphrase", "backup", "export"), chance, rounds, 2)
        for error in (errno.EACCES, errno.EBUSY)
        for case in sweeper.cases(operation, ["rename"], error, 3, rounds(short=1, full=0))
    ]
    swept = sweeper.sweep(cases)
    swept.tell(outcome)
    assert swept.finished == swept.rounds, swept.messages


@pytest.mark.fault(11)
@pytest.mark.parametrize("kind", NAMING)
def test_a_scanner_that_holds_on_is_told_of(kind, sweeper, chance, rounds, outcome):
    assert sum(WAITS) < 2, "nobody waits longer for a file"
    cases = [
        case
        for operation in spread(WRITERS, chance, rounds, 1)
        for case in sweeper.cases(operation, [kind], errno.EACCES, LASTING, rounds(1, 0))
    ]
    if not cases:
        cases = list(sweeper.cases("settings", ["rename"], errno.EACCES, LASTING, 1))
    sweeper.sweep(cases).tell(outcome)
