# mypy: disable-error-code="call-arg"
"""Figures of a real office: every row leads to exactly the records that it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rilo_desktop.analysis.figures.case_figures import case_figures
from rilo_desktop.analysis.results import ChartData
from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import analysis, lists, record
from rilo_desktop.services.records.lists import Query

CASES = Query("case-study")


@pytest.fixture
def office(make_session: Callable[..., Session]) -> Session:
    return make_session(sample=True)


def picture(session: Session, key: str, query: Query = CASES) -> ChartData:
    board = analysis.cases(session, query, "en")
    return next(p for p in board.pictures if p.key == key)


def test_every_row_leads_to_the_records_that_it_counts(office: Session) -> None:
    query = replace(CASES, filters={"date.year": ("2015", "2019", "2024", "2025")})
    for asked in (CASES, query, replace(CASES, words="parcel")):
        for shown in analysis.cases(office, asked, "en").pictures:
            for row in shown.rows:
                behind = replace(asked, filters={**asked.filters, **row.filters})
                found = len(lists.find(office, behind, counted=False).rows)
                if shown.key == "quantities":
                    assert 1 <= found <= row.cells[4]  # type: ignore[operator]
                else:
                    assert found == row.cells[-1], (shown.key, row)


def test_the_same_query_selects_the_same_records_as_a_list(office: Session) -> None:
    for filters in (
        {"conveyance": ("AIR", "?")},
        {"commodity": ("MEDICAL",), "office_code": ("AP", "")},
        {"detection_method": ("?",)},
        {"goods.unit": ("TAB",)},
        {"route.from": ("CN",), "route.to": ("",)},
        {"date.year": ("?", "")},
    ):
        query = replace(CASES, filters=filters)
        listed = len(lists.find(office, query, counted=False).rows)
        assert analysis.cases(office, query, "en").total == listed


def test_what_is_written_is_counted_at_once(office: Session) -> None:
    before = analysis.cases(office, CASES, "en").total
    made = replace(record.new(office, "case-study"), title="A new one", date="2031-07")
    record.save(office, made, "")
    board = analysis.cases(office, CASES, "en")
    assert board.total == before + 1
    months = next(p for p in board.pictures if p.key == "months")
    assert [row.cells for row in months.rows if row.filters == {"date.month": ("2031-07",)}] == [
        ("Jul\u00a02031", 1)
    ]


def test_a_mark_says_its_part_of_every_figure(office: Session) -> None:
    board = analysis.cases(office, CASES, "en", {"conveyance": ("AIR",)})
    by_key = {p.key: p for p in board.pictures}
    air = next(r for r in by_key["conveyance"].rows if r.filters == {"conveyance": ("AIR",)})
    assert air.cells == ("Air", 16, 16)
    for key in ("route", "months", "commodity", "detection", "area", "origins"):
        assert sum(row.cells[-1] for row in by_key[key].rows) == 16  # type: ignore[misc]


def test_words_come_in_the_language_asked_for(office: Session) -> None:
    board = analysis.cases(office, CASES, "fr")
    names = {one.code: one.label for one in board.offered["conveyance"]}
    assert names["AIR"] != ""
    assert names != {
        one.code: one.label for one in analysis.cases(office, CASES, "en").offered["conveyance"]
    }


def test_the_plan_has_a_line_for_each_item(office: Session) -> None:
    board = analysis.plan(office, Query("action-item"), "en")
    shown = board.pictures[0]
    assert board.total == len(shown.rows) == 24
    assert len({row.record for row in shown.rows}) == 24
    late = analysis.plan(office, Query("action-item", filters={"progress": ("completed",)}), "en")
    assert late.total == next(o.count for o in board.offered["progress"] if o.code == "completed")


def test_an_office_without_cases_has_no_picture(make_session: Callable[..., Session]) -> None:
    board = analysis.cases(make_session(), CASES, "en")
    assert (board.total, board.pictures) == (0, ())


quantities = st.one_of(st.none(), st.decimals("0", "1000000000", places=3))
goods_lines = st.lists(st.tuples(st.sampled_from(["KG", "T", "PCS", None]), quantities), max_size=5)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(goods_lines, min_size=1, max_size=4))
def test_sums_of_a_category_and_unit_are_those_of_its_lines(
    make_session: Callable[..., Session], written: list[list[tuple[str | None, Decimal | None]]]
) -> None:
    session = make_session()
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for n, lines in enumerate(written):
        category = ("MED", "TOB")[n % 2]
        goods = tuple(
            GoodsLine(category=category, unit=unit, quantity=quantity) for unit, quantity in lines
        )
        new = record.new(session, "case-study")
        assert isinstance(new, CaseStudy)
        record.save(session, replace(new, title=f"Case {n}", goods=goods, date="2024-05"), "")
        for unit, quantity in lines:
            expected[category, unit or ""] += quantity or 0
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in picture(session, "quantities").rows:
        key = row.filters["goods.category"][0], row.filters["goods.unit"][0]
        found[key] += row.cells[3] or 0  # type: ignore[operator]
    assert {u: q for u, q in found.items() if q} == {u: q for u, q in expected.items() if q}


def test_figures_of_chapters_are_those_of_plain_sql(office: Session) -> None:
    with office.reading() as reading:
        rows = reading.run(
            "SELECT substr(coalesce(l.hs, ''), 1, 2), count(DISTINCT l.owner), count(*) "
            "FROM case_study_goods AS l JOIN record AS r ON r.row = l.owner WHERE r.archived = 0 "
            "AND coalesce(l.not_known, '') NOT LIKE '%\"hs\"%' GROUP BY 1"
        )
    counted = {
        row.filters["goods.chapter"][0]: (row.cells[3], row.cells[1])
        for row in picture(office, "chapters").rows
    }
    counted.pop("?", None)
    assert counted == {chapter: (cases, lines) for chapter, cases, lines in rows}
    assert len(counted) > 1


def test_quantities_by_chapter_in_the_table_of_figures_are_those_of_plain_sql(
    office: Session,
) -> None:
    with office.reading() as reading:
        rows = reading.run(
            "SELECT substr(l.hs, 1, 2), coalesce(l.unit, ''), sum(l.quantity) "
            "FROM case_study_goods AS l JOIN case_study AS k ON k.owner = l.owner "
            "WHERE k.date LIKE '2024%' AND l.hs > '' AND l.quantity IS NOT NULL GROUP BY 1, 2"
        )
    cases = [one.record for one in lists.all_stored(office, CASES)]
    found = {
        tuple(one.key.split(" / ")): float(one.value or 0)
        for one in case_figures([c for c in cases if isinstance(c, CaseStudy)], 2024)
        if one.figure == "quantities_by_hs_chapter"
    }
    assert rows
    assert found == {(chapter, unit or "?"): pytest.approx(total) for chapter, unit, total in rows}


def test_figures_of_a_year_without_cases_have_no_chapter() -> None:
    assert not [one for one in case_figures([], 2024) if "hs_chapter" in one.figure]
