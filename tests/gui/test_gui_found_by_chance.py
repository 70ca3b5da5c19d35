"""What random keys found in the window (`tests/e2e/monkey.py`), each as a test of its own."""

from __future__ import annotations

from gui_windows import settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.consultation_comments.page import CommentsPage
from rilo_desktop.gui.pages.register.quick_line import QuickLine
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.line import DateInput
from rilo_desktop.gui.widgets.layouts import Scroller, lay_out, vbox
from rilo_desktop.records import Activity, Consultation, Questionnaire
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import Query, all_stored

CONSULTATION, ACTIVITY = Consultation.kind.code, Activity.kind.code


def first(window: MainWindow, kind: str) -> str:
    return next(one.record.id for one in all_stored(window.office.session, Query(kind)))


def test_the_comments_of_a_consultation_are_a_page(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    shell.travel(Route("consultation-comments", record=first(window, CONSULTATION)))
    settle(qtbot, window)
    assert isinstance(shell.pages.currentWidget(), CommentsPage)


def test_enter_in_an_empty_line_of_the_register_does_nothing(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    shell.go(ACTIVITY)
    settle(qtbot, window)
    (line,) = shell.list_page(ACTIVITY).findChildren(QuickLine)
    line.enter()
    assert line.text == ""


def test_a_questionnaire_without_a_form_is_not_sent(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, _ = sample
    found = record.findings(window.office.session, Questionnaire(title="Nothing"))
    assert "questionnaire.empty" in {one.rule for one in found if one.blocks}


def test_the_room_of_a_complaint_stays_while_it_is_corrected(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    shell.travel(Route("case-study", record=first(window, "case-study")))
    settle(qtbot, window)
    form = shell.editor("case-study").form
    day = next(field for field in form.fields.values() if isinstance(field.input, DateInput))
    below = [field for field in form.fields.values() if field.y() > day.y()]
    day.take_focus()
    QTest.keyClicks(day.input, "x")
    assert day.complaint()
    settle(qtbot, window)
    QApplication.processEvents()
    before = [field.mapTo(form, QPoint()) for field in below]
    QTest.keyClicks(day.input, "y")
    settle(qtbot, window)
    QApplication.processEvents()
    assert [field.mapTo(form, QPoint()) for field in below] == before


def test_the_head_above_paragraphs_is_there_before_somebody_types(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    shell.write(CONSULTATION)
    settle(qtbot, window)
    made = shell.editor(CONSULTATION).form.fields["paragraphs"].input
    made.add()
    settle(qtbot, window)
    at = QApplication.focusWidget()
    assert at is not None
    before = at.mapTo(window, QPoint())
    QTest.keyClicks(at, "1")
    settle(qtbot, window)
    assert at.mapTo(window, QPoint()) == before


def test_a_complaint_of_several_lines_is_whole_and_keeps_its_room(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    window.resize(1366, 768)
    shell.travel(Route("nil-return", record=first(window, "nil-return")))
    settle(qtbot, window)
    field = shell.editor("nil-return").form.fields["language"]
    field.take_focus()
    target = field.input.target()
    before = target.mapTo(window, QPoint())
    QTest.keyClicks(target, "no entry, " * 6)
    said = field.complaint()
    settle(qtbot, window)
    QApplication.processEvents()
    message = field._message
    assert message is not None
    assert message.text() == said
    assert message.height() >= message.heightForWidth(message.width())
    complaining = target.mapTo(window, QPoint())
    assert complaining.y() == before.y()
    QTest.keyClicks(target, "y")
    assert not message.isVisible()
    settle(qtbot, window)
    QApplication.processEvents()
    assert target.mapTo(window, QPoint()) == complaining


def test_a_title_that_gets_shorter_stays_where_it_is_typed(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    window.resize(1366, 768)
    shell.travel(Route("case-study", record=first(window, "case-study")))
    settle(qtbot, window)
    form = shell.editor("case-study").form
    form.set_value("title", "A title of several lines in the heading " * 4)
    settle(qtbot, window)
    QApplication.processEvents()
    field = form.fields["title"]
    field.take_focus()
    at = field.input.target()
    at.selectAll()
    before = at.mapTo(window, QPoint())
    QTest.keyClicks(at, "x")
    settle(qtbot, window)
    QApplication.processEvents()
    assert at.mapTo(window, QPoint()) == before
    assert form._title.text() == "x"


def test_a_title_that_gets_longer_stays_where_it_is_typed(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    window.resize(1366, 768)
    shell.travel(Route("case-study", record=first(window, "case-study")))
    settle(qtbot, window)
    form = shell.editor("case-study").form
    heading = form._title.height()
    field = form.fields["title"]
    field.take_focus()
    at = field.input.target()
    at.selectAll()
    before = at.mapTo(window, QPoint())
    title = "A title of several lines in the heading " * 3 + "ends"
    QTest.keyClicks(at, title)
    settle(qtbot, window)
    QApplication.processEvents()
    assert at.mapTo(window, QPoint()) == before
    assert form._title.text().endswith("…")
    assert form._title.toolTip() == title
    form.set_record(form.record())
    QApplication.processEvents()
    assert form._title.text() == title
    assert form._title.height() > heading


def test_a_field_stays_where_it_is_when_the_form_gets_shorter_below_it(qtbot: QtBot) -> None:
    fields = [QLineEdit() for _ in range(20)]
    last = QWidget()
    last.setFixedHeight(90)
    scroller = Scroller(vbox(*fields, last, None))
    outside = QLineEdit()
    page = vbox(outside, scroller)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    content, upright = scroller.widget(), scroller.verticalScrollBar()
    assert content is not None
    fields[-2].setFocus()
    QApplication.processEvents()
    upright.setValue(upright.maximum())
    whole, before = content.height(), fields[-2].mapTo(page, QPoint())
    last.hide()
    lay_out()
    assert fields[-2].mapTo(page, QPoint()) == before
    assert content.height() == whole
    upright.setValue(upright.value() - 40)
    lay_out()
    assert content.height() == whole - 40
    outside.setFocus()
    lay_out()
    assert content.height() == content.sizeHint().height() < whole - 40


def test_what_a_complaint_takes_and_gives_back_is_laid_out_at_once(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, shell = sample
    shell.travel(Route("nil-return", new=True))
    settle(qtbot, window)
    fields = shell.editor("nil-return").form.fields
    below, target = fields["language"].input.target(), fields["received"].input.target()
    before = below.mapTo(window, QPoint())
    QTest.keyClicks(target, "c")
    assert fields["received"].complaint()
    assert below.mapTo(window, QPoint()).y() > before.y()
    QTest.keyClick(target, Qt.Key.Key_Backspace)
    assert not fields["received"].complaint()
    assert below.mapTo(window, QPoint()) == before
