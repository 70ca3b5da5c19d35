# mypy: disable-error-code="index"
"""Random keys and clicks in the real window: `python monkey.py OFFICE SEED STEPS [look ...]`.

A process of its own, since what it looks for may end it. It goes to every page, to the editor of a
record of each type and of a new one, and to forms with repeats, in an order of its seed, and does a
few things at each. Exit 1 with what was wrong, after the last steps.

It stays in the office and on its pages. Not pressed are: quit, lock and whatever changes language,
size or colours (the window is made anew), what opens a dialog of the system (files, printers), and
the buttons of the page of the office, which change passphrases, keys and officers: the end of a run
could not be compared with its beginning. Each has tests of its own.
"""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)

from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.concurrency.incremental import all_made
from rilo_desktop.gui.i18n import tr
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.page_registry import ANSWERS_TABLE, CARRIED_ANSWERS, IMPORT, OFFICE, PAGES
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.layouts import lay_out
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.gui.widgets.questions.input import QuestionsInput
from rilo_desktop.gui.widgets.questions.question_row import QuestionRow
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.questions.checks import problems
from rilo_desktop.records import QuestionnaireAnswers, Record
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import drafts
from rilo_desktop.services.records.lists import Query, all_stored

PASSPHRASE = "a passphrase of the first officer"
AT_ONE_PLACE = 14
"""Steps between two places."""
PATIENCE = 120.0
"""Seconds after which a window that never comes to rest is given up; nothing is measured by it."""

TURNS = 3
"""Of the event loop until what was asked for is laid out and scrolled to."""

NOT_PRESSED = {
    *("quit", "lock", "scheme", "help.save", "find", "menus"),
    *("list.print", "board.print", "pages.print", "pages.pdf", "list.export", "log.export"),
    *("inbox.open", "import.files", "forms.load", "office.restore", "office.back_up"),
}
"""Keys of commands, see above."""
LETTERS = "abcxyz 0123456789.,-?"
KEYS = (
    *("Tab", "Tab", "Tab", "Tab", "Backtab", "Return", "Return", "Space", "Down", "Up", "Left"),
    *("Right", "Home", "End", "PgDown", "PgUp", "Backspace", "Backspace", "Delete", "Escape"),
    *("Ctrl+A", "Ctrl+Z", "Ctrl+Y", "Ctrl+X", "Ctrl+V", "F8", "Alt+R", "Alt+Down", "Alt+2"),
    *("Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+S"),
)


