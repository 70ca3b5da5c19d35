"""Where the log of an office ended when it was last written, noted beside the database.

A database whose write-ahead log was removed after a crash, or that was replaced by an older copy,
is whole, signed and short: nothing in it says what is missing. This small file does, and it says
whether the office was closed: then no log may lie beside the database, and one that does would be
played into it. Of an office that was closed it says which numbers were given out, for a restore
beside a database that nobody can read any more (docs/decisions/0034).

It is no secret and no proof (whoever can write the folder can write it), and never a reason to
keep a good office shut: what is torn or missing says nothing (docs/decisions/0024).
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rilo_desktop.files import flags, from_json, read_own, write_atomically
from rilo_desktop.records.identifiers import PREFIX

from .keys import DATABASE
from .numbering import HIGHEST, Numbers

NAME = "last.json"
LENGTH = 160
_CLOSED = -1
_MOST = 1 << 62
"""Entries of a log; more no database could be asked for."""


@dataclass(frozen=True, slots=True)
class LogTail:
    """`number` and `hash` are of the newest entry of the log.

    `numbers`: what was given out, only of an office that was closed: while it is open the note may
    be behind after a power cut.
    """

    is_closed: bool
    number: int
    hash: str
    numbers: Numbers | None = None


def read(folder: Path) -> LogTail | None:
    """None where nobody knows."""
    try:
        data = from_json(read_own(folder / NAME))
        number, is_closed = data["entry"], data["closed"] is True
        if not isinstance(number, int) or not 0 <= number < _MOST:
            return None
        return LogTail(is_closed, number, str(data["hash"]), _numbers(data) if is_closed else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _numbers(data: Mapping[str, Any]) -> Numbers | None:
    """Raises what a note of other people's making makes it raise: then it says nothing."""
    letter, highest = data.get("workstation"), data.get("numbers")
    if not isinstance(letter, str) or not isinstance(highest, dict):
        return None
    for prefix, number in highest.items():
        if not PREFIX.fullmatch(prefix) or type(number) is not int or not 0 <= number <= HIGHEST:
            return None
    return Numbers(letter, highest)


def has_foreign_log(folder: Path) -> bool:
    """Does a write-ahead log lie beside a database that was closed without one?"""
    last = read(folder)
    if last is None or not last.is_closed:
        return False
    with contextlib.suppress(OSError):
        return (folder / f"{DATABASE}-wal").stat().st_size > 0
    return False


def begin(folder: Path, raw: Any) -> None:
    """It is open; durable before anything is written. A disk that is full forgets instead."""
    try:
        write_atomically(folder / NAME, _line(False, *end_of_log(raw)))
    except OSError:
        with contextlib.suppress(OSError):
            (folder / NAME).unlink(missing_ok=True)


class LogTailFile:
    """Follows the log of an open office. The file stays open between two saves."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder / NAME)
        self._descriptor = _CLOSED

    def note(self, number: int, hashed: str) -> None:
        """An operation was committed. Not synced: it must never say more than the database."""
        try:
            if self._descriptor == _CLOSED:
                self._descriptor = os.open(
                    self._path, os.O_WRONLY | flags("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK")
                )
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, _line(False, number, hashed))
        except OSError:  # a folder that comes back is opened anew
            self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, _CLOSED
        if descriptor != _CLOSED:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def end(folder: Path, number: int, hashed: str, numbers: Numbers | None) -> None:
    """It was closed, and one file is left of the database."""
    if number and not (folder / f"{DATABASE}-wal").exists():
        with contextlib.suppress(OSError):
            write_atomically(folder / NAME, _line(True, number, hashed, numbers))


def missing(folder: Path, raw: Any) -> int:
    """How many operations the log had that the database does not have; -1: it had others."""
    last = read(folder)
    if last is None:
        return 0
    number, _ = end_of_log(raw)
    if number < last.number:
        return last.number - number
    row = raw.execute("SELECT hash FROM log WHERE seq = ?", (last.number,)).fetchone()
    return 0 if last.number == 0 or (row and row[0] == last.hash) else -1


def end_of_log(raw: Any) -> tuple[int, str]:
    row = raw.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _line(is_closed: bool, number: int, hashed: str, numbers: Numbers | None = None) -> bytes:
    data: dict[str, Any] = {"closed": is_closed, "entry": number, "hash": hashed}
    if numbers is not None:
        data |= {"workstation": numbers.workstation, "numbers": dict(numbers.highest)}
    text = json.dumps(data)
    return text.ljust(LENGTH - 1).encode() + b"\n"
