"""`-` is standard input where a file is read, and standard output where one is written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from rilo_desktop.cli import main, standard_streams
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.services.office import audit_log, temporary_copies
from rilo_desktop.services.office.session import Session, open_store

PASSPHRASE = "a passphrase of the first officer"
SAMPLE = resources.files("rilo_desktop.assets") / "sample"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files that stand in lie: a memory of this test."""
    place = tmp_path / "runtime"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    return place


@pytest.fixture
def office(make_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch) -> Path:
    session = make_session(sample=True)
    session.close()
    monkeypatch.setenv("RILO_STORE", str(session.folder))
    return session.folder


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """What comes from standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))

    return put


Given = Callable[[bytes], None]
Out = pytest.CaptureFixture[bytes]
CASE = b'{"cases": [{"local_ref": "N-1", "title": "A case from a pipe"}]}'


def test_a_list_goes_out_as_a_workbook(office: Path, private: Path, capfdbinary: Out) -> None:
    asked = ["list", "case-studies", "--limit", "2", "--fields", "title", "--withhold"]
    assert main([*asked, "--out", "-", "--format", "xlsx"]) == 0
    out, err = capfdbinary.readouterr()
    sheet = openpyxl.load_workbook(io.BytesIO(out)).active
    assert sheet is not None
    assert sheet.max_row == 2 + 2
    assert err.startswith(b"-: TLP:")
    assert not list(private.iterdir())
    with open_store(office, PASSPHRASE) as session:
        (line,) = audit_log.newest(session, 1, "list written out")
    assert dict(line.detail)["files"] == ["stdout.xlsx"]


def test_a_list_is_text_where_nothing_is_said(office: Path, capfdbinary: Out) -> None:
    asked = ["list", "case-studies", "--limit", "2", "--fields", "title", "--withhold", "-q"]
    assert main([*asked, "--out", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode("utf-8-sig").startswith("TLP:")
    assert err == b""


def test_a_file_comes_in(office: Path, private: Path, given: Given, capfdbinary: Out) -> None:
    given(CASE)
    assert main(["import", "-", "--dry-run"]) == 0
    assert b"1 new" in capfdbinary.readouterr().out
    given((SAMPLE / "cases_template.xlsx").read_bytes())
    assert main(["import", "-", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["same"] == 40
    assert not list(private.iterdir())


def test_answers_come_in_by_a_pipe_and_a_document_goes_out(
    office: Path, given: Given, capfdbinary: Out
) -> None:
    given(b"no workbook at all")
    assert main(["form", "add", "-"]) == 1
    assert b"stdin" in capfdbinary.readouterr().err
    given(b"{")
    assert main(["form", "answer", "no_such_form", "-"]) == 1
    assert main(["card", "export", "--out", "-"]) == 0
    capfdbinary.readouterr()
    assert main(["dossier", "--out", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"%PDF-")
    assert err.startswith(b"-: ")


def test_the_limit_of_files_holds_for_a_pipe(
    office: Path, given: Given, capfdbinary: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(b" " * (LIMITS.file_bytes + 1))
    assert main(["import", "-"]) == 1
    assert b"More than 50 MB came from standard input" in capfdbinary.readouterr().err
    given(b"")
    assert main(["import", "-"]) == 1
    assert b"Nothing came from standard input" in capfdbinary.readouterr().err


def test_a_file_of_a_record_comes_by_a_pipe_under_a_name(
    office: Path, given: Given, capfdbinary: Out
) -> None:
    assert main(["list", "case-studies", "--limit", "1", "--json"]) == 0
    reference = json.loads(capfdbinary.readouterr().out)[0]["reference"]
    given(b"The report of the laboratory")
    assert main(["attach", reference, "-"]) == 2
    assert b"give it --name" in capfdbinary.readouterr().err
    given(b"The report of the laboratory")
    assert main(["attach", reference, "-", "--name", "../re\u202eport.txt", "--json"]) == 0
    (held,) = json.loads(capfdbinary.readouterr().out)
    assert held["name"] == "report.txt"
    assert main(["attachments", reference, "--save", "report.txt", "--out", "-"]) == 0
    assert capfdbinary.readouterr().out == b"The report of the laboratory"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backup", "-"], "une sauvegarde est relue"),
        (["restore", "-"], "le fichier est lu plus d’une fois"),
        (["drill", "-"], "le fichier est lu plus d’une fois"),
        (["update", "-"], "le fichier est lu plus d’une fois"),
        (["check", "--against", "-"], "le fichier est lu plus d’une fois"),
        (["card", "revoke", "XX", "--reason", "lost", "--out", "-"], "chaque carte"),
        (["export-all", "-"], "de nombreux fichiers"),
        (["salvage", "-"], "plus grand que la mémoire"),
    ],
)
def test_where_no_stream_can_stand_it_is_said(
    office: Path,
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--language", "fr", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "-", "-"], "one file to read"),
        (["import", "-", "--answers", "-"], "one file to read"),
        (["list", "case-study", "--out", "-", "--json"], "would both go to standard output"),
        (["export", "XX/1", "--out", "-", "--for", "A", "B"], "do not go to one output"),
    ],
)
def test_two_things_do_not_share_a_stream(
    office: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_nothing_binary_goes_to_a_terminal(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(standard_streams, "_is_terminal", lambda: True)
    assert main(["list", "case-study", "--out", "-", "--format", "xlsx"]) == 2
    said = capsys.readouterr()
    assert (said.out, "not to the screen" in said.err) == ("", True)
    assert main(["list", "case-study", "--out", "-", "--format", "csv", "--withhold"]) == 0


def test_what_is_refused_sends_nothing_out(office: Path, private: Path, capfdbinary: Out) -> None:
    assert main(["list", "case-study", "--where", "conveyance=xx", "--out", "-"]) == 1
    assert capfdbinary.readouterr().out == b""
    assert not list(private.iterdir())


def test_a_reader_that_leaves_is_not_told_of_a_fault(office: Path) -> None:
    command = [sys.executable, "-m", "rilo_desktop.cli", "list", "office", "--out", "-"]
    running = subprocess.Popen(
        [*command, "--withhold", "-q"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), said) == (141, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_the_folder_is_private_and_what_a_kill_left_goes_a_day_later(private: Path) -> None:
    old, new = private / "rilo-stream-old", private / "rilo-stream-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "stdin").write_text("in clear")
    os.utime(old, (0, 0))
    with temporary_copies.private_folder("rilo-stream-") as folder:
        assert folder.parent == private
        assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in private.iterdir()] == ["rilo-stream-new"]
