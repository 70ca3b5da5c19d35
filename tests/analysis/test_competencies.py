"""Who can do what: the newest word counts, blank is unknown, help needs a common language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.competencies import HELP_FROM, NEEDS_HELP_TO, TEACHES, is_old, matrix
from rilo_desktop.records import CompetencyRating

OFFICES, CODES = ("AP", "WE", "ME"), ("C01", "C02")


def _rating(office: str, code: str, level: int | None, **more: object) -> CompetencyRating:
    values = {"office_code": office, "competency": code, "level": level, **more}
    return CompetencyRating(**values)  # type: ignore[arg-type]


_ratings = st.lists(
    st.builds(
        _rating,
        st.sampled_from(OFFICES),
        st.sampled_from(CODES),
        st.none() | st.integers(0, 4),
        as_of=st.sampled_from(["2024", "2025-03", "2025-12-31"]),
        languages=st.sampled_from([(), ("en",), ("fr", "en"), ("es",)]),
        can_help=st.sampled_from([None, True]),
    ),
    max_size=20,
)


@given(_ratings)
def test_what_nobody_said_is_counted_nowhere(ratings: list[CompetencyRating]) -> None:
    found = matrix(ratings, OFFICES, CODES)
    for code in CODES:
        for office in OFFICES:
            said = [r for r in ratings if (r.office_code, r.competency) == (office, code)]
            level = found.level(office, code)
            assert level in {r.level for r in said} | {None}
            assert (office in found.levels(code)) == (level is not None)
    assert found.known == sum(len(found.levels(code)) for code in CODES)
    assert all(found.said_nothing(o) == (found.stated(o) == "") for o in OFFICES)


@given(_ratings)
def test_a_match_is_of_two_offices_that_can_speak(ratings: list[CompetencyRating]) -> None:
    found = matrix(ratings, OFFICES, CODES)
    for code in CODES:
        for match in found.matches(code):
            assert match.helper != match.asks
            assert match.level == found.level(match.helper, code) >= HELP_FROM  # type: ignore[operator]
            assert match.asked_level == found.level(match.asks, code) <= NEEDS_HELP_TO  # type: ignore[operator]
            helper = found.rating(match.helper, code)
            assert helper is not None
            assert match.level == TEACHES or helper.can_help
            assert match.languages or not match.languages_known


def test_a_later_statement_counts_and_a_blank_one_too() -> None:
    old, new = _rating("AP", "C01", 3, as_of="2024"), _rating("AP", "C01", None, as_of="2025")
    assert matrix([new, old], OFFICES, CODES).level("AP", "C01") is None


def test_a_gap_is_said_of_few_or_of_none_advanced() -> None:
    ratings = [_rating("AP", "C01", 4, as_of="2025"), _rating("WE", "C01", 0, as_of="2025")]
    (gap,) = matrix(ratings, OFFICES, CODES).gaps
    assert (gap.competency, gap.said, gap.best, gap.without) == ("C02", 0, None, 0)
    (one, _) = matrix([_rating("AP", "C01", 2, as_of="2025")], OFFICES, CODES).gaps
    assert (one.competency, one.said, one.best) == ("C01", 1, 2)


def test_an_office_that_is_not_in_the_list_has_a_column() -> None:
    assert matrix([_rating("X1", "C01", 1)], OFFICES, CODES).offices == (*OFFICES, "X1")


def test_more_than_two_years_are_old() -> None:
    assert is_old("2023-11", "2026-11-27")
    assert not is_old("2024-12", "2026-11-27")
    assert not is_old("", "2026-11-27")