class Monkey:
    def __init__(self, folder: Path, seed: int, look: dict[str, str]) -> None:
        self.random = random.Random(seed)
        self.wrong: list[str] = []
        self.done: deque[str] = deque(maxlen=40)
        self._told: list[BaseException] = []
        sys.excepthook = self._on_error
        _, self.window = begin(folder, look.get("scheme", "light"), look.get("language", "en"))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.until(lambda: self.window.unlock.officer.count() > 0)
        self.window.unlock.passphrase.setText(PASSPHRASE)
        self.window.unlock.unlock.click()
        self.until(lambda: self.window.shell is not None)
        assert self.window.idle is not None
        self.window.idle.choose(0)  # the keys of a run do not count as use, however long it takes
        self.settle()
        self.shell.context.failed.connect(self._on_failed)

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    # --- waiting

    def until(self, condition: Callable[[], object]) -> None:
        given_up = time.monotonic() + PATIENCE
        while not condition():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if time.monotonic() > given_up:
                raise AssertionError("the window does not come to rest")

    def settle(self) -> None:
        self.until(lambda: self.window.tasks.flush() and all_made(self.window))
        for _ in range(TURNS):
            QApplication.processEvents()
            lay_out()  # Qt tells one level of layouts in each turn

    # --- what went wrong

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        said = "".join(traceback.format_exception(kind, error, trace))
        self.wrong.append(f"exception: {said}")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            self._on_error(type(error), error, error.__traceback__)

    # --- places

    def places(self) -> list[Route]:
        """Every page, a record of each type and a new one, and all answers to forms."""
        found = [Route(look.key) for look in PAGES if look.key not in (ANSWERS_TABLE, IMPORT)]
        found = [route for route in found if route.page != CARRIED_ANSWERS]
        for kind in LISTED:
            stored = self._asked(partial(self._ids_of, kind))
            picked = self.random.sample(stored, min(1, len(stored)))
            if kind == QuestionnaireAnswers.kind.code:
                picked = stored
            found += [Route(kind, one) for one in picked]
            found.append(Route(kind, new=True))
        self.random.shuffle(found)
        return found

    def _ids_of(self, kind: str) -> list[str]:
        return [one.record.id for one in all_stored(self.window.office.session, Query(kind))]

    def visit(self, place: Route, steps: int) -> None:
        self.done.append(f"== {place.page} {place.record}{' new' if place.new else ''}")
        self.shell.travel(place)
        self.settle()
        for _ in range(steps):
            self.step()
            self.dismiss()
            self.look()
            if self.wrong:
                return
        self.leave()

    # --- steps

    def step(self) -> None:
        popup = QApplication.activePopupWidget()
        at = QApplication.focusWidget()
        if isinstance(popup, QMenu):
            self.press(popup, self.random.choice(("Down", "Up", "Escape")))
            return
        if at is None:
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.settle()
            if QApplication.focusWidget() is None:
                self.click()
            return
        chance = self.random.random()
        if chance < 0.5:
            self.type(at)
        elif chance < 0.8 or popup is not None:
            self.press(at, self.random.choice(KEYS))
        elif chance < 0.86:
            self.command(at)
        else:
            self.click()

    def may_press(self, at: QWidget) -> bool:
        if not isinstance(at, QAbstractButton):
            return True
        return self.shell.here.page != OFFICE and at.accessibleName() != tr("Lock")

    def type(self, at: QWidget) -> None:
        """A sign; the field in which it is typed does not move, but for coming into sight."""
        sign = self.random.choice(LETTERS)
        if sign == " " and not self.may_press(at):
            return
        is_whole = at.visibleRegion().boundingRect() == at.rect()
        is_text = is_whole and isinstance(at, QLineEdit | QTextEdit | QComboBox)
        before = at.mapTo(at.window(), QPoint()) if is_text else QPoint()
        self.done.append(f"type {sign!r} at {_named(at)}")
        QTest.keyClicks(at, sign)
        for _ in range(2):
            now = QApplication.focusWidget()
            if is_text and now is at and at.isVisible():
                moved = at.mapTo(at.window(), QPoint()) - before
                if not moved.isNull():
                    self.wrong.append(f"{_named(at)} moved by {moved.x()}, {moved.y()}")
            self.settle()

    def press(self, at: QWidget, keys: str) -> None:
        if keys in ("Return", "Space") and not self.may_press(at):
            return
        self.done.append(f"press {keys} at {_named(at)}")
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(at, pressed.key(), pressed.keyboardModifiers())
        self.settle()

    def command(self, at: QWidget) -> None:
        able = [
            one
            for one in actions_in(self.window)
            if one.is_able and one.command.keys and one.command.key not in NOT_PRESSED
        ]
        able = [one for one in able if not one.command.key.startswith(("office.", "button "))]
        if able and QApplication.activeModalWidget() is None:
            self.press(at, self.random.choice(able).command.keys.partition(" ")[0])

    def click(self) -> None:
        """On anything that takes the focus, in a dialog or on the page that is shown."""
        top = QApplication.activeModalWidget() or self.shell.pages.currentWidget()
        if self.shell.here.page == OFFICE:
            return
        found = [
            one
            for one in top.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.ClickFocus
        ]
        seen = [one for one in found if not one.visibleRegion().isEmpty()]
        if not seen:
            return
        one = self.random.choice(seen)
        area: QRect = one.visibleRegion().boundingRect()
        spot = QPoint(
            self.random.randint(area.left(), area.right()),
            self.random.randint(area.top(), area.bottom()),
        )
        self.done.append(f"click {_named(one)}")
        QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def dismiss(self) -> None:
        """Nobody chooses a file or a printer."""
        while isinstance(found := QApplication.activeModalWidget(), QDialog):
            if isinstance(found, Question) and self.random.random() < 0.8:
                return
            self.done.append(f"dismiss {type(found).__name__}")
            found.reject()
            self.settle()

    # --- what is looked at

    def editor(self) -> EditorPage | None:
        here = self.shell.pages.currentWidget()
        return here if isinstance(here, EditorPage) else None

    def look(self) -> None:
        if self.window.shell is None:
            raise AssertionError("the office was locked")
        editor = self.editor()
        if editor is not None and editor.on_form() is not None:
            self.wrong += red_without_reason(editor)

    def leave(self) -> None:
        """What is typed and not saved is in the draft; what is saved is in the record."""
        editor = self.editor()
        while QApplication.activePopupWidget() is not None:
            QApplication.activePopupWidget().close()
        while isinstance(found := QApplication.activeModalWidget(), QDialog):
            found.reject()
            self.settle()
        if editor is None or editor.on_form() is None or not editor.dirty:
            self.shell.leave(lambda: None)
            self._answer_question("drop")
            return
        self.wrong += list(unnoticed(editor))
        now = editor.on_form()
        assert now is not None
        if not editor.drafting.has_changes:
            return
        editor.drafting.keep()
        draft, is_saved = self._asked(lambda: self._kept_of(now))
        if is_saved:
            pass  # but for what is taken off when it is saved: spaces at the end
        elif draft is None:
            self.wrong.append(f"no draft of {now.kind.code}")
        else:
            self.wrong += not_in_draft(editor, now, draft)
        self.done.append("leave")
        self.shell.leave(lambda: None)
        self._answer_question(self.random.choice(("save", "drop")))
        if QApplication.activeModalWidget() is None and editor.dirty:
            editor.leave(lambda: None)  # it could not be saved as it stands
            self._answer_question("drop")

    def _answer_question(self, key: str) -> None:
        self.settle()
        found = QApplication.activeModalWidget()
        if isinstance(found, Question):
            self.done.append(f"answer {key}")
            (found.buttons.get(key) or next(iter(found.buttons.values()))).click()
            self.settle()

    def _kept_of(self, now: Record) -> tuple[drafts.Draft | None, bool]:
        """The draft of a record, and whether what stands on the form is saved anyway."""
        session = self.window.office.session
        drafts.flush(session)
        found = drafts.waiting(session)
        kept = next((one for one in found.drafts if one.record.id == now.id), None)
        with session.reading() as reading:
            stored = reading.records.stored(now.id)
        is_saved = stored is not None and same_content(stored.record, sanitized(now))
        return kept, kept is None and is_saved

    def _asked(self, ask: Callable[[], Any]) -> Any:
        answers: list[Any] = []
        self.window.tasks.ask(ask, then=answers.append)
        self.until(lambda: answers)
        return answers[0]


