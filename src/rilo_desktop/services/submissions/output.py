"""What leaves the office: its entry is in the log before its file has its name.

    leave(session, action, path, content, **detail)     a file that is made already
    with outgoing_file(session, action, path) as out: ...     one that is written piece by piece

The file is written under a temporary name in its folder and synced, the entry is committed, the
file takes its name. Where the entry cannot be committed the file is removed; where the file cannot
take its name a second entry says so. Killed in between, there is an entry without a file, or a
temporary file without an entry (docs/decisions/0040).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.files import SHARED, replacing
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import StoreError, UnitOfWork

from ..office import actions
from ..office.finding_helpers import refusal
from ..office.session import Session

UNWRITTEN = N_("{path} was not written: {reason}. Its previous content is unchanged.")


def nothing_else(_unit: UnitOfWork) -> None:
    pass


@dataclass(slots=True)
class Outgoing:
    """`file` takes the content; `detail` is what the entry of the log says.

    `also`: what is written into the store in the same operation; it may write to `file` what is
    known only then, such as the number of the entry.
    """

    file: BinaryIO
    detail: dict[str, Any] = field(default_factory=dict)
    also: Callable[[UnitOfWork], None] = nothing_else


@contextmanager
def outgoing_file(
    session: Session, action: str, path: Path, mode: int = SHARED
) -> Iterator[Outgoing]:
    """Raises Refused where the file cannot be written and StoreUnwritable where the entry cannot;
    then what stood there before is still there."""
    logged = 0
    try:
        with replacing(path, mode) as file:
            out = Outgoing(file)
            yield out
            logged = _log(session, action, out)
    except OSError as error:
        if logged:
            log_failure(session, logged, path, error)
        raise refusal("export.unwritten", UNWRITTEN, path=path, reason=why(error)) from error


def leave(session: Session, action: str, path: Path, content: bytes, **detail: Any) -> None:
    """The same for what is in memory. Raises as `outgoing_file`."""
    if isinstance(content, Pages):
        raise TypeError("pages leave by document_output")
    with outgoing_file(session, action, path) as out:
        out.file.write(content)
        out.detail |= detail


def log_failure(session: Session, operation: int, path: Path, error: Exception) -> None:
    """Say of a file whose entry is in the log that it did not take its name, where that can be."""
    reason = str(why(error)) if isinstance(error, OSError) else str(error)
    with contextlib.suppress(StoreError), session.unit(actions.NOT_WRITTEN) as unit:
        unit.note(entry=operation, files=[path.name], why=reason)


def _log(session: Session, action: str, out: Outgoing) -> int:
    with session.unit(action) as unit:
        out.also(unit)
        out.file.flush()
        os.fsync(out.file.fileno())
        unit.note(**out.detail)
        return unit.operation


def check_target(path: Path) -> None:
    """Can a document be written there? Raises Refused before anything is released.

    A document takes the place of a file, never of a device, a pipe or a protected file.
    """
    folder = path.absolute().parent
    there = os.path.lexists(path)
    fits = os.access(path, os.W_OK) and path.is_file() if there else bool(path.name)
    if not fits or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise refusal(
            "export.target",
            N_("{path} cannot be written; choose a file in a folder that exists."),
            path=path,
        )
