"""A file from another office: what it is, what was found, and what accepting it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from rilo_desktop.exchange.file_opening import ArrivedFile
from rilo_desktop.exchange.package import Package, Printed
from rilo_desktop.exchange.submission import opened_again
from rilo_desktop.file_kinds import SUBMISSION, FileKind
from rilo_desktop.records.identifiers import workstation_of
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused, Severity

from ..office import cards
from ..office.finding_helpers import finding
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records.attachment import acting
from ..submissions.verify import RESTORED, Trust, Verdict, verify
from . import acknowledge
from .compare_records import WAITING, Choices, Compared, Outcome
from .trust_check import given, of_file

STRANGER = "receive.stranger"
"""Rule of a finding: the file is whole, and who signed it is not known here."""
Decisions = Mapping[str, Mapping[str, str]]
"""{id of a record: {field: MINE or THEIRS}}."""
TWICE = "inbox.twice"
"""Rule of a finding: a file of the same content was inspected before; no more is known of it."""
NO_DECISIONS: Decisions = MappingProxyType({})


class State(StrEnum):
    READY = "ready"
    """Whole, from somebody who is trusted."""
    STRANGER = "stranger"
    """Whole; who signed it is not trusted yet."""
    RESTORED = "restored"
    """Whole; its office restored a backup, whose fingerprint is not compared yet."""
    WRONG = "wrong"
    """It cannot be taken, and `findings` say why."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The records of a submission beside the store's.

    `standing`: "new", "again" (received before), or "older" (a later revision is here). `asks`:
    records that its office asks to purge here, each as a sentence.
    """

    records: tuple[Compared, ...]
    standing: str = "new"
    asks: tuple[Finding, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.records)


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """One file. `verdict` is of a submission that could be read, `comparison` of one that may be
    accepted; `answer` of an answer, `card` of an identity card or a revocation.

    `sha256` is of the file, "" where it cannot be read. `fingerprint` and `certificate` (DER) are
    of the card that signed it. `names`: what the guard against personal data found in it, of what
    it looked for. `released`: ids of its records, where its content is not held (see `released`).
    """

    path: Path
    kind: FileKind | None
    """None of a file that cannot be read, or is not received."""
    state: State
    sha256: str = ""
    office: str = ""
    fingerprint: str = ""
    certificate: bytes = b""
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None
    comparison: Comparison | None = None
    answer: acknowledge.Opened | None = None
    card: cards.Offered | None = None
    names: tuple[Finding, ...] = ()
    acting: tuple[Finding, ...] = ()
    """What will be said of files that come with its records, before they are opened."""
    looked_for: tuple[str, ...] = ()
    """Each a message of the catalogue."""
    released: frozenset[str] | None = None
    restored: frozenset[str] = frozenset()
    """Fingerprints of restores that were compared by phone for it."""

    @property
    def package(self) -> Package | None:
        return self.verdict.package if self.verdict is not None else None

    @property
    def restore_asked(self) -> Finding | None:
        """Names the restore that is to be compared by phone; None for none."""
        return next((one for one in self.findings if one.rule == RESTORED), None)

    @property
    def restored_fingerprint(self) -> str:
        """Of that restore; "" for none."""
        return str(self.restore_asked.values["fingerprint"]) if self.restore_asked else ""

    @property
    def is_twin(self) -> bool:
        return any(finding.rule == TWICE for finding in self.findings)

    @property
    def records(self) -> tuple[Compared, ...]:
        return self.comparison.records if self.comparison is not None else ()


def package_of(one: IncomingFile) -> Package:
    """Of a submission that was verified."""
    assert one.package is not None
    return one.package


def verified(
    session: Session,
    source: Path | ArrivedFile,
    trust: Collection[str] = (),
    earlier: Sequence[IncomingFile] = (),
    progress: Progress = SILENT,
    restored: Collection[str] = (),
) -> IncomingFile:
    """A submission, verified once; it is not compared with the store's records yet.

    `trust`: fingerprints of cards that somebody compared by phone and that the store does not know
    yet; `restored` the same of restores. `earlier`: files of the same step: a log that was
    shortened shows between them too. Raises Cancelled, and nothing for what is wrong with the file.
    """
    compared = given(restored)
    path = source if isinstance(source, Path) else source.path
    try:
        before = [package_of(one) for one in earlier]
        verdict = verify(session, source, progress, before, compared)
    except Refused as error:
        return IncomingFile(path, SUBMISSION, State.WRONG, findings=error.findings)
    findings = _findings(session, path, verdict, given(trust))
    signer, package = verdict.signer, verdict.package
    return IncomingFile(
        path,
        SUBMISSION,
        _state(verdict, findings),
        verdict.opened.sha256,
        package.submission.office if package else "",
        signer.fingerprint if signer else "",
        signer.certificate if signer else b"",
        findings,
        verdict,
        restored=compared,
        acting=tuple(_acting(verdict)),
    )


def _acting(verdict: Verdict) -> Iterator[Finding]:
    for file in verdict.package.attachments if verdict.package is not None else ():
        yield from acting(file.name, verdict.opened.files.get(file.sha256, b""))


def _state(verdict: Verdict, findings: Sequence[Finding]) -> State:
    """What a phone call would mend is asked, the card first."""
    if not findings:
        return State.READY
    if all(one.rule == RESTORED for one in verdict.findings):
        if verdict.trust is Trust.UNKNOWN:
            return State.STRANGER
        if verdict.trust is Trust.TRUSTED and verdict.findings:
            return State.RESTORED
    return State.WRONG


def _findings(
    session: Session, path: Path, verdict: Verdict, trusted: Collection[str]
) -> tuple[Finding, ...]:
    """Why it cannot be accepted; none: it can."""
    package, signer = verdict.package, verdict.signer
    if verdict.findings or package is None or signer is None:
        return verdict.findings
    if _has_same_letter(session, package):
        return (_wrong("same_letter", _SAME_LETTER, path, letter=session.store.workstation),)
    is_given = verdict.trust is Trust.UNKNOWN and signer.fingerprint in trusted
    if (why := verdict.of_signer) is not None and not is_given:
        rule = STRANGER if verdict.trust is Trust.UNKNOWN else "receive.signer"
        return (replace(why, rule=rule, severity=Severity.BLOCKS),)
    named = {picture.sha256 for picture in package.pictures}
    named |= {file.sha256 for file in package.attachments}
    if named - verdict.opened.files.keys():
        return (_wrong("picture", _NO_PICTURE, path),)
    return ()


_SAME_LETTER = N_(
    "{file} comes from another workstation of this office that also has the letter "
    "{letter}, so that both give the same references. Nothing was accepted. Give one of "
    "them another letter: create it again with a free one (rilo new --workstation B), or "
    "make a backup of it and restore that with a free one (rilo restore --workstation B)."
)
_NO_PICTURE = N_(
    "{file} refers to a picture or a file that is not in it; ask for it to be sent again."
)


def _has_same_letter(session: Session, package: Package) -> bool:
    """Does it come from another store of this office whose references have this store's letter?

    Two records would have one reference (docs/decisions/0034).
    """
    said = package.submission
    if said.office != session.office_code or said.store == session.store_id:
        return False
    return workstation_of(said.reference) == session.store.workstation


def _wrong(rule: str, message: str, path: Path, **values: object) -> Finding:
    return finding(f"receive.{rule}", message, FieldPath(file=path.name), file=path.name, **values)


# --- of many files, one is held in memory at a time


def released(one: IncomingFile) -> IncomingFile:
    """Without its content; `reloaded` reads it again."""
    if one.verdict is None:
        return one
    opened, ids = replace(one.verdict.opened, content=b"", files={}), frozenset[str]()
    if opened.package is not None:
        ids = frozenset(record.id for record in opened.package.records)
        head = replace(opened.package, records=(), printed=Printed(), pictures=())
        opened = replace(opened, package=head)
    return replace(one, verdict=replace(one.verdict, opened=opened), released=ids)


def reloaded(one: IncomingFile, progress: Progress = SILENT) -> IncomingFile:
    """With its content again, read from the file that was verified.

    Raises Refused where another one lies there by now.
    """
    if one.released is None or one.verdict is None:
        return one
    opened = progress.outside(opened_again, one.path, one.verdict.opened)
    if opened is None or opened.package is None:
        raise of_file(
            "receive.changed",
            N_("{file} was changed while it was read; copy it here first and receive the copy."),
            one.path,
        )
    return replace(one, verdict=replace(one.verdict, opened=opened), released=None)


# --- several files


def count(files: Sequence[IncomingFile], outcome: Outcome) -> int:
    """How many of their records have this outcome?"""
    return sum(one.comparison.count(outcome) for one in files if one.comparison is not None)


def findings_of(files: Sequence[IncomingFile]) -> tuple[Finding, ...]:
    """Why files among them cannot be accepted."""
    return tuple(found for one in files for found in one.findings)


def waiting(files: Sequence[IncomingFile]) -> tuple[Compared, ...]:
    """Records that are taken only by a decision on each."""
    return tuple(r for one in files for r in one.records if r.outcome in WAITING)


def undecided(
    files: Sequence[IncomingFile],
    decisions: Decisions = NO_DECISIONS,
    wanted: Collection[str] = (),
) -> tuple[tuple[Compared, str], ...]:
    """(record, field) of each decision that is missing; `wanted`: records to be taken."""
    choices = Choices(decisions, wanted=frozenset(wanted))
    return tuple(
        (one, name)
        for file in files
        for one in file.records
        if one.is_wanted(choices)
        for name in one.undecided(choices.on(one.id))
    )
