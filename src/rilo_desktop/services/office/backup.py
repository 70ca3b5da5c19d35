"""Backups: on demand, on a schedule, each verified; the age of the last one; what may go.

state(session)                    the last verified backup, and whether one is due
back_up(session, path)            one now, to a file or into a folder
back_up_if_due(session)           what the window calls now and then, and a task of the system
set_schedule(session, schedule)   where to, and how often
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rilo_desktop.files import patiently
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import (
    ReadSession,
    backup,
    backup_file,
    backup_retention,
    known_backups,
    log_anchors,
)
from rilo_desktop.store.backup_file import BackupFile, Manifest
from rilo_desktop.store.errors import BackupBroken, BackupForeign, BackupUnwritten, StoreError
from rilo_desktop.store.known_backups import KnownBackup

from . import actions, ways_out
from .finding_helpers import refusal
from .outgoing import Outgoing, going_out, log_failure
from .progress import SILENT, Progress
from .session import Session, Task
from .setting import Setting, apply

__all__ = [
    "SETTINGS",
    "BackupState",
    "Done",
    "KnownBackup",
    "Schedule",
    "back_up",
    "back_up_if_due",
    "is_due",
    "known",
    "place",
    "schedule",
    "set_schedule",
    "state",
]

FOLDER, HOURS = "backup.folder", "backup.hours"
"""Settings of the store."""
DAILY = 24
MOST_HOURS = 24 * 366
BESIDE_WORK = frozenset(
    {actions.BACKUP, actions.NOT_WRITTEN, actions.BACKUP_SCHEDULE, actions.OPENED}
)
"""Operations after which no backup is due: they change nothing that it would save."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`folder` "": the office's own `backups`. `hours` 0: never by itself."""

    folder: str = ""
    hours: int = DAILY


