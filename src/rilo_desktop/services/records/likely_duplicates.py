"""Records that the one being written is likely a second report of: what speaks for it, and merging.

Nothing is joined by this: an officer decides. "Not a duplicate" is remembered for the office.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.files import from_json
from rilo_desktop.folding import fold
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import Record, fields_of
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession
from rilo_desktop.store.duplicate_queries import rows_in_days, rows_with_amounts
from rilo_desktop.store.projection import origin

from ..office import actions, preferences
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import record_comments
from .bulk import FIXED
from .changes import Changes, changes_of
from .import_duplicates import Compared, compared
from .import_row_questions import additions, joined, note_of
from .record import as_draft, check_writable, refuse_kept, stored_in
from .text_similarity import stems

DAYS = 3
"""Further apart, two days are not the same one."""
MONTH = 31
ENOUGH = 5
"""Points from which on two records are shown as likely one."""
MOST_READ, MOST_SHOWN = 200, 3
NAME = "duplicates.not"
MOST_KEPT = 2_000
"""Pairs that are remembered; the oldest are forgotten first."""
OF_OTHERS = N_("{name} came from another office: a record is merged into one of ours only.")
SAME_RECORD = N_("{name} cannot be merged into itself or into a record of another type.")
FINISHED = N_("{name} is superseded or withdrawn: nothing is merged into it.")


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """`reasons`: paths of the fields that agree, "goods.quantity" in lines. `own`: of this office,
    so that one may be merged into it."""

    id: str
    reference: str
    number: str
    title: str
    workflow: str
    own: bool
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Traits:
    first: date | None
    last: date | None
    country: str
    place: str
    goods: frozenset[str]
    amounts: frozenset[Decimal]


def likely(session: Session, record: Record, language: str = "") -> tuple[LikelyDuplicate, ...]:
    """The likeliest first; none of a record type without date, country and goods.

    `language`: of the titles, where a record has one in it.
    """
    session.permit(Task.READ)
    fields = compared(record.kind.code)
    if fields is None:
        return ()
    traits = _traits(vars(record), fields)
    with session.reading() as reading:
        known = _kept(reading)
        found = []
        for other in _candidates(reading, record, fields, traits):
            if other.id == record.id or _pair(record.id, other.id) in known:
                continue
            likely = _judged(record, traits, other, fields, session.office_code, language)
            if likely is not None:
                found.append(likely)
    return tuple(sorted(found, key=lambda one: (-one.score, one.reference))[:MOST_SHOWN])


def not_a_duplicate(session: Session, record_id: str, other_id: str) -> None:
    """Remember that two records are two; the log says so. Raises Refused for a role."""
    session.permit(Task.WRITE)
    with session.unit(actions.NOT_DUPLICATES) as unit:
        stored_in(unit.reading, other_id)
        pair = _pair(record_id, other_id)
        kept = [*(one for one in _kept(unit.reading) if one != pair), pair][-MOST_KEPT:]
        preferences.keep_in(unit, NAME, json.dumps([list(one) for one in kept]))
        unit.note(pair=list(pair))


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


# --- what is compared


def _candidates(
    reading: ReadSession, record: Record, fields: Compared, traits: _Traits
) -> Iterator[Record]:
    """Those of the same days and country, of the same quantity, and of the same number."""
    kind = record.kind.code
    keys: list[int] = []
    if traits.first is not None and traits.last is not None and _is_short(traits):
        days = traits.first - timedelta(DAYS), traits.last + timedelta(DAYS)
        columns = fields.day, fields.country
        keys += rows_in_days(reading, kind, columns, days, traits.country, MOST_READ)
    if traits.amounts:
        amounts = {float(amount) for amount in traits.amounts}
        keys += rows_with_amounts(reading, kind, fields.lines, fields.amount, amounts, MOST_READ)
    for stored in reading.records.stored_many([*dict.fromkeys(keys)][:MOST_READ]):
        yield stored.record
    if record.local_ref:
        same = reading.records.by_own_number(kind, record.local_ref, record.reference)
        stored_same = reading.records.stored(same) if same else None
        if stored_same is not None:
            yield stored_same.record


def _judged(
    record: Record, traits: _Traits, other: Record, fields: Compared, office: str, language: str
) -> LikelyDuplicate | None:
    theirs = _traits(vars(other), fields)
    reasons, score = [], 0
    key = own_key(record.local_ref)
    for path, points, agrees in (
        ("local_ref", ENOUGH, bool(key) and key == own_key(other.local_ref)),
        (fields.day, 2, _same_days(traits, theirs)),
        (fields.country, 1, bool(traits.country) and traits.country == theirs.country),
        (fields.place, 2, bool(traits.place) and traits.place == theirs.place),
        (f"{fields.lines}.{fields.goods}", 2, bool(traits.goods & theirs.goods)),
        (f"{fields.lines}.{fields.amount}", 3, bool(traits.amounts & theirs.amounts)),
    ):
        if agrees:
            reasons.append(path)
            score += points
    if score < ENOUGH:
        return None
    return LikelyDuplicate(
        other.id,
        other.reference,
        other.local_ref or "",
        title_in(other, language),
        other.workflow,
        origin(other.reference) == office and other.workflow not in FIXED,
        tuple(reasons),
        score,
    )


def _same_days(one: _Traits, other: _Traits) -> bool:
    """Not further apart than days of one detection are; a year alone says nothing."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    apart = timedelta(DAYS)
    near = one.first - apart <= other.last and other.first - apart <= one.last
    return near and _is_short(one) and _is_short(other)


def _is_short(traits: _Traits) -> bool:
    """Is it a day or a month?"""
    if traits.first is None or traits.last is None:
        return False
    return (traits.last - traits.first).days <= MONTH


def _traits(values: Mapping[str, Any], fields: Compared) -> _Traits:
    day, country = values.get(fields.day), values.get(fields.country)
    place = values.get(fields.place) if fields.place else None
    lines = values.get(fields.lines) or ()
    texts = (getattr(line, fields.goods) for line in lines)
    amounts = (getattr(line, fields.amount) for line in lines)
    day = day if isinstance(day, str) else ""
    return _Traits(
        first_day(day),
        last_day(day),
        country if isinstance(country, str) else "",
        fold(place).strip() if isinstance(place, str) else "",
        frozenset(stem for text in texts if isinstance(text, str) for stem in stems(text)),
        frozenset(amount for amount in amounts if isinstance(amount, Decimal) and amount > 1),
    )


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _kept(reading: ReadSession) -> Sequence[tuple[str, str]]:
    text = reading.office.preference("", NAME)
    try:
        return [(str(one), str(other)) for one, other in from_json(text)] if text else []
    except (ValueError, TypeError):
        return []  # of a newer program
