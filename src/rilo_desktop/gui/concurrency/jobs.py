"""One question to the worker, and what long work says while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from rilo_desktop.services.office.progress import Cancelled, Progress  # it imports nothing itself

from .gui_priority import gui_priority

P = ParamSpec("P")
T = TypeVar("T")

EVERY = 0.1
"""Seconds between two things said of the same step."""
LOOK = 0.01
"""Seconds between two looks at what the window asks, while work runs outside of the store."""


class Work(Progress):
    """How far long work is. The worker writes it, the window's thread reads it."""

    def __init__(
        self, working: str, answer_others: Callable[[], None], tell: Callable[[Work], None]
    ) -> None:
        """`working` says, in the window's language, what is being done."""
        self.working = working
        self.shown_only = False
        """Nothing of it is kept: it is given up without a question."""
        self.step, self.done, self.of = "", 0, 0
        self._is_cancelled = False
        self._answer_others, self._tell = answer_others, tell
        self._told_at = 0.0

    def __call__(self, done: int, of: int, step: str = "") -> None:
        """Say it, answer what was asked meanwhile, and raise Cancelled if that was wanted."""
        is_new = bool(step) and step != self.step
        self.step, self.done, self.of = step or self.step, done, of
        now = time.monotonic()
        if is_new or now - self._told_at >= EVERY:
            self._told_at = now
            self._tell(self)
        gui_priority().wait()
        self._answer_others()
        self.check()

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def cancel(self) -> None:
        """It ends at its next step."""
        self._is_cancelled = True

    def check(self) -> None:
        """Raises Cancelled."""
        if self._is_cancelled:
            raise Cancelled

    def outside(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """In a thread of its own; the window's questions are answered meanwhile."""
        self.check()
        beside = _Beside(lambda: call(*args, **kwargs))
        while not beside.over.wait(LOOK):
            self._answer_others()
        self.check()
        if beside.error is not None:
            raise beside.error
        made: T = beside.result
        return made


class _Beside:
    """A call in a thread of its own, and what became of it."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.over = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None
        self._call = call
        run = copy_context().run  # with the code lists of the office
        threading.Thread(
            target=run, args=(self._run,), name="beside the store", daemon=True
        ).start()

    def _run(self) -> None:
        try:
            self.result = self._call()
        except BaseException as error:
            self.error = error
        finally:
            self._call = _nothing  # whoever asked holds it longer than this thread
            self.over.set()


class Job:
    """One question to the worker."""

    __slots__ = (
        "alone",
        "args",
        "call",
        "cancelled",
        "error",
        "failed",
        "later",
        "owner",
        "result",
        "then",
        "work",
    )

    def __init__(
        self,
        call: Callable[..., Any],
        args: tuple[Any, ...],
        then: Callable[[Any], object] | None,
        failed: Callable[[BaseException], object] | None,
        owner: QObject | None,
        alone: bool = False,
    ) -> None:
        self.call, self.args = call, args
        self.then, self.failed, self.owner = then, failed, owner
        self.alone = alone
        self.later = False
        self.work: Work | None = None
        self.cancelled = False
        self.result: Any = None
        self.error: BaseException | None = None

    def cancel(self) -> None:
        """Its answer is not wanted any more; if it has not begun, it never will."""
        self.cancelled = True
        if self.work is not None:
            self.work.cancel()

    def stop(self) -> None:
        """End long work at its next step; what came of it is still told."""
        if self.work is not None:
            self.work.cancel()

    def release(self) -> None:
        """Once it was told: objects of the window end in its thread, not with the worker's job.

        The worker may be the last that holds the job.
        """
        self.call, self.args = _nothing, ()
        self.then = self.failed = self.owner = self.result = None

    def run(self) -> Any:
        if self.work is None:
            return self.call(*self.args)
        self.work.check()
        return self.call(*self.args, self.work)

    @property
    def wanted(self) -> bool:
        return not self.cancelled and (self.owner is None or isValid(self.owner))


def _nothing() -> None:
    """What is left of a question that was answered."""
