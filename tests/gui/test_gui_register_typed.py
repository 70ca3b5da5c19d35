# mypy: disable-error-code="attr-defined, index"
"""Activities of each kind, typed by keyboard, are the same as those that are imported."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from practice_years import FIXED
from rilo_desktop.gui.i18n import code_label
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import pages_of
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.presentation.navigation import ACTIVITY, GROUPS
from rilo_desktop.records import Activity, FieldSpec, FieldType, fields_of
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.services.records.file_import import import_files
from short_forms import FULL

KIND = Activity.kind.code
OF_EACH = 3 if FULL else 1
"""`make proof PARTS=walk` types three of each kind."""
IN_THE_LINE = (
    "activity_kind", "title", "date_start", "date_end", "members", "officers", "administrations",
    "messages", "controls", "participating", "pages", "sent_to", "members_present",
    "members_invited", "received", "due", "due_basis", "answered",
)  # fmt: skip
"""Fields that the line of quick entry takes; the others are written on the page of the record."""
NOT_TYPED = ("office_code", "language")
"""What a new record has by itself."""


def _chosen(data: Any) -> list[Any]:
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for activity in data["activities"]:
        by_kind[activity["kind"]].append(activity)
    return [one for of_kind in by_kind.values() for one in of_kind[:OF_EACH]]


@pytest.fixture(scope="module")
def data() -> Any:
    return json.loads(FIXED.read_text("utf-8"))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A practice office with the whole year."""
    folder = tmp_path_factory.mktemp("imported") / "office"
    with make_office(folder, "XX", "XX-01", PASSPHRASE).session as session:
        import_files(session, [FIXED])
        yield session


@pytest.fixture
def place(
    data: Any,
    tmp_path: Path,
    make_window: Callable[..., MainWindow],
    enter: Callable[..., Shell],
    qtbot: QtBot,
) -> tuple[MainWindow, Shell]:
    """A window on a practice office whose year lacks the activities that are to be typed."""
    typed = {one["id"] for one in _chosen(data)}
    rest = {**data, "activities": [one for one in data["activities"] if one["id"] not in typed]}
    for issue in (rest := json.loads(json.dumps(rest)))["key_issues"]:
        issue["activities"] = [one for one in issue["activities"] if one not in typed]
    for programme in rest["programmes"]:
        programme["operations"] = [one for one in programme["operations"] if one not in typed]
    file = tmp_path / "rest.json"
    file.write_text(json.dumps(rest), "utf-8")
    with make_office(tmp_path / "office", "XX", "XX-01", PASSPHRASE).session as session:
        import_files(session, [file])
    window = make_window(tmp_path / "office", copied=False)
    work = enter(window)
    with qtbot.waitActive(window, timeout=LONG):
        window.activateWindow()
    return window, work


