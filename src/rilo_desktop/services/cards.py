"""Cards of offices: shown, exported, trusted and revoked. Their fingerprints are compared by phone.

listed(session)                     every card that this store knows
export(session, path)               the own card, for others
look_at(path)                       what a card's file says, before anybody trusts it
offered(session, path)              the same beside what this store knows; a revocation too
trust(session, path, fingerprint)   believe it; a renewed card needs no fingerprint
revoke(session, name, ...)          a signed file for the own card, or no trust in another's
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from rilo_desktop.exchange import cards as files
from rilo_desktop.exchange.cards import KnownCard, Revocation
from rilo_desktop.files import read_small
from rilo_desktop.rules.findings import N_, Place, Refused
from rilo_desktop.rules.refusing_disk import why
from rilo_desktop.store import CardRow, Reading, Unit
from rilo_desktop.store.card_rows import REVOKED, TRUSTED

from . import actions, identity
from .outgoing import check_target, leave, outgoing_file
from .refusals import refusal
from .session import Session, Task


class Standing(StrEnum):
    OWN = "own"
    FORMER = "former"
    """This office's, before it was renewed."""
    TRUSTED = "trusted"
    EXPIRED = "expired"
    """What was signed in its time is still believed."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Card:
    """Times are UTC, ISO with seconds; `revoked` is "" for never."""

    office: str
    fingerprint: str
    standing: Standing
    valid_from: str
    valid_until: str
    trusted: str
    revoked: str = ""


class Offer(StrEnum):
    """What a file from outside would do here."""

    STRANGE = "strange"
    """A card that nobody compared yet."""
    RENEWAL = "renewal"
    """A card signed by the key of one that is trusted: it needs no comparing."""
    KNOWN = "known"
    """A card that is trusted already, or the own one."""
    REVOCATION = "revocation"
    """It says that a card that is known here is to be believed no more."""
    TAKEN = "taken"
    """A revocation that was taken before."""


@dataclass(frozen=True, slots=True)
class Offered:
    """`fingerprint` is of the card, or of the one that is revoked; `renews` of the one before.

    Times are UTC, ISO with seconds; `on` and `reason` are of a revocation.
    """

    path: Path
    offer: Offer
    office: str
    fingerprint: str
    valid_from: str
    valid_until: str
    renews: str = ""
    on: str = ""
    reason: str = ""


def listed(session: Session) -> tuple[Card, ...]:
    """Own first, then by office, those that are believed first."""
    now = _now(session)
    with session.reading() as reading:
        found = [_card(row, now, session.office_code) for row in reading.cards()]
    standings = list(Standing)
    return tuple(
        sorted(
            found,
            key=lambda card: (
                card.standing != Standing.OWN,
                card.office,
                standings.index(card.standing),
                card.fingerprint,
            ),
        )
    )


def look_at(path: Path) -> KnownCard:
    """Raises Refused where it is no card."""
    content = _read(path)
    try:
        return files.read_card(content)
    except ValueError as error:
        raise _unreadable(path, error) from None


def offered(session: Session, path: Path) -> Offered:
    """Nothing is written. Raises Refused where it is no sound card or revocation, where it revokes
    a card that is not known here, and for a card that was revoked.
    """
    session.permit(Task.READ)
    content = _read(path)
    if files.is_revocation(content):
        row, found = _revocation(session, path, content)
        card = known_of(row)
        offer = Offer.TAKEN if row.revoked else Offer.REVOCATION
        return replace(_offered(path, offer, card), on=found.on, reason=found.reason)
    card = look_at(path)
    with session.reading() as reading:
        rows = reading.cards()
    known = next((row for row in rows if row.fingerprint == card.fingerprint), None)
    if known is not None:
        _known_again(session, known)
        return _offered(path, Offer.KNOWN, card)
    before = _renewed(rows, card)
    offered = _offered(path, Offer.STRANGE if before is None else Offer.RENEWAL, card)
    return replace(offered, renews=before.fingerprint if before is not None else "")


def export(session: Session, path: Path) -> KnownCard:
    """The own card, for others to trust. Raises Refused."""
    check_target(path)
    card = identity.own_card(session)
    if card is None:
        raise refusal(
            "cards.none",
            N_("The office has no card yet: it is made when a reviewer or the head opens it."),
        )
    with session.reading() as reading:
        content = next(row.content for row in reading.cards() if row.is_own)
    leave(session, actions.CARD_EXPORT, path, content, card=card.fingerprint)
    return card


def trust(session: Session, path: Path, fingerprint: str = "") -> Card:
    """Believe what this card's key signs from now on. Raises Refused, and changes nothing then.

    `fingerprint`: as the other office read it out. A card renewed by one that is trusted needs
    none. A file that revokes a card is taken here too.
    """
    session.permit(Task.CARDS)
    content = _read(path)
    if files.is_revocation(content):
        return _take_revocation(session, path, content)
    card = look_at(path)
    with session.reading() as reading:
        rows = reading.cards()
    known = next((row for row in rows if row.fingerprint == card.fingerprint), None)
    if known is not None:
        return _known_again(session, known)
    before = _renewed(rows, card)
    if before is None:
        _compare(card, fingerprint)
    row = _row(session, card, content)
    with session.unit(TRUSTED) as unit:
        unit.note(card=card.fingerprint, office=card.office, renews=card.previous)
        unit.write_cards(row)
    return _card(row, _now(session), session.office_code)


def trust_certificate(session: Session, certificate: bytes, fingerprint: str) -> Card:
    """The same for the certificate in a signed document, whose fingerprint was read out."""
    session.permit(Task.CARDS)
    try:
        card = files.known_certificate(certificate)
    except ValueError as error:
        raise _unreadable(Path(), error) from None
    _compare(card, fingerprint)
    with session.reading() as reading:
        known = next((r for r in reading.cards() if r.fingerprint == card.fingerprint), None)
    if known is not None:
        return _known_again(session, known)
    row = _row(session, card, certificate)
    with session.unit(TRUSTED) as unit:
        unit.note(card=card.fingerprint, office=card.office)
        unit.write_cards(row)
    return _card(row, _now(session), session.office_code)


def revoke(session: Session, name: str, reason: str, path: Path | None = None) -> Card:
    """Believe nothing more that this card signs; `name` is a fingerprint or an office.

    Of the own card a signed file is written to `path`, for all who trust it, and the office gets
    a new one, which they must compare anew. Raises Refused.
    """
    session.permit(Task.CARDS)
    row = _named(session, name)
    if row.revoked:
        return _card(row, _now(session), session.office_code)
    now = _now(session)
    content = b""
    if row.is_own:
        content = _revocation_of_own(session, now, reason, path)
    revoked = replace(row, revoked=now, revocation=content, is_own=False)

    def write(unit: Unit) -> None:
        unit.note(card=row.fingerprint, office=row.office, reason=reason.strip())
        unit.write_cards(revoked)

    if row.is_own and path is not None:
        with outgoing_file(session, REVOKED, path) as out:
            out.file.write(content)
            out.also = write
        identity.replace_lost(session)
    else:
        with session.unit(REVOKED) as unit:
            write(unit)
    return _card(revoked, now, session.office_code)


def trusted_certificates(reading: Reading) -> tuple[tuple[KnownCard, str], ...]:
    """What a store believes: each card with the time of its revocation ("": never)."""
    return tuple((known_of(row), row.revoked) for row in reading.cards())


def known_of(row: CardRow) -> KnownCard:
    """A card's file, or a certificate alone where it was trusted by its fingerprint."""
    if row.content[:1] == b"{":
        return files.read_card(row.content)
    return files.known_certificate(row.content)


