"""The session ends, the program is told to end, the machine sleeps: nothing is lost."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, settle
from PySide6.QtCore import SIGNAL
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.lifecycle.power import SuspendWatcher, is_suspend
from rilo_desktop.gui.lifecycle.shutdown import Ending
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import drafts

Place = tuple[MainWindow, Shell]
MakeWindow = Callable[..., MainWindow]
KIND = "case-study"
TYPED = "Weigh the parcels"
RUNNING = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from rilo_desktop import app as program
from rilo_desktop.gui.lifecycle.language_switch import application
from rilo_desktop.gui.main_window import MainWindow

folder, passphrase, text = sys.argv[1:]
app = application()

def wait(ready):
    while not ready():
        QTest.qWait(5)

def drive():
    window = next(w for w in app.topLevelWidgets() if isinstance(w, MainWindow))
    wait(lambda: window.unlock.officer.count() > 0)
    window.unlock.passphrase.setText(passphrase)
    window.unlock.unlock.click()
    wait(lambda: window.shell is not None and not window.tasks.busy)
    window.shell.write("case-study")
    editor = window.shell.editor("case-study")
    wait(lambda: editor.record_id and not window.tasks.busy and editor.form.complete)
    editor._go_to("title")
    QTest.keyClicks(editor.form.fields["title"].input.target(), text)
    print(os.getpid(), app.platformName(), flush=True)

QTimer.singleShot(0, drive)
sys.exit(program.main([folder, "--scheme", "light", "--language", "en"]))
"""


@pytest.fixture
def office(new_office: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "ended"
    shutil.copytree(new_office, folder)
    return folder


def run(folder: Path, home: Path) -> subprocess.Popen[str]:
    """The program as it is started, in a screen in memory, with a text that was just typed."""
    display = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24"]
    command = [*display, sys.executable, "-c", RUNNING, str(folder), PASSPHRASE, TYPED]
    own = {"QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **own})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_keeps_the_text_and_closes_the_store(
    qtbot: QtBot, office: Path, tmp_path: Path, make_window: MakeWindow, number: signal.Signals
) -> None:
    with run(office, tmp_path) as process:
        assert process.stdout is not None
        pid, platform = process.stdout.readline().split()
        assert platform == "xcb"
        os.kill(int(pid), number)
        assert process.wait(60) == 0
    beside = {path.name for path in office.iterdir()}
    assert "store.db" in beside
    assert not beside & {"store.db-wal", "store.db-shm"}  # closed, not cut off
    window = make_window(office, copied=False)
    place = enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    window.toast.action_button.click()
    settle(qtbot, window)
    assert place.editor(KIND).form.value("title") == TYPED


def typed(qtbot: QtBot, place: Place) -> EditorPage:
    window, shell = place
    shell.write(KIND)
    settle(qtbot, window)
    editor = shell.editor(KIND)
    editor._go_to("title")
    QTest.keyClicks(editor.form.fields["title"].input.target(), TYPED)
    return editor


def test_the_end_of_the_session_asks_nothing(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    typed(qtbot, fresh)
    folder = window.office.folder
    window.end()
    window.end()
    assert window.findChild(Question) is None
    assert not window.isVisible()
    with open_store(folder, PASSPHRASE) as session:
        assert [d.record.title_text for d in drafts.waiting(session).drafts] == [TYPED]


def test_a_session_that_may_still_go_on_has_the_text_on_the_disk(
    qtbot: QtBot, fresh: Place
) -> None:
    window, place = fresh
    typed(qtbot, fresh)
    window.keep_drafts()
    found = drafts.waiting(window.office.session).drafts
    assert [draft.record.title_text for draft in found] == [TYPED]
    assert window.shell is place


def test_the_application_says_both_ends(qapp: QApplication) -> None:
    told: list[str] = []

    class Told:
        def keep_drafts(self) -> None:
            told.append("keep")

        def end(self) -> None:
            told.append("end")

    asked = SIGNAL("commitDataRequest(QSessionManager&)")
    listeners = qapp.receivers(asked)
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)}
    ending = Ending(qapp, Told())
    try:
        assert qapp.receivers(asked) == listeners + 1  # only a session manager can emit it
        ending.commit(None)
        qapp.aboutToQuit.emit()
        assert told == ["keep", "end"]
    finally:
        qapp.commitDataRequest.disconnect()
        qapp.aboutToQuit.disconnect()
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        ending.deleteLater()


# --- sleep


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """A message bus of our own, whose manager of logins we are."""
    address = f"unix:path={tmp_path / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        daemon.stdout.readline()
        yield address
        daemon.terminate()


SLEEPS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from rilo_desktop.gui.lifecycle.power import (INTERFACE, MANAGER, PATH, SIGNAL, SuspendWatcher)

app = QCoreApplication([])
sleep = SuspendWatcher(app)
assert sleep.is_heard
manager = QDBusConnection.connectToBus(sys.argv[1], "manager")
assert manager.registerService(MANAGER)

def say(begins):
    message = QDBusMessage.createSignal(PATH, INTERFACE, SIGNAL)
    message.setArguments([begins])
    manager.send(message)

sleep.coming.connect(lambda: (print("sleeps"), app.quit()))
QTimer.singleShot(0, lambda: (say(False), say(True)))
app.exec()
"""


def test_the_manager_of_logins_says_that_the_machine_sleeps(bus: str) -> None:
    own = {"DBUS_SYSTEM_BUS_ADDRESS": bus}
    done = subprocess.run(
        [sys.executable, "-c", SLEEPS, bus],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **own},
    )
    assert (done.returncode, done.stdout) == (0, "sleeps\n"), done.stderr


def test_a_machine_that_sleeps_has_a_locked_office(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    typed(qtbot, fresh)
    assert window.sleep is not None
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.sleep.on_prepare(True)
    assert window.shell is None
    settle(qtbot, window)
    enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    assert TYPED in window.toast.words.text()


def test_waking_up_locks_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    sleep = SuspendWatcher(qapp)
    with qtbot.assertNotEmitted(sleep.coming):
        sleep.on_prepare(False)
    sleep.deleteLater()


@pytest.mark.parametrize(
    ("number", "what", "sleeps"), [(0x0218, 4, True), (0x0218, 7, False), (0x0010, 4, False)]
)
def test_the_message_of_windows_is_read(number: int, what: int, sleeps: bool) -> None:
    message = wintypes.MSG()
    message.message, message.wParam = number, what
    assert is_suspend(ctypes.addressof(message)) is sleeps
