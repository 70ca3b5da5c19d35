"""What the rules say before something leaves, and what of it is justified or answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rilo_desktop import reports
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import Answer, RequiredFor, Submission
from rilo_desktop.rules.attachments import ChosenFile
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import N_, Finding, Nature, Refused, Severity
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.rules.personal_data_guard import words_of
from rilo_desktop.rules.validate import validate
from rilo_desktop.store import OfficerRow, Stored

from ..office import actions
from ..office.finding_helpers import name_of, place_of
from ..office.guard_answers import blocked_by, valid_answers
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records.approvers import (
    LARGEST_ASKED,
    approvers,
    barred,
    barred_as_reviewers,
    may_review,
    named_approvers,
    possible_reviewers,
)
from ..records.record import known_in
from .addressees import is_same
from .attached_files import (
    FileCandidate,
    candidates,
    file_findings,
    files_by_record,
    is_of_other_file,
    with_files,
)
from .content import content_of, findings_beside, freeze, least_label
from .document_records import Part
from .frozen_record import Frozen
from .submission_request import (
    LeftOut,
    SubmissionRequest,
    chosen,
    compose,
    document_type,
    nothing_found,
    without_reason,
)
from .submission_size import size_findings, sizes_of

CHECKING = N_("Checking the records")
NOT_WRITTEN = N_("{name} was not exported yet, so the note cannot say how many pages it has.")
OTHER_ADDRESSEE = N_(
    "{name} was addressed to {addressee}: leave it out if whoever gets this note must not know of "
    "it."
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that the order finds. `tlp` is the label it counts as."""

    id: str
    kind: str
    reference: str
    title: str
    tlp: str
    workflow: str


@dataclass(frozen=True, slots=True)
class Preflight:
    """All that would come, and everything the rules say of it.

    `leaving_out` is cheap: nothing is judged again.
    """

    order: SubmissionRequest
    candidates: tuple[Candidate, ...]
    _stored: tuple[Stored, ...]
    _said: tuple[Finding, ...]
    _sizes: Mapping[str, int]
    """{id of a record: bytes of its data}."""
    counted: int = 0
    """Records that are only counted, and no candidates."""
    files: tuple[FileCandidate, ...] = ()
    """What is attached to the candidates that go whole."""
    _able: tuple[OfficerRow, ...] = ()
    """Those who could approve, but for what they wrote."""
    _barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """{id of a record: signs of those who may not approve it, or could not with the role}."""
    _others: tuple[str, ...] = ()
    """Signs of those who may not review, but for who prepares it."""

    @property
    def may_approve(self) -> tuple[str, ...]:
        """Who could approve it, as "AP-02 (Deputy Head)"."""
        out = self._who_may_not()
        return named_approvers(one for one in self._able if one.sign not in out)

    @property
    def possible(self) -> tuple[str, ...]:
        """Signs of those who could approve it with the role of a reviewer."""
        out = self._who_may_not()
        return tuple(sign for sign in self._others if sign not in out)

    def _who_may_not(self) -> set[str]:
        return {sign for one in self.records for sign in self._barred.get(one.id, ())}

    def titled(self, language: str) -> tuple[Candidate, ...]:
        """The candidates with their titles in a language, where they have one in it."""
        return tuple(_candidate(stored, language) for stored in self._stored)

    @property
    def records(self) -> tuple[Candidate, ...]:
        """Those that go."""
        out = self._out()
        return tuple(one for one in self.candidates if one.id not in out)

    @property
    def tlp(self) -> str:
        """Label of the document: the strictest of its parts."""
        out = self._out()
        files = (one.tlp for one in self.files if one.is_chosen and one.record not in out)
        least = least_label(document_type(self.order.type))
        return strictest((*(one.tlp for one in self.records), *files, *least))

    @property
    def findings(self) -> tuple[Finding, ...]:
        out = self._out()
        said = tuple(f for f in self._said if f.place.record not in out)
        empty = () if self.records or self.counted else (nothing_found(),)
        silent = {line.record for line in self.order.left_out if not line.reason.strip()}
        missing = [without_reason(s.record) for s in self._stored if s.record.id in silent]
        large = size_findings([size for name, size in self._sizes.items() if name not in out])
        return (*empty, *missing, *large, *said)

    @property
    def revisions(self) -> dict[str, str]:
        """{id: revision} of every record that the order finds."""
        return {stored.record.id: stored.revision for stored in self._stored}

    def unresolved(self, reason: str, answers: Sequence[Answer]) -> tuple[Finding, ...]:
        """What keeps it from release with these answers."""
        return blocked_by(self.findings, reason, valid_answers(answers, self.revisions))

    def words(self, finding: Finding) -> str:
        """The words of a record that the guard found; "" where they are on the cover."""
        held = {stored.record.id: stored.record for stored in self._stored}
        record = held.get(finding.place.record)
        return words_of(record, finding) if record and "start" in finding.values else ""

    def leaving_out(self, lines: tuple[LeftOut, ...]) -> Preflight:
        return replace(self, order=replace(self.order, left_out=lines))

    def _out(self) -> frozenset[str]:
        return frozenset(line.record for line in self.order.left_out)


