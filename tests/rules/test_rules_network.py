"""Ratings, ranks and controls: what keeps them from release."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.records import (
    CompetencyRating,
    Control,
    ControlResult,
    KeyIssue,
    KeyIssueRank,
    RiskIndicator,
)
from rilo_desktop.rules import competencies, controls, ranks
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.findings import Finding
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.rules.validate import validate


def _rating(**values: object) -> CompetencyRating:
    usual: Mapping[str, object] = {
        "id": "r",
        "competency": "C01",
        "level": 2,
        "as_of": "2025-12-31",
        "source": "questionnaire of 2025",
        "office_code": "AP",
    }
    return CompetencyRating(**{**usual, **values})  # type: ignore[arg-type]


def _said(record: CompetencyRating) -> set[str]:
    return {f.rule for part in parts_of(record) for f in competencies.findings(part)}


def test_a_rating_without_a_source_cannot_be_released_nor_justified() -> None:
    found = validate(_rating(source=None))
    (missing,) = [f for f in found if f.rule == "competencies.no_source"]
    assert missing.blocks
    assert not missing.justifiable
    assert missing.place.field == "source"


@pytest.mark.parametrize("stated", [{"level": 0}, {"staff": 0}, {"can_help": True}])
def test_whatever_is_stated_needs_its_source_and_day_nought_too(
    stated: Mapping[str, object],
) -> None:
    bare = {"level": None, "staff": None, "can_help": None, "source": None, "as_of": None}
    assert _said(_rating(**{**bare, **stated})) == {
        "competencies.no_source",
        "competencies.no_day",
    }


def test_a_blank_rating_states_nothing_and_needs_nothing() -> None:
    assert _said(_rating(level=None, source=None, as_of=None)) == set()


@pytest.mark.parametrize("level", [-1, 5, 40])
def test_levels_end_at_four(level: int) -> None:
    assert any(f.blocks and f.place.field == "level" for f in validate(_rating(level=level)))


# --- controls


def _more_finds(record: Control | RiskIndicator) -> list[Finding]:
    return [f for part in parts_of(record) for f in controls.findings(part)]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_finds_than_controls_are_refused_with_both_numbers(finds: int, most: int) -> None:
    found = _more_finds(Control(indicator="i", finds=finds, controls=most))
    assert bool(found) == (finds > most)
    for one in found:
        assert one.blocks
        assert (one.values["finds"], one.values["controls"]) == (finds, most)


def test_the_results_that_an_indicator_holds_are_judged_alike() -> None:
    indicator = RiskIndicator(
        title="t", results=(ControlResult(period="2025", controls=3, hits=4),)
    )
    (found,) = _more_finds(indicator)
    assert found.place.field == "results.1.hits"


def test_unknown_numbers_are_not_compared() -> None:
    assert not _more_finds(Control(indicator="i", finds=3, controls=None))


# --- ranks


def _issue(identity: str, *given_ranks: tuple[int, int]) -> KeyIssue:
    lines = tuple(KeyIssueRank(year=year, rank=rank) for year, rank in given_ranks)
    return KeyIssue(id=identity, name=(("en", "Parcels"), ("fr", "Colis")), ranks=lines)


def test_two_ranks_of_one_year_are_found_at_the_second() -> None:
    found = [
        finding
        for part in parts_of(_issue("a", (2025, 1), (2024, 2), (2025, 3)))
        for finding in ranks.findings(part, {})
    ]
    assert [(f.rule, f.place.field) for f in found] == [("ranks.same_year", "ranks.3.year")]


def test_an_equal_rank_of_another_issue_blocks() -> None:
    taken = RuleContext(ranks={(2025, 1): {"a", "b"}, (2024, 1): {"a"}})
    found = [
        f for f in validate(_issue("a", (2025, 1), (2024, 1)), known=taken) if "ranks" in f.rule
    ]
    assert [(f.rule, f.place.field, f.blocks) for f in found] == [
        ("ranks.same_rank", "ranks.1.rank", True)
    ]
