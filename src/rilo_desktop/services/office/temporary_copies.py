"""Copies in clear that another program opens: private, named by nobody, gone when the office locks.

They lie in a folder of their own that only this user may enter: in memory where the system has such
a place (XDG_RUNTIME_DIR), else among its temporary files. What a kill left goes when the same
office is opened again, since its store is locked then and no other program has made it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rilo_desktop.files import OLD, write_atomically

PREFIX = "rilo-open-"
MARKS = sys.platform == "win32"
ZONE = b"[ZoneTransfer]\r\nZoneId=3\r\n"
"""The mark of the web: what has it is opened as a file that came from the internet."""


class TemporaryCopies:
    def __init__(self, store: str) -> None:
        """`store`: name of the store."""
        self._prefix = f"{PREFIX}{store}-"
        self._folder: Path | None = None

    def write(self, content: bytes, ending: str) -> Path:
        """A copy that only this user can read, under a random name. Raises OSError."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=self._prefix, dir=base()))
        path = self._folder / (secrets.token_hex(16) + (f".{ending}" if ending else ""))
        write_atomically(path, content)
        if MARKS:
            _mark(path)
        return path

    def remove(self) -> None:
        """All of this session. One that another program holds stays until `remove_left`."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def remove_left(self) -> None:
        """What earlier sessions of the same store left; passes over what it cannot remove."""
        with contextlib.suppress(OSError), os.scandir(base()) as entries:
            left = [Path(one.path) for one in entries if one.name.startswith(self._prefix)]
            for folder in left:
                if folder != self._folder and _is_own_folder(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _mark(path: Path) -> None:
    """In an alternate stream beside the file's content; a file system without streams has none."""
    with contextlib.suppress(OSError):
        Path(f"{path}:Zone.Identifier").write_bytes(ZONE)


@contextmanager
def private_folder(prefix: str) -> Iterator[Path]:
    """A folder of this process in the same place, gone at the end. What a kill left goes when
    another is made a day later.

    Raises OSError.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        until = time.time() - OLD
        with contextlib.suppress(OSError):
            for left in base().glob(f"{prefix}*"):
                if _is_own_folder(left) and left.lstat().st_mtime < until:
                    shutil.rmtree(left, ignore_errors=True)


def base() -> Path:
    """Where the folder of the copies is made."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull)
    return runtime if _is_own_folder(runtime) else Path(tempfile.gettempdir())


def _is_own_folder(path: Path) -> bool:
    """No link, and nobody else's."""
    try:
        status = path.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and own
