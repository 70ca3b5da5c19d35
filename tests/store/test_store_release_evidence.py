"""Approved and released is what an entry of the log made so (docs/decisions/0081)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import CaseStudy, Submission, Workflow
from rilo_desktop.store import release_evidence

# Logs hold these words since 0.1.0, and for ever: they are not the program's to change.
WORDS = {
    Workflow.APPROVED: {"approved"},
    Workflow.RELEASED: {"released", "received"},
    Workflow.SUPERSEDED: {"released"},
}
ACTIONS = ("approved", "released", "received", "import", "edit", "undo", "starting catalogue")


def written(store, action, *records):
    with store.unit(action) as unit:
        return unit.write(records)


def without(store):
    with store.reading() as reading:
        return [one.id for one in release_evidence.without(reading)]


def test_the_words_are_those_of_every_version():
    assert {state: set(found) for state, found in release_evidence.GIVEN_BY.items()} == WORDS


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", WORDS)
def test_a_record_has_the_state_that_an_operation_may_give(store, state, action):
    written(store, action, CaseStudy(id="x", title="A case", workflow=state))
    assert without(store) == ([] if action in WORDS[state] else ["x"])


@pytest.mark.parametrize("action", ACTIONS)
def test_a_submission_is_released_by_its_release_alone(store, action):
    made = Submission(id="x", title="Cases", workflow=Workflow.RELEASED)
    written(store, action, made)
    assert without(store) == ([] if action == "released" else ["x"])
    with store.reading() as reading:
        entry = release_evidence.release_of(reading, "x")
        assert (entry is not None) is (action == "released")
        assert release_evidence.release_of(reading, "another") is None


def test_what_was_sent_answered_and_superseded_stays_released(store):
    made = Submission(id="x", title="Cases", workflow=Workflow.RELEASED)
    written(store, "released", made)
    written(store, "sent", replace(made, comments=()))
    written(store, "released", replace(made, workflow=Workflow.SUPERSEDED))
    assert without(store) == []


def test_a_state_is_kept_with_the_content_that_was_reviewed(store):
    one = CaseStudy(id="x", title="A case", workflow=Workflow.RELEASED)
    written(store, "released", one)
    written(store, "many changed at once", replace(one, archived=True))
    assert without(store) == []
    written(store, "edit", replace(one, title="Another"))
    assert without(store) == ["x"]
    written(store, "edit", replace(one, title="Another", workflow=Workflow.DRAFT))
    assert without(store) == [], "a draft needs nobody"
    written(store, "undo", one)
    assert without(store) == []
    written(store, "approved", replace(one, title="Another", workflow=Workflow.APPROVED))
    written(store, "edit", replace(one, title="Another", workflow=Workflow.RELEASED))
    assert without(store) == ["x"], "what was approved is not released yet"


def test_an_evidence_that_was_purged_counts(store):
    """Its content is gone, and who gave the state stays in the log."""
    one = CaseStudy(id="x", title="A case", workflow=Workflow.RELEASED)
    written(store, "released", one)
    written(store, "many changed at once", replace(one, archived=True))
    with store.reading() as reading:
        first = reading.revisions.of_record("x")[-1].id
    with store.unit("content purged") as unit:
        unit.note(record="x", revisions=[first])
        unit.purge([first], [])
    assert without(store) == []


HARM = {
    "an entry that was changed": "UPDATE log SET detail = '{\"a\": 1}' WHERE action = 'released'",
    "an entry of nobody": "UPDATE log SET signature = x'00' WHERE action = 'released'",
    "an entry of another revision": "UPDATE log SET revisions = '[]' WHERE action = 'released'",
    "a revision that was changed": "UPDATE revision SET author = 'AP-02' WHERE record = 'x'",
}


@pytest.mark.parametrize("harm", HARM)
def test_an_export_believes_only_a_signed_entry_and_revision(store, harm):
    written(store, "released", Submission(id="x", title="Cases", workflow=Workflow.RELEASED))
    with store.reading() as reading:
        assert release_evidence.release_of(reading, "x") is not None
    raw = store._raw
    raw.execute("DROP TRIGGER revision_of_release_stays")
    raw.execute(HARM[harm])
    with store.reading() as reading:
        assert release_evidence.release_of(reading, "x") is None
