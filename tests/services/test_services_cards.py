# mypy: disable-error-code="assignment, return-value"
"""The office's identity and the cards of others: who holds it, whom a store believes, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.exchange import cards as files
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    card_revocations,
    cards,
    identity,
    keys,
    officers,
    store_check,
)
from rilo_desktop.services.office.cards import CardStatus
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.store import identity as held_in
from rilo_desktop.store import keys as slots
from rilo_desktop.store import officer_rows, valid_slots

PASSPHRASE = "a passphrase of the first officer"
OTHER = "another passphrase of the second officer"
GIVEN, OWN = "what the head has written down", "seven quiet lanterns beside a river"
THIRD = "a third passphrase of the second officer"


@pytest.fixture
def ap(make_session: Callable[..., Session]) -> Session:
    return make_session("AP")


@pytest.fixture
def other(make_session: Callable[..., Session]) -> Session:
    return make_session("SECRETARIAT")


def refused(call: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        call(*given, **named)
    (finding,) = found.value.findings
    assert finding.message.format(**finding.values)
    return finding.rule


def held(folder: Path, passphrase: str, sign: str) -> bytes:
    keyring = slots.read(folder)
    return bytes(slots.unseal(keyring, passphrase, folder, sign)[1].identity)


def exported(session: Session, path: Path) -> Path:
    cards.export(session, path)
    return path


# --- who holds the key


def test_a_new_office_has_an_identity_and_trusts_its_own_card(ap: Session) -> None:
    (card,) = cards.listed(ap)
    assert (card.office, card.standing) == ("AP", CardStatus.OWN)
    signed = files.sign(identity.signing(ap).private, b"text")
    own = identity.own_card(ap)
    assert own is not None
    assert files.is_signed(own.certificate, signed, b"text")
    assert store_check.check(ap).findings == ()


def test_it_lies_in_the_slots_of_reviewers_and_head_only(ap: Session) -> None:
    for sign, role, passphrase in (("R", "reviewer", OTHER), ("A", "analyst", THIRD)):
        officer_rows.add(ap.store, sign, "Officer", role, passphrase)
    packed = identity.signing(ap).packed()
    ap.close()
    assert held(ap.folder, OTHER, "R") == packed
    assert held(ap.folder, THIRD, "A") == b""
    text = (ap.folder / "keys.json").read_text("utf-8")
    (analyst,) = (slot for slot in json.loads(text)["slots"] if slot["sign"] == "A")
    assert analyst["identity"] == ""
    with open_store(ap.folder, THIRD, "A") as session:
        assert refused(identity.signing, session) == "identity.role"


def test_another_role_gives_it_and_takes_it(ap: Session) -> None:
    officer_rows.add(ap.store, "A", "Officer", "analyst", OTHER)
    packed = identity.signing(ap).packed()
    officers.change(ap, "A", role="reviewer")
    assert held(ap.folder, OTHER, "A") == packed
    officers.change(ap, "A", role="analyst")
    assert held(ap.folder, OTHER, "A") == b""


def test_it_outlives_new_passphrases_resets_and_a_re_key(tmp_path: Path) -> None:
    made = make_office(tmp_path / "ap", "AP", "AP-01", PASSPHRASE)
    with made.session as session:
        officer_rows.add(session.store, "R", "Officer", "reviewer", OTHER)
        packed = identity.signing(session).packed()
        keys.change_passphrase(session, PASSPHRASE, THIRD)
        keys.reset(session, "R", made.recovery_key, GIVEN)
        session.store.rekey(lambda *_: None)
        officers.change(session, "R", function="Deputy")
    assert held(tmp_path / "ap", THIRD, "AP-01") == packed
    assert held(tmp_path / "ap", GIVEN, "R") == packed
    with keys.choose_own(tmp_path / "ap", GIVEN, OWN, "R") as session:
        assert identity.signing(session).packed() == packed
        assert store_check.check(session).findings == ()


def test_who_comes_back_with_the_recovery_key_gets_it_from_a_colleague(tmp_path: Path) -> None:
    made = make_office(tmp_path / "ap", "AP", "AP-01", PASSPHRASE)
    with made.session as session:
        officer_rows.add(session.store, "R", "Officer", "reviewer", OTHER)
        packed = identity.signing(session).packed()
    with keys.recover(tmp_path / "ap", made.recovery_key, "AP-01", THIRD) as session:
        assert refused(identity.signing, session) == "identity.missing"
    with open_store(tmp_path / "ap", OTHER, "R"):
        pass
    with open_store(tmp_path / "ap", THIRD, "AP-01") as session:
        assert identity.signing(session).packed() == packed


def test_where_nobody_has_it_any_more_a_new_one_is_made(tmp_path: Path) -> None:
    made = make_office(tmp_path / "ap", "AP", "AP-01", PASSPHRASE)
    with made.session as session:
        (before,) = cards.listed(session)
    with keys.recover(tmp_path / "ap", made.recovery_key, "AP-01", THIRD) as session:
        now, earlier = cards.listed(session)
        assert identity.signing(session)
        assert (now.standing, earlier.standing) == (CardStatus.OWN, CardStatus.FORMER)
        assert earlier.fingerprint == before.fingerprint
        own = identity.own_card(session)
        assert own is not None
        assert own.previous == ""


def test_an_older_store_makes_it_when_somebody_who_may_opens_it(ap: Session) -> None:
    officer_rows.add(ap.store, "A", "Officer", "analyst", OTHER)
    _as_before_cards(ap)
    with open_store(ap.folder, OTHER, "A") as session:
        assert cards.listed(session) == ()
    with open_store(ap.folder, PASSPHRASE, "AP-01") as session:
        assert [card.standing for card in cards.listed(session)] == [CardStatus.OWN]
        assert identity.signing(session)


def _as_before_cards(session: Session) -> None:
    """Neither slot nor table has anything of an identity."""
    store = session.store
    valid_slots.keep(
        store, store.access.keyring.holding({s.sign: b"" for s in store.access.keyring.officers})
    )
    store._raw.execute("DELETE FROM card")
    session.close()


def test_a_renewal_that_was_cut_off_is_finished_at_the_next_opening(ap: Session) -> None:
    """Ended after the slots were written and before the books were."""
    before = identity.signing(ap)
    made = files.new_identity("AP", datetime.now(UTC), before)
    held_in.hand_out(ap.store, made.packed())
    ap.close()
    with open_store(ap.folder, PASSPHRASE) as session:
        assert identity.signing(session) == made
        own, former = cards.listed(session)
        assert own.fingerprint == files.read_card(made.card).fingerprint
        assert former.standing == CardStatus.FORMER
        assert store_check.check(session).findings == ()


def test_a_key_that_somebody_left_in_a_slot_is_not_signed_with(ap: Session) -> None:
    """Whoever could open the store can write into boxes; the books name the office's key."""
    officer_rows.add(ap.store, "R", "Officer", "reviewer", OTHER)
    (own,) = cards.listed(ap)
    planted = files.new_identity("AP", datetime.now(UTC))
    access = ap.store.access
    (slot,) = (slot for slot in access.keyring.officers if slot.sign == "R")
    box = held_in._for(slot, access, planted.packed())
    access.keep(access.keyring.holding({"R": box}))
    ap.close()
    with open_store(ap.folder, OTHER, "R") as session:
        assert refused(identity.signing, session) == "identity.missing"
        assert [card.fingerprint for card in cards.listed(session)] == [own.fingerprint]


