"""The receiver's answer to a submission: a small signed JSON file, accepted or returned.

It names the submission by id, revision and hash, so that it can answer no other, and carries the
certificate it is signed with. A comment is on one field of one record. The number of its entry in
the log of the store that made it says which of two answers is the later one; files of version 1
lack it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rilo_desktop.file_kinds import ANSWER
from rilo_desktop.records.snapshots import canonical

from .cards import Identity, KnownCard
from .signed_text import certificate_of, signature_of, signer
from .strict_json import Misshapen, as_data, read_version, since, write

(FORMAT,), VERSION = ANSWER.formats, 2
LARGEST = ANSWER.largest
ACCEPTED, RETURNED = "accepted", "returned"
MOST_COMMENTS, LONGEST_COMMENT, LONGEST_NOTE, LONGEST_NAME = 5_000, 2_000, 5_000, 100
_PATH = re.compile(r"[a-z][a-z0-9_]{0,59}(\.[1-9][0-9]{0,5}(\.[a-z][a-z0-9_]{0,59})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`field` is a path: "title", or "goods.2.unit" (lines counted from 1)."""

    record: str
    reference: str
    field: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Which submission: as its own data names it, and `sha256` of the file that came."""

    id: str
    store: str
    office: str
    reference: str
    revision: int
    content_hash: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`office` answers; `on` is an ISO day, `at` the time of the signature (UTC, ISO, seconds)."""

    office: str
    by: str
    """A function, never a name."""
    on: str
    at: str
    decision: str
    submission: Answered
    note: str = ""
    comments: tuple[Comment, ...] = ()
    store: str = field(default="", metadata=since(2))
    """Of the office that answers; `entry` is the number that its log has for this answer."""
    entry: int = field(default=0, metadata=since(2))

    @property
    def is_numbered(self) -> bool:
        return bool(self.store)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    answer: Answer
    certificate: str
    signature: str = ""


def signed(answer: Answer, identity: Identity) -> bytes:
    """The file, signed by the office that answers."""
    version = VERSION if answer.is_numbered else 1
    file = _File(answer=answer, certificate=certificate_of(identity))
    signature = signature_of(identity, _signed(file, version))
    return write(replace(file, signature=signature), FORMAT, version)


def opened(content: bytes) -> tuple[Answer, KnownCard]:
    """What it says, and the card that signed it; whether that is trusted is another question.

    Raises Misshapen for anything but a whole file with a good signature, Newer.
    """
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    file, version = read_version(_File, content, FORMAT, VERSION)
    if write(file, FORMAT, version) != content:  # JSON has other spellings of the same
        raise Misshapen("not written as this program writes it, or the file was changed")
    card = signer(file.certificate, file.signature, _signed(file, version))
    if card.office != file.answer.office:
        raise Misshapen("answer.office: another one than in the certificate")
    _check(file.answer, version)
    return file.answer, card


def _check(answer: Answer, version: int) -> None:
    if answer.decision not in (ACCEPTED, RETURNED):
        raise Misshapen("answer.decision: neither accepted nor returned")
    if answer.decision == ACCEPTED and answer.comments:
        raise Misshapen("answer.comments: what is accepted has none")
    if len(answer.comments) > MOST_COMMENTS:
        raise Misshapen("answer.comments: too many")
    if any(not _is_comment(one) for one in answer.comments):
        raise Misshapen("answer.comments: one is too long, or names no field")
    if len(answer.note) > LONGEST_NOTE:
        raise Misshapen(f"answer.note: more than {LONGEST_NOTE} characters")
    if not _is_name(answer.by):
        raise Misshapen("answer.by: no function of an officer")
    if not _is_day(answer.on):
        raise Misshapen("answer.on: no day, as 2026-11-25")
    if not _is_time(answer.at):
        raise Misshapen("answer.at: no time, as 2026-11-25T09:00:00+00:00")
    if version > 1 and (not _is_name(answer.store) or answer.entry < 1):
        raise Misshapen("answer.entry: of no entry of a log")


def _is_comment(one: Comment) -> bool:
    fits = len(one.comment) <= LONGEST_COMMENT and len(one.record) <= LONGEST_NAME
    return fits and len(one.reference) <= LONGEST_COMMENT and bool(_PATH.fullmatch(one.field))


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and text.isprintable()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() is not None and len(text) <= 40
    except ValueError:
        return False


def _signed(file: _File, version: int) -> bytes:
    """What the signature is over."""
    return canonical(as_data(replace(file, signature=""), FORMAT, version))
