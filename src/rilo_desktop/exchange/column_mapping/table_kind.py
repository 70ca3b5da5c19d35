"""What a table holds: cases, counts, action items ... or none of what this program keeps.

Its headings say it, and what stands below them has to confirm it. Fields that every record has,
such as a number or a language, say nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from rilo_desktop.records.field_specs import FieldType, RequiredFor, kind_named, sheet_kinds

from .headings import USUAL
from .matching import PART, ColumnHeading, headings_of, matches
from .recognition import ENOUGH, LITTLE, ColumnHead, Reads, common_fields
from .targets import LINE_NUMBER, Target, targets_of

NONE = "none"
"""Answer, and kind in a mapping: the table holds none of what this program keeps."""
FEWEST, MANY, MOST = 2, 3, 6
"""Fields that a table must have of a record type to hold it; to hold it beyond doubt; and to do so
although it says of something that happened no day.
"""
SHARE = 3
"""Of a table of more columns than this for each of the fewest fields more must be known."""
AHEAD = 1.2
"""So much more must speak for a record type than for the next one."""
MOST_LIKELY = 4


@dataclass(frozen=True, slots=True)
class TableKind:
    """`kind` is the likeliest record type, "" for none; `likely` are all that it may hold."""

    kind: str = ""
    likely: tuple[str, ...] = ()
    is_sure: bool = True


ReadsOf = Callable[[str], Reads]
"""What the content of the columns says of the fields of a record type."""


def table_kind(
    heads: Sequence[ColumnHead],
    reads_of: ReadsOf,
    dated_by_parts: Callable[[str], bool] = lambda _kind: False,
) -> TableKind:
    """`dated_by_parts`: do year and month in columns of their own say the day of a record type?"""
    seen = [head for head in heads if not head.hidden]
    headings = headings_of([head.header for head in seen])
    named = {kind: _named(kind, headings) for kind in sheet_kinds()}
    shared = [sum(bool(of_kind[at]) for of_kind in named.values()) for at in range(len(seen))]
    found: list[tuple[float, bool, str]] = []
    for kind, by_column in named.items():
        if sum(map(bool, by_column)) < FEWEST:
            continue
        fields = _confirmed(kind, seen, by_column, shared, reads_of(kind))
        if dated_by_parts(kind):
            fields.setdefault(kind_named(kind).dated, USUAL)
        enough = MANY if len(seen) > SHARE * FEWEST else FEWEST
        if len(fields) >= enough and _is_told(kind, fields):
            found.append((sum(fields.values()), _is_plain(kind, fields), kind))
    if not found:
        return TableKind()
    found.sort(reverse=True)
    score, plain, kind = found[0]
    ahead = len(found) == 1 or score >= AHEAD * found[1][0]
    return TableKind(kind, tuple(one for _, _, one in found[:MOST_LIKELY]), plain and ahead)


def needed_fields(kind: str) -> tuple[str, ...]:
    """The day and the country without which a record says neither when nor where."""
    return tuple(
        path
        for path, target in targets_of(kind).items()
        if target.spec.level is RequiredFor.MINIMAL
        and (_is_dated(kind, target) or is_country(target))
    )


def is_country(target: Target) -> bool:
    """A country of the record itself."""
    spec = target.spec
    is_code = spec.type is FieldType.CODE and spec.vocabulary == "country"
    return is_code and not target.in_lines and not target.is_stop


def _is_dated(kind: str, target: Target) -> bool:
    return not target.in_lines and target.field == kind_named(kind).dated and not target.is_stop


def _named(kind: str, headings: Sequence[ColumnHeading]) -> list[dict[str, float]]:
    """By column {path: how much its heading says}, of fields that not every record has."""
    return [
        {
            path: says
            for path, says in matches(kind, heading).items()
            if path != LINE_NUMBER and path not in common_fields()
        }
        for heading in headings
    ]


def _confirmed(
    kind: str,
    heads: Sequence[ColumnHead],
    by_column: Sequence[Mapping[str, float]],
    shared: Sequence[int],
    reads: Reads,
) -> dict[str, float]:
    """{path: how much speaks for the kind}, a column for one field. A heading that many kinds have
    says little; nothing says one that is known in part only, but of a day that its content
    confirms, or that its content denies.
    """
    targets = targets_of(kind)
    found: dict[str, float] = {}
    for head, named, kinds in zip(heads, by_column, shared, strict=True):
        best, most = "", 0.0
        for path, says in named.items():
            read = reads(head.index, targets[path])
            if read is not None and read < LITTLE:
                continue
            weight = 2.0 if targets[path].spec.level is RequiredFor.MINIMAL else 1.0
            sure = 1.2 if read is not None and read >= ENOUGH else 1.0
            confirmed = read is not None and read >= ENOUGH
            is_day = _is_dated(kind, targets[path]) and (says > PART or confirmed)
            dated = 1.0 if says > PART and is_day else 0.0
            value = (says * weight * sure + dated) / sqrt(kinds)
            if (says > PART or is_day) and value > most and path not in found:
                best, most = path, value
        if best:
            found[best] = most
    return found


def _is_told(kind: str, fields: Mapping[str, float]) -> bool:
    """Do these fields make a record? One that happened has a day or a place; others have a field
    beside their name that none of them may lack.
    """
    targets = targets_of(kind)
    if any(_is_dated(kind, targets[path]) for path in needed_fields(kind)):
        return any(_says_when_or_where(kind, targets[path]) for path in fields)
    return any(
        targets[path].spec.level is RequiredFor.MINIMAL and not targets[path].in_lines
        for path in fields
        if path != kind_named(kind).title
    )


def _is_plain(kind: str, fields: Mapping[str, float]) -> bool:
    """Beyond doubt: of what happened the day is there, or very much else."""
    dated = kind_named(kind).dated
    needs_day = dated in needed_fields(kind)
    return len(fields) >= (MOST if needs_day and dated not in fields else MANY)


def _says_when_or_where(kind: str, target: Target) -> bool:
    return (
        _is_dated(kind, target)
        or is_country(target)
        or target.is_stop
        or (bool(target.spec.place_of) and not target.in_lines)
    )
