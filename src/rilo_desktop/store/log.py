"""The log: one entry an operation, each holding the hash of the one before and a signature."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.records.snapshots import canonical

from .revisions import as_names, names_in
from .signatures import PublicKeys, Signer, is_signed_by

BEGINNING = "0" * 64
"""What the first entry names as the one before."""
TOLERANCE = timedelta(minutes=5)
"""A clock that is set right now and then goes back a little."""
NEWEST = 200
"""Entries whose time is compared with the clock."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`revisions` are those the operation made, in order."""

    seq: int
    time: str
    officer: str
    device: str
    action: str
    detail: Mapping[str, Any]
    revisions: tuple[str, ...]
    previous: str
    hash: str
    signature: bytes


def entry(
    seq: int,
    time: str,
    officer: str,
    device: str,
    action: str,
    detail: Mapping[str, Any],
    revisions: tuple[str, ...],
    previous: str,
    signer: Signer,
) -> LogEntry:
    hashed = _hash(seq, time, officer, device, action, detail, revisions, previous)
    signature = signer.sign(bytes.fromhex(hashed))
    return LogEntry(
        seq, time, officer, device, action, detail, revisions, previous, hashed, signature
    )


def as_row(item: LogEntry) -> tuple[Any, ...]:
    return (
        item.seq,
        item.time,
        item.officer,
        item.device,
        item.action,
        canonical(dict(item.detail)).decode(),
        as_names(item.revisions),
        item.previous,
        item.hash,
        item.signature,
    )


def from_row(row: Any) -> LogEntry:
    seq, time, officer, device, action, detail, revisions, previous, hashed, signature = row
    return LogEntry(
        seq,
        time,
        officer,
        device,
        action,
        _detail(detail),
        names_in(revisions),
        previous,
        hashed,
        signature,
    )


def _detail(text: str) -> Mapping[str, Any]:
    try:
        found = from_json(text)
    except (ValueError, TypeError):
        found = None
    return found if isinstance(found, dict) else {"": text}


def is_whole(item: LogEntry) -> bool:
    """Does the hash cover what the entry says?"""
    try:
        return _agrees(item)
    except (TypeError, ValueError):  # something that this program never wrote
        return False


def newest_time(run: Callable[..., Iterable[Any]], every: bool = False) -> str:
    """The latest time of the newest entries (or of all); "" where there is none. The last one alone
    would hide that the clock ran before the others when it was written."""
    sql = "SELECT max(time) FROM log WHERE seq > ? * (SELECT max(seq) - ? FROM log)"
    return next(str(row[0] or "") for row in run(sql, (int(not every), NEWEST)))


def is_after(time: str, now: datetime) -> bool:
    """Did the clock say a later time when an entry was written than it says now?"""
    try:
        return datetime.fromisoformat(time) > now + TOLERANCE
    except (ValueError, TypeError):
        return False


def _agrees(item: LogEntry) -> bool:
    return item.hash == _hash(
        item.seq,
        item.time,
        item.officer,
        item.device,
        item.action,
        item.detail,
        item.revisions,
        item.previous,
    )


def is_signed(item: LogEntry, public_keys: PublicKeys) -> bool:
    key = public_keys.of(item.officer, item.seq)
    return key is not None and is_signed_by(key, item.signature, bytes.fromhex(item.hash))


def _hash(
    seq: int,
    time: str,
    officer: str,
    device: str,
    action: str,
    detail: Mapping[str, Any],
    revisions: tuple[str, ...],
    previous: str,
) -> str:
    data = {
        "seq": seq,
        "time": time,
        "officer": officer,
        "device": device,
        "action": action,
        "detail": dict(detail),
        "revisions": list(revisions),
        "previous": previous,
    }
    return hashlib.sha256(canonical(data)).hexdigest()
