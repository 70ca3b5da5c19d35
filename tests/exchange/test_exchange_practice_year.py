"""A practice year with fixed days, of layout 0.1: read whole, refused with one sentence where not.

What the program ships moves with the calendar: `test_exchange_practice_calendar`.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from practice_years import FIXED as SOURCE
from rilo_desktop.analysis.plan import is_overdue
from rilo_desktop.exchange import practice_year
from rilo_desktop.exchange.cells import Number
from rilo_desktop.exchange.office_files import read
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CompetencyRating,
    Consultation,
    KeyIssue,
    Record,
    ReportedCount,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions
from rilo_desktop.services.records import file_import, record, undo
from rilo_desktop.vocabularies.functions import same_function
from short_forms import examples

YEAR: dict[str, Any] = json.loads(SOURCE.read_text("utf-8"))
OWN_NUMBERS = {
    "practice_offices": 12,
    "members": 8,
    "contact_functions": 3,
    "case_study_stubs": 9,
    "programmes": 8,
    "key_issues": 6,
    "key_issues_dropped": 1,
    "activities": 60,
    "competency_ratings": 192,
    "indicator_feedback": 20,
}


@pytest.fixture
def practice(make_session: Any) -> Any:
    return make_session("XX")


@pytest.fixture
def imported(practice: Any) -> Any:
    done = file_import.import_files(practice, [SOURCE])
    assert [found.values.get("part") for found in done.findings] == []
    assert done.skipped == ()
    return practice


def records(session: Any, cls: type[Record]) -> dict[str, Any]:
    with session.reading() as reading:
        found = [stored.record for stored in reading.records.all_of(cls.kind.code)]
    return {record.local_ref: record for record in found}


def name_of(session: Any, record_id: str) -> str:
    with session.reading() as reading:
        stored = reading.records.stored(record_id)
    assert stored is not None
    return str(stored.record.local_ref)


def file_of(folder: Path, data: Any) -> Path:
    path = folder / "year.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_every_part_becomes_records() -> None:
    rows = Counter(row.kind for row in read(SOURCE).rows)
    plans = YEAR["action_plans"]
    assert {part: len(YEAR[part]) for part in OWN_NUMBERS} == OWN_NUMBERS, "the file is another"
    assert rows == {
        "office": 12,
        "member": 8,
        "contact-function": 3,
        "case-study": 9,
        "programme": 8,
        "key-issue": 7,
        "activity": 60,
        "competency-rating": 192,
        "control": 20,
        "action-plan": 2,
        "action-item": sum(len(plan["items"]) for plan in plans),
        "challenge": sum(len(plan.get("challenges", ())) for plan in plans),
        "reported-count": 16,
        "consultation": 1,
    }


def test_each_activity_is_as_the_file_says(imported: Any) -> None:
    found = records(imported, Activity)
    assert len(found) == 60
    for said in YEAR["activities"]:
        one, detail = found[said["id"]], said["detail"]
        for key, name in (
            ("title", "title"), ("kind", "activity_kind"), ("date_start", "date_start"),
            ("date_end", "date_end"), ("role", "role"), ("area", "area"), ("tlp", "tlp"),
            ("source", "source"),
        ):  # fmt: skip
            assert getattr(one, name) == said[key], (said["id"], key)
        for name in ("members", "partners", "languages"):
            assert list(getattr(one, name)) == said[name]
        for name in detail.keys() - {"results", "state", "form", "feedback"}:
            assert getattr(one, name) == detail[name], (said["id"], name)
        words = {"on site": "on_site", "no feedback": "none"}
        for key, name in (("form", "training_form"), ("feedback", "feedback")):
            if key in detail:
                assert getattr(one, name) == words.get(detail[key], detail[key])
        results = [
            (r["commodity"], r["kind_of_goods"], str(r["quantity"]).removesuffix(".0"), r["unit"],
             r["seizures"], r["quantity_approx"])
            for r in detail.get("results", ())
        ]  # fmt: skip
        assert results == [
            (r.commodity, r.goods, str(r.quantity), r.unit, r.seizures, r.approximate)
            for r in one.results
        ]
        assert [name_of(imported, line.case) for line in one.cases] == said["cases"]
        assert [line.indicator for line in one.indicators] == said["indicators"]
        assert [name_of(imported, line.item) for line in one.action_items] == said["action_items"]
        assert [name_of(imported, line.issue) for line in one.key_issues] == said["key_issues"]
        programme = name_of(imported, one.programme) if one.programme else None
        assert programme == said["programme"]


def test_the_consultation_is_as_the_file_says(imported: Any) -> None:
    said = YEAR["consultation"]
    (one,) = records(imported, Consultation).values()
    assert (one.local_ref, one.title, one.closes) == (said["ref"], said["title"], said["closes"])
    assert [(p.number, p.heading, p.text) for p in one.paragraphs] == [
        (str(p["no"]), p["heading"], p["text"]) for p in said["paragraphs"]
    ]
    ours, others = {}, []
    for part in said["paragraphs"]:
        for line in part["comments"]:
            values = (line["position"], line["proposal"], line["reason"])
            if line["office"] == "XX":
                ours[str(part["no"])] = values
            else:
                others.append((str(part["no"]), line["office"], line["language"], *values))
    assert {
        p.number: (p.position, p.proposal, p.reason) for p in one.paragraphs if p.position
    } == ours
    assert {p.agreed for p in one.paragraphs if p.position} == {"agreed"}
    assert [
        (c.paragraph, c.office, c.language, c.position, c.proposal, c.reason) for c in one.comments
    ] == others
    assert len(ours) + len(others) == 17


def test_a_blank_rating_is_unknown_and_never_0(imported: Any) -> None:
    found = records(imported, CompetencyRating)
    assert len(found) == 192
    blank = [said for said in YEAR["competency_ratings"] if said["level"] is None]
    assert len(blank) == 33
    for said in YEAR["competency_ratings"]:
        one = found[f"{said['office']}-{said['competency']}"]
        assert (one.office_code, one.competency) == (said["office"], said["competency"])
        assert (one.level, one.staff, one.as_of) == (said["level"], said["staff"], said["as_of"])


def test_key_issues_have_their_ranks_and_the_dropped_one_says_why(imported: Any) -> None:
    found = records(imported, KeyIssue)
    for said in YEAR["key_issues"]:
        one = found[said["id"]]
        assert dict(one.name) == {"en": said["title_en"], "fr": said["title_fr"]}
        ranks = {2024: said["rank_last_year"], 2025: said["rank_this_year"]}
        assert {line.year: line.rank for line in one.ranks} == {
            year: rank for year, rank in ranks.items() if rank is not None
        }
        named = [name_of(imported, line.activity) for line in one.activities]
        assert named == said["activities"]
        assert [name_of(imported, line.item) for line in one.action_items] == said["action_items"]
    (dropped,) = (one for one in found.values() if one.dropped_in)
    assert dropped.dropped_in == 2025
    assert dropped.dropped_reason == YEAR["key_issues_dropped"][0]["why"]


def test_plans_and_items_are_linked_both_ways(imported: Any) -> None:
    items, plans = records(imported, ActionItem), records(imported, ActionPlan)
    carried = 0
    for plan in YEAR["action_plans"]:
        assert (plans[plan["ref"]].period_from, plans[plan["ref"]].period_to) == (*plan["period"],)
        assert plans[plan["ref"]].adopting_meeting == plan["adopted_at"]
        for said in plan["items"]:
            one = items[said["ref"]]
            assert name_of(imported, one.plan) == plan["ref"]
            for key, name in (
                ("title", "title"), ("status", "progress"), ("verified_on", "verified_on"),
            ):  # fmt: skip
                assert getattr(one, name) == said[key], (said["ref"], key)
            for name in ("lead", "verified_by"):
                function = getattr(one, name)
                assert function == said[name] or same_function(function, said[name])
            assert one.due_basis == ("plan" if said["due"] else None)
            assert [
                (line.title, line.evidence_kind, line.text, line.sha256) for line in one.evidence
            ] == [(e["title"], e["kind"], e["text"], None) for e in said["evidence"]], "no file"
            noted = [said["progress_note"]] if said["progress_note"] else []
            assert [entry.entry for entry in one.updates] == noted
            for name, back in (("carried_from", "carried_to"), ("carried_to", "carried_from")):
                linked = getattr(one, name)
                assert (name_of(imported, linked) if linked else None) == said.get(name)
                if linked:
                    there = items[name_of(imported, linked)]
                    assert name_of(imported, getattr(there, back)) == said["ref"]
                    carried += 1
    assert carried == 2 * YEAR["figures"]["carried_over"]


def test_the_five_traps_are_found(imported: Any) -> None:
    """`expected_findings` of the file, each by the rule that sees it, and nothing else."""
    items, activities = records(imported, ActionItem), records(imported, Activity)
    blocked = {
        (name, found.rule)
        for name, item in items.items()
        for found in record.findings(imported, item)
        if found.rule.startswith("action.") and found.blocks
    }
    assert blocked == {("XX-AP25-07", "action.no_evidence"), ("XX-AP25-09", "action.own_lead")}
    late = items["XX-AP25-08"]
    assert not is_overdue(late, date(2025, 12, 31))
    assert is_overdue(late, date(2026, 1, 1))
    assert not is_overdue(items["XX-AP25-11"], date(2099, 1, 1)), "it has no day"
    operation = activities["XX-ACT-2025-008"]
    assert operation.results == ()
    assert operation.results_note
    assert operation.messages is None, "not reported is unknown, and never 0"
    assert {trap["ref"] for trap in YEAR["expected_findings"]} == {
        *(name for name, _ in blocked), late.local_ref, "XX-AP25-11", operation.local_ref,
    }  # fmt: skip


def test_counts_add_up_and_a_year_that_was_not_reported_is_unknown(imported: Any) -> None:
    found = records(imported, ReportedCount).values()
    for year, figure in (("2024", 1560), ("2025", 1854)):
        lines = [line for one in found if one.year == year for line in one.counts]
        assert sum(line.records for line in lines) == figure == YEAR["figures"]["cen_records"][year]
        complete = YEAR["figures"]["cen_complete"][year]
        assert sum(line.complete for line in lines) == complete
    (silent,) = (one for one in found if one.not_reported)
    assert (silent.member, silent.year, silent.counts) == ("QU", "2024", ())


def test_it_is_one_operation_and_one_undo_takes_it_back(imported: Any) -> None:
    with imported.reading() as reading:
        entry = reading.log.entry(reading.log.last)
    assert entry is not None
    assert entry.action == actions.IMPORT
    again = file_import.import_files(imported, [SOURCE])
    assert (again.new, again.changed) == (0, 0)
    undo.undo(imported, undo.last(imported).operation)
    assert records(imported, Activity) == {}


def meta(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda data: data["meta"].update(changes)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (meta(fictitious=False), "exchange.year_not_invented"),
        (meta(fictitious="yes"), "exchange.year_not_invented"),
        (meta(office="AP"), "exchange.year_not_invented"),
        (meta(office=None), "exchange.year_not_invented"),
        (meta(year="last"), "exchange.year_without_year"),
        (meta(office=["XX"]), "exchange.year_not_invented"),
        (lambda data: data.update(activities={}), "exchange.not_a_list"),
        (lambda data: data.update(activities=[7]), "exchange.not_an_object"),
        (lambda data: data["activities"][0].update(detail=[]), "exchange.not_an_object"),
        (lambda data: data["activities"][0].update(members=[{}]), "exchange.not_a_list"),
        (lambda data: data["action_plans"][0].update(items={}), "exchange.not_a_list"),
    ],
)
def test_another_shape_is_refused_with_one_sentence(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], rule: str
) -> None:
    data = copy.deepcopy(YEAR)
    change(data)
    with pytest.raises(Refused) as refused:
        read(file_of(tmp_path, data))
    assert [found.rule for found in refused.value.findings] == [rule]


@pytest.mark.parametrize("own", ["AP", "X1"])
def test_it_is_of_one_practice_office_and_of_no_other(make_session: Any, own: str) -> None:
    session = make_session(own)
    with pytest.raises(Refused) as refused:
        file_import.import_files(session, [SOURCE])
    assert "intake.practice" in [found.rule for found in refused.value.findings]
    assert records(session, Activity) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_part_it_is_read_or_refused(data: st.DataObject) -> None:
    """A value of a record is another one: rows with findings, or one sentence; never a fault."""
    part = data.draw(st.sampled_from([*sorted(OWN_NUMBERS), "action_plans", "cen_like_counts"]))
    record = copy.deepcopy(YEAR[part][0])
    key = data.draw(st.sampled_from(sorted(record)))
    record[key] = data.draw(JSON)
    text = json.dumps({"meta": YEAR["meta"], part: [record]})
    year = json.loads(text, parse_int=Number, parse_float=Number)
    try:
        found = practice_year.read_year(year, "year.json")
    except Refused as refused:
        (said,) = refused.findings
        event(said.rule)
        return
    event("read")
    assert found.office == "XX"
    assert all(row.file == "year.json" for row in found.rows)
