"""The picker beside the text: by keyboard, by mouse, by drag; undone, kept as a draft, spoken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gui_windows import LONG, settle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.editor.side_panel import FieldFinding
from rilo_desktop.gui.pages.editor.suggestion_actions import SuggestionActions
from rilo_desktop.gui.pages.editor.suggestion_panel import SuggestionPanel
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.picker import PICK, PickRow
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import CaseStudy, Workflow
from rilo_desktop.services.records import record, record_opening, review

Place = tuple[MainWindow, Shell]
CASE, INDICATOR = "CS-AP-2019-004", "CNE-05"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = Qt.Key


def opened(qtbot: QtBot, place: Place, own_number: str, kind: str = "case-study") -> EditorPage:
    window, work = place
    found = record.find(work.context.office.session, own_number).record
    work.edit(kind, found.id)
    settle(qtbot, window)
    editor = work.editor(kind)
    qtbot.waitUntil(lambda: beside(editor).offers is not None, timeout=LONG)
    return editor


def beside(editor: EditorPage) -> SuggestionPanel:
    assert editor.side.beside is not None
    return editor.side.beside


def press(window: MainWindow, key: Any, how: Any = Qt.KeyboardModifier.NoModifier) -> None:
    at = window.focusWidget()
    assert at is not None
    QTest.keyClick(at, key, how)


def offered(editor: EditorPage, group: str = "") -> list[PickRow]:
    rows = beside(editor).picker.view.rows
    return [row for row in rows if row.look == "offer" and group in ("", row.group)]


def numbers(editor: EditorPage) -> list[str]:
    return [seen.indicator for seen in editor.form.value("indicators")]


def search(qtbot: QtBot, editor: EditorPage, words: str) -> None:
    picker = beside(editor).picker
    QTest.keyClicks(picker.box, words)
    qtbot.waitUntil(lambda: picker._shown_for == words, timeout=LONG)


def row_of(editor: EditorPage, key: str) -> Any:
    view = beside(editor).picker.view
    at = next(n for n, row in enumerate(view.rows) if row.key == key)
    view.setCurrentIndex(view.rows_model.index(at))
    view.scrollTo(view.currentIndex())
    return view.visualRect(view.currentIndex())


def test_an_indicator_is_picked_and_taken_away_by_keyboard(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    before = numbers(editor)
    editor.form.go_to("modus_operandi")
    text = window.focusWidget()
    press(window, KEYS.Key_I, CONTROL)
    assert beside(editor).picker.box.hasFocus()
    search(qtbot, editor, "covered")
    assert [row.key for row in offered(editor)] == ["CON-02"]
    press(window, KEYS.Key_Return)
    settle(qtbot, window)
    assert numbers(editor) == [*before, "CON-02"]
    assert beside(editor).picker.box.hasFocus()  # one goes on picking
    assert offered(editor)[0].picked
    press(window, KEYS.Key_Down)
    press(window, KEYS.Key_Return)
    settle(qtbot, window)
    assert numbers(editor) == before
    press(window, KEYS.Key_Space)
    settle(qtbot, window)
    assert numbers(editor) == [*before, "CON-02"]
    press(window, KEYS.Key_Delete)
    settle(qtbot, window)
    assert numbers(editor) == before
    press(window, KEYS.Key_Escape)
    assert window.focusWidget() is text


def test_who_takes_away_at_once_need_not_wait_for_the_list(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    before = numbers(editor)
    press(window, KEYS.Key_I, CONTROL)
    search(qtbot, editor, "covered")
    press(window, KEYS.Key_Return)
    press(window, KEYS.Key_Down)
    assert not offered(editor)[0].picked, "the list was not looked for again yet"
    assert numbers(editor) == [*before, "CON-02"]
    press(window, KEYS.Key_Delete)
    assert numbers(editor) == before
    press(window, KEYS.Key_Return)
    assert numbers(editor) == [*before, "CON-02"]
    settle(qtbot, window)
    assert offered(editor)[0].picked


def test_the_panel_says_what_was_found_at_the_field_in_use(qtbot: QtBot, sample: Place) -> None:
    """It covers the findings; the field that was left for it is the one in use."""
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor.form.set_value("procedure", None)
        editor.form.changed.emit("procedure")
    (found,) = [one for one in editor.side.view.found if one.path == "procedure"]
    here = editor.side.findChild(FieldFinding)
    assert here is not None
    editor.form.go_to("procedure")
    assert not here.isVisible()  # the findings say it
    press(window, KEYS.Key_I, CONTROL)
    assert not editor.side.findings.isVisible()
    assert here.isVisible()
    said = [label.text() for label in here.findChildren(QLabel) if label.isVisible()]
    assert said == [found.sentence]
    editor.form.go_to("modus_operandi")
    assert not here.isVisible()  # nothing was found there
    editor.form.go_to("procedure")
    assert here.isVisible()
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor.form.set_value("procedure", "IMPORT")
        editor.form.changed.emit("procedure")
    assert not here.isVisible()


def test_enter_waits_for_what_is_searched(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    press(window, KEYS.Key_I, CONTROL)
    QTest.keyClicks(beside(editor).picker.box, "covered")
    press(window, KEYS.Key_Return)
    qtbot.waitUntil(lambda: numbers(editor)[-1] == "CON-02", timeout=LONG)
    settle(qtbot, window)
    assert numbers(editor).count("CON-02") == 1


def test_each_pick_is_one_step_back(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    before = numbers(editor)
    editor.form.go_to("title")
    first = offered(editor, "suggested")[0].key
    for _ in range(2):
        press(window, KEYS.Key_P, CONTROL | SHIFT)
        settle(qtbot, window)
    assert numbers(editor)[: len(before) + 1] == [*before, first]
    assert len(numbers(editor)) == len(before) + 2
    assert editor.form.fields["title"].isAncestorOf(window.focusWidget() or window)
    press(window, KEYS.Key_Z, CONTROL)
    assert numbers(editor) == [*before, first]
    editor.head.undo.click()
    assert numbers(editor) == before
    assert not editor.dirty
    editor.head.redo.click()
    settle(qtbot, window)
    assert numbers(editor) == [*before, first]
    assert first in [row.key for row in offered(editor, "picked")]


def test_what_is_picked_is_in_the_draft(qtbot: QtBot, sample: Place) -> None:
    window, work = sample
    editor = opened(qtbot, sample, CASE)
    beside(editor).pick_wanted.emit("CON-02", True)
    settle(qtbot, window)
    editor.drafting.keep()
    session = work.context.office.session
    draft = record_opening.reopened(session, editor.record_id).draft
    assert draft is not None
    assert isinstance(draft.record, CaseStudy)
    assert draft.record.indicators[-1].indicator == "CON-02"
    assert session.is_writing is False


def test_suggestions_follow_what_is_typed(qtbot: QtBot, fresh: Place) -> None:
    window, work = fresh
    work.write("case-study")
    settle(qtbot, window)
    editor = work.editor("case-study")
    picker = beside(editor).picker
    assert picker.note.isVisible()
    assert offered(editor, "suggested") == []
    editor.form.go_to("modus_operandi")
    QTest.keyClicks(window.focusWidget(), "The brand marks were covered with tape.")
    qtbot.waitUntil(lambda: bool(offered(editor, "suggested")), timeout=LONG)
    row = next(row for row in offered(editor, "suggested") if row.key == "CON-02")
    assert "“" in row.why
    assert "Modus operandi" in row.why
    assert row.why in row.spoken
    assert not picker.note.isVisible()


def test_by_mouse_a_box_or_a_double_click_picks(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    view = beside(editor).picker.view
    before = numbers(editor)
    first, second = (row.key for row in offered(editor, "suggested")[:2])
    rect = row_of(editor, first)
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), left, none, rect.center())
    assert numbers(editor) == before
    QTest.mouseClick(view.viewport(), left, none, rect.topLeft() + QPoint(14, 14))
    settle(qtbot, window)
    assert numbers(editor) == [*before, first]
    QTest.mouseDClick(view.viewport(), left, none, row_of(editor, second).center())
    settle(qtbot, window)
    assert numbers(editor) == [*before, first, second]
    QTest.mouseClick(view.viewport(), left, none, row_of(editor, second).topLeft() + QPoint(14, 14))
    settle(qtbot, window)
    assert numbers(editor) == [*before, first]


def drag(onto: QWidget, data: QMimeData) -> bool:
    """Drag to the middle of a widget and drop there; was it taken?"""
    middle, copy = onto.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(onto, enter)
    if enter.isAccepted():
        QApplication.sendEvent(onto, QDropEvent(QPointF(middle), copy, data, left, none))
    return enter.isAccepted()


def test_what_is_dragged_to_the_form_is_picked(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    view = beside(editor).picker.view
    row_of(editor, offered(editor, "suggested")[0].key)
    model = view.rows_model
    assert model.flags(view.currentIndex()) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([view.currentIndex()])
    assert data.formats() == [PICK]
    assert drag(editor.ground, data)
    settle(qtbot, window)
    assert numbers(editor)[-1] == offered(editor, "picked")[-1].key
    text = QMimeData()
    text.setText("SND-01")
    assert not drag(editor.ground, text)
    row_of(editor, offered(editor, "picked")[0].key)
    assert not model.flags(view.currentIndex()) & Qt.ItemFlag.ItemIsDragEnabled


def test_the_weight_is_said_beside_the_text(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, sample, CASE)
    beside(editor).pick_wanted.emit("CON-02", True)
    settle(qtbot, window)
    row = next(row for row in offered(editor, "picked") if row.key == "CON-02")
    assert "Role not given" in row.second
    picking = beside(editor).findChild(SuggestionActions)
    assert picking is not None
    menu = picking.menu_of(row)
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert list(entries) == ["Primary", "Contributory", "Remove", "Open"]
    entries["Primary"].trigger()
    settle(qtbot, window)
    assert editor.form.value("indicators")[-1].strength == "primary"
    row = next(row for row in offered(editor, "picked") if row.key == "CON-02")
    assert "Primary" in row.second
    checked = [action.text() for action in picking.menu_of(row).actions() if action.isChecked()]
    assert checked == ["Primary"]


def test_in_a_narrow_window_the_keys_bring_it_and_escape_takes_it_away(
    qtbot: QtBot, sample: Place
) -> None:
    window, _ = sample
    window.resize(900, 700)
    editor = opened_narrow(qtbot, sample)
    assert not editor.side.isVisible()
    press(window, KEYS.Key_I, CONTROL)
    settle(qtbot, window)
    assert editor.side.isVisible()
    assert not editor.side.findings.isVisible()
    assert editor.head.beside is not None
    assert editor.head.beside.isChecked()
    assert offered(editor)
    press(window, KEYS.Key_Escape)
    assert not editor.side.isVisible()
    assert editor.form.isAncestorOf(window.focusWidget() or window)


def opened_narrow(qtbot: QtBot, place: Place) -> EditorPage:
    window, work = place
    found = record.find(work.context.office.session, CASE).record
    work.edit("case-study", found.id)
    settle(qtbot, window)
    return work.editor("case-study")


def choose_role(qtbot: QtBot, window: MainWindow, role: str) -> None:
    """In the menu that asks what the indicator was in the case."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=LONG)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (found,) = [action for action in menu.actions() if action.text() == role]
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    menu.close()
    with qtbot.waitActive(window, timeout=LONG):  # a popup took that from it
        window.activateWindow()
    found.trigger()


