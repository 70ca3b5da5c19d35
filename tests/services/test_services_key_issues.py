"""Ranks of key issues: moved in one operation, never two the same, with the reason kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rilo_desktop.analysis.key_issues import LINKS, Movement, rank_in, rank_line
from rilo_desktop.records import KeyIssue, KeyIssueRank
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import key_issues, record, undo

MakeSession = Callable[..., Session]


def _issue(session: Session, name: str, *ranks: tuple[int, int]) -> str:
    made = record.new(session, KeyIssue.kind.code)
    assert isinstance(made, KeyIssue)
    lines = tuple(KeyIssueRank(year=year, rank=rank) for year, rank in ranks)
    named = replace(made, name=(("en", name), ("fr", name)), ranks=lines)
    return record.save(session, named).stored.record.id


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()


@pytest.fixture
def four(session: Session) -> list[str]:
    return [_issue(session, f"Issue {n}", (2025, n)) for n in range(1, 5)]


def _order(session: Session, year: int = 2025) -> list[str]:
    ranked = key_issues.board(session).ranked(year)
    return [one.issue.id for one in ranked if one.rank is not None]


def test_those_between_move_by_one_and_the_reason_is_kept(
    session: Session, four: list[str]
) -> None:
    key_issues.set_rank(session, four[3], 2025, 2, "Four cases against two")
    assert _order(session) == [four[0], four[3], four[1], four[2]]
    moved = record.get(session, four[3]).record
    assert isinstance(moved, KeyIssue)
    line = rank_line(moved, 2025)
    assert line is not None
    assert line.reason == "Four cases against two"


def test_it_is_one_operation_and_undone_as_one(session: Session, four: list[str]) -> None:
    done = key_issues.set_rank(session, four[3], 2025, 1, "why")
    assert done.changed == 4
    undo.undo(session, done.operation)
    assert _order(session) == four


def test_a_change_without_a_reason_is_refused_and_changes_nothing(
    session: Session, four: list[str]
) -> None:
    for reason in ("", "  "):
        with pytest.raises(Refused) as refused:
            key_issues.set_rank(session, four[0], 2025, 3, reason)
        assert refused.value.findings[0].rule == "key_issues.reason"
    assert _order(session) == four


@pytest.mark.parametrize("rank", [0, -1, 5, 100])
def test_a_rank_that_is_none_is_refused(session: Session, four: list[str], rank: int) -> None:
    with pytest.raises(Refused):
        key_issues.set_rank(session, four[0], 2025, rank, "why")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=5))
def test_ranks_are_one_to_many_whatever_is_moved(
    session: Session, four: list[str], moves: list[tuple[int, int]]
) -> None:
    for number, rank in moves:
        key_issues.set_rank(session, four[number], 2025, rank, "moved")
        assert _order(session)[rank - 1] == four[number]
    issues = key_issues.board(session).issues
    assert sorted(rank_in(issue, 2025) or 0 for issue in issues) == [1, 2, 3, 4]


def test_a_year_begins_with_the_order_before_and_without_what_was_dropped(
    session: Session, four: list[str]
) -> None:
    key_issues.drop(session, four[1], 2025, "Finished in March")
    assert _order(session) == [four[0], four[2], four[3]]
    done = key_issues.take_over(session, 2026)
    assert done.changed == 3
    assert _order(session, 2026) == [four[0], four[2], four[3]]
    assert not key_issues.take_over(session, 2026).operation, "nothing is ranked twice"
    dropped = record.get(session, four[1]).record
    assert isinstance(dropped, KeyIssue)
    assert (dropped.dropped_in, dropped.dropped_reason) == (2025, "Finished in March")


def test_the_last_year_with_ranks_is_taken_over(session: Session, four: list[str]) -> None:
    assert key_issues.board(session).ranked_before(2028) == 2025
    assert key_issues.take_over(session, 2028).changed == 4
    assert _order(session, 2028) == four
    assert key_issues.board(session).ranked_before(2025) is None
    assert not key_issues.take_over(session, 2024).operation, "nothing was ranked before"


def test_what_has_no_rank_is_told_and_ranked_last(session: Session, four: list[str]) -> None:
    new = _issue(session, "New one")
    board = key_issues.board(session)
    assert [one.id for one in board.unranked(2025)] == [new]
    assert [one.id for one in board.unranked(2027)] == [new], "the others are taken over"
    assert board.unranked(2024) == ()
    assert key_issues.rank_last(session, 2025).changed == 1
    assert _order(session) == [*four, new]
    assert key_issues.board(session).unranked(2025) == ()


def test_what_is_new_and_what_is_closed_is_told(session: Session) -> None:
    old = _issue(session, "Office move", (2024, 1))
    stays = _issue(session, "Parcels", (2024, 2), (2025, 1))
    new = _issue(session, "Waste", (2025, 2))
    found = {one.issue.id: one.movement for one in key_issues.board(session).ranked(2025)}
    assert found == {stays: Movement.RISEN, new: Movement.NEW, old: Movement.CLOSED}


def test_equal_ranks_that_were_typed_are_found_by_the_rules(session: Session) -> None:
    one, other = (_issue(session, name, (2025, 1)) for name in ("A", "B"))
    for identity in (one, other):
        found = record.findings(session, record.get(session, identity).record)
        assert "ranks.same_rank" in {finding.rule for finding in found}
    key_issues.set_rank(session, other, 2025, 2, "typed twice")
    found = record.findings(session, record.get(session, one).record)
    assert "ranks.same_rank" not in {finding.rule for finding in found}


def test_records_are_linked_once_and_shown_with_their_titles(session: Session) -> None:
    issue = _issue(session, "Parcels", (2025, 1))
    seen = record.with_values(
        record.new(session, "case-study"), {"title": "Seen", "date": "2024-05"}
    )
    case = record.save(session, seen).stored.record.id
    assert LINKS["cases"] == "case-study"
    for _ in range(2):
        key_issues.link(session, issue, "cases", [case, case])
    behind = key_issues.behind(session, issue, "en")
    assert [(one.id, one.title) for one in behind.of("cases")] == [(case, "Seen")]
    assert behind.case_years == {"2024": 1}
