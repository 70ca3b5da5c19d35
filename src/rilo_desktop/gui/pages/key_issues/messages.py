"""What the page of key issues says of an issue and of its year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rilo_desktop.analysis.key_issues import Movement, RankedIssue, rank_in
from rilo_desktop.presentation.references import title_in

from ...i18n import plural, tr
from .bump_list import IssueRow

if TYPE_CHECKING:
    from rilo_desktop.records import KeyIssue
    from rilo_desktop.services.records.key_issues import IssueBoard


def years(board: IssueBoard) -> list[int]:
    """Next year, this one and two before, and the newest that is ranked."""
    now = board.this_year
    newest = max(board.years, default=now)
    last = max(now + 1, newest)
    return [last - at for at in range(4)]


def year_label(year: int, board: IssueBoard | None) -> str:
    is_ahead = board is not None and year > board.this_year
    return tr("{year}, proposed", year=str(year)) if is_ahead else str(year)


def rows(board: IssueBoard, year: int, shown: Sequence[int], language: str) -> list[IssueRow]:
    return [_row(one, shown, language) for one in board.ranked(year) if one.rank is not None]


def _row(one: RankedIssue, shown: Sequence[int], language: str) -> IssueRow:
    issue, name = one.issue, title_in(one.issue, language)
    assert one.rank is not None
    ranks = {year: rank for year in shown if (rank := rank_in(issue, year)) is not None}
    about = " · ".join(counts(issue))
    warns = "" if issue.action_items else tr("no action yet")
    chip = tr("new") if one.movement is Movement.NEW and len(shown) > 1 else ""
    spoken = tr("Rank {rank}: {name}. {about}", rank=one.rank, name=name, about=about)
    return IssueRow(
        issue.id, name, one.rank, ranks, about, warns, chip, f"{spoken} {warns}".strip()
    )


def counts(issue: KeyIssue) -> list[str]:
    said = [tr("no case")]
    if issue.cases:
        said = [plural("{count} case", "{count} cases", len(issue.cases))]
    if issue.indicators:
        many = len(issue.indicators)
        said.append(plural("{count} indicator", "{count} indicators", many))
    if issue.action_items:
        said.append(plural("{count} action item", "{count} action items", len(issue.action_items)))
    if issue.activities:
        said.append(plural("{count} activity", "{count} activities", len(issue.activities)))
    if issue.products:
        said.append(plural("{count} product", "{count} products", len(issue.products)))
    return said


def rank_line(issue: KeyIssue, year: int) -> str:
    rank, before = rank_in(issue, year), rank_in(issue, year - 1)
    if rank is None:
        return tr("Not ranked in {year}", year=str(year))
    if before is None:
        return tr("Rank {rank} for {year}, not ranked before", rank=rank, year=str(year))
    return tr("Rank {rank} for {year}, was {before}", rank=rank, year=str(year), before=before)
