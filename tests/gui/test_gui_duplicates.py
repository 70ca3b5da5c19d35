"""A case that looks like the one being written stands beside the form, and two become one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from gui_windows import LONG, settle
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.services.records import record

Place = tuple[MainWindow, Shell]
GOODS = (GoodsLine(description="Snus, 3 brands", quantity=Decimal(4_120), unit="PCS"),)
SNUS = CaseStudy(
    title="Snus behind a cover load",
    date="2026-11-24",
    reporting_country="BG",
    goods=GOODS,
    language="en",
)


@pytest.fixture
def begun(qtbot: QtBot, fresh: Place) -> EditorPage:
    """A case that looks like one of the office, shown with it."""
    window, work = fresh
    session = window.office.session
    made: list[object] = []
    case = replace(SNUS, id=new_id(session.clock()))
    window.tasks.ask(lambda: record.save(session, case), then=made.append)
    settle(qtbot, window)
    editor = work.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write("case-study")
    for name in ("date", "reporting_country", "goods"):
        editor.form.set_value(name, getattr(SNUS, name))
        editor.form.changed.emit(name)
    editor.form.set_value("lessons", "Look at empty returns")
    editor.form.changed.emit("lessons")
    qtbot.waitUntil(lambda: bool(editor.side.duplicates.found), timeout=LONG)
    return editor


def pressed(editor: EditorPage, name: str) -> None:
    buttons = editor.side.duplicates.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName().startswith(name)).click()


def test_it_says_what_is_the_same(begun: EditorPage) -> None:
    panel = begun.side.duplicates
    assert panel.isVisibleTo(begun.side)
    said = " ".join(label.text() for label in panel.findChildren(Label))
    assert "same day; same country; same goods; same quantity (4120)" in said


def test_that_it_is_another_one_is_remembered(qtbot: QtBot, begun: EditorPage) -> None:
    panel = begun.side.duplicates
    pressed(begun, "Not a duplicate")
    assert panel.isHidden()
    qtbot.waitUntil(lambda: begun._context.tasks.flush(), timeout=LONG)
    panel.look()
    qtbot.waitUntil(lambda: begun._context.tasks.flush(), timeout=LONG)
    assert panel.found == ()


def test_merged_the_other_one_is_opened_with_what_it_lacked(
    qtbot: QtBot, begun: EditorPage
) -> None:
    pressed(begun, "Merge into")
    question = begun.window().findChild(Question)
    assert question is not None
    with qtbot.waitSignal(begun.loaded, timeout=LONG):
        question.answered.emit("merge")
    found = begun.form.record()
    assert isinstance(found, CaseStudy)
    assert (found.title, found.lessons) == (SNUS.title, "Look at empty returns")
    assert not begun.dirty