def test_a_case_is_linked_beside_an_indicator_and_the_link_is_undone(
    qtbot: QtBot, sample: Place
) -> None:
    window, work = sample
    editor = opened(qtbot, sample, INDICATOR, "risk-indicator")
    assert offered(editor, "picked") == []
    key = offered(editor, "suggested")[0].key
    press(window, KEYS.Key_P, CONTROL | SHIFT)
    choose_role(qtbot, window, "Primary")
    qtbot.waitUntil(lambda: [r.key for r in offered(editor, "picked")] == [key], timeout=LONG)
    case = record.get(work.context.office.session, key).record
    assert isinstance(case, CaseStudy)
    assert case.indicators[-1].indicator == INDICATOR
    assert case.indicators[-1].strength == "primary", "nothing is missing in the case afterwards"
    assert not editor.dirty  # it stands in the case, not in the indicator
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    press(window, KEYS.Key_Z, CONTROL | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: offered(editor, "picked") == [], timeout=LONG)


def test_a_released_case_is_linked_once_its_officer_agrees(qtbot: QtBot, sample: Place) -> None:
    """What that means for its release is asked first; "keep" leaves it as it is."""
    window, work = sample
    session = work.context.office.session
    editor = opened(qtbot, sample, INDICATOR, "risk-indicator")
    key = offered(editor, "suggested")[0].key
    with session.unit("edit") as unit:
        unit.write([replace(record.get(session, key).record, workflow=Workflow.RELEASED)])
    for answer, after in (("keep", Workflow.RELEASED), ("change", Workflow.DRAFT)):
        row_of(editor, key)
        beside(editor).picker.view.setFocus()
        press(window, KEYS.Key_Return)
        qtbot.waitUntil(lambda: window.findChild(Question) is not None, timeout=LONG)
        question = window.findChild(Question)
        assert question is not None
        question.buttons[answer].click()
        if answer == "change":
            choose_role(qtbot, window, "Primary")
        settle(qtbot, window)
        qtbot.waitUntil(lambda: window.findChild(Question) is None, timeout=LONG)
        case = record.get(session, key).record
        assert isinstance(case, CaseStudy)
        assert case.workflow == after
        assert (INDICATOR in [seen.indicator for seen in case.indicators]) == (answer == "change")


