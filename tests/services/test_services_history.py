# mypy: disable-error-code="attr-defined, index"
"""History: who changed what, any two revisions, and the way back to an older one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import ProgressUpdate, Workflow
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions
from rilo_desktop.services.records import history, lists, record, review, undo


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


@pytest.fixture
def case(sample):
    return record.find(sample, "CS-AP-2019-001").record


def saved(session, identity, **values):
    record.save(session, replace(record.get(session, identity).record, **values))


def test_each_revision_says_who_when_and_what_changed(sample, case):
    saved(sample, case.id, title="Second")
    saved(sample, case.id, title="Third", lessons="Look")
    newest, middle, first = history.versions(sample, case.id)
    assert (newest.number, newest.author, newest.device) == (3, "AP-01", "A")
    assert newest.action == actions.EDIT
    assert [d.path for d in newest.changes] == ["title", "lessons"]
    assert newest.changes[0].before == "Second"
    assert middle.changes[0].after == "Second"
    assert first.is_first
    assert first.changes is None


def test_any_two_are_compared(sample, case):
    saved(sample, case.id, title="Second")
    saved(sample, case.id, title="Third")
    newest, _, first = history.versions(sample, case.id)
    (found,) = history.compare(sample, first.revision, newest.revision)
    assert (found.before, found.after) == (case.title, "Third")


def test_an_older_one_is_restored_as_a_new_one(sample, case):
    saved(sample, case.id, title="Second")
    review.send(sample, case.id)
    first = history.versions(sample, case.id)[-1]
    done = history.restore(sample, case.id, first.revision)
    assert done.action == actions.RESTORE
    stored = record.get(sample, case.id)
    assert stored.record.title == case.title
    assert stored.record.workflow == Workflow.DRAFT
    assert stored.number == 4
    undo.undo(sample, done.operation)
    assert record.get(sample, case.id).record.title == "Second"


def test_restoring_over_a_change_is_refused(sample, case):
    saved(sample, case.id, title="Second")
    first = history.versions(sample, case.id)[-1]
    with pytest.raises(Refused, match="was changed by"):
        history.restore(sample, case.id, first.revision, base=first.revision)


def test_a_thread_keeps_its_entries(sample):
    item = next(lists.all_stored(sample, lists.Query("action-item"))).record
    entry = ProgressUpdate(date="2026-11-25", entry="Called")
    saved(sample, item.id, updates=(*item.updates, entry), title="Second")
    first = history.versions(sample, item.id)[-1]
    history.restore(sample, item.id, first.revision)
    now = record.get(sample, item.id).record
    assert now.title == item.title
    assert now.updates[-1].entry == "Called"


def test_a_purged_revision_says_so(sample, case):
    saved(sample, case.id, title="Second")
    saved(sample, case.id, title="Third")
    purged = history.versions(sample, case.id)[1]
    purge(sample, purged.revision)
    newest, middle, first = history.versions(sample, case.id)
    assert middle.is_purged
    assert newest.changes is None
    with pytest.raises(Refused, match="was purged"):
        history.compare(sample, first.revision, middle.revision)
    with pytest.raises(Refused, match="was purged"):
        history.restore(sample, case.id, middle.revision)
    with pytest.raises(Refused, match="purged and cannot be restored"):
        undo.undo(sample, undo.last(sample).operation)


def purge(session, revision):
    """What a purge leaves of a revision: its head without content and salt."""
    raw = session.store._raw
    raw.execute("UPDATE revision SET content = NULL, salt = NULL WHERE id = ?", (revision,))


def test_a_return_keeps_its_reason(sample, case):
    review.send(sample, case.id)
    review.give_back(sample, case.id, "The unit is missing")
    assert history.versions(sample, case.id)[0].reason == "The unit is missing"
