"""Figures and pictures of the cases and actions that a query selects.

The columns that are counted are read once and kept until something is written: 100,000 cases are
then narrowed and counted anew without a look at the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

from rilo_desktop.analysis.case_columns import CaseColumns, case_columns, selected
from rilo_desktop.analysis.dashboard import COLUMNS, case_board, offered
from rilo_desktop.analysis.messages import Words, words_of
from rilo_desktop.analysis.plan_picture import plan_picture
from rilo_desktop.analysis.results import Dashboard, Filters, Offered
from rilo_desktop.records import ActionItem, CaseStudy, Office
from rilo_desktop.store import ListQuery, ReadSession
from rilo_desktop.store.column_arrays import keys_with, line_columns, record_columns

from ..office.session import Session
from .lists import Query, all_stored

CASE = CaseStudy.kind.code
PLAN_FILTERS: Mapping[str, str] = {
    "due.year": "",
    "progress": "action_status",
    "origin_type": "action_origin",
    "priority": "priority",
}
"""Columns that narrow the timeline -> the code list of their labels."""


@dataclass(frozen=True, slots=True)
class _Held:
    """`operation`: the newest entry of the log when they were read."""

    operation: int
    columns: CaseColumns
    offices: Mapping[str, Mapping[str, str]]


_HELD: WeakKeyDictionary[Session, _Held] = WeakKeyDictionary()


def cases(
    session: Session, query: Query, language: str, marked: Filters | None = None
) -> Dashboard:
    """The pictures of the case studies that the query selects, with words in this language.

    `marked`: how many of each figure these filters leave is drawn and said too. Filters may name
    derived columns, as those of the rows behind the pictures do.
    """
    held = _held(session)
    mask = selected(held.columns, query.filters, _found(session, query.words))
    part = None
    if marked:
        both = selected(held.columns, marked)
        part = bytearray(a & b for a, b in zip(mask, both, strict=True))
    return case_board(held.columns, mask, part, _words(held, language))


def plan(session: Session, query: Query, language: str) -> Dashboard:
    """The timeline of the action items that the query selects."""
    stored = all_stored(session, replace(query, kind=ActionItem.kind.code))
    items = [one.record for one in stored if isinstance(one.record, ActionItem)]
    words = words_of(language)
    picture = plan_picture(items, date.fromisoformat(session.today), words)
    pictures = (picture,) if items else ()
    summary = words.items(len(items))
    offered = _plan_offered(session, words)
    return Dashboard(ActionItem.kind.code, len(items), summary, pictures, offered)


def _plan_offered(session: Session, words: Words) -> Mapping[str, tuple[Offered, ...]]:
    question = ListQuery(ActionItem.kind.code)
    with session.reading() as reading:
        counts = {name: reading.lists.codes(question, name) for name in PLAN_FILTERS}
    return {
        name: offered(counts[name], list_name, words) for name, list_name in PLAN_FILTERS.items()
    }


def _held(session: Session) -> _Held:
    with session.reading() as reading:
        operation = reading.log.last
        held = _HELD.get(session)
        if held is None or held.operation != operation:
            held = _HELD[session] = _Held(operation, _columns(reading), _offices(reading))
    return held


def _columns(reading: ReadSession) -> CaseColumns:
    return case_columns(
        COLUMNS,
        record_columns(reading, CASE, COLUMNS),
        line_columns(reading, CASE, "route", ("role", "country")),
        line_columns(
            reading, CASE, "goods", ("category", "unit", "quantity", "quantity_approx", "hs")
        ),
    )


def _found(session: Session, words: str) -> frozenset[int] | None:
    """Keys of the cases with these words; None where nothing is searched."""
    if not words.strip():
        return None
    with session.reading() as reading:
        return keys_with(reading, CASE, words)


def _offices(reading: ReadSession) -> Mapping[str, Mapping[str, str]]:
    """Code -> language -> name."""
    found = {}
    for stored in reading.records.all_of(Office.kind.code, archived=True):
        office = stored.record
        if isinstance(office, Office) and office.local_ref:
            found[office.local_ref] = dict(office.name)
    return found


def _words(held: _Held, language: str) -> Words:
    names = {
        code: by_language.get(language) or by_language.get("en") or code
        for code, by_language in held.offices.items()
    }
    return words_of(language, names)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