def test_a_link_that_is_refused_is_not_taken_for_made(qtbot: QtBot, sample: Place) -> None:
    window, work = sample
    editor = opened(qtbot, sample, INDICATOR, "risk-indicator")
    key = offered(editor, "suggested")[0].key
    review.send(work.context.office.session, key)  # elsewhere, and the list does not know it yet
    view = beside(editor).picker.view
    row_of(editor, key)
    view.setFocus()
    with qtbot.waitSignal(work.context.failed, timeout=LONG):
        press(window, KEYS.Key_Return)
        choose_role(qtbot, window, "Contributory")
    settle(qtbot, window)
    row_of(editor, key)
    with qtbot.waitSignal(view.barred_wanted, timeout=LONG):
        view.press(next(row for row in offered(editor) if row.key == key))


def test_a_new_indicator_says_why_no_case_can_be_linked(qtbot: QtBot, sample: Place) -> None:
    window, work = sample
    work.write("risk-indicator")
    settle(qtbot, window)
    editor = work.editor("risk-indicator")
    editor.form.go_to("title")
    QTest.keyClicks(window.focusWidget(), "One order split over parcels")
    qtbot.waitUntil(lambda: bool(offered(editor, "suggested")), timeout=LONG)
    assert "local reference" in beside(editor).picker.note.text()
    assert all(row.barred for row in offered(editor))
    view = beside(editor).picker.view
    view.setFocus()
    with qtbot.waitSignal(view.barred_wanted, timeout=LONG):
        press(window, KEYS.Key_Return)
    assert not editor.side.beside.findChild(SuggestionActions)._beside.offers.picked  # type: ignore[union-attr]


def test_a_screen_reader_hears_what_is_offered_why_and_whether_it_is_picked(
    qtbot: QtBot, sample: Place
) -> None:
    editor = opened(qtbot, sample, CASE)
    view = beside(editor).picker.view
    face = QAccessible.queryAccessibleInterface(view)
    assert face.role() == QAccessible.Role.List
    assert face.text(QAccessible.Text.Name) == "Indicators"
    rows = [n for n, row in enumerate(view.rows) if row.look == "offer"]
    told = [(face.child(n), view.rows[n]) for n in rows[:6]]
    for child, row in told:
        assert child.role() == QAccessible.Role.ListItem
        assert row.title in child.text(QAccessible.Text.Name)
        assert child.state().checkable
        assert bool(child.state().checked) is row.picked
    assert {row.picked for _, row in told} == {True, False}
    box = QAccessible.queryAccessibleInterface(beside(editor).picker.box)
    assert box.text(QAccessible.Text.Name) == "Search indicators"
