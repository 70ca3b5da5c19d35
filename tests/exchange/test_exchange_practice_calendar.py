"""The practice year that ships, on many days: what has happened is past, what is planned ahead."""

from __future__ import annotations

import copy
import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from practice_years import SHIPPED
from rilo_desktop.exchange import practice_year
from rilo_desktop.exchange.cells import Number
from rilo_desktop.exchange.import_rows import column_of, columns_of
from rilo_desktop.exchange.office_files import read
from rilo_desktop.exchange.practice_calendar import Calendar
from rilo_desktop.records import class_of, fields_of
from rilo_desktop.records.dates import is_day
from rilo_desktop.rules.findings import Refused
from short_forms import examples

YEAR: dict[str, Any] = json.loads(SHIPPED.read_text("utf-8"), parse_int=Number, parse_float=Number)
AS_OF = date.fromisoformat(YEAR["meta"]["as_of"])
AHEAD = frozenset(
    ("due", "by", "valid_to", "closes", "end", "date_end", "period_to", "until", "cases", "case")
)
"""Columns whose days may be still to come."""
UNDER_WAY = "XX-ACT-061"
WRITTEN = re.compile(r"20\d\d(-\d\d){0,2}")
DAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))


def moved(day: date) -> dict[str, dict[str, Any]]:
    """{type: {own number: record}}, by the columns of the file."""
    found = Calendar(AS_OF, day).moved(YEAR["records"])
    return {kind: {one["local_ref"]: one for one in group} for kind, group in found.items()}


def days_of(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(column, day) of a record and of its lines."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from days_of(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from days_of(one, key)
    elif isinstance(value, str) and WRITTEN.fullmatch(value):
        yield key, value


def last_day(text: str) -> date:
    """Of a day, a month or a year."""
    if is_day(text):
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:] or 12)
    return date(year, month, monthrange(year, month)[1])


def test_on_its_own_day_it_is_as_it_was_written() -> None:
    assert read(SHIPPED).rows == read(SHIPPED, AS_OF).rows
    operation = moved(AS_OF)["activity"]["XX-ACT-001"]
    assert (operation["date_start"], operation["date_end"]) == ("2025-02-10", "2025-02-21")


@settings(max_examples=examples(120))
@given(DAYS)
def test_a_year_in_progress_whatever_the_day(day: date) -> None:
    records = moved(day)
    for kind, group in records.items():
        for number, one in group.items():
            planned = one.get("activity_status") == "draft" or number == UNDER_WAY
            for name, said in days_of(one):
                if name not in AHEAD and not planned:
                    assert last_day(said) <= day, (kind, number, name, said)
    _twelve_months(records, day)
    _no_paper_before_its_cases(records)
    _plan_under_way(records, day)


def _twelve_months(records: dict[str, dict[str, Any]], day: date) -> None:
    """What follows another record may be older by as much as that one takes."""
    for number, one in records["activity"].items():
        start = date.fromisoformat(one["date_start"])
        assert one["date_start"] <= one.get("date_end", one["date_start"]), number
        if one.get("activity_status") != "draft":
            assert day - timedelta(366 + 200) < start <= day, (number, start)
        asked, answered = one.get("received"), one.get("answered")
        assert not (asked and answered) or asked <= answered


def _no_paper_before_its_cases(records: dict[str, dict[str, Any]]) -> None:
    cases = records["case-study"]
    for kind, when in (("product", "issued"), ("activity", "date_end")):
        for number, one in records[kind].items():
            for line in one.get("cases", ()):
                if line["case"] in cases and when in one:
                    assert cases[line["case"]]["date"] <= one[when], (number, line)


def _plan_under_way(records: dict[str, dict[str, Any]], day: date) -> None:
    plan = records["action-plan"]["XX-PLAN-2"]
    assert plan["adopted_on"] < plan["last_meeting"] <= day.isoformat() < plan["period_to"]
    items = [one for one in records["action-item"].values() if one["plan"] == "XX-PLAN-2"]
    late = [
        one["title"]
        for one in items
        if one["progress"] != "completed" and one.get("due", "9") < day.isoformat()
    ]
    assert late == ["Attendance of contact points"]
    told = [last_day(line["date"]) for one in items for line in one.get("updates", ())]
    assert min(told) > day - timedelta(180)


@settings(max_examples=examples(40))
@given(DAYS)
def test_what_was_done_on_a_working_day_still_is(day: date) -> None:
    there = moved(day)["activity"]
    for one in YEAR["records"]["activity"]:
        for name in ("date_start", "date_end"):
            written = one.get(name, "")
            if is_day(written) and last_day(written).weekday() < 5:
                found = last_day(there[one["local_ref"]][name])
                bounds = found.day == 1 or (found + timedelta(1)).day == 1
                assert found.weekday() < 5 or bounds, (one["local_ref"], name)


