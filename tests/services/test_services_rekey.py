"""After an officer left: a new key for the store, and what becomes of its backups."""

from __future__ import annotations

import shutil
import sys

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, backup, officers, rekey, restore, store_check
from rilo_desktop.services.office.errors import StoreDamaged
from rilo_desktop.services.office.progress import SILENT, Cancelled, Said
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts, record
from rilo_desktop.store import officer_rows, rekeying

LEAVER = "a passphrase of who left"


@pytest.fixture
def session(make_session):
    made = make_session()
    officer_rows.add(made.store, "AP-02", "Analyst", "analyst", LEAVER)
    return made


def backed_up(session):
    return backup.back_up(session, backup.place(session)).path


def test_who_left_opens_neither_store_nor_renewed_backup(session, passphrase, clock, tmp_path):
    old = backed_up(session)
    kept = tmp_path / "kept"
    officers.remove(session, "AP-02")
    shutil.copytree(session.folder, kept)
    done = rekey.rekey(session, rekey.Old.RENEW)
    assert done.removed == (old,)
    assert done.renewed is not None
    assert done.renewed.is_file()
    assert not old.exists()
    assert done.findings == ()
    assert [known.path for known in backup.known(session.folder)] == [str(done.renewed)]
    assert audit_log.newest(session, 10, rekeying.REKEYED)
    assert store_check.check(session).findings == ()
    session.close()
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert store_check.check(again).findings == ()
    for name in ("keys.json", "keys-copy.json"):
        shutil.copy(kept / name, session.folder / name)
    with pytest.raises(StoreDamaged):
        open_store(session.folder, passphrase)


def test_old_backups_are_destroyed_or_named(session):
    old = backed_up(session)
    kept = rekey.rekey(session)
    assert (kept.left, kept.removed) == ((old,), ())
    assert [finding.rule for finding in kept.findings] == ["rekey.left"]
    gone = rekey.rekey(session, rekey.Old.DESTROY)
    assert (gone.left, gone.removed, gone.findings) == ((), (old,), ())
    assert backup.known(session.folder) == ()


def test_a_backup_from_before_it_restores_with_the_slots_it_carries(session, passphrase, clock):
    """From a store whose first page is gone; the leaver's slot comes back, and that is said."""
    old = backed_up(session)
    officers.remove(session, "AP-02")
    rekey.rekey(session)
    record.save(session, record.new(session, "case-study"))
    session.close()
    with (session.folder / "store.db").open("rb+") as file:
        file.write(bytes(4096))
    before = restore.preview(old, session.folder, passphrase)
    assert before.standing is restore.RestoreTarget.UNREADABLE
    done = restore.restore(old, session.folder, passphrase, clock=clock)
    with done.session as again:
        assert store_check.check(again).blocking == ()
        assert {o.sign for o in officers.listed(again) if o.is_active} == {"AP-01", "AP-02"}
        rekey.rekey(again)
    open_store(session.folder, LEAVER, "AP-02", clock).close()
    with open_store(session.folder, passphrase, "AP-01", clock) as again:
        assert store_check.check(again).blocking == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")
def test_a_backup_that_cannot_be_renewed_stays(session):
    """The disk is full once the store has its new key: a limit on files does the same."""
    import resource

    old = backed_up(session)
    rekey.rekey(session)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, before[1]))
    try:
        done = rekey._with_backups(session, rekey.Old.RENEW, (old,), SILENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (done.left, done.removed) == ((old,), ())
    assert [finding.rule for finding in done.findings] == ["store.BackupUnwritten", "rekey.left"]
    assert old.is_file()


def test_drafts_go_on_through_it(session):
    made = record.new(session, "case-study")
    drafts.keep(session, made)
    rekey.rekey(session)
    assert [d.record.id for d in drafts.waiting(session).drafts] == [made.id]
    drafts.keep(session, made)
    assert drafts.flush(session, 10)


def test_drafts_of_a_colleague_are_written_anew_at_their_next_opening(session, clock, passphrase):
    session.close()
    with open_store(session.folder, LEAVER, "AP-02", clock) as second:
        made = record.new(second, "case-study")
        drafts.keep(second, made)
        assert drafts.flush(second, 10)
        path = second.store.journal().path
    before = path.read_bytes()
    with open_store(session.folder, passphrase, "AP-01", clock) as first:
        rekey.rekey(first)
    with open_store(session.folder, LEAVER, "AP-02", clock) as second:
        assert path.read_bytes() != before
        assert [d.record.id for d in drafts.waiting(second).drafts] == [made.id]


def test_given_up_it_is_as_it_was(session):
    def give_up(_done, _of, _step=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        rekey.rekey(session, progress=Said(give_up))
    assert not audit_log.newest(session, 10, rekeying.REKEYED)
    record.save(session, record.new(session, "case-study"))
    assert store_check.check(session).findings == ()


def test_a_slot_that_cannot_be_carried_over_is_named(session):
    from dataclasses import replace

    access = session.store.access
    (slot,) = [slot for slot in access.keyring.officers if slot.sign == "AP-02"]
    access.keep(access.keyring.with_slot(replace(slot, box=b"")))
    with pytest.raises(Refused) as refused:
        rekey.rekey(session)
    assert refused.value.findings[0].values["names"] == "AP-02"
