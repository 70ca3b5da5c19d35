# mypy: disable-error-code="attr-defined, operator"
"""Backups: verified when they are made, due whatever the clock says, never over a good one."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, backup, restore
from rilo_desktop.services.office.create_office import add_sample
from rilo_desktop.services.office.errors import BackupForeign, BackupUnwritten
from rilo_desktop.services.office.progress import Cancelled, Progress
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.store import backup_file, copy_database
from rilo_desktop.store.known_backups import NAME

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a small disk is mounted as root on Linux"
)


@pytest.fixture
def session(make_session):
    return make_session()


def save(session, title="A case", number="1"):
    return record.save(session, CaseStudy(id=f"id-{number}", title=title, local_ref=number))


def test_a_backup_is_one_file_that_says_what_it_holds(session, tmp_path, passphrase):
    save(session)
    done = backup.back_up(session, tmp_path / "mine.bak")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.bak"]
    about = restore.read_manifest(done.path)
    assert (about.office_code, about.officer) == ("AP", "AP-01")
    with session.reading() as reading:
        entry = next(reading.log.newest_first())
        before = reading.log.entry(entry.seq - 1)
    assert (about.operations, about.head) == (before.seq, before.hash)
    assert (entry.action, entry.detail["head"]) == (actions.BACKUP, about.head)
    assert backup_file.read(done.path).is_signed(_keys(session))
    assert done.findings == ()
    assert done.path.stat().st_mode & 0o077 == 0


def _keys(session):
    with session.reading() as reading:
        return reading.office.public_keys()


def test_into_a_folder_it_gets_a_name_of_its_own(session, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    one = backup.back_up(session, stick).path
    two = backup.back_up(session, stick).path
    assert one != two
    assert one.name.startswith("AP-A-20261125T")
    assert set(stick.iterdir()) == {one, two}


def test_the_window_can_ask_for_the_last_verified_one(session, tmp_path, clock):
    assert backup.state(session).last is None
    assert backup.state(session).is_due
    made = backup.back_up(session, tmp_path / "mine.bak")
    clock.now += timedelta(hours=5)
    state = backup.state(session)
    assert state.last.path == str(made.path)
    assert (state.last.operations, state.is_there) == (made.manifest.operations, True)
    assert timedelta(hours=5) <= state.age < timedelta(hours=6)
    assert (state.operations, state.is_due) == (0, False)
    made.path.unlink()
    assert not backup.state(session).is_there


def test_it_is_due_after_a_day_with_work(session, clock):
    assert backup.back_up_if_due(session) is not None
    clock.now += timedelta(days=2)
    assert backup.back_up_if_due(session) is None  # nothing was done
    save(session)
    clock.now -= timedelta(hours=30)
    assert backup.back_up_if_due(session) is None  # not a day yet
    clock.now += timedelta(hours=30)
    assert backup.back_up_if_due(session) is not None
    assert backup.back_up_if_due(session) is None


def test_a_clock_that_was_wrong_once_does_not_stop_backups(session, clock):
    clock.now += timedelta(days=12 * 365)
    first = backup.back_up_if_due(session)
    clock.now -= timedelta(days=12 * 365)
    save(session)
    assert backup.state(session).age is None
    second = backup.back_up_if_due(session)
    assert second is not None
    assert first.path.exists()
    assert backup.state(session).last.path == str(second.path)
    assert not backup.state(session).is_due


def test_where_the_chosen_folder_is_gone_it_is_made_at_home_and_said(session, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    backup.set_schedule(session, backup.Schedule(str(stick), 24))
    stick.rmdir()
    assert not backup.state(session).place_is_there
    done = backup.back_up_if_due(session)
    assert done.path.parent == session.folder / "backups"
    assert [found.rule for found in done.findings] == ["backup.elsewhere"]
    with pytest.raises(Refused, match="no folder"):
        backup.back_up(session, stick / "x")
    assert not stick.exists()
    with pytest.raises(Refused, match="no folder"):
        backup.set_schedule(session, backup.Schedule(str(stick), 24))


def test_no_backup_where_none_is_wanted(session):
    backup.set_schedule(session, backup.Schedule("", 0))
    assert backup.back_up_if_due(session) is None


def test_only_an_older_state_of_the_same_office_is_replaced(session, make_session, tmp_path):
    path = tmp_path / "mine.bak"
    backup.back_up(session, path)
    save(session)
    newer = backup.back_up(session, path)
    assert restore.read_manifest(path) == newer.manifest
    other = make_session("WE")
    with pytest.raises(BackupForeign):
        backup.back_up(other, path)
    letter = tmp_path / "letter.txt"
    letter.write_text("mine")
    with pytest.raises(Refused, match="is not a backup"):
        backup.back_up(session, letter)
    assert letter.read_text() == "mine"
    assert restore.read_manifest(path) == newer.manifest


def test_an_older_state_never_replaces_a_newer_backup(session, tmp_path, passphrase, clock):
    old, new = tmp_path / "old.bak", tmp_path / "new.bak"
    backup.back_up(session, old)
    save(session)
    backup.back_up(session, new)
    again = restore.restore(old, tmp_path / "again", passphrase, clock=clock).session
    with again, pytest.raises(Refused, match="does not have"):
        backup.back_up(again, new)


class GivesUp(Progress):
    """After so many words."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, done: int, of: int, step: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("after", [0, 1])