@pytest.mark.parametrize(
    ("day", "start", "counts", "plan"),
    [
        (date(2026, 11, 30), "2026-02-10", "2026", "2026-01-01"),
        (date(2027, 1, 2), "2026-02-10", "2026", "2026-01-01"),
        (date(2028, 2, 29), "2027-02-10", "2027", "2027-01-01"),
        (date(2026, 12, 31), "2026-02-10", "2026", "2026-01-01"),
        (date(2027, 4, 1), "2026-02-10", "2027", "2027-01-01"),
        (date(2027, 5, 3), "2027-02-10", "2027", "2027-01-01"),
    ],
)
def test_the_year_on_single_days(day: date, start: str, counts: str, plan: str) -> None:
    """The operation moves with its report of 30 April; counts and plan with the reporting year."""
    found = practice_year.read_year(YEAR, "year.json", day)
    assert list(found.all_findings()) == []
    rows = {row.local_ref: row.values for row in found.rows}
    assert rows["XX-ACT-001"]["date_start"] == start
    assert rows["QM-THIS"]["year"] == counts
    assert rows["XX-PLAN-2"]["period_from"] == plan
    assert rows["XX-PLAN-2"]["title"] == f"Practice action plan {plan[:4]}-{int(plan[:4]) + 1}"


def test_numbers_of_other_records_do_not_move() -> None:
    lines = moved(date(2040, 6, 1))["product"]["PD-XX-01"]["cases"]
    assert [line["case"] for line in lines] == ["CS-AP-2019-001", "CS-AP-2019-004"]


def test_every_key_is_a_column_of_its_record() -> None:
    """A key that nobody reads is a mistake in the file."""
    for kind, group in YEAR["records"].items():
        known = {"moves"}
        for name, about in fields_of(class_of(kind)).items():
            known |= columns_of(name, about).keys()
            if about.lines is not None:
                known.add(name)
                columns = {column_of(*one) for one in fields_of(about.lines).items()}
                used = {key for one in group for line in one.get(name, ()) for key in line}
                assert used <= columns, (kind, name)
        assert {key for one in group for key in one} <= known, kind


def test_what_the_file_adds_up_is_right() -> None:
    activities = YEAR["records"]["activity"]
    done = [one for one in activities if one.get("activity_status", "done") == "done"]
    figures = json.loads(SHIPPED.read_text("utf-8"))["figures"]
    assert figures["activities_total"] == len(done)
    assert figures["by_kind"] == Counter(one["activity_kind"] for one in done)
    assert figures["case_studies"] == len(YEAR["records"]["case-study"])


def meta(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda data: data["meta"].update(changes)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (meta(fictitious=False), "exchange.year_not_invented"),
        (meta(office="AP"), "exchange.year_not_invented"),
        (meta(as_of="yesterday"), "exchange.year_without_day"),
        (meta(as_of=None), "exchange.year_without_day"),
        (meta(as_of=["2025-12-31"]), "exchange.year_without_day"),
        (meta(as_of="9999-12-31"), "exchange.year_without_day"),
        (meta(as_of="0001-01-01"), "exchange.year_without_day"),
        (lambda data: data.update(records=[]), "exchange.not_an_object"),
        (lambda data: data["records"].update(activity={}), "exchange.not_a_list"),
        (lambda data: data["records"].update(activity=[7]), "exchange.not_an_object"),
        (
            lambda data: data["records"]["activity"][0].update(results={"a": 1}),
            "exchange.not_a_list",
        ),
        (lambda data: data["records"]["activity"][0].update(title={}), "exchange.not_a_list"),
    ],
)
def test_another_shape_is_refused_with_one_sentence(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], rule: str
) -> None:
    data = json.loads(SHIPPED.read_text("utf-8"))
    change(data)
    path = tmp_path / "year.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(Refused) as refused:
        read(path, date(2027, 3, 1))
    assert [found.rule for found in refused.value.findings] == [rule]


ODD = (
    *("2025-02-30", "2025-13", "2025-02-29", "2024-02-29", "2099-12-31"),
    *("today+999", "today+1000", "XX-ACT-001", "year"),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000).map(lambda number: Number(str(number)))
    | st.text(max_size=8)
    | st.sampled_from(ODD),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=examples(200))
@given(st.data(), DAYS)
def test_whatever_stands_in_a_record_it_is_read_or_refused(data: st.DataObject, day: date) -> None:
    """A value of a record is another one: rows with findings, or one sentence; never a fault."""
    kind = data.draw(st.sampled_from(sorted(YEAR["records"])))
    record = copy.deepcopy(YEAR["records"][kind][0])
    record[data.draw(st.sampled_from([*sorted(record), "moves"]))] = data.draw(JSON)
    year = {"meta": YEAR["meta"], "records": {kind: [record]}}
    try:
        found = practice_year.read_year(year, "year.json", day)
    except Refused as refused:
        (said,) = refused.findings
        event(said.rule)
        return
    event("read")
    assert all(row.file == "year.json" for row in found.rows)


def test_a_part_of_another_version_is_said_and_the_rest_is_read() -> None:
    year = {"meta": YEAR["meta"], "records": {**YEAR["records"], "ledger": [{"local_ref": "L"}]}}
    found = practice_year.read_year(year, "year.json")
    assert [said.values["part"] for said in found.findings] == ["ledger"]
    assert len(found.rows) == len(read(SHIPPED).rows)


def test_a_day_that_is_none_stays_none_and_is_said() -> None:
    case = YEAR["records"]["case-study"][0] | {"date": "2025-02-30"}
    year = {"meta": YEAR["meta"], "records": {"case-study": [case]}}
    (row,) = practice_year.read_year(year, "year.json", date(2027, 1, 1)).rows
    assert [found.place.field for found in row.findings] == ["date"]
