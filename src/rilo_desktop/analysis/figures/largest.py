"""When one of several counts may be called the largest."""

from __future__ import annotations

from collections.abc import Mapping

UNKNOWN = ""
"""Key of what is not known."""


def largest(counts: Mapping[str, int]) -> tuple[str, int, int] | None:
    """(key, its count, all that are known); None where that would not be true of the rows: two
    have the same count, or as many are not known as it has."""
    known = sorted((value, key) for key, value in counts.items() if key != UNKNOWN)
    if not known:
        return None
    count, key = known[-1]
    is_tied = len(known) > 1 and known[-2][0] == count
    if is_tied or count <= counts.get(UNKNOWN, 0):
        return None
    return key, count, sum(value for value, _ in known)
