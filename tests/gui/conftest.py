"""Windows for tests: real ones, on real stores, without a display."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partialmethod
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from asked_form import Asked, ask
from gui_windows import LONG, PASSPHRASE, SECOND, enter_as, settle
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from made_once import made_once
from rilo_desktop.gui.concurrency import incremental
from rilo_desktop.gui.i18n import choose_language
from rilo_desktop.gui.lifecycle.bootstrap import begin
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import AnnouncedDay, Obligation
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.store import officer_rows


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample records; copied for each test that opens it."""
    from sample_office import sample_office

    return sample_office(tmp_path_factory)


@pytest.fixture(scope="session")
def office_of_two(sample_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office with a second officer, AP-02, who may approve."""
    folder = tmp_path_factory.mktemp("two") / "office"
    shutil.copytree(sample_office, folder)
    with open_store(folder, PASSPHRASE) as session:
        officer_rows.add(session.store, "AP-02", "Deputy Head", "reviewer", SECOND)
    return folder


@pytest.fixture(scope="session")
def new_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from rilo_desktop.services.office.create_office import make_office

    def make(folder: Path) -> None:
        make_office(folder / "office", "AP", "AP-01", PASSPHRASE).session.close()

    return made_once(tmp_path_factory, "gui-new", make) / "office"


OFFSCREEN = "This plugin does not support"
"""What Qt says of the platform without a display: no fault of the window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in ("gui", "e2e"):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN))


@pytest.fixture(autouse=True)
def whole_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """All fields of a form are made in one slice.

    A window that is laid out and painted after each of them costs half as much again.
    `test_gui_editor_form`, which sees them come one by one, has a fixture of this name.
    """
    monkeypatch.setattr(incremental, "SLICE", 60.0)


@pytest.fixture(autouse=True)
def long_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest-qt gives up after five seconds, which a busy machine needs at times."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        wait = partialmethod(getattr(QtBot, name), timeout=LONG)
        monkeypatch.setattr(QtBot, name, wait)


@pytest.fixture(autouse=True)
def keys_released() -> Iterator[None]:
    """No test begins with Ctrl held down, which changes what a click and a selection do.

    QTest releases a key in the window that it was pressed in. Where that one closed or is no longer
    active by then, Qt goes on to say that the key is down.
    """
    yield
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWindow(), Qt.Key.Key_Control)
        assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeWindow]:
    """Opens a window on a copy of an office: `make_window(office, language="fr")`."""
    opened: list[MainWindow] = []

    def make(office: Path, copied: bool = True, **how: str) -> MainWindow:
        folder = office
        if copied:
            folder = tmp_path / f"office-{len(opened)}"
            shutil.copytree(office, folder)
        _, window = begin(folder, how.get("scheme", "light"), how.get("language", "en"))
        opened.append(window)
        with qtbot.waitActive(window, timeout=LONG):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.unlock.officer.count() > 0, timeout=LONG)
        return window

    yield make
    for window in opened:
        window.close_quietly()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    choose_language("en")


Enter = Callable[[MainWindow], Shell]


@pytest.fixture
def enter(qtbot: QtBot) -> Enter:
    def unlock(window: MainWindow) -> Shell:
        window.unlock.passphrase.setText(PASSPHRASE)
        with qtbot.waitSignal(window.unlocked, timeout=LONG):
            window.unlock.unlock.click()
        place = window.shell
        assert place is not None
        settle(qtbot, window)
        place.go("case-study")  # where most of these tests begin; Today has its own
        settle(qtbot, window)
        return place

    return unlock


@pytest.fixture
def two(qtbot: QtBot, make_window: MakeWindow, office_of_two: Path) -> tuple[MainWindow, Shell]:
    """AP-01, the author of everything, at work in an office of two."""
    window = make_window(office_of_two)
    return window, enter_as(qtbot, window, PASSPHRASE)


@pytest.fixture
def sample(make_window: MakeWindow, enter: Enter, sample_office: Path) -> tuple[MainWindow, Shell]:
    """A window on the sample office, unlocked."""
    window = make_window(sample_office)
    return window, enter(window)


@pytest.fixture
def ask_form(
    qtbot: QtBot, make_window: MakeWindow, enter: Enter, new_office: Path, tmp_path: Path
) -> Callable[[str], Asked]:
    """The editor on the answers of a new office to the rows of a survey, in Markdown."""

    def made(survey: str) -> Asked:
        window = make_window(new_office)
        window.resize(1366, 768)
        return ask(qtbot, window, enter, tmp_path, survey)

    return made


@pytest.fixture
def french(make_window: MakeWindow, enter: Enter, sample_office: Path) -> tuple[MainWindow, Shell]:
    """A window on the sample office that speaks French, unlocked."""
    window = make_window(sample_office, language="fr")
    return window, enter(window)


@pytest.fixture
def fresh(make_window: MakeWindow, enter: Enter, new_office: Path) -> tuple[MainWindow, Shell]:
    """A window on an office with nothing but what the product ships, unlocked."""
    window = make_window(new_office)
    return window, enter(window)


@pytest.fixture
def owing(
    make_window: MakeWindow, enter: Enter, new_office: Path, tmp_path: Path
) -> tuple[MainWindow, Shell]:
    """A window on an office to which a day was announced for every obligation."""
    folder = shutil.copytree(new_office, tmp_path / "owing")
    due = date.today() + timedelta(days=20)
    with open_store(folder, PASSPHRASE) as session:
        for n, stored in enumerate([*all_stored(session, Query(Obligation.kind.code))]):
            held, day = stored.record, (due + timedelta(days=n)).isoformat()
            assert isinstance(held, Obligation)
            line = AnnouncedDay(basis="announced", day=day, source="Letter", entered_on=day)
            record.save(session, replace(held, announced=(*held.announced, line)), stored.revision)
    window = make_window(folder, copied=False)
    return window, enter(window)
