"""The database worker: one thread that runs the calls to services one after another.

The window's thread never waits. Answers come back by a queued signal and are dropped when they are
late (a newer question took their turn), cancelled, or their owner is gone. What goes wrong always
ends in one visible message.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

Then = Callable[[Any], object]
Failed = Callable[[BaseException], object]


class Ticket:
    """One question to the worker."""

    __slots__ = ("args", "call", "cancelled", "error", "failed", "owner", "result", "then")

    def __init__(
        self,
        call: Callable[..., Any],
        args: tuple[Any, ...],
        then: Then | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> None:
        self.call, self.args = call, args
        self.then, self.failed, self.owner = then, failed, owner
        self.cancelled = False
        self.result: Any = None
        self.error: BaseException | None = None

    def cancel(self) -> None:
        """Its answer is not wanted any more; if it has not begun, it never will."""
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        return not self.cancelled and (self.owner is None or isValid(self.owner))


class Tasks(QObject):
    """Questions from the window's thread, answers to it, in order."""

    went_wrong = Signal(object)
    """An exception nobody else took: the window shows it."""
    idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._turns: dict[tuple[int, str], Ticket] = {}
        self._open = 0
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._thread: threading.Thread | None = None

    def ask(
        self,
        call: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        turn: str = "",
    ) -> Ticket:
        """Run `call(*args)` in the worker, `then(result)` or `failed(error)` in this thread.

        `turn`: a newer question of the same owner and turn makes this one late.
        """
        ticket = Ticket(call, args, then, failed, owner)
        if self._closed:
            ticket.cancel()
            return ticket
        if turn:
            key = (id(owner), turn)
            older = self._turns.get(key)
            if older is not None:
                older.cancel()
            self._turns[key] = ticket
        self._open += 1
        self._queue.put(ticket)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="database", daemon=True)
            self._thread.start()
        return ticket

    @property
    def busy(self) -> bool:
        return self._open > 0

    def close(self, last: Callable[[], object] | None = None, seconds: float = 10.0) -> None:
        """Answer nothing more, run `last` in the worker, and end it."""
        if self._closed:
            return
        self._closed = True
        if last is not None:
            self._queue.put(Ticket(last, (), None, None, None))
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(seconds)
        elif last is not None:
            last()

    def _run(self) -> None:
        while (ticket := self._queue.get()) is not None:
            if not ticket.cancelled:
                try:
                    ticket.result = ticket.call(*ticket.args)
                except BaseException as error:
                    ticket.error = error
            if isValid(self):
                self._answered.emit(ticket)

    def _on_answered(self, ticket: Ticket) -> None:
        self._open -= 1
        for key in [k for k, t in self._turns.items() if t is ticket]:
            del self._turns[key]
        try:
            self._deliver(ticket)
        finally:
            if not self._open:
                self.idle.emit()

    def _deliver(self, ticket: Ticket) -> None:
        if self._closed:
            return
        if ticket.error is not None:
            # An error is told even when its answer is late, unless the question was withdrawn.
            if ticket.cancelled:
                return
            if ticket.failed is not None and ticket.wanted:
                ticket.failed(ticket.error)
            else:
                self.went_wrong.emit(ticket.error)
        elif ticket.wanted and ticket.then is not None:
            ticket.then(ticket.result)
