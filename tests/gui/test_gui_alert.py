"""An alert from an open case: few keys beside its text, and it is asked for approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.list_columns import chosen_columns, column_label
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.records import CaseStudy, Product, Submission, Workflow
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import dissemination, record
from rilo_desktop.services.records.lists import Query, all_stored

STEP = "Weigh letters that come in series."
READERS = "Contact points of the Members"
MOST_KEYS = 12


class Keys:
    """Presses keys where the focus is, and counts those that are no text."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.count = 0

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.count += 1
        QTest.keyClick(self._at(), key, held)
        settle(self._qtbot, self._window)

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self._at(), sign)

    def _at(self):  # type: ignore[no-untyped-def]
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=LONG)
        return QApplication.focusWidget()


def _case(session: Session) -> CaseStudy:
    """One with indicators of the catalogue that tell what may be innocent."""
    for stored in all_stored(session, Query("case-study")):
        case = stored.record
        assert isinstance(case, CaseStudy)
        if len(case.indicators) >= 2 and isinstance(case.summary, str):
            return case
    raise AssertionError("no such case")


def _alert(qtbot: QtBot, window: MainWindow, case: CaseStudy) -> tuple[EditorPage, int]:
    """From the open case to "asked for approval"; the keys that it took beside the text."""
    place = window.shell
    assert place is not None
    place.travel(Route("case-study", case.id))
    settle(qtbot, window)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    keys = Keys(qtbot, window)
    keys.press(Qt.Key.Key_A, control | shift)
    editor = place.editor("product")
    qtbot.waitUntil(lambda: place.pages.currentWidget() is editor, timeout=LONG)
    settle(qtbot, window)
    keys.type(STEP)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _found(editor) == ["audience"], timeout=LONG)
    keys.press(Qt.Key.Key_F8)
    keys.type(READERS)
    keys.press(Qt.Key.Key_Return, control)
    return editor, keys.count


def _found(editor: EditorPage) -> list[str]:
    """Fields of what keeps the record from release."""
    return [one.path for one in editor.side.view.found if one.severity == "blocks"]


@pytest.fixture
def at_work(
    qtbot: QtBot, make_window: Callable[..., MainWindow], sample_office: Path
) -> MainWindow:
    window = make_window(sample_office)
    enter_as(qtbot, window, PASSPHRASE)
    return window


def _submissions(session: Session) -> list[Submission]:
    found = [stored.record for stored in all_stored(session, Query("submission"))]
    return [made for made in found if isinstance(made, Submission) and made.type == "AT"]


def test_an_office_of_one_releases_an_alert_in_few_keys(qtbot: QtBot, at_work: MainWindow) -> None:
    session = at_work.office.session
    case = _case(session)
    editor, count = _alert(qtbot, at_work, case)
    assert count <= MOST_KEYS
    (made,) = _submissions(session)
    assert made.workflow == Workflow.RELEASED
    product = record.get(session, editor.record_id).record
    assert isinstance(product, Product)
    assert product.workflow == Workflow.RELEASED
    assert [step.text for step in product.steps] == [STEP]
    assert product.audience == (READERS,)
    assert product.title == case.title
    assert product.tlp == case.tlp
    assert product.cases[0].case == case.id
    assert {sign.indicator for sign in product.signs} <= {one.indicator for one in case.indicators}
    assert product.valid_from
    assert product.valid_to


def test_a_second_officer_is_asked_for_approval(
    qtbot: QtBot, make_window: Callable[..., MainWindow], office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, PASSPHRASE)
    session = window.office.session
    _alert(qtbot, window, _case(session))
    (made,) = _submissions(session)
    assert made.workflow == Workflow.IN_REVIEW
    assert made.addressee == READERS


def test_a_change_of_the_case_is_told_and_the_paper_stands_beside(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    session = at_work.office.session
    case = _case(session)
    editor, _ = _alert(qtbot, at_work, case)
    assert editor.side.mode == "paper"
    now = record.get(session, case.id)
    record.save(session, replace(now.record, caveats="Read again."), now.revision)
    product = record.get(session, editor.record_id).record
    rules = {one.rule for one in record.findings(session, product)}
    assert "made_from.changed" in rules
    milder = replace(product, tlp="CLEAR")
    strict = record.get(session, case.id)
    record.save(session, replace(strict.record, tlp="RED"), strict.revision)
    (said,) = (f for f in record.findings(session, milder) if f.rule == "made_from.milder")
    assert said.blocks
    assert said.values["label"] == "RED"


def test_what_is_too_long_is_named_with_its_lines_and_nothing_leaves(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    session = at_work.office.session
    editor, _ = _alert(qtbot, at_work, _case(session))
    sent = len(_submissions(session))
    editor.form.set_value("summary", "A sentence that says the same again and again. " * 60)
    editor.form.changed.emit("summary")
    qtbot.waitUntil(lambda: _found(editor) == ["summary"], timeout=LONG)
    (said,) = editor.side.view.found
    assert "too long for one page: shorten it by" in said.sentence
    editor.send_document()
    settle(qtbot, at_work)
    assert len(_submissions(session)) == sent


def test_the_list_says_how_long_it_holds_and_what_was_heard_of_its_use(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    place = at_work.shell
    assert place is not None
    dissemination.add(at_work.office.session, "PD-XX-03", "Contact points")
    place.go("product")
    settle(qtbot, at_work)
    page = place.list_page("product")
    page.model.show_columns(chosen_columns(page.look, ("title", "valid_to", "disseminations")))
    with qtbot.waitSignal(page.model.found, timeout=LONG):
        page.model.search(Query("product"))
    qtbot.waitUntil(
        lambda: None not in [page.model.listed(at) for at in range(page.model.rowCount())],
        timeout=LONG,
    )
    rows = [page.model.listed(at) for at in range(page.model.rowCount())]
    cells = {row.title: row.cells[1:] for row in rows if row is not None}
    assert cells["Practice bulletin: descriptions that say too little"] == (
        "",
        "Used in a training on selection",
    )
    assert cells["Practice alert: trade quantities declared as gifts"] == ("25\xa0Feb\xa02027", "")
    assert column_label(page.look, "disseminations") == "Use reported back"
