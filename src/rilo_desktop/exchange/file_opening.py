"""How a file from outside is opened: once, by the table of file kinds, or told in one sentence.

opened(path, kinds)     the opened file and its kind, for a reader that is handed the file
arrived(path, kinds)    its bytes, for a reader that is handed those
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from rilo_desktop.file_kinds import (
    FOLDER,
    HEAD,
    KINDS,
    LARGEST,
    SMALL,
    TABLE,
    TAIL,
    FileKind,
    TwoKinds,
    kind_of,
)
from rilo_desktop.files import open_file
from rilo_desktop.rules.findings import Refused

from .limits import MB
from .read_errors import elsewhere, refused


@dataclass(frozen=True)
class ArrivedFile:
    """A file as it came: nothing of it was believed yet."""

    path: Path
    kind: FileKind
    content: bytes

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def kind_at(path: Path, kinds: Collection[FileKind] = KINDS) -> FileKind:
    """Raises Refused as `opened` does."""
    with opened(path, kinds) as (_file, kind):
        return kind


@contextmanager
def opened(
    path: Path, kinds: Collection[FileKind] = KINDS
) -> Iterator[tuple[BufferedReader, FileKind]]:
    """Raises Refused, for what is no file of these kinds too."""
    name = path.name
    try:
        file = open_file(path)
    except IsADirectoryError:
        raise _no_file(path) from None
    except (FileNotFoundError, NotADirectoryError):
        raise refused("missing", name) from None
    except (OSError, ValueError):
        raise _no_file(path) if path.is_dir() else refused("not_allowed", name) from None
    with file:
        try:
            kind = _kind(cast(RawIOBase, file.raw), name, kinds)
        except OSError:
            raise refused("not_allowed", name) from None
        yield file, kind


def _no_file(path: Path) -> Refused:
    """A folder, or a pipe or device, which systems call a folder too."""
    return elsewhere(FOLDER.said, path.name) if path.is_dir() else refused("not_a_file", path.name)


def arrived(path: Path, kinds: Collection[FileKind] = KINDS) -> ArrivedFile:
    """Raises Refused as `opened` does."""
    with opened(path, kinds) as (file, kind):
        content = file.read(kind.largest + 1)
    _refuse_large(kind, len(content), path.name)  # it may have grown
    return ArrivedFile(path, kind, content)


def _kind(file: RawIOBase, name: str, kinds: Collection[FileKind]) -> FileKind:
    """Read past the buffer, so that the child finds the file at its beginning."""
    size = os.fstat(file.fileno()).st_size
    if not size:
        raise refused("empty", name)
    head = file.read(HEAD) or b""
    if size <= SMALL and head.lstrip()[:1] == b"{":
        head += file.read(SMALL) or b""
    file.seek(max(0, size - TAIL))
    try:
        found = kind_of(name, head, file.read(TAIL) or b"")
    except TwoKinds as both:
        raise refused("two_kinds", name, kinds=both.suffixes) from None
    file.seek(0)
    kind = found or (TABLE if TABLE in kinds else None)  # a text of any name may be a table
    if kind is None:
        raise refused("no_kind", name)
    if kind not in kinds:
        raise elsewhere(kind.said, name)
    _refuse_large(kind, size, name, kind.streamed)
    return kind


def _refuse_large(kind: FileKind, size: int, name: str, streamed: int = 0) -> None:
    most = max(kind.largest, streamed)
    if size > most > 0:
        code = "file_size" if kind.largest == LARGEST else "too_large"
        raise refused(code, name, limit=most // MB)
