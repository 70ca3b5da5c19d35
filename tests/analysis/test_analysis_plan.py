"""The state of an action plan on the day of the report."""

from datetime import date
from decimal import Decimal

import pytest

from rilo_desktop.analysis.plan import (
    by_status,
    due_day,
    figures,
    is_overdue,
    progress_of,
    timeline,
)
from rilo_desktop.records import NOT_KNOWN, ActionItem

TODAY = date(2026, 11, 24)


def item(**fields: object) -> ActionItem:
    return ActionItem(**{"local_ref": "GRM-01", "progress": "in_progress"} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "overdue"),
    [
        ({"due": "2026-11-23"}, True),
        ({"due": "2026-11-24"}, False),
        ({"due": "2026-11"}, False),
        ({"due": "2026-10"}, True),
        ({"due": "2025"}, True),
        ({"due": "2025-12-31", "revised_due": "2026-12-18"}, False),
        ({"due": "2027-01-01", "revised_due": "2026-09-30"}, True),
        ({"due": "2025", "progress": "completed"}, False),
        ({"due": "2025", "progress": "carried_over"}, False),
        ({"due": "2025", "progress": NOT_KNOWN}, True),
        ({"due": NOT_KNOWN}, False),
        ({"due": None}, False),
    ],
)
def test_overdue_is_a_matter_of_the_revised_date_and_the_day_of_the_report(
    fields: dict[str, object], overdue: bool
) -> None:
    assert is_overdue(item(**fields), TODAY) is overdue


def test_a_due_month_ends_with_its_last_day() -> None:
    assert due_day(item(due="2024-02")) == date(2024, 2, 29)


def test_statuses_come_in_the_order_of_the_bar_and_the_unknown_last() -> None:
    items = [item(progress=NOT_KNOWN), item(progress="delayed"), item(progress="completed")]
    assert [c.code for c in by_status(items)] == ["completed", "delayed", ""]


def test_a_status_of_another_list_counts_as_not_known() -> None:
    assert [(c.code, c.value) for c in by_status([item(progress="odd")])] == [("", 1)]


def test_key_figures_name_the_items() -> None:
    found = figures(
        [
            item(local_ref="A", due="2026-09-30"),
            item(local_ref="B", due="2025"),
            item(local_ref="C", due="2026-12-18"),
            item(local_ref="D"),
            item(local_ref="E", progress="completed"),
        ],
        TODAY,
    )
    assert [entry.name for entry in found.overdue_items] == ["B", "A"]
    assert [entry.name for entry in found.soon_items] == ["C"]
    assert found.undated_names == ("D",)
    counts = (found.overdue, found.soon, found.undated, found.items)
    assert [count.value for count in counts] == [2, 1, 1, 5]
    assert [count.base for count in counts] == [5, 5, 5, 5]


def test_the_timeline_spans_whole_years_with_all_dates_and_today() -> None:
    found = timeline([item(start="2023-02", due="2024"), item(due=None)], TODAY)
    assert (found.first, found.last) == (date(2023, 1, 1), date(2026, 12, 31))
    assert found.rows[0].start == date(2023, 2, 1)
    assert found.rows[0].due == date(2024, 12, 31)
    assert found.rows[1].due is None


def test_without_a_start_the_bar_begins_with_the_meeting() -> None:
    assert timeline([item(origin_date="2023-01-24")], TODAY).rows[0].start == date(2023, 1, 24)


def test_progress_is_a_share_of_the_way_to_the_target() -> None:
    found = progress_of(item(baseline=Decimal(8), current=Decimal(9), target=Decimal(12)))
    assert found is not None
    assert found.share == 0.25


@pytest.mark.parametrize("current", [NOT_KNOWN, None])
def test_no_progress_without_figures(current: object) -> None:
    assert progress_of(item(current=current, target=Decimal(12))) is None
    assert progress_of(item(current=Decimal(1), target=current)) is None
    assert progress_of(item(baseline=Decimal(3), current=Decimal(3), target=Decimal(3))) is None
