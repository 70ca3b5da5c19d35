"""Where indicators were seen: a case counts once in a cell, and pairs beat chance."""

from __future__ import annotations

from rilo_desktop.analysis.indicator_evidence import OTHER, indicator_evidence, is_new
from rilo_desktop.records import CaseStudy, Control, IndicatorObserved, RiskIndicator


def _case(number: int, commodity: str, *indicators: str, date: str = "2025-03-01") -> CaseStudy:
    seen = tuple(IndicatorObserved(indicator=one, strength="primary") for one in indicators)
    return CaseStudy(id=f"c{number}", title="t", commodity=commodity, date=date, indicators=seen)


def _indicator(number: str) -> RiskIndicator:
    return RiskIndicator(id=f"id-{number}", local_ref=number, title=number)


def test_cells_hold_each_case_once_and_rest_goes_to_other() -> None:
    codes = [f"K{n}" for n in range(9)]
    cases = [_case(n, code, "A-01", "A-01") for n, code in enumerate(codes)]
    cases += [_case(20 + n, "K0", "A-01") for n in range(3)]
    found = indicator_evidence([_indicator("A-01"), _indicator("B-01")], cases, ())
    assert found.columns[0] == "K0"
    assert found.columns[-1] == OTHER
    (row,) = found.seen
    assert len(row.cells["K0"]) == 4
    assert sum(map(len, row.cells.values())) == len(row.sightings) == 12
    assert [one.number for one in found.unseen] == ["B-01"]
    assert found.links == 12


def test_cases_without_an_indicator_are_listed() -> None:
    found = indicator_evidence([_indicator("A-01")], [_case(1, "K"), _case(2, "K", "A-01")], ())
    assert [case.id for case in found.without] == ["c1"]


def test_a_pair_is_named_only_where_it_beats_chance() -> None:
    cases = [_case(n, "K", "A-01", "B-01") for n in range(2)]
    cases += [_case(10 + n, "K", "C-01") for n in range(8)]
    found = indicator_evidence([], cases, ())
    (pair,) = found.pairs
    assert (pair.one, pair.other, len(pair.cases), pair.is_hint) == ("A-01", "B-01", 2, True)
    assert pair.expected == 0.4
    every = indicator_evidence([], [_case(n, "K", "A-01", "B-01") for n in range(5)], ())
    assert every.pairs == (), "both stand in every case: chance gives the same"


def test_controls_are_of_the_indicator_they_name() -> None:
    control = Control(id="k", indicator="id-A-01", controls=40, finds=4)
    rows = indicator_evidence([_indicator("A-01"), _indicator("B-01")], [], [control]).rows
    rates = {row.number: row.rate for row in rows}
    assert rates["A-01"] is not None
    assert rates["B-01"] is None


def test_a_new_indicator_could_not_have_been_seen() -> None:
    assert is_new(RiskIndicator(title="t", valid_from="2026-03-01"), "2026-11-27")
    assert not is_new(RiskIndicator(title="t", valid_from="2025-03-01"), "2026-11-27")
    assert not is_new(RiskIndicator(title="t"), "2026-11-27")
