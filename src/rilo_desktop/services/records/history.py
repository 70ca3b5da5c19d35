"""The history of a record: its revisions, what each changed, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop.records import Record
from rilo_desktop.records.diff import Difference as Difference
from rilo_desktop.records.diff import differences
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.updates import threads
from rilo_desktop.store import ReadSession, Revision, Stored

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from ..receiving.received_submissions import origin_of
from .changes import Changes, changes_of
from .record import as_draft, check_writable, refuse_kept, stored_in, with_values


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of a record. Messages: `action`, `undone` and the labels of `changes`.

    `changes`: against the one before; None where one of the two was purged.
    """

    revision: str
    number: int
    author: str
    time: str
    device: str
    action: str
    workflow: str
    changes: tuple[Difference, ...] | None
    is_first: bool
    is_purged: bool
    undone: str = ""
    """Of an undo: what was undone."""
    reason: str = ""
    """Of a return: why."""
    origin: str = ""
    """Of a state that was received: the submission that brought it, "WE/2026/SUB/A0001 · 1"."""


def versions(session: Session, record_id: str) -> tuple[Version, ...]:
    """All revisions of a record, newest first; none for one that was never saved."""
    with session.reading() as reading:
        return tuple(_versions(reading, reading.revisions.of_record(record_id)))


def compare(session: Session, older: str, newer: str) -> tuple[Difference, ...]:
    """What differs between two revisions of one record. Raises Refused where one was purged."""
    with session.reading() as reading:
        before, after = _content(reading, older), _content(reading, newer)
    return differences(before, after)


def restore(session: Session, record_id: str, revision: str, base: str = "") -> Changes:
    """Give a record the content of an older revision, as a new one and a draft.

    The thread of an action item stays as it is. `base` as in `record.save`. Raises Refused where
    the record changed since, the revision was purged, or its own number belongs to another record.
    """
    session.permit(Task.WRITE)
    with session.unit(actions.RESTORE) as unit:
        present = stored_in(unit.reading, record_id)
        refuse_kept(present.record.kind.code, present.record)
        wanted = _of_today(_content(unit.reading, revision), present)
        check_writable(unit.reading, present, wanted, base)
        unit.note(revision=revision)
        unit.write([as_draft(wanted)])
        return changes_of(unit, actions.RESTORE)


def _of_today(wanted: Record, present: Stored) -> Record:
    """What an older state may not bring back stays as it is."""
    kept = {name: getattr(present.record, name) for name in threads(type(wanted))}
    return with_values(wanted, kept) if kept else wanted


def _content(reading: ReadSession, name: str) -> Record:
    found = reading.revisions.get(name)
    if found is None:
        raise refusal("history.missing", N_("There is no such revision in this store."))
    if found.is_purged:
        newest = stored_in(reading, found.record).record
        raise refusal(
            "history.purged",
            N_("{name}: the content of revision {number} was purged."),
            place_of(newest),
            name=name_of(newest),
            number=found.number,
        )
    return found.record_then()


def _versions(reading: ReadSession, history: Sequence[Revision]) -> list[Version]:
    states = [None if one.is_purged else one.record_then() for one in history]
    return [_version(reading, one, states[n], states[n + 1 :]) for n, one in enumerate(history)]


def _version(
    reading: ReadSession, one: Revision, state: Record | None, older: Sequence[Record | None]
) -> Version:
    entry = reading.log.entry(one.operation)
    detail = entry.detail if entry is not None else {}
    before = older[0] if older else None
    changes = differences(before, state) if before is not None and state is not None else None
    return Version(
        revision=one.id,
        number=one.number,
        author=one.author,
        time=one.time,
        device=one.device,
        action=entry.action if entry is not None else "",
        workflow=state.workflow if state is not None else "",
        changes=changes,
        is_first=not older,
        is_purged=one.is_purged,
        undone=str(detail.get("action", "")),
        reason=str(detail.get("reason", "")),
        origin=origin_of(entry, one.record) if entry is not None else "",
    )
