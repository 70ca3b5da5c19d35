"""Ranks of key issues: one for an issue in a year, and one issue at each rank of a year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from rilo_desktop.records.field_specs import fields_of

from .findings import N_, Finding, Nature, Severity
from .record_parts import RecordPart, parts_of

Ranks = Mapping[tuple[int, int], Collection[str]]
"""{(year, rank): ids of the records that have it}."""

SAME_YEAR = N_("{field} {year} has two ranks: keep one of them.")
SAME_RANK = N_("Another key issue has rank {rank} in {year}: give one of the two another rank.")


def findings(part: RecordPart, taken: Ranks) -> list[Finding]:
    """About one line of a rank; `taken` are the ranks of all records of the store."""
    if not _is_rank(part.cls):
        return []
    year, rank = part.thing.year, part.thing.rank
    if type(year) is not int:
        return []
    found = []
    earlier = (one.thing for one in parts_of(part.record) if one.cls is part.cls)
    for line in earlier:
        if line is part.thing:
            break
        if line.year == year:
            found.append(_blocks(part, "year", "ranks.same_year", SAME_YEAR, year=year))
            break
    if type(rank) is int and set(taken.get((year, rank), ())) - {part.record.id}:
        found.append(_blocks(part, "rank", "ranks.same_rank", SAME_RANK, year=year, rank=rank))
    return found


@cache
def _is_rank(cls: type) -> bool:
    return {"year", "rank"} <= set(fields_of(cls))


def _blocks(part: RecordPart, field: str, rule: str, message: str, **values: int) -> Finding:
    said = {name: str(value) for name, value in values.items()}
    return part.find(field, rule, Severity.BLOCKS, Nature.STRUCTURE, message, **said)
