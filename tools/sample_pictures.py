"""Adds a picture to a record as the window does: kept in the store first, then saved with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import picture, record


def attach(session: Session, record_id: str, path: Path, caption: str = "") -> None:
    """Raises Refused where the file is not taken or the record not saved."""
    taken = picture.take(session, (path,))
    for refused in taken.refused:
        raise refused
    stored = record.get(session, record_id)
    assert isinstance(stored.record, CaseStudy)
    added = tuple(replace(one, caption=caption or None) for one in taken.pictures)
    pictures = (*stored.record.pictures, *added)
    record.save(session, replace(stored.record, pictures=pictures), stored.revision)
