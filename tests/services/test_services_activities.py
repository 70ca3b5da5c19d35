"""The year of an office in numbers: every number leads to exactly the activities it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.analysis import quick_entry
from rilo_desktop.analysis.activities import counts, month_of
from rilo_desktop.records import Activity, ActivityCase, OperationResult
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import activities, bulk, lists, record, suggestions, today
from rilo_desktop.services.records.lists import Query

KIND = Activity.kind.code
YEAR = 2025
ACTIVITIES: tuple[dict[str, Any], ...] = (
    {"activity_kind": "operation", "date_start": "2024-12-20", "date_end": "2025-01-10"},
    {"activity_kind": "operation", "date_start": "2025-12-20", "date_end": "2026-02-10"},
    {"activity_kind": "operation", "date_start": "2023-05", "date_end": "2026"},
    {"activity_kind": "operation", "date_start": "2025-03-02", "activity_status": "cancelled"},
    {"activity_kind": "operation", "date_start": "2025-03-02", "activity_status": "done"},
    {"activity_kind": "training", "date_start": "2025-03", "officers": 12},
    {"activity_kind": "training", "date_start": "2025", "officers": 30},
    {"activity_kind": "training", "date_start": "2025-01-31", "activity_status": "draft"},
    {"activity_kind": "training", "date_start": "2024-11-24"},
    {"activity_kind": "training", "date_start": "2024-11-25"},
    {"activity_kind": "request", "date_start": "2024-12-30", "received": "2024-12-30"},
    {"activity_kind": "request", "date_start": "2025-11-03", "answered": "2025-11-05"},
    {"activity_kind": "control_support", "date_start": "2025-06-01", "members": ("JP", "FR")},
    {"activity_kind": "control_support", "date_start": "2025-07-01", "members": ("JP",)},
    {"activity_kind": "visit"},
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("activities") / "office"
    made = make_office(folder, "AP", "AP-01", "a passphrase of the first officer")
    with made.session as session:
        for number, values in enumerate(ACTIVITIES):
            activities.note(session, {"title": f"Activity {number}", **values})
        yield session


def _listed(office: Session, codes: str, kind: str = "") -> int:
    filters: dict[str, tuple[str, ...]] = {"date_start.counted": (codes,)}
    if kind:
        filters["activity_kind"] = (kind,)
    return len(lists.find(office, Query(KIND, filters=filters), counted=False).rows)


def test_every_number_of_the_strip_is_that_of_its_list(office: Session) -> None:
    for number in (2023, 2024, 2025, 2026):
        found = activities.year(office, number).counted
        for row in found.kinds:
            for month, count in enumerate(row.months, 1):
                assert _listed(office, f"{number}-{month:02}", row.kind) == count, (row, month)
            assert _listed(office, f"{number}", row.kind) == row.total
        assert _listed(office, str(number)) == found.total


def test_what_counts_in_the_year_is_written_down() -> None:
    """Independently of the code: by hand, of the list above."""
    every = [
        activities.ActivityFacts(
            n,
            v.get("activity_kind", ""),
            v.get("activity_status", ""),
            v.get("date_start", ""),
            v.get("date_end", ""),
        )
        for n, v in enumerate(ACTIVITIES)
    ]
    assert [f.key for f in every if counts(f, YEAR)] == [0, 1, 2, 4, 5, 6, 11, 12, 13]
    months = {f.key: month_of(f, YEAR) for f in every if counts(f, YEAR)}
    assert months == {0: 1, 1: 12, 2: 1, 4: 3, 5: 3, 6: 0, 11: 11, 12: 6, 13: 7}


def test_last_year_is_counted_through_the_same_day(office: Session) -> None:
    every = activities.facts(office)
    kinds = ("training",)
    assert activities.year_of(every, kinds, 2025, date(2025, 11, 24)).kinds[0].before == 1
    assert activities.year_of(every, kinds, 2025, date(2025, 11, 25)).kinds[0].before == 2
    assert activities.year_of(every, kinds, 2025, date(2026, 5, 1)).kinds[0].before == 2
    assert _listed(office, "2024/2024-11-24", "training") == 1
    assert activities.year_of(every, kinds, 2024, date(2024, 2, 29)).through == date(2024, 2, 29)


def test_the_notes_say_how_many_state_what_is_added(office: Session) -> None:
    rows = {row.kind: row for row in activities.year(office, YEAR).counted.kinds}
    assert (rows["training"].note, rows["training"].base) == (42, 2)
    assert (rows["request"].note, rows["request"].base) == (1, 1)
    assert (rows["control_support"].note, rows["control_support"].base) == (2, 2)
    assert (rows["operation"].note, rows["operation"].base) == (0, 4)
    assert rows["meeting"].note is None


def test_a_result_that_is_written_is_counted_at_once(office: Session) -> None:
    saved = activities.note(office, {"title": "Operation", "activity_kind": "operation",
                                     "date_start": "2022-05-02"})  # fmt: skip
    assert activities.year(office, 2022).counted.kinds[0].note == 0
    result = OperationResult(goods="toys", quantity=None, unit="PCS", commodity="UNSAFE")
    stored = saved.stored
    record.save(office, record.with_values(stored.record, {"results": (result,)}), stored.revision)
    assert activities.year(office, 2022).counted.kinds[0].note == 1
    bulk.change(office, [stored.record.id], bulk.BulkChange(archived=True))
    assert activities.year(office, 2022).counted.total == 0


def test_quick_entry_knows_offices_countries_and_earlier_places(office: Session) -> None:
    activities.note(office, {"title": "Course", "activity_kind": "training", "place": "Old Mill",
                             "date_start": "2021-02"})  # fmt: skip
    names = activities.entry_names(office)
    found = quick_entry.read("visit Analysts, for Japan and WE, old mill", date(2025, 1, 2), names)
    assert found.values == {
        "activity_kind": "visit",
        "members": ("JP",),
        "partners": ("WE",),
        "place": "Old Mill",
        "date_start": "2025-01-02",
    }
    assert found.title == "Analysts"
    stored = activities.note(office, {"title": found.title, **found.values}).stored
    assert isinstance(stored.record, Activity)
    assert (stored.record.members, stored.record.place) == (("JP",), "Old Mill")


def test_cases_with_the_words_of_an_activity_are_proposed(tmp_path: Path) -> None:
    made = make_office(tmp_path / "office", "AP", "AP-01", "a passphrase of the first officer")
    with made.session as session:
        add_sample(session)
        values = {"title": "Counterfeit injection pens in mail parcels", "activity_kind": "request"}
        stored = activities.note(session, {**values, "summary": "Are they known?"}).stored
        found = suggestions.suggestions_for(session, stored.record)
        assert found.suggested
        assert not found.picked
        first = found.suggested[0]
        assert first.reasons, "says from which words"
        linked = record.with_values(stored.record, {"cases": (ActivityCase(case=first.key),)})
        again = suggestions.suggestions_for(session, linked)
        assert [one.key for one in again.picked] == [first.key]
        assert first.key not in [one.key for one in again.suggested]
        searched = suggestions.suggestions_for(session, linked, "parcel")
        assert searched.others


def test_only_a_request_with_a_day_that_binds_is_late_today(tmp_path: Path) -> None:
    made = make_office(tmp_path / "office", "AP", "AP-01", "a passphrase of the first officer")
    with made.session as session:
        day = (date.fromisoformat(session.today) - timedelta(3)).isoformat()
        received = (date.fromisoformat(session.today) - timedelta(30)).isoformat()
        common = {"activity_kind": "request", "received": received, "date_start": received}
        for title, more in {
            "agreed": {"due_basis": "agreed"},
            "asked": {"due_basis": "asked"},
            "own aim": {"due_basis": "own_aim"},
            "no basis": {},
            "answered": {"due_basis": "agreed", "answered": day},
            "cancelled": {"due_basis": "agreed", "activity_status": "cancelled"},
        }.items():
            activities.note(session, {"title": title, "due": day, **common, **more})
        waiting = today.overview(session)
        late = {entry.title for entry in waiting.entries if entry.why is today.Why.OVERDUE}
        assert late == {"agreed", "asked"}
        found = lists.find(session, Query(KIND), counted=False)
        rows = lists.page(session, found, 0, 9)
        assert {row.title for row in rows if lists.is_late(row, session.today)} == late
