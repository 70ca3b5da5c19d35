# mypy: disable-error-code="operator"
"""What lies beside an office or on a stick never hangs it or keeps it shut (F11, F12)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rilo_desktop.cli import main
from rilo_desktop.services.office import backup, store_check
from rilo_desktop.services.office.errors import StoreUnreadable
from rilo_desktop.services.office.session import open_store
from rilo_desktop.store import failed_logins, known_backups, log_tail

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
SMALL = {"closed": False, "hash": "0" * 64}


@pytest.fixture
def folder(make_session):
    session = make_session()
    session.close()
    return session.folder


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 << 30)


NOTES = {
    "deep": lambda path: path.write_bytes(b"[" * 200_000),
    "infinite": lambda path: path.write_text('{"closed": true, "entry": Infinity, "hash": ""}'),
    "large number": lambda path: path.write_text('{"closed": true, "entry": -1e26, "hash": ""}'),
    "larger number": lambda path: path.write_text(
        '{"closed": true, "entry": 1' + "0" * 40 + ', "hash": ""}'
    ),
    "overflow": lambda path: path.write_text('{"closed": true, "entry": 1e999, "hash": ""}'),
    "3 GB": _sparse,
    "list": lambda path: path.write_text("[1, 2]"),
    "numbers": lambda path: path.write_text(
        json.dumps(SMALL | {"closed": True, "entry": 0, "workstation": "A", "numbers": {"x": "y"}})
    ),
}
PIPES = {"pipe": os.mkfifo} if hasattr(os, "mkfifo") else {}


@pytest.mark.parametrize("note", NOTES | PIPES)
def test_a_note_is_never_a_reason_to_keep_a_good_office_shut(folder, passphrase, note):
    (folder / log_tail.NAME).unlink()
    (NOTES | PIPES)[note](folder / log_tail.NAME)
    with open_store(folder, passphrase) as session:
        assert session.said == ()
        assert store_check.check(session).findings == ()


@posix
def test_the_note_is_not_written_through_a_link(folder, passphrase, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (folder / ".last.json.new").symlink_to(victim)
    (folder / log_tail.NAME).unlink()
    (folder / log_tail.NAME).symlink_to(victim)
    with open_store(folder, passphrase):
        pass
    assert victim.read_text() == "kept"
    assert not (folder / log_tail.NAME).is_symlink()
    assert [path.name for path in folder.iterdir() if path.name.endswith(".new")] == []


@posix
def test_pipes_beside_an_office_do_not_hang_it(folder, passphrase):
    os.mkfifo(folder / failed_logins.FILE)
    (folder / "backups").mkdir(exist_ok=True)
    os.mkfifo(folder / "backups" / known_backups.NAME)
    (folder / "keys-copy.json").unlink()
    os.mkfifo(folder / "keys-copy.json")
    with open_store(folder, passphrase) as session:
        assert [one.rule for one in store_check.check(session).findings] == ["check.keys"]


@posix
def test_pipes_in_the_place_of_the_keys_are_a_sentence(folder, passphrase):
    for name in ("keys.json", "keys-copy.json"):
        (folder / name).unlink()
        os.mkfifo(folder / name)
    with pytest.raises(StoreUnreadable, match="not an ordinary file"):
        open_store(folder, passphrase)


@pytest.mark.parametrize(
    "entry",
    [
        {"path": 5},
        {"path": "\0"},
        {"path": "\ud800"},
        {"made": 5},
        {"operations": "many"},
        {"operations": 10**40},
        {"drilled": []},
        {"more": 1},
    ],
)
def test_what_is_noted_of_backups_is_of_its_kind_or_says_nothing(folder, passphrase, entry):
    with open_store(folder, passphrase) as session:
        backup.back_up(session, backup.place(session))
    path = folder / "backups" / known_backups.NAME
    (known,) = json.loads(path.read_bytes())
    for content in (entry, 5, [known | entry, "x", 5, known]):
        path.write_text(json.dumps(content))
        with open_store(folder, passphrase) as session:
            assert len(backup.known(folder)) == (content == [known | entry, "x", 5, known])
            assert backup.state(session).last in (None, *backup.known(folder))
    with open_store(folder, passphrase) as session:
        assert store_check.check(session).findings == ()


@posix
def test_a_known_backup_that_is_a_pipe_now_does_not_hang_a_check(folder, passphrase):
    with open_store(folder, passphrase) as session:
        made = backup.back_up(session, backup.place(session)).path
        made.unlink()
        os.mkfifo(made)
        assert store_check.check(session).findings == ()


ARGUMENTS = (
    "card trust {office} {odd}",
    "rules install {office} {odd}",
    "rules sign {office} {odd} --out {out}",
    "receive {office} {odd}",
    "import {office} {odd}",
    "verify {odd}",
    "verify {pdf} --card {odd}",
    "restore {odd} {new}",
    "drill {odd} {office}",
    "check {office} --against {odd}",
    "update {odd} {office}",
)


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "deep", "infinite", "3 GB"])
@pytest.mark.parametrize("command", ARGUMENTS)
def test_an_argument_that_is_no_sound_file_is_refused_in_one_sentence(
    folder, passphrase, monkeypatch, capsys, tmp_path, command, kind
):
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    odd, pdf = tmp_path / "odd.pdf", tmp_path / "some.pdf"
    pdf.write_bytes(b"%PDF-1.7\n")
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "device":
        odd.symlink_to("/dev/zero")
    else:
        NOTES[kind](odd)
    new = tmp_path / "new"
    values = {"office": folder, "odd": odd, "pdf": pdf, "new": new, "out": tmp_path / "out"}
    assert main(command.format(**values).split()) == 1
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "a fault of the program" not in out + err
    assert not new.exists()
