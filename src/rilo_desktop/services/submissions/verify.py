"""Verifying a submission: who signed it, whether it is whole, and that its print is its data.

    verify(session, path)           with the cards that the office trusts, and what it received
    verify_by_card(path, card)      with one card; None: whoever signed it is not known
    judge(opened, trusted, known)   what both do, for a file that was read already

A verdict never raises for what is wrong with a document; what is no submission at all, or costs too
much to read, is Refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard, known_certificate
from rilo_desktop.exchange.file_opening import ArrivedFile
from rilo_desktop.exchange.package import LogHead, Noted, Package, PackageHeader, RestoredLog
from rilo_desktop.exchange.submission import OpenedFile, read_submission
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.store import ReadSession

from ..office import cards, restored_logs
from ..office.practice import other_side
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..receiving import ownership
from ..receiving.received_submissions import Received, received_in
from .packing import MOST_NOTED
from .referenced_records import unprinted
from .signer_trust import RULE as OF_SIGNER
from .signer_trust import TIME as OF_TIME
from .signer_trust import Trust as Trust
from .signer_trust import TrustedCard as TrustedCard
from .signer_trust import trust_in, trusted_by
from .verdicts import ALTERED as ALTERED
from .verdicts import AS_TEXT as AS_TEXT
from .verdicts import EXIT_CODES, SEALS, VERDICTS, Kind, Row, ordered, row_of, stated
from .verdicts import UNKNOWN as UNKNOWN
from .verify_pages import Agreement as Agreement
from .verify_pages import agreement_of

Compare = Callable[[OpenedFile, Progress], tuple[Agreement, list[Finding], list[str]]]
RESTORED = "verify.restored"
"""Rule of a finding: the office restored a backup, and its fingerprint was not compared yet."""
MOST_HIDDEN = 5
"""Names in one sentence."""


@dataclass(frozen=True, slots=True)
class TrustedKeys:
    """A submission that somebody holds: what it says of the log that it came from."""

    office: str
    store: str
    reference: str
    revision: int
    head: LogHead
    noted: tuple[Noted, ...] = ()
    restored: tuple[RestoredLog, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a document, in one sentence (`said`); the rest is `details`.

    `findings`: what is wrong with it, first what counts most. `not_compared`: parts of the print
    that could not be held against the data.
    """

    opened: OpenedFile
    trust: Trust
    signer: KnownCard | None = None
    agreement: Agreement = Agreement.NOT_COMPARED
    not_compared: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    """What is to be known and is no fault: who the signer is not known to be."""
    signer_name: str = ""
    """Of the verdict on a signer who is not trusted (`SignerTrust`)."""

    @property
    def row(self) -> Row:
        """Its row in the table of verdicts."""
        return row_of(self.findings[0]) if self.findings else VERDICTS[self._name]

    @property
    def _name(self) -> str:
        """Of the verdict on what is whole."""
        if self.agreement is Agreement.NOT_COMPARED:
            return "not_compared"
        return self.signer_name or ("whole" if self.agreement is Agreement.SAME else "as_text")

    @property
    def said(self) -> Finding:
        """The one sentence: what is known, and what to do."""
        if self.findings:
            return self.findings[0]
        found = (one for one in self.notes if one.message == self.row.sentence)
        return next(found, None) or self.limit or self._whole("whole")

    @property
    def details(self) -> tuple[Finding, ...]:
        """All else that was found; first why its signer is not trusted."""
        rest = (*self.notes, *self.findings, *([self.limit] if self.limit else []))
        return tuple(one for one in rest if one != self.said)

    @property
    def is_whole(self) -> bool:
        """Unchanged since it was signed, and nothing in it speaks against the rest."""
        return not self.findings

    @property
    def is_good(self) -> bool:
        """Whole, made again the same to the last byte, and from somebody who is trusted."""
        return self.row.kind is Kind.WHOLE

    @property
    def is_compared(self) -> bool:
        """Whole, and print and data were compared: at least as text."""
        return self.is_whole and self.agreement in (Agreement.SAME, Agreement.AS_TEXT)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.row.kind]

    @property
    def of_signer(self) -> Finding | None:
        """Why its signer is not trusted."""
        return next((one for one in self.notes if one.rule == OF_SIGNER), None)

    @property
    def of_time(self) -> Finding | None:
        """What is wrong with the day that it says that it was signed on."""
        return next((one for one in self.notes if one.rule == OF_TIME), None)

    @property
    def limit(self) -> Finding | None:
        """What was not compared in a document of another version, for whoever uses it."""
        if not self.is_compared or self.agreement is not Agreement.AS_TEXT:
            return None
        return self._whole("as_text")

    def _whole(self, name: str) -> Finding:
        return stated(
            name,
            self.opened.name,
            Severity.WARNS,
            office=self.signer.office if self.signer else "",
            program=self.package.made_by.program if self.package else "",
            what=tuple(Message(one) for one in self.not_compared),
        )

    @property
    def package(self) -> Package | None:
        return self.opened.package


