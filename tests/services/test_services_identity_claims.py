# mypy: disable-error-code="arg-type, attr-defined, call-arg, type-var"
"""An identity speaks only for itself: whatever a trusted office signs, it says of its own.

Two or three real stores; documents are made as a hostile office would make them: its own package
with other claims in it, read back through its bytes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from received_offices import case, changed, coming, document, sent, sent_cases
from received_offices import with_package as repacked

from rilo_desktop.exchange import pdfa, signing
from rilo_desktop.exchange.package import Deletion
from rilo_desktop.records import Workflow
from rilo_desktop.reports import made as pages_of
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    card_revocations,
    cards,
    finding_messages,
    identity,
    store_check,
)
from rilo_desktop.services.receiving import acknowledge, receive, received_submissions
from rilo_desktop.services.receiving.compare_records import Outcome, RecordComparison
from rilo_desktop.services.receiving.incoming_file import count, findings_of
from rilo_desktop.services.records import purge, record, undo
from rilo_desktop.services.submissions import release, verify
from rilo_desktop.services.submissions.unpacking import document_of


@pytest.fixture
def ap(make_session: Any) -> Any:
    return make_session("AP", sample=True)


@pytest.fixture
def we(make_session: Any) -> Any:
    return make_session("WE")


@pytest.fixture
def secretariat(make_session: Any) -> Any:
    return make_session("SECRETARIAT")


FEW = "parcel"
"""Finds some of the cases: pages are made of them."""


def own_card(session: Any) -> str:
    return next(c.fingerprint for c in cards.listed(session) if c.standing == "own")


def signed_by(session: Any, opened: Any, path: Path) -> Path:
    """The package as a document that this office signed."""
    content = pdfa.sealed(pages_of(document_of(opened.package, {})), opened.package, {})
    path.write_bytes(signing.signed(content, identity.signing(session), session.clock()))
    return path


def claiming(session: Any, **values: Any) -> Any:
    """A small submission of this office that says this of itself."""
    made = record.new(session, "case-study")
    record.save(session, replace(made, title=f"Of {session.office_code}"))
    opened = document(session, sent(session))
    said = replace(opened.package.submission, **values)
    return repacked(replace(opened.package, submission=said), {})


def relayed(ap: Any, we: Any, *names: str, **values: Any) -> Any:
    """Records of AP as WE signs them, with AP's newest revision as their ancestor."""
    places = [n for n in range(2) if case(ap, n).reference in names]
    theirs = {one.reference: one for one in document(ap, sent_cases(ap, *places)).package.records}
    records = []
    for name in names:
        one = theirs[name]
        snapshot = one.snapshot | values
        came_from = (one.revision, *one.ancestors)
        records.append(
            replace(
                one,
                revision="f" * 64,
                parents=came_from[:1],
                ancestors=came_from,
                snapshot=snapshot,
            )
        )
    base = claiming(we)
    return repacked(replace(base.package, records=tuple(records)), {})


def rules_of(looked: Any) -> list[str]:
    return [one.rule for one in findings_of(looked)]


# --- F4: records


def test_a_record_of_ours_is_never_replaced_or_released_by_another_office(ap, we) -> None:
    one, other = case(ap, 0), case(ap, 1)
    sent_cases(ap, 0, 1)
    changed(ap, other.reference, lessons="A draft of the analyst.")
    looked = coming(ap, relayed(ap, we, one.reference, other.reference, title="The words of WE"))
    assert count(looked, Outcome.FOREIGN) == 2
    (waits, _) = [r.waits for r in looked[0].records]
    assert waits.values["name"] == one.reference
    before = [record.get(ap, r.id) for r in (one, other)]
    done = receive.accept(ap, looked)
    assert [r.reference for r in done.left] == [one.reference, other.reference]
    assert [record.get(ap, r.id) for r in (one, other)] == before
    wanted = receive.named(looked, [one.reference])
    done = receive.accept(ap, looked, wanted=wanted)
    taken = record.get(ap, one.id)
    assert (taken.record.title, taken.record.workflow) == ("The words of WE", Workflow.DRAFT)
    states = {r.record_then().workflow for r in record.history(ap, one.id)[:1]}
    assert states == {Workflow.DRAFT}, "no revision of it was ever released by receiving"
    assert record.get(ap, other.id) == before[1]
    undo.undo(ap, done.changes.operation)
    assert record.get(ap, one.id).record.title == one.title
    assert not store_check.check(ap).findings


