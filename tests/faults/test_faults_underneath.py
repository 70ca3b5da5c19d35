# mypy: disable-error-code="call-arg, truthy-function"
"""15 to 18: other programs replace, change, remove or bring files under an open or closed office.

No lock keeps them from it. The program must see it before it writes, keep what was saved, and say
what is missing where it cannot have it back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from faults import oracle
from faults.operations import PASSPHRASE
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import finding_messages, restore
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import record
from rilo_desktop.store.errors import StoreGone, StoreMisread, StoreReplaced

DATABASE, LOG = "store.db", "store.db-wal"


@pytest.fixture
def office(new_place) -> Path:
    return new_place() / "office"


def save(session: Session, title: str) -> str:
    """Id of the acknowledged revision."""
    made = replace(record.new(session, "case-study"), title=title)
    record.save(session, made)
    return record.get(session, made.id).revision


def refused(session: Session, *kinds: type[StoreError]) -> str:
    with pytest.raises(kinds or StoreError) as caught:
        save(session, "must not be lost in a file that nobody finds")
    return oracle.assert_plain(finding_messages.whole(caught.value.finding), session.folder)


@contextmanager
def opened(office: Path) -> Iterator[Session]:
    with open_store(office, PASSPHRASE) as session:
        yield session


@pytest.mark.fault(15)
def test_an_older_copy_in_the_place_of_the_open_database(office, tmp_path, outcome):
    """A synchroniser renames its copy into place; what was saved since is in a rescued backup."""
    shutil.copy(office / DATABASE, tmp_path / "older")
    older = (tmp_path / "older").read_bytes()
    with opened(office) as session:
        kept = [save(session, f"saved {n}") for n in range(3)]
        (tmp_path / "older").replace(office / DATABASE)
        message = refused(session, StoreReplaced)
    assert (office / DATABASE).read_bytes() == older, "something was saved over it"
    (rescued,) = (office / "backups").glob("rescued-*")
    assert str(rescued) in message
    target = office.parent / "restored"
    restore.restore(rescued, target, PASSPHRASE).session.close()
    verdict = oracle.look(target)
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)), message=message)


@pytest.mark.fault(15)
def test_an_open_database_that_is_changed_in_its_place(office, outcome):
    with opened(office) as session:
        save(session, "saved")
        content = (office / DATABASE).read_bytes()
        (office / DATABASE).write_bytes(content[:4096] + bytes(4096) + content[8192:])
        message = refused(session, StoreReplaced, StoreGone)
    found = oracle.look(office)
    assert not found.whole, "a zeroed page is found"
    outcome.tell(rounds=1, message=message)


@pytest.mark.fault(15)
def test_a_closed_database_that_is_replaced_by_an_older_copy_is_told_of(office, outcome):
    older = (office / DATABASE).read_bytes()
    with opened(office) as session:
        for n in range(3):
            save(session, f"saved {n}")
    newest = (office / DATABASE).read_bytes()
    (office / DATABASE).write_bytes(older)
    done = oracle.rilo("list", office, "case-study")
    assert done.returncode == 0
    assert "the last 4 log entries are missing" in done.stderr
    said = oracle.assert_plain(done.stderr, "store.db-wal", "backup")
    again = oracle.rilo("log", office, "--action", "opened", "--json")
    assert '"missing": 4' in again.stdout
    (office / DATABASE).write_bytes(newest)  # found again
    outcome.tell(rounds=1, damaged=not oracle.look(office).whole, message=said)


@pytest.mark.fault(16)
@pytest.mark.parametrize("harm", ["remove", "rename", "folder", "log"])
def test_files_removed_or_renamed_while_the_office_is_open(harm, office, outcome):
    """What the officer has saved is in a rescued backup, or still where the files were moved."""
    moved = office.with_name("moved")
    with opened(office) as session:
        kept = [save(session, f"saved {n}") for n in range(3)]
        if harm == "remove":
            (office / DATABASE).unlink()
        elif harm == "rename":
            (office / DATABASE).rename(office / "store-old.db")
        elif harm == "folder":
            office.rename(moved)
        else:
            (office / LOG).unlink()
        message = refused(session, StoreReplaced, StoreGone)
    if harm == "folder":
        verdict = oracle.look(moved)
    else:
        (rescued,) = (office / "backups").glob("rescued-*")
        assert str(rescued) in message
        restore.restore(rescued, office.with_name("restored"), PASSPHRASE).session.close()
        verdict = oracle.look(office.with_name("restored"))
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)), message=message)


@pytest.mark.fault(17)
def test_a_backup_of_an_open_office_has_every_row_and_closing_leaves_one_file(office, outcome):
    backup = office.with_name("made.rilobackup")
    with opened(office) as session:
        kept = [save(session, f"saved {n}") for n in range(20)]
        assert (office / LOG).stat().st_size > 0
        back_up.back_up(session, backup)
    assert not [path.name for path in office.iterdir() if path.name.startswith(f"{DATABASE}-")]
    restore.restore(backup, office.with_name("restored"), PASSPHRASE).session.close()
    verdict = oracle.look(office.with_name("restored"))
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)))
    alone = office.with_name("alone")
    alone.mkdir()
    for name in (DATABASE, "keys.json", "keys-copy.json"):
        shutil.copy(office / name, alone)
    copied = oracle.look(alone)
    outcome.tell(rounds=1, damaged=not copied.whole, lost=len(copied.lost(kept)))


@pytest.mark.fault(17)
def test_a_copy_of_an_open_office_without_its_log_says_what_it_lacks(office, outcome):
    copy = office.with_name("copy")
    with opened(office) as session:
        for n in range(5):
            save(session, f"saved {n}")
        shutil.copytree(office, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    done = oracle.rilo("list", copy, "case-study")
    assert "the last 6 log entries are missing" in done.stderr
    outcome.tell(rounds=1, message=oracle.assert_plain(done.stderr))


def crashed(office: Path, saves: int) -> list[str]:
    """An office whose program was killed, with its hot write-ahead log."""
    live = office.with_name("live")
    shutil.copytree(office, live)
    with opened(live) as session:
        kept = [save(session, f"saved {n}") for n in range(saves)]
        shutil.rmtree(office)
        shutil.copytree(live, office)  # as a kill would leave it
    shutil.rmtree(live)
    return kept


@pytest.mark.fault(18)
@pytest.mark.parametrize("harm", ["kept", "missing", "empty", "other", "stale"])
def test_the_log_of_a_killed_program_is_missing_or_another(harm, office, new_place, outcome):
    """With its own log all is there; without it the office says how much is missing."""
    other = new_place() / "office"
    crashed(other, 2)
    first = office.with_name("first")
    shutil.copytree(office, first)
    crashed(first, 1)
    kept = crashed(office, 4)
    log = office / LOG
    if harm == "missing":
        log.unlink()
    elif harm == "empty":
        log.write_bytes(b"")
    elif harm in ("other", "stale"):
        shutil.copy((other if harm == "other" else first) / LOG, log)
    done = oracle.rilo("list", office, "case-study")
    if harm == "kept":
        verdict = oracle.look(office)
        assert not done.stderr
        outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)))
        return
    message = oracle.assert_plain(done.stderr)
    assert "are missing" in message or "damaged" in message or "has diverged" in message
    outcome.tell(rounds=1, message=message)


@pytest.mark.fault(18)
def test_a_log_beside_an_office_that_was_closed_is_not_played_into_it(office, new_place, outcome):
    other = new_place() / "office"
    crashed(other, 2)
    with opened(office) as session:
        kept = [save(session, "saved")]
    shutil.copy(other / LOG, office / LOG)
    before = oracle.prints(office)
    done = oracle.rilo("list", office, "case-study")
    assert done.returncode == 6
    assert oracle.prints(office) == before
    message = oracle.assert_plain(done.stderr, office, LOG)
    (office / LOG).unlink()
    verdict = oracle.look(office)
    outcome.tell(rounds=1, damaged=not verdict.whole, lost=len(verdict.lost(kept)), message=message)


def test_what_the_program_itself_writes_is_no_change_from_outside(office):
    from rilo_desktop.services.office import rekey, store_check

    with opened(office) as session:
        save(session, "one")
        store_check.check(session)
        save(session, "two")
        rekey.rekey(session)
        save(session, "three")
        back_up.back_up(session, office.with_name("made.rilobackup"))
        save(session, "four")
    assert StoreMisread  # what a changed page is called while it is open
    with opened(office) as session:
        assert not session.said
