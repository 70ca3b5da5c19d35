"""The journal of drafts: what an officer typed and did not save yet, encrypted beside the store.

One file an officer in the folder `drafts`, only ever added to:

    frame = MARK | number, 8 bytes | length of sealed, 4 bytes | nonce, 12 bytes | sealed
    sealed = AES-256-GCM(JSON {"name", "draft"}), bound to store, officer and number

The newest whole frame of a name counts; "draft" null takes it away. A frame that was torn by a
power cut, or spoiled by the disk, does not authenticate: it is passed over, and the one before it
counts. When most of the file is out of date it is written anew, beside itself, and swapped.

It needs no database, so it works while the store is being written, is locked or full.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rilo_desktop.files import read_own, remove, sync_folder, write_atomically

from . import key_wrapping
from .keys import wipe

FOLDER = "drafts"
MARK = b"\xd1RF\x01"
NONCE_BYTES, TAG_BYTES = 12, 16
HEAD_BYTES = len(MARK) + 8 + 4 + NONCE_BYTES
LARGEST = 64 << 20
"""Bytes of one frame; more is a length that the disk spoiled."""
WORTH_WRITING_ANEW = 1 << 20
MOST_FOREIGN = 8 << 20
MOST_BYTES = 256 << 20
"""Of a journal that is read: it is written anew long before; what is larger is none of ours."""
MOST_IN_VAIN = 4
"""Times its own length that a journal may be deciphered in vain: frames of another key come to
one; a file made of overlapping frames would keep the office from opening for hours."""
Draft = dict[str, Any]
Unfit = Callable[[Draft], bool]
"""Must this draft go?"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose journal it is: an officer of a store."""

    store: str
    sign: str

    @property
    def file_name(self) -> str:
        """Signs differ in case and may be names that Windows keeps for itself."""
        return hashlib.sha256(self.sign.encode()).hexdigest()[:20] + ".drafts"

    @property
    def purpose(self) -> str:
        return f"rilo drafts|{self.store}|{self.sign}"


