"""A card ends when it is renewed, has one renewal, and takes it along when it is revoked.

The thief holds the key of an office, as somebody has who left it (attacker F3). Keys are real.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.exchange import cards as files
from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import card_revocations, cards, identity, store_check
from rilo_desktop.services.office.cards import CardStatus, OfferedCard
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import acknowledge, incoming_file, receive
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit, verify
from rilo_desktop.services.submissions.verify import Trust

PASSPHRASE = "a passphrase of the first officer"


def refused(call: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        call(*given, **named)
    finding = found.value.findings[0]
    assert finding.message.format(**finding.values)
    return finding.rule


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@dataclass
class Two:
    """AP, and the Secretariat, which trusts the card of AP by phone; `stolen` is AP's first key."""

    ap: Session
    sec: Session
    clock: Clock
    folder: Path
    stolen: files.Identity
    first: Path
    reference: str

    def thief_signs(self, name: str, days_ago: float = 0) -> Path:
        """A whole document, as the program of AP makes it, signed with the key that was taken."""
        _, submission = release._submission(self.ap, self.reference)
        with self.ap.reading() as reading:
            packing = release._packed(self.ap, reading, submission)
        at = self.clock() - timedelta(days=days_ago)
        path = self.folder / name
        path.write_bytes(release._document(packing, self.stolen, at, SILENT)[0])
        return path

    def sent(self, name: str) -> Path:
        path = self.folder / name
        release.export(self.ap, self.reference, path)
        return path

    def card(self, name: str) -> Path:
        path = self.folder / name
        cards.export(self.ap, path)
        return path

    def renewed(self, name: str = "second.rilocard") -> Path:
        self.clock.pass_days(30)
        identity.renew(self.ap)
        return self.card(name)

    def thief_renews(self) -> Path:
        """From now on the thief has a key that nobody else ever had."""
        self.stolen = files.new_identity("AP", self.clock(), self.stolen)
        path = self.folder / f"{files.read_card(self.stolen.card).fingerprint}.rilocard"
        path.write_bytes(self.stolen.card)
        return path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """The two offices on their first day, and when that is; copied for each test."""
    folder, clock = tmp_path_factory.mktemp("both"), Clock()
    make_office(folder / "ap", "AP", "AP-01", PASSPHRASE, clock=clock).session.close()
    make_office(folder / "sec", "SECRETARIAT", "S-01", PASSPHRASE, clock=clock).session.close()
    return folder, clock.now


@pytest.fixture
def two(tmp_path: Path, both: tuple[Path, datetime]) -> Two:
    shutil.copytree(both[0], tmp_path, dirs_exist_ok=True)
    clock = Clock(both[1])
    ap = open_store(tmp_path / "ap", PASSPHRASE, "AP-01", clock=clock)
    sec = open_store(tmp_path / "sec", PASSPHRASE, "S-01", clock=clock)
    (case,) = record.save(ap, CaseStudy(title="Tablets")).records
    order = submit.SubmissionRequest("case-studies", records=(case,), reason="as agreed")
    reference = submit.submit(ap, order).submission.reference
    first = tmp_path / "first.rilocard"
    two = Two(ap, sec, clock, tmp_path, identity.signing(ap), first, reference)
    cards.export(ap, two.first)
    cards.trust(sec, two.first, fingerprint_of(two.first))
    return two


def fingerprint_of(path: Path) -> str:
    return cards.read_card(path).fingerprint


def standing(session: Session, path: Path) -> CardStatus:
    name = fingerprint_of(path)
    return next(card.standing for card in cards.listed(session) if card.fingerprint == name)


# --- F3 (1): a renewal ends the card before it


def test_a_renewed_card_signs_nothing_more(two: Two) -> None:
    cards.trust(two.sec, two.renewed())
    verdict = verify.verify(two.sec, two.thief_signs("late.pdf"))
    assert (verdict.trust, verdict.exit_code) == (Trust.SUPERSEDED, verify.UNKNOWN)
    (note,) = verdict.notes
    assert note.values["day"] == "2026-12-02"
    assert "renewed" in note.message
    looked = receive.inspect_submissions(two.sec, [two.folder / "late.pdf"])
    assert [one.comparison for one in looked] == [None]
    assert standing(two.sec, two.first) is CardStatus.SUPERSEDED
    assert store_check.check(two.sec).findings == ()


