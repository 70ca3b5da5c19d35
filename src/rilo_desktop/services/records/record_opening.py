"""A record as it is opened to be written: with the draft that waits for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from rilo_desktop.records import Record
from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.store import Stored

from ..office.session import Session
from .drafts import Draft, waiting
from .record import new, shown, stored_in


@dataclass(frozen=True, slots=True)
class Reopened:
    """`stored` is None for a record that was never saved, `draft` where nothing waits.

    `began`: the record the draft was begun with, as far as it is still there. `empty`: what the
    draft of a record that was never saved began with.
    """

    stored: Stored | None
    draft: Draft | None = None
    began: Record | None = None
    empty: Record | None = None


def reopened(session: Session, record_id: str) -> Reopened:
    """A record as it is opened to be written. Raises Refused where it is nowhere (worker; reads).

    A journal that cannot be read holds nothing here; `waiting` says so.
    """
    with suppress(OSError):
        for draft in waiting(session).drafts:
            if draft.record.id == record_id:
                return _reopened(session, draft)
    return Reopened(shown(session, record_id))


def _reopened(session: Session, draft: Draft) -> Reopened:
    if draft.is_new:
        return Reopened(None, draft, empty=new(session, draft.record.kind.code))
    with session.reading() as reading:
        stored = stored_in(reading, draft.record.id)
        began = reading.revisions.get(draft.base) if draft.is_behind else None
    if began is None or began.is_purged:
        return Reopened(stored, draft, stored.record)
    return Reopened(stored, draft, from_snapshot(began.snapshot()))
