"""A nil return, silence and no case are three things; figures have their bases."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from rilo_desktop.analysis.member_data import (
    MonthNews,
    days_to_record,
    member_data,
    months_of,
    reported,
)
from rilo_desktop.records import (
    NOT_KNOWN,
    CaseStudy,
    GoodsLine,
    NilReturn,
    ReportedCount,
    RouteLeg,
)
from rilo_desktop.records.identifiers import new_id, recorded_on, shipped_id
from rilo_desktop.records.reported_count import CountLine

MONTHS = months_of(2025)


def _case(country: str, day: str, recorded: str = "2025-12-31", **more: object) -> CaseStudy:
    identity = new_id(datetime.fromisoformat(recorded).replace(tzinfo=UTC))
    values = {"id": identity, "reporting_country": country, "date": day, "title": "t", **more}
    return CaseStudy(**values)  # type: ignore[arg-type]


def _nil(country: str, first: str, last: str | None = None) -> NilReturn:
    return NilReturn(id=f"{country}{first}", member=country, period_from=first, period_to=last)


def test_cases_nil_returns_and_silence_stand_apart() -> None:
    found = member_data(
        "FI",
        [_case("FI", "2025-02-03"), _case("SE", "2025-04-01")],
        [_nil("FI", "2025-07", "2025-08"), _nil("SE", "2025-09")],
        MONTHS,
    )
    by_news = {news: [m[5:] for m, n in found.months.items() if n is news] for news in MonthNews}
    assert by_news[MonthNews.CASES] == ["02"]
    assert by_news[MonthNews.NIL] == ["07", "08"]
    assert len(by_news[MonthNews.NOTHING]) == 9
    assert found.months_with_news == 3
    assert [one.member for one in found.nil_returns] == ["FI"]


def test_a_case_of_which_only_the_year_is_known_is_in_no_month() -> None:
    found = member_data("FI", [_case("FI", "2025")], [], MONTHS)
    assert len(found.cases) == 1
    assert set(found.months.values()) == {MonthNews.NOTHING}


def test_fields_are_filled_said_to_be_unknown_or_empty() -> None:
    goods = GoodsLine(description="tablets", hs="3004", quantity=Decimal(3), unit=None)
    case = _case(
        "FI",
        "2025-02",
        goods=(goods,),
        route=(RouteLeg(role="departure", country=NOT_KNOWN),),
        outcome_status="SEIZED",
    )
    found = member_data(
        "FI", [case, _case("SE", "2025-03-01", outcome_status="SEIZED")], [], MONTHS
    )
    given = {one.label: (one.filled, one.said, one.empty) for one in found.fields}
    assert given["Day of detection"] == (0, 0, 1), "a month is no day"
    assert given["Goods and HS code"] == (1, 0, 0)
    assert given["Quantity with unit"] == (0, 0, 1)
    assert given["Route: departure"] == (0, 1, 0)
    assert given["Outcome"] == (1, 0, 0)
    (outcome,) = [one for one in found.fields if one.label == "Outcome"]
    assert (outcome.others, outcome.of) == (1, 1)
    assert found.weakest[0].lacking == (case.id,)


def test_days_are_counted_from_detection_to_record_and_medians_need_five() -> None:
    cases = [_case("FI", "2025-01-01", f"2025-01-{day:02d}") for day in (3, 5, 7, 9)]
    few = member_data("FI", cases, [], MONTHS)
    assert few.days == (2, 4, 6, 8)
    assert few.median_days is None
    assert member_data("FI", [*cases, _case("FI", "2025-01-01")], [], MONTHS).median_days == 6
    assert days_to_record(_case("FI", "2026-01-02", "2025-12-31")) is None, "recorded before"
    assert days_to_record(_case("FI", "2025-01")) is None


def test_what_the_product_ships_has_no_day_of_record() -> None:
    assert recorded_on(shipped_id("case-study", "CS-1")) is None
    assert recorded_on("no id") is None


def test_a_year_that_was_not_reported_is_not_nought() -> None:
    lines = (CountLine(commodity="MEDICAL", records=17, complete=16), CountLine(records=3))
    counts = [
        ReportedCount(member="FI", year="2025", counts=lines),
        ReportedCount(member="FI", year="2024", not_reported=True),
    ]
    now = reported(counts, "FI", 2025)
    assert now is not None
    assert (now.records, now.complete) == (20, 16)
    before = reported(counts, "FI", 2024)
    assert before is not None
    assert before.records is None
    assert reported(counts, "FI", 2023) is None
    assert reported(counts, "SE", 2025) is None
