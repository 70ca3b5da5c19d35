"""Verifying a submission: who signed it, whether it is whole, and that its print is its data.

    verify(session, path)           with the cards that the office trusts, and what it received
    verify_by_card(path, card)      with one card; None: whoever signed it is not known
    judge(opened, trusted, known)   what both do, for a file that was read already

A verdict never raises for what is wrong with a document; what is no submission at all, or costs too
much to read, is Refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard, known_certificate
from rilo_desktop.exchange.file_opening import ArrivedFile
from rilo_desktop.exchange.package import LogHead, Noted, Package, PackageHeader
from rilo_desktop.exchange.submission import OpenedFile, read_submission
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.store import ReadSession

from ..office import cards
from ..office.practice import other_side
from ..office.progress import SILENT, Progress
from ..office.renewals import judged, was_held
from ..office.session import Session
from ..receiving import ownership
from ..receiving.received_submissions import Received, received_in
from .packing import MOST_NOTED
from .referenced_records import unprinted
from .verify_pages import Agreement as Agreement
from .verify_pages import agreement_of

Compare = Callable[[OpenedFile, Progress], tuple[Agreement, list[Finding], list[str]]]
DONE, ALTERED, UNKNOWN, AS_TEXT = 0, 1, 4, 7
"""Exit codes of the command line; where several hold, the first of 1, 4, 7."""
MOST_HIDDEN = 5
"""Names in one sentence."""


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

    def is_superseded(self, at: str) -> bool:
        """For what says that it was signed then: the signer's clock alone proves nothing."""
        return self.renewal is not None and not (self.was_held and at <= self.renewal.made)


@dataclass(frozen=True, slots=True)
class TrustedKeys:
    """A submission that somebody holds: what it says of the log that it came from."""

    office: str
    store: str
    reference: str
    revision: int
    head: LogHead
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a document. `findings`: what is wrong with it, each named.

    `not_compared`: parts of the print that could not be held against the data.
    """

    opened: OpenedFile
    trust: Trust
    signer: KnownCard | None = None
    agreement: Agreement = Agreement.NOT_COMPARED
    not_compared: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    """What is to be known and is no fault: who the signer is not known to be."""

    @property
    def is_whole(self) -> bool:
        """Unchanged since it was signed, and nothing in it speaks against the rest."""
        return not self.findings

    @property
    def is_good(self) -> bool:
        """Whole, made again the same to the last byte, and from somebody who is trusted."""
        return self.exit_code == DONE

    @property
    def is_compared(self) -> bool:
        """Whole, and print and data were compared: at least as text."""
        return self.is_whole and self.agreement in (Agreement.SAME, Agreement.AS_TEXT)

    @property
    def exit_code(self) -> int:
        if not self.is_compared:
            return ALTERED
        if self.trust is not Trust.TRUSTED:
            return UNKNOWN
        return DONE if self.agreement is Agreement.SAME else AS_TEXT

    @property
    def limit(self) -> Finding | None:
        """What was not compared in a document of another version, for whoever uses it."""
        if not self.is_compared or self.agreement is not Agreement.AS_TEXT or not self.package:
            return None
        message = N_(
            "{file} was made by {program}: its text matches its data. Not compared: {what}."
        )
        program = self.package.made_by.program
        what = tuple(Message(one) for one in self.not_compared)
        return _note("verify.as_text", message, self.opened.name, program=program, what=what)

    @property
    def package(self) -> Package | None:
        return self.opened.package


def verify(
    session: Session,
    source: Path | ArrivedFile,
    progress: Progress = SILENT,
    earlier: Sequence[Package] = (),
) -> Verdict:
    """With the cards that the office trusts and the submissions it knows. Raises Refused.

    `earlier`: of files of the same step, which count as known.
    """
    progress(0, 0, N_("Reading the document"))
    opened = progress.outside(read_submission, source)
    said = [package.submission for package in earlier]
    with session.reading() as reading:
        trusted = trusted_by(reading, session.office_code, opened)
        known = [*known_to(reading, session, opened.package), *_known_of(said)]
        claimed = ownership.findings(
            reading, session.store_id, session.office_code, opened.package, opened.name, said
        )
    verdict = progress.outside(judge, opened, trusted, known, progress)
    return replace(verdict, findings=(*verdict.findings, *claimed, *_other_side(session, opened)))


def _other_side(session: Session, opened: OpenedFile) -> Iterator[Finding]:
    """Asked of both who it says that it is from and whose card signed it."""
    offices = [opened.package.submission.office] if opened.package else []
    with suppress(ValueError):
        offices += [known_certificate(opened.certificate).office] if opened.certificate else []
    found = (other_side(session.office_code, office, Path(opened.name)) for office in offices)
    yield from list(filter(None, found))[:1]


def _known_of(submissions: Sequence[PackageHeader]) -> Iterator[TrustedKeys]:
    for said in submissions:
        if said.log_head is not None:
            yield TrustedKeys(
                said.office, said.store, said.reference, said.revision, said.log_head, said.noted
            )


def verify_by_card(path: Path, card: Path | None = None, progress: Progress = SILENT) -> Verdict:
    """With one card's file, which is trusted as it is. Raises Refused."""
    trusted = (TrustedCard(cards.read_card(card)),) if card else ()
    progress(0, 0, N_("Reading the document"))
    return judge(read_submission(path), trusted, (), progress)


