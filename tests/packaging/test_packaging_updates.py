"""The key that signs updates is made and used as docs/releasing.md says; here one of the tests."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installers import updates  # noqa: E402
from installers.places import Stop  # noqa: E402
from installers.product import PACKAGE, version  # noqa: E402

from rilo_desktop.rules.findings import Refused  # noqa: E402
from rilo_desktop.services.office import program_update  # noqa: E402
from rilo_desktop.services.office.finding_messages import sentence  # noqa: E402

NEWER = "99.0.0"
NEWS = (
    f"# Changelog\n\n## [{NEWER}] - 2099-01-01\n- A better list.\n\n"
    "## [0.0.1] - 2026-01-01\n- The first.\n"
)


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a build of a later version leaves, and a stick for the key."""
    out, repository = tmp_path / "out", tmp_path / "repository"
    for folder in (out, repository, tmp_path / "stick"):
        folder.mkdir()
    (repository / "keys.json").write_text("[]", "utf-8")
    (repository / "CHANGELOG.md").write_text(NEWS, "utf-8")
    for name in (f"RILO-Desktop-{NEWER}-setup.exe", f"{PACKAGE}_{NEWER}_amd64.deb"):
        (out / name).write_bytes(b"an installer" * 1_000)
    (out / f"RILO-Desktop-{version()}-setup.exe").write_bytes(b"of another version")
    monkeypatch.setattr(updates, "OUT", out)
    monkeypatch.setattr(updates, "ROOT", repository)
    monkeypatch.setattr(updates, "PUBLIC", repository / "keys.json")
    monkeypatch.setattr(updates, "version", lambda: NEWER)
    monkeypatch.setattr(program_update, "system", lambda: program_update.DEB)
    monkeypatch.setenv(updates.KEY, str(tmp_path / "stick" / "update.pem"))
    monkeypatch.setenv(updates.PASSPHRASE, "two people know it")
    return tmp_path


def known(release: Path) -> tuple[str, ...]:
    return tuple(json.loads((release / "repository" / "keys.json").read_text("utf-8")))


def test_a_version_that_is_signed_with_the_key_is_taken(release: Path) -> None:
    updates.make_key()
    private = (release / "stick" / "update.pem").read_bytes()
    assert private.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    file = updates.pack()
    assert file is not None
    found = program_update.read_update(file, known(release))
    assert (found.version, found.news("en")) == (NEWER, "- A better list.")
    assert {one.system for one in found.file.installers} == {"windows", "linux-deb"}


def test_another_key_signs_nothing_and_the_next_one_stands_beside_it(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates.make_key()
    first = known(release)
    monkeypatch.setenv(updates.KEY, str(release / "stick" / "next.pem"))
    updates.make_key()
    assert known(release)[:1] == first
    assert len(known(release)) == 2
    file = updates.pack()
    assert file is not None
    with pytest.raises(Refused) as refused:
        program_update.read_update(file, first)
    assert "is not signed by those who make this program" in sentence(refused.value.findings[0])
    (release / "repository" / "keys.json").write_text(json.dumps(first), "utf-8")
    with pytest.raises(Stop, match="of no key"):
        updates.pack()


@pytest.mark.parametrize("place", ["stick/update.pem", "repository/update.pem"])
def test_a_key_is_never_written_over_or_into_the_repository(
    release: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (release / "stick" / "update.pem").write_bytes(b"an older key")
    monkeypatch.setenv(updates.KEY, str(release / place))
    with pytest.raises(Stop, match="name another place"):
        updates.make_key()
    assert (release / "stick" / "update.pem").read_bytes() == b"an older key"


def test_without_its_passphrase_nothing_is_signed(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates.make_key()
    monkeypatch.setenv(updates.PASSPHRASE, "a guess")
    with pytest.raises(Stop, match="does not open"):
        updates.pack()
    monkeypatch.setenv(updates.PASSPHRASE, "")
    monkeypatch.setenv(updates.KEY, str(release / "stick" / "other.pem"))
    with pytest.raises(Stop, match="must hold"):
        updates.make_key()
    monkeypatch.delenv(updates.KEY)
    assert updates.pack() is None
