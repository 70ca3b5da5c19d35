"""The log as officers read it: who did what when, newest first, narrowed, and as a table.

newest(session, 100, action)         the newest entries, of one action
entries(session, Wanted(event="out"))   by kind of event, officer, first and last day
export(session, path, wanted)        the same as CSV, written whole or not at all
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from rilo_desktop.language import catalogue
from rilo_desktop.language.spreadsheets import harmless
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import LogEntry, ReadSession, officer_rows, rekeying
from rilo_desktop.store.officer_check import FOUNDED

from . import actions, restored_logs, ways_out
from .outgoing import going_out
from .progress import SILENT, Progress
from .session import Session, Task
from .ways_out import LOGGED

PAGE = 200
FAILED = "failed"
"""Openings before which somebody tried and failed."""
EVENTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "opening": (N_("Openings"), frozenset({actions.OPENED})),
    FAILED: (N_("Failed openings"), frozenset({actions.OPENED})),
    "records": (
        N_("Records written"),
        actions.UNDOABLE
        | {
            actions.IMPORT,
            actions.ROWS_WAIT,
            actions.ROWS_DROPPED,
            actions.CATALOGUE,
            actions.REPAIR,
            actions.CLOSED,
            actions.VERIFIED,
            actions.CARRIED_OVER,
            actions.NOT_DUPLICATES,
        },
    ),
    "review": (
        N_("Review and submissions"),
        actions.REVIEW_STEPS
        | {
            actions.WITHDRAW,
            actions.KEEP,
            actions.SUBMIT,
            actions.SENT,
            actions.ACKNOWLEDGED,
            actions.ANSWER,
            actions.ANSWERED,
            actions.RULES,
            actions.RULES_BACK,
            actions.LISTS,
            actions.LISTS_TAKEN,
            actions.LISTS_BACK,
            actions.RECEIVER,
            actions.PAPER,
        },
    ),
    "in": (N_("Received"), frozenset({actions.RECEIVE, actions.ANSWERED})),
    "out": (
        N_("Sent by the office"),
        LOGGED - {actions.BACKUP} | {actions.NOT_WRITTEN, actions.NOT_PRINTED},
    ),
    "officers": (
        N_("Officers and keys"),
        frozenset(
            {
                FOUNDED,
                officer_rows.ADDED,
                officer_rows.REMOVED,
                officer_rows.CHANGED,
                officer_rows.PASSPHRASE,
                officer_rows.RESET,
                officer_rows.RECOVERY,
                rekeying.REKEYED,
            }
        ),
    ),
    "backups": (
        N_("Backups and restores"),
        frozenset(
            {
                actions.BACKUP,
                actions.BACKUPS_REMOVED,
                actions.BACKUP_SCHEDULE,
                actions.RESTORED,
                actions.RESTORE_COMPARED,
                actions.PRACTICE_RESET,
            }
        ),
    ),
    "purges": (N_("Purges and retention"), frozenset({actions.PURGE, actions.RETENTION})),
}
"""Kind of event -> its name, and the actions that belong to it."""
HEADS = (
    N_("Entry"),
    N_("Time"),
    N_("Officer"),
    N_("Device"),
    N_("Event"),
    N_("Records"),
    N_("Detail"),
    N_("Hash"),
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """`action` is a message of the catalogue; `records` is how many states were written."""

    operation: int
    time: str
    officer: str
    device: str
    action: str
    detail: Mapping[str, Any]
    records: int
    hash: str = ""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """ "" is all of them. `event`: a key of EVENTS; `first` and `last`: days here, ISO."""

    event: str = ""
    officer: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class LogResult:
    """`is_more`: older entries are wanted too; go on `before` the last of these."""

    lines: tuple[LogLine, ...]
    is_more: bool = False


def newest(
    session: Session, count: int = 100, action: str = "", before: int = 0
) -> tuple[LogLine, ...]:
    """The newest entries, of one action where it is given; `before` goes on from an operation."""
    session.permit(Task.READ)
    with session.reading() as reading:
        lines = (
            one for one in _lines(session, reading, before) if not action or one.action == action
        )
        return tuple(islice(lines, max(0, count)))


def entries(
    session: Session, wanted: LogFilter = LogFilter(), before: int = 0, count: int = PAGE
) -> LogResult:
    """The newest entries that are wanted."""
    session.permit(Task.READ)
    with session.reading() as reading:
        found = tuple(islice(_wanted(session, reading, wanted, before), count + 1))
    return LogResult(found[:count], len(found) > count)


def export(
    session: Session,
    path: Path,
    wanted: LogFilter = LogFilter(),
    language: str = "en",
    progress: Progress = SILENT,
) -> int:
    """Write the wanted entries as CSV, newest first; returns how many. It is noted in the log.

    Raises Refused, where the role does not allow it and where it cannot be written, and Cancelled;
    then what stood there still does.
    """
    with going_out(session, ways_out.LOG, path) as out, out.written() as file:
        lines = io.TextIOWrapper(file, "utf-8-sig", newline="")
        try:
            with session.reading() as reading:
                count = _write(lines, _wanted(session, reading, wanted, 0), language, progress)
        finally:
            lines.detach()
        out.detail |= {"files": [path.name], "entries": count}
    return count


def _write(file: TextIO, lines: Iterable[LogLine], language: str, progress: Progress) -> int:
    text = catalogue(language).text
    count = 0
    rows = csv.writer(file)
    rows.writerow([text(head) for head in HEADS])
    for count, line in enumerate(lines, 1):
        if count % 500 == 0:
            progress(count, 0, N_("Writing the log"))
        rows.writerow([_harmless(cell) for cell in _cells(line, text)])
    return count


def _cells(line: LogLine, text: Any) -> tuple[object, ...]:
    detail = json.dumps(dict(line.detail), ensure_ascii=False) if line.detail else ""
    return (
        line.operation,
        line.time,
        line.officer,
        line.device,
        text(line.action),
        line.records,
        detail,
        line.hash,
    )


def _harmless(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell


def _wanted(
    session: Session, reading: ReadSession, wanted: LogFilter, before: int
) -> Iterator[LogLine]:
    among = EVENTS[wanted.event][1] if wanted.event else frozenset()
    for line in _lines(session, reading, before):
        if among and line.action not in among:
            continue
        if wanted.event == FAILED and not line.detail.get("failed"):
            continue
        if wanted.officer and line.officer != wanted.officer:
            continue
        day = _day(line.time)
        if wanted.last and day > wanted.last:
            continue
        if wanted.first and day < wanted.first:
            continue  # a clock that was set back puts later days behind it
        yield line


def _day(time: str) -> str:
    try:
        return datetime.fromisoformat(time).astimezone().date().isoformat()
    except ValueError:
        return time[:10]


def _lines(session: Session, reading: ReadSession, before: int) -> Iterator[LogLine]:
    for entry in reading.log.newest_first():
        if before and entry.seq >= before:
            continue
        yield LogLine(
            entry.seq,
            entry.time,
            entry.officer,
            entry.device,
            entry.action,
            _detail(session, entry),
            len(entry.revisions),
            entry.hash,
        )


def _detail(session: Session, entry: LogEntry) -> Mapping[str, Any]:
    """Of a restore, with the fingerprint that other offices ask for by phone."""
    if entry.action != actions.RESTORED:
        return entry.detail
    fingerprint = restored_logs.fingerprint_of(session, entry)
    return {**entry.detail, "fingerprint": fingerprint} if fingerprint else entry.detail
