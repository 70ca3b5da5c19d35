"""Records that the one being written is likely a second report of: what speaks for it, and merging.

Nothing is joined by this: an officer decides. "Not a duplicate" is remembered for the office.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.exchange.mapped_sheets.building import note_of
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import Record, fields_of
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession
from rilo_desktop.store.projection import origin

from ..office import actions, preferences
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import record_comments
from .bulk import FIXED
from .changes import Changes, changes_of
from .duplicates import (
    APART,
    Likeness,
    compared,
    kept_apart,
    likeness,
    pair,
    rows_like,
    traits_of,
)
from .import_row_questions import additions, joined
from .record import as_draft, check_writable, refuse_kept, stored_in

MOST_SHOWN = 3
MOST_KEPT = 2_000
"""Pairs that are remembered; the oldest are forgotten first."""
OF_OTHERS = N_("{name} came from another office: a record is merged into one of ours only.")
SAME_RECORD = N_("{name} cannot be merged into itself or into a record of another type.")
FINISHED = N_("{name} is superseded or withdrawn: nothing is merged into it.")


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """`own`: of this office, so that one may be merged into it."""

    id: str
    reference: str
    number: str
    title: str
    workflow: str
    own: bool
    likeness: Likeness


def likely(session: Session, record: Record, language: str = "") -> tuple[LikelyDuplicate, ...]:
    """The likeliest first; none of a record type without date, country and goods.

    `language`: of the titles, where a record has one in it.
    """
    session.permit(Task.READ)
    fields = compared(record.kind.code)
    if fields is None:
        return ()
    traits = traits_of(record, fields, session.office_code)
    with session.reading() as reading:
        known, found = kept_apart(reading), {}
        keys = rows_like(reading, record.kind.code, fields, traits)
        others = [stored.record for stored in reading.records.stored_many(keys)]
        for other in (*others, *_of_same_number(reading, record)):
            if other.id != record.id and pair(record.id, other.id) not in known:
                like = likeness(traits, traits_of(other, fields, ""), fields)
                if like is not None:
                    found[other.id] = _shown(other, like, session.office_code, language)
    ordered = sorted(found.values(), key=lambda one: (-one.likeness.score, one.reference))
    return tuple(ordered[:MOST_SHOWN])


def _of_same_number(reading: ReadSession, record: Record) -> Iterator[Record]:
    if record.local_ref:
        kind = record.kind.code
        same = reading.records.by_own_number(kind, record.local_ref, record.reference)
        stored = reading.records.stored(same) if same else None
        if stored is not None:
            yield stored.record


def _shown(other: Record, like: Likeness, office: str, language: str) -> LikelyDuplicate:
    return LikelyDuplicate(
        other.id,
        other.reference,
        other.local_ref or "",
        title_in(other, language),
        other.workflow,
        origin(other.reference) == office and other.workflow not in FIXED,
        like,
    )


def not_a_duplicate(session: Session, record_id: str, other_id: str) -> None:
    """Remember that two records are two; the log says so. Raises Refused for a role."""
    session.permit(Task.WRITE)
    with session.unit(actions.NOT_DUPLICATES) as unit:
        stored_in(unit.reading, other_id)
        two = pair(record_id, other_id)
        kept = [*(one for one in kept_apart(unit.reading) if one != two), two][-MOST_KEPT:]
        preferences.keep_in(unit, APART, json.dumps([list(one) for one in kept]))
        unit.note(pair=list(two))


def merge(session: Session, record: Record, base: str, into: str) -> Changes:
    """Put what a record says into another one, which keeps what it says; one operation.

    Both numbers stay: that of `record` in the office's note of the other. A record that was saved
    (`base`, its revision) is archived, with the other's number in its own note. Raises Refused.
    """
    session.permit(Task.WRITE)
    refuse_kept(record.kind.code, record)
    with session.unit(actions.MERGED) as unit:
        stored = stored_in(unit.reading, into)
        other = stored.record
        if other.id == record.id or other.kind.code != record.kind.code:
            raise refusal("merge.same", SAME_RECORD, place_of(other), name=name_of(other))
        if origin(other.reference) != session.office_code:
            raise refusal("merge.others", OF_OTHERS, place_of(other), name=name_of(other))
        if other.workflow in FIXED:
            raise refusal("merge.finished", FINISHED, place_of(other), name=name_of(other))
        number = " · ".join(filter(None, (record.reference, record.local_ref)))
        values = {name: getattr(record, name) for name in fields_of(type(record))}
        for name in ("local_ref", "archived", "language", "office_code"):
            values.pop(name, None)
        said = f"= {number}" if number else ""
        more = additions(record.kind.code, values, vars(other), said)
        after = replace(other, **more)
        written: list[Record] = [] if same_content(other, after) else [as_draft(after)]
        if base:
            before = unit.reading.records.stored(record.id)
            check_writable(unit.reading, before, record, base)
            written.append(as_draft(_put_away(record, name_of(other))))
        if not written:
            unit.abandon()
            return Changes(same=1)
        unit.note(records=len(written), into=name_of(other))
        unit.write(written)
        record_comments.follow(unit, record.id, other.id)
        return changes_of(unit, actions.MERGED)


def _put_away(record: Record, number: str) -> Record:
    note = note_of(record.kind.code)
    words: dict[str, Any] = {note: joined(getattr(record, note), f"= {number}")} if note else {}
    return replace(record, archived=True, **words)
