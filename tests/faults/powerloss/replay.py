"""From what disk.c recorded, the disks that a power cut could have left.

The model is a harsh one of a journalling file system (ext4, NTFS):
- What was written to a file is on the disk once that file was synced. Before, any part of it may
  be, in any order, each write torn at 512 bytes.
- A new name is durable once its file or its folder was synced.
- A removed or changed name is durable once its folder was synced; before, either way, but all
  changes of names in their order.
"""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

OPEN, WRITE, TRUNCATE, SYNC, UNLINK, RENAME, FOLDER_SYNC, MARK = range(1, 9)
SECTOR = 512
_HEAD = struct.Struct("<BIIQQ")


class Way(NamedTuple):
    """What had come to the disk, of all that was not synced: nothing, all, some by chance; of what
    was written also only the last, or all but the first, as a disk does that takes the newest of
    its cache."""

    names: str
    content: str


WAYS = (
    Way("nothing", "nothing"),
    Way("all", "all"),
    Way("some", "some"),
    Way("all", "nothing"),
    Way("nothing", "all"),
    Way("all", "last"),
    Way("all", "but the first"),
    Way("some", "some"),
)
"""Of one cut; the first three of them are different enough for a short run."""


@dataclass(frozen=True, slots=True)
class Change:
    op: int
    path: str
    second: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Image:
    """One disk after the cut. `acknowledged` is what had been said until then."""

    at: int
    acknowledged: tuple[str, ...]
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The same for the same disk and the same acknowledgements."""
        found = hashlib.sha256(repr(self.acknowledged).encode())
        for path in sorted(self.files):
            found.update(path.encode() + b"\0" + hashlib.sha256(self.files[path]).digest())
        return found.hexdigest()

    def put(self, folder: Path) -> None:
        """Lay it down in an empty folder."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@dataclass
class _File:
    durable: bytearray
    pending: list[tuple[int, int, bytes]] = field(default_factory=list)


def recorded(log: Path) -> list[Change]:
    content, at, found = log.read_bytes(), 0, []
    while at + _HEAD.size <= len(content):
        op, first, second, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path = content[at : at + first].decode()
        to = content[at + first : at + first + second].decode()
        at += first + second
        data = content[at : at + length] if op == WRITE else b""
        at += len(data)
        found.append(Change(op, path, to, offset, data))
    return found


class Disk:
    """What is durable, and what is only remembered, while the record is played."""

    def __init__(self, folder: Path, before: Mapping[str, bytes]) -> None:
        self._root = f"{folder.resolve()}/"
        self._live = {name: _File(bytearray(content)) for name, content in before.items()}
        self._names = dict(self._live)
        self._renaming: list[tuple[str, str, str, _File | None]] = []
        self.acknowledged: list[str] = []

    def play(self, change: Change) -> None:
        name = change.path.removeprefix(self._root)
        match change.op:
            case 8:
                self.acknowledged.append(change.path)
            case 1:
                self._get(name)
            case 2 | 3:
                self._get(name).pending.append((change.op, change.offset, change.data))
            case 4:
                self._synced(self._get(name))
            case 5:
                self._live.pop(name, None)
                self._renaming.append(("unlink", name, "", None))
            case 6:
                self._renamed(name, change.second.removeprefix(self._root))
            case 7:
                self._settle(len(self._renaming))

    def _get(self, name: str) -> _File:
        if name not in self._live:
            self._live[name] = _File(bytearray())
            self._renaming.append(("create", name, "", self._live[name]))
        return self._live[name]

    def _synced(self, file: _File) -> None:
        for one in file.pending:
            _apply(file.durable, one)
        file.pending = []
        made = [n for n, one in enumerate(self._renaming) if one[0] == "create" and one[3] is file]
        if made:  # names are journalled in order: what came before is durable with it
            self._settle(made[-1] + 1)

    def _renamed(self, name: str, to: str) -> None:
        file = self._live.pop(name, None)
        if file is not None:
            self._live[to] = file
            self._renaming.append(("rename", name, to, file))

    def _settle(self, count: int) -> None:
        for one in self._renaming[:count]:
            _rename(self._names, one)
        del self._renaming[:count]

    def image(self, at: int, way: Way, chance: random.Random) -> Image:
        names, all_of_it = dict(self._names), len(self._renaming)
        kept = {"nothing": 0, "all": all_of_it, "some": chance.randint(0, all_of_it)}
        for one in self._renaming[: kept[way.names]]:
            _rename(names, one)
        files = {name: _content(file, way.content, chance) for name, file in names.items()}
        return Image(at, tuple(self.acknowledged), files)


def images(
    changes: Sequence[Change],
    folder: Path,
    before: Mapping[str, bytes],
    chance: random.Random,
    points: int,
    ways: Sequence[Way] = WAYS[:3],
) -> Iterator[Image]:
    """The different disks of cuts after `points` of the changes (0: after each)."""
    chosen = set(range(len(changes)))
    if points and points < len(changes):
        chosen = set(chance.sample(range(len(changes)), points)) | {len(changes) - 1}
    disk, seen = Disk(folder, before), set()
    for at, change in enumerate(changes):
        disk.play(change)
        for way in ways if at in chosen else ():
            image = disk.image(at, way, chance)
            if image.digest not in seen:
                seen.add(image.digest)
                yield image


def _content(file: _File, way: str, chance: random.Random) -> bytes:
    content = bytearray(file.durable)
    for one in _reached(file.pending, way, chance):
        _apply(content, one)
    return bytes(content)


def _reached(
    pending: Sequence[tuple[int, int, bytes]], way: str, chance: random.Random
) -> Sequence[tuple[int, int, bytes]]:
    match way:
        case "nothing":
            return ()
        case "all":
            return pending
        case "last":
            return pending[-1:]
        case "but the first":
            return pending[1:]
        case _:
            return _some(pending, chance)


def _some(
    pending: Sequence[tuple[int, int, bytes]], chance: random.Random
) -> list[tuple[int, int, bytes]]:
    chosen = [one for one in pending if chance.random() < 0.5]
    if chance.random() < 0.3:
        chance.shuffle(chosen)
    return [part for one in chosen for part in _torn(one, chance)]


def _torn(one: tuple[int, int, bytes], chance: random.Random) -> list[tuple[int, int, bytes]]:
    op, offset, data = one
    if op != WRITE or len(data) <= SECTOR or chance.random() >= 0.4:
        return [one]
    return [
        (op, offset + n, data[n : n + SECTOR])
        for n in range(0, len(data), SECTOR)
        if chance.random() < 0.5
    ]


def _apply(content: bytearray, one: tuple[int, int, bytes]) -> None:
    op, offset, data = one
    if op == TRUNCATE:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def _rename(names: dict[str, _File], one: tuple[str, str, str, _File | None]) -> None:
    kind, name, to, file = one
    if kind == "create" and file is not None:
        names[name] = file
    else:
        names.pop(name, None)
    if kind == "rename" and file is not None:
        names[to] = file