class Typist:
    """Writes with keys alone."""

    def __init__(self, place: tuple[MainWindow, Shell], qtbot: QtBot) -> None:
        self.window, self.work = place
        self.qtbot = qtbot

    @property
    def session(self) -> Session:
        return self.work.context.office.session

    def settle(self) -> None:
        """Lists of choices that close leave no window active on the platform without a display."""
        settle(self.qtbot, self.window)
        if not self.window.isActiveWindow():
            with self.qtbot.waitActive(self.window, timeout=LONG):
                self.window.activateWindow()

    def press(self, *names: str) -> None:
        """Each as the overview of shortcuts writes it: "Ctrl+S", "Tab"."""
        for name in names:
            pressed: QKeyCombination = QKeySequence(name)[0]
            QTest.keyClick(self.focus(), pressed.key(), pressed.keyboardModifiers())

    def keys(self, text: str) -> None:
        """The first letter may open a cell, which then has the focus."""
        self._signs(text[:1])
        self._signs(text[1:])

    def _signs(self, text: str) -> None:
        """QTest knows the keys of ASCII only."""
        if text.isascii():
            QTest.keyClicks(self.focus(), text)
            return
        for sign in text:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focus(), event)

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def tab_to(self, wanted: QWidget, key: str = "Tab") -> None:
        """Press Tab until it, or what is in it, has the focus."""
        passed = []
        for _ in range(200):
            if wanted is self.focus() or wanted.isAncestorOf(self.focus()):
                return
            passed.append(self.focus().accessibleName())
            self.press(key)
        raise AssertionError(f"no {key} leads to {wanted.accessibleName()!r}: {passed}")

    def note(self, line: str) -> Activity:
        """Write the line in the register, and give what it made."""
        group = next(group for group in GROUPS if group.key == ACTIVITY)
        for _page in pages_of(group.key):
            if self.work.here.page == KIND and not self.work.here.record:
                break
            self.press(group.shortcut)
            self.settle()
        page = self.work.list_page(KIND)
        head = page.list_head
        self.qtbot.waitUntil(head.quick.line.hasFocus, timeout=LONG)
        self.keys(line)
        assert not head.quick.entry.questions, line
        before = page.model.rowCount()
        self.press("Return")
        self.qtbot.waitUntil(lambda: head.quick.text == "", timeout=LONG)
        self.settle()
        assert page.model.rowCount() == before + 1
        with self.session.reading() as reading:
            made = max(reading.records.all_of(KIND), key=lambda one: one.record.id)
        assert isinstance(made.record, Activity)
        return made.record

    def open(self, record_id: str) -> Any:
        """From the line down to its row, and on its page."""
        page = self.work.list_page(KIND)
        self.tab_to(page.view)
        self.press("Home")
        for row in range(page.model.rowCount()):
            self.qtbot.waitUntil(lambda: page.model.listed(row) is not None, timeout=LONG)  # noqa: B023
            if page.model.listed(row).id == record_id:
                break
            self.press("Down")
        assert page.view.currentIndex().row() == row
        editor = self.work.editor(KIND)
        self.press("Return")
        self.settle()
        panel = page.panels.current
        if panel is not None:  # a small record opens beside the list
            assert panel.record_id == record_id
            self.tab_to(panel.page_button, "Shift+Tab")
            self.press("Space")
        self.qtbot.waitUntil(lambda: editor.record_id == record_id, timeout=LONG)
        self.settle()
        return editor

    def write(self, form: Any, name: str, value: Any) -> None:
        """In the field that Tab comes to."""
        about, field = fields_of(Activity)[name], form.fields[name]
        self.tab_to(field)
        match about.type:
            case FieldType.CODES:
                for code in value:
                    self._choose(code_label(about.vocabulary, code))
            case FieldType.CODE | FieldType.LINK:
                self._choose(self._named(about, value))
            case FieldType.TEXTS:
                for number, text in enumerate(value):
                    if number:
                        self.press("Return")
                    self.keys(text)
            case FieldType.LINES:
                self._lines(field.input, value)
            case _:
                self.press("Ctrl+A")
                self.keys(str(value))

    def _named(self, about: FieldSpec, value: str) -> str:
        if about.names:
            return str(record.find(self.session, value, about.names).record.title_text)
        return code_label(about.vocabulary, value)

    def _choose(self, label: str) -> None:
        self.press("Ctrl+A")
        self.keys(label)
        self.press("Return")
        self.settle()

    def _lines(self, grid: LinesInput, lines: Any) -> None:
        """The cells of a line one after another, then what stands below them."""
        self.tab_to(grid.view)
        for number, line in enumerate(lines):
            texts = self._texts_of(line)
            assert grid.view.currentIndex().row() in (-1, number)
            for name in grid.model.columns:
                self.keys(texts.pop(name, ""))
                self.press("Tab")
                self.settle()
            self.press("Escape", "Up")  # the next line is open, and empty
            for name in sorted(texts, key=[*grid.fields].index):
                self.tab_to(grid.fields[name])
                if fields_of(type(line))[name].vocabulary:
                    self._choose(texts[name])
                else:
                    self.press("Ctrl+A")
                    self.keys(texts[name])
            self.tab_to(grid.view, "Shift+Tab")
            self.press("Down")

    def _texts_of(self, line: Any) -> dict[str, str]:
        """What is written for each field of a line that has a value."""
        texts = {}
        for name, about in fields_of(type(line)).items():
            value = getattr(line, name)
            if value is not None and value is not False:
                is_named = about.names or about.vocabulary
                texts[name] = self._named(about, value) if is_named else str(value)
        return texts


