"""Records that look like the one being written: why, what is remembered, and how two become one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.records.dates import first_day, last_day
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import likely_duplicates, record, undo
from rilo_desktop.store.duplicate_queries import rows_in_days

SNUS = CaseStudy(
    title="Snus behind a cover load",
    local_ref="2026-17",
    date="2026-11-24",
    reporting_country="BG",
    location_place="Kapitan Andreevo",
    goods=(GoodsLine(description="Snus, 3 brands", quantity=Decimal(4_120), unit="PCS"),),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Session]:
    with make_office(
        tmp_path / "office", "XX", "XX-01", "quincunx gravel otter lantern"
    ).session as s:
        yield s


def saved(office: Session, case: CaseStudy) -> CaseStudy:
    stored = record.save(office, replace(case, id=new_id(office.clock()))).stored
    assert isinstance(stored.record, CaseStudy)
    return stored.record


def written(office: Session, **values: object) -> CaseStudy:
    """One that is being written, and was never saved."""
    made = replace(SNUS, id=new_id(office.clock()), local_ref=None, location_place=None)
    return replace(made, **values)  # type: ignore[arg-type]


def test_the_same_day_country_goods_and_quantity(office: Session) -> None:
    there = saved(office, SNUS)
    (found,) = likely_duplicates.likely(office, written(office, title="Another title"))
    assert (found.id, found.reference, found.number) == (there.id, there.reference, "2026-17")
    assert found.likeness.reasons == (
        "date",
        "reporting_country",
        "goods.description",
        "goods.quantity",
    )
    assert found.own


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"date": "2026-11-27"}, 4),
        ({"date": "2026-11"}, 4),
        ({"date": "2026-12-25"}, 4),
        ({"date": "2026-12-26"}, 0),
        ({"goods": (), "location_place": "kapitan ANDREEVO"}, 3),
        ({"date": "2020", "goods": (), "local_ref": "2026-17"}, 2),
        ({"goods": (), "reporting_country": "RO"}, 0),
        ({"date": "2020", "goods": ()}, 0),
        ({"date": None, "reporting_country": None, "goods": ()}, 0),
    ],
)
def test_what_speaks_for_it(office: Session, values: dict[str, object], reasons: int) -> None:
    saved(office, SNUS)
    found = likely_duplicates.likely(office, written(office, **values))
    assert [len(one.likeness.reasons) for one in found] == ([reasons] if reasons else [])


DATES = (
    *("2025", "2026", "2025-12", "2026-01", "2026-02"),
    *("2025-12-30", "2026-01-01", "2026-01-31", "2026-02-01"),
)


def test_days_meet_in_the_store_as_they_do_on_a_calendar(office: Session) -> None:
    for day in (*DATES, None):
        saved(office, replace(SNUS, local_ref=None, date=day))
    firsts = [date(2025, 12, 27), date(2025, 12, 31), date(2026, 1, 30), date(2027, 1, 1)]
    with office.reading() as reading:
        for first, long in product(firsts, (0, 3, 31)):
            last = first + timedelta(long)
            keys = rows_in_days(
                reading, "case-study", ("date", "reporting_country"), (first, last), "BG", 100
            )
            found = [vars(one.record)["date"] for one in reading.records.stored_many(keys)]
            met = [day for day in DATES if _first(day) <= last and _last(day) >= first]
            assert sorted(found) == sorted(met), (first, last)


def _first(text: str) -> date:
    return first_day(text) or date.max


def _last(text: str) -> date:
    return last_day(text) or date.min


def test_a_record_is_not_a_duplicate_of_itself(office: Session) -> None:
    assert likely_duplicates.likely(office, saved(office, SNUS)) == ()


def test_a_type_without_goods_has_none(office: Session) -> None:
    assert likely_duplicates.likely(office, record.new(office, "action-item")) == ()


def test_that_two_are_two_is_remembered_both_ways_and_logged(office: Session) -> None:
    there, here = saved(office, SNUS), saved(office, written(office))
    likely_duplicates.not_a_duplicate(office, here.id, there.id)
    assert likely_duplicates.likely(office, here) == ()
    assert likely_duplicates.likely(office, there) == ()
    assert audit_log.newest(office, 1)[0].action == actions.NOT_DUPLICATES


def test_what_is_remembered_has_a_limit(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely_duplicates, "MOST_KEPT", 1)
    there, here, third = (saved(office, replace(SNUS, local_ref=n)) for n in ("1", "2", "3"))
    likely_duplicates.not_a_duplicate(office, here.id, there.id)
    likely_duplicates.not_a_duplicate(office, here.id, third.id)
    assert [one.id for one in likely_duplicates.likely(office, here)] == [there.id]


def test_merged_the_other_gets_what_it_lacks_and_both_numbers_stay(office: Session) -> None:
    there = saved(office, SNUS)
    here = record.save(office, written(office, local_ref="B-4", lessons="Look at returns")).stored
    changes = likely_duplicates.merge(office, here.record, here.revision, there.id)
    assert set(changes.records) == {there.id, here.record.id}
    after = record.get(office, there.id).record
    assert isinstance(after, CaseStudy)
    assert (after.title, after.local_ref, after.lessons) == (
        SNUS.title,
        "2026-17",
        "Look at returns",
    )
    assert "B-4" in str(after.internal_note)
    assert here.record.reference in str(after.internal_note)
    gone = record.get(office, here.record.id).record
    assert gone.archived
    assert there.reference in str(gone.internal_note)  # type: ignore[attr-defined]
    undo.undo(office, changes.operation)
    assert record.get(office, there.id).record.lessons is None  # type: ignore[attr-defined]
    assert not record.get(office, here.record.id).record.archived


def test_what_was_never_saved_is_merged_without_leaving_a_record(office: Session) -> None:
    there = saved(office, SNUS)
    changes = likely_duplicates.merge(office, written(office, lessons="New"), "", there.id)
    assert changes.records == (there.id,)
    assert record.get(office, there.id).record.lessons == "New"  # type: ignore[attr-defined]


def test_a_record_is_not_merged_into_itself_or_another_type(office: Session) -> None:
    there = saved(office, SNUS)
    with pytest.raises(Refused):
        likely_duplicates.merge(office, there, "", there.id)
    item = record.new(office, "action-item")
    stored = record.save(office, replace(item, title="Train")).stored  # type: ignore[call-arg]
    with pytest.raises(Refused):
        likely_duplicates.merge(office, written(office), "", stored.record.id)


def test_what_somebody_changed_meanwhile_is_not_merged_over(office: Session) -> None:
    there = saved(office, SNUS)
    first = record.save(office, written(office)).stored
    record.save(office, replace(first.record, title="Changed"), first.revision)  # type: ignore[call-arg]
    with pytest.raises(Refused):
        likely_duplicates.merge(office, first.record, first.revision, there.id)
