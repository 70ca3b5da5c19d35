"""Cases for an indicator or an activity: those that have its words."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from weakref import WeakKeyDictionary

from rilo_desktop.presentation.references import further_columns, row_title
from rilo_desktop.records import Activity, CaseStudy, Record, RiskIndicator
from rilo_desktop.store import ReadSession

from ..office.session import Session
from .evidence import bar_of_case, bar_of_new
from .lists import ListItem, Query, find, page, rows_of_kind
from .suggestion_types import (
    CASE,
    MOST_OTHERS,
    MOST_SUGGESTED,
    MOST_WORDS,
    TITLE,
    Because,
    Reason,
    Suggestion,
    Suggestions,
)
from .text_similarity import stems

Likely = tuple[ListItem, tuple[Reason, ...]]
"""A case, and why it is likely."""
ASKED_WORDS, ENOUGH = 12, 200
"""Words of an indicator that cases are searched for, and cases looked at for each."""


@dataclass(slots=True)
class _Known:
    """What was read of the cases after one operation: typing asks several times a second."""

    operation: int
    linked: dict[str, array[int]] = field(default_factory=dict)
    found: dict[str, array[int]] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Session, _Known] = WeakKeyDictionary()


def _known(session: Session, reading: ReadSession) -> _Known:
    operation = reading.log.last
    known = _KNOWN.get(session)
    if known is None or known.operation != operation:
        known = _KNOWN[session] = _Known(operation)
    return known


def cases_for(
    session: Session, indicator: RiskIndicator, words: str, language: str = ""
) -> Suggestions:
    """The link stands in the cases, under the number that the store has for the indicator."""
    columns = further_columns(CASE, language)
    with session.reading() as reading:
        stored = reading.records.stored(indicator.id)
        number = stored.record.local_ref or "" if stored is not None else ""
        barred = bar_of_new(number)
        known = _known(session, reading)
        if number and number not in known.linked:
            known.linked[number] = reading.records.with_line(
                CASE, "indicators", "indicator", number
            )
        keys = known.linked[number] if number else array("q")
        observed = {
            s.record.id: _weight(s.record, number)
            for s in reading.records.stored_many(sorted(keys, reverse=True)[:MOST_OTHERS])
        }
        shown = sorted(keys, reverse=True)[:MOST_OTHERS]
        linked = rows_of_kind(reading, CASE, shown, "", columns)

    def offer(row: ListItem, reasons: tuple[Reason, ...] = ()) -> Suggestion:
        return Suggestion(
            row.id,
            row.id,
            row.reference or row.local_ref,
            row_title(CASE, row.title, row.values, language),
            row.values.get("commodity", ""),
            row.workflow,
            picked=row.id in observed,
            weight=observed.get(row.id, ""),
            reasons=reasons,
            barred=barred or bar_of_case(row.workflow),
        )

    picked = tuple(offer(row) for row in linked)
    if words:
        found = find(session, Query(CASE, words), counted=False)
        rows = page(session, found, 0, MOST_OTHERS, columns)
        more = len(found.rows) - len(rows)
        return Suggestions(
            words, picked, (), tuple(offer(row) for row in rows), more, barred, len(keys)
        )
    likely = _likely_cases(session, indicator, ("title", "statement"), set(keys), columns)
    suggested = tuple(offer(row, reasons) for row, reasons in likely)
    return Suggestions(words, picked, suggested, barred=barred, linked=len(keys))


def cases_for_activity(
    session: Session, activity: Activity, words: str, language: str = ""
) -> Suggestions:
    """What the office knows of it already; the links stand on the form of the activity."""
    columns = further_columns(CASE, language)
    ids = [line.case for line in activity.cases if isinstance(line.case, str)]

    def offer(row: ListItem, reasons: tuple[Reason, ...] = ()) -> Suggestion:
        return Suggestion(
            row.id,
            row.id,
            row.reference or row.local_ref,
            row_title(CASE, row.title, row.values, language),
            row.values.get("commodity", ""),
            row.workflow,
            picked=row.id in ids,
            reasons=reasons,
        )

    with session.reading() as reading:
        keys = reading.records.rows_of_ids(ids)
        rows = {row.id: row for row in rows_of_kind(reading, CASE, keys, "", columns)}
    picked = tuple(
        offer(rows[one]) if one in rows else Suggestion(one, "", one, "", picked=True)
        for one in ids
    )
    if words:
        found = find(session, Query(CASE, words), counted=False)
        listed = page(session, found, 0, MOST_OTHERS, columns)
        others = tuple(offer(row) for row in listed)
        return Suggestions(words, picked, (), others, len(found.rows) - len(listed))
    likely = _likely_cases(session, activity, ("title", "summary"), keys, columns)
    return Suggestions(words, picked, tuple(offer(row, reasons) for row, reasons in likely))


def _weight(case: Record, number: str) -> str:
    assert isinstance(case, CaseStudy)
    found = (s.strength for s in case.indicators if s.indicator == number)
    return next((weight for weight in found if isinstance(weight, str)), "")


def _likely_cases(
    session: Session,
    record: Record,
    names: Sequence[str],
    linked: Collection[int],
    columns: Sequence[str],
) -> tuple[Likely, ...]:
    """Cases that have at least two words of these fields; a rare word says more."""
    words = _own_words(record, names)
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[tuple[str, str]]] = {}
    with session.reading() as reading:
        known = _known(session, reading)
        for stem, (name, written) in words[:ASKED_WORDS]:
            if stem not in known.found:
                known.found[stem] = reading.lists.search(stem, ENOUGH)
            keys = known.found[stem]
            for key in keys:
                scores[key] += log1p(ENOUGH / len(keys)) * (TITLE if name == "title" else 1)
                shared.setdefault(key, []).append((name, written))
        best = sorted((k for k in scores if len(shared[k]) > 1), key=lambda k: -scores[k])
        return _likely(reading, [key for key in best if key not in linked], shared, columns)


def _own_words(record: Record, names: Sequence[str]) -> list[tuple[str, tuple[str, str]]]:
    found: dict[str, tuple[str, str]] = {}
    for name in names:
        value = getattr(record, name)
        for stem, written in stems(value if isinstance(value, str) else "").items():
            found.setdefault(stem, (name, written))
    return list(found.items())


def _likely(
    reading: ReadSession,
    keys: Sequence[int],
    shared: Mapping[int, Sequence[tuple[str, str]]],
    columns: Sequence[str],
) -> tuple[Likely, ...]:
    kinds = reading.records.kinds_of(keys) if keys else {}
    cases = [key for key in keys if kinds[key] == CASE][:MOST_SUGGESTED]
    rows = rows_of_kind(reading, CASE, cases, "", columns)
    return tuple((row, _reasons(shared[key])) for key, row in zip(cases, rows, strict=True))


def _reasons(shared: Sequence[tuple[str, str]]) -> tuple[Reason, ...]:
    fields = dict.fromkeys(name for name, _ in shared)
    return tuple(
        Reason(Because.WORDS, name, tuple(w for n, w in shared if n == name)[:MOST_WORDS])
        for name in fields
    )