def test_the_signers_clock_does_not_make_it_older(two: Two) -> None:
    cards.trust(two.sec, two.renewed())
    backdated = two.thief_signs("backdated.pdf", days_ago=20)
    assert verify.verify(two.sec, backdated).trust is Trust.SUPERSEDED
    found = incoming_file.verified(two.sec, backdated, [fingerprint_of(two.first)])
    assert (found.state, found.findings[0].rule) == (incoming_file.State.WRONG, "receive.signer")


def test_what_was_received_before_stays_verified(two: Two) -> None:
    path = two.sent("early.pdf")
    receive.accept(two.sec, receive.inspect_submissions(two.sec, [path]))
    other = two.thief_signs("other.pdf", days_ago=0.01)
    second = two.renewed()
    assert verify.verify(two.sec, path).trust is Trust.TRUSTED
    cards.trust(two.sec, second)
    assert verify.verify(two.sec, path).trust is Trust.TRUSTED
    assert verify.verify(two.sec, other).trust is Trust.SUPERSEDED, "it was not here before"
    assert verify.verify(two.ap, path).trust is Trust.TRUSTED, "it left the office before"
    assert verify.verify(two.sec, two.sent("anew.pdf")).trust is Trust.TRUSTED


def test_what_was_received_between_renewing_and_taking_the_renewal_falls(two: Two) -> None:
    second = two.renewed()
    two.clock.pass_days(2)
    late = two.thief_signs("late.pdf")
    receive.accept(two.sec, receive.inspect_submissions(two.sec, [late]))
    cards.trust(two.sec, second)
    assert verify.verify(two.sec, late).trust is Trust.SUPERSEDED


def test_an_answer_signed_with_a_renewed_card_is_refused(two: Two) -> None:
    path = two.sent("sent.pdf")
    own = two.folder / "sec.rilocard"
    cards.export(two.sec, own)
    cards.trust(two.ap, own, fingerprint_of(own))
    receive.accept(two.sec, receive.inspect_submissions(two.sec, [path]))
    first, second = two.folder / "first.rilo-answer", two.folder / "second.rilo-answer"
    acknowledge.make(two.sec, two.reference, first)
    acknowledge.take(two.ap, acknowledge.inspect(two.ap, first))
    acknowledge.make(two.sec, two.reference, second, note="later")
    two.clock.pass_days(30)
    identity.renew(two.sec)
    cards.export(two.sec, own)
    cards.trust(two.ap, own)
    assert refused(acknowledge.inspect, two.ap, second) == "signer.stranger"
    assert acknowledge.inspect(two.ap, first).known, "it was here before"


# --- F3 (2): one renewal


@pytest.mark.parametrize("is_thief_first", [False, True])
def test_a_second_renewal_waits_for_the_phone(two: Two, is_thief_first: bool) -> None:
    honest, thief = two.renewed(), two.thief_renews()
    one, other = (thief, honest) if is_thief_first else (honest, thief)
    cards.trust(two.sec, one)
    offered = cards.offered(two.sec, other)
    assert (offered.offer, offered.other) == (OfferedCard.CONFLICT, fingerprint_of(one))
    assert refused(cards.trust, two.sec, other) == "cards.second"
    assert refused(cards.trust, two.sec, other, fingerprint_of(one)) == "cards.other"
    assert standing(two.sec, one) is CardStatus.TRUSTED
    cards.trust(two.sec, honest, fingerprint_of(honest))
    assert standing(two.sec, honest) is CardStatus.TRUSTED
    if is_thief_first:
        assert standing(two.sec, thief) is CardStatus.REVOKED, "only one of them is the office's"
        (fell,) = cards.fallen(two.sec, fingerprint_of(honest))
        assert fell.fingerprint == fingerprint_of(thief)
    assert store_check.check(two.sec).findings == ()


