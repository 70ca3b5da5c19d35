"""The real window in a process of its own, while something goes wrong: `python -m faults.windowed`.

    python -m faults.windowed SCENE FOLDER

A scene is a generator that acts and yields what it waits for; a timer asks, so that every slot of
the window runs from the program's own event loop, as it does for an officer. What the scene learns
is printed as one JSON object: `kept` (revisions that the window said were saved), `said` (what it
showed), `text` (what stands in the editor). A scene that waits for ever is ended by a watchdog.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from faults import keep_alive
from faults.operations import PASSPHRASE
from rilo_desktop import app as program
from rilo_desktop.gui.lifecycle.language_switch import application
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.services.records import drafts

TYPED = "Weigh the parcels"
SECONDS = 50
"""Until a scene that still waits has failed."""
Scene = Iterator[Callable[[], bool]]
told: dict[str, Any] = {"kept": [], "said": [], "text": "", "pid": 0}


def window() -> MainWindow:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))


def entered() -> Scene:
    yield lambda: window().unlock.officer.count() > 0
    window().unlock.passphrase.setText(PASSPHRASE)
    window().unlock.unlock.click()
    yield lambda: window().shell is not None and not window().tasks.busy


def typed(text: str = TYPED) -> Scene:
    """A new case with a title that is not saved."""
    window().shell.write("case-study")
    yield lambda: bool(editor().record_id) and not window().tasks.busy and editor().form.complete
    editor()._go_to("title")
    QTest.keyClicks(editor().form.fields["title"].input.target(), text)


def editor() -> EditorPage:
    return window().shell.editor("case-study")


def saved() -> Scene:
    """Ctrl+S; what was acknowledged is noted."""
    done: list[Any] = []
    editor().saved.connect(lambda *said: done.append(said))
    editor().save()
    yield lambda: bool(done)
    yield lambda: not window().tasks.busy
    with window().office.session.reading() as reading:
        told["kept"].append(reading.records.stored(editor().record_id).revision)


def shown() -> bool:
    return window().toast.isVisible()


def note() -> None:
    """What the officer sees now."""
    told["said"].append(window().toast.words.text())
    told["text"] = editor().form.value("title")
    window().toast.hide()


# --- the scenes


def slot() -> Scene:
    """A slot raises while somebody writes; afterwards all is saved as ever."""
    yield from entered()
    yield from typed()

    def fail() -> None:
        raise ValueError("a fault of the program")

    QTimer.singleShot(0, fail)
    yield shown
    note()
    yield from saved()
    window().close_quietly()


def worker() -> Scene:
    """The database worker dies, and the thread of the drafts; both have followers."""
    yield from entered()
    yield from typed()
    yield lambda: thread("drafts") is not None
    for name in ("database", "drafts"):
        _kill(thread(name))
    QTest.keyClicks(editor().form.fields["title"].input.target(), " again")
    yield from saved()
    yield from typed("A text that waits")
    told["text"] = editor().form.value("title")
    yield lambda: told["text"] in _drafts()
    yield lambda: drafts.flush(window().office.session)
    say()
    os.kill(os.getpid(), signal.SIGKILL)


def asked() -> Scene:
    """Nothing in the worker answers: an exception in a service is told, and the text stays."""
    yield from entered()
    yield from typed()

    def broken(*_given: object) -> None:
        raise RuntimeError("a fault of a service")

    window().tasks.ask(broken)
    yield shown
    note()
    yield from saved()
    window().close_quietly()


def log_off() -> Scene:
    """The system ends the program with unsaved text; the test sends the signal."""
    yield from entered()
    yield from typed()
    told["text"] = editor().form.value("title")
    say()
    yield lambda: False


def full() -> Scene:
    """The disk takes nothing more while somebody writes; then there is room again."""
    yield from entered()
    yield from typed()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    QTest.keyClicks(editor().form.fields["title"].input.target(), " on")
    yield shown
    note()
    editor().save()
    yield shown
    note()
    yield lambda: not window().tasks.busy
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    yield from saved()
    window().close_quietly()


def second() -> Scene:
    """Another program has the office open."""
    yield lambda: window().unlock.officer.count() > 0
    window().unlock.passphrase.setText(PASSPHRASE)
    window().unlock.unlock.click()
    yield lambda: bool(window().unlock.message)
    told["said"].append(window().unlock.message)
    window().close_quietly()


SCENES = {made.__name__: made for made in (slot, worker, asked, log_off, full, second)}


def thread(name: str) -> threading.Thread | None:
    return next((one for one in threading.enumerate() if one.name == name), None)


def _drafts() -> list[str]:
    return [one.record.title_text for one in drafts.waiting(window().office.session).drafts]


def _kill(one: threading.Thread | None) -> None:
    assert one is not None
    assert one.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(one.ident), ctypes.py_object(SystemExit)
    )


def say() -> None:
    told["pid"] = os.getpid()
    print(json.dumps(told), flush=True)


def main() -> int:
    name, folder = sys.argv[1:]
    application()
    scene = SCENES[name]()
    waits_for: list[Callable[[], bool]] = [lambda: True]

    def step() -> None:
        if waits_for[0]():
            try:
                waits_for[0] = next(scene)
            except StopIteration:
                timer.stop()

    timer = QTimer(interval=10)
    timer.timeout.connect(step)
    timer.start()
    faulthandler.register(signal.SIGALRM, all_threads=True, chain=True)
    keep_alive.alarm(SECONDS)
    code = program.main([folder, "--scheme", "light", "--language", "en"])
    if not told["pid"]:
        say()
    return code


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    Path(os.environ["HOME"]).mkdir(exist_ok=True)
    sys.exit(main())
