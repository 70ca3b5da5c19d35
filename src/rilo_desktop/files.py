"""How a file is read within bounds, and how it takes its place: whole or not at all, and durable.

Whatever writes files writes them with this, so that a power cut, a full disk or a virus scanner
finds the same everywhere: a file beside the target, synced, renamed, the folder synced. Whatever
reads a file whole reads it with this: a pipe, a device or a huge file is refused, and never waited
for. It knows nothing of what it reads and writes (docs/decisions/0022 and 0035).
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import math
import operator
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
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
OLD = 24 * 3600.0
"""Seconds after which nobody writes a file any more that has not taken its place."""
LONGEST_NAME = 230
"""Bytes of a name with room for what stands around it; systems take 255."""
_UNFINISHED = re.compile(r"\.(.+?)(?:\.[0-9a-f]{16})?\.new", re.DOTALL)
"""Versions before 0.2 wrote the name without digits."""
UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
"""Said by file systems that sync no folders."""


def open_file(path: Path, follow: bool = True) -> BufferedReader:
    """Open a file for reading. Raises OSError, for whatever is no ordinary file too.

    `follow`: links that somebody named; beside an office nobody but its programs makes names, so
    that a link there is not followed.
    """
    how = os.O_RDONLY | flags("O_BINARY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC")
    if not follow and not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, how if follow else how | flags("O_NOFOLLOW"))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return os.fdopen(descriptor, "rb")


def read_small(path: Path, largest: int = LARGEST_SMALL, follow: bool = True) -> bytes:
    """The whole file. Raises OSError as `open_file`, ValueError where it is larger."""
    with open_file(path, follow) as file:
        size = os.fstat(file.fileno()).st_size
        content = b"" if size > largest else file.read(largest + 1)
    if size > largest or len(content) > largest:
        raise ValueError(f"{path.name} has more than {largest} bytes")
    return content


def read_own(path: Path, largest: int = LARGEST_SMALL) -> bytes:
    """A file that the program keeps beside an office. Raises as `read_small`."""
    return read_small(path, largest, follow=False)


def from_json(content: bytes | str) -> Any:
    """Raises ValueError for all that is no JSON, nested without end or without a value too."""
    try:
        return _DECODER.decode(content if isinstance(content, str) else content.decode())
    except RecursionError:
        raise ValueError("nested too deep") from None
    except MemoryError:
        raise ValueError("larger than the memory") from None


def _no_number(name: str) -> float:
    raise ValueError(name)


def _number(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_number)


def flags(*names: str) -> int:
    """Those that the system knows; Windows has few of them."""
    return functools.reduce(operator.or_, (getattr(os, name, 0) for name in names))


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """The file is old or new after a power cut, never half. Raises OSError; then it is old."""
    with replacing(path, mode) as file:
        file.write(content)


@contextmanager
def replacing(path: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """What is written in the block becomes the file when the block ends, and nothing where it
    raises. Raises OSError.

    Nobody can guess the name that it has before, and a link or a file of that name is refused, so
    that nobody who can write the folder can have another file written.
    """
    temporary = unfinished(path)
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags("O_BINARY", "O_NOFOLLOW", "O_CLOEXEC")
    is_made = False
    try:
        descriptor = patiently(lambda: os.open(temporary, how, mode))
        is_made = True
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, path)
    except BaseException as error:
        if is_made:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # what people call it
        raise
    remove_unfinished(path.parent, path.name, OLD)


def read_through(path: Path) -> None:
    """Can every byte of it be read? Raises OSError."""
    with open_file(path) as file:
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
    return path.with_name(f".{_short(path.name)}.{secrets.token_hex(8)}.new")


def remove_unfinished(folder: Path, name: str = "", age: float = 0.0) -> None:
    """What kills left in a folder of files that were to be called so ("": of all), unless it is
    younger than `age` seconds and another program may be writing it. Passes over what it cannot."""
    until = time.time() - age
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _UNFINISHED.fullmatch(entry.name)
            if found is None or (name and found[1] != _short(name)):
                continue
            with contextlib.suppress(OSError):
                if not age or entry.stat(follow_symlinks=False).st_mtime < until:
                    Path(entry.path).unlink()


def _short(name: str) -> str:
    return name if len(os.fsencode(name)) <= LONGEST_NAME else name[:40]


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
