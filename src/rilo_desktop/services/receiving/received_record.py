"""A record from outside as it is kept here: what any form or import could have left.

kept_record(snapshot)            whatever brought it: structure, sizes, texts that a store can hold
received_record(packed, ...)     out of a package, with its pictures and files
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rilo_desktop.exchange.package import Packed, PackedFile, PackedPicture
from rilo_desktop.records import Attachment, FieldType, Picture, Record, fields_of
from rilo_desktop.records.attachment import attachments_of, field_of_attachments
from rilo_desktop.records.identifiers import is_reference
from rilo_desktop.records.picture import holds_pictures
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.records.snapshots import Unreadable, from_snapshot
from rilo_desktop.rules import structure
from rilo_desktop.rules.attachments import fitting_name
from rilo_desktop.rules.findings import Finding
from rilo_desktop.rules.record_parts import parts_of

from ..records.record import KEPT_BY_SERVICES, with_values

_ID = re.compile(r"[0-9a-zA-Z-]{1,64}")
LONGEST_REFERENCE = 40
"""A longer one was made to use the numbers up; no list and no log has room for it."""


class Unfit(Unreadable):
    """Readable, and with a value that no form and no import would ever leave: `said` names it."""

    def __init__(self, said: Finding) -> None:
        super().__init__(f"{said.place.field}: {said.rule.partition('.')[2]}")
        self.said = said


def kept_record(snapshot: Mapping[str, Any]) -> Record:
    """Raises Unreadable and NewerSnapshot; what it claims to be is another question."""
    record = sanitized(from_snapshot(snapshot))
    is_named = is_reference(record.reference) and len(record.reference) <= LONGEST_REFERENCE
    if not is_named or not _ID.fullmatch(record.id):
        raise Unreadable("no reference or id of a record")
    _refuse_unfit(record)
    return record


def with_what_never_leaves(record: Record, ours: Record) -> Record:
    """What is for the office only did not come with it: what we have of it stays."""
    kept = {
        name: getattr(ours, name)
        for name, about in fields_of(type(ours)).items()
        if about.office_only
    }
    for name, about in fields_of(type(ours)).items():
        if about.type is FieldType.LINES and about.lines is not None and name not in kept:
            lines, own = getattr(record, name), getattr(ours, name)
            if isinstance(lines, tuple) and isinstance(own, tuple):
                kept[name] = tuple(_line(line, own) for line in lines)
    return replace(record, **kept)


def with_files(record: Record, came: Record) -> Record:
    """With the files that came, beside those that it has."""
    if field := field_of_attachments(type(record)):
        files = _with_came(attachments_of(record), attachments_of(came))
        return with_values(record, {field: files})
    return record


def _with_came(ours: Sequence[Attachment], came: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Our files, and those that came and that we do not have."""
    known = {one.sha256 for one in ours}
    found = list(ours)
    for one in came:
        if one.sha256 not in known:
            name = fitting_name(one.name or "", (other.name or "" for other in found))
            found.append(replace(one, name=name))
    return tuple(found)


def _line(line: Any, own: Sequence[Any]) -> Any:
    """Our line, where it differs from theirs only in what never leaves."""
    hidden = [name for name, about in fields_of(type(line)).items() if about.office_only]
    if not hidden:
        return line
    bare = dict.fromkeys(hidden)
    return next((one for one in own if replace(one, **bare) == replace(line, **bare)), line)


def received_record(
    packed: Packed, pictures: Sequence[PackedPicture], files: Sequence[PackedFile] = ()
) -> Record:
    """The record as it is kept here, with the files that came with it. Raises Unreadable, Newer."""
    if packed.kind in KEPT_BY_SERVICES:
        raise Unreadable(f"a record of the kind {packed.kind} does not travel by itself")
    record = kept_record(packed.snapshot)
    if (record.id, record.reference) != (packed.id, packed.reference):
        raise Unreadable("another reference or id than its snapshot has")
    if field := field_of_attachments(type(record)):
        record = with_values(record, {field: _with_came((), [*map(_attachment, files)])})
        _refuse_unfit(record)
    for name, about in fields_of(type(record)).items():
        if holds_pictures(about) and (lines := getattr(record, name)):
            record = with_values(record, {name: tuple(_pictures(lines, pictures))})
    return record


def _attachment(came: PackedFile) -> Attachment:
    return Attachment(
        name=came.name,
        description=came.description or None,
        tlp=came.tlp or None,
        size=came.size,
        media_type=came.media_type,
        sha256=came.sha256,
    )


def _refuse_unfit(record: Record) -> None:
    """Raises Unreadable."""
    if record.local_ref is not None and not isinstance(record.local_ref, str):
        raise Unreadable("local_ref: not a text")
    if record.archived not in (None, True, False):
        raise Unreadable("archived: not yes or no")
    for part in parts_of(record):
        for said in structure.findings(part):
            if said.blocks:
                raise Unfit(said)


def _pictures(lines: Sequence[Picture], copies: Sequence[PackedPicture]) -> Iterator[Picture]:
    """Those that came; the copy takes the place of the original, its boxes are burned in."""
    by_position = {copy.position: copy for copy in copies}
    for position, line in enumerate(lines):
        if position in by_position:
            yield replace(line, sha256=by_position[position].sha256, boxes=())
