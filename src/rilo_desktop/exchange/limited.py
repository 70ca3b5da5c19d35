"""Reads a file through the limited child and gets plain data, or raises Refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any

from rilo_desktop import READER

from ..files import open_file
from .cells import Cell, Number, decoded
from .failures import MESSAGES, refused
from .limits import LIMITS, MB, Limits

MODULE = "rilo_desktop.exchange.reader_process"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold something, with their numbers; of a CSV file, named ""."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Table:
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Data:
    """JSON as dict, list, str, bool, None and `cells.Number`."""

    value: Any


Content = Workbook | Table | Data


def content_of(path: Path) -> Content:
    """What a workbook, JSON or CSV file holds. Raises Refused with one sentence."""
    file = path.name
    answer = _ask(path, file)
    lines = answer.split(b"\n")
    content = _content(lines, file)
    if lines[-2:] != [b'{"done":true}', b""]:
        raise refused("failed", file)
    return content


def _ask(path: Path, file: str) -> bytes:
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise refused("not_a_file", file)
        if not status.st_size:
            raise refused("empty", file)
        if status.st_size > LIMITS.file_bytes:
            raise refused("file_size", file, limit=LIMITS.file_bytes // MB)
        with open_file(path) as opened:
            return _child_reads(opened, file)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("missing", file) from None
    except (OSError, ValueError):
        raise refused("not_allowed", file) from None


def _child_reads(opened: IO[bytes], file: str) -> bytes:
    return ask_child((), file, LIMITS, opened=opened)


def ask_child(
    arguments: Sequence[str],
    file: str,
    limits: Limits,
    opened: IO[bytes] | None = None,
    content: bytes | None = None,
) -> bytes:
    """What the limited child says of an opened file, or of its content. Raises Refused."""
    child = subprocess.Popen(
        [*command(), *arguments],
        stdin=subprocess.PIPE if opened is None else opened,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with child:  # its pipes are closed however it ends
        try:
            answer, _ = child.communicate(content, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise refused("time", file, limit=limits.seconds) from None
        finally:
            child.kill()
    if child.returncode < 0:
        killed_by_clock = -child.returncode == _SIGXCPU
        if killed_by_clock:
            raise refused("time", file, limit=limits.seconds)
        raise refused("memory", file)
    return answer


_SIGXCPU = 24


def command() -> list[str]:
    """How this program, frozen or not, starts its reader."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READER]
    return [sys.executable, "-P", "-m", MODULE]


def _content(lines: Iterable[bytes], file: str) -> Content:
    sheets: list[tuple[str, list[tuple[int, tuple[Cell, ...]]]]] = []
    for line in lines:
        if not line:
            continue
        data = json.loads(line)
        if isinstance(data, list):
            number, cells = data
            sheets[-1][1].append((number, tuple(decoded(cell) for cell in cells)))
        elif "sheet" in data:
            sheets.append((data["sheet"], []))
        elif "json" in data:
            return Data(json.loads(data["json"], parse_int=Number, parse_float=Number))
        elif "failed" in data:
            code = data["failed"] if data["failed"] in MESSAGES else "failed"
            raise refused(code, file, **data["values"])
    found = tuple(Sheet(name, tuple(rows)) for name, rows in sheets)
    if len(found) == 1 and found[0].name == "":
        return Table(found[0])
    return Workbook(found)
