"""Pictures of a record: the original lies inside the store, named by its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.exchange.picture import read_picture
from rilo_desktop.records import Picture
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.store import PictureCopy

from ..office import actions
from ..office.finding_helpers import refusal
from ..office.session import Session, Task
from .picture_copies import clean, copy_of, uncovered

PASTED = N_("pasted picture")
TIFF = "image/tiff"
MEDIA_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
"""First bytes of what was taken; anything else that could be read is TIFF."""


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """Pictures that lie in the store now, and what is to be said of files that were not taken."""

    pictures: tuple[Picture, ...]
    refused: tuple[Refused, ...] = ()


def take(session: Session, paths: tuple[Path, ...]) -> TakenPicture:
    """Keep pictures in the store; the records that shall show them are saved by themselves.

    Each file is taken or refused by itself. Raises Refused where the officer may not write.
    """
    session.permit(Task.WRITE)
    taken: list[Picture] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            taken.append(_keep(session, read_picture(path), path.name))
        except Refused as refusal:
            refused.append(refusal)
    return TakenPicture(tuple(taken), tuple(refused))


def take_pasted(session: Session, content: bytes) -> TakenPicture:
    """The same for a picture from the clipboard: the bytes of a PNG."""
    session.permit(Task.WRITE)
    try:
        return TakenPicture((_keep(session, content, PASTED),))
    except Refused as refusal:
        return TakenPicture((), (refusal,))


def original(session: Session, sha256: str) -> bytes:
    """The bytes as they came. Raises Refused where there is no such picture."""
    with session.reading() as reading:
        content = reading.attachments.content(sha256)
    if content is None:
        raise _missing(sha256)
    return content


def whole(session: Session, picture: Picture) -> PictureCopy:
    """The picture to draw boxes on: cleaned, nothing covered. Raises Refused."""
    return leaving(session, uncovered(picture))


def leaving(session: Session, picture: Picture) -> PictureCopy:
    """What leaves of it, boxes burned in; nothing is written. Raises Refused."""
    with session.reading() as reading:
        copy = copy_of(reading, picture)
    if copy is None:
        raise _missing(picture.sha256 or "")
    return copy


def thumbnail(session: Session, picture: Picture) -> bytes:
    """A small JPEG of it, nothing covered. Raises Refused."""
    return whole(session, picture).thumbnail


def unkept(content: bytes) -> Picture:
    """A picture as a record names it; nothing is written."""
    return Picture(sha256=hashlib.sha256(content).hexdigest())


def _keep(session: Session, content: bytes, name: str) -> Picture:
    picture = unkept(content)
    copy = clean(content, picture, name)
    with session.reading() as reading:
        known = reading.attachments.has(copy.original)
    if not known:
        with session.unit(actions.PICTURE) as unit:
            unit.note(picture=copy.original)
            unit.write_attachment(copy.original, _media_type(content), name, content)
            unit.write_copy(copy)
    return picture


def _media_type(content: bytes) -> str:
    return next((name for first, name in MEDIA_TYPES.items() if content.startswith(first)), TIFF)


def _missing(sha256: str) -> Refused:
    return refusal("picture.missing", N_("There is no picture {name}."), name=sha256[:12])
