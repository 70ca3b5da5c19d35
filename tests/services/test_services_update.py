"""A new version from a stick: what is signed is shown and unpacked, and nothing else is."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rilo_desktop import __version__, files
from rilo_desktop.exchange import update_file
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import program_update, restore
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.session import Session
from short_forms import examples

PRIVATE, KEY = update_file.new_key()
OTHER, OTHER_KEY = update_file.new_key()
NEWER = "99.0.0"
CONTENT = b"an installer of another version" * 1000


def packed(
    folder: Path, private: bytes = PRIVATE, version: str = NEWER, systems: tuple[str, ...] = ()
) -> Path:
    installer = folder / "RILO-Desktop-99.0.0-setup.exe"
    installer.write_bytes(CONTENT)
    systems = systems or update_file.SYSTEMS
    target = folder / "new.riloupdate"
    notes = {"en": "What is new.", "fr": "Ce qui est nouveau."}
    files = dict.fromkeys(systems, installer)
    update_file.write(target, version, "2026-12-01", notes, files, update_file.signer(private))
    return target


def refusal(path: Path, *keys: str) -> str:
    with pytest.raises(Refused) as refused:
        program_update.read_update(path, keys or (KEY,))
    return sentence(refused.value.findings[0])


def test_it_says_what_is_in_it(tmp_path: Path) -> None:
    found = program_update.read_update(packed(tmp_path), (OTHER_KEY, KEY))
    assert (found.version, found.issued) == (NEWER, "2026-12-01")
    assert found.news("fr") == "Ce qui est nouveau."
    assert found.news("ru") == "What is new."


def test_the_office_is_backed_up_and_the_installer_unpacked(
    make_session: Callable[..., Session], tmp_path: Path, passphrase: str
) -> None:
    session = make_session()
    done = program_update.prepare(session, program_update.read_update(packed(tmp_path), (KEY,)))
    assert done.installer.read_bytes() == CONTENT
    assert restore.drill(done.backup, passphrase).health.findings == ()
    if sys.platform != "win32":
        assert stat.S_IMODE(done.installer.parent.stat().st_mode) == 0o700


def test_a_stranger_is_refused(tmp_path: Path) -> None:
    said = refusal(packed(tmp_path, OTHER))
    assert said.startswith("new.riloupdate is not signed by those who make this program.")


def test_without_a_key_every_update_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has no update key"):
        program_update.read_update(packed(tmp_path), ())


@pytest.mark.parametrize("version", ["0.0.1", __version__])
def test_what_is_not_newer_is_refused(tmp_path: Path, version: str) -> None:
    assert f"contains version {version}, and {__version__} is" in refusal(
        packed(tmp_path, version=version)
    )


def test_what_is_for_another_system_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_update, "system", lambda: "windows")
    assert "contains nothing for this system (windows)" in refusal(
        packed(tmp_path, systems=("linux-deb",))
    )


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.riloupdate").startswith("none.riloupdate cannot be read")


def _take_all_out(path: Path, target: Path) -> None:
    found = program_update.read_update(path, (KEY,))
    for one in found.file.installers:
        update_file.take_out(found.file, one, target)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_anywhere_is_found(tmp_path: Path, data: st.DataObject) -> None:
    path = packed(tmp_path)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    before = {file.name for file in tmp_path.iterdir()}
    with pytest.raises((Refused, update_file.UpdateBroken)):
        _take_all_out(path, tmp_path / "out.exe")
    (tmp_path / "out.exe").unlink(missing_ok=True)  # one before the changed one
    assert {file.name for file in tmp_path.iterdir()} == before


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=500) | st.binary(max_size=80).map(lambda b: b + b"\n" + b))
def test_whatever_it_is_it_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.riloupdate"
    path.write_bytes(content)
    assert refusal(path).startswith("any.riloupdate ")


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert "copy it again" in refusal(path)
    path.write_bytes(b"")
    assert "copy it again" in refusal(path)


def test_signed_names_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    """Even of our own: an installer is unpacked by its name."""
    import base64
    import json

    digest = "0" * 64
    file = {"system": "windows", "name": "../../evil.exe", "size": 1, "sha256": digest}
    head = {"format": update_file.FORMAT, "version": NEWER, "issued": "", "notes": {}}
    line = json.dumps({**head, "files": [file]}).encode()
    signature = base64.b64encode(update_file.signer(PRIVATE)(line))
    path = tmp_path / "new.riloupdate"
    path.write_bytes(line + b"\n" + signature + b"\nx")
    assert "described wrongly" in refusal(path)


def test_how_the_installer_is_started(tmp_path: Path) -> None:
    file = tmp_path / "x"
    done = [
        program_update.Prepared(NEWER, file, one, file)
        for one in ("windows", "linux-user", "linux-deb")
    ]
    windows, user, deb = (program_update.command_of(one) for one in done)
    assert windows == [str(file)]
    assert user[-2:] == [str(file), str(tmp_path)], "the installer, and what is removed after it"
    assert deb == []
    assert [program_update.instruction(one) for one in done] == ["", "", f"apt install {file}"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_an_installer_that_was_taken_out_is_removed_afterwards(
    make_session: Callable[..., Session],
    tmp_path: Path,
    temporary: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = make_session()
    done = program_update.prepare(session, program_update.read_update(packed(tmp_path), (KEY,)))
    program_update.remove_taken_out()
    assert done.installer.exists(), "an administrator may still have to start it"
    monkeypatch.setattr(program_update, "__version__", NEWER)
    program_update.remove_taken_out()
    assert list(temporary.iterdir()) == []


def test_an_installer_that_nobody_came_back_for_goes_after_a_day(
    make_session: Callable[..., Session], tmp_path: Path, temporary: Path
) -> None:
    done = program_update.prepare(
        make_session(), program_update.read_update(packed(tmp_path), (KEY,))
    )
    long_ago = time.time() - files.OLD - 60
    os.utime(done.installer.parent, (long_ago, long_ago))
    (temporary / "rilo-update-of-somebody").write_text("a file")
    program_update.remove_taken_out()
    assert [path.name for path in temporary.iterdir()] == ["rilo-update-of-somebody"]


def test_nothing_is_left_of_an_installer_that_could_not_be_unpacked(
    make_session: Callable[..., Session], tmp_path: Path, temporary: Path
) -> None:
    session, found = make_session(), program_update.read_update(packed(tmp_path), (KEY,))
    content = found.file.path.read_bytes()
    found.file.path.write_bytes(content[:-1] + b"x")
    with pytest.raises(Refused):
        program_update.prepare(session, found)
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
def test_the_shell_that_installs_for_one_user_removes_the_installer(tmp_path: Path) -> None:
    folder = tmp_path / "taken out"
    folder.mkdir()
    (folder / "x.run").write_text("touch installed; exit 3\n")
    command = program_update.command_of(
        program_update.Prepared(NEWER, folder / "x.run", "linux-user", tmp_path)
    )
    command[4] = "99999999"  # of no program: nothing is waited for
    subprocess.run(command, cwd=tmp_path, check=True, timeout=30)
    assert (tmp_path / "installed").exists()
    assert not folder.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe")
def test_a_pipe_is_no_update(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "new.riloupdate")
    assert refusal(tmp_path / "new.riloupdate").startswith("new.riloupdate cannot be read")
