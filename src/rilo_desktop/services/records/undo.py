"""Undo: an operation of the log is taken back by new revisions (docs/decisions/0011).

Redo is undo of the undo. What went through review, was sent or released is never undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rilo_desktop.analysis.messages import words_of
from rilo_desktop.records import ActionItem, ProgressUpdate, Record, Workflow
from rilo_desktop.rules.findings import N_, Finding, Message, Refused
from rilo_desktop.rules.updates import appended_only
from rilo_desktop.store import ReadSession, Revision, UnitOfWork, record_comments
from rilo_desktop.store.log import LogEntry

from ..office import actions
from ..office.finding_helpers import finding, name_of, place_of, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import undo_comments
from .changes import Changes, changes_of
from .record import as_draft

BATCH = 500
MOST_TOLD = 20
"""Findings told of one refusal."""


@dataclass(frozen=True, slots=True)
class UndoScope:
    """Whose changes are meant: of one record, of some record types, or (neither) of the office."""

    kinds: frozenset[str] = frozenset()
    record: str = ""
    operations: frozenset[int] = frozenset()
    """These are meant too, whatever they changed."""

    def __contains__(self, one: tuple[str, str]) -> bool:
        """`one`: type and id of a record."""
        kind, record_id = one
        return record_id == self.record if self.record else kind in self.kinds


OFFICE = UndoScope()


@dataclass(frozen=True, slots=True)
class Undoable:
    """An operation that can be taken back. `action`: what it did (of a redo: what was undone)."""

    operation: int
    action: str
    time: str
    records: int
    kind: str
    title: str
    """Type and title of its only record, "" where there are several."""
    of_comment: bool = False
    """It wrote a comment on the record, and nothing in it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What an operation made of one record: the newest state before it, and after it."""

    before: Revision | None
    after: Revision


def last(session: Session, scope: UndoScope = OFFICE) -> Undoable | None:
    """The newest operation of this officer in a scope that is not undone yet.

    None where there is none, and where it is one that cannot be undone (a review, a release) or
    that changed records outside of the scope too.
    """
    undone: set[int] = set()
    with session.reading() as reading:
        for entry in _own(session, reading, scope):
            if entry.seq in undone:
                continue
            if entry.action not in actions.TAKEN_BACK:
                is_able = entry.action in actions.UNDOABLE
                is_able = is_able and _is_all_within(reading, entry, scope)
                return _undoable(reading, entry) if is_able else None
            undone.add(_undone_by(entry))
    return None


def last_undone(session: Session, scope: UndoScope = OFFICE) -> Undoable | None:
    """The newest undo of this officer in a scope that can itself be undone: nothing was done in it
    since."""
    redone: set[int] = set()
    with session.reading() as reading:
        for entry in _own(session, reading, scope):
            if entry.seq in redone:
                continue
            if entry.action == actions.UNDO:
                is_able = _is_all_within(reading, entry, scope)
                return _undoable(reading, entry) if is_able else None
            if entry.action != actions.REDO:
                return None
            redone.add(_undone_by(entry))
    return None


def undo(session: Session, operation: int, progress: Progress = SILENT) -> Changes:
    """Give every record of an operation the state it had before, as one new operation.

    What it changed goes back to its content before, as a draft, or released where that content was
    released; what it created is archived and its own number is free again. Raises Refused, and
    changes nothing, where one of them changed since, where what was before is purged, where the
    thread of an action item would lose an entry, and for what is never undone. Raises Cancelled.
    """
    session.permit(Task.WRITE)
    with session.reading() as reading:
        entry = _entry(reading, operation)
    action = actions.REDO if entry.action == actions.UNDO else actions.UNDO
    with session.unit(action) as unit:
        steps = _steps(unit.reading, entry)
        _refuse_changed(unit, entry, steps)
        commented = undo_comments.take_back(unit, entry)
        unit.note(undoes=entry.seq, action=entry.action)
        restored: Callable[[_Step], Record] = partial(_state_before, unit.reading)
        said = THREAD_SAYS.get(_origin(unit.reading, entry).action)
        if said is not None:
            words = said[action == actions.REDO]
            restored = partial(_thread_kept, session, unit.reading, words)
        for first in range(0, len(steps), BATCH):
            progress(first, len(steps), N_("Undoing"))
            unit.write([restored(step) for step in steps[first : first + BATCH]])
        return commented or changes_of(unit, action)


def _own(session: Session, reading: ReadSession, scope: UndoScope) -> Iterator[LogEntry]:
    """What this officer wrote in a scope, newest first; what changed no record is passed over."""
    for entry in reading.log.newest_first():
        if entry.officer != session.officer.sign or not _wrote(entry):
            continue
        if _is_within(reading, entry, scope):
            yield entry


def _is_within(reading: ReadSession, entry: LogEntry, scope: UndoScope) -> bool:
    """Did it write, or comment on, a record of the scope?"""
    return _is_meant(entry, scope) or any(one in scope for one in _touched(reading, entry))


def _is_all_within(reading: ReadSession, entry: LogEntry, scope: UndoScope) -> bool:
    return _is_meant(entry, scope) or all(one in scope for one in _touched(reading, entry))


def _is_meant(entry: LogEntry, scope: UndoScope) -> bool:
    return entry.seq in scope.operations or not (scope.kinds or scope.record)


def _touched(reading: ReadSession, entry: LogEntry) -> Iterator[tuple[str, str]]:
    """Type and id of the records it wrote or commented on."""
    for name in entry.revisions:
        yield reading.revisions.whose(name)
    for record_id in undo_comments.records(entry):
        if (stored := reading.records.stored(record_id)) is not None:
            yield stored.record.kind.code, record_id


def _wrote(entry: LogEntry) -> bool:
    return bool(entry.revisions) or bool(record_comments.moves_in(entry))


def _undone_by(entry: LogEntry) -> int:
    return int(entry.detail.get("undoes", 0))


def _undoable(reading: ReadSession, entry: LogEntry) -> Undoable:
    action = _origin(reading, entry).action
    records = _records(reading, entry)
    stored = reading.records.stored(records[0]) if len(records) == 1 else None
    kind = stored.record.kind.code if stored is not None else ""
    title = stored.record.title_text if stored is not None else ""
    of_comment = bool(records) and not entry.revisions
    return Undoable(entry.seq, action, entry.time, len(records), kind, title, of_comment)


def _origin(reading: ReadSession, entry: LogEntry) -> LogEntry:
    """The operation that was undone, made again, undone ..."""
    while entry.action in actions.TAKEN_BACK:
        before = reading.log.entry(_undone_by(entry))
        if before is None:
            break
        entry = before
    return entry


def _records(reading: ReadSession, entry: LogEntry) -> Sequence[str]:
    """Ids of the records it wrote; read only as far as needed to tell one from several."""
    if not entry.revisions:
        return undo_comments.records(entry)
    if len(entry.revisions) > 1:
        return tuple(dict.fromkeys(entry.revisions))
    found = (reading.revisions.get(name) for name in entry.revisions)
    return tuple(revision.record for revision in found if revision is not None)


def _entry(reading: ReadSession, operation: int) -> LogEntry:
    entry = reading.log.entry(operation)
    if entry is None or entry.action not in actions.UNDOABLE or not _wrote(entry):
        raise refusal(
            "undo.never",
            N_("This cannot be undone: {action}."),
            action=Message(entry.action) if entry is not None else str(operation),
        )
    return entry


def _steps(reading: ReadSession, entry: LogEntry) -> list[_Step]:
    """One for each record, in order; an operation may have written a record several times."""
    steps: dict[str, _Step] = {}
    for name in entry.revisions:
        made = reading.revisions.get(name)
        assert made is not None
        known = steps.get(made.record)
        if known is None:
            parent = reading.revisions.get(made.parents[0]) if made.parents else None
            steps[made.record] = _Step(parent, made)
        else:
            steps[made.record] = replace(known, after=made)
    return list(steps.values())


def _refuse_changed(unit: UnitOfWork, entry: LogEntry, steps: Sequence[_Step]) -> None:
    """Raises Refused with what stands against it, record by record."""
    heads = unit.heads(step.after.record for step in steps)
    wrong: list[Finding] = []
    for step in steps:
        if not _is_at(unit.reading, heads[step.after.record].revision, step.after):
            wrong.append(_changed_since(unit.reading, entry, step))
        elif step.before is not None and step.before.is_purged:
            wrong.append(_purged(step))
        if len(wrong) == MOST_TOLD:
            break
    if wrong:
        raise Refused(*wrong)


def _is_at(reading: ReadSession, head: str, wanted: Revision) -> bool:
    """Is this the record's state, or one to which everything done since was taken back?"""
    at = None if head == wanted.id else reading.revisions.get(head)
    while at is not None and at.id != wanted.id:
        at = _taken_back_to(reading, at)
    return head == wanted.id or at is not None