def _line(wanted: Activity) -> str:
    """What an officer types; a title is between quotation marks where it could be misread."""
    values: dict[str, Any] = {n: v for n, v in vars(wanted).items() if v not in (None, ())}
    parts = [f'{code_label("activity_kind", values["activity_kind"])} "{values["title"]}"']
    if wanted.activity_kind == "control_support":
        parts[0] = f'support "{values["title"]}"'
    if wanted.activity_kind == "request":
        parts.append(f"received {values['received']}")
        if "due" in values:
            parts.append(f"due {values['due']} {values['due_basis']}")
        if "answered" in values:
            parts.append(f"answered {values['answered']}")
    else:
        start, end = values["date_start"], values.get("date_end", values["date_start"])
        parts.append(start if start == end else f"{start} to {end}")
    parts += values.get("members", ())
    nouns = {"officers": "officers", "administrations": "administrations", "messages": "messages"}
    nouns |= {"controls": "controls", "participating": "administrations", "pages": "pages"}
    nouns |= {"sent_to": "recipients", "members_present": "members", "members_invited": "invited"}
    parts += [f"{values[name]} {noun}" for name, noun in nouns.items() if name in values]
    return ", ".join(parts)


def _content(session: Session, found: Activity) -> dict[str, Any]:
    """Every field; what names another record by its id names it by its own number instead."""

    def own(value: Any) -> Any:
        return record.get(session, value).record.local_ref

    content: dict[str, Any] = {}
    for name, about in fields_of(Activity).items():
        value = getattr(found, name)
        if about.type is FieldType.LINK and value:
            value = own(value)
        if about.type is FieldType.LINES:
            assert about.lines is not None
            links = [n for n, a in fields_of(about.lines).items() if a.type is FieldType.LINK]
            value = tuple(
                {
                    n: own(v) if n in links and v else None if v is False else v
                    for n, v in vars(line).items()
                }
                for line in value
            )
        content[name] = value
    if content["date_end"] == content["date_start"]:
        content["date_end"] = None  # one day, said twice or once
    return content


def test_what_is_typed_is_what_is_imported(
    data: Any, imported: Session, place: tuple[MainWindow, Shell], qtbot: QtBot
) -> None:
    typist = Typist(place, qtbot)
    chosen = _chosen(data)
    assert len(chosen) == 6 * OF_EACH + 2, "of two kinds the year has one"
    for one in chosen:
        wanted = record.find(imported, one["id"], KIND).record
        assert isinstance(wanted, Activity)
        expected = _content(imported, wanted)
        made = typist.note(_line(wanted))
        noted = _content(typist.session, made)
        missing = [
            name for name, value in expected.items()
            if value not in (None, ()) and noted[name] != value and name not in NOT_TYPED
        ]  # fmt: skip
        assert not set(missing) & set(IN_THE_LINE), (missing, noted)
        editor = typist.open(made.id)
        for name in sorted(missing, key=[*editor.form.fields].index):
            about = fields_of(Activity)[name]
            value = getattr(wanted, name)
            if about.type is FieldType.LINK:
                value = expected[name]
            if about.type is FieldType.LINES:
                assert about.lines is not None
                value = tuple(about.lines(**line) for line in expected[name])
            typist.write(editor.form, name, value)
        assert editor.form.no_values() == {}, one["id"]
        with qtbot.waitSignal(editor.saved, timeout=LONG):
            typist.press("Ctrl+S")
        typist.settle()
        typed = record.get(typist.session, made.id).record
        assert isinstance(typed, Activity)
        assert _content(typist.session, typed) == expected
