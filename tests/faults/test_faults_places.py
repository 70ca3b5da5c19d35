# mypy: disable-error-code="call-arg"
"""3 to 5, 9, 10: real disks that are full, limited, protected, of somebody else, or pulled out.

These need root (they mount), so where they cannot run they say so by name.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from faults import oracle
from faults.operations import PASSPHRASE
from faults.outcome import Outcome
from rilo_desktop.services.office.errors import StoreError
from rilo_desktop.services.office.finding_messages import whole
from rilo_desktop.services.office.session import open_store

NOBODY = 65_534
RESERVE = 64 << 10


def system(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


@pytest.fixture
def mounting(outcome: Outcome) -> None:
    outcome.needs("mount", "umount")
    if os.geteuid() != 0:
        outcome.missing("needs root, to mount a small disk")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    folder.mkdir()
    system("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        yield folder
    finally:
        with suppress(subprocess.CalledProcessError):
            system("umount", "-l", folder)


def fill(folder: Path, leaving: int = 0) -> Path:
    """Until nothing more goes there, but for this many bytes."""
    path = folder / "somebody else's film"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(1 << 16)):
            pass
    if leaving:
        os.truncate(path, max(0, path.stat().st_size - leaving))
    return path


def import_file(folder: Path, rows: int = 30) -> Path:
    import json

    path = folder / "cases.json"
    cases = [
        {"local_ref": f"N-{n}", "title": f"row {n}", "summary": "x" * 2000} for n in range(rows)
    ]
    path.write_text(json.dumps({"meta": {}, "cases": cases}), "utf-8")
    return path


def counted(office: Path) -> int:
    done = oracle.rilo("list", office, "case-study", "--json")
    assert done.returncode == 0, done.stderr
    return len(re.findall(r'"revision":', done.stdout))


@pytest.mark.fault(3)
def test_a_really_full_disk_while_importing_and_room_again(
    mounting, new_place: Callable[[], Path], tmp_path, outcome
):
    with small_disk(tmp_path / "disk", 8) as disk:
        office = disk / "office"
        shutil.copytree(new_place() / "office", office)
        before = counted(office)
        film = fill(disk, RESERVE)
        done = oracle.rilo("import", office, import_file(tmp_path, 200))
        assert done.returncode == 1
        message = oracle.assert_plain(done.stderr, office, "the disk is full", "free some space")
        film.unlink()
        assert counted(office) == before
        again = oracle.rilo("import", office, import_file(tmp_path, 200))
        assert again.returncode == 0, again.stderr
        verdict = oracle.look(office)
        outcome.tell(rounds=2, damaged=not verdict.whole, message=message)
        assert counted(office) == before + 200


@pytest.mark.fault(4)
def test_a_disk_that_is_full_at_the_start_is_read_and_nothing_is_taken_away(
    mounting, new_place: Callable[[], Path], tmp_path, rounds, outcome
):
    """It opens for reading with whatever room there is; nothing is ever offered for deletion."""
    rooms = (0, 4 << 10, 16 << 10, 64 << 10)[: rounds(short=2, full=4)]
    with small_disk(tmp_path / "disk", 8) as disk:
        office = disk / "office"
        shutil.copytree(new_place() / "office", office)
        before = counted(office)
        for room in rooms:
            film = fill(disk, room)
            assert counted(office) == before
            names = {path.name for path in office.iterdir()}
            assert {"store.db", "keys.json", "keys-copy.json"} <= names
            done = oracle.rilo("import", office, import_file(tmp_path, 200))
            assert done.returncode == 1
            message = oracle.assert_plain(done.stderr, office, "the disk is full")
            assert "delet" not in message
            film.unlink()
            verdict = oracle.look(office)
            outcome.tell(rounds=1, damaged=not verdict.whole, message=message)
            assert counted(office) == before


@pytest.mark.fault(5)
def test_a_limit_on_the_size_of_files(new_place: Callable[[], Path], tmp_path, rounds, outcome):
    outcome.needs("prlimit")
    for kilobytes in (1_400, 1_500, 1_800, 2_400)[: rounds(short=1, full=4)]:
        office = new_place() / "office"
        before = counted(office)
        limited = ("prlimit", f"--fsize={kilobytes << 10}")
        done = oracle.rilo("import", office, import_file(tmp_path, 400), prefix=limited)
        assert done.returncode == 1
        message = oracle.assert_plain(done.stderr, office, "limit")
        verdict = oracle.look(office)
        outcome.tell(rounds=1, damaged=not verdict.whole, message=message)
        assert counted(office) == before


@contextmanager
def immutable(path: Path) -> Iterator[None]:
    system("chattr", "+i", path)
    try:
        yield
    finally:
        system("chattr", "-i", path)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    system("mount", "--bind", folder, folder)
    try:
        system("mount", "-o", "remount,ro,bind", folder)
        yield
    finally:
        system("umount", folder)


@pytest.mark.fault(9)
@pytest.mark.parametrize("what", ["database", "folder", "mount"])
def test_a_protected_file_folder_or_disk(what, mounting, new_place, tmp_path, outcome):
    """Nothing is changed, and the officer reads which folder is protected."""
    outcome.needs("chattr")
    office = new_place() / "office"
    before = counted(office)
    prints = oracle.prints(office, "last.json")
    try:
        protection = {
            "database": lambda: immutable(office / "store.db"),
            "folder": lambda: immutable(office),
            "mount": lambda: read_only(office),
        }[what]()
        with protection:
            done = oracle.rilo("import", office, import_file(tmp_path))
    except subprocess.CalledProcessError as error:
        outcome.missing(f"a file system that protects files ({error.cmd[0]})")
    assert done.returncode in (1, 6), done.stderr
    message = oracle.assert_plain(done.stderr, office)
    assert "protect" in message or "read-only" in message, message
    assert oracle.prints(office, "last.json") == prints
    verdict = oracle.look(office)
    outcome.tell(rounds=1, damaged=not verdict.whole, message=message)
    assert counted(office) == before


@pytest.mark.fault(9)
def test_a_drive_that_is_pulled_while_the_office_is_open(mounting, new_place, tmp_path, outcome):
    from dataclasses import replace

    from rilo_desktop.services.records import record

    with small_disk(tmp_path / "stick", 16) as stick:
        office = stick / "office"
        shutil.copytree(new_place() / "office", office)
        with open_store(office, PASSPHRASE) as session:
            made = replace(record.new(session, "case-study"), title="saved")
            record.save(session, made)
            system("umount", "-l", stick)
            with pytest.raises(StoreError) as caught:
                record.save(session, replace(made, title="typed, and the drive is gone"))
            message = oracle.assert_plain(whole(caught.value.finding), office)
    gone = oracle.rilo("list", office, "case-study")
    oracle.assert_plain(gone.stderr, office)
    assert gone.returncode == 2
    outcome.tell(rounds=1, message=message)


@pytest.mark.fault(10)
@pytest.mark.parametrize("what", ["office", "database", "keys", "target"])
def test_somebody_without_the_rights(what, new_place, tmp_path, outcome):
    """Another user, as Windows' controlled folder access does it to a program."""
    outcome.needs("setpriv")
    if os.geteuid() != 0:
        outcome.missing("needs root, to become another user")
    place = new_place()
    office = place / "office"
    before = oracle.prints(office, "last.json")
    as_nobody = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    reachable(place)
    backup = place / "protected" / "made.rilobackup"
    if what == "target":
        backup.parent.mkdir(mode=0o755)
        for path in (office, *office.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        done = oracle.rilo("backup", office, backup, prefix=as_nobody)
        named: Path = backup
    else:
        kept_back = {"database": "store.db", "keys": "keys*.json"}
        for path in office.rglob("*"):
            is_kept = what != "office" and path.match(kept_back[what])
            path.chmod(0o600 if is_kept else 0o666)
        office.chmod(0o700 if what == "office" else 0o777)
        done = oracle.rilo("list", office, "case-study", prefix=as_nobody)
        named = office
    assert done.returncode in (1, 2), done.stderr
    message = oracle.assert_plain(done.stderr, named)
    assert oracle.prints(office, "last.json") == before or what == "target"
    verdict = oracle.look(office)
    outcome.tell(rounds=1, damaged=not verdict.whole, message=message)


def reachable(place: Path) -> None:
    """The folders above may be passed through, as on a shared machine."""
    own = Path(tempfile.gettempdir())
    for folder in (place, *place.parents):
        if folder.is_relative_to(own) and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
