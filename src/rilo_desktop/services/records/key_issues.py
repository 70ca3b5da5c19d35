"""Key issues: the ranks of a year, moved so that no two are ever the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rilo_desktop.analysis.counts import year_of
from rilo_desktop.analysis.key_issues import (
    LINKS,
    RankedIssue,
    line_link,
    rank_in,
    ranked,
    years_of,
)
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, KeyIssue, KeyIssueRank
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, UnitOfWork

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import record
from .changes import Changes, changes_of

CODE = KeyIssue.kind.code


@dataclass(frozen=True)
class IssueBoard:
    """`issues`: all of this office; `years`: those in which any is ranked."""

    issues: tuple[KeyIssue, ...]
    years: tuple[int, ...]
    this_year: int

    def ranked(self, year: int) -> tuple[RankedIssue, ...]:
        return ranked(self.issues, year)

    def ranked_before(self, year: int) -> int | None:
        """The last year before this one in which anything is ranked."""
        return _ranked_before(self.issues, year)

    def unranked(self, year: int) -> tuple[KeyIssue, ...]:
        """Those that wait for a rank in this year, the newest with ranks or a later one. In a year
        without ranks, those that never had one; the others are taken over."""
        is_past = bool(self.years) and year < self.years[-1]
        return () if is_past else _unranked(self.issues, year)


def board(session: Session) -> IssueBoard:
    with session.reading() as reading:
        issues = _issues(reading, session.office_code)
    return IssueBoard(issues, years_of(issues), int(session.today[:4]))


def set_rank(session: Session, issue_id: str, year: int, rank: int, reason: str) -> Changes:
    """Move an issue to a rank; those between move by one. One operation, undone as one.

    `reason` is kept with the new rank. Raises Refused without a reason where an earlier rank is
    changed, and where the rank is none.
    """
    session.permit(Task.WRITE)
    with session.unit(actions.RANK) as unit:
        issues = _issues(unit.reading, session.office_code)
        moved = next((one for one in issues if one.id == issue_id), None)
        if moved is None:
            raise refusal("key_issues.missing", N_("This key issue is not in the office."))
        order = [one.issue for one in ranked(issues, year) if one.rank is not None]
        before = order.index(moved) + 1 if moved in order else None
        most = len(order) + (before is None)
        if not 1 <= rank <= most:
            raise refusal(
                "key_issues.rank",
                N_("{name} can have a rank from 1 to {most} in {year}, not {rank}."),
                place_of(moved),
                name=name_of(moved),
                most=most,
                year=str(year),
                rank=rank,
            )
        if before is not None and before != rank and not reason.strip():
            raise refusal(
                "key_issues.reason",
                N_("Say in one line why the rank of {name} changes."),
                place_of(moved),
                name=name_of(moved),
            )
        if moved in order:
            order.remove(moved)
        order.insert(rank - 1, moved)
        changed = [
            _with_rank(issue, year, at, reason.strip() if issue is moved else "")
            for at, issue in enumerate(order, 1)
        ]
        return _write(unit, [new for new, old in zip(changed, order, strict=True) if new != old])


def take_over(session: Session, year: int) -> Changes:
    """Give what was ranked in the last year with ranks, and not dropped since, the same order in
    `year`.

    Where something is ranked in `year` already nothing is changed.
    """
    session.permit(Task.WRITE)
    with session.unit(actions.RANK) as unit:
        issues = _issues(unit.reading, session.office_code)
        if any(rank_in(one, year) is not None for one in issues):
            unit.abandon()
            return Changes()
        last = _ranked_before(issues, year)
        if last is None:
            unit.abandon()
            return Changes()
        order = [
            one.issue
            for one in ranked(issues, last)
            if one.rank is not None and not _is_dropped(one.issue, year)
        ]
        return _write(unit, [_with_rank(issue, year, at, "") for at, issue in enumerate(order, 1)])


def rank_last(session: Session, year: int) -> Changes:
    """Give those that wait for a rank in a year the last ones, in the order they were written."""
    session.permit(Task.WRITE)
    with session.unit(actions.RANK) as unit:
        issues = _issues(unit.reading, session.office_code)
        ranks = (rank_in(one, year) for one in issues)
        first = max((rank for rank in ranks if rank is not None), default=0) + 1
        new = sorted(_unranked(issues, year), key=lambda issue: issue.id)
        return _write(
            unit, [_with_rank(issue, year, at, "") for at, issue in enumerate(new, first)]
        )


def _ranked_before(issues: Sequence[KeyIssue], year: int) -> int | None:
    return max((one for one in years_of(issues) if one < year), default=None)


def _unranked(issues: Sequence[KeyIssue], year: int) -> tuple[KeyIssue, ...]:
    waiting = tuple(
        one
        for one in issues
        if rank_in(one, year) is None and not one.archived and not _is_dropped(one, year)
    )
    if year in years_of(issues):
        return waiting
    return tuple(one for one in waiting if not years_of([one]))


def drop(session: Session, issue_id: str, year: int, reason: str) -> Changes:
    """Take an issue out of the ranks of a year, with the reason; the others move up.

    Earlier ranks stay. Raises Refused without a reason.
    """
    session.permit(Task.WRITE)
    with session.unit(actions.RANK) as unit:
        issues = _issues(unit.reading, session.office_code)
        dropped = next((one for one in issues if one.id == issue_id), None)
        if dropped is None:
            raise refusal("key_issues.missing", N_("This key issue is not in the office."))
        if not reason.strip():
            raise refusal(
                "key_issues.drop_reason",
                N_("Say in one line why {name} is dropped."),
                place_of(dropped),
                name=name_of(dropped),
            )
        kept = tuple(line for line in dropped.ranks if line.year != year)
        new = replace(dropped, ranks=kept, dropped_in=year, dropped_reason=reason.strip())
        order = [one.issue for one in ranked(issues, year) if one.rank is not None]
        others = [one for one in order if one.id != dropped.id]
        moved = [_with_rank(issue, year, at, "") for at, issue in enumerate(others, 1)]
        changed = [one for one, old in zip(moved, others, strict=True) if one != old]
        return _write(unit, [new, *changed])


def link(session: Session, issue_id: str, lines: str, linked: Sequence[str]) -> Changes:
    """Put records behind an issue; those that are there already stay once. Raises Refused."""
    session.permit(Task.WRITE)
    stored = record.get(session, issue_id)
    issue = stored.record
    assert isinstance(issue, KeyIssue)
    cls, field = line_link(lines)
    there = getattr(issue, lines)
    known = {getattr(line, field) for line in there}
    new = [cls(**{field: one}) for one in dict.fromkeys(linked) if one not in known]
    return record.save(session, record.with_values(issue, {lines: (*there, *new)}), stored.revision)


def _issues(reading: ReadSession, office: str) -> tuple[KeyIssue, ...]:
    """Those that this office wrote: the ranks of a received one are another office's."""
    stored = (one.record for one in reading.records.all_of(CODE))
    return tuple(
        one for one in stored if isinstance(one, KeyIssue) and office_of(one.reference) == office
    )