@dataclass(frozen=True, slots=True)
class BackupState:
    """`last` is the newest that was verified, in the order in which they were made, of those that
    hold a part of this office's history (after a restore there are others).

    `age` is None where there is none, and where the clock says that it was made in the future.
    `operations` is how much was done since. `place_is_there`: can the chosen folder be reached?
    """

    last: KnownBackup | None
    age: timedelta | None
    is_there: bool
    operations: int
    is_due: bool
    schedule: Schedule
    place_is_there: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A backup that was written, read again and counted. `findings` are what is to be said."""

    path: Path
    manifest: Manifest
    removed: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def state(session: Session) -> BackupState:
    found = _of_this_history(session)
    last = found[-1] if found else None
    chosen = schedule(session)
    age = _age(last, session.clock()) if last else None
    since = _done_since(session, last.operations if last else 0)
    return BackupState(
        last=last,
        age=age,
        is_there=last is not None and last.is_there,
        operations=since,
        is_due=_is_due(last, age, since, chosen),
        schedule=chosen,
        place_is_there=not chosen.folder or Path(chosen.folder).is_dir(),
    )


def known(folder: Path) -> tuple[KnownBackup, ...]:
    """The verified backups of a store, oldest first; asked of the folder alone, without a key."""
    return known_backups.known_backups(folder)


def schedule(session: Session) -> Schedule:
    with session.reading() as reading:
        return Schedule(reading.office.setting(FOLDER), int(_hours(reading)))


def _hours(reading: ReadSession) -> str:
    kept = reading.office.setting(HOURS)
    return kept if kept.isdecimal() else str(DAILY)


def _check_folder(folder: str) -> None:
    if folder and not Path(folder).is_dir():
        raise _no_folder(Path(folder))
    if folder and not os.access(folder, os.W_OK):
        message = N_("{folder} cannot be written to; choose another folder.")
        raise refusal("backup.folder", message, folder=folder)


def _check_hours(hours: str) -> None:
    if not hours.isdecimal() or int(hours) > MOST_HOURS:
        message = N_("Backups are made every 1 to {most} hours, or never (0).")
        raise refusal("backup.hours", message, most=MOST_HOURS)


SETTINGS = (
    Setting(
        FOLDER,
        Task.SCHEDULE,
        actions.BACKUP_SCHEDULE,
        lambda reading: reading.office.setting(FOLDER),
        _check_folder,
        lambda unit, folder: unit.set(FOLDER, folder),
    ),
    Setting(
        HOURS,
        Task.SCHEDULE,
        actions.BACKUP_SCHEDULE,
        _hours,
        _check_hours,
        lambda unit, hours: unit.set(HOURS, hours),
    ),
)
"""Where to, and how often."""


def place(session: Session) -> Path:
    """Where backups of the schedule go: the chosen folder, or the office's own where it is not
    there. Raises BackupUnwritten."""
    chosen = schedule(session).folder
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    return backup.own_place(session.folder)


def set_schedule(session: Session, chosen: Schedule) -> None:
    """Raises Refused where the folder is not there or cannot hold backups."""
    apply(session, dict(zip(SETTINGS, (chosen.folder, str(max(0, chosen.hours))), strict=True)))


def back_up(session: Session, target: Path, progress: Progress = SILENT) -> Done:
    """A verified backup as this file, or under a name of its own in this folder.

    An older backup of this office with that name is replaced, once the new one is verified; any
    other file is left alone. Raises Refused, BackupUnwritten, BackupForeign, Cancelled: then
    everything is as it was.
    """
    with going_out(session, ways_out.BACKUP) as out:
        path = target / _name(session) if target.is_dir() else target
        _check_target(session, path)
        return _made(out, path, progress, automatic=False)


def back_up_if_due(session: Session, progress: Progress = SILENT) -> Done | None:
    """The backup of the schedule, where it is due; then those go that the rule lets go.

    Where the chosen folder is not there, it is made in the office's own folder, and that is said.
    Raises as `back_up`.
    """
    with going_out(session, ways_out.BACKUP) as out:
        now = state(session)
        if not now.is_due:
            return None
        folder = place(session)
        said = () if now.place_is_there else (_elsewhere(now.schedule.folder, folder),)
        path = folder / _name(session)
        _check_target(session, path)
        done = _made(out, path, progress, automatic=True)
    removed = _thin(session, folder, path)
    return Done(done.path, done.manifest, removed, (*said, *done.findings))


# --- how it is done


def _made(out: Outgoing, path: Path, progress: Progress, automatic: bool) -> Done:
    """Its entry is in the log before it has its name. A store on a full disk has its backup all
    the same: it is encrypted, and holds no more than the folder does (docs/decisions/0040)."""
    session = out.session
    entries: list[int] = []
    unnoted: list[Exception] = []

    def log(made: BackupFile) -> None:
        try:
            about = made.manifest
            entries.append(
                out.log(
                    place=str(made.path),
                    operations=about.operations,
                    head=about.head,
                    sha256=about.sha256,
                    automatic=automatic,
                )
            )
        except StoreError as error:
            unnoted.append(error)

    try:
        made = session.store.back_up(path, progress, log)
    except BackupUnwritten as error:
        if entries:
            log_failure(session, entries[0], path, error)
        raise
    try:
        known_backups.remember(session.folder, known_backups.known_from(made, automatic))
    except OSError as error:
        unnoted.append(error)
    return Done(path, made.manifest, (), tuple(_unnoted(path, error) for error in unnoted[:1]))


def _unnoted(path: Path, error: Exception) -> Finding:
    reason = why(error) if isinstance(error, OSError) else str(error)
    message = N_("The backup {path} is good, but the office could not note it: {reason}")
    return _warning("backup.unnoted", message, path=path, reason=reason)


def _check_target(session: Session, path: Path) -> None:
    """May a backup be written there? Raises Refused, BackupForeign."""
    if not path.parent.is_dir():
        raise _no_folder(path.parent)
    if path.is_dir():
        raise refusal("backup.folder", N_("{path} is a folder; choose a file."), path=path)
    if path.exists():
        _refuse_loss(session, path)
    _refuse_full_disk(session, path)


def _refuse_loss(session: Session, path: Path) -> None:
    """Only an older state of the same history may be replaced."""
    try:
        there = backup_file.read(path).manifest
    except BackupBroken as error:
        message = N_("{path} already exists and is not a backup; choose another name.")
        raise refusal("backup.other_file", message, path=path) from error
    if there.store != session.store.access.keyring.store:
        raise BackupForeign(path, office=there.office_code)
    with session.reading() as reading:
        is_older = log_anchors.contains(reading, there)
    if not is_older:
        message = N_("{path} contains entries that this office does not have; choose another name.")
        raise refusal("backup.newer", message, path=path)


def _refuse_full_disk(session: Session, path: Path) -> None:
    with session.reading() as reading:
        needed = reading.size
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(path.parent).free
        if free < needed:
            raise refusal(
                "backup.full",
                N_("{folder} has {free} MB free, and the backup needs {needed} MB."),
                folder=path.parent,
                free=free // 1_000_000,
                needed=-(-needed // 1_000_000),
            )


def _name(session: Session) -> str:
    """Day, time and where the log ends: "AP-A-20261125T090000-000042.rilobackup"."""
    with session.reading() as reading:
        last = reading.log.last
    keyring = session.store.access.keyring
    when = backup.stamp(session.clock().isoformat())
    stem = f"{keyring.office_code}-{keyring.workstation}-{when}-{last:06}"
    return f"{stem}{backup_file.SUFFIX}"


def _thin(session: Session, folder: Path, newest: Path) -> tuple[Path, ...]:
    """Remove what the rule lets go of the automatic backups in this folder."""
    store = session.store.access.keyring.store
    there = {}
    for one in _of_this_history(session):
        path = Path(one.path)
        if one.automatic and path.parent == folder.absolute() and _is_of(path, one, store):
            there[one.path] = backup_retention.KeptBackup(
                one.path, one.operations, one.revisions, one.made
            )
    if str(newest.absolute()) not in there:
        return ()
    removed = []
    for name in sorted(backup_retention.superfluous(tuple(there.values()))):
        with contextlib.suppress(OSError):
            patiently(Path(name).unlink)
            removed.append(Path(name))
    with contextlib.suppress(OSError):
        known_backups.forget(session.folder, [str(path) for path in removed])
    return tuple(removed)


def _of_this_history(session: Session) -> list[KnownBackup]:
    """Those from which the log goes on: after a restore there are others, of what was given up.

    They count for nothing here, and are never removed.
    """
    with session.reading() as reading:
        return [
            one
            for one in known(session.folder)
            if log_anchors.hash_at(reading, one.operations) == one.head
        ]


def _is_of(path: Path, one: KnownBackup, store: str) -> bool:
    """Is the file still the backup that was noted?"""
    try:
        about = backup_file.read(path).manifest
    except BackupBroken:
        return False
    return (about.store, about.sha256) == (store, one.sha256)


def _age(last: KnownBackup, now: datetime) -> timedelta | None:
    try:
        age = now - datetime.fromisoformat(last.made)
    except (ValueError, TypeError):
        return None
    return age if age >= timedelta(0) else None


def is_due(state: BackupState, chosen: Schedule) -> bool:
    """Would one be due by this schedule?"""
    return _is_due(state.last, state.age, state.operations, chosen)


def _is_due(last: KnownBackup | None, age: timedelta | None, since: int, chosen: Schedule) -> bool:
    """A clock that was wrong once must not stop backups: without an age one is due."""
    if not chosen.hours or not since:
        return False
    return last is None or age is None or age >= timedelta(hours=chosen.hours)


def _done_since(session: Session, operations: int) -> int:
    with session.reading() as reading:
        return sum(entry.action not in BESIDE_WORK for entry in reading.log.since(operations))


def _no_folder(folder: Path) -> Exception:
    message = N_("There is no folder {folder}; connect the USB drive, or choose another folder.")
    return refusal("backup.no_folder", message, folder=folder)


def _elsewhere(wanted: str, folder: Path) -> Finding:
    message = N_("{wanted} is not there; the backup was made in {folder} on the office's own disk.")
    return _warning("backup.elsewhere", message, wanted=wanted, folder=folder)


def _warning(rule: str, message: str, **values: object) -> Finding:
    return Finding(rule, Severity.WARNS, Nature.STRUCTURE, message, values, FieldPath())