def test_a_record_that_we_never_wrote_does_not_come_under_our_reference(ap, we) -> None:
    document_ = relayed(ap, we, case(ap).reference)
    (packed,) = document_.package.records
    values = {"id": "another-id", "reference": "AP/2026/CS/A0941", "local_ref": "941"}
    forged = replace(packed, id="another-id", reference="AP/2026/CS/A0941",
                     snapshot=packed.snapshot | values)  # fmt: skip
    looked = coming(ap, repacked(replace(document_.package, records=(forged,)), {}))
    assert count(looked, Outcome.FOREIGN) == 1
    assert receive.accept(ap, looked).new == 0
    with pytest.raises(Refused):
        record.find(ap, "AP/2026/CS/A0941")
    receive.accept(ap, looked, wanted=receive.named(looked, ["AP/2026/CS/A0941"]))
    assert record.find(ap, "AP/2026/CS/A0941").record.workflow == Workflow.DRAFT


def test_a_third_office_brings_records_of_another_only_by_decision(ap, we, secretariat) -> None:
    one = case(ap)
    looked = coming(secretariat, relayed(ap, we, one.reference))
    assert count(looked, Outcome.FOREIGN) == 1
    done = receive.accept(secretariat, looked)
    assert (done.new, len(done.left)) == (0, 1)
    assert received_submissions.received(secretariat)[0].waiting == (one.reference,)
    done = receive.accept(secretariat, looked, wanted=receive.named(looked, [one.reference]))
    assert (done.new, done.left) == (1, ())
    assert record.get(secretariat, one.id).record.workflow == Workflow.DRAFT
    assert received_submissions.received(secretariat)[0].waiting == ()


def test_what_a_third_office_says_of_revisions_never_keeps_the_genuine_record_out(
    ap, we, secretariat
) -> None:
    """WE names AP's revision as its own: AP's own word still comes, and is released."""
    one = case(ap)
    genuine = document(ap, sent_cases(ap, 0, 1))
    packed = next(r for r in genuine.package.records if r.id == one.id)
    forged = replace(packed, snapshot=packed.snapshot | {"title": "The words of WE"})
    base = claiming(we)
    looked = coming(secretariat, repacked(replace(base.package, records=(forged,)), {}))
    receive.accept(secretariat, looked, wanted={one.id})
    looked = coming(secretariat, genuine)
    assert count(looked, Outcome.SAME) == 0
    receive.accept(secretariat, looked)
    stored = record.get(secretariat, one.id).record
    assert (stored.title, stored.workflow) == (one.title, Workflow.RELEASED)


def test_what_only_waits_takes_no_name_from_the_genuine_record(ap, we, secretariat) -> None:
    """In one step: WE's forgery under AP's reference first, then what AP itself sent."""
    one = case(ap)
    hostile = relayed(ap, we, one.reference)
    (packed,) = hostile.package.records
    forged = replace(packed, id="another-id", snapshot=packed.snapshot | {"id": "another-id"})
    hostile = repacked(replace(hostile.package, records=(forged,)), {})
    genuine = document(ap, sent_cases(ap, 0, 1))
    with secretariat.reading() as reading:
        comparing = RecordComparison(reading, "SECRETARIAT")
        found = [
            comparing.one(packed, [], came.package.submission.office)
            for came in (hostile, genuine)
            for packed in came.package.records
        ]
    assert found[0].outcome is Outcome.FOREIGN
    assert {one.outcome for one in found[1:]} == {Outcome.NEW}


def test_a_draft_that_is_written_here_is_not_overwritten_without_a_question(
    ap, secretariat
) -> None:
    reference = sent_cases(ap, 0, 1)
    receive.accept(secretariat, coming(secretariat, document(ap, reference)))
    one = case(ap)
    changed(secretariat, one.reference, internal_note="We are looking into this.")
    changed(ap, one.reference, lessons="A later word.")
    looked = coming(secretariat, document(ap, sent_cases(ap, 0, 1, supersedes=reference)))
    assert count(looked, Outcome.DRAFT) == 1
    receive.accept(secretariat, looked)
    assert record.get(secretariat, one.id).record.lessons == one.lessons
    receive.accept(secretariat, looked, wanted={one.id})
    assert record.get(secretariat, one.id).record.lessons == "A later word."


def test_only_what_waits_can_be_named(ap, we, secretariat) -> None:
    looked = coming(secretariat, relayed(ap, we, case(ap).reference))
    with pytest.raises(Refused) as refused:
        receive.named(looked, ["AP/2026/CS/A0999"])
    assert refused.value.findings[0].rule == "receive.take"


# --- F4: submissions