def _revocation_of_own(session: Session, now: str, reason: str, path: Path | None) -> bytes:
    if path is None:
        raise refusal(
            "cards.no_file",
            N_("Say where the signed file goes that tells the others of the revocation."),
        )
    check_target(path)
    return files.revocation(identity.signing(session), now, reason)


def _take_revocation(session: Session, path: Path, content: bytes) -> Card:
    row, found = _revocation(session, path, content)
    revoked = replace(row, revoked=found.on, revocation=content)
    with session.unit(REVOKED) as unit:
        unit.note(card=row.fingerprint, office=found.office, reason=found.reason)
        unit.write_cards(revoked)
    return _card(revoked, _now(session), session.office_code)


def _revocation(session: Session, path: Path, content: bytes) -> tuple[CardRow, Revocation]:
    """The card that it revokes, and what it says. Raises Refused."""
    try:
        fingerprint = files.revoked_by(content)
        with session.reading() as reading:
            rows = [row for row in reading.cards() if row.fingerprint == fingerprint]
        if not rows:
            raise refusal(
                "cards.unknown",
                N_("{file} revokes the card {card}, which this office does not know."),
                Place(file=path.name),
                file=path.name,
                card=fingerprint,
            )
        return rows[0], files.read_revocation(content, known_of(rows[0]))
    except ValueError as error:
        raise _unreadable(path, error) from None


