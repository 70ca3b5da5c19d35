"""The receiver's answer to a submission: a small signed JSON file, accepted or returned.

It names the submission by id, revision and hash, so that it can answer no other, and carries the
certificate it is signed with. A comment is on one field of one record.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from ..records.snapshots import canonical
from .cards import Identity, KnownCard
from .signed_text import certificate_of, signature_of, signer
from .strict_json import Misshapen, read, write

FORMAT, VERSION = "rilo-acknowledgement", 1
SUFFIX = ".rilo-answer"
LARGEST = 2_000_000
"""Bytes: some thousand comments."""
ACCEPTED, RETURNED = "accepted", "returned"
MOST_COMMENTS, LONGEST_COMMENT = 5_000, 2_000


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    answer: Answer
    certificate: str
    signature: str = ""


def signed(answer: Answer, identity: Identity) -> bytes:
    """The file, signed by the office that answers."""
    file = _File(answer=answer, certificate=certificate_of(identity))
    return write(replace(file, signature=signature_of(identity, _signed(file))), FORMAT, VERSION)


def opened(content: bytes) -> tuple[Answer, KnownCard]:
    """What it says, and the card that signed it; whether that is trusted is another question.

    Raises Misshapen for anything but a whole file with a good signature, Newer.
    """
    if len(content) > LARGEST:
        raise Misshapen(f"more than {LARGEST} bytes")
    file = read(_File, content, FORMAT, VERSION)
    if write(file, FORMAT, VERSION) != content:  # JSON has other spellings of the same
        raise Misshapen("not written as this program writes it, or the file was changed")
    card = signer(file.certificate, file.signature, _signed(file))
    if card.office != file.answer.office:
        raise Misshapen("answer.office: another one than in the certificate")
    _check(file.answer)
    return file.answer, card


def is_answer(content: bytes) -> bool:
    """Does it say so? For whoever was given a file and does not know which it is."""
    return content[:1] == b"{" and b'"%s"' % FORMAT.encode() in content[:LARGEST]


def _check(answer: Answer) -> None:
    if answer.decision not in (ACCEPTED, RETURNED):
        raise Misshapen("answer.decision: neither accepted nor returned")
    if answer.decision == ACCEPTED and answer.comments:
        raise Misshapen("answer.comments: what is accepted has none")
    if len(answer.comments) > MOST_COMMENTS:
        raise Misshapen("answer.comments: too many")
    if any(len(one.comment) > LONGEST_COMMENT for one in answer.comments):
        raise Misshapen("answer.comments: one is too long")


def _signed(file: _File) -> bytes:
    """What the signature is over."""
    return canonical({"format": FORMAT, "version": VERSION, **asdict(replace(file, signature=""))})
