# mypy: disable-error-code="attr-defined, call-arg"
"""Undo takes an operation back by new revisions, or says why it cannot; redo is its undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from rilo_desktop.records import ProgressUpdate, Workflow
from rilo_desktop.records.diff import same_content
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, store_check
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import bulk, file_import, lists, record, review, undo
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit
from rilo_desktop.store import officer_rows

SECOND = "a passphrase of the second officer"
SHEETS = {
    "Cases": ["local_ref", "title"],
    "Goods": ["local_ref", "line", "description"],
    "Route": ["local_ref", "seq", "role"],
    "Indicators": ["local_ref", "code", "strength"],
}
CASES = ("CS-AP-2019-001", "CS-AP-2020-001")


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


def edited(session, name=CASES[0], **values):
    stored = record.find(session, name)
    return record.save(session, replace(stored.record, **values))


def title_of(session, name=CASES[0]):
    return record.find(session, name).record.title


def test_an_edit_goes_back_and_comes_again(sample):
    first = title_of(sample)
    edited(sample, title="Second")
    undone = undo.undo(sample, undo.last(sample).operation)
    assert title_of(sample) == first
    assert undone.action == actions.UNDO
    assert undone.changed == 1
    redo = undo.last_undone(sample)
    assert redo.action == actions.EDIT
    redone = undo.undo(sample, redo.operation)
    assert redone.action == actions.REDO
    assert title_of(sample) == "Second"
    undo.undo(sample, redone.operation)
    assert title_of(sample) == first
    undo.undo(sample, undo.last_undone(sample).operation)
    assert title_of(sample) == "Second"
    assert undo.last(sample).action == actions.EDIT
    assert undo.last_undone(sample) is None
    assert len(record.history(sample, record.find(sample, CASES[0]).record.id)) == 6
    assert store_check.check(sample).findings == ()


def test_undo_goes_back_step_by_step_and_redo_forward(sample):
    first = title_of(sample)
    edited(sample, title="Second")
    edited(sample, title="Third")
    undo.undo(sample, undo.last(sample).operation)
    assert title_of(sample) == "Second"
    undo.undo(sample, undo.last(sample).operation)
    assert title_of(sample) == first
    undo.undo(sample, undo.last_undone(sample).operation)
    assert title_of(sample) == "Second"
    undo.undo(sample, undo.last_undone(sample).operation)
    assert title_of(sample) == "Third"
    assert undo.last_undone(sample) is None
    assert undo.last(sample).action == actions.EDIT


def test_undo_works_after_a_restart(sample, clock, passphrase):
    first = title_of(sample)
    edited(sample, title="Second")
    sample.close()
    with open_store(sample.folder, passphrase, clock=clock) as again:
        undo.undo(again, undo.last(again).operation)
        assert title_of(again) == first


def test_a_later_change_is_never_overwritten(sample):
    done = edited(sample, title="Second")
    edited(sample, title="Third")
    with pytest.raises(Refused) as refused:
        undo.undo(sample, done.operation)
    (found,) = refused.value.findings
    said = sentence(found)
    assert said.startswith("AP/2026/CS/A0001 was changed since by AP-01")
    assert title_of(sample) == "Third"


def test_what_is_undone_is_not_undone_twice(sample):
    done = edited(sample, title="Second")
    undo.undo(sample, done.operation)
    with pytest.raises(Refused, match="undone already"):
        undo.undo(sample, done.operation)


def test_a_new_record_is_archived_and_its_own_number_is_free(sample):
    made = replace(record.new(sample, "case-study"), title="Quincunx", local_ref="OWN-1")
    done = record.save(sample, made)
    undo.undo(sample, done.operation)
    stored = record.get(sample, made.id).record
    assert stored.archived is True
    assert stored.local_ref is None
    assert not lists.find(sample, lists.Query("case-study", words="quincunx")).rows
    other = replace(record.new(sample, "case-study"), title="Other", local_ref="OWN-1")
    record.save(sample, other)
    with pytest.raises(Refused, match="belongs to another record"):
        undo.undo(sample, undo_of(sample, done.operation))
    assert record.get(sample, made.id).record.archived is True


def undo_of(session, operation):
    with session.reading() as reading:
        return next(e.seq for e in reading.log.all() if e.detail.get("undoes") == operation)


def imported(session, tmp_path, rows):
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, head in SHEETS.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, head)
            for n, row in enumerate(rows if name == "Cases" else (), 1):
                sheet.write_row(n, 0, row)
    return file_import.import_files(session, [path])


def test_an_import_is_one_step_and_can_be_imported_again(sample, tmp_path):
    done = imported(sample, tmp_path, [("NEW-1", "One quincunx"), (CASES[0], "Renamed quincunx")])
    assert (done.new, done.changed) == (1, 1)
    undo.undo(sample, undo.last(sample).operation)
    query = lists.Query("case-study", words="quincunx")
    assert not lists.find(sample, query).rows
    again = imported(sample, tmp_path, [("NEW-1", "One quincunx")])
    assert again.new == 1
    assert len(lists.find(sample, query).rows) == 1


def test_what_went_to_review_is_out_of_reach(sample):
    done = edited(sample, title="Second")
    review.send(sample, record.find(sample, CASES[0]).record.id)
    assert undo.last(sample) is None
    with pytest.raises(Refused):
        undo.undo(sample, done.operation)


def test_release_and_export_are_never_undone(sample):
    submit(sample, SubmissionRequest("case-studies", where="container"))
    assert undo.last(sample) is None
    with sample.reading() as reading:
        released = next(e.seq for e in reading.log.newest_first() if e.action == actions.RELEASE)
    with pytest.raises(Refused, match="cannot be undone"):
        undo.undo(sample, released)


def test_released_content_comes_back_released_and_only_that(sample):
    identity = record.find(sample, CASES[0]).record.id
    submit(sample, SubmissionRequest("case-studies", where=CASES[0]))
    assert record.get(sample, identity).record.workflow == Workflow.RELEASED
    edited(sample, title="Second")
    undo.undo(sample, undo.last(sample).operation)
    assert record.get(sample, identity).record.workflow == Workflow.RELEASED
    undo.undo(sample, undo.last_undone(sample).operation)  # the edit, made again
    assert record.get(sample, identity).record.title == "Second"
    assert record.get(sample, identity).record.workflow == Workflow.DRAFT


def test_a_bulk_change_says_which_released_records_it_makes_drafts(sample):
    ids = list(lists.ids(sample, lists.find(sample, lists.Query("case-study")).rows))[:3]
    submit(sample, SubmissionRequest("case-studies", records=tuple(ids[:2]), reason="as agreed"))
    states = [record.get(sample, one).record.workflow for one in ids]
    labelled = record.get(sample, ids[0]).record.tlp
    assert isinstance(labelled, str)
    other = "RED" if labelled != "RED" else "AMBER"
    wanted = bulk.BulkChange(tlp=other)
    assert bulk.released(sample, ids, wanted) == states.count(Workflow.RELEASED) > 0
    assert bulk.released(sample, ids, bulk.BulkChange(archived=True)) == 0
    assert bulk.released(sample, ids[:1], bulk.BulkChange(tlp=labelled)) == 0
    done = bulk.change(sample, ids, wanted)
    assert {record.get(sample, one).record.workflow for one in ids} == {Workflow.DRAFT}
    undo.undo(sample, done.changes.operation)
    assert [record.get(sample, one).record.workflow for one in ids] == states


def test_an_entry_of_a_thread_stays(sample):
    stored = next(lists.all_stored(sample, lists.Query("action-item")))
    item = stored.record
    entry = ProgressUpdate(date="2026-11-25", entry="Called the office")
    done = record.save(sample, replace(item, updates=(*item.updates, entry)))
    with pytest.raises(Refused, match="entries of the thread cannot be changed"):
        undo.undo(sample, done.operation)


def test_each_officer_undoes_their_own(sample, clock):
    edited(sample, title="Second")
    officer_rows.add(sample.store, "AP-02", "Deputy", "reviewer", SECOND)
    sample.close()
    with open_store(sample.folder, SECOND, "AP-02", clock) as other:
        assert undo.last(other) is None


def test_undo_leaves_exactly_what_was_there(sample):
    before = record.find(sample, CASES[0]).record
    edited(sample, title="Second", goods=(), lessons=None)
    undo.undo(sample, undo.last(sample).operation)
    assert same_content(before, record.find(sample, CASES[0]).record)


def test_of_a_refused_undo_nothing_is_done(sample, tmp_path: Path):
    done = imported(sample, tmp_path, [(CASES[0], "One"), (CASES[1], "Two")])
    edited(sample, CASES[1], title="Three")
    with pytest.raises(Refused):
        undo.undo(sample, done.changes.operation)
    assert title_of(sample) == "One"