def test_a_second_renewal_is_refused_at_the_office_that_made_the_first(two: Two) -> None:
    two.renewed()
    assert refused(cards.trust, two.ap, two.thief_renews()) == "cards.second"
    assert [card.standing for card in cards.listed(two.ap)] == [CardStatus.OWN, CardStatus.FORMER]


def test_a_renewal_of_a_renewed_card_by_its_old_key_is_a_second_one(two: Two) -> None:
    cards.trust(two.sec, two.renewed())
    cards.trust(two.sec, two.renewed("third.rilocard"))
    assert cards.offered(two.sec, two.thief_renews()).offer is OfferedCard.CONFLICT


# --- F3 (3): the former key's revocation


def test_a_former_card_is_revoked_by_a_file_that_its_key_signed(two: Two) -> None:
    cards.trust(two.sec, two.renewed())
    gone = two.folder / "gone.rilocard"
    first = fingerprint_of(two.first)
    assert refused(card_revocations.revoke, two.ap, first, "it was copied") == "cards.no_file"
    done = card_revocations.revoke(two.ap, first, "it was copied", gone)
    assert done.files == (gone,)
    assert [card.standing for card in cards.listed(two.ap)] == [CardStatus.OWN, CardStatus.REVOKED]
    assert identity.signing(two.ap), "the office goes on with its new card"
    assert cards.trust(two.sec, gone).standing is CardStatus.REVOKED
    for session in (two.ap, two.sec):
        assert store_check.check(session).findings == ()


def test_a_card_that_an_older_version_made_is_revoked_after_its_renewal(two: Two) -> None:
    """No revocation lay ready: the renewal signs it, while both keys are there."""
    two.ap.store._raw.execute("UPDATE card SET revocation = x'', basis = ''")
    two.renewed()
    gone = two.folder / "gone.rilocard"
    card_revocations.revoke(two.ap, fingerprint_of(two.first), "it was copied", gone)
    assert cards.trust(two.sec, gone).standing is CardStatus.REVOKED


# --- F3 (4): renewals fall with their card


def test_renewals_fall_with_the_card_that_they_renew(two: Two) -> None:
    thief = two.thief_renews()
    cards.trust(two.sec, thief)
    more = two.thief_renews()
    cards.trust(two.sec, more)
    done = card_revocations.revoke(two.sec, fingerprint_of(two.first), "it was copied")
    assert {card.fingerprint for card in done.fallen} == set(map(fingerprint_of, (thief, more)))
    assert standing(two.sec, thief) is standing(two.sec, more) is CardStatus.REVOKED
    assert store_check.check(two.sec).findings == ()


def test_a_renewal_that_was_compared_does_not_fall(two: Two) -> None:
    second, third = two.renewed(), two.renewed("third.rilocard")
    cards.trust(two.sec, second)
    cards.trust(two.sec, second, fingerprint_of(second))
    cards.trust(two.sec, third)
    done = card_revocations.revoke(two.sec, fingerprint_of(two.first), "it was copied")
    assert done.fallen == ()
    assert standing(two.sec, third) is CardStatus.TRUSTED


def test_a_renewal_that_fell_is_believed_again_when_it_was_compared(two: Two) -> None:
    second = two.renewed()
    cards.trust(two.sec, second)
    card_revocations.revoke(two.sec, fingerprint_of(two.first), "it was copied")
    path = two.sent("sent.pdf")
    verdict = verify.verify(two.sec, path)
    assert (verdict.trust, verdict.exit_code) == (Trust.REVOKED, verify.UNKNOWN)
    assert verdict.notes[0].values["because"] == fingerprint_of(two.first)
    assert cards.offered(two.sec, second).offer is OfferedCard.STRANGE
    assert refused(cards.trust, two.sec, second) == "cards.compare"
    cards.trust(two.sec, second, fingerprint_of(second))
    assert verify.verify(two.sec, path).trust is Trust.TRUSTED
    assert refused(cards.trust, two.sec, two.first, fingerprint_of(two.first)) == "cards.revoked"


