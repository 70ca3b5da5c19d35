"""The system step against the real machine and against one that lacks everything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).resolve().parent.parent
STEP = ROOT / "tools" / "system_packages.sh"
QT = Path(PySide6.__file__).parent
USED_BY_QT = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "Qt/plugins/iconengines/libqsvgicon.so",
    "Qt/plugins/imageformats/libqjpeg.so",
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the step is for Linux")


def _step(level: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(STEP), level, sys.executable],
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def not_root(tmp_path: Path) -> Path:
    """A folder whose `id` says an ordinary user, so that the step installs nothing here."""
    _write_command(tmp_path / "id", "echo 1000")
    return tmp_path


def _write_command(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_nothing_is_missing_where_the_suite_runs(not_root: Path) -> None:
    result = _step("test", f"{not_root}:{os.environ['PATH']}")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("name", USED_BY_QT)
def test_every_library_that_qt_loads_is_there(name: str) -> None:
    listing = subprocess.run(
        ["ldd", str(QT / name)], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    assert "libQt6Gui" in listing
    assert "not found" not in listing


@pytest.fixture
def bare_machine(not_root: Path) -> str:
    """A PATH where no command is installed and no library is known."""
    for name in ("uname", "xargs", "echo"):
        (not_root / name).symlink_to(_where(name))
    _write_command(not_root / "ldconfig", "true")
    return str(not_root)


def _where(name: str) -> Path:
    return next(p for d in ("/usr/bin", "/bin") if (p := Path(d) / name).exists())


def test_who_is_not_root_gets_the_one_line_that_installs_it_all(bare_machine: str) -> None:
    run, test = _step("run", bare_machine), _step("test", bare_machine)
    assert (run.returncode, test.returncode) == (1, 1)
    assert _packages(run.stderr) > {"libegl1", "libxkbcommon0", "libxcb-cursor0"}
    more = _packages(test.stderr) - _packages(run.stderr)
    by_path = {"at-spi2-core", "libc6-dev"}  # which no bare PATH hides
    screen = {"xvfb", "xauth", "poppler-utils", "dbus-daemon"}
    assert more - by_path == screen | {"strace", "gcc", "faketime", "default-jre-headless"}


def _packages(message: str) -> set[str]:
    lines = re.findall(r"^ +apt-get install -y --no-install-recommends (.+)$", message, re.M)
    assert len(lines) == 1
    return set(lines[0].split())
