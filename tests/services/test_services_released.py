"""The content of a released submission cannot change by any path: a constraint in the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from received_offices import case, changed, coming, document, sent_cases
from sqlcipher3 import dbapi2

from rilo_desktop.records import Decision, Submission, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, cards, store_check
from rilo_desktop.services.receiving import acknowledge, receive
from rilo_desktop.services.receiving.acknowledge import Pinned
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submission_list import mark_sent
from rilo_desktop.services.submissions.submit import order_again, order_superseding, submit
from rilo_desktop.store import released
from rilo_desktop.store.checking import examine
from rilo_desktop.store.errors import ConstraintFailed

REASON = "as agreed"


@pytest.fixture
def office(make_session: Any) -> Any:
    return make_session(sample=True)


def submission(office: Any, reference: str) -> Submission:
    found = record.find(office, reference, "submission").record
    assert isinstance(found, Submission)
    return found


CHANGES: dict[str, dict[str, Any]] = {
    "to a draft": {"workflow": Workflow.DRAFT},
    "to review": {"workflow": Workflow.IN_REVIEW},
    "its hash": {"content_hash": "0" * 64},
    "its records": {"records": ()},
    "its title": {"title": "Another one"},
    "its type": {"type": "RI"},
    "its addressee": {"addressee": "RILO WE"},
    "its purpose": {"purpose": "decision"},
    "its date": {"date": "2026-01-01"},
    "its revision": {"revision_number": 2},
    "what it supersedes": {"supersedes": "another"},
    "its rules": {"acceptance": "None 0"},
    "its label": {"tlp": "RED"},
    "its decisions": {"decisions": ()},
}


def test_a_released_submission_is_changed_by_no_unit_and_by_no_statement(office) -> None:
    one = submission(office, sent_cases(office, 0, 1))
    for name, values in CHANGES.items():
        assert_refused(office, replace(one, **values), name)
        assert submission(office, one.reference) == one, name
    assert not store_check.check(office).findings


def assert_refused(office: Any, other: Submission, name: str) -> None:
    with pytest.raises(Refused) as refused, office.unit(actions.EDIT) as unit:
        unit.write([other])
    assert refused.value.findings[0].rule == "store.released", name
    with pytest.MonkeyPatch.context() as patch:
        # The sentence is gone; the constraint is not
        patch.setattr(released, "refuse_changes", lambda *_: None)
        with (
            pytest.raises(ConstraintFailed, match="never changes"),
            office.unit(actions.EDIT) as unit,
        ):
            unit.write([other])


def test_it_is_still_sent_acknowledged_superseded_and_archived(office) -> None:
    reference = sent_cases(office, 0, 1)
    mark_sent(office, reference)
    later = sent_cases(office, 0, 1, supersedes=reference)
    one = submission(office, reference)
    assert one.workflow == Workflow.SUPERSEDED
    with office.unit(actions.EDIT) as unit:
        unit.write([replace(one, archived=True)])
    back = replace(submission(office, reference), workflow=Workflow.RELEASED)
    with pytest.raises(Refused), office.unit(actions.EDIT) as unit:
        unit.write([back])
    assert submission(office, later).workflow == Workflow.RELEASED
    assert not store_check.check(office).findings


def test_no_statement_takes_a_released_revision_away(office) -> None:
    sent_cases(office, 0, 1)
    for sql in (
        "UPDATE revision SET content = replace(content, 'CS', 'RI') WHERE kind = 'submission'",
        "UPDATE revision SET content = NULL, salt = NULL WHERE kind = 'submission'",
        "DELETE FROM revision WHERE kind = 'submission'",
    ):
        with pytest.raises(dbapi2.IntegrityError):
            office.store._raw.execute(sql)


def test_a_returned_submission_is_corrected_by_another_that_supersedes_it(
    office, make_session, tmp_path: Path
) -> None:
    """The same reference and revision never leaves twice with other content (review: F2)."""
    secretariat, reference = make_session("SECRETARIAT"), sent_cases(office, 0, 1)
    receive.accept(secretariat, coming(secretariat, document(office, reference)))
    one, path = case(office), tmp_path / "a.rilo-answer"
    comment = Pinned(one.reference, "title", "Name no place.")
    acknowledge.make(secretariat, reference, path, [comment], returned=True)
    card = next(c.fingerprint for c in cards.listed(secretariat) if c.standing == "own")
    acknowledge.take(office, acknowledge.inspect(office, path, [card]))
    before = submission(office, reference)
    changed(office, one.reference, title="No place is named")
    made = submit(office, replace(order_again(office, reference), reason=REASON)).submission
    assert made.reference != reference
    assert made.supersedes == before.id
    with pytest.raises(Refused):
        submit(office, replace(order_superseding(office, made.reference), again=reference))
    assert submission(office, reference).content_hash == before.content_hash
    first = release.export(office, reference, tmp_path / "1.pdf").sha256
    assert release.export(office, reference, tmp_path / "2.pdf").sha256 == first


def test_check_finds_a_submission_that_was_released_twice(office, monkeypatch) -> None:
    """As F2 left it behind: released, a draft again, released with other content."""
    one = submission(office, sent_cases(office, 0, 1))
    monkeypatch.setattr(released, "refuse_changes", lambda *_: None)
    for name in released.TRIGGERS:
        office.store._raw.execute(f"DROP TRIGGER {name}")
    approved = Decision(decision="approved", sign="AP-01", on="2026-11-25")
    for values in (
        {"workflow": Workflow.DRAFT},
        {"content_hash": "0" * 64, "decisions": (*one.decisions, approved)},
    ):
        with office.unit(actions.EDIT) as unit:
            unit.write([replace(one, **values)])
    with office.reading() as reading:
        found = [f for f in examine(reading).findings if f.rule != "check.schema"]
        lacking = [f for f in examine(reading).findings if f.rule == "check.schema"]
    assert {f.rule for f in found} == {"check.released"}
    assert {f.values["record"] for f in found} == {one.reference}
    assert len(lacking) == len(released.TRIGGERS)


def test_a_constraint_that_was_weakened_is_found(office) -> None:
    raw = office.store._raw
    raw.execute("DROP TRIGGER revision_follows_release")
    raw.execute(
        "CREATE TRIGGER revision_follows_release BEFORE INSERT ON revision WHEN 0 "
        "BEGIN SELECT 1; END"
    )
    with office.reading() as reading:
        assert [f.rule for f in examine(reading).findings] == ["check.schema"]
