"""What a backup is: one file, the encrypted database with a trailer behind it.

    database (SQLCipher, under the store's key) | block | block
    block = MAGIC | length of payload, 8 bytes | SHA-256 of payload | payload, JSON

SQLite looks at the number of pages in its own header and never at what follows them, so the file
opens where it lies. The trailer says what the database holds, carries the slots that open it and
the newest heads of the log, and is signed by the officer who made it. A file that was cut short
has lost its trailer and is known as broken at once, without a passphrase.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rilo_desktop.file_kinds import BACKUP
from rilo_desktop.files import from_json, open_file
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.rules.disk_errors import why

from . import keyring
from .errors import BackupBroken
from .keyring import Keyring
from .signatures import PublicKeys, Signer, is_signed_by

SUFFIX = BACKUP.suffix
MAGIC = b"RILO-BACKUP\r\n\x1a\x00\x01"
TAIL = 4 << 20
"""Bytes at the end among which the trailer is looked for."""
MOST_PLACES = 8
CHUNK = 1 << 20
_HEAD = len(MAGIC) + 8 + 32


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `heads` are (number, hash) of log entries, newest first."""

    store: str
    office_code: str
    workstation: str
    schema: str
    program: str
    made: str
    officer: str
    records: int
    revisions: int
    newest: str
    """Time of the newest revision, "" where there is none."""
    heads: tuple[tuple[int, str], ...]
    database_bytes: int
    sha256: str

    @property
    def operations(self) -> int:
        """Number of the newest entry of its log."""
        return self.heads[0][0] if self.heads else 0

    @property
    def head(self) -> str:
        return self.heads[0][1] if self.heads else ""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """`slots` is the `keys.json` that opens it, byte for byte."""

    path: Path
    manifest: Manifest
    slots: bytes
    signature: bytes

    @property
    def keyring(self) -> Keyring:
        return keyring.from_json(self.slots)

    def is_signed(self, public_keys: PublicKeys) -> bool:
        """Did the officer it names make it?"""
        key = public_keys.of(self.manifest.officer, self.manifest.operations)
        message = _signed(self.manifest, self.slots)
        return key is not None and is_signed_by(key, self.signature, message)


def read(path: Path) -> BackupFile:
    """The trailer of a backup. Raises BackupBroken."""
    try:
        with open_file(path) as file:
            size = file.seek(0, 2)
            first = max(0, size - TAIL)
            file.seek(first)
            tail = file.read()
    except OSError as error:
        raise BackupBroken(path, what=why(error)) from error
    if not size:
        raise BackupBroken(path, what="0 bytes")
    for at in _places(tail):
        found = _block(path, tail, at)
        if found is not None and found.manifest.database_bytes <= first + at:
            return found
    raise BackupBroken(path, what="no trailer")


def append(
    path: Path, manifest: Manifest, slots: bytes, signer: Signer, file: BinaryIO
) -> BackupFile:
    """Write the trailer behind the database, twice: a bad spot on a stick is small."""
    signature = signer.sign(_signed(manifest, slots))
    payload = canonical(
        {
            "about": _as_data(manifest),
            "keys": slots.decode(),
            "signature": base64.b64encode(signature).decode(),
        }
    )
    block = MAGIC + len(payload).to_bytes(8, "big") + hashlib.sha256(payload).digest() + payload
    file.write(block + block)
    return BackupFile(path, manifest, slots, signature)


def digest_of(
    file: BinaryIO, length: int, say: Callable[[int, int], None], into: BinaryIO | None = None
) -> str:
    """SHA-256 of the first bytes of a file, copied on the way where `into` is given."""
    digest = hashlib.sha256()
    done = 0
    while done < length:
        chunk = file.read(min(CHUNK, length - done))
        if not chunk:
            break
        digest.update(chunk)
        if into is not None:
            into.write(chunk)
        done += len(chunk)
        say(done, length)
    return digest.hexdigest()


def _places(tail: bytes) -> list[int]:
    """The newest beginnings; a file full of them is nobody's, and each costs a look at the tail."""
    found: list[int] = []
    at = tail.rfind(MAGIC)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = tail.rfind(MAGIC, 0, at)
    return found


def _block(path: Path, tail: bytes, at: int) -> BackupFile | None:
    start = at + _HEAD
    length = int.from_bytes(tail[at + len(MAGIC) : at + len(MAGIC) + 8], "big")
    payload = tail[start : start + length]
    if hashlib.sha256(payload).digest() != tail[start - 32 : start]:
        return None
    try:
        data = from_json(payload)
        manifest = _from_data(data["about"])
        slots = str(data["keys"]).encode()
        keyring.from_json(slots)
        signature = base64.b64decode(data["signature"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    return BackupFile(path, manifest, slots, signature)


def _signed(manifest: Manifest, slots: bytes) -> bytes:
    return hashlib.sha256(canonical(_as_data(manifest)) + b"\0" + slots).digest()


_TEXTS = (
    "store",
    "office_code",
    "workstation",
    "schema",
    "program",
    "made",
    "officer",
    "newest",
    "sha256",
)
_COUNTS = ("records", "revisions", "database_bytes")


def _as_data(manifest: Manifest) -> dict[str, Any]:
    plain = {name: getattr(manifest, name) for name in (*_TEXTS, *_COUNTS)}
    return plain | {"heads": [list(head) for head in manifest.heads]}


def _from_data(data: Mapping[str, Any]) -> Manifest:
    text, count = {n: str(data[n]) for n in _TEXTS}, {n: int(data[n]) for n in _COUNTS}
    return Manifest(
        store=text["store"],
        office_code=text["office_code"],
        workstation=text["workstation"],
        schema=text["schema"],
        program=text["program"],
        made=text["made"],
        officer=text["officer"],
        records=count["records"],
        revisions=count["revisions"],
        newest=text["newest"],
        heads=tuple((int(seq), str(hashed)) for seq, hashed in data["heads"]),
        database_bytes=count["database_bytes"],
        sha256=text["sha256"],
    )
