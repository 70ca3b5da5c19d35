"""What leaves a trace in the log: imports, exports, approvals, roles and keys; in order, signed."""

from __future__ import annotations

from importlib import resources

import pytest

from rilo_desktop.services import (
    actions,
    bulk,
    health,
    intake,
    keys,
    logbook,
    officers,
    rekey,
    release,
    submit,
)
from rilo_desktop.services.session import open_store
from rilo_desktop.store import rekeying, staff

SECOND = "a passphrase of the second officer"
SAMPLE = resources.files("rilo_desktop.assets") / "sample" / "cases.json"


@pytest.fixture
def session(make_session):
    return make_session()


def test_the_whole_way_of_a_submission_is_in_the_log(session, tmp_path, clock):
    officers.add(session, "AP-02", "Deputy", "reviewer", SECOND)
    with resources.as_file(SAMPLE) as path:
        taken = intake.import_files(session, [path])
    bulk.change(session, taken.changes.records, bulk.BulkChange(tlp="AMBER"))
    order = submit.Order("case-studies", reason="first of the year")
    submit.draft(session, order, tmp_path / "draft.pdf")
    submitted = submit.submit(session, order)
    session.close()
    with open_store(session.folder, SECOND, "AP-02", clock) as second:
        reference = submitted.submission.reference
        release.approve(second, reference)
        exported = release.export(second, reference, tmp_path / "out.pdf")
        lines = [(line.action, line.officer) for line in logbook.newest(second, 8)]
        (export,) = logbook.newest(second, 1, actions.EXPORT)
        found = health.check(second).findings
    assert lines == [
        (actions.EXPORT, "AP-02"),
        (actions.RELEASE, "AP-02"),
        (actions.OPENED, "AP-02"),
        (actions.SUBMIT, "AP-01"),
        (actions.DRAFT_EXPORT, "AP-01"),
        (actions.BULK, "AP-01"),
        (actions.IMPORT, "AP-01"),
        (staff.ADDED, "AP-01"),
    ]
    assert export.detail["sha256"] == exported.sha256
    assert found == ()


def test_roles_and_keys_are_in_the_log(session, passphrase):
    paper = keys.new_recovery_key()
    officers.add(session, "AP-02", "Deputy", "reviewer", SECOND)
    officers.change(session, "AP-02", "analyst")
    keys.renew_recovery_key(session, paper)
    keys.reset(session, "AP-02", paper, "a third passphrase of the second")
    keys.change_passphrase(session, passphrase, "another passphrase of the first")
    officers.remove(session, "AP-02")
    rekey.rekey(session)
    assert [line.action for line in logbook.newest(session, 7)] == [
        rekeying.REKEYED,
        staff.REMOVED,
        staff.PASSPHRASE,
        staff.RESET,
        staff.RECOVERY,
        staff.CHANGED,
        staff.ADDED,
    ]
    assert health.check(session).findings == ()


def test_it_is_read_page_by_page(session):
    officers.add(session, "AP-02", "Deputy", "reviewer", SECOND)
    whole = logbook.newest(session, 100)
    first = logbook.newest(session, 2)
    rest = logbook.newest(session, 100, before=first[-1].operation)
    assert (*first, *rest) == whole
