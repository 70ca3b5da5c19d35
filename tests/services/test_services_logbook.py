"""What leaves a trace in the log: imports, exports, approvals, roles and keys; in order, signed."""

from __future__ import annotations

from importlib import resources

import pytest

from rilo_desktop.services.office import actions, audit_log, keys, officers, rekey, store_check
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import bulk, file_import
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.store import officer_rows, rekeying

SECOND = "a passphrase of the second officer"
SAMPLE = resources.files("rilo_desktop.assets") / "sample" / "cases.json"


@pytest.fixture
def session(make_session):
    return make_session()


def test_the_whole_way_of_a_submission_is_in_the_log(session, tmp_path, clock):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    with resources.as_file(SAMPLE) as path:
        taken = file_import.import_files(session, [path])
    bulk.change(session, taken.changes.records, bulk.BulkChange(tlp="AMBER"))
    order = submit.SubmissionRequest("case-studies", reason="first of the year")
    submit.draft(session, order, tmp_path / "draft.pdf")
    submitted = submit.submit(session, order)
    session.close()
    with open_store(session.folder, SECOND, "AP-02", clock) as second:
        reference = submitted.submission.reference
        release.approve(second, reference)
        exported = release.export(second, reference, tmp_path / "out.pdf")
        lines = [(line.action, line.officer) for line in audit_log.newest(second, 8)]
        (export,) = audit_log.newest(second, 1, actions.EXPORT)
        found = store_check.check(second).findings
    assert lines == [
        (actions.EXPORT, "AP-02"),
        (actions.RELEASE, "AP-02"),
        (actions.OPENED, "AP-02"),
        (actions.SUBMIT, "AP-01"),
        (actions.DRAFT_EXPORT, "AP-01"),
        (actions.BULK, "AP-01"),
        (actions.IMPORT, "AP-01"),
        (officer_rows.ADDED, "AP-01"),
    ]
    assert export.detail["sha256"] == exported.sha256
    assert found == ()


def test_roles_and_keys_are_in_the_log(session, passphrase):
    paper = keys.new_recovery_key()
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    officers.change(session, "AP-02", "analyst")
    keys.renew_recovery_key(session, paper)
    keys.reset(session, "AP-02", paper, "a third passphrase of the second")
    keys.change_passphrase(session, passphrase, "another passphrase of the first")
    officers.remove(session, "AP-02")
    rekey.rekey(session)
    assert [line.action for line in audit_log.newest(session, 7)] == [
        rekeying.REKEYED,
        officer_rows.REMOVED,
        officer_rows.PASSPHRASE,
        officer_rows.RESET,
        officer_rows.RECOVERY,
        officer_rows.CHANGED,
        officer_rows.ADDED,
    ]
    assert store_check.check(session).findings == ()


def test_it_is_read_page_by_page(session):
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    whole = audit_log.newest(session, 100)
    first = audit_log.newest(session, 2)
    rest = audit_log.newest(session, 100, before=first[-1].operation)
    assert (*first, *rest) == whole


# --- narrowed, and taken away


def test_every_action_belongs_to_a_kind_of_event():
    named = {a for name, a in vars(actions).items() if name.isupper() and isinstance(a, str)}
    assert len(named) > 25
    sorted_out = set().union(*(among for _, among in audit_log.EVENTS.values()))
    assert named - sorted_out == set()
    from rilo_desktop.store import officer_check

    own = {
        officer_rows.ADDED,
        officer_rows.REMOVED,
        officer_rows.CHANGED,
        officer_rows.PASSPHRASE,
        officer_rows.RESET,
    }
    assert {*own, officer_rows.RECOVERY, rekeying.REKEYED, officer_check.FOUNDED} <= sorted_out


def test_the_log_is_narrowed_by_event_officer_and_day(make_session, clock):
    session = make_session()
    officer_rows.add(session.store, "AP-02", "Deputy", "reviewer", SECOND)
    first = audit_log.entries(session).lines
    assert [line.operation for line in first] == sorted(
        (line.operation for line in first), reverse=True
    )
    wanted = audit_log.LogFilter
    (added,) = audit_log.entries(session, wanted("officers", "AP-01")).lines[:1]
    assert added.action == officer_rows.ADDED
    assert audit_log.entries(session, wanted(officer="AP-02")).lines == ()
    day = session.today
    assert audit_log.entries(session, wanted(first=day, last=day)).lines == first
    assert audit_log.entries(session, wanted(first="2999-01-01")).lines == ()
    assert audit_log.entries(session, wanted(last="1999-01-01")).lines == ()
    page = audit_log.entries(session, count=1)
    assert page.is_more
    rest = audit_log.entries(session, before=page.lines[-1].operation)
    assert page.lines + rest.lines == first
    assert not rest.is_more


def test_failed_openings_are_an_event_of_their_own(make_session, passphrase):
    from rilo_desktop.services.office.errors import WrongPassphrase

    session = make_session()
    assert audit_log.entries(session, audit_log.LogFilter(audit_log.FAILED)).lines == ()
    folder = session.folder
    session.close()
    with pytest.raises(WrongPassphrase):
        open_store(folder, "wrong")
    with open_store(folder, passphrase) as again:
        (line,) = audit_log.entries(again, audit_log.LogFilter(audit_log.FAILED)).lines
        assert line.detail["failed"] == 1


def test_the_log_is_taken_away_as_a_table_without_formulas(make_session, tmp_path):
    import csv

    session = make_session()
    with session.unit(actions.EDIT):
        pass
    path = tmp_path / "log.csv"
    count = audit_log.export(session, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:3] == ["Entry", "Time", "Officer"]
    assert len(rows) == count
    assert audit_log.newest(session, 1)[0].action == actions.LOG_EXPORT
    assert audit_log._harmless("=1+1") == "'=1+1"
    assert audit_log._harmless("plain") == "plain"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".log")] == []
