"""Comments between colleagues on a record: written, answered, marked done, opened again.

They are the office's own working notes. No submission, document, table or list has them; a backup
has them, and so has everything of the office written out for itself (`export_all`). They change
nothing of the record: no revision, no review status, no author.
"""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import Record, class_of, fields_of
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.records.sanitize import sanitize_text
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, RecordComment, UnitOfWork
from rilo_desktop.store.record_comments import DONE, OPEN, new_salt

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from .changes import Changes
from .record import stored_in

LONGEST = 2_000
"""Characters of a comment."""
MOST = 500
"""Comments and answers of one record."""


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """A comment or an answer. `author`: sign of the officer; `time`: as in the log."""

    id: str
    author: str
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class CommentThread:
    """A comment with its answers, oldest first. `field`: name of a field, "" for the record.

    `is_open` until somebody marks it done: `done_by`, at `done`, "" where a copy was read in.
    """

    id: str
    field: str
    said: tuple[CommentEntry, ...]
    is_open: bool = True
    done_by: str = ""
    done: str = ""


def can_have(kind: str) -> bool:
    """Not of a type that only its own services write."""
    return not record_type(kind).by_service_only


def of_record(session: Session, record_id: str) -> tuple[CommentThread, ...]:
    """Open ones first, each group in the order in which they were written."""
    with session.reading() as reading:
        return threads_in(reading, record_id)


def threads_in(reading: ReadSession, record_id: str) -> tuple[CommentThread, ...]:
    found = reading.comments.of_record(record_id)
    said: dict[str, list[CommentEntry]] = {}
    for one in found:
        part = CommentEntry(one.id, one.author, one.time, one.text)
        said.setdefault(one.answers or one.id, []).append(part)
    threads = [_thread(reading, one, tuple(said[one.id])) for one in found if not one.answers]
    return tuple(sorted(threads, key=lambda thread: not thread.is_open))


def open_count(session: Session, record_id: str) -> int:
    """Comments on a record that nobody marked done."""
    with session.reading() as reading:
        return reading.comments.open_on(record_id)


def write(session: Session, record_id: str, text: str, field: str = "") -> Changes:
    """Comment on a record, or on one field of it. Raises Refused."""
    session.permit(Task.WRITE)
    said = _text(text)
    with session.unit(actions.COMMENTED) as unit:
        record = stored_in(unit.reading, record_id).record
        _refuse_place(record, field)
        return _written(session, unit, record, said, field)


def answer(session: Session, comment_id: str, text: str) -> Changes:
    """Answer a comment; one that was done is open again. Raises Refused."""
    session.permit(Task.WRITE)
    said = _text(text)
    with session.unit(actions.COMMENTED) as unit:
        begun = _begun(unit.reading, comment_id)
        record = stored_in(unit.reading, begun.record).record
        unit.put_comments({begun.id: (OPEN, begun.record)})
        return _written(session, unit, record, said, begun.field, begun.id)


def mark_done(session: Session, comment_id: str) -> Changes:
    """Raises Refused where there is no such comment."""
    return _moved(session, comment_id, DONE, actions.COMMENT_DONE)


def reopen(session: Session, comment_id: str) -> Changes:
    return _moved(session, comment_id, OPEN, actions.COMMENT_OPENED)


def find(session: Session, record_id: str, number: int) -> str:
    """Id of the comment with this number of `of_record`, from 1. Raises Refused."""
    threads = of_record(session, record_id)
    if not 0 < number <= len(threads):
        raise _missing(str(number))
    return threads[number - 1].id


# --- what becomes of a record


def follow(unit: UnitOfWork, record_id: str, into: str) -> None:
    """Inside the operation that merges a record into another one: its comments go along."""
    found = unit.reading.comments.all_of_record(record_id)
    unit.put_comments({one.id: (one.state, into) for one in found})


