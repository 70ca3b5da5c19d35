"""`rilo update`: a new version from a file, as a script takes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rilo_desktop.cli import main
from rilo_desktop.exchange import update_file
from rilo_desktop.services.office import create_office, program_update

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    create_office.make_office(tmp_path / "office", "AP", "AP-01", PASSPHRASE).session.close()
    return tmp_path / "office"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    private, public = update_file.new_key()
    monkeypatch.setattr(program_update, "built_in_keys", lambda: (public,))
    installer = tmp_path / "RILO-Desktop-99.0.0.run"
    installer.write_bytes(b"an installer")
    target = tmp_path / "new.riloupdate"
    files = dict.fromkeys(update_file.SYSTEMS, installer)
    sign = update_file.signer(private)
    update_file.write(target, "99.0.0", "2026-12-01", {"en": "New."}, files, sign)
    return target


def test_a_dry_run_says_what_is_in_it(
    office: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", str(file), str(office), "--dry-run"]) == 0
    assert capsys.readouterr().out == "Version 99.0.0, issued 2026-12-01\nNew.\n"
    assert not list((office / "backups").glob("*"))


def test_it_backs_up_and_names_the_installer(
    office: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update", str(file), str(office), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert Path(data["installer"]).read_bytes() == b"an installer"
    assert Path(data["backup"]).is_relative_to(office)
    assert data["version"] == "99.0.0"


def test_a_changed_file_is_refused(
    office: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(file.read_bytes().replace(b"99.0.0", b"99.0.1", 1))
    assert main(["update", str(file), str(office)]) == 1
    assert "is not signed by those who make this program" in capsys.readouterr().err
    assert not list((office / "backups").glob("*"))