def verify(
    session: Session,
    source: Path | ArrivedFile,
    progress: Progress = SILENT,
    earlier: Sequence[Package] = (),
    restored: Collection[str] = (),
) -> Verdict:
    """With the cards that the office trusts and the submissions it knows. Raises Refused.

    `earlier`: of files of the same step, which count as known. `restored`: fingerprints of restores
    that somebody compared by phone and that the log does not know yet.
    """
    progress(0, 0, N_("Reading the document"))
    opened = progress.outside(read_submission, source)
    said = [package.submission for package in earlier]
    signer = known_certificate(opened.certificate) if opened.certificate else None
    with session.reading() as reading:
        office, digest = session.office_code, opened.sha256
        trusted = trusted_by(reading, office, signer, digest) if signer else ()
        known = [*known_to(reading, session, opened.package), *_known_of(said)]
        claimed = ownership.findings(
            reading, session.store_id, office, opened.package, opened.name, signer, said
        )
        compared = {*restored, *_compared(reading, session)}
    found = [*claimed, *_other_side(session, opened, signer)]
    ask = partial(judge, opened, trusted, known, progress, now=session.clock(), found=found)
    return progress.outside(ask, restored=compared)


def _other_side(
    session: Session, opened: OpenedFile, signer: KnownCard | None
) -> Iterator[Finding]:
    """Asked of both who it says that it is from and whose card signed it."""
    offices = [opened.package.submission.office] if opened.package else []
    offices += [signer.office] if signer else []
    found = (other_side(session.office_code, office, Path(opened.name)) for office in offices)
    yield from list(filter(None, found))[:1]


def _known_of(submissions: Sequence[PackageHeader]) -> Iterator[TrustedKeys]:
    for said in submissions:
        if said.log_head is not None:
            yield TrustedKeys(
                said.office,
                said.store,
                said.reference,
                said.revision,
                said.log_head,
                said.noted,
                said.restored,
            )


def verify_by_card(path: Path, card: Path | None = None, progress: Progress = SILENT) -> Verdict:
    """With one card's file, which is trusted as it is. Raises Refused."""
    trusted = (TrustedCard(cards.read_card(card)),) if card else ()
    progress(0, 0, N_("Reading the document"))
    return judge(read_submission(path), trusted, (), progress, now=datetime.now(UTC))


def judge(
    opened: OpenedFile,
    trusted: Sequence[TrustedCard],
    known: Sequence[TrustedKeys],
    progress: Progress = SILENT,
    compare: Compare = agreement_of,
    restored: Collection[str] = (),
    now: datetime | None = None,
    found: Sequence[Finding] = (),
) -> Verdict:
    """`trusted`: whom to believe. `known`: earlier submissions, of any store.

    `compare`: how print and data are held against each other. `restored`: fingerprints of restores
    that were compared by phone. `now`: the clock that the time of signing is held against.
    `found`: what else speaks against the document.
    """
    if opened.package is None or not opened.certificate:
        return Verdict(opened, Trust.NOBODY, findings=(_of_seal(opened), *found))
    signer = known_certificate(opened.certificate)
    trust = trust_in(signer, trusted, opened.at, opened.name, now)
    agreement, compared, not_compared = compare(opened, progress)
    notes = list(trust.notes)
    if agreement is Agreement.NOT_COMPARED:
        what = "; ".join(not_compared)
        notes.append(stated("not_compared", opened.name, Severity.WARNS, what=what))
    findings = [*_of_parts(opened, signer), *compared, *found]
    findings += history_findings(opened.package.submission, known, opened.name, restored)
    return Verdict(
        opened,
        trust.trust,
        signer,
        agreement,
        tuple(not_compared),
        ordered(findings, _stranger(opened, signer) if trust.name else None),
        tuple(notes),
        trust.name,
    )