def test_who_gives_up_keeps_what_was_there(session, tmp_path, after, monkeypatch):
    monkeypatch.setattr(copy_database, "PAGES_A_STEP", 16)
    path = tmp_path / "mine.bak"
    before = backup.back_up(session, path).manifest
    save(session)
    with pytest.raises(Cancelled):
        backup.back_up(session, path, GivesUp(after))
    assert restore.read_manifest(path) == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["mine.bak"]


class Busy(Progress):
    """Somebody saves whenever the store is free."""

    def __init__(self, session) -> None:
        self.session, self.saved = session, 0

    def __call__(self, done: int, of: int, step: str = "") -> None:
        self.saved += 1
        save(self.session, f"Saved meanwhile {self.saved} " * 300, f"m{self.saved}")


def test_what_is_saved_meanwhile_does_no_harm(session, tmp_path, passphrase, clock, monkeypatch):
    monkeypatch.setattr(copy_database, "PAGES_A_STEP", 16)
    busy = Busy(session)
    done = backup.back_up(session, tmp_path / "mine.bak", busy)
    assert busy.saved > 5
    tried = restore.drill(done.path, passphrase, clock=clock)
    assert tried.health.findings == ()
    assert done.manifest.records >= busy.saved


def test_a_disk_that_is_full_keeps_the_earlier_backup(session, tmp_path, monkeypatch):
    """The same as on the small disk below, where nobody may mount one."""
    path = tmp_path / "mine.bak"
    before = backup.back_up(session, path).manifest
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(Refused, match="MB free"):
        backup.back_up(session, path)
    assert restore.read_manifest(path) == before


@pytest.fixture
def small_disk(tmp_path):
    """Has room for an office without records, and for none with the sample."""
    place = tmp_path / "disk"
    place.mkdir()
    size = "size=3m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


@needs_root
def test_a_really_full_disk(session, small_disk, monkeypatch):
    path = small_disk / "mine.bak"
    before = backup.back_up(session, path).manifest
    add_sample(session)
    with pytest.raises(Refused, match="MB free"):
        backup.back_up(session, path)
    monkeypatch.setattr(backup, "_refuse_full_disk", lambda *_: None)
    with pytest.raises(BackupUnwritten, match="full"):
        backup.back_up(session, path)
    assert restore.read_manifest(path) == before
    assert [p.name for p in small_disk.iterdir()] == ["mine.bak"]


