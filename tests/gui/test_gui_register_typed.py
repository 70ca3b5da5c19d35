# mypy: disable-error-code="attr-defined"
"""Three activities of each kind, typed by keyboard, are the same as those that are imported."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from gui_windows import LONG, PASSPHRASE, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import code_label
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.records import Activity, FieldSpec, FieldType, fields_of
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import record
from rilo_desktop.services.records.file_import import import_files

KIND = Activity.kind.code
KEYS = Qt.Key
YEAR = resources.files("rilo_desktop.assets") / "practice" / "practice_year.json"
OF_EACH = 3
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
    return json.loads(YEAR.read_text("utf-8"))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A practice office with the whole year."""
    folder = tmp_path_factory.mktemp("imported") / "office"
    with make_office(folder, "XX", "XX-01", PASSPHRASE).session as session:
        with resources.as_file(YEAR) as path:
            import_files(session, [path])
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

    def press(self, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, held)

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

    def note(self, line: str) -> Activity:
        """Write the line in the register, and give what it made."""
        self.work.go(KIND)
        self.settle()
        page = self.work.list_page(KIND)
        page.list_head.take_focus()
        self.keys(line)
        assert not page.list_head.quick.entry.questions, line
        before = page.model.rowCount()
        self.press(KEYS.Key_Return)
        self.qtbot.waitUntil(lambda: page.list_head.quick.text == "", timeout=LONG)
        self.settle()
        assert page.model.rowCount() == before + 1
        with self.session.reading() as reading:
            made = max(reading.records.all_of(KIND), key=lambda one: one.record.id)
        assert isinstance(made.record, Activity)
        return made.record

    def open(self, record_id: str) -> Any:
        page = self.work.list_page(KIND)
        editor = self.work.editor(KIND)
        with self.qtbot.waitSignal(editor.judged, timeout=LONG):
            page.open(record_id)
        self.settle()
        assert editor.record_id == record_id
        return editor

    def write(self, form: Any, name: str, value: Any) -> None:
        about, field = fields_of(Activity)[name], form.fields[name]
        field.take_focus()
        match about.type:
            case FieldType.CODES:
                for code in value:
                    self._choose(field.input.target(), code_label(about.vocabulary, code))
            case FieldType.CODE | FieldType.LINK:
                self._choose(field.input.target(), self._named(about, value))
            case FieldType.TEXTS:
                for number, text in enumerate(value):
                    if number:
                        self.press(KEYS.Key_Return)
                    self.keys(text)
            case FieldType.LINES:
                self._lines(field.input, value)
            case _:
                self.press(KEYS.Key_A, Qt.KeyboardModifier.ControlModifier)
                self.keys(str(value))

    def _named(self, about: FieldSpec, value: str) -> str:
        if about.names:
            return str(record.find(self.session, value, about.names).record.title_text)
        return code_label(about.vocabulary, value)

    def _choose(self, box: Any, label: str) -> None:
        box.setFocus()
        self.press(KEYS.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.keys(label)
        self.press(KEYS.Key_Return)
        self.settle()

    def _is_in(self, view: QWidget) -> bool:
        return self.window.focusWidget() is view

    def _lines(self, grid: LinesInput, lines: Any) -> None:
        for number, line in enumerate(lines):
            columns = grid.model.columns
            values = {n: v for n, v in vars(line).items() if v is not None and v is not False}
            for name, value in sorted(values.items(), key=lambda item: item[0] not in columns):
                about = fields_of(type(line))[name]
                text = self._named(about, value) if about.names or about.vocabulary else str(value)
                if name in columns:
                    grid.view.setFocus()
                    at = grid.model.index(number, columns.index(name))
                    grid.view.setCurrentIndex(at)
                    self.keys(text)
                    self.press(KEYS.Key_Return)
                    self.qtbot.waitUntil(partial(self._is_in, grid.view))
                    self.settle()
                else:
                    grid.go_to(number, name)
                    self._choose(grid.fields[name].input.target(), text)


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
        for name in missing:
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
            editor.save()
        typist.settle()
        typed = record.get(typist.session, made.id).record
        assert isinstance(typed, Activity)
        assert _content(typist.session, typed) == expected
