"""What a document is made of: frozen states of records, without what may not leave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from rilo_desktop.analysis.figures import NO_EARLIER, Earlier
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.presentation.documents import DOCUMENTS
from rilo_desktop.records import (
    QuestionnaireAnswers,
    Record,
    Submission,
    SubmittedRecord,
    Workflow,
)
from rilo_desktop.records.attachment import attachments_of
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.records.snapshots import canonical, to_snapshot
from rilo_desktop.reports import Approval, AttachedFile, Content, Head, Photo
from rilo_desktop.rules import personal_data_guard
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.store import ReadSession, Stored

from ..office.code_labels import findings_of, own_codes_in
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.guard_answers import printed
from ..office.paper_setting import paper_of
from .anonymous_answers import named_answers
from .attached_files import attached_to, files_by_record
from .compared_figures import compared
from .document_records import Part, fields_that_go
from .frozen_record import Frozen
from .referenced_records import excerpt, referenced


def freeze(
    stored: Stored,
    spec: DocumentSpec | None = None,
    part: Part = Part.WHOLE,
    files: Collection[str] = (),
    reading: ReadSession | None = None,
) -> Frozen:
    """`files`: SHA-256 of the record's files that go with it, where it goes whole.

    What goes in part is looked up in `reading`.
    """
    record, withheld = without_office_only(stored.record)
    tlp = effective(record.tlp)
    source = spec.source(record.kind.code) if spec is not None else None
    if source is not None and part is not Part.WHOLE:
        if isinstance(record, QuestionnaireAnswers):
            assert reading is not None
            record = named_answers(reading, replace(stored, record=record))
        record, withheld = excerpt(record, fields_that_go(source, part)), 0
    held = attachments_of(stored.record) if part is Part.WHOLE else ()
    made = Frozen(
        record, stored.revision, stored.number, withheld, tlp, part, held, frozenset(files)
    )
    goes_whole = held and len(made.attached) == len(held)
    return replace(made, withheld=withheld - 1) if goes_whole else made


def whole(frozen: Iterable[Frozen]) -> list[Frozen]:
    """Those that are sent as records."""
    return [item for item in frozen if item.part is Part.WHOLE]


def label_of(frozen: Iterable[Frozen], spec: DocumentSpec) -> str:
    """The document's label: the most restrictive of its parts. What is counted says nothing."""
    parts = (item for item in frozen if item.part is not Part.COUNTED)
    labels = (label for item in parts for label in item.labels)
    return strictest((*labels, *least_label(spec)))


def least_label(spec: DocumentSpec) -> tuple[str, ...]:
    return (spec.least,) if spec.least else ()


def findings_beside(content: Content) -> tuple[Finding, ...]:
    """What the guard finds in what is printed beside the records: in other records that they name,
    as far as they are printed, and in names of codes."""
    return (*_in_beside(content), *findings_of(content.own_codes))


def _in_beside(content: Content) -> Iterator[Finding]:
    for records in content.referenced.values():
        for record in records.values():
            for part in parts_of(record):
                yield from personal_data_guard.findings(part)


def stored_beside(reading: ReadSession, contents: Iterable[Content]) -> list[Stored]:
    """These other records, as they stand."""
    names = {name for one in contents for of in one.referenced.values() for name in of}
    return [stored for name in sorted(names) if (stored := reading.records.stored(name))]


def hash_of(frozen: Sequence[Frozen]) -> str:
    """SHA-256 over the canonical snapshots of what leaves, in order."""
    digest = hashlib.sha256()
    for item in whole(frozen):
        digest.update(canonical(to_snapshot(item.record)))
        digest.update(b"\n")
    return digest.hexdigest()


def attached_files(frozen: Iterable[Frozen]) -> tuple[AttachedFile, ...]:
    """As they are printed: in the order of the records."""
    return tuple(
        AttachedFile(
            record=item.record.id,
            reference=item.record.reference,
            name=one.name or "",
            description=one.description or "",
            tlp=effective(one.tlp or item.record.tlp),
            size=one.size or 0,
            media_type=one.media_type or "",
            sha256=one.sha256 or "",
        )
        for item in frozen
        for one in item.attached
    )


def content_of(
    reading: ReadSession,
    submission: Submission,
    frozen: Sequence[Frozen],
    office_code: str,
    draft: bool = False,
    photos: Mapping[str, tuple[Photo | None, ...]] | None = None,
    alone: bool = False,
) -> Content:
    """Everything a document prints; `alone`: without the figures of the year before.

    `photos`: see `printed_pictures`; without them it can be judged, but not printed.
    """
    head = _head(reading, submission, frozen, office_code, draft)
    records = tuple(item.record for item in whole(frozen))
    excerpts: dict[str, dict[str, Record]] = {}
    for item in sorted(frozen, key=lambda item: item.record.id):  # as they are read again
        if item.part is not Part.WHOLE:
            excerpts.setdefault(item.record.kind.code, {})[item.record.id] = item.record
    made_of = [item.record for item in frozen]
    beside = referenced(reading, head.spec, made_of, office_code)
    shown = [*made_of, *(record for found in beside.values() for record in found.values())]
    return Content(
        head=head,
        records=records,
        revisions={item.record.id: item.number for item in whole(frozen)},
        excerpts=excerpts,
        referenced=beside,
        totals={name: reading.records.count(name) for name in head.spec.totals}
        | compared(reading, head, frozen),
        earlier=NO_EARLIER if alone else _earlier(reading, submission, head.spec, office_code),
        photos=photos or {},
        attached=attached_files(frozen),
        own_codes=own_codes_in(shown),
    )


