"""Our window on the answers to a long form: opened, typed in, gone through.

python -m bench.windows.form STORE PATH...        (RILO_PASSPHRASE)

The first list of answers is opened; keys are typed into the questions at the paths, while rows are
still made and when all are. Times of the processor are those of the whole process.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.questions.answer_tree import find_node
from rilo_desktop.records import QuestionnaireAnswers

from .stopwatch import Paints, memory, rest, tell, until

KIND = QuestionnaireAnswers.kind.code
KEYS, BETWEEN, PAUSE = 12, 150, 1_000
"""Keys typed into a question; milliseconds between two, and before the first."""
Taken = dict[str, float]


def main() -> None:
    store, *paths = sys.argv[1:]
    _, window = begin(Path(store), "light", "en")
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    until(lambda: window.unlock.officer.count() > 0)
    window.unlock.passphrase.setText(os.environ["RILO_PASSPHRASE"])
    window.unlock.unlock.click()
    until(lambda: window.shell is not None)
    place: Any = window.shell
    place.go(KIND)
    page = place.list_page(KIND)
    until(lambda: page.model.rowCount() > 0 and page.model.listed(0) is not None)
    rest(PAUSE)
    found = _opened(place, page)
    shown = place.editor(KIND).form.fields["answers"].input
    found |= _typed(shown, paths, "early")
    began, computed = time.time(), time.process_time()
    until(lambda: shown.view.is_complete, 600)
    found |= {"made": time.time() - began, "made_cpu": time.process_time() - computed}
    rest(PAUSE)
    found |= _typed(shown, paths, "late")
    found |= _walked(shown)
    found |= {"rows": len(shown.view.rows), "memory": memory()}
    tell(found)


def _opened(place: Any, page: Any) -> Taken:
    """Seconds until a question has the keyboard and is painted."""
    editor = place.editor(KIND)
    shown = editor.form.fields["answers"].input
    paints = Paints(editor.form)
    began, computed = time.time(), time.process_time()
    page.open(page.model.listed(0).id)
    paints.next(lambda: _is_in(shown, QApplication.focusWidget()))
    return {"open": time.time() - began, "open_cpu": time.process_time() - computed}


def _is_in(shown: Any, focus: QWidget | None) -> bool:
    return shown.view is not None and focus is not None and shown.view.isAncestorOf(focus)


def _typed(shown: Any, paths: list[str], when: str) -> Taken:
    """Medians of the milliseconds from a key to the painted field, over all questions."""
    pairs = [pair for path in paths for pair in _keys(shown, path)]
    took, computed = (statistics.median(one) * 1000 for one in zip(*pairs, strict=True))
    return {f"key_{when}": took, f"key_{when}_cpu": computed}


def _keys(shown: Any, path: str) -> list[tuple[float, float]]:
    shown.go_to_path(path)
    rest(PAUSE)
    node, field = find_node(shown.state.root, path), QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert shown.view.rows[node].isAncestorOf(field)
    field.end(False)
    paints, found = Paints(field), []
    for n in range(KEYS):
        rest(BETWEEN)
        before, key = node.value, Qt.Key.Key_Backspace if n % 2 else Qt.Key.Key_7
        letter = "\b" if n % 2 else "7"
        began, computed = time.time(), time.process_time()
        pressed = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.postEvent(field, pressed)
        paints.next(lambda: node.value != before)  # noqa: B023 - called in this round only
        found.append((time.time() - began, time.process_time() - computed))
    return found


def _walked(shown: Any) -> Taken:
    """Milliseconds of the processor for a Tab, over all of the part."""
    rows = [row for row in shown.view.rows.values() if row.isVisibleTo(shown.view)]
    rows[0].take_focus()
    rest(PAUSE)
    computed, steps = time.process_time(), 0
    while _is_in(shown, focus := QApplication.focusWidget()):
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()
        steps += 1
    return {"tab_cpu": (time.process_time() - computed) / steps * 1000, "tabs": steps}


if __name__ == "__main__":
    main()
