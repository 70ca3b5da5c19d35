"""What the window knows of the backups, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rilo_desktop.services.deferred import backup

from ..concurrency.service_client import ServiceClient
from ..i18n import numbers, plural, sentence, tr
from ..widgets.error_messages import explained, is_cancelled

if TYPE_CHECKING:
    from rilo_desktop.services.office.backup import BackupState, Done


AFTER = 1_500
"""Milliseconds after the work began: what is shown first is asked first."""
FIRST = 60_000
"""Milliseconds until the first backup by itself is made, where one is due."""
EVERY = 600_000


class Backups(QObject):
    """The state as it was read last; it is read again now and then, because it grows older.

    A backup that the schedule asks for is made then, quietly: what goes wrong is one sentence.
    """

    known = Signal()

    def __init__(self, client: ServiceClient) -> None:
        super().__init__(client)
        self._client = client
        self._state: BackupState | None = None
        self._read_at = 0.0
        self.trouble = ""
        """Why the last backup by itself was not made, or not where it should be; "" is well."""
        QTimer.singleShot(AFTER, self, self.read)
        self.timer = QTimer(self, interval=FIRST)
        self.timer.timeout.connect(self._on_time)
        self.timer.start()

    @property
    def state(self) -> BackupState | None:
        """As it was read last, and as much older as it is since."""
        if self._state is None or self._state.age is None:
            return self._state
        since = timedelta(seconds=monotonic() - self._read_at)
        return replace(self._state, age=self._state.age + since)

    def read(self) -> None:
        self._client.serve(backup.state, then=self.take, owner=self, turn="backups")

    def _on_time(self) -> None:
        self.timer.setInterval(EVERY)
        self.keep_up()

    def keep_up(self) -> None:
        """Make the backup that is due, and read the state again. Who reads only makes none."""
        if not self._client.may("back up"):
            self.read()
            return
        self._client.serve(
            backup.back_up_if_due,
            working=tr("Backing up"),
            quiet=True,
            then=self._on_kept_up,
            failed=self._on_failed,
            owner=self,
        )

    def _on_kept_up(self, done: Done | None) -> None:
        if done is not None:
            self.trouble = " ".join(map(sentence, done.findings))
        self.read()

    def _on_failed(self, error: BaseException) -> None:
        if not is_cancelled(error):
            self.trouble = explained(error)
        self.read()

    def mended(self) -> None:
        """A backup was made by hand, or another place was chosen."""
        self.trouble = ""
        self.read()

    def take(self, state: BackupState) -> None:
        self._state, self._read_at = state, monotonic()
        self.known.emit()


def needs_care(state: BackupState) -> bool:
    """Is there none, or is the last one older than the schedule allows?"""
    return state.last is None or state.is_due


def in_short(state: BackupState) -> str:
    """For the foot of the navigation."""
    if state.last is None:
        return tr("No backup yet")
    age = age_of(state)
    return tr("Backup due: {age}", age=age) if state.is_due else tr("Backup: {age}", age=age)


def age_of(state: BackupState) -> str:
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
