"""Is whoever signed a small file believed? The same question for answers and rule packs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard, tidy_fingerprint
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused

from ..office import cards
from ..office.finding_helpers import refusal
from ..office.practice import refuse_other_side
from ..office.renewals import judged, was_held
from ..office.session import Session


def refuse_stranger(
    session: Session, path: Path, card: KnownCard, at: str, trust: Collection[str]
) -> None:
    """Raises Refused unless the card was valid at that time and is trusted."""
    stranger = stranger_in(session, path, card, at, trust)
    if stranger is not None:
        raise Refused(stranger)


def stranger_in(
    session: Session,
    path: Path,
    card: KnownCard,
    at: str,
    trust: Collection[str],
    sha256: str = "",
) -> Finding | None:
    """What is to be said where nobody compared the card yet. Raises Refused where the card was not
    valid at that time or is believed no more: comparing by phone is of no use then.

    `trust`: fingerprints that somebody compared by phone, as they were typed; `sha256`: of the
    file, where one that came before the card was renewed may come again.
    """
    refuse_other_side(session.office_code, card.office, path)
    with session.reading() as reading:
        one = judged(reading.office.cards(), session.office_code).get(card.fingerprint)
        renewal = one.renewal if one is not None else None
        held = renewal is not None and was_held(reading, renewal.fingerprint, sha256)
    if one is not None and one.is_fallen:
        message = N_(
            "{file}: the card {card} of {office} is no longer trusted since another of "
            "their cards was revoked or preferred to it. Call them, compare the "
            "fingerprint, and trust the card again."
        )
    elif one is not None and one.revoked:  # whoever took the key may write any time
        message = N_("{file}: the card {card} of {office} was revoked; ask the office.")
    elif not card.was_valid(at):
        message = N_("{file}: the card {card} of {office} was not valid when this was signed.")
    elif renewal is not None and not (held and at <= renewal.made):
        message = N_(
            "{file}: the card {card} of {office} was renewed. Call them, and ask for this "
            "again, signed with their new card."
        )
    elif one is None and card.fingerprint not in given(trust):
        message = N_(
            "{file} is signed by a card of {office} that this office does not know. Call them, "
            "compare the fingerprint {card}, trust their card, and do this again."
        )
    else:
        return None
    said = of_file("signer.stranger", message, path, office=card.office, card=card.fingerprint)
    if one is not None or not card.was_valid(at):
        raise said
    return said.findings[0]


def trust_given(session: Session, card: KnownCard) -> None:
    """A card whose fingerprint was given is trusted from now on. Raises Refused."""
    if card.fingerprint not in cards.known(session):
        cards.trust_certificate(session, card.certificate, card.fingerprint)


def given(trust: Collection[str]) -> frozenset[str]:
    """Fingerprints as they are written, from whatever was typed; what is none is left out."""
    found = set()
    for typed in trust:
        try:
            found.add(tidy_fingerprint(typed))
        except ValueError:
            continue
    return frozenset(found)


def of_file(rule: str, message: str, path: Path, **values: object) -> Refused:
    """A refusal of a file from outside."""
    return refusal(rule, message, FieldPath(file=path.name), file=path.name, **values)
