# mypy: disable-error-code="attr-defined"
"""Restore: into a broken, a missing or a working office; refused where it must be."""

from __future__ import annotations

import os
import random
import shutil
import signal
from datetime import timedelta

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, officers, restore
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office.errors import (
    AlreadyThere,
    BackupBroken,
    BackupForeign,
    StoreLocked,
    StoreTooNew,
    WrongPassphrase,
)
from rilo_desktop.services.office.restore import RestoreTarget
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.store import backup_file, officer_rows, restoring

SECOND = "a passphrase of the second officer"


@pytest.fixture
def session(make_session):
    made = make_session()
    save(made, "kept")
    return made


@pytest.fixture
def backup(session, tmp_path):
    return back_up.back_up(session, tmp_path / "mine.rilobackup").path


def save(session, title, number="1"):
    return record.save(session, CaseStudy(id=f"id-{number}", title=title, local_ref=number))


def title_of(session, number="1"):
    return record.get(session, f"id-{number}").record.title


def restored(*arguments, **named):
    return restore.restore(*arguments, **named)


def test_a_store_with_a_zeroed_first_page_is_restored(session, backup, passphrase, clock):
    """The drill of the issue."""
    folder = session.folder
    session.close()
    with (folder / "store.db").open("rb+") as file:
        file.write(bytes(4096))
    broken = (folder / "store.db").read_bytes()
    before = restore.preview(backup, folder, passphrase)
    assert before.standing is RestoreTarget.UNREADABLE
    assert before.why is not None
    done = restored(backup, folder, passphrase, clock=clock)
    with done.session as again:
        assert title_of(again) == "kept"
        save(again, "goes on")
    assert (done.aside / "store.db").read_bytes() == broken
    assert sorted(path.name for path in done.aside.iterdir()) == [
        "keys-copy.json",
        "keys.json",
        "last.json",
        "store.db",
    ]
    assert not (folder / restoring.STAGE).exists()


def _zeroed(path):
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "store.db").unlink(),
        lambda folder: (folder / "store.db").write_bytes(b""),
        lambda folder: (folder / "store.db").write_bytes(b"x" * 100),
        lambda folder: _zeroed(folder / "store.db"),
        lambda folder: [(folder / name).unlink() for name in ("keys.json", "keys-copy.json")],
        lambda folder: [(folder / n).write_bytes(b"[]") for n in ("keys.json", "keys-copy.json")],
        shutil.rmtree,
        lambda folder: [path.unlink() for path in folder.iterdir() if path.is_file()],
    ],
)
def test_whatever_became_of_the_store(session, backup, passphrase, clock, harm):
    folder = session.folder
    session.close()
    harm(folder)
    done = restored(backup, folder, passphrase, clock=clock)
    with done.session as again:
        assert title_of(again) == "kept"


def test_what_would_be_lost_is_said_before(session, backup, passphrase):
    save(session, "changed since")
    save(session, "new", "2")
    save(session, "new and changed", "2")
    folder, newest = session.folder, record.get(session, "id-2").at
    session.close()
    content = (folder / "store.db").read_bytes()
    before = restore.preview(backup, folder, passphrase)
    assert before.standing is RestoreTarget.READABLE
    lost = before.lost
    assert (lost.revisions, lost.records, lost.new, lost.newest) == (3, 2, 1, newest)
    assert (folder / "store.db").read_bytes() == content


def test_nothing_is_lost_where_nothing_was_done(session, backup, passphrase, tmp_path):
    session.close()
    before = restore.preview(backup, session.folder, passphrase)
    assert before.lost.revisions == 0
    assert restore.preview(backup, tmp_path / "new", passphrase).standing is RestoreTarget.NOTHING


def test_the_replaced_store_is_an_office_of_its_own(session, backup, passphrase, clock):
    save(session, "changed since")
    session.close()
    done = restored(backup, session.folder, passphrase, clock=clock)
    with done.session as again:
        assert title_of(again) == "kept"
        with again.reading() as reading:
            (entry,) = reading.log.with_action(actions.RESTORED)
        assert entry.detail["lost_revisions"] == 1
    with open_store(done.aside, passphrase, clock=clock) as aside:
        assert title_of(aside) == "changed since"


