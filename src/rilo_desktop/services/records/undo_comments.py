"""The part of undo that is about comments on records: they go back to where they were before."""

from __future__ import annotations

from rilo_desktop.rules.findings import N_
from rilo_desktop.store import UnitOfWork
from rilo_desktop.store.log import LogEntry
from rilo_desktop.store.record_comments import TAKEN_BACK, Move, Place, moves_in

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from .changes import Changes
from .record import stored_in


def records(entry: LogEntry) -> tuple[str, ...]:
    """Ids of the records whose comments it wrote or moved."""
    places = (move.after or move.before for move in moves_in(entry))
    return tuple(dict.fromkeys(place[1] for place in places if place is not None))


def take_back(unit: UnitOfWork, entry: LogEntry) -> Changes | None:
    """Give the comments of an operation the places that they had; None where it also wrote records.

    One that was written is taken back: it stays in the store and is shown nowhere. Raises Refused
    where a comment was answered or changed since. What came along with a record that was merged
    goes back to it, with what was said and done meanwhile.
    """
    moves = moves_in(entry)
    if not moves:
        return None
    whole = not entry.revisions
    places: dict[str, Place] = {}
    for move in moves:
        now = unit.reading.comments.get(move.id)
        if now is None:  # purged since
            if whole:
                raise _changed(unit, move)
            continue
        if whole:
            if now.place != move.after or _is_answered(unit, entry, move):
                raise _changed(unit, move)
            places[move.id] = move.before or (TAKEN_BACK, now.record)
        elif move.before is not None and move.after is not None and now.record == move.after[1]:
            places[move.id] = (now.state, move.before[1])
            places |= _later_answers(unit, move, places[move.id][1])
    unit.put_comments(places)
    if not whole:
        return None
    (first, *_) = records(entry)
    record = stored_in(unit.reading, first).record
    unit.note(record=record.id, reference=name_of(record))
    action = actions.REDO if entry.action == actions.UNDO else actions.UNDO
    kinds = frozenset({record.kind.code})
    title = record.title_text
    return Changes(unit.operation, action, (record.id,), kinds, title=title, of_comment=True)


def _later_answers(unit: UnitOfWork, move: Move, record: str) -> dict[str, Place]:
    """What was answered after the merge belongs to the comment, wherever it goes."""
    return {one.id: (one.state, record) for one in unit.reading.comments.answers_to(move.id)}


def _is_answered(unit: UnitOfWork, entry: LogEntry, move: Move) -> bool:
    """Would an answer be left without the comment that it answers?"""
    if move.before is not None:
        return False
    named = {one.id for one in moves_in(entry)}
    answers = unit.reading.comments.answers_to(move.id)
    return any(one.id not in named and one.state != TAKEN_BACK for one in answers)


def _changed(unit: UnitOfWork, move: Move) -> Exception:
    place = move.after or move.before
    assert place is not None
    record = stored_in(unit.reading, place[1]).record
    return refusal(
        "undo.comment",
        N_("{name}: the comment was answered or changed since; it stays as it is."),
        place_of(record),
        name=name_of(record),
    )
