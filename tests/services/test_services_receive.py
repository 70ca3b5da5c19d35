# mypy: disable-error-code="attr-defined, call-arg, operator"
"""Receiving: what becomes of each record, in one operation that undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from received_offices import (
    case,
    changed,
    coming,
    document,
    own_fields_equal,
    sent,
    sent_cases,
    to_file,
    with_records,
)

from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.cards import listed
from rilo_desktop.services.receiving import incoming_file, receive, received_submissions
from rilo_desktop.services.receiving.compare_records import MINE, THEIRS, Outcome
from rilo_desktop.services.receiving.incoming_file import IncomingFile, count, undecided, waiting
from rilo_desktop.services.records import history, record, undo

THREE = (0, 1, 2)


@pytest.fixture
def office(make_session):
    return make_session(sample=True)


@pytest.fixture
def secretariat(make_session):
    return make_session("SECRETARIAT")


@pytest.fixture
def received_once(office, secretariat):
    """Reference of the submission, and what came with it."""
    reference = sent(office)
    done = receive.accept(secretariat, coming(secretariat, document(office, reference)))
    return reference, done


@pytest.fixture
def three(office, secretariat):
    """Reference of a submission of three cases that was received."""
    reference = sent_cases(office, *THREE)
    receive.accept(secretariat, coming(secretariat, document(office, reference)))
    return reference


def outcomes(looked: Sequence[IncomingFile]) -> dict[str, int]:
    return {one.value: count(looked, one) for one in Outcome if count(looked, one)}


def test_a_signed_file_becomes_records_that_are_equal_field_by_field(
    office, secretariat, tmp_path
) -> None:
    paths = [to_file(office, sent(office, kind), tmp_path) for kind in ("case-studies",)]
    with pytest.raises(Refused) as refused:
        receive.accept(secretariat, receive.inspect_submissions(secretariat, paths))
    assert refused.value.findings[0].rule == incoming_file.STRANGER
    fingerprint = next(c.fingerprint for c in listed(office) if c.standing == "own")
    looked = receive.inspect_submissions(secretariat, paths, [fingerprint])
    assert outcomes(looked) == {"new": 40}
    assert [c.office for c in listed(secretariat)] == ["SECRETARIAT"], "a look trusts nobody"
    done = receive.accept(secretariat, looked)
    assert (done.new, done.changed, done.same) == (40, 0, 0)
    assert {c.office for c in listed(secretariat)} == {"SECRETARIAT", "AP"}
    own_fields_equal(office, secretariat, "case-study", 40)
    assert not store_check.check(secretariat).findings
    (one,) = received_submissions.received(secretariat)
    assert (one.office, one.new, one.sha256) == ("AP", 40, looked[0].sha256)
    with secretariat.reading() as reading:
        assert reading.attachments.content(one.sha256) is not None, "the file is kept as it came"
    again = receive.inspect_submissions(secretariat, paths)
    assert [one.comparison.standing for one in again] == ["again"]
    assert receive.accept(secretariat, again).changes.operation == 0


def test_again_changes_nothing(received_once, office, secretariat) -> None:
    reference, _ = received_once
    with secretariat.reading() as reading:
        before = reading.log.last
    done = receive.accept(secretariat, coming(secretariat, document(office, reference)))
    assert (done.new, done.changed, done.same, done.changes.operation) == (0, 0, 40, 0)
    with secretariat.reading() as reading:
        assert reading.log.last == before


def test_one_undo_takes_it_back_and_it_can_come_again(received_once, office, secretariat) -> None:
    reference, done = received_once
    assert undo.last(secretariat).operation == done.changes.operation
    undo.undo(secretariat, done.changes.operation)
    assert received_submissions.received(secretariat) == ()
    with secretariat.reading() as reading:
        assert reading.records.count("case-study") == 0
    looked = coming(secretariat, document(office, reference))
    assert outcomes(looked) == {"new": 40}
    assert receive.accept(secretariat, looked).new == 40
    own_fields_equal(office, secretariat, "case-study", 40)
    assert not store_check.check(secretariat).findings
    redone = undo.last(secretariat)
    undo.undo(secretariat, redone.operation)
    undo.undo(secretariat, undo.last_undone(secretariat).operation)
    assert len(received_submissions.received(secretariat)) == 1
    own_fields_equal(office, secretariat, "case-study", 40)


def test_a_state_that_follows_ours_comes_by_itself(three, office, secretariat) -> None:
    name = case(office).reference
    changed(office, name, lessons="Look at the seal.")
    later = sent_cases(office, *THREE, supersedes=three)
    looked = coming(secretariat, document(office, later))
    assert outcomes(looked) == {"same": 2, "changed": 1}
    receive.accept(secretariat, looked)
    stored = record.find(secretariat, name)
    assert stored.record.lessons == "Look at the seal."
    assert stored.record.workflow == Workflow.RELEASED
    old, new = sorted(received_submissions.received(secretariat), key=lambda one: one.reference)
    assert (old.superseded_by, new.superseded_by) == (later, "")
    (version, first) = history.versions(secretariat, stored.record.id)
    assert (first.origin, version.origin) == (f"{three} · 1", f"{later} · 1")


def test_other_fields_of_one_record_are_merged_and_stay_a_draft(three, office, secretariat) -> None:
    name = case(office).reference
    changed(office, name, lessons="Theirs.")
    changed(secretariat, name, outcome_text="Ours.")
    looked = coming(secretariat, document(office, sent_cases(office, *THREE, supersedes=three)))
    assert outcomes(looked) == {"same": 2, "changed": 1}
    done = receive.accept(secretariat, looked)
    stored = record.find(secretariat, name)
    assert (stored.record.lessons, stored.record.outcome_text) == ("Theirs.", "Ours.")
    assert stored.record.workflow == Workflow.DRAFT, "nobody approved it as a whole"
    assert not store_check.check(secretariat).findings
    undo.undo(secretariat, done.changes.operation)
    back = record.find(secretariat, name).record
    assert back.outcome_text == "Ours."
    assert back.lessons != "Theirs."


@pytest.mark.parametrize(("side", "words"), [(MINE, "Ours."), (THEIRS, "Theirs.")])
def test_a_field_that_both_changed_waits_for_a_decision(
    three, office, secretariat, side, words
) -> None:
    one, other = case(office, 0), case(office, 1)
    changed(office, one.reference, lessons="Theirs.", title="Their title")
    changed(office, other.reference, lessons="Theirs too.")
    changed(secretariat, one.reference, lessons="Ours.")
    looked = coming(secretariat, document(office, sent_cases(office, *THREE, supersedes=three)))
    assert outcomes(looked) == {"same": 1, "changed": 1, "conflict": 1}
    assert [(r.reference, field) for r, field in undecided(looked)] == [(one.reference, "lessons")]
    with pytest.raises(Refused) as refused:
        receive.accept(secretariat, looked)
    assert refused.value.findings[0].place.field == "lessons"
    assert record.find(secretariat, other.reference).record.lessons != "Theirs too."
    left = receive.accept(secretariat, looked, leave_undecided=True)
    assert [r.reference for r in left.left] == [one.reference]
    assert record.find(secretariat, one.reference).record.lessons == "Ours."
    assert received_submissions.received(secretariat)[0].waiting == (one.reference,)
    decided = {receive.decided(looked, one.reference, "lessons", side): {"lessons": side}}
    done = receive.accept(secretariat, looked, decided)
    assert (done.changed, done.left) == (1, ())
    stored = record.find(secretariat, one.reference).record
    assert (stored.lessons, stored.title) == (words, "Their title")
    assert received_submissions.received(secretariat)[0].waiting == ()


def test_a_merge_travels_back_and_is_known_there(three, office, secretariat) -> None:
    """The Secretariat's state follows the office's: nothing is asked field by field."""
    name = case(office).reference
    changed(secretariat, name, lessons="The Secretariat's words.")
    looked = coming(office, document(secretariat, sent(secretariat)))
    assert outcomes(looked) == {"same": 2, "foreign": 1}
    assert undecided(looked, wanted=receive.named(looked, [name])) == ()
    receive.accept(office, looked, wanted=receive.named(looked, [name]))
    back = record.find(office, name).record
    assert (back.lessons, back.reference) == ("The Secretariat's words.", name)
    assert back.workflow == Workflow.DRAFT, "it is released here when this office releases it"


def test_records_of_two_offices_with_one_own_number_stand_side_by_side(
    make_session, secretariat
) -> None:
    offices = [make_session("AP"), make_session("WE")]
    for office in offices:
        made = record.new(office, "case-study")
        record.save(office, replace(made, local_ref="CS-1", title=f"Of {office.office_code}"))
    documents = [document(office, sent(office)) for office in offices]
    assert receive.accept(secretariat, coming(secretariat, *documents)).new == 2
    with secretariat.reading() as reading:
        found = [s.record for s in reading.records.all_of("case-study")]
    assert {(r.local_ref, r.title) for r in found} == {("CS-1", "Of AP"), ("CS-1", "Of WE")}
    assert not store_check.check(secretariat).findings
    with pytest.raises(Refused) as refused:
        record.find(secretariat, "CS-1")
    assert refused.value.findings[0].rule == "record.ambiguous"
    own = record.new(secretariat, "case-study")
    record.save(secretariat, replace(own, local_ref="CS-1", title="Of nobody else"))
    assert record.find(secretariat, "CS-1").record.title == "Of nobody else"


def test_what_is_shipped_is_one_record_of_all_offices(make_session, secretariat) -> None:
    """Every store began with the same, under a reference of its own: what others say of it waits,
    and what two said of one field is asked."""
    ap, we = make_session("AP"), make_session("WE")
    changed(ap, "SND-01", "risk-indicator", rationale="What AP saw.")
    changed(we, "SND-01", "risk-indicator", rationale="What WE saw.")
    changed(we, "SND-02", "risk-indicator", rationale="WE too.")
    looked = coming(secretariat, document(ap, sent(ap, "indicator-catalogue")))
    assert outcomes(looked) == {"same": 47, "foreign": 1}
    receive.accept(secretariat, looked, wanted={one.id for one in waiting(looked)})
    looked = coming(secretariat, document(we, sent(we, "indicator-catalogue")))
    assert outcomes(looked) == {"same": 46, "foreign": 2}
    wanted = {one.id for one in waiting(looked)}
    assert [field for _, field in undecided(looked, wanted=wanted)] == ["rationale"]
    with pytest.raises(Refused) as refused:
        receive.accept(secretariat, looked, wanted=wanted)
    assert refused.value.findings[0].rule == "receive.conflict"


def test_what_is_for_the_office_only_stays_where_it_is(three, office, secretariat) -> None:
    name = case(office).reference
    changed(office, name, internal_note="of the office", lessons="Theirs.")
    changed(secretariat, name, internal_note="of the Secretariat")
    looked = coming(secretariat, document(office, sent_cases(office, *THREE, supersedes=three)))
    assert outcomes(looked) == {"same": 2, "draft": 1}, "the note is written here at the moment"
    receive.accept(secretariat, looked, wanted=receive.named(looked, [name]))
    stored = record.find(secretariat, name).record
    assert (stored.internal_note, stored.lessons) == ("of the Secretariat", "Theirs.")


def test_nothing_is_half_done_where_something_is_wrong(received_once, office, secretariat) -> None:
    """Unknown kinds, newer shapes, values that no form leaves, and clashes are kept aside."""
    reference, _ = received_once
    whole = document(office, reference)
    first = whole.package.records[0]
    strange = {
        "of a later kind": {"kind": "prophecy"},
        "of a later shape": {"schema": 99},
        "with an unknown field": {"colour": "red"},
        "with a value of another type": {"goods": "none"},
        "with a number without end": {"value_total": "1E+999999"},
        "with half a flag": {"archived": None},
        "that is a submission": {"kind": "submission"},
    }
    records = []
    for n, values in enumerate(strange.values()):
        snapshot = first.snapshot | {"id": f"strange-{n}", "reference": f"AP/2026/CS/B{n:04}"}
        records.append(replace(first, id=f"strange-{n}", reference=snapshot["reference"],
                               kind=values.get("kind", first.kind),
                               snapshot=snapshot | {"local_ref": f"S-{n}"} | values))  # fmt: skip
    twice = first.snapshot | {"id": "twice", "local_ref": "T-1"}
    records.append(replace(first, id="twice", snapshot=twice))
    number = first.snapshot | {"id": "number", "reference": "AP/2026/CS/B0099"}
    records.append(replace(first, id="number", reference="AP/2026/CS/B0099", snapshot=number))
    looked = coming(secretariat, with_records(whole, records, "another"))
    assert outcomes(looked) == {"aside": len(strange) + 2}
    assert all(one.aside is not None for one in looked[0].records)
    done = receive.accept(secretariat, looked)
    assert (done.aside, done.new) == (len(strange) + 2, 0)
    assert not store_check.check(secretariat).findings
    own_fields_equal(office, secretariat, "case-study", 40)


def test_two_documents_of_one_step_see_each_other(office, secretariat) -> None:
    reference = sent(office)
    first = document(office, reference)
    changed(office, case(office).reference, lessons="Later.")
    later = document(office, sent(office, supersedes=reference))
    done = receive.accept(secretariat, coming(secretariat, later, first))
    assert (done.new, done.changed, done.same) == (40, 1, 39)
    own_fields_equal(office, secretariat, "case-study", 40)
    for left in (40, 0):  # the later one is taken back first
        undo.undo(secretariat, undo.last(secretariat).operation)
        with secretariat.reading() as reading:
            assert reading.records.count("case-study") == left


def test_an_older_state_that_comes_late_takes_nothing_back(office, secretariat) -> None:
    reference = sent_cases(office, *THREE)
    first = document(office, reference)
    changed(office, case(office).reference, lessons="Later.")
    receive.accept(secretariat, coming(secretariat, document(office, sent_cases(office, *THREE))))
    looked = coming(secretariat, first)
    assert outcomes(looked) == {"same": 3}
    receive.accept(secretariat, looked)
    assert record.find(secretariat, case(office).reference).record.lessons == "Later."


def test_a_role_that_may_not_import_may_not_receive(three, office, secretariat) -> None:
    secretariat.officer = replace(secretariat.officer, role="reader")
    with pytest.raises(Refused):
        receive.accept(secretariat, coming(secretariat, document(office, three)))
