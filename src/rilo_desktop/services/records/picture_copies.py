"""What leaves of pictures: cleaned copies, made once and kept beside the originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rilo_desktop.records import Picture, Record, fields_of
from rilo_desktop.records.picture import Box, holds_pictures
from rilo_desktop.rules.findings import Refused
from rilo_desktop.store import PictureCopy, ReadSession

CLEANING = "1"
"""The way of cleaning: another number makes new copies of all that has not left yet."""
REMEMBERED = 24
"""Copies that are made while somebody draws, and kept by nobody else."""

_made: dict[tuple[str, str], PictureCopy] = {}


def recipe_of(picture: Picture) -> str:
    return " | ".join((CLEANING, *(picture.boxes or ())))


def uncovered(picture: Picture) -> Picture:
    """The same picture with nothing covered: what boxes are drawn on."""
    return replace(picture, boxes=())


def copy_of(reading: ReadSession, picture: Picture) -> PictureCopy | None:
    """The copy that would leave, made now where it was not made before.

    None where the original is not in this store. Raises Refused for an original that cannot be
    read, or boxes that cannot.
    """
    if not picture.sha256:
        return None
    recipe = recipe_of(picture)
    found = reading.attachments.copy(picture.sha256, recipe) or _made.get((picture.sha256, recipe))
    if found is not None:
        return found
    content = reading.attachments.content(picture.sha256)
    return None if content is None else clean(content, picture)


def clean(content: bytes, picture: Picture, file: str = "") -> PictureCopy:
    """A copy of these bytes. `file` is what sentences call it. Raises Refused."""
    original = hashlib.sha256(content).hexdigest()
    boxes = tuple(Box.read(box) for box in picture.boxes or ())
    from rilo_desktop.exchange.picture import (
        clean_picture,  # read where a picture leaves, not before
    )

    made = clean_picture(content, file or original[:12], boxes)
    copy = PictureCopy(
        original,
        recipe_of(picture),
        hashlib.sha256(made.content).hexdigest(),
        made.width,
        made.height,
        made.content,
        made.thumbnail,
    )
    if len(_made) >= REMEMBERED:
        del _made[next(iter(_made))]
    _made[original, copy.recipe] = copy
    return copy


def pictures_of(record: Record) -> tuple[Picture, ...]:
    """Of every field that holds pictures."""
    fields = fields_of(type(record)).items()
    return tuple(
        one for name, about in fields if holds_pictures(about) for one in getattr(record, name)
    )


def copies_to_keep(reading: ReadSession, record: Record) -> tuple[PictureCopy, ...]:
    """Copies that a record's pictures do not have yet, for the operation that writes it.

    Never an obstacle: what cannot be read is said when it is to leave.
    """
    return tuple(_new(reading, pictures_of(record)))


def _new(reading: ReadSession, pictures: Iterable[Picture]) -> Iterator[PictureCopy]:
    for picture in pictures:
        if picture.sha256 and reading.attachments.has_copy(picture.sha256, recipe_of(picture)):
            continue
        try:
            copy = copy_of(reading, picture)
        except (Refused, ValueError):
            continue
        if copy is not None:
            yield copy
