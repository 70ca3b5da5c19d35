"""What leaves the office: never a file under its name without its entry in the log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    actions,
    audit_log,
    backup,
    card_revocations,
    cards,
    outgoing,
)
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.receiving import acceptance_rules, network_report
from rilo_desktop.services.submissions import encrypted_copies, export_register, release
from rilo_desktop.services.submissions.submit import SubmissionRequest, draft, submit
from rilo_desktop.store import StoreUnwritable
from rilo_desktop.store.errors import BackupUnwritten

ORDER = SubmissionRequest("case-studies", where="CS-AP-2019-001")


def by_document(session, folder):
    reference = submit(session, ORDER).submission.reference
    return lambda: release.export(session, reference, folder / "x.pdf")


def by_draft(session, folder):
    return lambda: draft(session, ORDER, folder / "x.pdf")


def by_copies(session, folder):
    reference = submit(session, ORDER).submission.reference
    return lambda: encrypted_copies.export(session, reference, folder / "x.pdf", ["WE"])


def by_report(session, folder):
    return lambda: network_report.write(session, folder / "x.pdf")


def by_log(session, folder):
    return lambda: audit_log.export(session, folder / "x.csv")


def by_card(session, folder):
    return lambda: cards.export(session, folder / "x.rilocard")


def by_revocation(session, folder):
    own = cards.export(session, folder.parent / "own.rilocard").fingerprint
    return lambda: card_revocations.revoke(session, own, "lost", folder / "x.rilocard")


def by_rules(session, folder):
    from importlib import resources

    shipped = resources.files("rilo_desktop.assets") / "acceptance"
    (file,) = [one for one in shipped.iterdir() if one.name.endswith(".json")]
    path = folder.parent / "rules.json"
    path.write_bytes(file.read_bytes())
    return lambda: acceptance_rules.sign(session, path, folder / "x.rules")


ROADS = {
    by_document: actions.EXPORT,
    by_draft: actions.DRAFT_EXPORT,
    by_copies: actions.COPY_EXPORT,
    by_report: actions.EXPORT,
    by_log: actions.LOG_EXPORT,
    by_card: actions.CARD_EXPORT,
    by_revocation: "card revoked",
    by_rules: actions.RULES_SIGNED,
}


@pytest.fixture
def sample(make_session):
    return make_session(sample=True)


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def newest(session):
    with session.reading() as reading:
        return next(reading.log.newest_first())


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_nothing_leaves_without_its_entry(sample, out, road):
    write = road(sample, out)
    before = newest(sample).seq
    write()
    with sample.reading() as reading:
        entries = [e for e in reading.log.since(before) if e.action == ROADS[road]]
    assert len(entries) == 1
    assert len(list(out.iterdir())) == 1


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_a_file_whose_entry_cannot_be_committed_is_not_there(sample, out, road, monkeypatch):
    write = road(sample, out)
    before = newest(sample).seq

    class FullDisk:
        """A disk that takes everything but the commit."""

        def __init__(self, raw):
            self._raw = raw

        def __getattr__(self, name):
            return getattr(self._raw, name)

        def execute(self, sql, *values):
            if sql == "COMMIT":
                self._raw.execute("ROLLBACK")
                raise type(FULL)("database or disk is full")
            return self._raw.execute(sql, *values)

    from sqlcipher3 import dbapi2

    FULL = dbapi2.OperationalError("database or disk is full")
    with monkeypatch.context() as patched:
        patched.setattr(sample.store, "_raw", FullDisk(sample.store._raw))
        with pytest.raises(StoreUnwritable, match="full"):
            write()
    assert list(out.iterdir()) == []
    assert newest(sample).seq == before


def test_a_file_that_could_not_take_its_name_is_said_in_the_log(sample, out, monkeypatch):
    reference = submit(sample, ORDER).submission.reference

    def refuse(_source, _target):
        raise PermissionError(13, "held by a scanner")

    with monkeypatch.context() as patched:
        patched.setattr("rilo_desktop.files.put_in_place", refuse)
        with pytest.raises(Refused, match="was not written"):
            release.export(sample, reference, out / "x.pdf")
    assert list(out.iterdir()) == []
    said = newest(sample)
    assert (said.action, said.detail["files"]) == (actions.NOT_WRITTEN, ["x.pdf"])
    (left,) = export_register.listed(sample, reference)
    assert (left.operation, left.written) == (said.detail["entry"], False)
    release.export(sample, reference, out / "x.pdf")
    assert export_register.listed(sample, reference)[0].written


def test_a_disk_that_is_full_where_the_file_goes_logs_nothing(sample, out, monkeypatch):
    write = by_log(sample, out)
    before = newest(sample).seq

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(outgoing.os, "fsync", full)
        with pytest.raises(Refused, match="was not written"):
            write()
    assert newest(sample).seq == before
    assert list(out.iterdir()) == []


def test_a_backup_is_logged_before_it_has_its_name(sample, out, monkeypatch):
    def refuse(_source, _target):
        raise PermissionError(13, "held")

    with monkeypatch.context() as patched:
        patched.setattr("rilo_desktop.store.backup.put_in_place", refuse)
        with pytest.raises(BackupUnwritten):
            backup.back_up(sample, out / "x.rilobackup")
    with sample.reading() as reading:
        failed, made, *_ = reading.log.newest_first()
    assert (made.action, made.detail["place"]) == (actions.BACKUP, str(out / "x.rilobackup"))
    assert (failed.action, failed.detail["entry"]) == (actions.NOT_WRITTEN, made.seq)
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="kills a child process")
@pytest.mark.parametrize("step", ["before the entry", "after the entry"])
def test_killed_in_between_no_document_has_its_name(sample, out, step, passphrase, clock):
    reference = submit(sample, ORDER).submission.reference
    folder = sample.folder
    sample.close()
    work = f"""
import os, pathlib, signal
from rilo_desktop import files
from rilo_desktop.services.office import outgoing
from rilo_desktop.services.submissions import release
from rilo_desktop.services.office.session import open_store

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

session = open_store(pathlib.Path({str(folder)!r}), {passphrase!r})
if {step!r} == "before the entry":
    outgoing.Outgoing.log = die
else:
    files.put_in_place = die
release.export(session, {reference!r}, pathlib.Path({str(out / "x.pdf")!r}))
"""
    done = subprocess.run([sys.executable, "-c", work], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (out / "x.pdf").exists()
    assert all(one.name.startswith(".") and one.suffix == ".new" for one in out.iterdir())
    with open_store(folder, passphrase, clock=clock) as session:
        logged = len(export_register.listed(session, reference))
    assert logged == (0 if step == "before the entry" else 1)
