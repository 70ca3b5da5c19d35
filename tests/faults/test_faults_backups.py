# mypy: disable-error-code="assignment, call-arg"
"""25 to 27: backups that are broken, empty or old, and clocks that are wrong or jump."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faults import oracle
from faults.operations import PASSPHRASE
from faults.outcome import Outcome
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record

YEAR = timedelta(days=365)


class Clock:
    """What the officer's machine believes; it goes nowhere by itself."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def place(new_place: Callable[[], Path]) -> Path:
    return new_place()


def save(session: Session, title: str) -> str:
    made = replace(record.new(session, "case-study"), title=title)
    record.save(session, made)
    return record.get(session, made.id).revision


def broken(content: bytes, chance) -> dict[str, bytes]:
    """What a stick, a download or a careless hand makes of a backup."""
    middle = chance.randrange(4096, len(content) // 2)
    flipped = bytearray(content)
    flipped[middle] ^= 1 << chance.randrange(8)
    return {
        "empty": b"",
        "text": b"not a backup",
        "zeroes": bytes(len(content)),
        "cut": content[: chance.randrange(1, len(content))],
        "cut by one": content[:-1],
        "flipped": bytes(flipped),
        "page of zeroes": content[:middle] + bytes(4096) + content[middle + 4096 :],
        "without its beginning": content[4096:],
    }


@pytest.mark.fault(25)
def test_a_broken_backup_is_refused_and_the_office_stays(place, chance, rounds, outcome):
    office, backup = place / "office", place / "office.rilobackup"
    whole, before = backup.read_bytes(), oracle.prints(office)
    for _ in range(rounds(short=1, full=20)):
        harm = broken(whole, chance)
        for name in chance.sample(list(harm), rounds(short=3, full=len(harm))):
            content = harm[name]
            if name == "cut by one":  # its trailer stands there twice
                continue
            backup.write_bytes(content)
            done = oracle.rilo("restore", backup, office, "--yes")
            assert done.returncode == 1, (name, done.stdout)
            message = oracle.assert_plain(done.stderr, backup)
            assert oracle.prints(office) == before, name
            outcome.tell(rounds=1, message=message)


@pytest.mark.fault(25)
def test_a_restore_says_what_would_be_lost_and_keeps_what_stood_there(place, outcome):
    office, backup = place / "office", place / "office.rilobackup"
    with open_store(office, PASSPHRASE) as session:
        newer = [save(session, f"newer {n}") for n in range(3)]
    dry = oracle.rilo("restore", backup, office, "--dry-run")
    assert "3 revisions" in dry.stdout
    done = oracle.rilo("restore", backup, office, "--yes")
    assert done.returncode == 0, done.stderr
    (aside,) = (office / "replaced").iterdir()
    assert str(aside) in done.stdout
    verdict, now = oracle.look(aside), oracle.look(office)
    outcome.tell(
        rounds=1,
        damaged=int(not verdict.whole) + int(not now.whole),
        lost=len(verdict.lost(newer)),
        message=oracle.assert_plain(done.stdout, office),
    )


@pytest.mark.fault(26)
def test_years_of_backups_with_a_clock_that_jumps_keep_the_newest_good_ones(
    place, chance, rounds, outcome
):
    """Forward to 2038, back to 1979, and right again: backups go on, and the newest stay."""
    clock = Clock(datetime(2026, 11, 25, 9, tzinfo=UTC))
    kept, count = [], rounds(short=25, full=150)
    with open_store(place / "office", PASSPHRASE, clock=clock) as session:
        for n in range(count):
            jump = chance.choice(("day", "day", "day", "1979", "2038", "right"))
            clock.now = {
                "day": clock.now + timedelta(days=1),
                "1979": datetime(1979, 12, 31, 23, 59, 58, tzinfo=UTC),
                "2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
                "right": datetime(2026, 11, 25, 9, tzinfo=UTC) + timedelta(days=n),
            }[jump]
            kept.append(save(session, f"day {n}"))
            state = back_up.state(session)
            done = back_up.back_up_if_due(session)
            assert (done is not None) == state.is_due
            if state.age is None:
                assert done is not None, "without an age one is due"
        clock.now = datetime(2027, 12, 1, tzinfo=UTC)
        kept.append(save(session, "the last"))
        last = back_up.back_up_if_due(session)
        known = back_up.known(session.folder)
    assert last is not None
    there = [one for one in known if one.is_there]
    newest = [one.path for one in known if one.automatic][-3:]
    assert all(Path(path).is_file() for path in newest), "the newest of all stay"
    assert len(there) < count, "old ones go"
    restored = place / "restored"
    done = oracle.rilo("restore", last.path, restored, "--yes")
    assert done.returncode == 0, done.stderr
    verdict = oracle.look(restored)
    outcome.tell(rounds=count, damaged=not verdict.whole, lost=len(verdict.lost(kept)))


@pytest.mark.fault(26)
@pytest.mark.parametrize("clock", ["1979-12-31 23:59:58", "2038-01-19 03:14:06"])
def test_the_program_started_with_a_wrong_clock(clock, place, outcome):
    outcome.needs("faketime")
    office = place / "office"
    with open_store(office, PASSPHRASE) as session:
        save(session, "work that is due")
    first = oracle.rilo("backup", office, "--if-due", prefix=("faketime", clock))
    assert first.returncode == 0, first.stderr
    with open_store(office, PASSPHRASE) as session:
        kept = [save(session, "after the clock was right again")]
    second = oracle.rilo("backup", office, "--if-due")
    assert second.returncode == 0, second.stderr
    assert len(list((office / "backups").glob("AP-A-*"))) == 2
    verdict = oracle.look(office)
    outcome.tell(rounds=2, damaged=not verdict.whole, lost=len(verdict.lost(kept)))


@pytest.mark.fault(27)
def test_order_never_hangs_on_the_clock(place, chance, rounds, outcome):
    """Set back, forward and over the end of summer time: history, log and conflicts follow what
    was done, not what the clock said."""
    clock = Clock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    count = rounds(short=20, full=300)
    with open_store(place / "office", PASSPHRASE, clock=clock) as session:
        made = replace(record.new(session, "case-study"), title="0")
        record.save(session, made)
        for n in range(1, count + 1):
            clock.now += chance.choice(
                (timedelta(hours=-1), timedelta(minutes=20), -YEAR, YEAR, timedelta(0))
            )
            stored = record.get(session, made.id)
            assert stored.record.title_text == str(n - 1)
            record.save(session, replace(stored.record, title=str(n)), stored.revision)
        history = record.history(session, made.id)
        numbers = [one.number for one in history]
        titles = [one.record_then().title_text for one in history]
        assert numbers == list(range(count + 1, 0, -1))
        assert titles == [str(n) for n in range(count, -1, -1)]
        assert not store_check.check(session).blocking
        kept = [one.id for one in history]
    verdict = oracle.look(place / "office")
    outcome.tell(rounds=count, damaged=not verdict.whole, lost=len(verdict.lost(kept)))


@pytest.mark.fault(27)
def test_other_zones(place, rounds, outcome):
    zones = ("Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns", "UTC")
    for zone in zones[: rounds(short=1, full=4)]:
        in_zone(zone, place, outcome)


def in_zone(zone: str, place: Path, outcome: Outcome) -> None:
    office = place / "office"
    with open_store(office, PASSPHRASE) as session:
        kept = [save(session, "written somewhere else")]
    done = oracle.rilo("list", office, "case-study", "--json", TZ=zone)
    assert "written somewhere else" in done.stdout
    checked = oracle.rilo("check", office, TZ=zone)
    assert checked.returncode == 0, checked.stderr
    backup = oracle.rilo("backup", office, "--if-due", TZ=zone)
    assert backup.returncode == 0, backup.stderr
    verdict = oracle.look(office)
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)))


@pytest.mark.fault(27)
def test_the_program_started_in_the_past_and_in_the_future(place, outcome):
    outcome.needs("faketime")
    office = place / "office"
    with open_store(office, PASSPHRASE) as session:
        kept = [save(session, "now")]
    for clock in ("1979-12-31 23:59:58", "2038-01-19 03:14:06", "2026-03-29 01:59:58"):
        done = oracle.rilo("check", office, prefix=("faketime", clock))
        assert done.returncode == 0, done.stderr
    verdict = oracle.look(office)
    outcome.tell(rounds=3, damaged=not verdict.whole, lost=len(verdict.lost(kept)))
    shutil.rmtree(place)
