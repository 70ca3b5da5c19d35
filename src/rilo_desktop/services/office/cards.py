"""Cards of offices: shown, exported and trusted. Their fingerprints are compared by phone.

listed(session)                     every card that this store knows
export(session, path)               the own card, for others
read_card(path)                       what a card's file says, before anybody trusts it
offered(session, path)              the same beside what this store knows; a revocation too
trust(session, path, fingerprint)   believe it; a renewed card needs no fingerprint
fallen(session, fingerprint)        cards that are believed no more because of this one

`card_revocations` revokes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from rilo_desktop.exchange import cards as files
from rilo_desktop.exchange.cards import KnownCard, Revocation
from rilo_desktop.exchange.file_opening import ArrivedFile, arrived
from rilo_desktop.file_kinds import CARD
from rilo_desktop.rules.findings import N_, FieldPath, Refused
from rilo_desktop.store import CardRow
from rilo_desktop.store.card_rows import COMPARED, FOLLOWED, MADE_HERE, REVOKED, TRUSTED

from . import identity, ways_out
from .finding_helpers import refusal
from .outgoing import going_out
from .practice import refuse_other_side
from .renewals import Judged, judged
from .session import Session, Task


class CardStatus(StrEnum):
    OWN = "own"
    FORMER = "former"
    """This office's, before it was renewed."""
    TRUSTED = "trusted"
    EXPIRED = "expired"
    """What was signed in its time is still believed."""
    SUPERSEDED = "superseded"
    """Renewed: what arrived before the renewal was taken is still believed, nothing else."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Card:
    """Times are UTC, ISO with seconds; `revoked` and `renewed` are "" for never.

    `because`: fingerprint of the card that it is revoked with, or of the renewal that was preferred
    to it; "" where it was revoked itself. `renewed_by` and `renews` are fingerprints too.
    """

    office: str
    fingerprint: str
    standing: CardStatus
    valid_from: str
    valid_until: str
    trusted: str
    revoked: str = ""
    because: str = ""
    renews: str = ""
    renewed: str = ""
    renewed_by: str = ""
    basis: str = ""
    """"made", "compared" (by phone) or "followed" (signed by the card before)."""
    has_revocation: bool = False
    """This office can write the signed file that revokes it."""


class OfferedCard(StrEnum):
    """What a file from outside would do here."""

    STRANGE = "strange"
    """A card that nobody compared yet."""
    RENEWAL = "renewal"
    """A card signed by the key of one that is trusted: it needs no comparing."""
    CONFLICT = "conflict"
    """The same, of a card that has another renewal already: one of the two is not the office's."""
    KNOWN = "known"
    """A card that is trusted already, or the own one."""
    REVOCATION = "revocation"
    """It says that a card that is known here is to be believed no more."""
    TAKEN = "taken"
    """A revocation that was taken before."""


COMPARING = frozenset({OfferedCard.STRANGE, OfferedCard.CONFLICT})
"""Somebody must compare the fingerprint first."""


@dataclass(frozen=True, slots=True)
class Offered:
    """`fingerprint` is of the card, or of the one that is revoked; `renews` of the one before,
    `other` of its other renewal.

    Times are UTC, ISO with seconds; `on` and `reason` are of a revocation, `fallen` the cards that
    would be believed no more with it.
    """

    path: Path
    offer: OfferedCard
    office: str
    fingerprint: str
    valid_from: str
    valid_until: str
    renews: str = ""
    other: str = ""
    on: str = ""
    reason: str = ""
    fallen: tuple[str, ...] = ()


def listed(session: Session) -> tuple[Card, ...]:
    """Own first, then by office, those that are believed first."""
    now = now_of(session)
    standings = list(CardStatus)
    return tuple(
        sorted(
            (card_of(one, now) for one in known(session).values()),
            key=lambda card: (
                card.standing != CardStatus.OWN,
                card.office,
                standings.index(card.standing),
                card.fingerprint,
            ),
        )
    )


def fallen(session: Session, fingerprint: str) -> tuple[Card, ...]:
    """Cards that are believed no more because this one was revoked, or preferred to them."""
    return tuple(card for card in listed(session) if card.because == fingerprint)


def known(session: Session) -> Mapping[str, Judged]:
    """The store's cards by fingerprint, each with what became of it."""
    with session.reading() as reading:
        return judged(reading.office.cards(), session.office_code)


def read_card(path: Path) -> KnownCard:
    """Raises Refused where it is no card."""
    return _card(path, arrived(path, (CARD,)).content)


