"""Qt's classes are made in the window's thread before the reading thread names them."""

from __future__ import annotations

import ast
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pytestqt.qtbot import QtBot

from rilo_desktop import gui
from rilo_desktop.gui import qt_classes, reading_ahead
from rilo_desktop.gui.qt_classes import CLASSES, made_one_by_one


def test_every_class_that_the_window_names_is_among_them() -> None:
    named = set()
    for file in Path(gui.__file__).parent.rglob("*.py"):
        for module, name in _named_in(file):
            if name not in CLASSES.get(module, "").split():
                named.add(f"{file.name}: from PySide6.{module} import {name}")
    assert not named, "complete gui/qt_classes.py"


def _named_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            yield from ((str(node.module).removeprefix("PySide6."), a.name) for a in node.names)


def test_all_of_them_are_there_before_anybody_is_told_so(qtbot: QtBot) -> None:
    classes = reading_ahead._Classes()
    classes.begin()
    qtbot.waitUntil(classes.are_made.is_set)
    for module, names in CLASSES.items():
        made = vars(import_module(f"PySide6.{module}"))
        assert set(names.split()) <= set(made)


def test_the_reading_thread_waits_for_them(qtbot: QtBot, monkeypatch: object) -> None:
    seen: list[str] = []

    class Waited(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            seen.append("waits")
            return super().wait(timeout)

    read = {
        "_import_what_reads_an_office": lambda: seen.append("office"),
        "_import_first_pages": lambda: seen.append("pages"),
        "OTHERS": (),
    }
    for name, instead in read.items():
        monkeypatch.setattr(reading_ahead, name, instead)  # type: ignore[attr-defined]
    reader = reading_ahead._Reader()
    reader._classes.are_made = Waited()
    thread = threading.Thread(target=reader._read)
    thread.start()
    qtbot.waitUntil(lambda: seen == ["office", "waits"])
    reader._classes.begin()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert seen == ["office", "waits", "pages"]


def test_they_are_made_one_by_one() -> None:
    count = sum(len(names.split()) for names in qt_classes.CLASSES.values())
    assert sum(1 for _made in made_one_by_one()) == count
