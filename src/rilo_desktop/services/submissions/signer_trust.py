"""Is whoever signed a file believed? One answer for submissions, answers, rule and list packs.

trusted_by(reading, office, signer, sha256)   cards of the signer's office that a store knows
trust_in(signer, trusted, at, file)           what follows, and the sentence that says so
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rilo_desktop.exchange.cards import CLOCKS, KnownCard
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import ReadSession

from ..office.renewals import judged, was_held
from .verdicts import stated


class Trust(StrEnum):
    NOBODY = "nobody"
    """No whole signature."""
    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    """Signed with a card that was renewed, and not shown to be older than the renewal."""
    OUT_OF_TIME = "out of time"
    """Signed when the card was not valid."""


@dataclass(frozen=True, slots=True)
class TrustedCard:
    card: KnownCard
    revoked: str = ""
    """Since when (UTC, ISO); "": not."""
    because: str = ""
    """The card that it is revoked with, or the renewal that was preferred to it."""
    renewal: KnownCard | None = None
    """What took its place."""
    was_held: bool = False
    """The file left this office, or arrived here, before that was known."""

    @property
    def is_present(self) -> bool:
        """Is it what its office signs with today?"""
        return not self.revoked and self.renewal is None

    def is_superseded(self, at: str) -> bool:
        """For what says that it was signed then: the signer's clock alone proves nothing."""
        return self.renewal is not None and not (self.was_held and at <= self.renewal.made)


@dataclass(frozen=True, slots=True)
class SignerTrust:
    """`name`: of the verdict that says so, "" where the signer is trusted. `notes`: its sentence,
    and what is to be known of the time of signing."""

    trust: Trust
    name: str = ""
    notes: tuple[Finding, ...] = ()


def trusted_by(
    reading: ReadSession, own_office: str, signer: KnownCard, sha256: str
) -> tuple[TrustedCard, ...]:
    """`sha256`: of the file, where one that came before the card was renewed may come again."""
    return tuple(
        TrustedCard(
            one.card,
            one.revoked,
            one.because,
            one.renewal,
            one.renewal is not None
            and one.fingerprint == signer.fingerprint
            and was_held(reading, one.renewal.fingerprint, sha256),
        )
        for one in judged(reading.office.cards(), own_office).values()
        if one.card.office == signer.office
    )


def trust_in(
    signer: KnownCard,
    trusted: Sequence[TrustedCard],
    at: str,
    file: str,
    now: datetime | None = None,
) -> SignerTrust:
    """`at`: when the signer says that it was signed; `now`: None where nobody asks."""
    known = next((one for one in trusted if one.card.fingerprint == signer.fingerprint), None)
    others = [
        one.card.fingerprint
        for one in trusted
        if one.card.office == signer.office and one.is_present and one is not known
    ]
    day, because = at[:10], known.because if known is not None else ""
    if known is None:
        trust, name = Trust.UNKNOWN, "another_card" if others else "unknown"
    elif known.because:
        trust, name = Trust.REVOKED, "fallen"
    elif known.revoked:  # whoever took the key may write any time
        trust, name = Trust.REVOKED, "revoked"
    elif not signer.was_valid(at):
        trust, name = Trust.OUT_OF_TIME, "out_of_time"
    elif known.renewal is not None and known.is_superseded(at):
        trust, name = Trust.SUPERSEDED, "superseded"
        day = known.renewal.made[:10]
    else:
        return SignerTrust(Trust.TRUSTED, notes=_of_time(signer, at, file, now))
    note = stated(
        name,
        file,
        Severity.WARNS,
        rule=RULE,
        office=signer.office,
        card=signer.fingerprint,
        day=day,
        because=because,
        known=", ".join(others),
    )
    return SignerTrust(trust, name, (note,))


RULE = "verify.signer"
"""Of each sentence on why a signer is not trusted."""
TIME = "verify.time"
_LATER = N_(
    "{file} says that it was signed on {day}, which is still to come: a clock is wrong. Check that "
    "of this computer; else ask {office}."
)
_EARLIER = N_(
    "{file} says that it was signed on {day}, before the card that signed it was made ({made}): "
    "the clock of {office} was wrong. Ask them where the day matters."
)


def _of_time(signer: KnownCard, at: str, file: str, now: datetime | None) -> tuple[Finding, ...]:
    """The signature is theirs; the day that it says cannot be right."""
    if at < signer.made:
        message = _EARLIER
    elif now is not None and datetime.fromisoformat(at) > now + CLOCKS:
        message = _LATER
    else:
        return ()
    values = {"file": file, "day": at[:10], "office": signer.office, "made": signer.made[:10]}
    place = FieldPath(file=file)
    return (Finding(TIME, Severity.WARNS, Nature.STRUCTURE, message, values, place),)
