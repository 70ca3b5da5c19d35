"""What is imported ahead: Qt's side in the GUI thread, one module a turn, the rest in another."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop import gui
from rilo_desktop.gui import preload
from rilo_desktop.gui.lifecycle.idle_timer import IdleTimer

PROGRAM = """
import json, sys, threading
from pathlib import Path
imported = []

class Recorder:
    def find_spec(self, name, *_where):
        imported.append((name, threading.current_thread() is threading.main_thread()))

sys.meta_path.insert(0, Recorder())
from rilo_desktop.gui import preload
from rilo_desktop.gui.lifecycle import self_test
folder, passphrase, out = sys.argv[1:]
seen = self_test.walk(Path(folder), passphrase, Path(out))
assert not seen.faults, seen.faults
self_test.wait_until(lambda: preload._reader().is_over)
print(json.dumps(imported))
"""


def test_no_thread_but_the_windows_imports_qt(sample_office: Path, tmp_path: Path) -> None:
    """Through a start, an unlock and every page: whatever a worker imports is in there too."""
    from gui_windows import PASSPHRASE

    office = tmp_path / "office"
    shutil.copytree(sample_office, office)  # other processes copy the shared one meanwhile
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(office), PASSPHRASE, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    imported: list[tuple[str, bool]] = [(name, main) for name, main in json.loads(done.stdout)]
    elsewhere = {name for name, is_main in imported if not is_main}
    ours = ("PySide6", "shiboken6", "rilo_desktop.gui")
    assert not [name for name in elsewhere if name.startswith(ours)]
    assert {
        "rilo_desktop.services.office.session",
        "rilo_desktop.services.submissions.submit",
    } <= elsewhere
    in_the_window = {name for name, is_main in imported if is_main}
    assert {"rilo_desktop.gui.shell", "rilo_desktop.gui.dialogs.restore.page"} <= in_the_window


def test_what_runs_in_the_worker_imports_nothing_of_the_window() -> None:
    """A function that takes a session, or says how far it is, runs there."""
    found = [
        f"{file.name}: {function.name}"
        for file in Path(gui.__file__).parent.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        if {"Session", "Progress"} & set(_types(function)) and _imports_of_gui(function)
    ]
    assert found == []


def _types(function: ast.FunctionDef) -> list[str]:
    return [ast.unparse(one.annotation) for one in function.args.args if one.annotation]


def _imports_of_gui(function: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.ImportFrom) and one.level for one in ast.walk(function))


@pytest.fixture
def reader(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[preload._Reader]:
    """It reads three modules of the first pages and three others, and no thread."""
    made = preload._Reader()
    made._first, made._others = iter([ModuleType("first")] * 3), iter([ModuleType("other")] * 3)
    monkeypatch.setattr(made, "_read", made._opens.set)
    yield made
    if made._timer is not None:
        made._timer.stop()


def left(reader: preload._Reader) -> tuple[int, int]:
    """How many modules are still to be imported; asked once."""
    return len(list(reader._first)), len(list(reader._others))


def test_all_is_read_one_by_one_and_then_it_is_over(qtbot: QtBot, reader: preload._Reader) -> None:
    assert not reader.is_over
    reader.begin()
    qtbot.waitUntil(lambda: reader.is_over)
    assert left(reader) == (0, 0)


def test_one_turn_imports_one_module(reader: preload._Reader) -> None:
    reader.begin()
    reader._opens.wait(10)
    reader._import_next()
    assert left(reader) == (2, 3)


def test_nothing_is_imported_before_what_opens_an_office_is(
    reader: preload._Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window would wait for the thread that imports it."""
    monkeypatch.setattr(reader, "_read", lambda: None)
    reader.begin()
    reader._import_next()
    assert left(reader) == (3, 3)


def test_the_thread_and_the_window_take_turns(
    qtbot: QtBot, reader: preload._Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First what opens an office, the first pages, all other services, all other modules."""
    order: list[str] = []
    may_end = threading.Event()

    def read() -> None:
        reader._opens.set()
        reader._shows.wait(10)
        order.append(f"services with {len(firsts)} first pages left")
        may_end.wait(10)

    firsts, others = [ModuleType("first")] * 3, [ModuleType("other")] * 3
    reader._first = (firsts.pop() for _ in range(3))
    reader._others = (others.pop() for _ in range(3))
    monkeypatch.setattr(reader, "_read", read)
    reader.begin()
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["services with 0 first pages left"]
    reader._import_next()
    assert len(others) == 3, "while the thread imports"
    may_end.set()
    qtbot.waitUntil(lambda: reader.is_over)
    assert others == []


def test_who_enters_waits_for_the_first_pages_only(qtbot: QtBot, reader: preload._Reader) -> None:
    reader.hold()
    reader.begin()
    qtbot.waitUntil(lambda: reader._opens.is_set())
    for _ in range(10):
        reader._import_next()
    assert next(reader._first, None) is None
    assert not reader.is_over
    reader.go_on()
    qtbot.waitUntil(lambda: reader.is_over)
    assert left(reader) == (0, 0)


def test_input_goes_first(qtbot: QtBot, reader: preload._Reader) -> None:
    window = QWindow()
    idle = IdleTimer(window, 0)
    idle.used.connect(reader.put_off)
    reader.begin()
    assert reader._timer is not None
    assert reader._timer.interval() == preload.TURN
    QTest.keyClick(window, Qt.Key.Key_A)
    assert reader._timer.interval() == preload.AFTER_INPUT
    reader.hold()
    assert reader._timer.interval() == preload.TURN, "who enters waits for what is read"


def test_a_module_that_cannot_be_imported_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package_of_this_test"
    package.mkdir()
    for name, text in (("__init__", ""), ("a", "import missing_module"), ("b", "")):
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = preload._modules(import_module("package_of_this_test"))
    assert [module.__name__ for module in found] == ["package_of_this_test.b"]
