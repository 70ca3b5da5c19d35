"""What the window knows of the backups, and the words for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from .texts import numbers, plural, tr

if TYPE_CHECKING:
    from rilo_desktop.services.back_up import State

    from .desk import Desk

AFTER = 1_500
"""Milliseconds after the work began: what is shown first is asked first."""
EVERY = 600_000


class Backups(QObject):
    """The state as it was read last; it is read again now and then, because it grows older."""

    known = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.state: State | None = None
        QTimer.singleShot(AFTER, self, self.read)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.read)
        self._timer.start()

    def read(self) -> None:
        self._desk.serve(_state, then=self._take, owner=self, turn="backups")

    def _take(self, state: State) -> None:
        self.state = state
        self.known.emit()


def needs_care(state: State) -> bool:
    """Is there none, or is the last one older than the schedule allows?"""
    return state.last is None or state.is_due


def in_short(state: State) -> str:
    """For the foot of the navigation."""
    if state.last is None:
        return tr("No backup yet")
    age = age_of(state)
    return tr("Backup due: {age}", age=age) if state.is_due else tr("Backup: {age}", age=age)


def age_of(state: State) -> str:
    """ "3 hours ago"; the day where the clock says that it was made in the future."""
    assert state.last is not None
    return ago(state.age) if state.age is not None else day_of(state.last.made)


def ago(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return tr("just now")
    if minutes < 60:
        return plural("{count} minute ago", "{count} minutes ago", minutes)
    if minutes < 48 * 60:
        return plural("{count} hour ago", "{count} hours ago", minutes // 60)
    return plural("{count} day ago", "{count} days ago", minutes // (24 * 60))


def day_of(time: str) -> str:
    return numbers().day(datetime.fromisoformat(time).astimezone().date())


def _state(session: Any) -> State:
    from rilo_desktop.services import back_up

    return back_up.state(session)
