"""The pictures of a document: what a draft would print, and what a submission froze."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rilo_desktop.records import Picture, Record, Submission
from rilo_desktop.reports import MOST_FULL, Photo
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import PictureCopy, ReadSession

from ..office.finding_helpers import name_of, place_of, refusal
from ..records.picture_copies import copy_of, pictures_of

Photos = Mapping[str, tuple[Photo | None, ...]]
"""By record id, in the order of its pictures; None for one that is not printed."""


def photos_now(reading: ReadSession, records: Sequence[Record]) -> Photos:
    """What would be printed of these records' pictures today. Raises Refused."""
    if not are_printed(records):
        return {}
    return {
        record.id: tuple(_photo(_leaving(reading, picture)) for picture in pictures_of(record))
        for record in records
        if pictures_of(record)
    }


def photos_frozen(
    reading: ReadSession, submission: Submission, records: Sequence[Record]
) -> Photos:
    """What the submission froze, byte for byte. Raises Refused where it is not there any more."""
    frozen = {line.record: line.pictures for line in submission.records}
    found = {}
    for record in records:
        copies = {}
        for sha256 in frozen.get(record.id, ()):
            copy = reading.attachments.copy_named(sha256)
            if copy is None:
                raise refusal(
                    "picture.gone",
                    N_("A picture that {name} froze is not in this store: restore a backup."),
                    place_of(submission),
                    name=name_of(submission),
                )
            copies[copy.original, _boxes(copy.recipe)] = copy
        found[record.id] = tuple(
            _photo(copies.get((picture.sha256 or "", " | ".join(picture.boxes or ()))))
            if picture.leaves
            else None
            for picture in pictures_of(record)
        )
    return found


def freeze_pictures(
    reading: ReadSession, submission: Submission, records: Sequence[Record]
) -> tuple[Submission, tuple[PictureCopy, ...]]:
    """The submission that names what leaves, and the copies to be kept with it. Raises Refused."""
    if not are_printed(records):
        return submission, ()
    by_record = {record.id: list(_copies(reading, record)) for record in records}
    lines = tuple(
        replace(line, pictures=tuple(copy.sha256 for copy in by_record.get(line.record or "", ())))
        for line in submission.records
    )
    kept = tuple(copy for copies in by_record.values() for copy in copies)
    return replace(submission, records=lines), kept


def are_printed(records: Sequence[Record]) -> bool:
    """Full sheets have pictures; the short form of a long compendium has none."""
    return len(records) <= MOST_FULL


def _copies(reading: ReadSession, record: Record) -> Iterable[PictureCopy]:
    copies = (_leaving(reading, picture) for picture in pictures_of(record))
    return (copy for copy in copies if copy is not None)


def _leaving(reading: ReadSession, picture: Picture) -> PictureCopy | None:
    return copy_of(reading, picture) if picture.leaves else None


def _photo(copy: PictureCopy | None) -> Photo | None:
    return Photo(copy.content, copy.width, copy.height) if copy else None


def _boxes(recipe: str) -> str:
    """Without the way of cleaning, which may be another one by now."""
    return recipe.partition(" | ")[2]