def _offered(path: Path, offer: Offer, card: KnownCard) -> Offered:
    return Offered(path, offer, card.office, card.fingerprint, card.valid_from, card.valid_until)


def _known_again(session: Session, row: CardRow) -> Card:
    if row.revoked:
        raise refusal(
            "cards.revoked",
            N_("The card {card} of {office} was revoked; ask the office for its new one."),
            card=row.fingerprint,
            office=row.office,
        )
    return _card(row, _now(session), session.office_code)


def _renewed(rows: tuple[CardRow, ...], card: KnownCard) -> CardRow | None:
    """The trusted card that this one renews."""
    return next((r for r in rows if not r.revoked and card.is_renewal_of(known_of(r))), None)


def _compare(card: KnownCard, typed: str) -> None:
    """Raises Refused unless this is the fingerprint that was read out."""
    if not typed.strip():
        raise refusal(
            "cards.compare",
            N_(
                "Call {office}, let them read out the fingerprint of their card, and compare it "
                "with {card}; then give it here."
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


def _named(session: Session, name: str) -> CardRow:
    """By fingerprint, or the newest card of an office. Raises Refused."""
    with session.reading() as reading:
        rows = reading.cards()
    typed = name.strip().upper()
    found = [row for row in rows if row.fingerprint == typed or row.office == typed]
    if not found:
        raise refusal(
            "cards.missing", N_("This office knows no card {name}; see the list."), name=name
        )
    return sorted(found, key=lambda row: (not row.revoked, row.is_own, row.trusted))[-1]


def _row(session: Session, card: KnownCard, content: bytes) -> CardRow:
    return CardRow(card.fingerprint, card.office, content, False, _now(session))


def _card(row: CardRow, now: str, own_office: str) -> Card:
    known = known_of(row)
    if row.revoked:
        standing = Standing.REVOKED
    elif row.is_own:
        standing = Standing.OWN
    elif row.office == own_office:
        standing = Standing.FORMER
    else:
        standing = Standing.TRUSTED if known.was_valid(now) else Standing.EXPIRED
    return Card(
        office=row.office,
        fingerprint=row.fingerprint,
        standing=standing,
        valid_from=known.valid_from,
        valid_until=known.valid_until,
        trusted=row.trusted,
        revoked=row.revoked,
    )


def _now(session: Session) -> str:
    moment: datetime = session.clock()
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _read(path: Path) -> bytes:
    try:
        return read_small(path, files.LARGEST)
    except OSError as error:
        raise refusal(
            "cards.unread",
            N_("{file} cannot be read: {reason}."),
            Place(file=path.name),
            file=path.name,
            reason=why(error),
        ) from None
    except ValueError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: ValueError) -> Refused:
    return refusal(
        "cards.unreadable",
        N_("{file} is no sound card of an office ({what}); ask for it again."),
        Place(file=path.name),
        file=path.name,
        what=str(error),
    )