def _head(
    reading: ReadSession,
    submission: Submission,
    frozen: Sequence[Frozen],
    office_code: str,
    draft: bool,
) -> Head:
    language = _text(submission.document_language) or "en"
    approved = [d for d in submission.decisions if d.decision == "approved"]
    last = approved[-1] if approved else None
    released = "" if draft else log_head(reading, submission)
    return Head(
        type=_text(submission.type),
        language=language,
        office_code=office_code,
        reference=submission.reference,
        revision=submission.revision_number or (0 if draft else 1),
        title=submission.title_text,
        date=_text(submission.date),
        purpose=_text(submission.purpose),
        addressee=_text(submission.addressee),
        tlp=label_of(frozen, DOCUMENTS[_text(submission.type)]),
        caveats=_caveats(submission, frozen),
        prepared_by=_text(submission.prepared_function),
        approval=Approval(function=_text(last.function), on=_text(last.on), sign=_text(last.sign))
        if last
        else None,
        office_of_one=bool(submission.office_of_one),
        draft=draft,
        justification=printed(submission, _kinds(frozen), language),
        acceptance=_text(submission.acceptance),
        content_hash=_text(submission.content_hash),
        log_head=released,
        supersedes=_superseded(reading, submission),
        withheld=sum(item.withheld for item in frozen),
        year=submission.year or 0,
        member=submission.member or "",
        messages=tuple((line.place or "", line.text or "") for line in submission.messages),
        paper=paper_of(reading, int(released.partition(":")[0] or 0)),
    )


def _kinds(frozen: Iterable[Frozen]) -> Mapping[str, str]:
    """{id: record type}."""
    return {item.record.id: item.record.kind.code for item in frozen}


def log_head(reading: ReadSession, submission: Submission) -> str:
    """Number and hash of the log entry that released it; "" before that.

    Whoever keeps the document can show later whether the office's log still has that entry.
    """
    for made in reversed(reading.revisions.of_record(submission.id)):
        if not made.is_purged and made.snapshot().get("workflow") == Workflow.RELEASED:
            entry = reading.log.entry(made.operation)
            return f"{entry.seq}:{entry.hash}" if entry else ""
    return ""


def _superseded(reading: ReadSession, submission: Submission) -> str:
    """Reference of the submission that this one replaces."""
    stored = reading.records.stored(submission.supersedes) if submission.supersedes else None
    return stored.record.reference if stored else ""


def _caveats(submission: Submission, frozen: Sequence[Frozen]) -> tuple[str, ...]:
    said = [submission.caveats, *(item.record.caveats for item in frozen)]
    return tuple(dict.fromkeys(text for text in said if text))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def frozen_of(reading: ReadSession, submission: Submission) -> list[Frozen]:
    """The records as they were when the submission was prepared. Raises Refused where purged."""
    spec, files = DOCUMENTS.get(str(submission.type)), files_by_record(attached_to(submission))
    parts = [Part(line.part) if line.part else Part.WHOLE for line in submission.records]
    held = _stored_then(reading, submission, submission.records)
    return [
        freeze(one, spec, part, files.get(one.record.id, ()), reading)
        for one, part in zip(held, parts, strict=True)
    ]


def stored_then(reading: ReadSession, submission: Submission) -> list[Stored]:
    """Those that go whole, with what is for the office only."""
    lines = [line for line in submission.records if not line.part]
    return _stored_then(reading, submission, lines)


def _stored_then(
    reading: ReadSession, submission: Submission, lines: Sequence[SubmittedRecord]
) -> list[Stored]:
    found = []
    for line in lines:
        revision = reading.revisions.get(line.revision or "")
        if revision is None or revision.is_purged:
            raise refusal(
                "release.purged",
                N_("{name} cannot be recreated: the content of {record} was purged."),
                place_of(submission),
                name=name_of(submission),
                record=line.reference or "",
            )
        found.append(
            Stored(
                revision.record_then(),
                revision.id,
                revision.number,
                revision.author,
                revision.time,
            )
        )
    return found


def _earlier(
    reading: ReadSession, submission: Submission, spec: DocumentSpec, office_code: str
) -> Earlier:
    """The figures of the released document of this type about the year before."""
    if not spec.figures or not submission.year:
        return NO_EARLIER
    for stored in reading.records.all_of(Submission.kind.code, archived=True):
        before = stored.record
        assert isinstance(before, Submission)
        if (before.type, before.year) != (submission.type, submission.year - 1):
            continue
        if before.workflow != Workflow.RELEASED or office_of(before.reference) != office_code:
            continue
        with suppress(Refused):  # purged since
            frozen = frozen_of(reading, before)
            found = content_of(reading, before, frozen, office_code, alone=True).figures
            values = {(one.figure, one.key): (one.value, one.base) for one in found}
            return Earlier(before.reference, values)
    return NO_EARLIER
