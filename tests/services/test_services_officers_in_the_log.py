"""Who an officer is says the log, at each opening; and `check` says what an opening said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tampering import ANALYST, GONE, HEAD, PASSPHRASES, Hand, Office, an_office

from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, backup, officers, restore, store_check
from rilo_desktop.services.office.session import Session, open_store, session_of
from rilo_desktop.services.records import record
from rilo_desktop.store import WrongPassphrase, keys, officer_rows, system_clock
from rilo_desktop.store import store as stores
from rilo_desktop.store.access import Access
from rilo_desktop.store.engine import connect
from rilo_desktop.store.errors import FormerSlot


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return an_office(tmp_path_factory.mktemp("office"), system_clock)


@pytest.fixture
def hand(office: Office, tmp_path: Path) -> Hand:
    return office.copied(tmp_path / "office")


def entered(hand: Hand, sign: str = ANALYST) -> Session:
    hand.close()
    return open_store(hand.folder, PASSPHRASES[sign], sign)


def rules(session: Session) -> list[str]:
    return [said.rule for said in session.said]


def test_nothing_is_said_where_row_and_log_agree(hand: Hand) -> None:
    with entered(hand) as session:
        assert rules(session) == []
        assert session.officer.role == "analyst"


def test_a_role_from_another_tool_is_said_and_not_given(hand: Hand) -> None:
    hand.run("UPDATE officer SET role = 'head', function = 'Head' WHERE sign = ?", ANALYST)
    with entered(hand) as session:
        assert (session.officer.role, session.officer.function) == ("analyst", "Senior analyst")
        (said,) = session.said
        assert (said.rule, said.values["signs"]) == ("session.officers", ANALYST)
        with pytest.raises(Refused):
            officers.add(session, "AP-07", "Friend", "head", "a passphrase of a friend")
        assert store_check.check(session).findings
    with entered(hand, HEAD) as session:
        assert rules(session) == ["session.officers"], "everybody is told"
        assert session.officer.role == "head"
        found = audit_log.newest(session, 9, actions.OPENED)
        assert {one.officer: one.detail["officers"] for one in found[:2]} == {
            HEAD: [ANALYST],
            ANALYST: [ANALYST],
        }


def test_an_entry_that_its_author_may_not_sign_gives_no_role(hand: Hand) -> None:
    hand.say(officer_rows.CHANGED, ANALYST, hand.signer(ANALYST), sign=ANALYST, role="head")
    hand.run("UPDATE officer SET role = 'head' WHERE sign = ?", ANALYST)
    with entered(hand) as session:
        assert session.officer.role == "analyst"
        assert rules(session) == ["session.officers"]


def test_an_entry_that_nobody_signed_gives_no_role(hand: Hand) -> None:
    hand.say(officer_rows.CHANGED, HEAD, hand.signer(ANALYST), sign=ANALYST, role="head")
    hand.run("UPDATE officer SET role = 'head' WHERE sign = ?", ANALYST)
    with entered(hand) as session:
        assert session.officer.role == "analyst"


def as_if(hand: Hand, sign: str, key: bytes) -> Session:
    """Whoever has the key of the store can make a slot of any sign, with any signing key."""
    secret = replace(hand.access.secret, signing_key=bytearray(key))
    slot = replace(hand.access.slot, sign=sign)
    hand.close()
    access = Access(hand.folder, hand.access.keyring, slot, secret)
    return session_of(stores.opened(access, system_clock))


def test_who_left_does_not_come_back_by_a_row(hand: Hand) -> None:
    hand.run("UPDATE officer SET removed = NULL WHERE sign = ?", GONE)
    with pytest.raises(WrongPassphrase):
        as_if(hand, GONE, hand.office.seeds[GONE])


def test_a_row_that_nobody_added_may_only_read(hand: Hand) -> None:
    key = hand.signer(ANALYST).public_key
    hand.run("INSERT INTO officer VALUES ('AP-09', 'x', 'head', ?, '2026', NULL)", key)
    with as_if(hand, "AP-09", hand.office.seeds[ANALYST]) as session:
        assert session.officer.role == "reader"
        assert session.said[0].values["signs"] == "AP-09"


def test_a_key_from_another_tool_makes_nobody_head(hand: Hand) -> None:
    """Their own key in the row of the head, and a slot of the head's sign."""
    key = hand.signer(ANALYST).public_key
    hand.run("UPDATE officer SET public_key = ? WHERE sign = ?", key, HEAD)
    with as_if(hand, HEAD, hand.office.seeds[ANALYST]) as session:
        assert session.officer.role == "reader"
        assert HEAD in session.said[0].values["signs"]


def test_a_spoilt_key_of_the_head_is_said_to_the_others(hand: Hand) -> None:
    key = hand.stranger.public_key
    hand.run("UPDATE officer SET public_key = ? WHERE sign = ?", key, HEAD)
    with entered(hand) as session:
        assert session.officer.role == "analyst", "whom the head added is still known"
        assert session.said[0].values["signs"] == HEAD
    with pytest.raises(FormerSlot):
        open_store(hand.folder, PASSPHRASES[HEAD], HEAD)


# --- what an opening said is said by check


def put_back(hand: Hand) -> Path:
    """Only the database, as it was two entries ago."""
    hand.close()
    old = hand.folder.parent / "old.db"
    shutil.copy(hand.folder / keys.DATABASE, old)
    with open_store(hand.folder, PASSPHRASES[HEAD], HEAD) as session:
        record.save(session, CaseStudy(title="what is lost"))
    shutil.copy(old, hand.folder / keys.DATABASE)
    return hand.folder


def of_openings(session: Session) -> list[tuple[str, bool]]:
    found = store_check.check(session).findings
    return [(one.rule, one.blocks) for one in found if one.rule.startswith("check.opening")]


def test_check_says_that_entries_were_missing_until_a_backup_is_restored(
    hand: Hand, tmp_path: Path
) -> None:
    folder = put_back(hand)
    with open_store(folder, PASSPHRASES[HEAD], HEAD) as session:
        assert session.said[0].rule == "session.missing"
        assert of_openings(session) == [("check.opening", True)]
    with open_store(folder, PASSPHRASES[HEAD], HEAD) as session:
        assert session.said == ()
        (found,) = [o for o in store_check.check(session).findings if o.rule == "check.opening"]
        assert found.values["count"] == 2
        assert found.values["officer"] == HEAD
        made = backup.back_up(session, tmp_path / "knowingly.rilobackup").path
    with restore.restore(made, folder, PASSPHRASES[HEAD], HEAD).session as session:
        assert of_openings(session) == [("check.opening", False)], "known, and settled"
        assert store_check.check(session).is_whole


def test_check_says_that_rows_of_officers_were_changed_and_changed_back(hand: Hand) -> None:
    hand.run("UPDATE officer SET role = 'head' WHERE sign = ?", ANALYST)
    entered(hand).close()
    raw = connect(hand.folder / keys.DATABASE, hand.access.secret.store_key)
    raw.execute("UPDATE officer SET role = 'analyst' WHERE sign = ?", (ANALYST,))
    raw.close()
    with open_store(hand.folder, PASSPHRASES[HEAD], HEAD) as session:
        assert session.said == ()
        assert of_openings(session) == [("check.opening_officers", True)]
