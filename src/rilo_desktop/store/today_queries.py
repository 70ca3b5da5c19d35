"""What waits for somebody: the SQL behind the page Today. Every question has a limit."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records import kind_named

REVIEWED_NO_MORE = ("superseded", "withdrawn")

# CROSS JOIN: from the few operations to their records, never through all revisions.
_MOVED = """
SELECT record.row, log.time, log.officer, log.detail
FROM log
CROSS JOIN revision ON revision.operation = log.seq
CROSS JOIN record ON record.id = revision.record AND record.revision = revision.id
WHERE log.action {actions} AND (? = '' OR log.officer = ?)
  AND record.workflow = ? AND record.archived = 0
ORDER BY log.seq DESC LIMIT ?
"""
_WRITTEN = """
SELECT record.row
FROM log
CROSS JOIN revision ON revision.operation = log.seq AND revision.number = 1
CROSS JOIN record ON record.id = revision.record
WHERE log.action NOT IN ({actions}) AND record.kind = ? AND record.archived = 0
ORDER BY log.seq DESC LIMIT ?
"""
_IN_REVIEW = """
SELECT record.row, revision.time, revision.author, ''
FROM record CROSS JOIN revision ON revision.id = record.revision
WHERE record.workflow = 'in_review' AND record.archived = 0
ORDER BY revision.seq LIMIT ?
"""
_TO_REVIEW = """
SELECT row, review_date FROM record
WHERE review_date BETWEEN ? AND ? AND archived = 0 AND workflow NOT IN (?, ?)
ORDER BY review_date, reference LIMIT ?
"""
_DUE = """
SELECT owner, CASE length(day)
  WHEN 4 THEN day || '-12-31' WHEN 7 THEN date(day || '-01', '+1 month', '-1 day') ELSE day
  END AS last
FROM (
  SELECT owner, {day} AS day FROM {table}
  WHERE {open}
) CROSS JOIN record ON record.row = owner
WHERE last BETWEEN ? AND ? AND record.archived = 0{awaited}
ORDER BY last, reference LIMIT ?
"""
"""A partial date is due on its last day: 2026-11 on 30 November."""
_RELEASED = """
SELECT {field} FROM {table} CROSS JOIN record ON record.row = owner
WHERE record.origin = ? AND record.workflow IN ('released', 'superseded') AND {field} IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """A record at the operation that brought it where it stands; `row` is its key of `record`."""

    row: int
    at: str
    officer: str
    reason: str
    office: str = ""
    """Code of the office that decided, where it was another one."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Fields of a kind: the first of `days` that is given counts; `status` holds none of the codes
    `closed` while a record is open."""

    kind: str
    days: Sequence[str]
    status: str = ""
    """"": no field says that it is closed."""
    closed: Sequence[str] = ()
    unsure: tuple[str, str, str] | None = None
    """(day, field, code): this day does not count while that field has the code."""
    ended: str = ""
    """A field that is given once nobody waits any more."""
    binding: tuple[str, tuple[str, ...]] | None = None
    """(field, codes): the day counts only where that field has one of these codes."""
    released: tuple[tuple[str, str], ...] = ()
    """(kind, field): a released record of that kind ends the record whose id its field has."""
    office: str = ""
    """That released them."""


class TodayQueries:
    """An attribute of `Reading`."""

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run

    def in_review(self, limit: int) -> tuple[Moved, ...]:
        """Whatever its kind; what has waited longest comes first."""
        return _moved(self._run(_IN_REVIEW, (limit,)))

    def brought(self, actions: Collection[str], workflow: str, limit: int) -> tuple[Moved, ...]:
        """Records that one of these operations brought into this state; the newest first."""
        sql = _MOVED.format(actions=f"IN ({_marks(actions)})")
        return _moved(self._run(sql, (*actions, "", "", workflow, limit)))

    def drafts(self, officer: str, but_not: Collection[str], limit: int) -> tuple[Moved, ...]:
        """Drafts that this officer wrote last, by another operation than these; newest first."""
        sql = _MOVED.format(actions=f"NOT IN ({_marks(but_not)})")
        return _moved(self._run(sql, (*but_not, officer, officer, "draft", limit)))

    def written_here(self, kind: str, but_not: Collection[str], limit: int) -> tuple[int, ...]:
        """Keys of the records of a kind that began by another operation than these; the newest
        first."""
        sql = _WRITTEN.format(actions=_marks(but_not))
        return tuple(int(row) for (row,) in self._run(sql, (*but_not, kind, limit)))

    def to_review(self, first: str, last: str, limit: int) -> tuple[tuple[int, str], ...]:
        """(key of `record`, review date) between two days, the earliest first."""
        return _dated(self._run(_TO_REVIEW, (first, last, *REVIEWED_NO_MORE, limit)))

    def due(
        self, deadline: Deadline, first: str, last: str, limit: int
    ) -> tuple[tuple[int, str], ...]:
        """(key of `record`, day it is due) of open records due between two days."""
        closed = deadline.closed if deadline.status else ()
        day, field, code = deadline.unsure or ("", "", "")
        days = [
            f"CASE WHEN {field} IS NOT '{code}' THEN {one} END" if one == day else one
            for one in deadline.days
        ]
        is_open = ["1"]
        if deadline.status:
            is_open.append(f"coalesce({deadline.status}, '') NOT IN ({_marks(closed)})")
        if deadline.ended:
            is_open.append(f"{deadline.ended} IS NULL")
        basis, binding = deadline.binding or ("", ())
        if basis:
            is_open.append(f"{basis} IN ({_marks(binding)})")
        awaited = [f"record.id NOT IN ({_released_sql(*one)})" for one in deadline.released]
        if awaited:
            awaited.append("record.workflow NOT IN ('superseded', 'withdrawn')")
        sql = _DUE.format(
            day=f"coalesce({', '.join(days)})" if len(days) > 1 else days[0],
            table=kind_named(deadline.kind).table,
            open=" AND ".join(is_open),
            awaited="".join(f" AND {one}" for one in awaited),
        )
        offices = (deadline.office,) * len(deadline.released)
        return _dated(self._run(sql, (*closed, *binding, first, last, *offices, limit)))

    def released(self, kind: str, field: str, office: str) -> frozenset[str]:
        """What the released records of a kind, of this office, have in a field; "id": their own."""
        return frozenset(str(one) for (one,) in self._run(_released_sql(kind, field), (office,)))


def _released_sql(kind: str, field: str) -> str:
    return _RELEASED.format(field=field, table=kind_named(kind).table)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values))


def _dated(rows: Any) -> tuple[tuple[int, str], ...]:
    return tuple((int(row), str(day)) for row, day in rows)


def _moved(rows: Any) -> tuple[Moved, ...]:
    return tuple(
        Moved(int(row), str(at), str(officer), *_said(detail)) for row, at, officer, detail in rows
    )


def _said(detail: str) -> tuple[str, str]:
    """Reason and office, as the entry of the log says them."""
    said = json.loads(detail) if detail else {}
    return str(said.get("reason", "")), str(said.get("office", ""))