# --- whom the store believes


def test_a_card_is_trusted_by_the_fingerprint_that_was_read_out(
    ap: Session, other: Session, tmp_path: Path
) -> None:
    path = exported(ap, tmp_path / "ap.rilocard")
    seen = cards.read_card(path)
    assert refused(cards.trust, other, path) == "cards.compare"
    wrong = files.fingerprint(b"another certificate")
    assert refused(cards.trust, other, path, wrong) == "cards.other"
    assert refused(cards.trust, other, path, "0O1I") == "cards.other"
    assert len(cards.listed(other)) == 1
    typed = seen.fingerprint.lower().replace("-", " ")
    card = cards.trust(other, path, typed)
    assert (card.office, card.standing) == ("AP", CardStatus.TRUSTED)
    assert cards.trust(other, path) == card, "again changes nothing"
    assert store_check.check(other).findings == ()


def test_a_renewed_card_is_followed_and_another_one_is_not(
    ap: Session, other: Session, tmp_path: Path
) -> None:
    first = exported(ap, tmp_path / "1.rilocard")
    cards.trust(other, first, cards.read_card(first).fingerprint)
    identity.renew(ap)
    second = exported(ap, tmp_path / "2.rilocard")
    assert cards.trust(other, second).standing == CardStatus.TRUSTED
    assert [c.standing for c in cards.listed(ap)] == [CardStatus.OWN, CardStatus.FORMER]
    stranger = files.new_identity("AP", datetime.now(UTC))
    foreign = tmp_path / "3.rilocard"
    foreign.write_bytes(stranger.card)
    assert refused(cards.trust, other, foreign) == "cards.compare"
    claims = files.new_identity("AP", datetime.now(UTC), stranger)
    changed = json.loads(claims.card) | {"previous": cards.read_card(first).fingerprint}
    foreign.write_text(json.dumps(changed), "utf-8")
    assert refused(cards.trust, other, foreign) == "cards.unreadable"


