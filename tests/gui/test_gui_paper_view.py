"""Pages come when they are looked at, zoom and place stay."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.widgets.page_viewer import PageViewer


def page(colour: Qt.GlobalColor = Qt.GlobalColor.white) -> QImage:
    made = QImage(140, 198, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


def shown(qtbot: QtBot) -> PageViewer:
    view = PageViewer("As it will print")
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    return view


def test_a_page_is_asked_for_when_it_is_looked_at(qtbot: QtBot) -> None:
    view, asked = shown(qtbot), []
    view.wanted.connect(asked.append)
    view.show_document(3)
    assert asked == [0]
    view.show_page(0, page())
    assert view.context.accessibleName() == "As it will print, Page 1 of 3"
    QTest.keyClick(view.context, Qt.Key.Key_PageDown)
    assert asked == [0, 1]
    view.show_page(1, page())
    view.turn(-1)
    assert asked == [0, 1]
    assert not view.earlier.isEnabled()


def test_who_reads_page_two_goes_on_reading_it(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_pages([page(), page(Qt.GlobalColor.red)])
    view.turn(1)
    view.show_pages([page(), page(Qt.GlobalColor.blue)])
    assert view.at == 1
    middle = view.context.grab().toImage()
    assert middle.pixelColor(middle.width() // 2, middle.height() // 2).blue() > 200
    view.show_pages([page()])
    assert view.at == 0


def test_zoom_keeps_the_middle_and_fits_again(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_pages([page()])
    fitting = view.sheet.size()
    view.zoom(4)
    assert view.sheet.width() > 2 * fitting.width()
    bar = view.context.verticalScrollBar()
    assert abs(bar.value() - bar.maximum() / 2) < bar.maximum() * 0.05
    view.zoom(-4)
    assert view.sheet.size() == fitting
    assert bar.maximum() == 0


def test_words_stand_where_there_is_no_paper(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.show_pages([page()])
    view.show_words("A sign cannot be printed.")
    assert view.pages == 0
    assert view.sheet.accessibleName() == "A sign cannot be printed."
