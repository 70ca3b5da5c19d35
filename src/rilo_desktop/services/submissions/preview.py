"""Paper beside the screen: pages as pictures, drawn in memory; nothing of them touches a disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rilo_desktop import reports
from rilo_desktop.language import window_languages
from rilo_desktop.presentation.documents import HAVE_PAGES, document_of
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import (
    Questionnaire,
    QuestionnaireAnswers,
    Record,
    Submission,
)
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.rules.handling import effective

from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records.list_export import NOT_APPROVED
from .content import content_of
from .frozen_record import Frozen
from .preflight import refuse_blocked
from .printed_pictures import photos_now
from .submit import SubmissionRequest, draft_content

KINDS = HAVE_PAGES
"""Kinds whose records have a sheet of their own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that only the window sees."""

    pdf: bytes
    pages: int


def record_page(session: Session, record: Record, language: str, width: int) -> tuple[bytes, ...]:
    """PNG of each page that this record makes, saved or not; `width` pixels wide.

    What is for the office only is left out, as it will be. Raises Refused where a sign has no
    glyph, and ValueError for a kind without a sheet (see KINDS).
    """
    return tuple(reports.page_pictures(_sheet(session, record, language), None, width))


def submission_draft(
    session: Session, order: SubmissionRequest, progress: Progress = SILENT
) -> Draft:
    """The document as it would leave, with the watermark of a draft."""
    pdf = progress.outside(reports.made, draft_content(session, order), progress)
    return Draft(pdf, reports.page_count(pdf))


def pictures(draft: Draft, pages: Sequence[int], width: int) -> tuple[bytes, ...]:
    """PNG of these pages, counted from 1."""
    return tuple(reports.page_pictures(draft.pdf, pages, width))


def is_draft(record: Record) -> bool:
    """Nobody approved it, so its pages carry the watermark."""
    return record_type(record.kind.code).can_be_sent and record.workflow in NOT_APPROVED


def _sheet(session: Session, record: Record, language: str) -> bytes:
    """What is changed and not saved would have to be approved again."""
    with session.reading() as reading:
        known = reading.records.stored(record.id)
    unchanged = known is not None and same_content(known.record, record)
    content = page_content(session, record, language, is_draft(record) or not unchanged)
    refuse_blocked(reports.unprintable(content))
    return reports.sheet(content)


def page_content(
    session: Session, record: Record, language: str, draft: bool = True
) -> reports.Content:
    """What a record's own page prints, saved or not.

    Without pictures that cannot be read, as one that came may be. Raises ValueError for a kind
    without a sheet (see KINDS).
    """
    if record.kind.code not in KINDS:
        raise ValueError(f"a {record.kind.code} has no sheet of its own")
    cleaned, withheld = without_office_only(record)
    with session.reading() as reading:
        known = reading.records.stored(record.id)
        return content_of(
            reading,
            _as_submission(session, record, language, known.number if known else 1),
            [Frozen(cleaned, "", known.number if known else 1, withheld, effective(cleaned.tlp))],
            session.office_code,
            draft=draft,
            photos=photos_now(reading, [cleaned], session.clock().date(), leaves=False),
        )


def language_of_page(record: Record, other: str) -> str:
    """That of its text, where documents are made in it. A form has its text in several languages,
    others than ours too: it is printed in the one that is asked for."""
    if isinstance(record, Questionnaire | QuestionnaireAnswers):
        return other
    made = window_languages()
    return next((one for one in (record.language, other) if one in made), made[0])


def _as_submission(session: Session, record: Record, language: str, number: int) -> Submission:
    return Submission(
        id=record.id,
        reference=record.reference or session.office_code,
        title=record.title_text,
        type=document_of(record).code,
        date=session.today,
        document_language=language,
        revision_number=number,
        prepared_function=session.officer.function,
        tlp=effective(record.tlp),
    )
