"""How a file takes its place: whole or not at all, durable, and patient with whoever holds it.

Every room that writes files writes them with this, so that a power cut, a full disk or a virus
scanner finds the same everywhere: a file beside the target, synced, renamed, the folder synced. It
knows nothing of what it writes (docs/decisions/0022).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")
CHUNK = 1 << 20
LARGEST_SMALL = 1 << 20
"""Bytes of a small file; what is larger is none of ours."""
PRIVATE, SHARED = 0o600, 0o666
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries while another program holds a file: scanners let go within a second."""
HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY})
"""What systems say of a file that somebody holds; Windows: 5 and 32 come as EACCES."""
UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""Said by file systems that sync no folders."""


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


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """The file is old or new after a power cut, never half. Raises OSError; then it is old."""
    with replacing(path, mode) as file:
        file.write(content)


@contextmanager
def replacing(path: Path, mode: int = PRIVATE, temporary: Path | None = None) -> Iterator[BinaryIO]:
    """What is written in the block becomes the file when the block ends, and nothing where it
    raises. Raises OSError."""
    temporary = temporary or unfinished(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        descriptor = patiently(lambda: os.open(temporary, flags, mode))
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # what people call it
        raise


def read_through(path: Path) -> None:
    """Can every byte of it be read? Raises OSError."""
    with path.open("rb") as file:
        while file.read(CHUNK):
            pass


def put_in_place(source: Path, target: Path) -> None:
    """Rename a file that was synced over its target, for good. Raises OSError."""
    patiently(lambda: source.replace(target))
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Raises OSError where it cannot be removed; a file that is not there is no error."""
    patiently(lambda: path.unlink(missing_ok=True))


def patiently(call: Callable[[], T]) -> T:
    """Try again, ever later, while another program holds the file. Raises OSError."""
    for wait in WAITS:
        try:
            return call()
        except OSError as error:
            if error.errno not in HELD:
                raise
        time.sleep(wait)
    return call()


def unfinished(path: Path) -> Path:
    """Where a file is written before it takes its place; a kill may leave it there."""
    name = f".{path.name}.new"
    return path.with_name(name if len(os.fsencode(name)) <= 255 else f".{path.name[:40]}.new")


def unfinished_of_its_own(path: Path) -> Path:
    """The same where several programs may write the target at once."""
    return path.with_name(f".{secrets.token_hex(8)}.new")


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system knows how (Windows does it by itself).

    Raises OSError where the disk fails.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)
