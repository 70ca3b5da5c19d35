"""Key issues in the order of a year, and how they moved since the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.records import KeyIssue, KeyIssueRank
from rilo_desktop.records.field_specs import FieldType, fields_of

from .known_values import known_lines


class Movement(StrEnum):
    NEW = "new"
    SAME = "same"
    RISEN = "risen"
    FALLEN = "fallen"
    CLOSED = "closed"
    """Ranked in the year before and not in this one."""
    NOT_RANKED = "not ranked"


@dataclass(frozen=True, slots=True)
class RankedIssue:
    issue: KeyIssue
    rank: int | None
    """None: not ranked in the year."""
    before: int | None
    """In the year before."""

    @property
    def movement(self) -> Movement:
        if self.rank is None:
            return Movement.NOT_RANKED if self.before is None else Movement.CLOSED
        if self.before is None:
            return Movement.NEW
        if self.rank == self.before:
            return Movement.SAME
        return Movement.RISEN if self.rank < self.before else Movement.FALLEN


def rank_line(issue: KeyIssue, year: int) -> KeyIssueRank | None:
    """What the issue has for a year; None where it was not ranked."""
    lines = known_lines(issue.ranks)
    return next((one for one in lines if one.year == year and isinstance(one.rank, int)), None)


def rank_in(issue: KeyIssue, year: int) -> int | None:
    line = rank_line(issue, year)
    return line.rank if line is not None and isinstance(line.rank, int) else None


def years_of(issues: Iterable[KeyIssue]) -> tuple[int, ...]:
    """Every year in which something is ranked, the first one first."""
    lines = (line for issue in issues for line in known_lines(issue.ranks))
    return tuple(
        sorted({one.year for one in lines if isinstance(one.year, int) and one.rank is not None})
    )


def ranked(issues: Iterable[KeyIssue], year: int) -> tuple[RankedIssue, ...]:
    """Those ranked in a year in their order, then those that were ranked only the year before."""
    found = [RankedIssue(issue, rank_in(issue, year), rank_in(issue, year - 1)) for issue in issues]
    here = [one for one in found if one.rank is not None or one.before is not None]
    return tuple(sorted(here, key=_order))


def _order(one: RankedIssue) -> tuple[bool, int, str]:
    return (one.rank is None, one.rank or one.before or 0, one.issue.id)


def line_link(lines: str) -> tuple[type, str]:
    """Class of the lines of a field of key issues, and their field that links a record."""
    cls = fields_of(KeyIssue)[lines].lines
    assert cls is not None
    return cls, next(n for n, about in fields_of(cls).items() if about.type is FieldType.LINK)


LINKS: Mapping[str, str] = {
    name: fields_of(line_link(name)[0])[line_link(name)[1]].names
    for name, about in fields_of(KeyIssue).items()
    if about.lines is not None and about.lines is not KeyIssueRank
}
"""Field of lines -> the record type that they link."""