def purge(unit: UnitOfWork, record_id: str, wanted: str = "") -> int:
    """Inside a purge: all comments of a record, or those with this text (casefolded), each with
    its answers. How many went."""
    found = unit.reading.comments.all_of_record(record_id)
    hit = {one.id for one in found if wanted in one.text.casefold()}
    gone = [one for one in found if one.id in hit or one.answers in hit]
    unit.purge_comments(gone)
    return len(gone)


def has_text(reading: ReadSession, record_id: str, wanted: str) -> bool:
    """Does a comment on a record have this text (casefolded)?"""
    found = reading.comments.all_of_record(record_id)
    return any(wanted in one.text.casefold() for one in found)


def _written(
    session: Session,
    unit: UnitOfWork,
    record: Record,
    text: str,
    field: str,
    answers: str = "",
) -> Changes:
    if len(unit.reading.comments.of_record(record.id)) >= MOST:
        raise refusal(
            "comment.many",
            N_("{name} has {most} comments and answers, and takes no more."),
            place_of(record),
            name=name_of(record),
            most=MOST,
        )
    unit.note(record=record.id, reference=name_of(record))
    unit.write_comments(
        RecordComment(
            id=new_id(session.clock()),
            record=record.id,
            field=field,
            answers=answers,
            author=session.officer.sign,
            time=unit.now.isoformat(timespec="milliseconds"),
            operation=unit.operation,
            salt=new_salt(),
            text=text,
            changed=unit.operation,
        )
    )
    return _changes(unit, record, actions.COMMENTED)


def _moved(session: Session, comment_id: str, state: str, action: str) -> Changes:
    session.permit(Task.WRITE)
    with session.unit(action) as unit:
        begun = _begun(unit.reading, comment_id)
        record = stored_in(unit.reading, begun.record).record
        if begun.state == state:
            unit.abandon()
            return Changes(same=1)
        unit.note(record=record.id, reference=name_of(record))
        unit.put_comments({begun.id: (state, begun.record)})
        return _changes(unit, record, action)


def _changes(unit: UnitOfWork, record: Record, action: str) -> Changes:
    kinds = frozenset({record.kind.code})
    title = record.title_text
    return Changes(unit.operation, action, (record.id,), kinds, title=title, of_comment=True)


def _thread(
    reading: ReadSession, begun: RecordComment, said: tuple[CommentEntry, ...]
) -> CommentThread:
    if begun.state != DONE:
        return CommentThread(begun.id, begun.field, said)
    entry = reading.log.entry(begun.changed)
    if entry is None or entry.action == actions.IMPORT:
        return CommentThread(begun.id, begun.field, said, is_open=False)
    return CommentThread(begun.id, begun.field, said, False, entry.officer, entry.time)


def _begun(reading: ReadSession, comment_id: str) -> RecordComment:
    """The comment that a thread begins with."""
    found = reading.comments.get(comment_id)
    if found is not None and found.answers:
        found = reading.comments.get(found.answers)
    if found is None or found.state not in (OPEN, DONE):
        raise _missing(comment_id)
    return found


def _missing(name: str) -> Exception:
    return refusal(
        "comment.missing", N_("There is no comment {name}; nothing was changed."), name=name
    )


def _text(text: str) -> str:
    said = sanitize_text(text).strip()
    if not said or len(said) > LONGEST:
        raise refusal(
            "comment.text",
            N_("A comment must not be empty and has at most {most} characters."),
            most=LONGEST,
        )
    return said


def _refuse_place(record: Record, field: str) -> None:
    if not can_have(record.kind.code):
        raise refusal(
            "comment.kind",
            N_("A submission has no comments: comment on its records."),
            place_of(record),
        )
    if field and field not in fields_of(class_of(record.kind.code)):
        raise refusal(
            "comment.field",
            N_("{name} has no field {field}; its fields are {fields}."),
            place_of(record),
            name=name_of(record),
            field=field,
            fields=", ".join(fields_of(class_of(record.kind.code))),
        )