def preflight(session: Session, order: SubmissionRequest, progress: Progress = SILENT) -> Preflight:
    """What would be sent, under which label, and everything the rules say of it.

    `progress` hears (records judged, of how many).
    """
    spec, found = document_type(order.type), tuple(chosen(session, order))
    files = files_by_record(order.attached)
    with session.reading() as reading:
        frozen = [
            freeze(one.stored, spec, one.part, files.get(one.stored.record.id, ()), reading)
            for one in found
        ]
    stored = tuple(one.stored for one in found if one.part is not Part.COUNTED)
    out = {line.record for line in order.left_out}
    kept = [item for item in frozen if item.record.id not in out]
    composed = compose(session, order, kept)
    said = cover_findings(session, composed)
    said += paper_findings(session, composed, frozen)
    said += record_findings(session, frozen, progress)
    said += page_findings(session, compose(session, order, frozen), frozen, order.draft)
    said += files_said(session, frozen, order.attached)
    counted = sum(one.part is Part.COUNTED for one in found)
    records = (one.stored.record for one in found if one.part is Part.WHOLE)
    return Preflight(
        order,
        tuple(map(_candidate, stored)),
        stored,
        said,
        sizes_of(frozen),
        counted,
        candidates(records, order.attached),
        *_who_approves(session, stored),
    )


def _who_approves(
    session: Session, stored: Sequence[Stored]
) -> tuple[tuple[OfficerRow, ...], Mapping[str, frozenset[str]], tuple[str, ...]]:
    """Officers who could approve what the officer at work prepares, who may not which record, and
    who could with the role of a reviewer.

    Of many records the authors are not looked at: approval refuses.
    """
    with session.reading() as reading:
        me = session.officer.sign
        able, others = approvers(reading, (), me), possible_reviewers(reading, (), me)
        if len(stored) > LARGEST_ASKED or session.office_of_one:
            return able, {}, others
        reviewers = {one.sign for one in reading.office.officers() if may_review(one)}
        out = {
            one.record.id: barred(reading, one, reviewers)
            | barred_as_reviewers(reading, one, reviewers, others)
            for one in stored
        }
        return able, out, others


def cover_findings(session: Session, submission: Submission) -> tuple[Finding, ...]:
    """The rules on the submission itself: its title, its addressee, its reasons."""
    return tuple(validate(submission, RequiredFor.MINIMAL, known_in(session)))


def record_findings(
    session: Session, frozen: Sequence[Frozen], progress: Progress = SILENT
) -> tuple[Finding, ...]:
    """The rules on each record, as far as it goes."""
    known = known_in(session, *(item.record for item in frozen))
    said: list[Finding] = []
    for done, item in enumerate(frozen, 1):
        said += judged(item, known)
        progress(done, len(frozen), CHECKING)
    return tuple(said)


def files_said(
    session: Session, frozen: Sequence[Frozen], chosen: Sequence[ChosenFile]
) -> tuple[Finding, ...]:
    """The rules on the files that go with the records."""
    with session.reading() as reading:
        return file_findings(reading, frozen, chosen)


def paper_findings(
    session: Session, submission: Submission, frozen: Sequence[Frozen]
) -> tuple[Finding, ...]:
    """Released submissions that another one names: to whom they went, and whether they are files.

    Each only warns.
    """
    named = {one.record.id for one in frozen if isinstance(one.record, Submission)}
    if not named:
        return ()
    with session.reading() as reading:
        rows = reading.records.rows_named(Submission.kind.code, named)
        held = reading.records.stored_many(rows)
        papers = [one.record for one in held if isinstance(one.record, Submission)]
        written = {one.detail.get("submission") for one in reading.log.with_action(actions.EXPORT)}
    said: list[tuple[str, dict[str, str], Submission]] = []
    for paper in papers:
        if paper.reference not in written:
            said.append((NOT_WRITTEN, {}, paper))
        to = str(paper.addressee)
        if not is_same(to, str(submission.addressee), session.office_code):
            said.append((OTHER_ADDRESSEE, {"addressee": to}, paper))
    return tuple(
        Finding(
            "submit.paper",
            Severity.WARNS,
            Nature.REVIEW,
            message,
            {"name": name_of(paper), **values},
            place_of(paper),
        )
        for message, values, paper in said
    )


def page_findings(
    session: Session, submission: Submission, frozen: Sequence[Frozen], draft: bool
) -> tuple[Finding, ...]:
    """Signs that no font can print, and what the guard finds in what is printed beside the
    records."""
    with session.reading() as reading:
        content = content_of(reading, submission, frozen, session.office_code, draft)
    return (*reports.unprintable(content), *findings_beside(content))


def judged(item: Frozen, known: RuleContext) -> tuple[Finding, ...]:
    """The rules on one record.

    Of a part of a record only the guard is asked: the rest of it is judged where it goes whole.
    """
    said = validate(with_files(item), RequiredFor.FULL, known)
    if item.part is not Part.WHOLE:
        return tuple(finding for finding in said if finding.answerable)
    return tuple(f for f in said if not is_of_other_file(item, f))


def refuse_blocked(
    said: Sequence[Finding], reason: str = "", answers: Sequence[Answer] = ()
) -> None:
    """Raises Refused with all that keeps it from release."""
    if blocked := blocked_by(said, reason, answers):
        raise Refused(*blocked)


def _candidate(stored: Stored, language: str = "") -> Candidate:
    record = stored.record
    return Candidate(
        id=record.id,
        kind=record.kind.code,
        reference=record.reference or record.local_ref or "",
        title=title_in(record, language),
        tlp=effective(record.tlp),
        workflow=record.workflow,
    )
