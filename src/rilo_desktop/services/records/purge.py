"""Purge: the steward takes content away for good, and everybody can see that it was done.

What remains of a purged revision: that it was there, who wrote it when, its place in the history,
and the tombstone: who purged it, when, why. All hashes and signatures still hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.records import Record, Workflow, class_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, Revision, UnitOfWork, purging

from ..office import actions, backup, ways_out
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.outgoing import refuse_identifiers, save
from ..office.session import Session, Task
from . import drafts, purge_preferences, record_comments, waiting_import_rows
from .changes import Changes
from .record import refuse_kept, stored_in


@dataclass(frozen=True, slots=True)
class Gone:
    """A revision whose content was purged; `digest` is what its hash still covers."""

    number: int
    revision: str
    digest: str
    author: str
    time: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was purged, and by which entry of the log (`operation`, `entry`: its hash).

    `submissions` cannot be made again; what already left the office is out of its reach.
    `backups` are those made before, as far as they are known: they still hold the content.
    `waiting_rows` of imports were dropped with it; of `waiting_files` other rows still say it.
    `remembered`: answers and views that said it and were forgotten. `comments` of colleagues on it
    went with it.
    """

    office: str
    record: str
    reference: str
    officer: str
    function: str
    time: str
    reason: str
    operation: int
    entry: str
    revisions: tuple[Gone, ...]
    pictures: tuple[str, ...] = ()
    drafts: int = 0
    submissions: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()
    waiting_rows: int = 0
    waiting_files: tuple[str, ...] = ()
    remembered: int = 0
    comments: int = 0

    def as_data(self) -> Mapping[str, Any]:
        return asdict(self)

    def save(self, path: Path) -> None:
        """As JSON. Raises Refused."""
        content = json.dumps(self.as_data(), ensure_ascii=False, indent=1)
        save(ways_out.CERTIFICATE, path, f"{content}\n".encode())


@dataclass(frozen=True, slots=True)
class Purged:
    changes: Changes
    certificate: Certificate


def permit(session: Session) -> None:
    """The steward may; where an office has none, its head. Raises Refused."""
    if session.officer.role == "head":
        with session.reading() as reading:
            if not any(o.is_active and o.role == "steward" for o in reading.office.officers()):
                return
    session.permit(Task.PURGE)


def purge_record(session: Session, record_id: str, reason: str) -> Purged:
    """Take everything away that a record ever said. An empty, withdrawn one stays in its place.

    Raises Refused for a submission, and where no reason is given.
    """
    permit(session)
    _ask_reason(reason)
    with session.store.purging(actions.PURGE) as unit:
        stored = stored_in(unit.reading, record_id)
        refuse_kept(stored.record.kind.code, stored.record)
        history = _with_content(unit.reading, record_id)
        unit.write([_emptied(stored.record)])
        number = own_key(stored.record.local_ref)

        def says(text: str) -> bool:
            return text == record_id or (number is not None and own_key(text) == number)

        found = _purged(session, unit, stored.record, history, reason, lambda _draft: True, says)
    return _certified(session, found)


def purge_text(session: Session, record_id: str, text: str, reason: str) -> Purged:
    """Take away every older state of a record that holds this text, whatever its case.

    Raises Refused where none does, and where the record still says it: then it is corrected first.
    """
    permit(session)
    _ask_reason(reason)
    wanted = text.strip().casefold()
    with session.store.purging(actions.PURGE) as unit:
        record = stored_in(unit.reading, record_id).record
        refuse_kept(record.kind.code, record)
        history = _with_content(unit.reading, record_id)
        found = [one for one in history if wanted and _contains(one.snapshot(), wanted)]
        if not (wanted and not found and record_comments.has_text(unit.reading, record_id, wanted)):
            _refuse_unfit(record, history, found)
        done = _purged(
            session,
            unit,
            record,
            found,
            reason,
            lambda draft: _contains(draft, wanted),
            lambda text: wanted in text.casefold(),
            wanted,
        )
    return _certified(session, done)