def test_a_backup_from_before_a_removal_lets_the_officer_in_again(
    session, passphrase, clock, tmp_path
):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    path = back_up.back_up(session, tmp_path / "with-two").path
    officers.remove(session, "AP-02")
    officer_rows.add(
        session.store, "AP-03", "Analyst", "analyst", "a passphrase of the third officer"
    )
    session.close()
    before = restore.preview(path, session.folder, passphrase)
    assert (before.back, before.gone) == (("AP-02",), ("AP-03",))
    done = restored(path, session.folder, passphrase, clock=clock)
    done.session.close()
    assert [found.rule for found in done.findings] == ["restore.back"]
    with open_store(session.folder, SECOND, clock=clock) as again:
        assert again.officer.sign == "AP-02"


def test_who_was_removed_cannot_replace_the_office(session, passphrase, clock, tmp_path):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    path = back_up.back_up(session, tmp_path / "with-two").path
    officers.remove(session, "AP-02")
    session.close()
    with pytest.raises(Refused, match="which is not replaced"):
        restored(path, session.folder, SECOND, clock=clock)
    with restored(path, tmp_path / "elsewhere", SECOND, clock=clock).session as again:
        assert title_of(again) == "kept"


def test_only_head_and_steward_replace_an_office_that_can_be_read(
    session, passphrase, clock, tmp_path
):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    path = back_up.back_up(session, tmp_path / "with-two").path
    session.close()
    with pytest.raises(Refused, match="role"):
        restored(path, session.folder, SECOND, clock=clock)
    with (session.folder / "store.db").open("rb+") as file:
        file.write(bytes(4096))
    restored(path, session.folder, SECOND, clock=clock).session.close()


def test_an_open_office_is_not_replaced(session, backup, passphrase, clock):
    with pytest.raises(StoreLocked):
        restored(backup, session.folder, passphrase, clock=clock)
    save(session, "still at work")


def test_a_folder_of_something_else_is_left_alone(backup, passphrase, clock, tmp_path):
    place = tmp_path / "letters"
    place.mkdir()
    (place / "letter.txt").write_text("mine")
    with pytest.raises(AlreadyThere):
        restored(backup, place, passphrase, clock=clock)
    with pytest.raises(AlreadyThere):
        restored(backup, place / "letter.txt", passphrase, clock=clock)
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_backup_of_another_office_is_refused(make_session, backup, passphrase, clock):
    other = make_session("WE")
    other.close()
    content = (other.folder / "store.db").read_bytes()
    with pytest.raises(BackupForeign):
        restored(backup, other.folder, passphrase, clock=clock)
    assert (other.folder / "store.db").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"\0" * 9000, b"a letter", None])
def test_what_is_no_backup_is_refused(session, passphrase, clock, tmp_path, content):
    path = tmp_path / "no.rilobackup"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BackupBroken):
        restored(path, tmp_path / "x", passphrase, clock=clock)
    assert not (tmp_path / "x").exists()


def test_a_backup_cut_anywhere_is_refused_and_the_office_stays(session, backup, passphrase, clock):
    session.close()
    content = (session.folder / "store.db").read_bytes()
    whole = backup.read_bytes()
    chance = random.Random(4)
    for length in [1, 4096, len(whole) // 2, *(chance.randrange(len(whole)) for _ in range(30))]:
        backup.write_bytes(whole[:length])
        try:
            about = backup_file.read(backup).manifest
        except BackupBroken:
            continue
        assert about.database_bytes <= length  # only the second copy of its end is cut
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupBroken):
        restored(backup, session.folder, passphrase, clock=clock)
    assert (session.folder / "store.db").read_bytes() == content
    assert not (session.folder / restoring.STAGE).exists()