@needs_root
def test_a_stick_that_is_pulled(session, small_disk):
    class Pulled(Progress):
        def __call__(self, done: int, of: int, step: str = "") -> None:
            subprocess.run(["umount", "-l", str(small_disk)], check=False)

    with pytest.raises(BackupUnwritten):
        backup.back_up(session, small_disk / "mine.bak", Pulled())
    assert list(small_disk.iterdir()) == []
    assert backup.state(session).last is None


def _fill(path):
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 4096)


@needs_root
def test_a_good_backup_of_a_store_on_a_full_disk(small_disk, tmp_path, clock, passphrase):
    """The office cannot note it, and the backup is good all the same."""
    from rilo_desktop.services.office.create_office import make_office

    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    made = make_office(small_disk / "office", "AP", "AP-01", passphrase, clock=clock)
    with made.session as session:
        _fill(small_disk / "ballast")
        done = backup.back_up(session, tmp_path / "mine.bak")
        assert [found.rule for found in done.findings] == ["backup.unnoted"]
        (small_disk / "ballast").unlink()
    assert restore.drill(done.path, passphrase, clock=clock).health.findings == ()


def test_a_list_of_backups_that_cannot_be_read_is_no_list(session, tmp_path):
    backup.back_up(session, tmp_path / "mine.bak")
    path = session.folder / "backups" / NAME
    for content in (b"", b"{", b"[1]", b'[{"path": "x"}]', b"\xff"):
        path.write_bytes(content)
        assert backup.known(session.folder) == ()
    backup.back_up(session, tmp_path / "mine.bak")
    assert len(json.loads(path.read_text())) == 1


def test_nothing_readable_is_in_it(session, tmp_path):
    save(session, "Zanzibarquince and nothing else")
    content = backup.back_up(session, tmp_path / "mine.bak").path.read_bytes()
    for word in ("Zanzibarquince", "zanzibarquince"):
        assert word.encode() not in content
        assert word.encode("utf-16-le") not in content


def test_thinning_leaves_what_is_not_its_own(session, clock, tmp_path):
    (session.folder / "backups").mkdir()
    kept = backup.back_up(session, session.folder / "backups" / "by-hand.rilobackup")
    foreign = session.folder / "backups" / "letter.rilobackup"
    foreign.write_text("no backup")
    made: list[Path] = []
    for n in range(40):
        clock.now += timedelta(days=1, minutes=1)
        save(session, number=str(n))
        made.append(backup.back_up_if_due(session).path)
    left = [path for path in made if path.exists()]
    assert len(left) < 30
    assert {made[0], made[-1], made[-2], made[-3]} <= set(left)
    assert kept.path.exists()
    assert foreign.exists()
    listed = [Path(one.path) for one in backup.known(session.folder)]
    assert listed == [kept.path, *left]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")
def test_a_backup_killed_at_any_step_leaves_the_earlier_one(
    session, tmp_path, passphrase, clock, monkeypatch
):
    """After so many pages, after the copy, after it was read again, before it was named."""
    monkeypatch.setattr(copy_database, "PAGES_A_STEP", 48)
    path = tmp_path / "mine.bak"
    before = backup.back_up(session, path).manifest
    save(session)
    session.close()
    for step in range(1, 60):
        if not _killed(session.folder, path, passphrase, clock, step):
            break
        assert restore.read_manifest(path) == before
        with open_store(session.folder, passphrase, clock=clock) as again:
            assert record.get(again, "id-1").record.title == "A case"
    assert step > 4
    assert restore.read_manifest(path).operations > before.operations
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["mine.bak"]
    assert restore.drill(path, passphrase, clock=clock).health.findings == ()


def _killed(folder, path, passphrase, clock, step):
    class Killed(Progress):
        left = step

        def __call__(self, done: int, of: int, step: str = "") -> None:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            with open_store(folder, passphrase, clock=clock) as session:
                backup.back_up(session, path, Killed())
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]