def _card(path: Path, content: bytes) -> KnownCard:
    try:
        return files.read_card(content)
    except ValueError as error:
        raise unreadable(path, error) from None


def offered(session: Session, path: Path) -> Offered:
    """Nothing is written. Raises Refused where it is no sound card or revocation, where it revokes
    a card that is not known here, and for a card that was revoked.
    """
    return offered_in(session, arrived(path, (CARD,)))


def offered_in(session: Session, file: ArrivedFile) -> Offered:
    """The same of a file that was opened."""
    session.permit(Task.READ)
    path, content = file.path, file.content
    there = known(session)
    if files.is_revocation(content):
        one, found = _revocation(path, content, there)
        offer = OfferedCard.TAKEN if one.row.revoked else OfferedCard.REVOCATION
        falls = _falling(session, one) if offer is OfferedCard.REVOCATION else ()
        offered = _offered(path, offer, one.card)
        return replace(offered, on=found.on, reason=found.reason, fallen=falls)
    card = _card(path, content)
    refuse_other_side(session.office_code, card.office, path)
    offer, before, other = _offer(there, card)
    return replace(_offered(path, offer, card), renews=before, other=other)


def export(session: Session, path: Path) -> KnownCard:
    """The own card, for others to trust. Raises Refused."""
    with going_out(session, ways_out.CARD, path) as out:
        card = identity.own_card(session)
        if card is None:
            raise refusal(
                "cards.none",
                N_("The office has no card yet: it is made when a reviewer or the head opens it."),
            )
        with session.reading() as reading:
            content = next(row.content for row in reading.office.cards() if row.is_own)
        out.leave(content, card=card.fingerprint)
    return card


def trust(session: Session, path: Path, fingerprint: str = "") -> Card:
    """Believe what this card's key signs from now on. Raises Refused, and changes nothing then.

    `fingerprint`: as the other office read it out. A card renewed by one that is trusted needs
    none, unless that has another renewal. A file that revokes a card is taken here too.
    """
    session.permit(Task.CARDS)
    content = arrived(path, (CARD,)).content
    if files.is_revocation(content):
        return _take_revocation(session, path, content)
    card = _card(path, content)
    refuse_other_side(session.office_code, card.office, path)
    offer, before, other = _offer(known(session), card)
    if offer is OfferedCard.CONFLICT and not fingerprint.strip():
        raise refusal(
            "cards.second",
            N_(
                "The card {before} of {office} has two renewals: {other}, which is known here, and "
                "{card}. One of them is not the office's: call {office}, compare both, and give "
                "the fingerprint that they read out."
            ),
            office=card.office,
            before=before,
            other=other,
            card=card.fingerprint,
        )
    if offer in COMPARING or fingerprint.strip():
        _compare(card, fingerprint)
        return _believe(session, card, content, COMPARED)
    return _believe(session, card, content, FOLLOWED)


def trust_certificate(session: Session, certificate: bytes, fingerprint: str) -> Card:
    """The same for the certificate in a signed document, whose fingerprint was read out."""
    session.permit(Task.CARDS)
    try:
        card = files.known_certificate(certificate)
    except ValueError as error:
        raise unreadable(Path(), error) from None
    refuse_other_side(session.office_code, card.office, Path())
    _offer(known(session), card)
    _compare(card, fingerprint)
    return _believe(session, card, certificate, COMPARED)


def _believe(session: Session, card: KnownCard, content: bytes, basis: str) -> Card:
    """A card that is known keeps its stronger basis, and gets its file where it had none."""
    one = known(session).get(card.fingerprint)
    row = CardRow(card.fingerprint, card.office, content, False, now_of(session), basis=basis)
    if one is not None:
        is_fuller = one.row.content[:1] != b"{" and content[:1] == b"{"
        row = replace(
            one.row,
            content=content if is_fuller else one.row.content,
            basis=one.basis if one.basis == MADE_HERE or basis == FOLLOWED else basis,
        )
        if (row.content, row.basis) == (one.row.content, one.basis):
            return card_of(one, now_of(session))
    with session.unit(TRUSTED) as unit:
        unit.note(card=card.fingerprint, office=card.office, renews=card.previous, basis=row.basis)
        unit.write_cards(row)
    return card_of(known(session)[card.fingerprint], now_of(session))


def _take_revocation(session: Session, path: Path, content: bytes) -> Card:
    one, found = _revocation(path, content, known(session))
    row = replace(one.row, revoked=one.row.revoked or found.on, revocation=content)
    falls = _falling(session, one)
    with session.unit(REVOKED) as unit:
        unit.note(card=row.fingerprint, office=found.office, reason=found.reason, also=falls)
        unit.write_cards(row)
    return card_of(known(session)[row.fingerprint], now_of(session))


