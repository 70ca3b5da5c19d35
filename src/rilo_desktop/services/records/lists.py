"""Lists: ordered keys for a question, pages of rows when they are shown, counts for the filters."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rilo_desktop.analysis.deadlines import CLOSED
from rilo_desktop.presentation.references import further_columns, row_title
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import Workflow, class_of, kind_named, record_types
from rilo_desktop.records.dates import last_day
from rilo_desktop.rules.facts import fresh_from, held, is_graded
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import SEPARATOR as SEPARATOR
from rilo_desktop.store import ListedRow, ListQuery, ReadSession, Stored
from rilo_desktop.store import can_order as can_order
from rilo_desktop.store import column_names as column_names
from rilo_desktop.store import filter_names as filter_names

from ..office.finding_helpers import refusal
from ..office.session import Session
from .search_reasons import Reason, reasons


@dataclass(frozen=True, slots=True)
class Query:
    """`filters`: field -> codes ("" empty, "?" not known). `order` "": the list's own order.

    `descending` None: the newest first, and where nothing has a date the first number first.
    """

    kind: str
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    descending: bool | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ListResult:
    """`rows` are keys for `page`; `counts`: field -> code -> records, without its own filter."""

    query: Query
    rows: array[int]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One record in a list. `values`: field -> code or date, "" empty, "?" not known."""

    id: str
    kind: str
    reference: str
    local_ref: str
    title: str
    workflow: str
    tlp: str
    language: str
    revision: str
    number: int
    values: Mapping[str, str]
    why: tuple[Reason, ...] = ()
    """Where the words stand that were searched for, of those that the title does not show."""


def ended(session: Session, kind: str) -> frozenset[str]:
    """Ids of the records of a kind that are over, since this office released what ends them."""
    deadline = record_type(kind).deadline
    found: frozenset[str] = frozenset()
    for other, name in deadline.released if deadline is not None else ():
        with session.reading() as reading:
            found |= reading.waiting.released(other, name, session.office_code)
    return found


def is_late(row: ListItem, today: str, ended: Collection[str] = ()) -> bool:
    """Did its day go by while it is open? The first day counts that its deadline names.

    `ended`: as the function of this name gives them, for a kind whose records another one ends.
    """
    deadline = record_type(row.kind).deadline
    if deadline is None or row.values.get(deadline.status) in CLOSED or row.id in ended:
        return False
    if deadline.released and row.workflow in (Workflow.SUPERSEDED, Workflow.WITHDRAWN):
        return False
    if deadline.ended and row.values.get(deadline.ended):
        return False
    if deadline.binding is not None:
        field, codes = deadline.binding
        if row.values.get(field) not in codes:
            return False
    unsure, field, code = deadline.unsure or ("", "", "")
    counted = [
        name for name in deadline.days if name != unsure or row.values.get(field, "") != code
    ]
    days = (last_day(row.values.get(name, "")) for name in counted)
    day = next((day for day in days if day is not None), None)
    return day is not None and day.isoformat() < today


def find(session: Session, query: Query, counted: bool = True) -> ListResult:
    """Raises Refused for a kind that is not there."""
    question = _question(session, query)
    with session.reading() as reading:
        rows = reading.lists.listed(question)
        counts = reading.lists.facets(question) if counted else {}
    return ListResult(query, rows, counts)


def page(
    session: Session, found: ListResult, first: int, count: int, columns: Sequence[str] = ()
) -> tuple[ListItem, ...]:
    """The rows from `first` on, with the stretch of text where the words were found.

    `values` of a row has these of `column_names` too.
    """
    with session.reading() as reading:
        return _page(session, reading, found, first, count, columns)


def find_with_page(
    session: Session, query: Query, count: int, columns: Sequence[str] = ()
) -> tuple[ListResult, tuple[ListItem, ...]]:
    """What `find` gives without counts, and its first `page`: what a search waits for."""
    with session.reading() as reading:
        found = ListResult(query, reading.lists.listed(_question(session, query)), {})
        return found, _page(session, reading, found, 0, count, columns)


