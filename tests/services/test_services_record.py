# mypy: disable-error-code="attr-defined, call-arg"
"""Recording: saved as it is, never overwritten unseen, and always a signed revision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import ActionItem, CaseStudy, ProgressUpdate, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import lists, record, search


@pytest.fixture
def session(make_session):
    return make_session()


def rules_of(refused):
    return [finding.rule for finding in refused.value.findings]


def saved(session, **values):
    made = replace(record.new(session, "case-study"), **values)
    record.save(session, made)
    return record.get(session, made.id)


def test_a_new_office_has_what_the_product_ships(session):
    counts = {kind: lists.count(session, kind) for kind in ("office", "member", "risk-indicator")}
    assert counts == {"office": 12, "member": 194, "risk-indicator": 48}
    assert lists.count(session, "obligation") == 14
    assert lists.count(session, "case-study") == 0


def test_an_empty_record_may_be_saved(session):
    stored = saved(session)
    assert stored.record.reference == "AP/2026/CS/A0001"
    assert stored.record.workflow == Workflow.DRAFT


def test_saving_the_same_again_writes_nothing(session):
    stored = saved(session, title="One")
    changes = record.save(session, stored.record, stored.revision)
    assert (changes.operation, changes.same) == (0, 1)
    assert len(record.history(session, stored.record.id)) == 1


def test_a_save_returns_the_record_as_it_is_stored(session):
    made = replace(record.new(session, "case-study"), title="One\0", lessons="a\ud800")
    first = record.save(session, made)
    assert first.stored == record.get(session, made.id)
    assert (first.created, first.changed, first.stored.record.title) == (1, 0, "One")
    again = record.save(session, replace(first.stored.record, title="O\0ne"), first.stored.revision)
    assert (again.operation, again.same, again.stored) == (0, 1, first.stored)
    changed = record.save(session, replace(first.stored.record, title="Two"))
    assert (changed.created, changed.changed) == (0, 1)
    assert changed.stored == record.get(session, made.id)
    assert len(record.history(session, made.id)) == 2


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(session):
    stored = saved(session, title="One")
    record.save(session, replace(stored.record, title="Two"), stored.revision)
    with pytest.raises(Refused) as refused:
        record.save(session, replace(stored.record, title="Mine"), stored.revision)
    assert rules_of(refused) == ["record.changed"]
    assert record.get(session, stored.record.id).record.title == "Two"


def test_an_own_number_belongs_to_one_record(session):
    saved(session, local_ref="7")
    with pytest.raises(Refused) as refused:
        saved(session, local_ref="7")
    assert rules_of(refused) == ["record.own_number"]
    assert lists.count(session, "case-study") == 1


def test_entries_of_a_thread_are_added_never_changed(session):
    first, second = ProgressUpdate(entry="first"), ProgressUpdate(entry="second")
    item = replace(record.new(session, "action-item"), updates=(first,))
    record.save(session, item)
    stored = record.get(session, item.id).record
    assert isinstance(stored, ActionItem)
    record.save(session, replace(stored, updates=(first, second)))
    with pytest.raises(Refused):
        record.save(session, replace(stored, updates=(second,)))
    with pytest.raises(Refused):
        record.save(session, replace(stored, updates=()))
    assert record.get(session, item.id).record.updates == (first, second)


def test_signs_that_are_no_text_are_left_out_and_nothing_else(session):
    stored = saved(session, title="a\0b\ud800c <b>&amp; <jd@x.org>", lessons="\ttab\r\nline")
    assert stored.record.title == "ab?c <b>&amp; <jd@x.org>"
    assert stored.record.lessons == "\ttab\r\nline"


def test_a_change_is_found_at_once(session):
    stored = saved(session, title="Négligée", summary="eleven tablets in a crate")
    (group,) = search.by_kind(session, "neglig")
    assert [row.id for row in group.rows] == [stored.record.id]
    (group,) = search.by_kind(session, "crate")
    (row,) = group.rows
    assert "crate" in row.why[0].value
    record.save(session, replace(stored.record, title="Other", summary=None))
    assert search.by_kind(session, "neglig") == ()


def test_lists_page_through_what_was_found(session):
    for n in range(5):
        saved(session, title=f"Case {n}", conveyance="AIR" if n % 2 else "SEA")
    found = lists.find(session, lists.Query("case-study", order="title", descending=False))
    assert [row.title for row in lists.page(session, found, 3, 10)] == ["Case 3", "Case 4"]
    assert found.counts["conveyance"] == {"AIR": 2, "SEA": 3}
    with pytest.raises(Refused):
        lists.find(session, lists.Query("spaceship"))


def test_a_submission_is_not_saved_as_a_form(session):
    with pytest.raises(Refused):
        record.save(session, record.new(session, "submission"))


def test_the_fixed_ids_are_the_same_in_every_store(make_session):
    one, other = make_session("AP"), make_session("WE")
    first, second = record.find(one, "SND-01").record, record.find(other, "SND-01").record
    assert first.id == second.id
    assert first.reference != second.reference


def test_released_content_that_is_edited_is_a_draft_again(session):
    stored = saved(session, title="One")
    with session.unit("released") as unit:
        unit.write([replace(stored.record, workflow=Workflow.RELEASED)])
    record.save(session, replace(stored.record, title="Two"))
    assert record.get(session, stored.record.id).record.workflow == Workflow.DRAFT
    assert isinstance(stored.record, CaseStudy)


def test_an_own_number_of_two_kinds_names_neither(session):
    made = replace(record.new(session, "case-study"), title="A case", local_ref="RTE-03")
    record.save(session, made)
    with pytest.raises(Refused) as refused:
        record.find(session, "RTE-03")
    (found,) = refused.value.findings
    assert found.rule == "record.ambiguous"
    case = record.get(session, made.id).record
    assert case.reference in found.values["references"]
    assert record.find(session, "RTE-03", "case-study").record.id == made.id
    assert record.find(session, case.reference).record.id == made.id


def test_a_save_parses_no_statement_anew(session):
    asked = []
    session.store._raw.set_authorizer(lambda *what: asked.append(what) or 0)
    saved(session, title="The first after the driver was told to ask parses all")
    asked.clear()
    saved(session, title="The second finds every statement ready")
    assert asked == []