def test_a_revocation_is_a_signed_file_and_the_office_gets_a_new_card(
    ap: Session, other: Session, tmp_path: Path
) -> None:
    first = exported(ap, tmp_path / "1.rilocard")
    cards.trust(other, first, cards.read_card(first).fingerprint)
    assert refused(card_revocations.revoke, ap, "AP", "a stick was lost") == "cards.no_file"
    done = card_revocations.revoke(ap, "AP", "a stick was lost", tmp_path / "revoked.rilocard")
    assert done.files == (tmp_path / "revoked.rilocard",)
    (revoked,) = done.cards
    assert revoked.standing == CardStatus.REVOKED
    assert [c.standing for c in cards.listed(ap)] == [CardStatus.OWN, CardStatus.REVOKED]
    assert cards.trust(other, tmp_path / "revoked.rilocard").standing == CardStatus.REVOKED
    assert refused(cards.trust, other, first) == "cards.revoked"
    second = exported(ap, tmp_path / "2.rilocard")
    assert refused(cards.trust, other, second) == "cards.compare"
    assert cards.trust(other, second, cards.read_card(second).fingerprint)
    for session in (ap, other):
        assert store_check.check(session).findings == ()


def test_a_revocation_by_another_key_or_of_a_stranger_is_refused(
    ap: Session, other: Session, tmp_path: Path
) -> None:
    first = exported(ap, tmp_path / "1.rilocard")
    own = identity.signing(ap)
    path = tmp_path / "revoked.rilocard"
    path.write_bytes(files.revocation(own, "2026-11-25T09:00:00+00:00", "lost"))
    assert refused(cards.trust, other, path) == "cards.unknown"
    card = cards.trust(other, first, cards.read_card(first).fingerprint)
    stranger = files.new_identity("AP", datetime.now(UTC))
    forged = json.loads(files.revocation(stranger, "2026-11-25T09:00:00+00:00", "lost"))
    path.write_text(json.dumps(forged | {"fingerprint": card.fingerprint}), "utf-8")
    assert refused(cards.trust, other, path) == "cards.unreadable"
    assert cards.listed(other)[1].standing == CardStatus.TRUSTED


def test_trust_in_another_is_taken_back_without_a_file(
    ap: Session, other: Session, tmp_path: Path
) -> None:
    path = exported(ap, tmp_path / "1.rilocard")
    cards.trust(other, path, cards.read_card(path).fingerprint)
    (card,) = card_revocations.revoke(other, "AP", "their machine was stolen").cards
    assert card.standing == CardStatus.REVOKED
    assert refused(card_revocations.revoke, other, "EU", "nobody") == "cards.missing"


def test_only_reviewers_and_the_head_decide_whom_to_trust(ap: Session, tmp_path: Path) -> None:
    officer_rows.add(ap.store, "A", "Officer", "analyst", OTHER)
    path = exported(ap, tmp_path / "1.rilocard")
    ap.close()
    with open_store(ap.folder, OTHER, "A") as session:
        assert refused(cards.trust, session, path) == "session.role"
        assert refused(card_revocations.revoke, session, "AP", "no") == "session.role"
        assert cards.listed(session)


@pytest.mark.parametrize("name", ["card.rilocard", "revocation.rilocard"])
def test_no_changed_byte_of_a_card_is_read(ap: Session, tmp_path: Path, name: str) -> None:
    own = identity.signing(ap)
    card = files.read_card(own.card)
    if name.startswith("card"):
        content, read = own.card, files.read_card
    else:
        content = files.revocation(own, "2026-11-25T09:00:00+00:00", "lost")
        read = lambda changed: files.read_revocation(changed, card)  # noqa: E731
    assert read(content)
    for place in range(len(content)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(ValueError):
            read(changed)