def _page(
    session: Session,
    reading: ReadSession,
    found: ListResult,
    first: int,
    count: int,
    columns: Sequence[str],
) -> tuple[ListItem, ...]:
    """What is known of the network is called as sure as it is today."""
    kind, keys = found.query.kind, found.rows[first : first + count]
    if not is_graded(class_of(kind), "confidence"):
        return rows_of_kind(reading, kind, keys, found.query.words, columns)
    wanted = tuple(dict.fromkeys((*columns, "confidence", "as_of")))
    today = date.fromisoformat(session.today)
    return tuple(
        replace(
            row,
            values={
                **row.values,
                "confidence": held(
                    row.values.get("confidence", ""), row.values.get("as_of"), today
                ),
            },
        )
        for row in rows_of_kind(reading, kind, keys, found.query.words, wanted)
    )


def codes(session: Session, query: Query, name: str) -> Mapping[str, int]:
    """{code: records} of one of `filter_names`; its own filter does not count."""
    if name == "archived":
        query = replace(query, archived=True)
    with session.reading() as reading:
        return reading.lists.codes(_question(session, query), name)


def ids(session: Session, keys: Sequence[int]) -> tuple[str, ...]:
    """Ids of the records with these keys, in their order."""
    with session.reading() as reading:
        return reading.records.ids(keys)


def rows_of(
    reading: ReadSession,
    keys: Sequence[int],
    words: str = "",
    cells: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[ListItem, ...]:
    """`cells`: {key: further `values`}."""
    listed, more = reading.lists.rows(keys), cells or {}
    why = reasons(reading, listed, words) if words.strip() else {}
    return tuple(_row(item, why.get(item.row, ()), more.get(item.row, _NOTHING)) for item in listed)


def rows_of_kind(
    reading: ReadSession, kind: str, keys: Sequence[int], words: str, columns: Sequence[str]
) -> tuple[ListItem, ...]:
    """`columns`: further `values` of this kind."""
    cells = reading.lists.cells(kind, keys, columns) if columns else None
    return rows_of(reading, keys, words, cells)


def titled(
    reading: ReadSession, listed: Sequence[ListedRow], language: str
) -> tuple[ListedRow, ...]:
    """With what names each record in a language as its title; of one kind or mixed."""
    by_kind: dict[str, list[int]] = {}
    for item in listed:
        by_kind.setdefault(item.kind, []).append(item.row)
    cells: dict[int, Mapping[str, str]] = {}
    for kind, keys in by_kind.items():
        if columns := further_columns(kind, language):
            cells.update(reading.lists.cells(kind, keys, columns))
    return tuple(
        replace(
            item,
            title=row_title(
                item.kind, item.title, {**item.values, **cells.get(item.row, {})}, language
            ),
        )
        for item in listed
    )


def count(session: Session, kind: str) -> int:
    with session.reading() as reading:
        return reading.records.count(kind)


def counts(session: Session, kinds: Sequence[str]) -> dict[str, int]:
    """{kind: records of it}."""
    return {kind: count(session, kind) for kind in kinds}


def all_stored(session: Session, query: Query) -> Iterator[Stored]:
    """Every record that answers the query, whole, in its order."""
    with session.reading() as reading:
        yield from reading.records.stored_many(reading.lists.listed(_question(session, query)))


def _question(session: Session, query: Query) -> ListQuery:
    if query.kind not in record_types():
        names = ", ".join(sorted(record_types()))
        raise refusal(
            "lists.kind",
            N_("There is no kind {kind}; the kinds are {names}."),
            kind=query.kind,
            names=names,
        )
    dated = bool(query.order or kind_named(query.kind).dated)
    descending = dated if query.descending is None else query.descending
    return ListQuery(
        query.kind,
        query.words,
        query.filters,
        query.order,
        descending,
        query.archived,
        fresh_from(date.fromisoformat(session.today)).isoformat(),
    )


_NOTHING: Mapping[str, str] = {}


def _row(item: ListedRow, why: tuple[Reason, ...], more: Mapping[str, str]) -> ListItem:
    return ListItem(
        item.id,
        item.kind,
        item.reference,
        item.local_ref,
        item.title,
        item.workflow,
        item.tlp,
        item.language,
        item.revision,
        item.number,
        {**item.values, **more} if more else item.values,
        why,
    )
