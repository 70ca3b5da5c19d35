"""Pictures of a record: the original lies inside the store, named by its hash."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from rilo_desktop.records import CaseStudy, Picture, Workflow
from rilo_desktop.rules.findings import N_

from . import actions
from .changes import Changes, changes_of
from .record import stored_in
from .refusals import place_of, refusal
from .session import Session, Task

LARGEST = 25_000_000
"""Bytes of one original."""
KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
"""First bytes of what is taken. The content decides, not the name."""


def attach(session: Session, record_id: str, path: Path, caption: str = "") -> Changes:
    """Keep a picture with a case study. It leaves the office only as a cleaned copy.

    Raises Refused for a record that has no pictures, a file that is no PNG or JPEG, or one over
    25 MB; OSError where the file cannot be read.
    """
    session.permit(Task.WRITE)
    with session.reading() as reading:
        record = stored_in(reading, record_id).record
    if not isinstance(record, CaseStudy):
        raise refusal("picture.kind", N_("Only case studies have pictures."), place_of(record))
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    if any(picture.sha256 == sha256 for picture in record.pictures):
        return Changes(records=(record.id,), kinds=frozenset({record.kind.code}), same=1)
    line = Picture(sha256=sha256, caption=caption or None)
    with session.unit(actions.PICTURE) as unit:
        unit.note(record=record.id, picture=sha256)
        unit.write_attachment(sha256, _media_type(content, path), path.name, content)
        pictures = (*record.pictures, line)
        unit.write([replace(record, pictures=pictures, workflow=Workflow.DRAFT)])
        return changes_of(unit, actions.PICTURE)


def original(session: Session, sha256: str) -> bytes:
    """The bytes as they came. Raises Refused where there is no such picture."""
    with session.reading() as reading:
        content = reading.attachment(sha256)
    if content is None:
        raise refusal("picture.missing", N_("There is no picture {name}."), name=sha256[:12])
    return content


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise refusal(
            "picture.size",
            N_("{name} is larger than {limit} MB; make it smaller and add it again."),
            name=path.name,
            limit=LARGEST // 1_000_000,
        )
    return path.read_bytes()


def _media_type(content: bytes, path: Path) -> str:
    for first, media_type in KINDS.items():
        if content.startswith(first):
            return media_type
    raise refusal("picture.type", N_("{name} is no PNG or JPEG picture."), name=path.name)
