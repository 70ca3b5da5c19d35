"""A whole database copied page by page into a new file, under its own key or another one.

A backup and a re-keying are made so. What others write meanwhile through the same connection is
copied too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

PAGES_A_STEP = 2_048


def copy(
    raw: Any, path: Path, key: bytes | bytearray, progress: Callable[[int, int], object]
) -> None:
    """The database behind `raw` as a new file for its owner only, written to the disk.

    `progress(done, of)` may raise, and may let others write; it is not called after the last page,
    so that the copy is what the store was then. Raises OSError and dbapi2.Error; whoever calls
    takes a half copy away.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def step(_status: int, remaining: int, total: int) -> None:
        if remaining:
            progress(total - remaining, total)

    with contextlib.closing(dbapi2.connect(str(path), isolation_level=None)) as made:
        made.execute("PRAGMA cipher_log_level=NONE")
        made.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        made.execute("PRAGMA journal_mode=OFF")  # a half copy is thrown away, never repaired
        made.execute("PRAGMA synchronous=OFF")  # it is synced as a whole, before it is read again
        raw.backup(made, pages=PAGES_A_STEP, progress=step)
    with path.open("rb+") as file:
        to_disk(file.fileno())


def to_disk(descriptor: int) -> None:
    """Written and no longer remembered, so that what is read next comes from the medium."""
    os.fsync(descriptor)
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
