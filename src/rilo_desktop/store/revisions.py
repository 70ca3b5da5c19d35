"""A revision: one signed state of a record, named by the hash of its content.

    digest = "2:" SHA-256(length of the salt, one byte || salt || canonical snapshot)
    id     = SHA-256(canonical head), head = {kind, record, schema, number, parents, author, time,
             device, operation, digest}
    signature = Ed25519(author's key, id)

The id covers the digest, not the snapshot: when content is purged, snapshot and salt go, and all
hashes still hold. Revisions of earlier versions have SHA-256(salt || canonical snapshot). Salts are
of the one length that was ever written, so that no byte of one can pass for content.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

from rilo_desktop.files import from_json
from rilo_desktop.records import Record
from rilo_desktop.records.snapshots import Snapshot, canonical, from_snapshot

from .signatures import PublicKeys, Signer, is_signed_by

SALT_BYTES = 16
PREFIXED = "2:"
"""Begins a digest that covers the length of its salt. The head, which is signed, names it."""


class SnapshotDamaged(dbapi2.DatabaseError, ValueError):  # type: ignore[misc]  # untyped library
    """SQLCipher fills a page of a long text that it cannot verify with zeros, and says nothing."""

    sqlite_errorcode = dbapi2.SQLITE_CORRUPT

    def __init__(self, revision: str) -> None:
        super().__init__(f"the content of revision {revision} cannot be read")


@dataclass(frozen=True, slots=True)
class Revision:
    """As it stands in the store. `content` and `salt` are None once purged."""

    id: str
    record: str
    kind: str
    schema: int
    number: int
    parents: tuple[str, ...]
    author: str
    time: str
    device: str
    operation: int
    digest: str
    salt: bytes | None
    content: str | None
    signature: bytes

    @property
    def is_purged(self) -> bool:
        return self.content is None

    def snapshot(self) -> Snapshot:
        """Raises ValueError once purged, and SnapshotDamaged."""
        if self.content is None:
            raise ValueError(f"revision {self.id} was purged")
        try:
            found: Snapshot = from_json(self.content)
        except ValueError as error:
            raise SnapshotDamaged(self.id) from error
        return found

    def record_then(self) -> Record:
        return from_snapshot(self.snapshot())


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Of one operation: who writes, when, on which workstation, under which number of the log."""

    author: str
    time: str
    device: str
    operation: int


def revise(
    record: Record,
    content: bytes,
    parents: tuple[str, ...],
    number: int,
    circumstances: Circumstances,
    signer: Signer,
) -> Revision:
    """The signed revision that this state of the record makes; `content` is its snapshot."""
    salt = secrets.token_bytes(SALT_BYTES)
    digest = digest_of(salt, content)
    head = _head(
        record.kind.code, record.id, record.kind.schema, number, parents, circumstances, digest
    )
    name = hashlib.sha256(canonical(head)).hexdigest()
    return Revision(
        id=name,
        record=record.id,
        kind=record.kind.code,
        schema=record.kind.schema,
        number=number,
        parents=parents,
        author=circumstances.author,
        time=circumstances.time,
        device=circumstances.device,
        operation=circumstances.operation,
        digest=digest,
        salt=salt,
        content=content.decode("utf-8"),
        signature=signer.sign(bytes.fromhex(name)),
    )


def digest_of(salt: bytes, content: bytes) -> str:
    """Of a salt of at most 255 bytes."""
    return PREFIXED + hashlib.sha256(bytes([len(salt)]) + salt + content).hexdigest()


def _is_digest(digest: str, salt: bytes, content: bytes) -> bool:
    if len(salt) != SALT_BYTES:
        return False
    if digest.startswith(PREFIXED):
        return digest == digest_of(salt, content)
    return digest == hashlib.sha256(salt + content).hexdigest()


def as_names(ids: Sequence[str]) -> str:
    """Ids as a column of the store holds them."""
    return json.dumps(list(ids)) if ids else "[]"


def names_in(text: str) -> tuple[str, ...]:
    """Ids in a column of the store; what is no list of them is one name that nothing has."""
    try:
        found = from_json(text)
        return tuple(found) if isinstance(found, list) else (text,)
    except (ValueError, TypeError):
        return (text,)


def is_whole(revision: Revision) -> bool:
    """Do content, digest and id agree?"""
    try:
        return _agrees(revision)
    except (TypeError, ValueError, AttributeError):  # something that this program never wrote
        return False


def _agrees(revision: Revision) -> bool:
    if revision.content is not None:
        if revision.salt is None:
            return False
        content = revision.content.encode("utf-8", "surrogatepass")
        if not _is_digest(revision.digest, revision.salt, content):
            return False
    circumstances = Circumstances(
        revision.author, revision.time, revision.device, revision.operation
    )
    head = _head(
        revision.kind,
        revision.record,
        revision.schema,
        revision.number,
        revision.parents,
        circumstances,
        revision.digest,
    )
    return hashlib.sha256(canonical(head)).hexdigest() == revision.id


def is_signed(revision: Revision, public_keys: PublicKeys) -> bool:
    key = public_keys.of(revision.author, revision.operation)
    return key is not None and is_signed_by(key, revision.signature, bytes.fromhex(revision.id))


def _head(
    kind: str,
    record: str,
    schema: int,
    number: int,
    parents: tuple[str, ...],
    circumstances: Circumstances,
    digest: str,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "record": record,
        "schema": schema,
        "number": number,
        "parents": list(parents),
        "author": circumstances.author,
        "time": circumstances.time,
        "device": circumstances.device,
        "operation": circumstances.operation,
        "digest": digest,
    }
