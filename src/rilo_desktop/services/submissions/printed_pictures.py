"""The pictures of a document: what a draft would print, and what a submission froze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import TooManyLines
from rilo_desktop.records import (
    AnswerPicture,
    Questionnaire,
    QuestionnaireAnswers,
    Record,
    Submission,
)
from rilo_desktop.records.answered_form import answered, files_answered, files_asked
from rilo_desktop.reports import MOST_FULL, Photo
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.store import PictureCopy, ReadSession

from ..office.finding_helpers import name_of, place_of, refusal
from ..records.picture_copies import copy_of, pictures_of

Photos = Mapping[str, tuple[Photo | None, ...]]
"""By record id, in the order of its pictures; None for one that is not printed."""


def photos_now(
    reading: ReadSession, records: Sequence[Record], day: date, leaves: bool = True
) -> Photos:
    """What would be printed of these records' pictures on this day.

    Raises Refused for one that cannot be read; a page that does not leave is shown without it.
    """
    if not are_printed(records):
        return {}
    return {
        record.id: tuple(_photo(copy) for copy in _copies(reading, record, day, leaves))
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
    reading: ReadSession, submission: Submission, records: Sequence[Record], day: date
) -> tuple[Submission, tuple[PictureCopy, ...]]:
    """The submission that names what leaves, and the copies to be kept with it. Raises Refused."""
    if not are_printed(records):
        return submission, ()
    by_record = {
        record.id: [copy for copy in _copies(reading, record, day) if copy is not None]
        for record in records
    }
    lines = tuple(
        replace(line, pictures=tuple(copy.sha256 for copy in by_record.get(line.record or "", ())))
        for line in submission.records
    )
    kept = tuple(copy for copies in by_record.values() for copy in copies)
    return replace(submission, records=lines), kept


def are_printed(records: Sequence[Record]) -> bool:
    """Full sheets have pictures; the short form of a long compendium has none."""
    return len(records) <= MOST_FULL


def _copies(
    reading: ReadSession, record: Record, day: date, leaves: bool = True
) -> Iterator[PictureCopy | None]:
    """Of each picture; None of one that does not leave."""
    asked = _asked(reading, record, day) if isinstance(record, QuestionnaireAnswers) else None
    for picture in pictures_of(record):
        is_asked = asked is None or (isinstance(picture, AnswerPicture) and picture.file in asked)
        try:
            yield copy_of(reading, picture) if picture.leaves and is_asked else None
        except (Refused, ValueError):
            if leaves:
                raise
            yield None


def _asked(reading: ReadSession, answers: QuestionnaireAnswers, day: date) -> frozenset[str]:
    """Files that answer questions of the form: what is not asked any more stays here."""
    stored = reading.records.stored(str(answers.questionnaire))
    form = stored.record if stored is not None else None
    if not isinstance(form, Questionnaire) or not answers.pictures:
        return frozenset()
    try:
        state, _ = answered(form.definition or "", answers, day)
    except (DefinitionError, TooManyLines):  # the rules say so, and nothing leaves
        return frozenset()
    return files_asked(state) & files_answered(answers)


def _photo(copy: PictureCopy | None) -> Photo | None:
    return Photo(copy.content, copy.width, copy.height) if copy else None


def _boxes(recipe: str) -> str:
    """Without the way of cleaning, which may be another one by now."""
    return recipe.partition(" | ")[2]
