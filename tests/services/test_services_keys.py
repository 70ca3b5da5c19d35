"""Passphrases, the recovery key, roles and openings: each is an entry of the log."""

from __future__ import annotations

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, first_run, keys, officers, store_check
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.errors import (
    NoSuchOfficer,
    TooSoon,
    WrongPassphrase,
    WrongRecoveryKey,
)
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts, record
from rilo_desktop.store import failed_logins, officer_rows

NEW = "a new passphrase of the first officer"
SECOND = "a passphrase of the second officer"
OWN = "one that only the deputy has chosen"
OTHER = "another passphrase of the first officer"


@pytest.fixture
def session(make_session):
    return make_session()


def logged(session, action):
    return audit_log.newest(session, 100, action)


def rules(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return [finding.rule for finding in refused.value.findings]


def test_every_opening_is_in_the_log_with_who_and_when(make_session, passphrase, clock):
    session = make_session(new=True)
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    session.close()
    open_store(session.folder, SECOND, "AP-02", clock).close()
    with open_store(session.folder, passphrase, "AP-01", clock) as again:
        assert [line.officer for line in logged(again, actions.OPENED)] == ["AP-01", "AP-02"]
        assert store_check.check(again).findings == ()


def test_failed_openings_are_in_the_log_after_the_next_one(make_session, passphrase, clock):
    session = make_session(new=True)
    session.close()
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            open_store(session.folder, "wrong", "AP-01", clock)
    with open_store(session.folder, passphrase, clock=clock) as again:
        (line,) = logged(again, actions.OPENED)
    assert line.detail["failed"] == 2
    assert [said.split()[1] for said in line.detail["tries"]] == ["AP-01", "AP-01"]
    assert failed_logins.failed(session.folder).count == 0
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert "failed" not in logged(again, actions.OPENED)[0].detail


def test_a_passphrase_is_changed(session, passphrase):
    assert keys.change_passphrase(session, passphrase, NEW) == ()
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(session, passphrase, OTHER)
    assert rules(keys.change_passphrase, session, NEW, " ") == ["officers.passphrase"]
    assert rules(keys.change_passphrase, session, NEW, NEW) == ["keys.same"]
    assert len(logged(session, officer_rows.PASSPHRASE)) == 1
    session.close()
    open_store(session.folder, NEW).close()


@pytest.mark.parametrize("weak", ["short", "Password2024!", "correct horse battery staple"])
def test_a_passphrase_that_can_be_guessed_is_taken_on_no_path(session, passphrase, weak, tmp_path):
    paper = keys.new_recovery_key()
    keys.renew_recovery_key(session, paper)
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    plan = first_run.Plan("AP", "AP-01", "Head", "A", weak)
    for call, *given in (
        (keys.change_passphrase, session, passphrase, weak),
        (keys.reset, session, "AP-02", paper, weak),
        (officers.add, session, "AP-03", "Analyst", "analyst", weak),
        (make_office, tmp_path / "new", "AP", "AP-01", weak),
        (first_run.check, plan),
        (first_run.set_up, tmp_path / "new", plan, paper),
    ):
        assert rules(call, *given) == ["officers.weak"]
    session.close()
    assert rules(keys.recover, session.folder, paper, "AP-01", weak) == ["officers.weak"]
    open_store(session.folder, passphrase).close()
    assert not (tmp_path / "new").exists()


def test_a_weak_passphrase_of_before_opens_and_is_to_be_changed(session, passphrase, clock):
    officer_rows.change_passphrase(session.store, passphrase, "short")
    session.close()
    with open_store(session.folder, "short", clock=clock) as again:
        assert [finding.rule for finding in again.said] == ["session.weak"]
        keys.change_passphrase(again, "short", NEW)
    with open_store(session.folder, NEW, clock=clock) as again:
        assert again.said == ()


def test_guessing_the_own_passphrase_is_slowed_down_too(session):
    for _ in range(failed_logins.FREE):
        with pytest.raises(WrongPassphrase):
            keys.change_passphrase(session, "guess", NEW)
    with pytest.raises(TooSoon):
        keys.change_passphrase(session, "guess", NEW)


def test_the_recovery_key_lets_an_officer_in_and_is_logged(session, clock):
    made = keys.new_recovery_key()
    keys.renew_recovery_key(session, made)
    record.save(session, record.new(session, "case-study"))
    session.close()
    with pytest.raises(WrongRecoveryKey):
        keys.recover(session.folder, keys.new_recovery_key(), "AP-01", NEW, clock)
    with keys.recover(session.folder, made, " AP-01 ", NEW, clock) as again:
        assert again.officer.role == "head"
        record.save(again, record.new(again, "case-study"))
        assert [line.officer for line in logged(again, officer_rows.RESET)] == ["AP-01"]
        assert logged(again, actions.OPENED)[0].detail["failed"] == 1
        assert store_check.check(again).findings == ()


def test_a_removed_officer_is_not_recovered(session, clock):
    made = keys.new_recovery_key()
    keys.renew_recovery_key(session, made)
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    officers.remove(session, "AP-02")
    session.close()
    with pytest.raises(NoSuchOfficer):
        keys.recover(session.folder, made, "AP-02", NEW, clock)
    with pytest.raises(WrongPassphrase):
        open_store(session.folder, SECOND)


def test_the_head_resets_another_with_the_paper_and_never_alone(session, clock):
    made = keys.new_recovery_key()
    keys.renew_recovery_key(session, made)
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    with pytest.raises(WrongRecoveryKey):
        keys.reset(session, "AP-02", "not the paper", NEW)
    assert keys.reset(session, "AP-02", made, NEW) == ()
    assert rules(keys.reset, session, "AP-01", made, NEW) == ["keys.own"]
    session.close()
    with keys.choose_own(session.folder, NEW, OWN, "AP-02", clock) as again:
        assert again.officer.role == "reviewer"
        assert store_check.check(again).findings == ()


def test_role_changes_are_logged_with_what_was_before(session, clock):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    officers.change(session, "AP-02", "head")
    (line,) = logged(session, officer_rows.CHANGED)
    assert (line.detail["role_before"], line.detail["role"]) == ("reviewer", "head")
    officers.change(session, "AP-01", "reader")
    assert session.officer.role == "reader", "it holds from the next click"
    assert rules(officers.change, session, "AP-01", "head") == ["session.role"]
    session.close()
    with open_store(session.folder, SECOND, "AP-02", clock) as again:
        assert rules(officers.change, again, "AP-02", "analyst") == ["officers.last"]
        assert rules(officers.change, again, "AP-02", "king") == ["officers.role"]
        assert rules(officers.change, again, "AP-09", "analyst") == ["officers.missing"]
        assert rules(officers.remove, again, "AP-02") == ["officers.last"]


def test_nobody_removes_themselves(session):
    officer_rows.add(session.store, "AP-02", "Deputy", "head", SECOND)
    assert rules(officers.remove, session, "AP-01") == ["officers.self"]


def test_a_slot_left_by_a_removal_that_was_cut_off_is_closed(session, passphrase, clock):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    before = (session.folder / "keys.json").read_bytes()
    officers.remove(session, "AP-02")
    session.close()
    for name in ("keys.json", "keys-copy.json"):
        (session.folder / name).write_bytes(before)
    with pytest.raises(WrongPassphrase):
        open_store(session.folder, SECOND, "AP-02", clock)
    open_store(session.folder, passphrase, "AP-01", clock).close()
    assert b"AP-02" not in (session.folder / "keys.json").read_bytes()


def test_a_locked_session_has_no_keys_and_the_draft_stays(session, passphrase, clock):
    made = record.new(session, "case-study")
    drafts.keep(session, made)
    secret = session.store.access.secret
    session.forget()
    session.forget()
    assert not any(secret.store_key + secret.signing_key)
    with open_store(session.folder, passphrase, clock=clock) as again:
        assert [d.record.id for d in drafts.waiting(again).drafts] == [made.id]