def _taken_back_to(reading: ReadSession, one: Revision) -> Revision | None:
    """The older revision whose content an undo gave back."""
    if reading.log.action_of(one.operation) not in actions.TAKEN_BACK:
        return None
    entry = reading.log.entry(one.operation)
    assert entry is not None
    undone = reading.revisions.made_by(_undone_by(entry), one.record)
    return (
        reading.revisions.get(undone.parents[0]) if undone is not None and undone.parents else None
    )


def effective_revision(reading: ReadSession, one: Revision) -> Revision | None:
    """The revision whose content this one has, once what was taken back is passed over.

    None where all that ever made the record was taken back.
    """
    at: Revision | None = one
    while at is not None:
        # The action alone: an entry names all revisions of its operation, thousands of a receipt.
        if reading.log.action_of(at.operation) not in actions.TAKEN_BACK:
            return at
        at = _taken_back_to(reading, at)
    return None


def _changed_since(reading: ReadSession, entry: LogEntry, step: _Step) -> Finding:
    stored = reading.records.stored(step.after.record)
    assert stored is not None
    newest = reading.revisions.get(stored.revision)
    later = reading.log.entry(newest.operation) if newest is not None else None
    if later is not None and later.action in actions.TAKEN_BACK and _undone_by(later) == entry.seq:
        message = N_("{name}: this was undone already, by {author}.")
    else:
        message = N_("{name} was changed since by {author}; what was done before cannot be undone.")
    place, name = place_of(stored.record), name_of(stored.record)
    return finding("undo.changed", message, place, name=name, author=stored.author)


