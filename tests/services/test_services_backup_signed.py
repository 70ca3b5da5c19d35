"""What a backup says of itself is believed only where an officer of the office signed it (F9)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import restore
from rilo_desktop.services.office.errors import BackupBroken, BackupUnsigned
from rilo_desktop.services.records import record
from rilo_desktop.store import backup_file
from rilo_desktop.store.signatures import Signer


@pytest.fixture
def session(make_session):
    made = make_session()
    record.save(made, CaseStudy(id="id-1", title="kept", local_ref="1"))
    return made


@pytest.fixture
def backup(session, tmp_path):
    return back_up.back_up(session, tmp_path / "mine.rilobackup").path


class NoKey:
    def sign(self, _message):
        return bytes(64)


def said_anew(path, signer, **values):
    """The same database with a trailer that says something else."""
    found = backup_file.read(path)
    content = path.read_bytes()[: found.manifest.database_bytes]
    with path.open("wb") as file:
        file.write(content)
        backup_file.append(path, replace(found.manifest, **values), found.slots, signer, file)
    return found


LIES = [
    {"made": "2026-11-27T23:59:00+00:00"},
    {"records": 9_999},
    {"revisions": 9_999},
    {"newest": "2026-11-27T23:59:00.000+00:00"},
    {"officer": "AP-99"},
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: next(iter(lie)))
def test_a_trailer_that_was_rewritten_without_a_key_is_refused(
    session, backup, passphrase, clock, tmp_path, lie
):
    said_anew(backup, NoKey(), **lie)
    for attempt in (
        lambda: restore.preview(backup, tmp_path / "new", passphrase),
        lambda: restore.drill(backup, passphrase, clock=clock),
        lambda: restore.restore(backup, tmp_path / "new", passphrase, clock=clock),
    ):
        with pytest.raises(BackupUnsigned, match=r"mine\.rilobackup"):
            attempt()
    assert not (tmp_path / "new").exists()


def test_a_key_of_nobody_in_the_office_does_not_make_it_good(session, backup, passphrase, clock):
    said_anew(backup, Signer(hashlib.sha256(b"a thief").digest()), made="2026-11-27T23:59:00")
    with pytest.raises(BackupUnsigned):
        restore.drill(backup, passphrase, clock=clock)


@pytest.mark.parametrize("lie", LIES[1:4], ids=lambda lie: next(iter(lie)))
def test_counts_that_an_officer_signed_are_counted_all_the_same(
    session, backup, passphrase, clock, lie
):
    said_anew(backup, session.store.access.signer, **lie)
    with pytest.raises(BackupBroken, match="something else"):
        restore.drill(backup, passphrase, clock=clock)


def test_a_stale_backup_under_the_trailer_of_a_newer_one_is_refused(
    session, backup, passphrase, clock, tmp_path
):
    record.save(session, CaseStudy(id="id-2", title="since", local_ref="2"))
    newer = backup_file.read(back_up.back_up(session, tmp_path / "newer.rilobackup").path)
    content = backup.read_bytes()[: backup_file.read(backup).manifest.database_bytes]
    trailer = newer.path.read_bytes()[newer.manifest.database_bytes :]
    padded = content.ljust(newer.manifest.database_bytes, b"\0")
    backup.write_bytes(padded + trailer)
    with pytest.raises(BackupBroken):
        restore.drill(backup, passphrase, clock=clock)


def test_whoever_made_it_may_have_another_key_or_have_left_since(
    session, backup, passphrase, clock, tmp_path
):
    """The keys that count are those of the day of the backup, which lie inside it."""
    assert restore.drill(backup, passphrase, clock=clock).manifest.officer == "AP-01"


def test_drill_and_restore_by_the_command_line(session, backup, monkeypatch, capsys, passphrase):
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    session.close()
    said_anew(backup, NoKey(), made="2026-11-27T23:59:00+00:00", records=9_999)
    for command in ("drill", "restore"):
        assert main([command, str(backup), str(session.folder), "--json"]) == 1
        (found,) = json.loads(capsys.readouterr().out)["findings"]
        assert found["rule"] == "store.BackupUnsigned"
