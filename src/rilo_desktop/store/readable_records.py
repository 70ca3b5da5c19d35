"""Records that can be read, where some cannot: their content was broken or written by nobody."""

from __future__ import annotations

from collections.abc import Sequence

from .queries import ReadSession
from .record_queries import Stored

BROKEN = (ValueError, TypeError, KeyError, AttributeError)
"""What the content of a revision raises that no program of ours wrote, and a purged one."""


def readable(reading: ReadSession, rows: Sequence[int]) -> tuple[list[Stored], list[str]]:
    """The newest states behind these keys of `record`, and references of what is none."""
    try:
        return list(reading.records.stored_many(rows)), []
    except BROKEN:
        pass
    whole: list[Stored] = []
    broken: list[str] = []
    for row in rows:
        try:
            whole += reading.records.stored_many([row])
        except BROKEN:
            broken += [str(name) for (name,) in reading.run(_REFERENCE, (row,))]
    return whole, broken


_REFERENCE = "SELECT reference FROM record WHERE row = ?"