def _purged(step: _Step) -> Finding:
    record = step.after.record_then()
    return finding(
        "undo.purged",
        N_("{name}: the earlier content was purged and cannot be restored."),
        place_of(record),
        name=name_of(record),
    )


def _state_before(reading: ReadSession, step: _Step) -> Record:
    """Raises Refused."""
    after = step.after.record_then()
    if step.before is None:
        return replace(as_draft(after), archived=True, local_ref=None)
    then = step.before.record_then()
    before = then if then.workflow == Workflow.RELEASED else as_draft(then)
    _refuse_thread(before, after)
    _refuse_own_number(reading, before)
    return before


THREAD_SAYS = {
    actions.CLOSED: (N_("The closing was taken back."), N_("The closing was made again.")),
    actions.CARRIED_OVER: (
        N_("The plan that followed was taken back."),
        N_("The plan that followed was made again."),
    ),
}
"""Action -> what an action item's thread says of its undo and of its redo."""


def _thread_kept(session: Session, reading: ReadSession, words: str, step: _Step) -> Record:
    """As before; a thread that grew keeps what it says, and says this too."""
    after = step.after.record_then()
    before = as_draft(step.before.record_then()) if step.before is not None else None
    if not isinstance(after, ActionItem) or not isinstance(before, ActionItem):
        return _state_before(reading, step)
    if before.updates == after.updates:
        return _state_before(reading, step)
    language = before.language if isinstance(before.language, str) else "en"
    entry = ProgressUpdate(
        date=session.today,
        entry=words_of(language).say.text(words),
        progress=before.progress if isinstance(before.progress, str) else None,
        by=session.officer.function,
        decision=True,
        percent=before.percent,
    )
    return replace(before, updates=(*after.updates, entry))


def _refuse_thread(before: Record, after: Record) -> None:
    if appended_only(after, before):
        raise refusal(
            "undo.thread",
            N_("{name}: entries of the thread cannot be changed; add one with the correction."),
            place_of(after),
            name=name_of(after),
        )


def _refuse_own_number(reading: ReadSession, record: Record) -> None:
    """Another record may have taken the own number meanwhile."""
    if not record.local_ref:
        return
    other = reading.records.by_own_number(record.kind.code, record.local_ref, record.reference)
    if other is not None and other != record.id:
        raise refusal(
            "record.own_number",
            N_("The local reference {number} belongs to another record; choose another one."),
            replace(place_of(record), field="local_ref"),
            number=record.local_ref,
        )
