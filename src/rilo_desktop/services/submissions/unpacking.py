"""The way back from a package: its records, and the document that it prints."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from rilo_desktop.analysis.figures import NO_EARLIER, Earlier
from rilo_desktop.exchange.package import EarlierReport, Package, to_json
from rilo_desktop.records import Record
from rilo_desktop.records.snapshots import Snapshot, from_snapshot
from rilo_desktop.reports import Approval, AttachedFile, Content, Head, Photo


def document_of(package: Package, files: Mapping[str, bytes]) -> Content:
    """What a document of this package prints; `files`: its pictures and others by their SHA-256.

    Raises ValueError for a record that this program does not know or that is of another shape,
    and for a picture or a file that is not there.
    """
    return Content(
        head=_head(package),
        records=tuple(from_snapshot(packed.snapshot) for packed in package.records),
        revisions={packed.id: packed.number for packed in package.records},
        referenced=_records(package.printed.all_referenced()),
        excerpts=_records(package.printed.excerpts),
        earlier=_earlier(package.printed.earlier),
        totals=package.printed.all_totals(),
        photos=_photos(package, files),
        attached=_attached(package, files),
        own_codes={
            (one.list, one.code): {"en": one.label_en, "fr": one.label_fr}
            for one in package.printed.own_codes
        },
    )


def _records(
    found: Mapping[str, Mapping[str, Snapshot]],
) -> Mapping[str, Mapping[str, Record]]:
    return {
        record_type: {name: from_snapshot(snapshot) for name, snapshot in snapshots.items()}
        for record_type, snapshots in found.items()
    }


def _earlier(said: EarlierReport | None) -> Earlier:
    """Raises ValueError for a number that is none."""
    if said is None:
        return NO_EARLIER
    try:
        values = {
            (one.figure, one.key): (Decimal(one.value) if one.value else None, one.base)
            for one in said.figures
        }
    except InvalidOperation:
        raise ValueError("printed.earlier: not a number") from None
    return Earlier(said.reference, values)


def _head(package: Package) -> Head:
    said = package.submission
    approved, released = said.approved, said.log_head
    return Head(
        type=said.type,
        language=package.made_by.language,
        office_code=said.office,
        reference=said.reference,
        revision=said.revision,
        title=said.title,
        date=said.date,
        purpose=said.purpose,
        addressee=said.addressee,
        tlp=said.tlp,
        caveats=said.caveats,
        prepared_by=said.prepared_by,
        approval=Approval(function=approved.function, on=approved.on, sign=approved.sign)
        if approved
        else None,
        office_of_one=said.office_of_one,
        justification=said.justification,
        acceptance=said.acceptance,
        content_hash=said.content_hash,
        log_head=f"{released.number}:{released.hash}" if released else "",
        supersedes=said.supersedes,
        withheld=said.withheld,
        year=said.year,
        member=said.member,
        card=said.card,
        data_hash=hashlib.sha256(to_json(package)).hexdigest() if package.version > 1 else "",
        messages=tuple((one.place, one.text) for one in said.messages),
        paper=said.paper,
    )


def _attached(package: Package, files: Mapping[str, bytes]) -> tuple[AttachedFile, ...]:
    references = {packed.id: packed.reference for packed in package.records}
    if missing := [one.name for one in package.attachments if one.sha256 not in files]:
        raise ValueError(f"file {missing[0]} is missing")
    return tuple(
        AttachedFile(
            record=one.record,
            reference=references[one.record],
            name=one.name,
            description=one.description,
            tlp=one.tlp,
            size=one.size,
            media_type=one.media_type,
            sha256=one.sha256,
        )
        for one in package.attachments
    )


def _photos(
    package: Package, pictures: Mapping[str, bytes]
) -> Mapping[str, tuple[Photo | None, ...]]:
    """By record, as many as its snapshot lists, None where one does not leave."""
    listed: dict[str, dict[int, Photo]] = {}
    for item in package.pictures:
        if item.sha256 not in pictures:
            raise ValueError(f"picture {item.sha256[:12]} is missing")
        photo = Photo(pictures[item.sha256], item.width, item.height)
        listed.setdefault(item.record, {})[item.position] = photo
    found = {}
    for packed in package.records:
        count = len(packed.snapshot.get("pictures") or ())
        if packed.id in listed:
            found[packed.id] = tuple(listed[packed.id].get(n) for n in range(count))
    return found
