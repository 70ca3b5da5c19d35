"""Records that were kept long enough: the SQL behind rules of retention."""

from __future__ import annotations

from .purging import PURGED
from .queries import ReadSession

RECORDED, CHANGED = "recorded", "changed"
_TIME = {
    RECORDED: "(SELECT first.time FROM revision AS first WHERE first.record = record.id "
    "ORDER BY first.seq LIMIT 1)",
    CHANGED: "head.time",
}


def until(
    reading: ReadSession, kind: str, since: str, last: str, limit: int
) -> tuple[tuple[str, str], ...]:
    """(id, time) of records of a kind recorded or last changed up to this time, oldest first.

    `since`: RECORDED or CHANGED. What was purged already is left out.
    """
    time = _TIME[since]
    rows = reading.run(
        f"SELECT record.id, {time} AS since FROM record "
        "JOIN revision AS head ON head.id = record.revision "
        "JOIN log ON log.seq = head.operation "
        f"WHERE record.kind = ? AND log.action <> ? AND {time} <= ? ORDER BY since LIMIT ?",
        (kind, PURGED, last, limit),
    )
    return tuple((str(row[0]), str(row[1])) for row in rows)
