# mypy: disable-error-code="arg-type"
"""What surrounds the program: settings, locale, paths, memory, targets, and its own files."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest

import rilo_desktop
from faults import small_office
from faults.oracle import assert_plain, clean_environment, look, prints, rilo
from faults.outcome import Outcome
from rilo_desktop.gui.state import preferences
from rilo_desktop.services.office import backup as back_up
from rilo_desktop.services.office import finding_messages, outgoing
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.session import open_store

Rounds = Callable[[int, int], int]
linux = pytest.mark.skipif(sys.platform != "linux", reason="a means of Linux")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "office"
    small_office.make(folder)
    return folder


# --- 28

SETTINGS: dict[str, bytes | None] = {
    "missing": None,
    "empty": b"",
    "NUL": bytes(200),
    "half": b'{"language": "fr", "sch',
    "another encoding": '{"language": "français"}'.encode("cp1252"),
    "a list": b"[1, 2]",
    "deep": b"[" * 200_000,
    "unknown keys": b'{"colour": "red", "text_size": 100, "language": "en"}',
    "wrong kinds": b'{"language": 7, "scheme": [], "text_size": "big", "lock_after": true}',
    "out of bounds": b'{"text_size": 100000, "lock_after": -1, "scheme": "purple"}',
    "no numbers": b'{"text_size": NaN, "lock_after": 1e999}',
    "a language that is a path": b'{"language": "../../../../etc/passwd"}',
    "incomplete character": b'{"language": "\\ud800"}',
}


@pytest.mark.fault(28)
@pytest.mark.parametrize("name", SETTINGS)
def test_broken_settings_are_the_usual_ones(name: str, tmp_path: Path, outcome: Outcome) -> None:
    from rilo_desktop.language import catalogue

    path = tmp_path / "folder" / "window.json"
    if (content := SETTINGS[name]) is not None:
        path.parent.mkdir()
        path.write_bytes(content)
    found = preferences.read(path)
    assert (found.scheme, found.text_size, found.lock_after) == ("", 100, 15)
    assert catalogue(found.language).text("Save")
    preferences.write(path, found)
    assert preferences.read(path) == found
    outcome.tell(rounds=1, message="what is good in them counts, the rest is as usual")


@pytest.mark.fault(28)
def test_without_a_home_the_office_opens(office: Path, outcome: Outcome) -> None:
    nowhere = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "/nonexistent")
    done = rilo("list", office, "case-study", **nowhere)
    assert done.returncode == 0, done.stderr
    assert small_office.TITLES[0] in done.stdout
    outcome.tell(rounds=1, message="the office opens; settings are the usual ones")


# --- 29


@pytest.mark.fault(29)
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
        {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"},
    ],
    ids=["C", "German", "every encoding named"],
)
def test_no_locale_changes_what_is_read_and_said(
    locale: dict[str, str], office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    folder = small_office.copy(office, tmp_path / "büro")
    path = tmp_path / "fälle.json"
    path.write_text('{"cases": [{"local_ref": "Ü-1", "title": "Zürich Женева"}]}', encoding="utf-8")
    done = rilo("import", folder, path, **locale)
    assert done.returncode == 0, done.stderr
    shown = rilo("list", folder, "case-study", "--json", **locale)
    assert shown.returncode == 0, shown.stderr
    assert "Zürich Женева" in shown.stdout
    assert "Warning" not in shown.stderr
    outcome.tell(rounds=2, message="the same letters in every locale")


# --- 30

PLACES = {
    "spaces": "my office (new)",
    "Cyrillic and Arabic": "офис مكتب",
    "an emoji": "office 📦",
    "signs of addresses": "50%41?x=1#y&z;+",
    "a trailing dot": "office.",
    "a colon": "C:office",
    "a name of Windows": "CON",
    "quotes": "a'b\"c`$(id)",
    "255 bytes": "x" * 255,
    "deeper than 260": "/".join(["a folder with a long name"] * 12),
    "a line end": "two\nlines",
}


@pytest.mark.fault(30)
@pytest.mark.parametrize("name", PLACES)
def test_an_office_works_in_any_folder(
    name: str, office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    folder = tmp_path / PLACES[name]
    folder.parent.mkdir(parents=True, exist_ok=True)
    small_office.copy(office, folder)
    backup = folder.parent / "a backup.rilobackup"
    with open_store(folder, small_office.PASSPHRASE) as session:
        back_up.back_up(session, backup)
    verdict = look(folder)
    assert verdict.whole, verdict
    assert backup.stat().st_size > 100_000
    beside = {path for path in tmp_path.iterdir() if path.is_file()}
    assert beside <= {backup}, "something was written elsewhere"
    outcome.tell(rounds=1, message="opened, checked and backed up there")


@pytest.mark.fault(30)
def test_names_of_files_we_propose_are_good_on_windows(office: Path, outcome: Outcome) -> None:
    """Of a backup and of a document: no reserved name, no sign that Windows refuses."""
    with open_store(office, small_office.PASSPHRASE) as session:
        proposed = [back_up._name(session), "AP/2026/SUB/A0001".replace("/", "-") + ".pdf"]
    for name in proposed:
        path = PureWindowsPath(name)
        assert path.name == name
        assert not path.is_reserved()
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.rstrip(" .")
        assert len(name) < 100
    outcome.tell(rounds=len(proposed), message="names are good on every system")


# --- 31


@linux
@pytest.mark.fault(31)
def test_too_little_memory_leaves_the_office_whole(
    office: Path, tmp_path: Path, rounds: Rounds, outcome: Outcome
) -> None:
    outcome.needs("prlimit")
    folder = small_office.copy(office, tmp_path / "office")
    acknowledged = look(folder).revisions
    path = tmp_path / "cases.json"
    count, kept = rounds(3, 30), 0
    for n in range(count):
        path.write_text(f'{{"cases": [{{"local_ref": "M-{n}", "title": "t"}}]}}', encoding="utf-8")
        megabytes = 60 + n * (360 // count)
        limit = ["prlimit", f"--as={megabytes * 1_000_000}"]
        done = rilo("import", folder, path, prefix=limit)
        verdict = look(folder)
        verdict.assert_kept(acknowledged)
        if done.returncode == 0:
            assert len(verdict.revisions) > len(acknowledged)
            kept += 1
        acknowledged = verdict.revisions
    outcome.tell(rounds=count, message=f"{kept} imports had enough memory, the others left nothing")


# --- 35


@pytest.mark.fault(35)
@pytest.mark.parametrize("target", ["a folder", "no folder", "a device", "a file"])
def test_a_document_takes_the_place_of_a_file_or_is_refused(
    target: str, office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    paths = {
        "a folder": tmp_path,
        "no folder": tmp_path / "gone" / "out.pdf",
        "a device": Path("/dev/full"),
        "a file": tmp_path / "out.pdf",
    }
    path = paths[target]
    if target == "a file":
        path.write_bytes(b"%PDF-1.7 of before")
        outgoing.check_target(path)
        outcome.tell(rounds=1, message="the old one stands until the new one is whole")
        return
    before = prints(tmp_path)
    done = rilo("submit", office, "case-studies", "--draft", "--out", path)
    assert done.returncode == 1
    said = assert_plain(done.stderr, path)
    assert prints(tmp_path) == before
    outcome.tell(rounds=1, message=said)


@linux
@pytest.mark.fault(35)
def test_a_full_disk_leaves_the_old_document(
    office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    import subprocess

    outcome.needs("mount", "umount")
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "none", str(small)], check=False
    )
    if mounted.returncode:
        outcome.missing("needs root to mount a tmpfs")
    try:
        path = small / "out.pdf"
        path.write_bytes(b"%PDF-1.7 of before")
        order = ("case-studies", "--draft", "--reason", "a test")
        done = rilo("submit", office, *order, "--out", path)
        assert done.returncode == 1
        said = assert_plain(done.stderr, path)
        assert {p.name: p.read_bytes() for p in small.iterdir()} == {
            "out.pdf": b"%PDF-1.7 of before"
        }
    finally:
        subprocess.run(["umount", str(small)], check=True)
    outcome.tell(rounds=1, message=said)


# --- 42


@pytest.mark.fault(42)
def test_the_sqlite_of_the_store_has_no_reset_fault(outcome: Outcome) -> None:
    from sqlcipher3 import dbapi2

    assert dbapi2.sqlite_version_info >= (3, 51, 3)
    outcome.tell(rounds=1, message=f"SQLite {dbapi2.sqlite_version}")


@pytest.mark.fault(42)
def test_nobody_else_writes_or_checkpoints_while_an_office_is_open(
    office: Path, tmp_path: Path, rounds: Rounds, outcome: Outcome
) -> None:
    """The fault needs two connections that write at once: a second one never gets in."""
    folder = small_office.copy(office, tmp_path / "office")
    stop, entered, refused = threading.Event(), [], []

    def knock() -> None:
        while not stop.is_set():
            try:
                small_office.enter(folder, office).close()
                entered.append(1)
            except StoreError as error:
                refused.append(finding_messages.whole(error.finding))

    count = rounds(150, 6000)
    store = small_office.enter(folder, office)
    threads = [threading.Thread(target=knock) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for n in range(count):
            store.prefer("key", str(n))
            if n % 20 == 0:
                store._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                store._witness.renew()  # asked past the store, which does this after its own
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        store.close()
    assert not entered
    assert refused
    assert look(folder).whole
    outcome.tell(rounds=count, message=assert_plain(refused[0], folder))


@pytest.mark.fault(42)
@pytest.mark.parametrize(
    "taken", ["assets/language", "assets", "store/log.py", "cli/main.py", "language/catalogue.py"]
)
def test_a_file_missing_from_the_program_is_said(
    taken: str, office: Path, tmp_path: Path, outcome: Outcome
) -> None:
    import subprocess

    package = tmp_path / "program" / "rilo_desktop"
    source = Path(rilo_desktop.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    part = package / taken
    shutil.rmtree(part) if part.is_dir() else part.unlink()
    environment = clean_environment(RILO_PASSPHRASE=small_office.PASSPHRASE)
    environment["PYTHONPATH"] = str(package.parent)
    command = [sys.executable, "-m", "rilo_desktop.cli", "list", str(office), "case-study"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        assert small_office.TITLES[0] in done.stdout
        outcome.tell(rounds=1, message="English where the languages are gone")
        return
    said = assert_plain(done.stderr, "damaged", "Install it again")
    outcome.tell(rounds=1, message=said)


def test_the_office_is_as_it_was(office: Path) -> None:
    """None of this touched it."""
    assert look(office).whole
