"""How the window calls services: in the worker, with the session, checked by types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, overload

from PySide6.QtCore import QObject

from ..state.office_session import Entered, OfficeSession
from .jobs import Job
from .worker import Failed, Tasks

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.session import Session

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class ServiceClient(QObject):
    """One for each open office: the worker, the session, and who is at work."""

    def __init__(self, tasks: Tasks, office: OfficeSession, entered: Entered) -> None:
        super().__init__()
        self.tasks, self.office, self.entered = tasks, office, entered

    @overload
    def serve(
        self,
        service: Callable[[Session, *Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = ...,
        failed: Failed | None = ...,
        owner: QObject | None = ...,
        turn: str = ...,
        alone: bool = ...,
        later: bool = ...,
    ) -> Job: ...

    @overload
    def serve(
        self,
        service: Callable[[Session, *Ts, Progress], T],
        *args: *Ts,
        working: str,
        then: Callable[[T], object] | None = ...,
        failed: Failed | None = ...,
        owner: QObject | None = ...,
        turn: str = ...,
        quiet: bool = ...,
        shown_only: bool = ...,
    ) -> Job: ...

    def serve(
        self, service: Callable[..., object], *args: object, working: str = "", **how: Any
    ) -> Job:
        """Run `service(session, *args)` in the worker; the rest is as for `Tasks.ask`.

        With `working=tr("Reading the workbook")` it is long work, as for `Tasks.work`: shown at
        the foot of the window, to be cancelled there (`failed` then gets `Cancelled`), and
        `service` gets a `Progress` (services/progress.py) as its last argument.
        """
        serve: Callable[..., Any] = self.office.serve
        call = partial(serve, service, *args)
        if working:
            return self.tasks.work(working, call, free=self.office.is_free, **how)
        return self.tasks.ask(call, **how)

    def may(self, task: str) -> bool:
        """Does the role of the officer allow a task (services/session.py)? It says nothing more."""
        from rilo_desktop.services.office.session import Task

        return self.entered.role in Task(task).roles
