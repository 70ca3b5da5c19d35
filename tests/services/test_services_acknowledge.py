# mypy: disable-error-code="attr-defined"
"""Answers to submissions: signed at the receiver, opened at the office, pinned to fields."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from received_offices import case, changed, coming, document, sent, sent_cases

from rilo_desktop.exchange import acknowledgement as files
from rilo_desktop.exchange.cards import new_identity
from rilo_desktop.exchange.file_opening import kind_at
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.file_kinds import ANSWER
from rilo_desktop.records import Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.cards import listed
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import acknowledge, receive, received_submissions
from rilo_desktop.services.receiving.acknowledge import Pinned
from rilo_desktop.services.records import record
from rilo_desktop.services.records.review_status import review_status
from rilo_desktop.services.records.today import Why
from rilo_desktop.services.records.today import overview as today
from rilo_desktop.services.submissions import release, submission_list
from rilo_desktop.services.submissions.submit import order_again, submit
from short_forms import examples


@pytest.fixture
def office(make_session):
    return make_session(sample=True)


@pytest.fixture
def secretariat(make_session):
    return make_session("SECRETARIAT")


@pytest.fixture
def reference(office, secretariat) -> str:
    """Of a submission of two cases that was received."""
    name = sent_cases(office, 0, 1)
    receive.accept(secretariat, coming(secretariat, document(office, name)))
    return name


def own_card(session: Any) -> str:
    return next(card.fingerprint for card in listed(session) if card.standing == "own")


def rule_of(refused: Any) -> str:
    return str(refused.value.findings[0].rule)


def returned(office, secretariat, reference, path: Path, *comments: Pinned) -> None:
    acknowledge.make(secretariat, reference, path, comments, returned=True, note="two things")
    opened = acknowledge.inspect(office, path, [own_card(secretariat)])
    acknowledge.take(office, opened)


def test_accepted_moves_the_ledger_and_nothing_else(
    office, secretariat, reference, tmp_path
) -> None:
    path = tmp_path / "a.rilo-answer"
    made = acknowledge.make(secretariat, reference, path, note="with thanks")
    assert kind_at(path) is ANSWER
    assert received_submissions.find(secretariat, reference).answer == "accepted"
    with pytest.raises(Refused) as refused:
        acknowledge.inspect(office, path)
    assert rule_of(refused) == "signer.stranger"
    before = release.export(office, reference, tmp_path / "before.pdf").sha256
    opened = acknowledge.inspect(office, path, [own_card(secretariat).lower().replace("-", " ")])
    assert opened.answer == made.answer
    assert len(acknowledge.take(office, opened).records) == 1, "only the submission"
    entry = submission_list.entry(office, reference)
    assert entry.state == "acknowledged"
    event = submission_list.history_of(office, reference)[0]
    assert (event.step, event.note) == ("acknowledged", "with thanks")
    assert event.who == "WCO Secretariat · SECRETARIAT"
    assert release.export(office, reference, tmp_path / "after.pdf").sha256 == before
    again = acknowledge.inspect(office, path)
    assert again.known
    assert acknowledge.take(office, again).operation == 0
    assert not store_check.check(office).findings


def test_returned_reopens_just_the_records_with_comments(
    office, secretariat, reference, tmp_path
) -> None:
    one, other = case(office, 0), case(office, 1)
    before = release.export(office, reference, tmp_path / "before.pdf").sha256
    path = tmp_path / "a.rilo-answer"
    returned(
        office,
        secretariat,
        reference,
        path,
        Pinned(one.reference, "title", "Name the port."),
        Pinned(one.reference, "goods.1.unit", "Which unit?"),
    )
    entry = submission_list.entry(office, reference)
    assert (entry.state, entry.return_reason) == ("returned", "two things")
    assert release.export(office, reference, tmp_path / "after.pdf").sha256 == before
    assert record.get(office, one.id).record.workflow == Workflow.DRAFT
    assert record.get(office, other.id).record.workflow == Workflow.RELEASED
    asked = [f for f in record.findings(office, record.get(office, one.id).record)
             if f.rule == "remarks.asked"]  # fmt: skip
    assert [f.place.field for f in asked] == ["title", "goods.1.unit"]
    assert "Name the port." in asked[0].values["comment"]
    stands = review_status(office, one.id)
    assert (stands.returned, stands.returned_by) == ("two things", "SECRETARIAT")
    (waits,) = (e for e in today(office).because(Why.RETURNED) if e.id == one.id)
    assert (waits.by, waits.by_office, waits.reason) == ("SECRETARIAT", True, "two things")
    changed(office, one.reference, title="A new title")
    left = record.findings(office, record.get(office, one.id).record)
    assert [f.place.field for f in left if f.rule == "remarks.asked"] == ["goods.1.unit"]


def test_what_is_corrected_supersedes_and_is_asked_no_more(
    office, secretariat, reference, tmp_path
) -> None:
    one = case(office, 0)
    path = tmp_path / "a.rilo-answer"
    returned(office, secretariat, reference, path, Pinned(one.reference, "title", "Better."))
    changed(office, one.reference, title="A better title")
    order = order_again(office, reference)
    assert order.supersedes == reference
    new = submit(office, replace(order, reason="as agreed")).submission
    assert submission_list.entry(office, reference).state == "superseded"
    assert not [f for f in record.findings(office, record.get(office, one.id).record)
                if f.rule == "remarks.asked"]  # fmt: skip
    receive.accept(secretariat, coming(secretariat, document(office, new.reference)))
    assert received_submissions.find(secretariat, reference).superseded_by == new.reference
    assert record.get(secretariat, one.id).record.title == "A better title"


def test_what_was_superseded_is_answered_no_more(office, secretariat, reference, tmp_path) -> None:
    new = sent_cases(office, 0, 1, supersedes=reference)
    receive.accept(secretariat, coming(secretariat, document(office, new)))
    assert len(acknowledge.subject(secretariat, new).records) > 1
    path = tmp_path / "a.rilo-answer"
    with pytest.raises(Refused) as refused:
        acknowledge.make(secretariat, reference, path)
    assert rule_of(refused) == "answer.superseded"
    assert refused.value.findings[0].values["later"] == new
    assert not path.exists()
    acknowledge.make(secretariat, new, path)


def test_a_comment_is_on_a_field_of_a_record_that_came(
    office, secretariat, reference, tmp_path
) -> None:
    path = tmp_path / "a.rilo-answer"
    one = case(office)
    for comment, rule in (
        (Pinned(one.reference, "titel", "x"), "answer.field"),
        (Pinned(one.reference, "goods.99.unit", "x"), "answer.field"),
        (Pinned(one.reference, "goods.one.unit", "x"), "answer.field"),
        (Pinned(one.reference, "title", " "), "answer.comment"),
        (Pinned(one.reference, "title", "x" * 2_001), "answer.comment"),
        (Pinned("SND-01", "title", "x"), "answer.record"),
        (Pinned("nothing", "title", "x"), "record.missing"),
    ):
        with pytest.raises(Refused) as refused:
            acknowledge.make(secretariat, reference, path, [comment], returned=True)
        assert rule_of(refused) == rule
    with pytest.raises(Refused) as refused:
        acknowledge.make(secretariat, reference, path, returned=True)
    assert rule_of(refused) == "answer.silent"
    with pytest.raises(Refused) as refused:
        acknowledge.make(secretariat, reference, path, [Pinned(one.reference, "title", "x")])
    assert rule_of(refused) == "answer.accepted"
    with pytest.raises(Refused) as refused:
        acknowledge.make(secretariat, "AP/2026/SUB/A0099", path)
    assert rule_of(refused) == "received.missing"
    assert not path.exists()
    assert received_submissions.find(secretariat, reference).answer == ""


def test_an_answer_answers_no_other_submission(
    office, secretariat, reference, make_session, tmp_path
) -> None:
    path = tmp_path / "a.rilo-answer"
    answer = acknowledge.make(secretariat, reference, path).answer
    trust = [own_card(secretariat)]
    with pytest.raises(Refused) as refused:
        acknowledge.inspect(make_session("WE"), path, trust)
    assert rule_of(refused) == "answer.foreign"
    other = make_session("SECRETARIAT")
    for values, rule in (
        ({"revision": 2}, "answer.other"),
        ({"content_hash": "0" * 64}, "answer.other"),
        ({"id": "another"}, "answer.foreign"),
        ({"store": "another"}, "answer.foreign"),
    ):
        from rilo_desktop.services.office import identity

        forged = replace(answer, submission=replace(answer.submission, **values))
        path.write_bytes(files.signed(forged, identity.signing(other)))
        with pytest.raises(Refused) as refused:
            acknowledge.inspect(office, path, [own_card(other)])
        assert rule_of(refused) == rule
    assert submission_list.entry(office, reference).state == "released"


def test_a_revoked_card_answers_no_more(office, secretariat, reference, tmp_path) -> None:
    from rilo_desktop.services.office import card_revocations

    path, later = tmp_path / "a.rilo-answer", tmp_path / "b.rilo-answer"
    acknowledge.make(secretariat, reference, path)
    fingerprint = own_card(secretariat)
    acknowledge.take(office, acknowledge.inspect(office, path, [fingerprint]))
    card_revocations.revoke(office, fingerprint, "lost")
    acknowledge.make(secretariat, reference, later, note="later")
    with pytest.raises(Refused) as refused:
        acknowledge.inspect(office, later, [fingerprint])
    assert rule_of(refused) == "signer.stranger"
    assert "revoked" in refused.value.findings[0].message


@pytest.fixture(scope="module")
def whole() -> bytes:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 25, tzinfo=UTC)
    of = files.Answered(id="a", store="b", office="AP", reference="AP/2026/SUB/A0001", revision=1,
                        content_hash="0" * 64, sha256="1" * 64)  # fmt: skip
    pinned = files.Comment(record="r", reference="x", field="title", comment="Why?")
    answer = files.Answer(office="SECRETARIAT", by="Head", on="2026-11-25",
                          at="2026-11-25T00:00:00+00:00", decision="returned", submission=of,
                          comments=(pinned,))  # fmt: skip
    return files.signed(answer, new_identity("SECRETARIAT", at))


def test_every_changed_byte_of_an_answer_is_found(whole: bytes) -> None:
    files.opened(whole)
    for at in range(len(whole)):
        for bit in (1, 2, 4, 32):
            changed_file = bytearray(whole)
            changed_file[at] ^= bit
            with pytest.raises(ValueError):
                files.opened(bytes(changed_file))


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_file_brings_the_reader_of_answers_down(whole: bytes, data: Any) -> None:
    said = json.loads(whole)
    key = data.draw(st.sampled_from(sorted(said)))
    any_json = st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5)
    said[key] = data.draw(any_json)
    with pytest.raises(Misshapen):
        files.opened(json.dumps(said, ensure_ascii=True).encode())
    with pytest.raises(Misshapen):
        files.opened(data.draw(st.binary(max_size=200)))
    with pytest.raises(Misshapen):
        files.opened(b" " * (files.LARGEST + 1))


def test_an_answer_survives_the_store_being_closed(
    office, secretariat, reference, tmp_path, passphrase, clock
) -> None:
    path = tmp_path / "a.rilo-answer"
    returned(office, secretariat, reference, path, Pinned(case(office).reference, "title", "x"))
    office.close()
    with open_store(office.folder, passphrase, clock=clock) as again:
        assert submission_list.entry(again, reference).state == "returned"
        assert not store_check.check(again).findings


# --- who may answer, on what, in which order (review: F2)


def signed_answer(session: Any, path: Path, **values: Any) -> Path:
    """An answer of this office as the program would never write it."""
    from rilo_desktop.services.office import identity

    answer = values.pop("answer")
    path.write_bytes(files.signed(replace(answer, **values), identity.signing(session)))
    return path


def refused_answer(office: Any, path: Path, *trust: str) -> str:
    with office.reading() as reading:
        before = reading.log.last
    with pytest.raises(Refused) as refused:
        acknowledge.take(office, acknowledge.inspect(office, path, trust))
    with office.reading() as reading:
        assert reading.log.last == before
    return rule_of(refused)


def test_only_whom_it_went_to_may_answer(office, secretariat, reference, make_session, tmp_path):
    we = make_session("WE")
    receive.accept(we, coming(we, document(office, reference)))
    path = tmp_path / "we.rilo-answer"
    one = case(office)
    acknowledge.make(we, reference, path, [Pinned(one.reference, "title", "x")], returned=True)
    assert refused_answer(office, path, own_card(we)) == "answer.uninvited"
    assert submission_list.entry(office, reference).state == "released"
    assert record.get(office, one.id).record.workflow == Workflow.RELEASED
    release.export(office, reference, tmp_path / "copy.pdf", to="RILO WE")
    acknowledge.take(office, acknowledge.inspect(office, path, [own_card(we)]))
    assert submission_list.entry(office, reference).state == "returned"


@pytest.mark.parametrize(
    ("addressee", "is_asked"),
    [
        ("WCO Secretariat", True),
        ("Secrétariat de l'OMD", True),
        ("the secretariat, for information", True),
        ("RILO WE", False),
        ("Directors General", False),
    ],
)
def test_an_addressee_is_known_by_its_words(make_session, addressee, is_asked) -> None:
    from rilo_desktop.services.submissions.addressees import is_among

    office = make_session()
    with office.reading() as reading:
        assert is_among(reading, "SECRETARIAT", (addressee,)) is is_asked
        assert is_among(reading, "WE", (addressee,)) is ("WE" in addressee)
        assert not is_among(reading, "WE", ("we the offices",))


def test_a_comment_never_reopens_what_is_not_of_the_submission(
    office, secretariat, reference, tmp_path
) -> None:
    """Ids of submissions and of other records stand in every package."""
    second = sent(office, "indicator-catalogue")
    other = record.find(office, second, "submission").record
    indicator = record.find(office, "SND-01").record
    answer = acknowledge.make(secretariat, reference, tmp_path / "a.rilo-answer").answer
    for one in (other, indicator):
        comment = files.Comment(record=one.id, reference=one.reference, field="title", comment="x")
        path = signed_answer(secretariat, tmp_path / "b.rilo-answer", answer=answer,
                             decision="returned", comments=(comment,))  # fmt: skip
        assert refused_answer(office, path, own_card(secretariat)) == "answer.records"
        assert record.get(office, one.id).record.workflow == Workflow.RELEASED


def test_answers_are_taken_in_the_order_of_the_log_that_wrote_them(
    office, secretariat, reference, tmp_path
) -> None:
    trust = [own_card(secretariat)]
    first, later = tmp_path / "1.rilo-answer", tmp_path / "2.rilo-answer"
    one = case(office)
    acknowledge.make(secretariat, reference, first,
                     [Pinned(one.reference, "title", "x")], returned=True)  # fmt: skip
    acknowledge.make(secretariat, reference, later)
    acknowledge.take(office, acknowledge.inspect(office, later, trust))
    assert refused_answer(office, first, *trust) == "answer.older"
    assert submission_list.entry(office, reference).state == "acknowledged"
    assert record.get(office, one.id).record.workflow == Workflow.RELEASED


def test_a_later_clock_makes_no_later_answer(office, secretariat, reference, tmp_path) -> None:
    trust = [own_card(secretariat)]
    answer = acknowledge.make(secretariat, reference, tmp_path / "1.rilo-answer").answer
    later = tmp_path / "2.rilo-answer"
    acknowledge.make(secretariat, reference, later, note="later")
    acknowledge.take(office, acknowledge.inspect(office, later, trust))
    at = "2027-11-25T09:00:00+00:00"
    path = signed_answer(secretariat, tmp_path / "3.rilo-answer", answer=answer, at=at,
                         on="2027-11-25", note="other")  # fmt: skip
    assert refused_answer(office, path, *trust) == "answer.older"


def test_an_answer_of_an_earlier_version_is_taken_until_one_with_a_number_was(
    office, secretariat, reference, tmp_path
) -> None:
    trust = [own_card(secretariat)]
    answer = acknowledge.make(secretariat, reference, tmp_path / "1.rilo-answer").answer
    old = signed_answer(secretariat, tmp_path / "old.rilo-answer", answer=answer, store="", entry=0)
    assert json.loads(old.read_bytes())["version"] == 1
    acknowledge.take(office, acknowledge.inspect(office, old, trust))
    acknowledge.take(office, acknowledge.inspect(office, tmp_path / "1.rilo-answer", trust))
    again = signed_answer(secretariat, tmp_path / "again.rilo-answer", answer=answer, store="",
                          entry=0, note="other")  # fmt: skip
    assert refused_answer(office, again, *trust) == "answer.older"


@pytest.mark.parametrize(
    "values",
    [
        {"on": "2027~~~"},
        {"on": "20261125"},
        {"on": "x" * 500_000},
        {"at": "yesterday"},
        {"at": "2026-11-25T09:00:00"},
        {"by": ""},
        {"by": "x" * 101},
        {"by": "Head\x1b[2J"},
        {"by": "Head\u202e"},
        {"note": "x" * 5_001},
        {"entry": 0},
        {"store": "x" * 101},
    ],
)
def test_days_times_and_names_of_an_answer_are_what_they_say(whole: bytes, values: Any) -> None:
    from datetime import UTC, datetime

    answer, _ = files.opened(whole)
    answer = replace(answer, store="a-store", entry=7)
    signer = new_identity("SECRETARIAT", datetime(2026, 11, 25, tzinfo=UTC))
    assert files.opened(files.signed(answer, signer))[0] == answer
    with pytest.raises(Misshapen):
        files.opened(files.signed(replace(answer, **values), signer))


def test_an_answer_that_holds_an_identifier_does_not_leave(secretariat, reference, tmp_path):
    path = tmp_path / "answer.riloanswer"
    with pytest.raises(Refused) as refused:
        acknowledge.make(
            secretariat, reference, path, returned=True, note="Write to jane.doe@example.org."
        )
    assert [finding.rule for finding in refused.value.findings] == ["nominal.identifier"]
    assert not path.exists()
