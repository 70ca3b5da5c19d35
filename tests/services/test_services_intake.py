# mypy: disable-error-code="attr-defined, call-arg"
"""Import: one operation, the own number as key, and nothing by halves."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest
import xlsxwriter
from received_offices import case, coming, document, sent_cases

from rilo_desktop.records import NOT_KNOWN
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import store_check
from rilo_desktop.services.office.progress import Cancelled, Progress
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.file_import import (
    WRITING,
    import_files,
    inspect,
    rejected,
    take,
)
from rilo_desktop.services.records.import_compare import COMPARING
from sample_office import IN_WORK

SAMPLE = resources.files("rilo_desktop.assets") / "sample"


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.fixture
def workbook():
    with resources.as_file(SAMPLE / "cases_template.xlsx") as path:
        yield path


@pytest.fixture
def cases():
    with resources.as_file(SAMPLE / "cases.json") as path:
        yield path


def sheets(path, content):
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(n, column, value)
    return path


def small(path, **more):
    head = ["local_ref", "title", "conveyance", *more]
    row = ["X-1", "A small case", "AIR", *more.values()]
    return sheets(
        path,
        {
            "Cases": [head, row],
            "Goods": [["local_ref", "line", "description"], ["X-1", 1, "tablets"]],
            "Route": [["local_ref", "seq", "role"], ["X-1", 1, "seizure"]],
            "Indicators": [["local_ref", "code", "strength"], ["X-1", "SND-01", "primary"]],
        },
    )


def test_the_workbook_comes_in_as_one_operation(session, workbook):
    done = import_files(session, [workbook])
    assert (done.new, done.changed, done.same) == (40, 0, 0)
    with session.reading() as reading:
        last = list(reading.log.all())[-1]
    assert last.action == "import"
    assert len(last.revisions) == 40
    assert store_check.check(session).findings == ()


def test_importing_twice_changes_nothing(session, workbook):
    import_files(session, [workbook])
    with session.reading() as reading:
        before = len(list(reading.log.all()))
    done = import_files(session, [workbook])
    assert (done.new, done.changed, done.same) == (0, 0, 40)
    with session.reading() as reading:
        assert len(list(reading.log.all())) == before


def test_the_same_cases_from_the_published_file_change_nothing(session, workbook, cases):
    import_files(session, [workbook])
    done = import_files(session, [cases])
    assert (done.new, done.changed, done.same) == (0, 0, 40)


def test_a_changed_row_is_a_new_revision(session, tmp_path):
    import_files(session, [small(tmp_path / "a.xlsx")])
    before = record.find(session, "X-1")
    done = import_files(session, [small(tmp_path / "b.xlsx", summary="now with a summary")])
    assert (done.new, done.changed) == (0, 1)
    after = record.find(session, "X-1")
    assert after.number == 2
    assert after.record.reference == before.record.reference
    assert after.record.summary == "now with a summary"


def test_a_column_that_is_absent_leaves_the_field_alone(session, tmp_path):
    import_files(session, [small(tmp_path / "a.xlsx", summary="kept", lessons="")])
    import_files(session, [small(tmp_path / "b.xlsx", lessons="learnt")])
    found = record.find(session, "X-1").record
    assert (found.summary, found.lessons) == ("kept", "learnt")


def test_a_dry_run_writes_nothing(session, workbook):
    done = import_files(session, [workbook], dry_run=True)
    assert done.new == 40
    assert lists.count(session, "case-study") == 0


def test_a_bad_row_refuses_all_or_is_skipped_with_its_reason(session, tmp_path):
    path = sheets(
        tmp_path / "mixed.xlsx",
        {
            "Cases": [
                ["local_ref", "title", "conveyance"],
                ["G-1", "good", "AIR"],
                ["B-1", "bad", "TELEPORT"],
                ["B-2", "=1+1", "SEA"],
            ],
            "Goods": [
                ["local_ref", "line", "description", "quantity"],
                ["B-2", 1, "crates", -5],
            ],
            "Route": [["local_ref", "seq", "role"]],
            "Indicators": [["local_ref", "code", "strength"]],
        },
    )
    with pytest.raises(Refused) as refused:
        import_files(session, [path])
    places = {(f.place.sheet, f.place.row) for f in refused.value.findings if f.blocks}
    assert places == {("Cases", 3), ("Goods", 2)}
    assert lists.count(session, "case-study") == 0
    done = import_files(session, [path], skip_bad_rows=True)
    assert (done.new, len(done.skipped)) == (1, 2)
    (tmp_path / "skipped.xlsx").write_bytes(rejected(done))
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "skipped.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert "=1+1" in [c.value for c in cells]
    assert {c.data_type for c in cells} <= {"s", "n"}, "nothing is written back as a formula"


def test_codes_that_name_nothing_are_said_with_their_place(session, tmp_path):
    head = {"Cases": [["local_ref", "title", "office_code"], ["X-1", "t", "MARS"]]}
    head["Goods"] = [["local_ref", "line", "description"]]
    head["Route"] = [["local_ref", "seq", "role"]]
    head["Indicators"] = [
        ["local_ref", "code", "strength"],
        ["X-1", "SND-01", "primary"],
        ["X-1", "ZZZ-99", "primary"],
    ]
    with pytest.raises(Refused) as refused:
        import_files(session, [sheets(tmp_path / "a.xlsx", head)])
    places = [(f.place.sheet, f.place.row, f.place.field) for f in refused.value.findings]
    assert places == [("Cases", 2, "office_code"), ("Indicators", 3, "indicators.2.indicator")]
    assert lists.count(session, "case-study") == 0


def test_the_sample_actions_find_their_plan(make_session):
    session = make_session(sample=True)
    assert lists.count(session, "action-item") == 24
    item = record.find(session, "XX-AI-2023-05").record
    assert record.get(session, item.plan).record.title.startswith("Global RILO Network Action Plan")
    assert record.find(session, "XX-AI-2022-01").record.plan is NOT_KNOWN
    done = import_files(session, [IN_WORK / "action_items.json"])
    assert (done.new, done.changed, done.same) == (0, 0, 24)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken", b"{", b"[1,2"])
def test_rubbish_is_one_sentence_and_the_store_is_as_it_was(session, tmp_path, content):
    path = tmp_path / "cases.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        import_files(session, [path])
    assert len(refused.value.findings) == 1
    assert lists.count(session, "case-study") == 0


def test_a_workbook_makes_no_submission(session, tmp_path):
    forged = {
        "Submissions": [
            ["local_ref", "title", "type", "prepared_sign", "office_of_one"],
            ["S-1", "A submission nobody prepared", "CS", "AP-02", "yes"],
        ]
    }
    with pytest.raises(Refused):
        import_files(session, [sheets(tmp_path / "forged.xlsx", forged)])
    forged["Cases"] = [["local_ref", "title"], ["X-1", "A case"]]
    assert import_files(session, [sheets(tmp_path / "hidden.xlsx", forged)]).new == 1
    assert lists.count(session, "submission") == 0


def test_two_files_of_one_import_may_hold_the_same_record(session, tmp_path):
    first = small(tmp_path / "first.xlsx", modus_operandi="First")
    second = small(tmp_path / "second.xlsx", modus_operandi="Second")
    assert import_files(session, [first, second]).changed == 1
    done = import_files(session, [first, first, second])
    assert (done.new, done.changed, done.same) == (0, 2, 1)
    stored = record.find(session, "X-1")
    assert (stored.record.modus_operandi, stored.number) == ("Second", 2)  # one an operation
    assert store_check.check(session).findings == ()


def bad_rows(path):
    head = ["local_ref", "title", "date"]
    rows = [["X-1", "Good", "2026-01-02"], ["X-2", "Bad", "2026-02-30"]]
    return sheets(path, {"Cases": [head, *rows]})


def test_skipped_rows_never_replace_a_workbook_that_is_there(session, tmp_path):
    path = bad_rows(tmp_path / "a.xlsx")
    first = import_files(session, [path], skip_bad_rows=True)
    assert first.rejected == tmp_path / "a-skipped.xlsx"
    first.rejected.write_bytes(b"mended by hand")
    again = import_files(session, [path], skip_bad_rows=True)
    assert (again.same, again.rejected) == (1, tmp_path / "a-skipped-2.xlsx")
    assert first.rejected.read_bytes() == b"mended by hand"
    assert import_files(session, [path], True, True).rejected is None


def test_where_skipped_rows_cannot_be_kept_nothing_is_imported(session, tmp_path, monkeypatch):
    path = bad_rows(tmp_path / "a.xlsx")

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rilo_desktop.services.office.outgoing.replacing", full)
    with pytest.raises(Refused) as refused:
        import_files(session, [path], skip_bad_rows=True)
    assert [f.rule for f in refused.value.findings] == ["intake.rejected"]
    assert lists.count(session, "case-study") == 0
    monkeypatch.undo()
    assert import_files(session, [path], skip_bad_rows=True).new == 1


def test_a_look_says_what_would_become_of_each_row_and_writes_nothing(session, tmp_path):
    head = ["local_ref", "title", "conveyance"]
    rows = [["X-1", "A small case", "AIR"], ["X-2", "Another", "AIR"], ["X-3", "Bad", "ROCKET"]]
    import_files(session, [sheets(tmp_path / "a.xlsx", {"Cases": [head, rows[0]]})])
    rows[0][1] = "A small case, told again"
    path = sheets(tmp_path / "b.xlsx", {"Cases": [head, *rows]})
    found = inspect(session, [path])
    assert [str(one) for one in found.outcomes] == ["changed", "new", "refused"]
    assert not found.unreadable
    assert lists.count(session, "case-study") == 1


def test_a_file_that_cannot_be_read_is_told_beside_the_others(session, workbook, tmp_path):
    bad = tmp_path / "rubbish.xlsx"
    bad.write_bytes(b"PK rubbish")
    found = inspect(session, [workbook, bad])
    assert found.unreadable
    assert len(found.rows) > 0
    with pytest.raises(Refused):
        take(session, found, skip_bad_rows=True)


def test_what_changed_since_the_look_is_compared_again(session, tmp_path):
    first = import_files(session, [small(tmp_path / "a.xlsx", summary="first")])
    found = inspect(session, [small(tmp_path / "b.xlsx", lessons="learnt")])
    stored = record.get(session, first.changes.records[0])
    record.save(session, replace(stored.record, summary="written meanwhile"), stored.revision)
    assert take(session, found).changed == 1
    now = record.get(session, stored.record.id).record
    assert (now.summary, now.lessons) == ("written meanwhile", "learnt")


class GivesUp(Progress):
    """Cancels at the first step of this name."""

    def __init__(self, at):
        self.at = at

    def __call__(self, done, of, step=""):
        if step == self.at and done:
            raise Cancelled


@pytest.mark.parametrize("at", [COMPARING, WRITING])
def test_a_cancelled_import_leaves_nothing(session, workbook, at):
    with session.reading() as reading:
        before = reading.log.last
    with pytest.raises(Cancelled):
        import_files(session, [workbook], progress=GivesUp(at))
    assert lists.count(session, "case-study") == 0
    with session.reading() as reading:
        assert reading.log.last == before
    assert store_check.check(session).findings == ()
    assert import_files(session, [workbook]).new == 40


def test_an_import_edits_no_record_of_another_office(make_session):
    """Its local reference is theirs too; what comes in under it is a record of this office."""
    sender, office = make_session("WE", sample=True), make_session()
    receive.accept(office, coming(office, document(sender, sent_cases(sender, 0))))
    theirs = case(sender)
    before = record.get(office, theirs.id).record
    with resources.as_file(SAMPLE / "cases.json") as path:
        import_files(office, [path])
        assert record.get(office, theirs.id).record == before
        ours = record.find(office, before.local_ref).record
        assert (ours.id != theirs.id, ours.reference[:3]) == (True, "AP/")
        with pytest.raises(Refused) as refused:  # where every office has the same ids
            import_files(make_received(make_session, sender), [path], shipped=True)
    assert {one.rule for one in refused.value.findings} == {"store.foreign"}


def make_received(make_session, sender):
    """Another office that has of the sample only what was sent to it."""
    office = make_session("CIS")
    receive.accept(office, coming(office, document(sender, sent_cases(sender, 0))))
    return office