def _of_seal(opened: OpenedFile) -> Finding:
    state = opened.seal if opened.seal in SEALS else "altered"
    return stated(state, opened.name)


def _stranger(opened: OpenedFile, signer: KnownCard) -> Finding:
    return stated("stranger", opened.name, office=signer.office, card=signer.fingerprint)


def _of_parts(opened: OpenedFile, signer: KnownCard) -> list[Finding]:
    package = opened.package
    assert package is not None
    found = []
    if opened.active:
        message = N_("{file} contains an automatic action ({what}), which submissions never do.")
        found.append(_wrong("verify.active", message, opened.name, what=", ".join(opened.active)))
    office, card = package.submission.office, signer.fingerprint
    if office != signer.office:
        found.append(stated("office", opened.name, office=office, signer=signer.office))
    elif package.submission.card not in ("", card):
        found.append(stated("card", opened.name, office=office, card=card))
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


def history_findings(
    said: PackageHeader,
    known: Sequence[TrustedKeys],
    file: str,
    restored: Collection[str] = (),
) -> list[Finding]:
    """Does the log that this submission came from still have what earlier ones name of it?

    Only what the same office signed says something of its log. A restore explains what is missing,
    once its fingerprint was compared by phone (`restored`).
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
    asked: dict[str, Finding] = {}
    for one in lost:
        gaps = restored_logs.gaps_between(said.restored, head, one.restored, one.head)
        names = [restored_logs.fingerprint(said.office, said.store, gap) for gap in gaps]
        if not gaps:
            values = {"office": said.office, "reference": one.reference}
            return [_wrong("verify.history", message, file, **values)]
        if not set(names) & set(restored):
            asked[names[0]] = _restored(said, gaps[0], names[0], one, file)
    return list(asked.values())


def _restored(
    said: PackageHeader, gap: RestoredLog, fingerprint: str, known: TrustedKeys, file: str
) -> Finding:
    """One of the two documents is of the log that was given up: the one that does not name it."""
    if gap.last:
        message = N_(
            "{office} says that it restored a backup of {day}: entries {first} to {last} of its "
            "log are gone, with {reference}, which it sent before. Call them, compare the "
            "fingerprint {fingerprint} of this restore, and receive {file} again with it (rilo "
            "receive --restored)."
        )
    else:
        message = N_(
            "{office} says that it restored a backup of {day}: the entries of its log from "
            "{first} on are gone, with {reference}, which it sent before. Call them, compare the "
            "fingerprint {fingerprint} of this restore, and receive {file} again with it (rilo "
            "receive --restored)."
        )
    return _wrong(
        RESTORED,
        message,
        file,
        office=said.office,
        day=gap.made,
        first=gap.kept.number + 1,
        last=gap.last,
        reference=known.reference if gap in said.restored else said.reference,
        fingerprint=fingerprint,
    )


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
    own = restored_logs.restores_of(reading)
    return (*received, TrustedKeys(office, store, said.reference, said.revision, head, (), own))


def _compared(reading: ReadSession, session: Session) -> Iterator[str]:
    """Fingerprints of restores that are believed: compared by phone, and this office's own."""
    yield from restored_logs.compared_in(reading)
    for one in restored_logs.restores_of(reading):
        yield restored_logs.fingerprint(session.office_code, session.store_id, one)


def _known(one: Received) -> TrustedKeys:
    noted = tuple(
        Noted(reference=name, revision=int(revision), head=_head(head))
        for name, revision, head in one.noted
    )
    restored = tuple(restored_logs.from_detail(said) for said in one.restored)
    head = _head(one.head)
    return TrustedKeys(one.office, one.store, one.reference, one.revision, head, noted, restored)


def _head(text: str) -> LogHead:
    number, _, digest = text.partition(":")
    return LogHead(number=int(number), hash=digest)


def _wrong(rule: str, message: str, file: str, **values: object) -> Finding:
    return Finding(
        rule,
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"file": file, **values},
        FieldPath(file=file),
    )