def test_a_submission_supersedes_only_what_its_own_office_sent(ap, we, secretariat, tmp_path):
    reference = sent(ap, where=FEW)
    genuine = document(ap, reference)
    receive.accept(secretariat, coming(secretariat, genuine))
    hostile = claiming(we, supersedes_id=genuine.package.submission.id)
    receive.accept(secretariat, coming(secretariat, hostile))
    assert received_submissions.find(secretariat, reference).is_current
    acknowledge.make(secretariat, reference, tmp_path / "a.rilo-answer")


@pytest.mark.parametrize("claim", ["reference", "store", "id", "all"])
def test_claims_on_another_offices_submission_are_refused_by_name(
    ap, we, secretariat, tmp_path, claim
) -> None:
    genuine = document(ap, sent(ap, where=FEW))
    trust = [own_card(ap), own_card(we)]
    path = signed_by(ap, genuine, tmp_path / "genuine.pdf")
    receive.accept(secretariat, receive.inspect_submissions(secretariat, [path], trust))
    said = genuine.package.submission
    values = {"reference": said.reference, "store": said.store, "id": said.id}
    values = values if claim == "all" else {claim: values[claim]}
    hostile = signed_by(we, claiming(we, revision=99, **values), tmp_path / "hostile.pdf")
    looked = receive.inspect_submissions(secretariat, [hostile], trust)
    rules = {"verify.reference", "verify.store", "verify.id"}
    found = [f for f in findings_of(looked) if f.rule in rules]
    assert found
    for one in found:
        assert (one.values["office"], one.values["owner"]) == ("WE", "AP")
    assert verify.verify(secretariat, hostile).exit_code == verify.ALTERED


def test_a_genuine_document_is_never_framed_by_claims_on_it(ap, we, secretariat, tmp_path) -> None:
    """An earlier version took WE's claims; what stands in the register since then says nothing."""
    genuine = document(ap, sent(ap, where=FEW))
    said = genuine.package.submission
    hostile = claiming(we, reference=said.reference, store=said.store, id=said.id, revision=99)
    receive.accept(secretariat, coming(secretariat, hostile))
    path = signed_by(ap, genuine, tmp_path / "genuine.pdf")
    verdict = verify.verify(secretariat, path)
    assert verdict.findings == ()
    looked = receive.inspect_submissions(secretariat, [path], [own_card(ap)])
    assert findings_of(looked) == ()
    assert looked[0].comparison.standing == "new"
    receive.accept(secretariat, looked)
    assert received_submissions.find(secretariat, said.reference).office == "AP"


def test_a_store_that_was_claimed_first_is_free_again_once_the_card_is_revoked(
    ap, we, secretariat, tmp_path
) -> None:
    genuine = document(ap, sent(ap, where=FEW))
    path = signed_by(ap, genuine, tmp_path / "genuine.pdf")
    hostile = claiming(we, store=genuine.package.submission.store)
    trust = [own_card(ap), own_card(we)]
    first = signed_by(we, hostile, tmp_path / "hostile.pdf")
    receive.accept(secretariat, receive.inspect_submissions(secretariat, [first], trust))
    assert rules_of(receive.inspect_submissions(secretariat, [path], trust)) == ["verify.store"]
    card_revocations.revoke(secretariat, own_card(we), "it spoke for AP")
    assert findings_of(receive.inspect_submissions(secretariat, [path], trust)) == ()


def test_our_own_store_is_nobody_elses(ap, we, tmp_path) -> None:
    hostile = claiming(we, store=ap.store_id)
    path = signed_by(we, hostile, tmp_path / "hostile.pdf")
    assert rules_of(receive.inspect_submissions(ap, [path], [own_card(we)])) == ["verify.store"]


def test_one_revision_of_a_submission_has_one_content(ap, secretariat, tmp_path) -> None:
    genuine = document(ap, sent(ap, where=FEW))
    receive.accept(secretariat, coming(secretariat, genuine))
    package = genuine.package
    other = replace(package, records=package.records[:3],
                    submission=replace(package.submission, content_hash="0" * 64))  # fmt: skip
    path = signed_by(ap, repacked(other, {}), tmp_path / "other.pdf")
    found = verify.verify(secretariat, path).findings
    assert "verify.content" in [f.rule for f in found]


# --- scale 0.2: what was purged


