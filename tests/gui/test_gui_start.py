"""The first paint waits for nothing that it does not show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rilo_desktop

PROGRAM = """
import json, sys
from pathlib import Path
import PySide6.QtWidgets
known = set(sys.modules)
from rilo_desktop.gui.lifecycle.bootstrap import begin
app, window = begin(Path(sys.argv[1]), "light", "en")
window.show()
print(json.dumps(sorted(set(sys.modules) - known)))
"""
LATER = (
    "rilo_desktop.store",
    "rilo_desktop.records",
    "rilo_desktop.gui.commands",
    "rilo_desktop.gui.shell",
    "rilo_desktop.gui.widgets.progress",
    "rilo_desktop.gui.widgets.question",
    "rilo_desktop.gui.widgets.toast",
    "PySide6.QtSvg",
    "cryptography",
    "dataclasses",
    "html",
    "importlib.resources",
    "sqlalchemy",
    "unicodedata",
)
"""Each costs from a three-hundredth of the time until the passphrase is asked up to all of it."""

FIRST_LIST = """
import json, sys
from rilo_desktop.gui import preload
from rilo_desktop.services.records import lists, today
from rilo_desktop.services.office import session
for _module in preload._first_pages():
    pass
print(json.dumps(sorted(sys.modules)))
"""
OFFICERS = """
import json, sys
from pathlib import Path
from rilo_desktop.gui.state.office_session import OfficeSession
assert OfficeSession(Path(sys.argv[1])).read_info() is not None
print(json.dumps(sorted(sys.modules)))
"""
LOCKED = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from rilo_desktop.gui import preload
from rilo_desktop.gui.lifecycle.bootstrap import begin
app, window = begin(Path(sys.argv[1]), "light", "en")
window.show()
look = QTimer(interval=10)
look.timeout.connect(lambda: preload._reader().is_over and app.quit())
look.start()
app.exec()
print(json.dumps(sorted(sys.modules)))
"""
AFTER_THE_FIRST_LIST = (
    "reportlab",
    "PIL",
    "rilo_desktop.reports",
    "pikepdf",
    "sqlalchemy",
    "rilo_desktop.rules.personal_data.detection",
    "rilo_desktop.exchange.mapped_sheets",
    "rilo_desktop.services.records.record",
)
"""What makes documents and schemas, reads texts for personal data, reads workbooks, and judges and
saves records."""


def test_the_passphrase_is_asked_before_the_pages_are_imported(tmp_path: Path) -> None:
    assert _read(PROGRAM, str(tmp_path)).isdisjoint(LATER)


def test_who_may_enter_is_read_before_the_records_are_imported(new_office: Path) -> None:
    """The key is derived while they are."""
    found = _read(OFFICERS, str(new_office))
    assert "rilo_desktop.store.keys" in found
    assert found.isdisjoint({"rilo_desktop.records", "rilo_desktop.services.office.session"})


def test_the_first_list_imports_only_what_it_needs() -> None:
    assert _read(FIRST_LIST).isdisjoint(AFTER_THE_FIRST_LIST)


def test_every_page_is_imported_while_the_passphrase_is_asked(tmp_path: Path) -> None:
    from rilo_desktop import gui
    from rilo_desktop import services as package

    modules = {_name(path) for path in Path(gui.__file__).parent.rglob("*.py")}
    services = {_name(path) for path in Path(package.__file__).parent.rglob("*.py")}
    found = _read(LOCKED, str(tmp_path))
    assert modules | services <= found
    assert len([name for name in modules if name.endswith(".page")]) > 8


def _name(path: Path) -> str:
    parts = path.relative_to(Path(rilo_desktop.__file__).parent.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _read(program: str, *arguments: str) -> set[str]:
    """Modules that a program read, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a session has a screen")
@pytest.mark.parametrize("display", ["", ":6789"])
def test_without_a_screen_it_says_so_in_one_sentence(tmp_path: Path, display: str) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "rilo_desktop.app", str(tmp_path / "office")],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("rilo-desktop: there is no screen on which the window can open")
    assert display in done.stderr
    assert not (tmp_path / "office").exists()
