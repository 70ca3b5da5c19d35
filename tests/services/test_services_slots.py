# mypy: disable-error-code="method-assign"
"""Which slots of `keys.json` count: one that was put back does not, whenever who was killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import backup, keys, officers, restore, salvage, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.store import WrongPassphrase, officer_rows, valid_slots
from rilo_desktop.store.access import Access
from rilo_desktop.store.errors import FormerSlot, PassphraseGiven, WrongRecoveryKey
from rilo_desktop.store.keys import NAMES

NEW = "a newly chosen sentence for today"
SECOND, THIRD = "a passphrase of the second officer", "one more sentence that nobody wrote"
PAPER = keys.new_recovery_key()


@pytest.fixture
def office(make_session, clock):
    """Closed, with a reviewer, and a recovery key that is known."""
    session = make_session()
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    keys.renew_recovery_key(session, PAPER)
    record.save(session, record.new(session, "case-study"))
    session.close()
    return session.folder


def kept(office):
    return {name: (office / name).read_bytes() for name in NAMES}


def put_back(office, files):
    for name, content in files.items():
        (office / name).write_bytes(content)


def opens(office, clock, passphrase, sign="AP-01"):
    try:
        session = open_store(office, passphrase, sign, clock, to_change=True)
    except (WrongPassphrase, FormerSlot) as error:
        return type(error)
    with session:
        assert store_check.check(session).findings == ()
        return None


def test_a_changed_passphrase_does_not_open_with_its_slot_put_back(office, passphrase, clock):
    before = kept(office)
    with open_store(office, passphrase, clock=clock) as session:
        keys.change_passphrase(session, passphrase, NEW)
    put_back(office, before)
    assert opens(office, clock, passphrase) is FormerSlot
    with pytest.raises(FormerSlot):
        salvage.opened(office, passphrase, clock=clock)


def test_a_reset_passphrase_does_not_open_with_its_slot_put_back(office, passphrase, clock):
    before = kept(office)
    with open_store(office, passphrase, clock=clock) as session:
        keys.reset(session, "AP-02", PAPER, THIRD)
    put_back(office, before)
    assert opens(office, clock, SECOND, "AP-02") is FormerSlot


def test_a_former_recovery_key_does_not_open_with_its_slot_put_back(office, passphrase, clock):
    before = kept(office)
    with open_store(office, passphrase, clock=clock) as session:
        keys.renew_recovery_key(session, keys.new_recovery_key())
    put_back(office, before)
    with pytest.raises(WrongRecoveryKey):
        keys.recover(office, PAPER, "AP-01", NEW, clock)
    with open_store(office, passphrase, clock=clock) as session, pytest.raises(WrongRecoveryKey):
        keys.reset(session, "AP-02", PAPER, THIRD)


def test_whose_slot_is_unchanged_is_told_once_of_an_older_file(office, passphrase, clock):
    before = kept(office)
    with open_store(office, passphrase, clock=clock) as session:
        keys.change_passphrase(session, passphrase, NEW)
    put_back(office, before)
    with open_store(office, SECOND, "AP-02", clock) as session:
        assert [finding.rule for finding in session.said] == ["session.keys"]
        with session.reading() as reading:
            assert next(reading.log.newest_first()).detail["keys"] == "older"
    with open_store(office, SECOND, "AP-02", clock) as session:
        assert session.said == ()
    assert opens(office, clock, passphrase) is FormerSlot


def test_one_copy_that_was_put_back_is_replaced_by_the_other(office, passphrase, clock):
    before = kept(office)
    with open_store(office, passphrase, clock=clock) as session:
        keys.change_passphrase(session, passphrase, NEW)
    for name in NAMES:
        put_back(office, {name: before[name]})
        assert opens(office, clock, passphrase) is WrongPassphrase
        assert opens(office, clock, NEW) is None
        assert (office / NAMES[0]).read_bytes() == (office / NAMES[1]).read_bytes()


def test_an_honest_restore_opens_with_the_passphrases_of_then(office, passphrase, clock, tmp_path):
    with open_store(office, passphrase, clock=clock) as session:
        path = backup.back_up(session, tmp_path / "then.rilobackup").path
        keys.reset(session, "AP-02", PAPER, THIRD)
    restore.restore(path, office, passphrase, clock=clock).session.close()
    assert opens(office, clock, SECOND, "AP-02") is None
    assert opens(office, clock, THIRD, "AP-02") is WrongPassphrase
    with open_store(office, passphrase, clock=clock) as session:
        keys.change_passphrase(session, passphrase, NEW)
    restore.restore(path, tmp_path / "new", passphrase, clock=clock).session.close()
    assert opens(tmp_path / "new", clock, passphrase) is None


def test_each_change_of_passphrase_comes_with_a_new_signing_key(office, passphrase, clock):
    def key():
        with session.reading() as reading:
            return next(o.public_key for o in reading.office.officers() if o.sign == "AP-01")

    with open_store(office, passphrase, clock=clock) as session:
        found = [key()]
        for old, new in ((passphrase, NEW), (NEW, THIRD)):
            keys.change_passphrase(session, old, new)
            found.append(key())
            record.save(session, record.new(session, "case-study"))
        assert len(set(found)) == 3
        assert store_check.check(session).findings == ()
    assert opens(office, clock, THIRD) is None


def test_after_a_leak_a_new_key_of_the_office_is_offered(office, passphrase, clock):
    with open_store(office, passphrase, clock=clock) as session:
        assert keys.change_passphrase(session, passphrase, NEW) == ()
        said = keys.change_passphrase(session, NEW, THIRD, leaked=True)
        assert [finding.rule for finding in said] == ["keys.leaked"]
        with session.reading() as reading:
            assert next(reading.log.newest_first()).detail["leaked"] is True


# --- a colleague chooses a passphrase of their own


def test_whoever_was_given_a_passphrase_works_with_one_of_their_own(office, passphrase, clock):
    given = "what the head has written down"
    with open_store(office, passphrase, clock=clock) as session:
        officers.add(session, "AP-03", "Analyst", "analyst", given)
    with pytest.raises(PassphraseGiven):
        open_store(office, given, "AP-03", clock)
    with pytest.raises(Refused, match="not accepted"):
        keys.choose_own(office, given, "short", "AP-03", clock)
    with keys.choose_own(office, given, THIRD, "AP-03", clock) as session:
        record.save(session, record.new(session, "case-study"))
    assert opens(office, clock, given, "AP-03") is WrongPassphrase
    assert opens(office, clock, THIRD, "AP-03") is None
    with open_store(office, passphrase, clock=clock) as session:
        keys.reset(session, "AP-03", PAPER, given)
    with pytest.raises(PassphraseGiven):
        open_store(office, given, "AP-03", clock)


# --- killed at any step


def change(office, passphrase, clock):
    session = open_store(office, passphrase, "AP-01", clock)
    return lambda: keys.change_passphrase(session, passphrase, NEW)


def reset(office, passphrase, clock):
    session = open_store(office, passphrase, "AP-01", clock)
    return lambda: keys.reset(session, "AP-02", PAPER, NEW)


def recover(office, passphrase, clock):
    return lambda: keys.recover(office, PAPER, "AP-01", NEW, clock)


def renew(office, passphrase, clock):
    session = open_store(office, passphrase, "AP-01", clock)
    return lambda: keys.renew_recovery_key(session, OTHER_PAPER)


OTHER_PAPER = keys.new_recovery_key()


def killed_at(work, office, passphrase, clock, step):
    """Killed before the slots are written, between that and the commit, and after it."""
    child = os.fork()
    if not child:
        try:
            go_on = work(office, passphrase, clock)
            left = [step]
            written = Access.keep

            def counted(access, keyring):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                written(access, keyring)
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            Access.keep = counted
            go_on()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="kills a child process")
@pytest.mark.parametrize("work", [change, reset, recover, renew], ids=lambda work: work.__name__)
def test_killed_at_any_step_one_of_two_passphrases_opens(office, passphrase, clock, work, tmp_path):
    for step in range(1, 12):
        copy = tmp_path / f"copy-{step}"
        shutil.copytree(office, copy)
        if not killed_at(work, copy, passphrase, clock, step):
            break
        if work is renew:
            assert opens(copy, clock, passphrase) is None
            papers = [paper for paper in (PAPER, OTHER_PAPER) if recovers(copy, clock, paper)]
            assert len(papers) == 1
        else:
            sign, old = ("AP-02", SECOND) if work is reset else ("AP-01", passphrase)
            found = [opens(copy, clock, words, sign) for words in (old, NEW)]
            assert found.count(None) == 1
        slots = slots_of(copy)
        assert len(slots) == len(set(slots))
    assert step > 3


def recovers(folder, clock, paper):
    copy = folder.with_name(f"{folder.name}-{paper[:4]}")
    shutil.copytree(folder, copy)
    try:
        keys.recover(copy, paper, "AP-01", NEW, clock).close()
    except WrongRecoveryKey:
        return False
    return opens(copy, clock, NEW) is None


def slots_of(folder):
    from rilo_desktop.store import keys as files

    return [(slot.opened_by, slot.sign) for slot in files.read(folder).slots]


def test_the_database_counts_how_often_the_slots_were_written(office, passphrase, clock):
    with open_store(office, passphrase, clock=clock) as session:
        with session.reading() as reading:
            noted = int(reading.office.setting(valid_slots.COUNT))
        assert noted <= session.store.access.keyring.count