def test_what_was_purged_here_waits_with_who_purged_it_and_when(ap, secretariat) -> None:
    reference = sent_cases(ap, 0, 1)
    first = document(ap, reference)
    receive.accept(secretariat, coming(secretariat, first))
    one = case(ap)
    purge.purge_record(secretariat, one.id, "a name")
    changed(ap, one.reference, lessons="A later word.")
    later = document(ap, sent_cases(ap, 0, 1, supersedes=reference))
    for came in (first, later):
        looked = coming(secretariat, came)
        (waits,) = [r for r in looked[0].records if r.outcome is Outcome.PURGED]
        assert waits.id == one.id
        assert waits.waits.values["officer"] == "SECRETARIAT-01"
        assert waits.waits.values["day"] == "2026-11-25"
        done = receive.accept(secretariat, looked)
        assert [r.id for r in done.left] == [one.id]
        assert record.get(secretariat, one.id).record.title_text == ""
    done = receive.accept(secretariat, looked, wanted={one.id})
    assert record.get(secretariat, one.id).record.lessons == "A later word."
    assert count(coming(secretariat, later), Outcome.PURGED) == 0
    undo.undo(secretariat, done.changes.operation)
    assert record.get(secretariat, one.id).record.title_text == ""
    assert count(coming(secretariat, later), Outcome.PURGED) == 1
    assert not store_check.check(secretariat).findings


def test_a_text_that_was_purged_does_not_come_back_with_an_older_line(ap, secretariat) -> None:
    for at in (0, 1):
        changed(ap, case(ap, at).reference, lessons="Somebody by name.")
    reference = sent_cases(ap, 0, 1)
    receive.accept(secretariat, coming(secretariat, document(ap, reference)))
    one, other = case(ap, 0), case(ap, 1)
    for name in (one, other):
        changed(secretariat, name.reference, lessons="Nothing.")
    purge.purge_text(secretariat, one.id, "somebody by name", "a name")
    changed(ap, one.reference, outcome_text="A later word.")
    changed(ap, other.reference, outcome_text="A later word.")
    looked = coming(secretariat, document(ap, sent_cases(ap, 0, 1, supersedes=reference)))
    outcomes = {r.id: r.outcome for r in looked[0].records}
    assert outcomes[one.id] is Outcome.PURGED
    assert outcomes[other.id] is Outcome.CHANGED


def test_a_purge_travels_as_a_request_and_does_nothing_by_itself(ap, secretariat, tmp_path) -> None:
    reference = sent(ap, where=FEW)
    first = document(ap, reference)
    receive.accept(secretariat, coming(secretariat, first))
    gone = first.package.records[0].id
    name = record.get(ap, gone).record.reference
    assert first.package.deletions == ()
    purge.purge_record(ap, gone, "a name that nobody else shall read")
    later = sent(ap, where=FEW)
    came = document(ap, later)
    assert [(one.record, one.on) for one in came.package.deletions] == [(gone, "2026-11-25")]
    path = signed_by(ap, came, tmp_path / "later.pdf")
    assert verify.verify(secretariat, path).findings == ()
    release.export(ap, later, path)
    assert b"a name that nobody" not in path.read_bytes()
    looked = receive.inspect_submissions(secretariat, [path], [own_card(ap)])
    (asked,) = looked[0].comparison.asks
    assert (asked.values["office"], asked.values["name"]) == ("AP", name)
    receive.accept(secretariat, looked)
    assert record.get(secretariat, gone).record.title_text, "nothing is done by itself"
    purge.purge_record(secretariat, gone, "AP asked")
    assert coming(secretariat, came)[0].comparison.asks == ()


def test_nobody_asks_to_delete_what_is_not_its_own(ap, we, secretariat) -> None:
    genuine = document(ap, sent(ap, where=FEW))
    receive.accept(secretariat, coming(secretariat, genuine))
    named = Deletion(record=genuine.package.records[0].id, on="2026-11-25")
    hostile = repacked(replace(claiming(we).package, deletions=(named,)), {})
    assert coming(secretariat, hostile)[0].comparison.asks == ()


# --- N6: who signed is named, whatever office the package names


def test_what_is_said_of_a_signer_names_who_signed(ap, we, secretariat, tmp_path) -> None:
    """A package that says that it is of AP, in WE's store, signed by WE, whom AP and WE trust."""
    trust = [own_card(ap), own_card(we)]
    genuine = signed_by(we, claiming(we), tmp_path / "genuine.pdf")
    receive.accept(secretariat, receive.inspect_submissions(secretariat, [genuine], trust))
    hostile = signed_by(we, claiming(we, office="AP"), tmp_path / "g_office.pdf")
    looked = receive.inspect_submissions(secretariat, [hostile], trust)
    first, *more = [finding_messages.sentence(one) for one in findings_of(looked)]
    assert first.startswith("g_office.pdf says that it is from AP, and WE signed it")
    assert not [said for said in more if "signed by AP" in said]