def _revocation(
    path: Path, content: bytes, there: Mapping[str, Judged]
) -> tuple[Judged, Revocation]:
    """The card that it revokes, and what it says. Raises Refused."""
    try:
        fingerprint = files.revoked_by(content)
        if fingerprint not in there:
            raise refusal(
                "cards.unknown",
                N_("{file} revokes the card {card}, which this office does not know."),
                FieldPath(file=path.name),
                file=path.name,
                card=fingerprint,
            )
        one = there[fingerprint]
        return one, files.read_revocation(content, one.card)
    except ValueError as error:
        raise unreadable(path, error) from None


def _falling(session: Session, one: Judged) -> tuple[str, ...]:
    return falling(session, {one.fingerprint})


def falling(session: Session, revoked: set[str]) -> tuple[str, ...]:
    """Cards that would be believed no more if these were revoked, beside them."""
    with session.reading() as reading:
        rows = reading.office.cards()
    before = judged(rows, session.office_code)
    then = [replace(r, revoked="then") if r.fingerprint in revoked else r for r in rows]
    after = judged(then, session.office_code)
    return tuple(
        name
        for name, one in after.items()
        if one.revoked and not before[name].revoked and name not in revoked
    )


def _offered(path: Path, offer: OfferedCard, card: KnownCard) -> Offered:
    return Offered(path, offer, card.office, card.fingerprint, card.valid_from, card.valid_until)


def _offer(there: Mapping[str, Judged], card: KnownCard) -> tuple[OfferedCard, str, str]:
    """With the card that it renews and the other renewal of that. Raises Refused."""
    one = there.get(card.fingerprint)
    if one is not None and one.row.revoked:
        raise refusal(
            "cards.revoked",
            N_("The card {card} of {office} was revoked; ask the office for its new one."),
            card=card.fingerprint,
            office=card.office,
        )
    if one is not None and not one.is_fallen:
        return OfferedCard.KNOWN, card.previous, ""
    before = there.get(card.previous)
    if before is None or before.revoked or not card.is_renewal_of(before.card):
        return OfferedCard.STRANGE, "", ""
    other = before.renewal
    if other is not None and other.fingerprint != card.fingerprint:
        return OfferedCard.CONFLICT, card.previous, other.fingerprint
    return OfferedCard.RENEWAL, card.previous, ""


def _compare(card: KnownCard, typed: str) -> None:
    """Raises Refused unless this is the fingerprint that was read out."""
    if not typed.strip():
        raise refusal(
            "cards.compare",
            N_(
                "Call {office}, ask them to read out the fingerprint of their card, and "
                "compare it with {card}; then type it here."
            ),
            office=card.office,
            card=card.fingerprint,
        )
    try:
        agrees = files.tidy_fingerprint(typed) == card.fingerprint
    except ValueError:
        agrees = False
    if not agrees:
        raise refusal(
            "cards.other",
            N_(
                "The card of {office} has the fingerprint {card}, not the one that was given. "
                "It was not trusted: call the office."
            ),
            office=card.office,
            card=card.fingerprint,
        )


def card_of(one: Judged, now: str) -> Card:
    renewal = one.renewal
    return Card(
        office=one.row.office,
        fingerprint=one.fingerprint,
        standing=_status_of(one, now),
        valid_from=one.card.valid_from,
        valid_until=one.card.valid_until,
        trusted=one.row.trusted,
        revoked=one.revoked,
        because=one.because,
        renews=one.card.previous,
        renewed=renewal.made if renewal is not None else "",
        renewed_by=renewal.fingerprint if renewal is not None else "",
        basis=one.basis,
        has_revocation=one.basis == MADE_HERE and bool(one.row.revocation or one.row.is_own),
    )


def _status_of(one: Judged, now: str) -> CardStatus:
    if one.revoked:
        return CardStatus.REVOKED
    if one.row.is_own:
        return CardStatus.OWN
    if one.basis == MADE_HERE:
        return CardStatus.FORMER
    if one.renewal is not None:
        return CardStatus.SUPERSEDED
    return CardStatus.TRUSTED if one.card.was_valid(now) else CardStatus.EXPIRED


def now_of(session: Session) -> str:
    moment: datetime = session.clock()
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def unreadable(path: Path, error: ValueError) -> Refused:
    return refusal(
        "cards.unreadable",
        N_("{file} is not a valid card of an office ({what}); ask for it again."),
        FieldPath(file=path.name),
        file=path.name,
        what=str(error),
    )