def _is_dropped(issue: KeyIssue, year: int) -> bool:
    return isinstance(issue.dropped_in, int) and issue.dropped_in <= year


def _with_rank(issue: KeyIssue, year: int, rank: int, reason: str) -> KeyIssue:
    """A rank that does not change keeps its reason."""
    if rank_in(issue, year) == rank and not reason:
        return issue
    others = [line for line in issue.ranks if line.year != year]
    lines = [*others, KeyIssueRank(year=year, rank=rank, reason=reason or None)]
    lines.sort(key=lambda line: line.year if isinstance(line.year, int) else 0)
    return replace(issue, ranks=tuple(lines))


def _write(unit: UnitOfWork, changed: Iterable[KeyIssue]) -> Changes:
    records = [record.as_draft(one) for one in changed]
    if not records:
        unit.abandon()
        return Changes(same=1)
    unit.write(records)
    return changes_of(unit, actions.RANK)


@dataclass(frozen=True, slots=True)
class Linked:
    """A record behind an issue; `title` "" where it is not in this store."""

    lines: str
    kind: str
    id: str
    reference: str
    title: str
    workflow: str


@dataclass(frozen=True)
class Behind:
    """What stands behind an issue. `case_years`: year -> linked cases of it, the first first."""

    issue: str
    linked: tuple[Linked, ...]
    case_years: Mapping[str, int]
    cases_without_year: int

    def of(self, lines: str) -> tuple[Linked, ...]:
        return tuple(one for one in self.linked if one.lines == lines)


def behind(session: Session, issue_id: str, language: str) -> Behind:
    """Raises Refused where there is no such issue."""
    issue = record.get(session, issue_id).record
    assert isinstance(issue, KeyIssue)
    found: list[Linked] = []
    years: Counter[str] = Counter()
    with session.reading() as reading:
        for lines, kind in LINKS.items():
            _, field = line_link(lines)
            for line in getattr(issue, lines):
                stored = reading.records.stored(getattr(line, field) or "")
                if stored is None:
                    found.append(Linked(lines, kind, "", "", "", ""))
                    continue
                one = stored.record
                title = title_in(one, language)
                found.append(Linked(lines, kind, one.id, one.reference, title, one.workflow))
                if isinstance(one, CaseStudy):
                    years[year_of(one)] += 1
    unknown = years.pop("", 0)
    return Behind(issue.id, tuple(found), _every_year(years), unknown)


def _every_year(years: Mapping[str, int]) -> Mapping[str, int]:
    """Years between the first and the last are there too: none is a number."""
    if not years:
        return {}
    return {
        str(year): years.get(str(year), 0) for year in range(int(min(years)), int(max(years)) + 1)
    }