# --- F3 (5): all cards of an office


def test_revoking_an_office_revokes_all_its_cards_and_lists_them(two: Two) -> None:
    second = two.renewed()
    cards.trust(two.sec, second, fingerprint_of(second))
    done = card_revocations.revoke(two.sec, "AP", "they were broken into")
    named = {card.fingerprint for card in done.cards}
    assert named == {fingerprint_of(two.first), fingerprint_of(second)}
    assert standing(two.sec, two.first) is standing(two.sec, second) is CardStatus.REVOKED


def test_an_office_revokes_all_its_own_cards_with_a_file_for_each(two: Two) -> None:
    two.renewed()
    done = card_revocations.revoke(two.ap, "AP", "it was stolen", two.folder / "gone.rilocard")
    assert [file.name for file in done.files] == ["gone.rilocard", "gone-2.rilocard"]
    assert cards.trust(two.sec, done.files[1]).standing is CardStatus.REVOKED
    now = [card.standing for card in cards.listed(two.ap)]
    assert now == [CardStatus.OWN, CardStatus.REVOKED, CardStatus.REVOKED]


# --- what the office keeps of it


def test_a_card_that_was_made_the_renewal_of_itself_ends_nothing_else(two: Two) -> None:
    """Two keys of a thief that renew each other: no endless search, nothing believed for it."""
    one = files.new_identity("AP", two.clock())
    other = files.new_identity("AP", two.clock(), one)
    path = two.folder / "other.rilocard"
    path.write_bytes(other.card)
    assert refused(cards.trust, two.sec, path) == "cards.compare"
    card = files.read_card(one.card)
    cards.trust_certificate(two.sec, card.certificate, card.fingerprint)
    assert cards.trust(two.sec, path).standing is CardStatus.TRUSTED
    assert standing(two.sec, two.first) is CardStatus.TRUSTED


def test_a_card_known_from_a_document_ends_its_former_one_when_its_file_comes(two: Two) -> None:
    """A certificate says nothing of what it renews; the card's file does."""
    second = two.renewed()
    card = cards.read_card(second)
    cards.trust_certificate(two.sec, card.certificate, card.fingerprint)
    assert standing(two.sec, two.first) is CardStatus.TRUSTED
    assert cards.trust(two.sec, second).basis == "compared"
    assert standing(two.sec, two.first) is CardStatus.SUPERSEDED
    assert store_check.check(two.sec).findings == ()


def test_of_two_renewals_that_an_older_version_took_the_first_counts(two: Two) -> None:
    honest, thief = two.renewed(), two.thief_renews()
    cards.trust(two.sec, honest)
    cards.trust(two.sec, thief, fingerprint_of(thief))
    two.sec.store._raw.execute("UPDATE card SET basis = '', trusted = trusted WHERE own = 0")
    assert standing(two.sec, honest) is CardStatus.TRUSTED
    assert standing(two.sec, thief) is CardStatus.REVOKED


def test_another_store_of_this_office_is_no_former_card(two: Two) -> None:
    other = make_office(two.folder / "ap2", "AP", "AP-02", PASSPHRASE, clock=two.clock).session
    path = two.folder / "ap2.rilocard"
    cards.export(other, path)
    assert cards.trust(two.ap, path, fingerprint_of(path)).standing is CardStatus.TRUSTED
    assert cards.offered(two.ap, two.first).offer is OfferedCard.KNOWN


def test_a_card_that_is_lost_with_its_passphrase_can_still_be_revoked(two: Two) -> None:
    """Who comes back with the recovery key gets a new identity: the old key is gone."""
    identity.replace_lost(two.ap)
    gone = two.folder / "gone.rilocard"
    card_revocations.revoke(two.ap, fingerprint_of(two.first), "the passphrase is lost", gone)
    assert cards.trust(two.sec, gone).standing is CardStatus.REVOKED
