"""What is taken away while it is in use does nothing any more, and an error ends no process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import rilo_desktop.gui
from rilo_desktop.gui.widgets.layouts import Scroller, discard, vbox


class Watch(QObject):
    """Looks up what it shows whenever the focus goes, as a question does."""

    def __init__(self, shown: list[str]) -> None:
        super().__init__()
        self.shown, self.places = shown, list[int]()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.places.append(self.shown.index("line"))
        return False


def test_a_line_that_is_gone_is_asked_nothing_when_it_loses_the_focus(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line, field, other = QWidget(), QLineEdit(), QLineEdit()
    vbox(field, into=line)
    vbox(line, other, into=page)
    shown, written = ["line"], list[str]()
    watch = Watch(shown)
    field.installEventFilter(watch)
    field.textChanged.connect(written.append)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    shown.clear()
    discard(line)
    field.setText("too late")
    assert QApplication.focusWidget() is other
    assert (watch.places, written) == ([], [])


def test_the_content_of_a_page_that_scrolls_outlives_its_own_event(qtbot: QtBot) -> None:
    field = QLineEdit()
    scroller = Scroller(vbox(field))
    qtbot.addWidget(scroller)
    field.textChanged.connect(lambda _text: scroller.setWidget(QWidget()))
    field.setText("x")
    assert field.text() == "x", "it would be deleted in the middle of its own signal"


def test_widgets_go_by_one_way() -> None:
    """Another would let its last events reach what is gone already (decision 0076)."""
    sources = Path(rilo_desktop.gui.__file__).parent
    calls = {
        f"{path.relative_to(sources)}: {line.strip()}"
        for path in sources.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "deleteLater()" in line
    }
    assert calls == {
        "widgets/layouts.py: widget.deleteLater()",
        "main_window.py: command.deleteLater()",  # an action and a translator are no widgets
        "lifecycle/language_switch.py: old.deleteLater()",
    }


CHILD = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
import rilo_desktop.gui

class Page(QWidget):
    def focusNextPrevChild(self, forward):
        return super().focusNextPrevChild(forward)

class Field(QLineEdit):
    def focusOutEvent(self, event):
        [].index(3)

app = QApplication([])
page, field = Page(), Field()
box = QVBoxLayout(page)
box.addWidget(field)
box.addWidget(QLineEdit())
page.show()
page.activateWindow()
while not page.isActiveWindow():
    app.processEvents()
field.setFocus()
told = []
sys.excepthook = lambda *error: told.append(error[0].__name__)
try:
    field.hide()
except ValueError as error:
    told.append(type(error).__name__)
print(told, flush=True)
"""


def test_an_error_in_the_middle_of_an_event_ends_no_process() -> None:
    """Two overrides, one inside the other, and an error of C code: a child, since it may crash."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout.strip()) == (0, "['ValueError']"), done.stderr
