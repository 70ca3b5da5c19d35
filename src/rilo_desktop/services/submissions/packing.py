"""What leaves in a submission: packed as data first, and its pages are made from nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from rilo_desktop import __version__
from rilo_desktop.analysis.figures import Earlier
from rilo_desktop.exchange.package import (
    ON_A4,
    VERSION,
    Approved,
    Deletion,
    EarlierFigure,
    EarlierReport,
    LogHead,
    Maker,
    Noted,
    OwnCode,
    Package,
    PackageHeader,
    Packed,
    PackedFile,
    PackedPicture,
    Printed,
    RestoredLog,
    Typed,
    moment,
)
from rilo_desktop.office_codes import is_practice
from rilo_desktop.paper import A4
from rilo_desktop.records import Record, Submission, Workflow
from rilo_desktop.records.identifiers import office_of, recorded_at
from rilo_desktop.records.snapshots import Snapshot, decimal_text, to_snapshot
from rilo_desktop.reports import RENDERER, AttachedFile, Content, Head
from rilo_desktop.rules.findings import Finding
from rilo_desktop.store import ReadSession, purging
from rilo_desktop.store.ancestry import Ancestry, ancestries

from ..office import restored_logs
from ..records.attachment import content_in
from .content import findings_beside, log_head, whole
from .frozen_record import Frozen

PROGRAM = f"RILO Desktop {__version__}"
MOST_NOTED = 50
"""Earlier submissions that a new one names."""
MOST_DELETIONS = 500
"""Purged records that a submission names, the newest."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A package, and the pictures and files that it names, by their SHA-256.

    `beside`: what the guard finds in what is printed beside its records.
    """

    package: Package
    files: Mapping[str, bytes]
    beside: tuple[Finding, ...] = ()


def packed(
    reading: ReadSession,
    submission: Submission,
    frozen: Sequence[Frozen],
    content: Content,
    store: str,
    card: str = "",
) -> Packing:
    """`content` is what the document prints; of it only what is printed is packed.

    `store`: name of the store, whose log is meant; `card`: fingerprint of the one that will sign.
    """
    pictures, bytes_of = _pictures(content)
    files = {one.sha256: content_in(reading, one.sha256, one.name) for one in content.attached}
    package = Package(
        made_by=maker(content.head.language),
        submission=_submitted(reading, submission, content.head, store, card),
        records=_records(reading, whole(frozen)),
        printed=_printed(content),
        pictures=pictures,
        attachments=tuple(_attached(one) for one in content.attached),
        deletions=tuple(_deletions(reading, submission, content.head)),
        version=ON_A4 if content.head.paper == A4 else VERSION,
    )
    return Packing(package, {**bytes_of, **files}, findings_beside(content))


def maker(language: str) -> Maker:
    """This program, as it makes documents in that language."""
    return Maker(
        program=PROGRAM, renderer=RENDERER, language=language, catalogue=catalogue_hash(language)
    )


@cache
def catalogue_hash(language: str) -> str:
    """SHA-256 of what labels, dates and codes are printed from."""
    digest = hashlib.sha256()
    assets = resources.files("rilo_desktop.assets")
    lists = sorted(file.name for file in (assets / "vocabularies").iterdir())
    for folder, name in (
        ("language", f"{language}.mo"),
        ("language", "formats.json"),
        *(("vocabularies", name) for name in lists),
    ):
        file = assets / folder / name
        if file.is_file():
            digest.update(f"{folder}/{name}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


# --- what is said of the submission


def _submitted(
    reading: ReadSession, submission: Submission, head: Head, store: str, card: str
) -> PackageHeader:
    released = _head_of(head.log_head)
    return PackageHeader(
        id=submission.id,
        store=store,
        office=head.office_code,
        reference=head.reference,
        revision=head.revision,
        type=head.type,
        title=head.title,
        date=head.date,
        purpose=head.purpose,
        addressee=head.addressee,
        tlp=head.tlp,
        caveats=head.caveats,
        prepared_by=head.prepared_by,
        approved=_approved(head),
        office_of_one=head.office_of_one,
        justification=head.justification,
        supersedes=head.supersedes,
        supersedes_id=submission.supersedes or "",
        content_hash=head.content_hash,
        log_head=released,
        noted=tuple(_noted(reading, submission, released)),
        withheld=head.withheld,
        acceptance=head.acceptance,
        practice=is_practice(head.office_code),
        year=head.year,
        member=head.member,
        card=card,
        messages=tuple(Typed(place=place, text=text) for place, text in head.messages),
        restored=tuple(_restored(reading, released)),
        paper=head.paper,
    )


def _approved(head: Head) -> Approved | None:
    said = head.approval
    return Approved(function=said.function, on=said.on, sign=said.sign) if said else None


def _head_of(text: str) -> LogHead | None:
    number, _, digest = text.partition(":")
    return LogHead(number=int(number), hash=digest) if digest else None


def _noted(reading: ReadSession, submission: Submission, until: LogHead | None) -> Iterator[Noted]:
    """What this store released before, so that a receiver sees a log that was shortened."""
    found = []
    for stored in reading.records.all_of("submission", archived=True):
        earlier = stored.record
        assert isinstance(earlier, Submission)
        if earlier.id == submission.id or earlier.workflow not in _RELEASED:
            continue
        head = _head_of(log_head(reading, earlier))
        if head is not None and (until is None or head.number < until.number):
            revision = earlier.revision_number or 1
            found.append(Noted(reference=earlier.reference, revision=revision, head=head))
    found.sort(key=lambda noted: noted.head.number, reverse=True)
    yield from found[:MOST_NOTED]


def _restored(reading: ReadSession, until: LogHead | None) -> Iterator[RestoredLog]:
    for one in restored_logs.restores_of(reading):
        if until is not None and one.number < until.number:
            yield one


def _deletions(reading: ReadSession, submission: Submission, head: Head) -> Iterator[Deletion]:
    """Records of this office that it sent and purged, before it released this submission."""
    released = _head_of(head.log_head)
    found: dict[str, Deletion] = {}
    for record, operation, time in purging.whole_records(reading):
        stored = reading.records.stored(record)
        is_ours = stored is not None and office_of(stored.record.reference) == head.office_code
        is_earlier = released is None or operation < released.number
        if is_ours and is_earlier and purging.was_sent(reading, record):
            found[record] = Deletion(record=record, on=time[:10])
    sent = {line.record for line in submission.records}
    yield from [one for one in found.values() if one.record not in sent][-MOST_DELETIONS:]


_RELEASED = (Workflow.RELEASED, Workflow.SUPERSEDED)


def _records(reading: ReadSession, frozen: Sequence[Frozen]) -> tuple[Packed, ...]:
    came_from = ancestries(reading, {item.record.id: item.revision for item in frozen})
    times = {record: _times(record, found) for record, found in came_from.items()}
    return tuple(
        Packed(
            kind=item.record.kind.code,
            id=item.record.id,
            reference=item.record.reference,
            revision=item.revision,
            number=item.number,
            parents=came_from[item.record.id].parents,
            ancestors=came_from[item.record.id].ancestors,
            created=times[item.record.id][0],
            modified=times[item.record.id][1],
            snapshot=to_snapshot(item.record),
        )
        for item in frozen
    )


def _times(record: str, found: Ancestry) -> tuple[str, str]:
    """When it was begun, by its id where this says so, and when the revision was written."""
    begun, first = recorded_at(record), datetime.fromisoformat(found.first)
    return moment(begun or first), moment(datetime.fromisoformat(found.at))


def _pictures(content: Content) -> tuple[tuple[PackedPicture, ...], Mapping[str, bytes]]:
    listed, found = [], {}
    for record, photos in content.photos.items():
        for position, photo in enumerate(photos):
            if photo is None:
                continue
            name = hashlib.sha256(photo.content).hexdigest()
            found[name] = photo.content
            listed.append(
                PackedPicture(
                    record=record,
                    position=position,
                    sha256=name,
                    width=photo.width,
                    height=photo.height,
                )
            )
    return tuple(listed), found


def _attached(one: AttachedFile) -> PackedFile:
    return PackedFile(
        record=one.record,
        name=one.name,
        description=one.description,
        tlp=one.tlp,
        size=one.size,
        media_type=one.media_type,
        sha256=one.sha256,
    )


def _printed(content: Content) -> Printed:
    return Printed(
        referenced=_snapshots(content.referenced),
        excerpts=_snapshots(content.excerpts),
        earlier=_earlier(content.earlier),
        totals=dict(content.totals),
        own_codes=tuple(
            OwnCode(list=name, code=code, label_en=said["en"], label_fr=said.get("fr", ""))
            for (name, code), said in sorted(content.own_codes.items())
        ),
    )


def _earlier(found: Earlier) -> EarlierReport | None:
    if not found.reference:
        return None
    figures = tuple(
        EarlierFigure(
            figure=figure,
            key=key,
            value="" if value is None else decimal_text(value),
            base=base,
        )
        for (figure, key), (value, base) in found.values.items()
    )
    return EarlierReport(reference=found.reference, figures=figures)


def _snapshots(found: Mapping[str, Mapping[str, Record]]) -> dict[str, dict[str, Snapshot]]:
    return {
        record_type: {name: to_snapshot(record) for name, record in records.items()}
        for record_type, records in found.items()
    }