def trusted_by(
    reading: ReadSession, own_office: str, opened: OpenedFile
) -> tuple[TrustedCard, ...]:
    """Whom the store believes, in judging this file: its signer, where the store knows them."""
    found = judged(reading.office.cards(), own_office).values()
    return tuple(
        TrustedCard(
            one.card,
            one.revoked,
            one.because,
            one.renewal,
            was_held(reading, one.renewal.fingerprint, opened.sha256) if one.renewal else False,
        )
        for one in found
        if one.card.certificate == opened.certificate
    )


def judge(
    opened: OpenedFile,
    trusted: Sequence[TrustedCard],
    known: Sequence[TrustedKeys],
    progress: Progress = SILENT,
    compare: Compare = agreement_of,
) -> Verdict:
    """`trusted`: whom to believe. `known`: earlier submissions, of any store.

    `compare`: how print and data are held against each other.
    """
    if opened.package is None or not opened.certificate:
        return Verdict(opened, Trust.NOBODY, findings=(_of_seal(opened),))
    signer = known_certificate(opened.certificate)
    trust, notes = _trust(opened, signer, trusted)
    agreement, compared, not_compared = compare(opened, progress)
    if agreement is Agreement.NOT_COMPARED:
        notes = [*notes, _not_compared(opened, not_compared)]
    findings = [*_of_parts(opened, signer), *compared]
    findings += history_findings(opened.package.submission, known, opened.name)
    return Verdict(
        opened, trust, signer, agreement, tuple(not_compared), tuple(findings), tuple(notes)
    )


_SEALS = {
    "unsigned": N_("{file} is not signed: it is a draft, or not a submission of an office."),
    "altered": N_(
        "{file} was changed after it was signed, or is damaged. Do not use it; ask for it "
        "to be sent again."
    ),
    "added": N_(
        "Something was added to {file} after it was signed. Do not use it; ask for it to be "
        "sent again."
    ),
    "partly": N_("The signature of {file} is not one over the whole document. Do not use it."),
    "foreign": N_("{file} is signed in another way than submissions are."),
}


def _of_seal(opened: OpenedFile) -> Finding:
    state = opened.seal if opened.seal in _SEALS else "altered"
    return _wrong(f"verify.{state}", _SEALS[state], opened.name)


def _of_parts(opened: OpenedFile, signer: KnownCard) -> list[Finding]:
    package = opened.package
    assert package is not None
    found = []
    if opened.active:
        message = N_("{file} contains an automatic action ({what}), which submissions never do.")
        found.append(_wrong("verify.active", message, opened.name, what=", ".join(opened.active)))
    if package.submission.office != signer.office:
        message = N_("{file} says that it is from {office}, and {signer} signed it.")
        found.append(
            _wrong(
                "verify.office",
                message,
                opened.name,
                office=package.submission.office,
                signer=signer.office,
            )
        )
    elif package.submission.card not in ("", signer.fingerprint):
        message = N_("{file} prints another card than the one that signed it.")
        found.append(_wrong("verify.card", message, opened.name))
    else:
        found += ownership.reference_findings(package, opened.name)
        found += _unprinted(package, opened.name)
    return found


def _unprinted(package: Package, name: str) -> Iterator[Finding]:
    """The pages that are made of it are the same with it and without it: no comparison sees it."""
    with suppress(Unreadable, NewerSnapshot, ValueError):  # the pages say that
        if hidden := unprinted(package):
            message = N_("{file} carries data that it does not print: {what}.")
            what = ", ".join(hidden[:MOST_HIDDEN])
            yield _wrong("verify.unprinted", message, name, what=what)


