"""Small files: old or new after a power cut, never half; and read only as far as ours are long."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

LARGEST_SMALL = 1 << 20
"""Bytes of a small file; what is larger is none of ours."""


def read_small(path: Path, largest: int = LARGEST_SMALL) -> bytes:
    """The whole file. Raises OSError, and ValueError where it is larger than any of ours."""
    with path.open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise ValueError(f"{path.name} has more than {largest} bytes")
    return content


def from_json(content: bytes | str) -> Any:
    """Raises ValueError for all that is no JSON, nested without end or without a value too."""
    try:
        return _DECODER.decode(content if isinstance(content, str) else content.decode())
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_number(name: str) -> float:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def write_atomically(path: Path, content: bytes) -> None:
    """Temporary file, sync, rename, sync of the folder; only the owner may read it."""
    temporary = unfinished(path)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def unfinished(path: Path) -> Path:
    """Where a file is written before it takes its place; a kill may leave it there."""
    return path.with_name(f".{path.name}.new")


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system knows how (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
