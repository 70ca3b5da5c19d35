"""Qt's classes are made in the window's thread before the reading thread names them."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from pytestqt.qtbot import QtBot

from rilo_desktop import gui
from rilo_desktop.gui import reading_ahead
from rilo_desktop.gui.qt_classes import FIRST_PAGES, OTHER_PAGES, Classes, made_one_by_one

FIRST = """
import sys
from rilo_desktop.gui import reading_ahead, start, window
reading_ahead._import_what_reads_an_office()
reading_ahead._import_first_pages()
for module in list(sys.modules.values()):
    print(getattr(module, "__file__", None))
"""


def test_every_class_that_the_window_names_is_among_them() -> None:
    known = _names(FIRST_PAGES) | _names(OTHER_PAGES)
    assert _named(Path(gui.__file__).parent.rglob("*.py")) == known, "see gui/qt_classes.py"


def test_those_of_the_first_pages_come_first() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    ours = Path(gui.__file__).parent
    files = [Path(line) for line in done.stdout.splitlines() if line.startswith(str(ours))]
    assert _named(files) <= _names(FIRST_PAGES), "see gui/qt_classes.py"


def _names(classes: Classes) -> set[tuple[str, str]]:
    return {(module, name) for module, names in classes.items() for name in names.split()}


def _named(files: Iterable[Path]) -> set[tuple[str, str]]:
    return {found for file in files for found in _named_in(file)}


def _named_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            yield from ((str(node.module).removeprefix("PySide6."), a.name) for a in node.names)


def test_all_of_them_are_there_before_anybody_is_told_so(qtbot: QtBot) -> None:
    classes = reading_ahead._Classes()
    classes.begin()
    for told, group in (
        (classes.for_first_pages, FIRST_PAGES),
        (classes.for_others, OTHER_PAGES),
    ):
        qtbot.waitUntil(told.is_set)
        for module, names in group.items():
            assert set(names.split()) <= set(vars(import_module(f"PySide6.{module}")))


def test_who_enters_waits_for_the_first_only(qtbot: QtBot) -> None:
    classes = reading_ahead._Classes()
    classes.hold()
    classes.begin()
    qtbot.waitUntil(classes.for_first_pages.is_set)
    assert classes._timer is not None
    qtbot.waitUntil(lambda: not classes._timer.isActive())
    assert not classes.for_others.is_set()
    classes.go_on()
    qtbot.waitUntil(classes.for_others.is_set)


def test_the_reading_thread_waits_for_them(qtbot: QtBot, monkeypatch: object) -> None:
    seen: list[str] = []

    class Waited(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            seen.append("waits")
            return super().wait(timeout)

    def read(what: str) -> None:
        monkeypatch.setattr(reading_ahead, what, lambda: seen.append(what))  # type: ignore[attr-defined]

    read("_import_what_reads_an_office")
    read("_import_first_pages")
    monkeypatch.setattr(reading_ahead, "OTHERS", ())  # type: ignore[attr-defined]
    reader = reading_ahead._Reader()
    reader._classes.for_first_pages = Waited()
    thread = threading.Thread(target=reader._read)
    thread.start()
    qtbot.waitUntil(lambda: seen == ["_import_what_reads_an_office", "waits"])
    reader._classes.begin()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert seen == ["_import_what_reads_an_office", "waits", "_import_first_pages"]


def test_they_are_made_one_by_one() -> None:
    assert sum(1 for _made in made_one_by_one(OTHER_PAGES)) == len(_names(OTHER_PAGES))