class Journal:
    """Of one officer; used by one thread at a time.

    `key` is the office's key for drafts, `older` those of before the store was re-keyed.
    """

    def __init__(
        self, folder: Path, owner: Owner, key: bytes | bytearray, older: Sequence[bytes] = ()
    ) -> None:
        self.path = folder / FOLDER / owner.file_name
        self._owner = owner
        self._keys = [key_wrapping.derived(one, owner.purpose) for one in (key, *older)]
        self._live: dict[str, Draft] | None = None
        self._number = 0
        self._size = 0
        self._is_stale = False
        self._is_torn = False
        """The file may end within a frame; a byte behind it could make that frame whole again."""
        self._in_vain = 0
        self._end = 0
        """Of the last frame that is whole."""
        self._foreign_number = 0
        self._foreign = b""
        """Frames that none of the keys opens: of a store that was put aside, perhaps; they stay."""

    def drafts(self) -> Mapping[str, Draft]:
        """{name: draft} of all that wait. Raises OSError."""
        return dict(self._read())

    def add(self, changes: Mapping[str, Draft | None]) -> None:
        """Keep these drafts (None: take away); they are on the disk afterwards. Raises OSError."""
        live = self._read()
        changes = {n: d for n, d in changes.items() if d is not None or n in live}
        if not changes:
            return
        if self._is_torn:
            self._live = _with(live, changes)
            self._write_anew()
            return
        frames = b"".join(self._frame(name, draft) for name, draft in changes.items())
        is_new = self._append(frames)
        live = self._live = _with(live, changes)
        if is_new:
            sync_folder(self.path.parent)
        if self._size > WORTH_WRITING_ANEW or not live:
            self._write_anew_if_worth_it()

    def drop(self, name: str, unfit: Unfit) -> bool:
        """Take a draft away where it is unfit, and every older state of drafts from the file.

        Returns whether it was. Raises OSError.
        """
        live = self._read()
        is_unfit = name in live and unfit(live[name])
        if is_unfit:
            del live[name]
        self._foreign = b""
        if self._size:
            self._write_anew()
        return is_unfit

    def renew(self) -> None:
        """Write anew what stands there under an older key. Raises OSError."""
        if len(self._keys) > 1:
            self._read()
        if self._is_stale:
            self._write_anew()

    def forget(self) -> None:
        """Overwrite the keys and drop the texts."""
        for key in self._keys:
            wipe(key)
        self._live = None

    # --- how it is done

    def _append(self, frames: bytes) -> bool:
        """Returns whether the file is new."""
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        is_new = not self.path.exists()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        flags |= getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.path, flags, 0o600)
        self._is_torn = True
        with os.fdopen(descriptor, "ab") as file:
            file.write(frames)
            file.flush()
            os.fsync(file.fileno())
            self._size = file.tell()
        self._is_torn = False
        return is_new

    def _write_anew_if_worth_it(self) -> None:
        live = sum(len(json.dumps(draft)) for draft in self._read().values())
        if self._size - len(self._foreign) > 4 * live:
            self._write_anew()

    def _write_anew(self) -> None:
        live = self._read()
        if not live and not self._foreign:
            remove(self.path)
            sync_folder(self.path.parent)
            self._size, self._is_stale, self._is_torn = 0, False, False
            return
        frames = (self._frame(name, draft) for name, draft in live.items())
        content = self._foreign + b"".join(frames)
        write_atomically(self.path, content)
        self._size, self._is_stale, self._is_torn = len(content), False, False

    def _frame(self, name: str, draft: Draft | None) -> bytes:
        self._number += 1
        nonce = secrets.token_bytes(NONCE_BYTES)
        text = json.dumps({"name": name, "draft": draft}, ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
        sealed = AESGCM(self._keys[0]).encrypt(nonce, text, self._bound_to(self._number))
        head = self._number.to_bytes(8, "big") + len(sealed).to_bytes(4, "big")
        return MARK + head + nonce + sealed

    def _bound_to(self, number: int) -> bytes:
        return f"{self._owner.purpose}|{number}".encode()

    def _read(self) -> dict[str, Draft]:
        if self._live is None:
            self._live = self._from_disk()
        return self._live

    def _from_disk(self) -> dict[str, Draft]:
        try:
            content = read_own(self.path, MOST_BYTES)
        except FileNotFoundError:
            content = b""
        except ValueError as error:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(self.path)) from error
        self._size = len(content)
        live: dict[str, Draft] = {}
        for name, draft in self._whole(content):
            live = _with(live, {name: draft})
        self._is_torn = self._end < len(content)
        self._number = max(self._number, self._foreign_number)
        return live

    def _whole(self, content: bytes) -> Iterator[tuple[str, Draft | None]]:
        """What can be read, oldest first; behind a spoiled frame the next mark is looked for."""
        at, self._in_vain, self._end = content.find(MARK), 0, 0
        while at >= 0 and self._in_vain <= MOST_IN_VAIN * len(content):
            found = self._opened(content, at)
            if found is None:
                at = content.find(MARK, at + 1)
                continue
            end, name, draft = found
            self._end = end
            yield name, draft
            at = content.find(MARK, end)

    def _opened(self, content: bytes, at: int) -> tuple[int, str, Draft | None] | None:
        start = at + HEAD_BYTES
        number = int.from_bytes(content[at + 4 : at + 12], "big")
        length = int.from_bytes(content[at + 12 : at + 16], "big")
        nonce, sealed = content[at + 16 : start], content[start : start + length]
        if not TAG_BYTES <= length <= LARGEST or len(sealed) < length or number <= self._number:
            return None
        for n, key in enumerate(self._keys):
            try:
                text = AESGCM(key).decrypt(nonce, sealed, self._bound_to(number))
            except InvalidTag:
                continue
            self._number = number
            self._is_stale = self._is_stale or n > 0
            data = json.loads(text.decode("utf-8", "surrogatepass"))
            return start + length, str(data["name"]), data["draft"]
        self._in_vain += length
        self._put_by(content[at : start + length], number, start + length)
        return None

    def _put_by(self, frame: bytes, number: int, end: int) -> None:
        if len(self._foreign) + len(frame) <= MOST_FOREIGN and number - self._number < 1 << 20:
            self._foreign += frame
            self._end = max(self._end, end)
            self._foreign_number = max(self._foreign_number, number)


def _with(live: Mapping[str, Draft], changes: Mapping[str, Draft | None]) -> dict[str, Draft]:
    """The changed ones are the newest."""
    kept = {name: draft for name, draft in live.items() if name not in changes}
    return kept | {name: draft for name, draft in changes.items() if draft is not None}


def drop_everywhere(
    folder: Path,
    store: str,
    signs: Sequence[str],
    key: bytes | bytearray,
    older: Sequence[bytes],
    name: str,
    unfit: Unfit,
) -> int:
    """Take a draft out of the journals of all officers, without a trace; returns how many had it.

    Raises OSError.
    """
    dropped = 0
    for sign in signs:
        journal = Journal(folder, Owner(store, sign), key, older)
        dropped += journal.drop(name, unfit)
        journal.forget()
    return dropped