def _not_compared(opened: OpenedFile, what: Sequence[str]) -> Finding:
    message = N_(
        "This version cannot compare the printed text of {file} with its data ({what}); a "
        "newer one can."
    )
    return _note("verify.not_compared", message, opened.name, what="; ".join(what))


def _trust(
    opened: OpenedFile, signer: KnownCard, trusted: Sequence[TrustedCard]
) -> tuple[Trust, list[Finding]]:
    known = next((t for t in trusted if t.card.fingerprint == signer.fingerprint), None)
    if known is None:
        message = N_(
            "{file} is signed by {office} with the card {card}, which is not known here. Call them "
            "and compare the fingerprint."
        )
        trust = Trust.UNKNOWN
    elif known.because:
        message = N_(
            "{file} is signed by {office} with the card {card}, which is no longer trusted "
            "since {because} was revoked or preferred to it. Call them and compare the "
            "fingerprint."
        )
        trust = Trust.REVOKED
    elif known.revoked:
        message = N_("{file} is signed by {office} with the card {card}, which was revoked.")
        trust = Trust.REVOKED
    elif not signer.was_valid(opened.at):
        message = N_("{file} was signed on {day}, when the card {card} of {office} was not valid.")
        trust = Trust.OUT_OF_TIME
    elif known.is_superseded(opened.at):
        message = N_(
            "{file} is signed with the card {card} of {office}, which was renewed on {day}, "
            "and was not received before. Call them, and ask for it again, signed with "
            "their new card."
        )
        trust = Trust.SUPERSEDED
    else:
        return Trust.TRUSTED, []
    renewal = known.renewal if known is not None and trust is Trust.SUPERSEDED else None
    values = {
        "office": signer.office,
        "card": signer.fingerprint,
        "day": (renewal.made if renewal is not None else opened.at)[:10],
        "because": known.because if known is not None else "",
    }
    return trust, [_note("verify.signer", message, opened.name, **values)]


def history_findings(said: PackageHeader, known: Sequence[TrustedKeys], file: str) -> list[Finding]:
    """Does the log that this submission came from still have what earlier ones name of it?

    Only what the same office signed says something of its log.
    """
    head = said.log_head
    others = [one for one in known if (one.office, one.store) == (said.office, said.store)]
    if head is None:
        return []
    lost = [one for one in others if not _agree(said, head, one)]
    message = N_(
        "The log of {office} is not the one that {reference} came from: it was shortened or "
        "rewritten. Ask the office before you use {file}."
    )
    return [
        _wrong("verify.history", message, file, office=said.office, reference=one.reference)
        for one in lost[:1]
    ]


def _agree(said: PackageHeader, head: LogHead, other: TrustedKeys) -> bool:
    """Each names the other where it was released later, with the same entry of the log."""
    if other.head.number == head.number:
        return other.head.hash == head.hash
    if other.head.number < head.number:
        return _names(said.noted, other.head)
    return _names(other.noted, head)


def _names(noted: Sequence[Noted], head: LogHead) -> bool:
    """Only the newest are named; what is older than the oldest of them is not asked."""
    numbers = [one.head.number for one in noted]
    if len(noted) >= MOST_NOTED and head.number < min(numbers):
        return True
    return any(one.head == head for one in noted)


def known_to(
    reading: ReadSession, session: Session, package: Package | None
) -> tuple[TrustedKeys, ...]:
    """The submissions that this store received, and, where the package is its own, its log."""
    found = received_in(reading)
    received = tuple(_known(one) for one in found if one.head and one.is_of_its_office)
    said = package.submission if package else None
    office, store = session.office_code, session.store_id
    if said is None or (said.office, said.store) != (office, store) or said.log_head is None:
        return received
    entry = reading.log.entry(said.log_head.number)
    digest = entry.hash if entry else ""
    head = LogHead(number=said.log_head.number, hash=digest)
    return (*received, TrustedKeys(office, store, said.reference, said.revision, head))


def _known(one: Received) -> TrustedKeys:
    noted = tuple(
        Noted(reference=name, revision=int(revision), head=_head(head))
        for name, revision, head in one.noted
    )
    return TrustedKeys(one.office, one.store, one.reference, one.revision, _head(one.head), noted)


def _head(text: str) -> LogHead:
    number, _, digest = text.partition(":")
    return LogHead(number=int(number), hash=digest)


def _note(rule: str, message: str, file: str, **values: object) -> Finding:
    return replace(_wrong(rule, message, file, **values), severity=Severity.WARNS)


def _wrong(rule: str, message: str, file: str, **values: object) -> Finding:
    return Finding(
        rule,
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"file": file, **values},
        FieldPath(file=file),
    )