def red_without_reason(editor: EditorPage) -> Iterator[str]:
    """Frames in red of fields and questions in which nothing was found."""
    found = {one.path for one in editor.side.view.found if one.severity == "blocks"}
    for name, field in editor.form.fields.made.items():
        if isinstance(field.input, QuestionsInput):
            yield from _red_questions(field.input)
            continue
        if field.input.target().property("state") != "blocks":
            continue
        is_found = any(path.split(".")[0] == name for path in found)
        if not is_found and not field.input.complaint() and not _says(field):
            yield f"{name} is red, and nothing was found there: {sorted(found)}"


def _says(field: Field) -> bool:
    return bool(field._complaint)


def _red_questions(shown: QuestionsInput) -> Iterator[str]:
    if shown.state is None or shown.view is None:
        return
    wrong = {one.path for one in problems(shown.state)}
    for node, row in shown.view.rows.items():
        is_red = row.input.target().property("state") == "blocks"
        if is_red and node.path not in wrong and not row.input.complaint():
            yield f"question {node.path} is red, and nothing is wrong there"


def unnoticed(editor: EditorPage) -> Iterator[str]:
    """Fields that show another value than the record on the form has."""
    now = editor.on_form()
    for name, field in editor.form.fields.made.items():
        if field.input.complaint() or field.lines() is not None:
            continue
        shown, kept = field.value(), getattr(now, name)
        if shown != kept and (shown or kept):
            yield f"{name} shows {shown!r}, and the record on the form has {kept!r}"


def not_in_draft(editor: EditorPage, now: Record, draft: drafts.Draft) -> Iterator[str]:
    """Values and half-typed texts of the form that its draft does not have in their places.

    A line in which nothing but a half-typed text stands is in the draft, and no line of the record.
    """
    refused = {}
    for name in editor.form.fields:
        kept, typed = getattr(draft.record, name), getattr(now, name)
        field = editor.form.fields.made.get(name)
        texts = field.input.model.refused if field and isinstance(field.input, LinesInput) else {}
        if texts:
            refused |= {f"{name}.{row + 1}.{inside}": said for (row, inside), said in texts.items()}
            if max(row for row, _ in texts) >= len(kept):
                yield f"the draft has {len(kept)} lines in {name}, half-typed are {texts}"
            kept = tuple(one for one in kept if one != type(one)())
        if kept != typed:
            yield f"the draft has {kept!r} in {name}, typed was {typed!r}"
    for path, text in refused.items():
        if draft.raw.get(path) != text:
            yield f"the draft has {draft.raw.get(path)!r} at {path}, half-typed was {text!r}"


def _named(widget: QWidget) -> str:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QuestionRow | Field):
        at = at.parentWidget()
    place = at.node.path if isinstance(at, QuestionRow) else at.name if at is not None else ""
    return f"{type(widget).__name__} {widget.accessibleName()!r} {place}".strip()


def main(folder: Path, seed: int, steps: int, look: dict[str, str]) -> int:
    monkey = Monkey(folder, seed, look)
    places = monkey.places()
    count = 0
    print(f"seed {seed}, {steps} steps, {len(places)} places, {look}", flush=True)
    try:
        while count < steps and not monkey.wrong:
            for place in places:
                monkey.visit(place, min(AT_ONE_PLACE, steps - count))
                count += AT_ONE_PLACE
                if monkey.wrong or count >= steps:
                    break
    except Exception:
        monkey.wrong.append(traceback.format_exc())
    if monkey.wrong:
        print("\n".join((*monkey.done, *dict.fromkeys(monkey.wrong))), flush=True)
    return 1 if monkey.wrong else 0


if __name__ == "__main__":
    folder, seed, steps, *look = sys.argv[1:]
    code = main(Path(folder), int(seed), int(steps), dict(one.split("=") for one in look))
    sys.stdout.flush()
    os._exit(code)  # what is open is a copy
