"""Pictures of cases: counts add up to all, unlike units stay apart, what is missing is named."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from rilo_desktop.analysis.case_columns import CaseColumns, case_columns, selected
from rilo_desktop.analysis.dashboard import COLUMNS, case_board
from rilo_desktop.analysis.messages import words_of
from rilo_desktop.analysis.months import axis_of
from rilo_desktop.analysis.results import ChartData, Dashboard
from rilo_desktop.drawing import ColumnChart
from short_forms import examples

WORDS = words_of("en")
codes = st.sampled_from(["", "?", "AIR", "SEA"])
dates = st.one_of(
    st.sampled_from(["", "?", "2024", "2019-12", "2024-05-06"]),
    st.dates().map(str),
)
case = st.tuples(dates, codes, st.just("AP"), codes, codes, codes)
leg = st.tuples(
    st.integers(0, 11),
    st.sampled_from(["origin", "departure", "transit", "seizure", "destination", "?"]),
    st.sampled_from(["CN", "IT", "", "?"]),
)
line = st.tuples(
    st.integers(0, 11),
    st.sampled_from(["MED", "TOB", "OTH", "", "?"]),
    st.sampled_from(["KG", "PCS", "T", "", "?"]),
    st.one_of(st.none(), st.decimals(0, 10**9, places=3).map(float)),
    st.sampled_from([None, True, False]),
    st.sampled_from(["30", "3004.90", "6403", "9999.99", "no", "", "?"]),
)


def columns_of(cases: list, legs: list = (), goods: list = ()) -> CaseColumns:  # type: ignore[assignment]
    return case_columns(
        COLUMNS,
        list(enumerate(cases)),
        sorted(legs, key=lambda x: x[0]),
        sorted(goods, key=lambda x: x[0]),
    )


def board_of(columns: CaseColumns, part: bytearray | None = None) -> Dashboard:
    return case_board(columns, selected(columns, {}), part, WORDS)


def picture(board: Dashboard, key: str) -> ChartData:
    return next(p for p in board.pictures if p.key == key)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(case, min_size=1, max_size=10),
    st.lists(leg, max_size=20),
    st.lists(line, max_size=20),
    codes,
)
def test_counts_add_up_to_all_and_sums_to_the_lines(
    cases: list, legs: list, goods: list, marked: str
) -> None:
    columns = columns_of(cases, legs, goods)
    part = selected(columns, {"conveyance": (marked,)})
    board = board_of(columns, part)
    assert board.total == len(cases)
    for shown in board.pictures:
        assert all(len(row.cells) == len(shown.heads) for row in shown.rows)
        if shown.key not in ("quantities", "chapters"):  # these count lines
            assert sum(row.cells[-2] for row in shown.rows) == len(cases)  # type: ignore[misc]
            assert sum(row.cells[-1] for row in shown.rows) == sum(part)  # type: ignore[misc]
            for row in shown.rows:
                assert sum(selected(columns, row.filters)) == row.cells[-2]
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    kept = [one for one in goods if one[0] < len(cases)]
    for _, category, unit, quantity, _, _ in kept:
        added = Decimal(repr(quantity)) if quantity is not None else Decimal(0)
        expected[category, unit] += added if category in ("MED", "TOB") else 0
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    rows = picture(board, "quantities").rows
    for row in rows:
        category, unit = row.filters["goods.category"][0], row.filters["goods.unit"][0]
        alike = category in ("MED", "TOB")
        found[category, unit] += (row.cells[3] or 0) if alike else 0  # type: ignore[operator]
        assert alike or row.cells[3] is None or row.cells[4] == 1  # nothing was added up
    assert found == expected
    assert sum(row.cells[4] for row in rows) == len(kept)  # type: ignore[misc]
    without = sum(quantity is None for _, _, _, quantity, _, _ in kept)
    assert sum(row.cells[5] for row in rows) == without  # type: ignore[misc]
    chapters = picture(board, "chapters").rows
    assert sum(row.cells[1] for row in chapters) == len(kept)  # type: ignore[misc]
    for row in chapters:
        chapter = row.filters["goods.chapter"]
        of_chapter = {one[0] for one in kept if one[5][:2] == chapter[0]}
        assert (row.cells[3], row.cells[4]) == (
            len(of_chapter),
            sum(part[case] for case in of_chapter),
        )
        assert sum(selected(columns, row.filters)) == len(of_chapter)


def dated(*days: str) -> list:
    return [(day, "", "", "AIR", "", "") for day in days]


def test_a_month_without_a_case_is_a_row_and_a_year_alone_is_no_month() -> None:
    board = board_of(columns_of(dated("2024-02-03", "2024-02", "2024-05", "2024", "?", "")))
    shown = picture(board, "months")
    rows = [(row.cells[0], row.cells[1]) for row in shown.rows]
    assert rows == [
        ("2024, month not given", 1),
        ("Feb\u00a02024", 2),
        ("Mar\u00a02024", 0),
        ("Apr\u00a02024", 0),
        ("May\u00a02024", 1),
        ("Not known", 1),
        ("Left empty", 1),
    ]
    assert "4 of 6 cases give the date." in shown.basis
    assert "1 case dated by year only" in shown.basis
    assert "2 months without a case." in shown.told
    assert isinstance(shown.chart, ColumnChart)
    wide = {column.number: column.wide for column in shown.chart.strips[0].columns}
    assert wide == {0: 12, 1: 1, 2: 1, 3: 1, 4: 1}


def test_many_years_are_counted_by_year() -> None:
    board = board_of(columns_of(dated("1990-01-01", "2026", "2026-03")))
    shown = picture(board, "months")
    assert shown.title == "Cases by year"
    assert shown.rows[-1].cells == ("2026", 2)
    assert len(shown.rows) == 37


def test_an_axis_needs_a_date() -> None:
    assert axis_of(["", "?"]) is None
    board = board_of(columns_of(dated("", "?")))
    assert picture(board, "months").told == "No case says when it was."


def test_a_quantity_that_nobody_gives_is_no_zero() -> None:
    goods = [(0, "DRG", "KG", None, None, ""), (0, "DRG", "PCS", 0.0, None, "")]
    board = board_of(columns_of(dated("2024-05"), goods=goods))
    rows = {row.cells[1]: row.cells[3] for row in picture(board, "quantities").rows}
    assert rows == {"kilograms": None, "pieces": Decimal(0)}
    assert "Unlike goods and unlike units are never added" in picture(board, "quantities").told


def test_chapters_have_their_titles_and_sums_by_unit() -> None:
    goods = [
        (0, "MED", "KG", 1.5, None, "3004.90"),
        (0, "MED", "PCS", 10.0, None, "3004"),
        (1, "MED", "KG", 2.0, True, "30"),
        (1, "OTH", "KG", 5.0, None, "9999.99"),
        (1, "OTH", "KG", 7.0, None, ""),
        (1, "OTH", "KG", 9.0, None, ""),
    ]
    shown = picture(board_of(columns_of(dated("2024-05", "2024-06"), goods=goods)), "chapters")
    assert [row.cells for row in shown.rows] == [
        ("30 Pharmaceutical products", 3, "3.5 kilograms · 10 pieces", 2),
        ("99: no chapter of the HS", 1, "5 kilograms", 1),
        ("Left empty", 2, "", 1),
    ]
    assert shown.told == "Most cases: 30 Pharmaceutical products, 2 of 2."
    assert shown.basis == "4 of 6 lines of goods give an HS code."
    marked = selected(columns_of(dated("2024"), goods=goods), {"goods.chapter": ("30",)})
    assert list(marked) == [1]


def test_cases_without_goods_have_no_chapter() -> None:
    shown = picture(board_of(columns_of(dated("2024-05"))), "chapters")
    assert shown.rows == ()
    assert shown.told == "No line of goods gives an HS code."


def test_a_route_counts_once_and_what_is_missing_is_told_apart() -> None:
    legs = [
        (0, "departure", "CN"),
        (0, "departure", "HK"),
        (0, "seizure", "IT"),
        (1, "origin", "?"),
        (1, "seizure", "IT"),
    ]
    board = board_of(columns_of(dated("2024", "2024", "2024"), legs))
    rows = [row.cells for row in picture(board, "route").rows]
    assert rows[0] == ("China", "Italy", "Air 1", 1)
    assert sorted(row[:2] for row in rows[1:]) == [
        ("Left empty", "Left empty"),
        ("Not known", "Italy"),
    ]
    assert "1 of 3 cases name both places" in picture(board, "route").basis


def test_nothing_selected_has_no_picture() -> None:
    columns = columns_of(dated("2024"))
    assert case_board(columns, bytearray(1), None, WORDS).pictures == ()
