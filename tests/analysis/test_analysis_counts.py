"""Counts by code, the indicators seen most often, and the evidence behind an indicator."""

from rilo_desktop.analysis.counts import by_area, evidence_of, indicators_used
from rilo_desktop.records import NOT_KNOWN, CaseStudy, IndicatorObserved


def case(date: object, *seen: tuple[str, str], area: object = "REV", ref: str = "") -> CaseStudy:
    observed = tuple(IndicatorObserved(indicator=code, strength=link) for code, link in seen)
    return CaseStudy(date=date, indicators=observed, enforcement_area=area, reference=ref)  # type: ignore[arg-type]


CASES = [
    case("2015-04", ("SND-01", "primary"), ("VAL-01", "contributory"), ref="A"),
    case("2024", ("SND-01", "contributory"), ("SND-01", "primary"), ref="B"),
    case(NOT_KNOWN, ("VAL-01", "contributory"), area=None, ref="C"),
]


def test_the_most_frequent_come_first_and_the_unknown_last() -> None:
    assert [(c.code, c.value) for c in by_area([CASES[2], CASES[0]])] == [("REV", 1), ("", 1)]


def test_an_indicator_counts_once_in_a_case_and_as_primary_where_it_is() -> None:
    uses = indicators_used(CASES, 8)
    assert [(u.code, u.primary.value, u.cases.value - u.primary.value) for u in uses] == [
        ("SND-01", 2, 0),
        ("VAL-01", 0, 2),
    ]


def test_only_as_many_indicators_as_asked_for() -> None:
    assert len(indicators_used(CASES, 1)) == 1


def test_evidence_gives_links_years_and_the_way_back() -> None:
    evidence = evidence_of(CASES)
    assert (evidence["SND-01"].primary.value, evidence["SND-01"].contributory) == (2, 0)
    assert (evidence["SND-01"].first_year, evidence["SND-01"].last_year) == ("2015", "2024")
    assert evidence["VAL-01"].references == ("A", "C")
    assert evidence["VAL-01"].last_year == "2015"
