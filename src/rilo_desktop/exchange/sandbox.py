"""Reads a file through the limited child and gets plain data, or raises Refused.

The child opens nothing: it is handed an opened file or its content, and an environment without
anything of the office. What it answers is as little to be trusted as the file is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from rilo_desktop import READER
from rilo_desktop.file_kinds import IMPORTED, KINDS, FileKind
from rilo_desktop.rules.findings import Refused

from .cells import Cell, Number, decoded
from .file_opening import opened
from .limits import LIMITS, Limits
from .read_errors import MESSAGES, refused

MODULE = "rilo_desktop.exchange.sandbox_child"


Merged = tuple[int, int, int, int]
"""First and last row (from 1), first and last column (from 0) of merged cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold something, with their numbers; of a CSV file, named "".

    Rows count from 1 as the spreadsheet shows them, records in CSV; columns from 0. What is hidden
    is among the rows like the rest, and a struck-out cell keeps its value.
    """

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """{(row, column): text}; a note may stand at a blank cell, or below the last row."""
    struck: frozenset[tuple[int, int]] = frozenset()
    values_only: bool = False
    """Read by `child_values`: nothing is known of formulas, notes, and what is hidden or struck."""
    unread: bool = False
    """No reader could read it, as others of the same workbook were."""


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A guess: in this encoding, by its name in Python, `sample` is how a line of it reads."""

    name: str
    sample: str
    line: int
    """Of the file, from 1: the first that is not in UTF-8."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    sheet: Sheet
    encodings: tuple[Encoding, ...] = ()
    """The two best guesses where the file does not say; it was read in the first. A choice of the
    officer goes to `content_of`. Empty where it is Unicode, or the encoding was given."""


@dataclass(frozen=True, slots=True)
class Data:
    """JSON as dict, list, str, bool, None and `cells.Number`."""

    value: Any


Content = Workbook | SheetTable | Data
Step = Callable[[int], object]
"""Told how many lines are read; what it raises is let pass, and the child ends."""
EVERY = 500
"""Lines between two steps."""


def _silent(_done: int) -> None:
    """Nobody asks how far it is."""


def content_of(
    path: Path,
    encoding: str = "",
    step: Step = _silent,
    kinds: Collection[FileKind] = IMPORTED,
    reader: str = "",
) -> Content:
    """What a workbook, JSON or CSV file holds. Raises Refused with one sentence.

    `encoding`, one of `encodings.ENCODINGS`, is for text alone: what the officer chose. `reader`:
    argument of the child for a file of another kind that holds a table.
    """
    arguments = ("--encoding", encoding) if encoding else (reader,) if reader else ()
    try:
        lines = lines_of_file(path, *arguments, kinds=kinds, step=step)
        return _content(lines, path.name, step)
    except (ValueError, TypeError, LookupError, RecursionError):  # not what our child says
        raise refused("failed", path.name) from None


def lines_of_file(
    path: Path, *arguments: str, kinds: Collection[FileKind] = KINDS, step: Step = _silent
) -> Iterator[bytes]:
    """All that the child says of a file of these kinds. Raises Refused, at the end too where it
    broke off."""
    with opened(path, kinds) as (file, _kind):
        return _whole(ask_child(arguments, path.name, LIMITS, opened=file, step=step), path.name)


def ask_child(
    arguments: Sequence[str],
    file: str,
    limits: Limits,
    opened: IO[bytes] | None = None,
    content: bytes | None = None,
    step: Step = _silent,
) -> Iterator[bytes]:
    """The lines that the limited child says of an opened file, or of its content. Raises Refused.

    Each line is let go before the next one is given.
    """
    child = subprocess.Popen(
        [*command(), *arguments],
        bufsize=1 << 16,
        stdin=subprocess.PIPE if opened is None else opened,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    late = threading.Event()

    def give_up() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(limits.seconds, give_up)
    with child:  # its pipes are closed however it ends
        try:
            clock.start()
            if child.stdin is not None:
                with suppress(OSError):  # it may end before it has read all
                    child.stdin.write(content or b"")
                with suppress(OSError):
                    child.stdin.close()
            lines = _output_lines(child, file, limits.answer_bytes, step)
            child.wait()
        finally:
            clock.cancel()
            child.kill()
    if late.is_set() or child.returncode in (-_SIGXCPU, _QUOTA):
        raise refused("time", file, limit=limits.seconds)
    if child.returncode < 0:
        raise refused("memory", file)
    return _each(lines)


def _output_lines(child: subprocess.Popen[bytes], file: str, most: int, step: Step) -> list[bytes]:
    lines: list[bytes] = []
    assert child.stdout is not None
    while line := child.stdout.readline(most + 1):
        most -= len(line)
        if most < 0:
            raise refused("memory", file)
        lines.append(line)
        if len(lines) % EVERY == 0:
            step(len(lines))
    return lines


def _each(lines: list[bytes]) -> Iterator[bytes]:
    lines.reverse()
    while lines:
        yield lines.pop()


_SIGXCPU, _QUOTA = 24, 1816
"""How a system ends a process that has used up its time: a signal, or an exit code of Windows."""
_HANDED_ON = frozenset(
    {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "WINDIR", "TEMP", "TMP"}
)


def environment() -> Mapping[str, str]:
    """Of the child: what a process needs to start, and nothing that was meant for the program."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in _HANDED_ON}
    if not getattr(sys, "frozen", False):
        packages = [place for place in sys.path if place.endswith("-packages")]
        kept["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), *packages])
    return kept | {"PYTHONIOENCODING": "utf-8"}


def command() -> list[str]:
    """How this program, frozen or not, starts its reader."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READER]
    return [sys.executable, "-P", "-m", MODULE]


def _whole(lines: Iterable[bytes], file: str) -> Iterator[bytes]:
    """The same lines. Raises Refused at their end where the child did not say that it is done."""
    line = b""
    for line in lines:
        yield line
    if line.rstrip() != b'{"done":true}':
        raise refused("failed", file)


def said(data: Mapping[str, Any], file: str) -> Refused:
    """Why the child did not read a file. Raises LookupError or TypeError for what it cannot say."""
    code = data["failed"] if data["failed"] in MESSAGES else "failed"
    return refused(code, file, **data["values"])


def _content(lines: Iterable[bytes], file: str, step: Step = _silent) -> Content:
    sheets = _Sheets()
    data_found: Data | None = None
    encodings: tuple[Encoding, ...] = ()
    for done, line in enumerate(lines):
        if done % EVERY == 0:
            step(done)
        data = json.loads(line)
        if isinstance(data, list):
            sheets.add_row(*data)
        elif "encodings" in data:
            encodings = tuple(Encoding(str(n), str(s), int(at)) for n, s, at in data["encodings"])
        elif "json" in data:
            data_found = Data(json.loads(data["json"], parse_int=Number, parse_float=Number))
        elif "failed" in data:
            raise said(data, file)
        else:
            sheets.take(data)
    if data_found is not None:
        return data_found
    found = sheets.all()
    if found and all(sheet.unread for sheet in found):
        raise refused("failed", file)
    if len(found) == 1 and found[0].name == "":
        return SheetTable(found[0], encodings)
    return Workbook(found)


class _Sheets:
    """The sheets of a file, as the child tells them line by line."""

    def __init__(self) -> None:
        self._known: dict[Cell, Cell] = {}  # equal cells are one object: most of a column are
        self._found: list[Sheet] = []
        self._rows: list[list[tuple[int, tuple[Cell, ...]]]] = []
        self._at = -1

    def all(self) -> tuple[Sheet, ...]:
        pairs = zip(self._found, self._rows, strict=True)
        return tuple(replace(sheet, rows=tuple(rows)) for sheet, rows in pairs)

    def add_row(self, number: int, cells: Iterable[Any]) -> None:
        known = self._known
        made = tuple(known.setdefault(cell, cell) for cell in map(decoded, cells))
        self._rows[self._at].append((number, made))

    def take(self, data: Mapping[str, Any]) -> None:
        if "sheet" in data:
            only = bool(data.get("values_only"))
            hidden = bool(data.get("hidden"))
            self._begin(Sheet(data["sheet"], (), hidden=hidden, values_only=only))
        elif "unread" in data:
            self._begin(Sheet(data["unread"], (), unread=True))
        elif "hidden_rows" in data:
            self._found[self._at] = _marked(self._found[self._at], data)
        elif "again" in data:
            self._found.clear()
            self._rows.clear()

    def _begin(self, sheet: Sheet) -> None:
        """One that was begun and could not be read, and what another reader then reads of it, are
        in its place."""
        self._at = len(self._found)
        for at, other in enumerate(self._found):
            replaced = other.unread or (sheet.unread and at == len(self._found) - 1)
            if other.name == sheet.name and replaced:
                self._at = at
        self._found[self._at :] = [sheet, *self._found[self._at + 1 :]]
        self._rows[self._at :] = [[], *self._rows[self._at + 1 :]]


def _marked(sheet: Sheet, data: Mapping[str, Any]) -> Sheet:
    return replace(
        sheet,
        hidden_rows=frozenset(map(int, data["hidden_rows"])),
        hidden_columns=frozenset(map(int, data["hidden_columns"])),
        merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in data["merged"]),
        notes={(int(row), int(column)): str(text) for row, column, text in data["notes"]},
        struck=frozenset((int(row), int(column)) for row, column in data["struck"]),
    )
