"""Statements that find, compare or page records use an index (docs/decisions/0043)."""

from __future__ import annotations

import importlib
import re

import pytest

import plans
from rilo_desktop.records import CaseStudy, Office, record_types
from rilo_desktop.store import ListQuery, listing
from rilo_desktop.store.columns import filter_names

CASE = "case-study"


def read_everything(store, ask):
    """Statements that read everything, of what `ask` asks."""
    plans.Recorder.seen.clear()
    plans.Recorder.found.clear()
    with store.reading() as reading:
        ask(reading)
    found = [str(one) for one in plans.Recorder.found]
    plans.Recorder.found.clear()
    return found


def test_finding_a_record_by_any_of_its_names_reads_no_other(store):
    for kind in ("", CASE):
        assert (
            read_everything(store, lambda r, kind=kind: r.records.find_ids(kind, "AP/2026/CS/A1"))
            == []
        )


def test_a_record_is_found_by_reference_id_and_own_number(store):
    made = CaseStudy(id="a-case", local_ref="7/26")
    others = [
        CaseStudy(id="of-another", reference="WA/2026/CS/A1", local_ref="7/26"),
        Office(id="an-office", reference="WA/2026/OFF/A1", local_ref="7/26"),
    ]
    with store.unit("edit") as unit:
        (mine, *_) = unit.write([made, *others])
    with store.reading() as reading:
        for name in ("a-case", mine.reference):
            assert (
                reading.records.find_ids("", name)
                == reading.records.find_ids(CASE, name)
                == ("a-case",)
            )
        assert (
            reading.records.find_ids(CASE, "7/26")
            == reading.records.find_ids("", "7/26")
            == ("a-case",)
        )
        assert reading.records.find_ids("office", "7/26") == ("an-office",)
        assert reading.records.find_ids("office", "a-case") == ()
        assert reading.records.find_ids("", "nothing") == ()


@pytest.mark.parametrize(
    "name", ["workflow", "tlp", "office_code", "language", "archived", "date.year"]
)
def test_filters_that_every_list_has_are_counted_along_an_index(store, name):
    assert name in filter_names(CASE)
    for filters in ({}, {"date.year": ("2026",)}, {"tlp": ("GREEN",)}, {"language": ("", "fr")}):
        question = ListQuery(CASE, filters=filters)
        assert read_everything(store, lambda r, q=question: r.lists.codes(q, name)) == []
        assert read_everything(store, lambda r, q=question: r.lists.listed(q)) == []


def steps(store, sql, values):
    """How SQLite goes about a statement, a line for each step."""
    return [row[3] for row in store._raw.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("name", ["conveyance", "commodity", "date.year"])
def test_a_filter_of_a_kind_is_counted_without_a_look_at_its_records(store, name):
    """Also where it is empty or not known: in a large store each look decrypts a page."""
    plan = steps(store, *listing.facet_sql(ListQuery(CASE), name, False))
    looks = [step for step in plan if re.match(r"(SCAN|SEARCH) (r|k|record)\b", step)]
    assert looks
    assert all("USING COVERING INDEX" in step for step in looks), plan


def test_a_filter_of_a_kind_narrows_along_its_index(store):
    plan = steps(
        store, *listing.rows_sql(ListQuery(CASE, filters={"conveyance": ("AIR", "")}), False)
    )
    assert all("COVERING INDEX" in step for step in plan if re.match(r"(SCAN|SEARCH) ", step)), plan


@pytest.mark.parametrize("name", ["route.from", "route.to", "record.commented"])
def test_what_is_counted_from_other_tables_reads_no_record_itself(store, name):
    sql, values = listing.facet_sql(ListQuery(CASE), name, False)
    assert not any(
        re.match(r"(SCAN|SEARCH) (k|case_study)\b.*PRIMARY KEY", step)
        for step in steps(store, sql, values)
    )
    assert "case_study AS k" not in sql


@pytest.mark.parametrize("name", ["date_end.year", "revision.author", "record.incomplete"])
def test_what_looks_at_each_record_goes_through_them_in_their_order(store, name):
    """By the key, not by an index: see the decision for what the order of a list costs."""
    plan = steps(store, *listing.facet_sql(ListQuery(CASE), name, False))
    assert re.match(r"SEARCH [rk] USING INTEGER PRIMARY KEY", plan[0]), plan
    assert "LIST SUBQUERY" in plan[1], plan


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("order", ["", "title"])
def test_a_list_has_its_usual_orders_from_an_index(store, order, descending):
    question = ListQuery(CASE, order=order, descending=descending)
    assert read_everything(store, lambda r: r.lists.listed(question)) == []


def test_a_new_statement_that_reads_every_record_fails_by_its_name(store):
    def new_feature(reading):
        reading.run("SELECT id FROM record WHERE caveats = ?", ("NOFORN",))

    def named(reading):
        plans.Recorder.found.append(
            plans.Reads("services.new.feature", "SELECT id FROM record", "SCAN record")
        )

    sql = "SELECT a.id FROM record AS a WHERE caveats = ?"
    assert list(plans.whole(sql, ["SCAN a"])) == ["SCAN a"]
    assert read_everything(store, new_feature) == []  # asked by a test, not by the program
    read_everything(store, named)
    plans.Recorder.found.append(plans.Reads("services.new.feature", sql, "SCAN a"))
    assert plans.unlisted() == [f"services.new.feature: SCAN a: {sql}"]


@pytest.mark.parametrize(
    ("sql", "plan"),
    [
        ("SELECT count(*) FROM record AS r", "SCAN r USING COVERING INDEX record_as_listed"),
        ("SELECT rowid FROM search WHERE search MATCH ?", "SCAN search VIRTUAL TABLE INDEX 0:M2"),
        ("WITH found AS (SELECT 1) SELECT * FROM found", "SCAN found"),
        ("SELECT id FROM record WHERE id = ?", "SEARCH record USING INDEX x (id=?)"),
        ("SELECT sign FROM officer", "SCAN officer"),
    ],
)
def test_what_uses_an_index_or_a_small_table_is_no_finding(sql, plan):
    assert list(plans.whole(sql, [plan])) == []


def test_each_record_of_a_kind_is_as_much_as_all_records():
    step = "SEARCH r USING INDEX record_as_listed (kind=? AND archived=?)"
    sql = "SELECT r.caveats FROM record AS r WHERE r.kind = ? AND r.archived = 0"
    assert list(plans.whole(sql, [step])) == [step]


def test_what_may_read_everything_is_still_there_and_says_why():
    for name, (_, why) in plans.WHOLE.items():
        module, owner = name, []
        while True:
            try:
                found = importlib.import_module(f"rilo_desktop.{module}")
                break
            except ImportError:
                module, _, last = module.rpartition(".")
                owner.insert(0, last)
        for part in owner:
            found = getattr(found, part)
        assert len(why) > 10, name


def test_every_kind_is_found_by_its_own_number(store):
    """`find_ids` names the kinds so that their index serves; a new kind is among them."""
    with store.reading() as reading:
        for kind in record_types():
            assert reading.records.find_ids(kind, "none") == ()
