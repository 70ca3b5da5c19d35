"""Code is imported before somebody waits for it: while the passphrase is typed, for some seconds.

What knows nothing of Qt is imported in a thread of its own, beside the derivation of the key (that
holds no lock of Python) and the database worker. What imports Qt is imported in the GUI thread, a
module at each turn in which there is nothing else to do: PySide must not make two classes at once
(docs/decisions/0050).

    begin()    a passphrase is asked for, or what a new office needs
    put_off()  there is input
    hold()     somebody enters: only what the first pages need is imported
    go_on()    the lists stand, or nobody was let in
"""

from __future__ import annotations

import contextlib
import gc
import pkgutil
import threading
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from PySide6.QtCore import QTimer

from .concurrency.gui_priority import gui_priority

TURN, AFTER_INPUT = 1, 100
"""Milliseconds between two modules in the GUI thread, and until the first one after input."""


def begin() -> None:
    """Once for the process; whoever needs a module sooner waits for it, as imports do."""
    _reader().begin()


def put_off() -> None:
    _reader().put_off()


def hold() -> None:
    _reader().hold()


def go_on() -> None:
    _reader().go_on()


@cache
def _reader() -> _Reader:
    return _Reader()


class _Reader:
    def __init__(self) -> None:
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self._opens, self._shows = threading.Event(), threading.Event()
        self._was_held = False
        self._thread: threading.Thread | None = None
        self._timer: QTimer | None = None
        self._first, self._others = _first_pages(), _gui_modules()

    @property
    def is_over(self) -> bool:
        return not (
            self._thread is None
            or self._thread.is_alive()
            or self._timer is None
            or self._timer.isActive()
        )

    def begin(self) -> None:
        if self._thread is None:
            self._timer = QTimer(gui_priority(), interval=TURN)  # both are made in the GUI thread
            self._timer.timeout.connect(self._import_next)
            self._timer.start()
            self._thread = threading.Thread(target=self._read, name="reading ahead", daemon=True)
            self._thread.start()

    def put_off(self) -> None:
        if self._timer is not None and self._timer.isActive():
            self._timer.start(AFTER_INPUT)

    def hold(self) -> None:
        self._may_go_on.clear()
        if self._timer is not None and self._timer.isActive():
            self._timer.start(TURN)
        if not self._was_held:
            self._was_held = True
            # What was read stays: no look for garbage (50 ms) goes through it. Not again, when
            # records and pages stand: those have to go when the office is locked.
            gc.freeze()

    def go_on(self) -> None:
        self._may_go_on.set()

    def _read(self) -> None:
        """In the thread; nothing that it imports imports Qt (import-linter, test_gui_preload)."""
        from rilo_desktop import services
        from rilo_desktop.services.office import session
        from rilo_desktop.services.records import lists, today

        assert all((lists, session, today))
        self._opens.set()
        self._shows.wait()
        gui_priority().enter()
        try:
            for _module in _modules(services):
                self._may_go_on.wait()
                gui_priority().wait()
        finally:
            gui_priority().leave()

    def _import_next(self) -> None:
        """In the GUI thread, taking turns with the other one: both at once would take as long, and
        a turn twice as long."""
        assert self._timer is not None
        assert self._thread is not None
        self._timer.setInterval(TURN)
        if not self._opens.is_set() or next(self._first, None) is not None:
            return
        self._shows.set()
        if self._thread.is_alive() or not self._may_go_on.is_set():
            return
        if next(self._others, None) is None:
            self._timer.stop()


def _first_pages() -> Iterator[ModuleType]:
    """What is shown once the office is open, from the parts to the whole."""
    from . import page_registry

    yield page_registry
    from . import context

    yield context
    from . import shell

    yield shell
    from .pages.today import page as today

    yield today
    from .pages.record_list import page as lists

    yield lists
    from .lifecycle import power
    from .pages.editor import draft_recovery

    yield power
    yield draft_recovery


def _gui_modules() -> Iterator[ModuleType]:
    """Those that the pages share come first, so that no turn imports many."""
    from rilo_desktop import gui

    from . import widgets

    yield from _modules(widgets)
    yield from _modules(gui)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """All of a package, each imported when it is asked for."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        with contextlib.suppress(ImportError):  # it is told whoever needs the module
            yield import_module(module.name)
