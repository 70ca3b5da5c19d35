"""`-` in the place of a file: standard input where one is read, output where one is written.

What comes in is copied into a private folder, within the limit of any file from outside, and what
goes out is written there first: each way in and out keeps its checks, its entry of the log and its
limits, and nothing half made is passed on. The folder is in memory where the system has such a
place, and is removed at the end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rilo_desktop.exchange.limits import LIMITS, MB
from rilo_desktop.files import CHUNK
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.temporary_copies import private_folder

from .argument_parser import STREAM, UsageError
from .printing import Printer

TEXTS = frozenset(
    {".csv", ".json", ".ics", ".rilocard", ".rilo-answer", ".rilorules", ".rilolists"}
)
"""Endings of files that a terminal can show."""
_PREFIX = "rilo-stream-"


@dataclass(frozen=True, slots=True)
class StandardInput:
    """Standard input, until it is read."""


@dataclass(frozen=True, slots=True)
class StandardOutput:
    """Standard output; `ending` None: `--format` says it."""

    ending: str | None


def reads(given: str) -> Path | StandardInput:
    """A file to read, or standard input."""
    return StandardInput() if given == STREAM else Path(given)


def writes(ending: str | None = None) -> Callable[[str], Path | StandardOutput]:
    """A file to write, or standard output."""

    def target(given: str) -> Path | StandardOutput:
        return StandardOutput(ending) if given == STREAM else Path(given)

    return target


def add_format(command: argparse.ArgumentParser, *endings: str) -> None:
    """The first one is usual."""
    known = [ending.removeprefix(".") for ending in endings]
    command.add_argument(
        "--format", choices=known, default=known[0], help="of --out -: what is written"
    )


@contextmanager
def connected(options: argparse.Namespace, printer: Printer) -> Iterator[None]:
    """Files stand in for the streams while the command runs. Raises UsageError, Refused, OSError.

    Where the command raises, nothing goes out.
    """
    places = list(_places(options))
    if not places:
        yield
        return
    _check(options, [value for _, value in places], printer)
    with private_folder(_PREFIX) as folder:
        printer.stand_ins[str(folder)] = STREAM
        target: Path | None = None
        for put, value in places:
            if isinstance(value, StandardInput):
                path = folder / "stdin"
                path.write_bytes(_read())
            else:
                path = target = folder / f"stdout{_ending(options, value)}"
                printer.is_beside = True
            printer.stand_ins[str(path)] = STREAM
            put(path)
        yield
        if target is not None and target.exists():
            _write(target.read_bytes())


def _places(options: argparse.Namespace) -> Iterator[tuple[Callable[[Path], None], Any]]:
    for name, value in vars(options).items():
        if isinstance(value, StandardInput | StandardOutput):
            yield lambda path, name=name: setattr(options, name, path), value  # type: ignore[misc]
        elif isinstance(value, list):
            for n, one in enumerate(value):
                if isinstance(one, StandardInput | StandardOutput):
                    yield lambda path, held=value, n=n: held.__setitem__(n, path), one  # type: ignore[misc]


def _check(
    options: argparse.Namespace, values: list[StandardInput | StandardOutput], printer: Printer
) -> None:
    ins = [value for value in values if isinstance(value, StandardInput)]
    outs = [value for value in values if isinstance(value, StandardOutput)]
    problem = ""
    if len(ins) > 1 or len(outs) > 1:
        problem = printer.text("- can stand for one file to read and for one to write.")
    elif outs and options.json:
        problem = printer.text("--json and a file to - would both go to standard output.")
    elif outs and getattr(options, "recipients", None):
        problem = printer.text("Copies for several recipients do not go to one output.")
    elif outs and _ending(options, outs[0]) not in TEXTS and _is_terminal():
        problem = printer.text(
            "This file is no text: send it into a file or a program, not to the screen."
        )
    if problem:
        raise UsageError(problem, "")


def _ending(options: argparse.Namespace, value: StandardOutput) -> str:
    return value.ending if value.ending is not None else f".{options.format}"


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _read() -> bytes:
    source: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    parts: list[bytes] = []
    size = 0
    while source is not None and (part := source.read(CHUNK)):
        parts.append(part)
        size += len(part)
        if size > LIMITS.file_bytes:
            raise refusal(
                "stdin.size",
                N_("More than {limit} MB came from standard input; nothing was done."),
                limit=LIMITS.file_bytes // MB,
            )
    if not size:
        raise refusal("stdin.empty", N_("Nothing came from standard input; nothing was done."))
    return b"".join(parts)


def _write(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