@dataclass(frozen=True, slots=True)
class _Done:
    changes: Changes
    record: Record
    revisions: tuple[Gone, ...]
    pictures: tuple[str, ...]
    drafts: int
    submissions: tuple[str, ...]
    reason: str
    waiting: tuple[int, tuple[str, ...]]
    remembered: int
    comments: int


def _purged(
    session: Session,
    unit: UnitOfWork,
    record: Record,
    found: Sequence[Revision],
    reason: str,
    unfit: Callable[[Mapping[str, Any]], bool],
    says: Callable[[str], bool],
    commented: str = "",
) -> _Done:
    """`commented`: text of the comments that go; "" for all of them."""
    names = [one.id for one in found]
    pictures = purging.files_in(unit.reading, names)
    submissions = purging.submissions_with(unit.reading, names)
    dropped = drafts.drop_of_everybody(session, unit.reading, record.id, unfit)
    waiting = waiting_import_rows.purge(unit, record.local_ref, says)
    remembered = purge_preferences.forget(unit, says)
    comments = record_comments.purge(unit, record.id, commented)
    unit.purge(names, pictures)
    unit.note(
        record=record.id,
        reference=record.reference,
        revisions=names,
        pictures=pictures,
        reason=reason.strip(),
    )
    gone = tuple(Gone(one.number, one.id, one.digest, one.author, one.time) for one in found)
    changes = Changes(unit.operation, actions.PURGE, (record.id,), frozenset({record.kind.code}))
    done = (changes, record, gone, pictures, dropped, submissions, reason.strip())
    return _Done(*done, waiting, remembered, comments)


def _certified(session: Session, done: _Done) -> Purged:
    with session.reading() as reading:
        entry = reading.log.entry(done.changes.operation)
    assert entry is not None
    known = backup.known(session.folder)
    certificate = Certificate(
        office=session.office_code,
        record=done.record.id,
        reference=done.record.reference,
        officer=session.officer.sign,
        function=session.officer.function,
        time=entry.time,
        reason=done.reason,
        operation=entry.seq,
        entry=entry.hash,
        revisions=done.revisions,
        pictures=done.pictures,
        drafts=done.drafts,
        submissions=done.submissions,
        backups=tuple(one.path for one in known),
        waiting_rows=done.waiting[0],
        waiting_files=done.waiting[1],
        remembered=done.remembered,
        comments=done.comments,
    )
    return Purged(done.changes, certificate)


def _emptied(record: Record) -> Record:
    made: Record = class_of(record.kind.code)(
        id=record.id,
        reference=record.reference,
        workflow=Workflow.WITHDRAWN,
        archived=True,
        tlp=record.tlp,
    )
    return made


def _with_content(reading: ReadSession, record_id: str) -> list[Revision]:
    """The states of a record that still say something, newest first."""
    return [one for one in reading.revisions.of_record(record_id) if not one.is_purged]


def _contains(data: Mapping[str, Any], wanted: str) -> bool:
    return any(wanted in text.casefold() for text in purging.texts_in(data))


def _refuse_unfit(record: Record, history: Sequence[Revision], found: Sequence[Revision]) -> None:
    if not found:
        raise refusal(
            "purge.nothing",
            N_("{name}: no earlier revision contains that; nothing was purged."),
            place_of(record),
            name=name_of(record),
        )
    if found[0].id == history[0].id:
        raise refusal(
            "purge.newest",
            N_("{name} still contains it: correct the record and save it first, then purge."),
            place_of(record),
            name=name_of(record),
        )


def _ask_reason(reason: str) -> None:
    if not reason.strip():
        raise refusal(
            "purge.reason", N_("Say why it is purged; the deletion record keeps the reason.")
        )
    refuse_identifiers([(N_("Reason"), reason)])  # it leaves in the certificate