def test_a_changed_byte_anywhere_is_found_or_harmless(session, backup, passphrase, clock, tmp_path):
    session.close()
    whole = backup.read_bytes()
    chance = random.Random(5)
    for n in range(20):
        at = chance.randrange(len(whole))
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        try:
            done = restored(backup, tmp_path / f"x{n}", passphrase, clock=clock)
        except BackupBroken:
            assert not (tmp_path / f"x{n}").exists()
            continue
        with done.session as again:  # in one of the two copies of its end
            assert at >= backup_file.read(backup).manifest.database_bytes
            assert title_of(again) == "kept"


def test_a_wrong_passphrase_opens_no_backup(session, backup, clock, tmp_path):
    with pytest.raises(WrongPassphrase):
        restored(backup, tmp_path / "x", "not this one", clock=clock)
    assert not (tmp_path / "x").exists()


def test_a_backup_of_a_newer_program_is_refused(session, passphrase, tmp_path, clock):
    session.store._raw.execute("UPDATE alembic_version SET version_num = '9999'")
    path = back_up.back_up(session, tmp_path / "new").path
    with pytest.raises(StoreTooNew, match="9999"):
        restored(path, tmp_path / "x", passphrase, clock=clock)
    assert not (tmp_path / "x").exists()


def test_the_backups_of_the_office_stay_where_they_are(session, passphrase, clock):
    path = back_up.back_up_if_due(session).path
    save(session, "changed since")
    session.close()
    done = restored(path, session.folder, passphrase, clock=clock)
    with done.session as again:
        assert path.exists()
        assert back_up.state(again).last.path == str(path)


def test_a_drill_leaves_nothing_behind(session, backup, passphrase, clock, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    done = restore.drill(backup, passphrase, clock=clock, office=session.folder)
    assert done.health.findings == ()
    assert (done.health.records, done.health.revisions) == (
        done.manifest.records,
        done.manifest.revisions,
    )
    assert list((tmp_path / "private").iterdir()) == []
    assert back_up.state(session).last.drilled
    backup.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(BackupBroken):
        restore.drill(backup, passphrase, clock=clock)
    assert list((tmp_path / "private").iterdir()) == []


def _in_child(call):
    """Exit status of a process that does this; 0 where it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            call()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child process")
def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new(
    session, backup, passphrase, clock, tmp_path, monkeypatch
):
    """At each renaming of a file, before and after the mark that it is ready."""
    save(session, "changed since")
    session.close()
    from pathlib import Path

    real = Path.replace
    seen = set()
    for step in range(1, 30):
        folder = tmp_path / f"office-{step}"
        shutil.copytree(session.folder, folder)
        count = 0

        def counted(self, target, step=step):
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, target)

        def child(folder=folder, counted=counted):
            monkeypatch.setattr(Path, "replace", counted)
            restored(backup, folder, passphrase, clock=clock)

        ended = _in_child(child)
        with open_store(folder, passphrase, clock=clock) as again:
            seen.add(title_of(again))
            assert title_of(again) in ("kept", "changed since")
        if not ended:
            break
        shutil.rmtree(folder)
    assert seen == {"kept", "changed since"}
    assert 8 < step < 29


def test_after_a_restore_backups_go_on_and_those_given_up_stay(session, backup, passphrase, clock):
    """Their logs are longer than that of the restored office; neither hides the other."""
    given_up = []
    for n in range(6):
        clock.now += timedelta(days=1, minutes=1)
        save(session, f"dropped {n}")
        given_up.append(back_up.back_up_if_due(session).path)
    session.close()
    with restored(backup, session.folder, passphrase, clock=clock).session as again:
        made = []
        for n in range(30):
            save(again, f"goes on {n}")
            clock.now += timedelta(minutes=1)
            if n % 3 == 0:
                clock.now += timedelta(days=1)
                done = back_up.back_up_if_due(again)
                made.append(done.path)
                assert back_up.state(again).last.path == str(done.path)
        assert made[-1].exists()
        assert all(path.exists() for path in given_up)
