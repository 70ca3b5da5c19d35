"""Code is imported before somebody waits for it: behind the door first, then every other page.

In a thread of its own, so that the key is derived beside it (that holds no lock of Python, and on
two cores one of them would be idle) and the database worker answers meanwhile. An officer writes
the passphrase for some seconds; nearly always all is read by then.

Before it reads what names Qt's classes, the window has made all of those (`qt_classes.py`).

    begin()    a door is shown: a passphrase is asked for, or what a new office needs
    hold()     somebody enters: no further piece is begun
    go_on()    the lists stand, or nobody was let in
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from PySide6.QtCore import QTimer

from .courtesy import courtesy
from .qt_classes import FIRST_PAGES, OTHER_PAGES, made_one_by_one

SLICE, PAUSE = 0.004, 1
"""Seconds in which the window makes classes in one turn, milliseconds until the next."""
OTHERS = (
    "services.evidence",  # small pieces, for whoever has the passphrase at hand
    "services.history",
    "services.standing",
    "services.wording",
    "services.beside",
    "gui.widgets.form",  # what is wanted first
    "gui.editor.form",
    "gui.editor.page",
    "services.about",
    "drawing",
    "services.analysis",
    "reports",
    "services.approval",
    "services.ledger",
    "services.logbook",
    "services.officers",
    "services.paper",
    "services.passphrases",
    "services.picture",
    "services.release",
    "services.submit",
    "gui.find.overlay",
    "gui.editor.own",
    "gui.analysis.page",
    "gui.importing.page",
    "gui.inbox.page",
    "gui.log_page.page",
    "gui.office_page.page",
    "gui.submissions.page",
    "gui.submissions.check",
    "gui.submissions.choose",
    "gui.submissions.opened",
    "gui.widgets.pictures",
    "gui.widgets.route",
    "gui.widgets.thread",
    "gui.rescue.page",
)
"""The other pages, what they ask and what makes documents, in small pieces where that can be.

Every `page.py` is here or among the first: tests/gui/test_gui_start.py looks."""


def begin() -> None:
    """Once for the process; whoever needs a module sooner waits for it, as imports do."""
    _reader().begin()


def hold() -> None:
    _reader().hold()


def go_on() -> None:
    _reader().go_on()


@cache
def _reader() -> _Reader:
    return _Reader()


class _Reader:
    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._at_the_door = True
        self._thread: threading.Thread | None = None
        self._classes = _Classes()

    def begin(self) -> None:
        if self._thread is None:
            courtesy()  # made in the window's thread
            self._classes.begin()
            self._thread = threading.Thread(target=self._read, name="reading ahead", daemon=True)
            self._thread.start()

    @property
    def is_reading(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def hold(self) -> None:
        self._free.clear()
        self._classes.hold()
        if self._at_the_door:
            self._at_the_door = False
            # What was read stays: no look for garbage (50 ms) goes through it. Not again, when
            # records and pages stand: those have to go when the office is locked.
            gc.freeze()

    def go_on(self) -> None:
        self._free.set()
        self._classes.go_on()

    def _read(self) -> None:
        _import_what_reads_an_office()
        self._classes.for_first_pages.wait()
        _import_first_pages()
        self._classes.for_others.wait()
        courtesy().enter()
        gate = _Gate()
        # Always another list: somebody may be walking through this one
        sys.meta_path = [gate, *sys.meta_path]
        try:
            self._read_others(gate)
        finally:
            sys.meta_path = [finder for finder in sys.meta_path if finder is not gate]
            courtesy().leave()

    def _read_others(self, gate: _Gate) -> None:
        for name in OTHERS:
            self._free.wait()
            courtesy().wait()
            gate.is_open = self._at_the_door
            import_module(f"rilo_desktop.{name}")


class _Gate:
    """Asked by imports before each module; finds none, and lets the window go first.

    Open at the door only: a page that needs what is being read would wait for this thread, and
    this thread for the window.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._thread = threading.get_ident()

    def find_spec(self, *_module: Any) -> None:
        if self.is_open and threading.get_ident() == self._thread:
            courtesy().wait()


class _Classes:
    """Qt's classes, made in the window's thread while nothing else is to be done there."""

    def __init__(self) -> None:
        self.for_first_pages, self.for_others = threading.Event(), threading.Event()
        self._left = self._made()
        self._is_held = False
        self._timer: QTimer | None = None

    def begin(self) -> None:
        self._timer = QTimer(courtesy(), interval=PAUSE)
        self._timer.timeout.connect(self._make_some)
        self._timer.start()

    def hold(self) -> None:
        """The first pages are wanted now, and the others later."""
        self._is_held = True

    def go_on(self) -> None:
        self._is_held = False
        if self._timer is not None and not self.for_others.is_set():
            self._timer.start()

    def _made(self) -> Iterator[None]:
        yield from made_one_by_one(FIRST_PAGES)
        self.for_first_pages.set()
        yield from made_one_by_one(OTHER_PAGES)
        self.for_others.set()

    def _make_some(self) -> None:
        end = time.monotonic() + SLICE
        for _made in self._left:
            if self._is_held and self.for_first_pages.is_set():
                break
            if time.monotonic() >= end:
                return
        assert self._timer is not None
        self._timer.stop()


def _import_what_reads_an_office() -> None:
    from rilo_desktop.services import lists, record, session, today

    assert all((lists, record, session, today))


def _import_first_pages() -> None:
    from . import sleeping, workplace
    from .editor import unsaved
    from .lists import page as listed
    from .today import page as shown
    from .widgets import toast

    assert all((listed, shown, sleeping, toast, unsaved, workplace))
