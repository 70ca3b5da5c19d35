"""Is whoever signed a small file believed? The same question for answers and rule packs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard, tidy_fingerprint
from rilo_desktop.rules.findings import FieldPath, Finding, Refused, Severity

from ..office import cards
from ..office.finding_helpers import refusal
from ..office.practice import refuse_other_side
from ..office.session import Session
from ..submissions.signer_trust import Trust, TrustedCard, trust_in, trusted_by


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
        trusted = trusted_by(reading, session.office_code, card, sha256)
    if card.fingerprint in given(trust) or not card.was_valid(at):  # which no call mends
        trusted = (*trusted, TrustedCard(card))
    found = trust_in(card, trusted, at, path.name)
    if found.trust is Trust.TRUSTED:
        return None
    said = replace(found.notes[0], rule="signer.stranger", severity=Severity.BLOCKS)
    if found.trust is not Trust.UNKNOWN:
        raise Refused(said)
    return said


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
