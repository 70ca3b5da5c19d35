# mypy: disable-error-code="attr-defined, call-arg"
"""Drafts as the window keeps and shows them again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import GoodsLine
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts, record
from rilo_desktop.services.records.drafts import Caret
from rilo_desktop.store import officer_rows

SECOND = "a passphrase of the second officer"


@pytest.fixture
def session(make_session):
    return make_session()


def saved(session, **values):
    made = replace(record.new(session, "case-study"), **values)
    record.save(session, made)
    return record.get(session, made.id)


def reopened(session, passphrase, clock):
    session.close()
    return open_store(session.folder, passphrase, "AP-01", clock)


def test_what_was_typed_comes_back_at_the_same_place(session, passphrase, clock):
    made = replace(
        record.new(session, "case-study"), title="Parcels", goods=(GoodsLine(description="tea"),)
    )
    caret = Caret("goods", "goods.1.description", 3)
    drafts.keep(session, made, "", caret, {"date": "20-"})
    with reopened(session, passphrase, clock) as again:
        (draft,) = drafts.waiting(again).drafts
        assert (draft.record, draft.caret, draft.raw) == (made, caret, {"date": "20-"})
        assert draft.is_new
        assert not draft.is_behind
        drafts.discard(again, made.id)
        assert drafts.flush(again)
        assert drafts.waiting(again).drafts == ()


def test_a_draft_that_was_saved_meanwhile_is_forgotten(session, passphrase, clock):
    """Killed between the save and the discard."""
    stored = saved(session, title="Before")
    changed = replace(stored.record, title="After ")
    drafts.keep(session, changed, stored.revision)
    record.save(session, changed, stored.revision)
    with reopened(session, passphrase, clock) as again:
        assert drafts.waiting(again).drafts == ()
        assert drafts.flush(again)
    assert not list((session.folder / "drafts").iterdir())


def test_a_draft_says_that_somebody_changed_the_record_since(session, passphrase, clock):
    stored = saved(session, title="Before")
    drafts.keep(session, replace(stored.record, title="Mine"), stored.revision)
    record.save(session, replace(stored.record, title="Theirs"))
    with reopened(session, passphrase, clock) as again:
        (draft,) = drafts.waiting(again).drafts
        assert draft.is_behind
        assert not draft.is_new
        assert draft.record.title == "Mine"


def test_each_officer_has_their_own(session, passphrase, clock):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    made = record.new(session, "case-study")
    drafts.keep(session, made)
    session.close()
    with open_store(session.folder, SECOND, "AP-02", clock) as second:
        assert drafts.waiting(second).drafts == ()
        drafts.keep(second, replace(made, title="of the second"))
    with open_store(session.folder, passphrase, "AP-01", clock) as first:
        assert [draft.record.title_text for draft in drafts.waiting(first).drafts] == [""]


def test_a_draft_of_a_newer_program_stays_as_it_is(session, passphrase, clock):
    made = record.new(session, "case-study")
    drafts.keep(session, made)
    assert drafts.flush(session)
    kept = dict(session.drafts.drafts()[made.id])
    kept["record"] = kept["record"] | {"schema": 999}
    session.drafts.keep(made.id, kept)
    with reopened(session, passphrase, clock) as again:
        found = drafts.waiting(again)
        assert (found.drafts, found.unreadable) == ((), 1)
        assert drafts.waiting(again).unreadable == 1


def test_a_disk_that_refuses_is_a_sentence(session):
    (session.folder / "drafts").write_text("in the way")
    said = []
    drafts.watch(session, said.append)
    drafts.keep(session, record.new(session, "case-study"))
    assert not drafts.flush(session, 10)
    assert drafts.trouble(session).rule == "drafts.unwritten"
    (session.folder / "drafts").unlink()


def test_older_shapes_of_a_draft_are_led_up_to_today(session, passphrase, clock, monkeypatch):
    """The same steps serve revisions and drafts."""
    from rilo_desktop.records import CaseStudy, snapshot_upgrades

    made = replace(record.new(session, "case-study"), title="x")
    drafts.keep(session, made)
    assert drafts.flush(session)
    newer = replace(CaseStudy.kind, schema=CaseStudy.kind.schema + 1)
    steps = {"case-study": {CaseStudy.kind.schema: lambda old: old | {"title": "led up"}}}
    monkeypatch.setattr(snapshot_upgrades, "STEPS", steps)
    upgraded = snapshot_upgrades.upgraded(newer, dict(session.drafts.drafts()[made.id]["record"]))
    assert upgraded["title"] == "led up"
