"""Is whoever signed a small file believed? The same question for answers and rule packs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard, tidy_fingerprint
from rilo_desktop.rules.findings import N_, Place, Refused

from . import cards
from .refusals import refusal
from .session import Session


def refuse_stranger(
    session: Session, path: Path, card: KnownCard, at: str, trust: Collection[str]
) -> None:
    """Raises Refused unless the card was valid at that time and is trusted.

    `trust`: fingerprints that somebody compared by phone, as they were typed.
    """
    with session.reading() as reading:
        row = next((r for r in reading.cards() if r.fingerprint == card.fingerprint), None)
    if row is not None and row.revoked:  # whoever took the key may write any time into a signature
        message = N_("{file}: the card {card} of {office} was revoked; ask the office.")
    elif not card.was_valid(at):
        message = N_("{file}: the card {card} of {office} was not valid when this was signed.")
    elif row is None and card.fingerprint not in given(trust):
        message = N_(
            "{file} is signed by a card of {office} that this office does not know. Call them, "
            "compare the fingerprint {card}, and give it here."
        )
    else:
        return
    raise of_file("signer.stranger", message, path, office=card.office, card=card.fingerprint)


def trust_given(session: Session, card: KnownCard) -> None:
    """A card whose fingerprint was given is trusted from now on. Raises Refused."""
    with session.reading() as reading:
        known = {row.fingerprint for row in reading.cards()}
    if card.fingerprint not in known:
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
    return refusal(rule, message, Place(file=path.name), file=path.name, **values)
