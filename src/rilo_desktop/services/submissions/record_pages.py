"""Pages of records for reading: as a PDF, or for a printer. They are no submission, and say so.

They are what a submission prints of each record, under the strictest label of all. What is for the
office only is not on them. Where the guard finds personal data nothing leaves until it is answered
or withheld; what was answered for a submission counts while the record stands at the same revision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.presentation.documents import document_of
from rilo_desktop.questions.languages import language_code
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers, Record
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import Stored

from ..office import ways_out
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.outgoing import (
    WITHHELD,
    Outgoing,
    check_target,
    going_out,
    paths_by_record,
    without_texts,
)
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.record import find, known_in
from .content import findings_beside, freeze, least_label, stored_beside
from .preflight import judged
from .preview import KINDS, is_draft, language_of_page, page_content
from .printed_pages import PrintedPages, check_ending, saved

MOST_RECORDS = 50
DRAWING = N_("Making the pages")


@dataclass(frozen=True, slots=True)
class PagesRequest:
    """Which records, by reference, own number or id. `language`: of labels, where the record says
    none that documents are made in. `answers`: (reference, field, text) to what the guard finds.
    `withhold`: what is not answered is left out."""

    records: tuple[str, ...]
    language: str = "en"
    answers: tuple[tuple[str, str, str], ...] = ()
    withhold: bool = False


def write(
    session: Session, request: PagesRequest, path: Path, progress: Progress = SILENT
) -> PrintedPages:
    """As a PDF file; the log says so first. Raises Refused as `made`, and Cancelled."""
    session.permit(Task.SUBMIT)
    check_ending(path)
    check_target(path)
    return saved(session, made(session, request, progress), path)


def made(session: Session, request: PagesRequest, progress: Progress = SILENT) -> PrintedPages:
    """The pages in memory; nothing is logged yet.

    Raises Refused for a record without pages of its own, for too many, with each finding of the
    guard that is not answered, and for what cannot be printed.
    """
    with going_out(session, ways_out.PAGES) as out:
        return _made(out, request, progress)


def _made(out: Outgoing, request: PagesRequest, progress: Progress) -> PrintedPages:
    session = out.session
    found = [find(session, name) for name in dict.fromkeys(request.records)]
    _refuse_wrong(found)
    records = [stored.record for stored in found]
    _refuse_unknown(session, records, request.language)
    tlp = strictest(label for record in records for label in _labels(record))
    drafts = [is_draft(record) for record in records]
    contents = _cleared(out, found, request, tlp)
    said = [one for content in contents for one in reports.unprintable(content)]
    if said:
        raise Refused(*said)

    def told(done: int, of: int) -> None:
        progress(done, of, DRAWING)

    pdf = progress.outside(reports.sheets, contents, told)
    pages = reports.page_count(pdf)
    return PrintedPages(
        pdf=pdf,
        title=name_of(records[0]),
        pages=pages,
        tlp=tlp,
        draft=any(drafts),
        paper=contents[0].head.paper,
        cleared=out.cleared,
        detail={
            "type": ", ".join(dict.fromkeys(record.kind.code for record in records)),
            "references": [record.reference for record in records],
            "records": len(records),
            "pages": pages,
            "tlp": tlp,
            "draft": any(drafts),
            "withheld": out.withheld,
        },
    )


def _refuse_wrong(found: Sequence[Stored]) -> None:
    if not found:
        raise refusal("pages.nothing", N_("Choose the records whose pages are wanted."))
    if len(found) > MOST_RECORDS:
        raise refusal(
            "pages.many",
            N_("{count} records are chosen, and {most} go into one file: choose fewer."),
            count=len(found),
            most=MOST_RECORDS,
        )
    for stored in found:
        if stored.record.kind.code not in KINDS:
            raise refusal(
                "pages.none",
                N_("{name} has no page of its own: export its list instead."),
                place_of(stored.record),
                name=name_of(stored.record),
            )


def _refuse_unknown(session: Session, records: Sequence[Record], language: str) -> None:
    """A language that neither documents nor the forms among the records are in."""
    known = set(window_languages())
    if language in known:
        return
    with session.reading() as reading:
        named = [r.questionnaire for r in records if isinstance(r, QuestionnaireAnswers)]
        stored = [reading.records.stored(name) for name in named if isinstance(name, str)]
    for form in (*records, *(one.record for one in stored if one is not None)):
        if isinstance(form, Questionnaire):
            known |= set(map(language_code, form.form_languages))
    if language not in known:
        message = N_("Nothing of this is in the language “{language}”: choose one of {known}.")
        listed = ", ".join(sorted(known))
        raise refusal("pages.language", message, language=language, known=listed)


def _labels(record: Record) -> tuple[str, ...]:
    return (effective(record.tlp), *least_label(document_of(record)))


def _contents(
    session: Session, records: Sequence[Record], language: str, tlp: str
) -> list[reports.Content]:
    return [
        replace(content, head=replace(content.head, tlp=tlp, for_reading=True))
        for record in records
        for content in [
            page_content(session, record, language_of_page(record, language), is_draft(record))
        ]
    ]


# --- the guard


def _cleared(
    out: Outgoing, found: Sequence[Stored], request: PagesRequest, tlp: str
) -> list[reports.Content]:
    """What is printed, with a note in place of what nobody answered. Raises Refused."""
    session = out.session
    frozen = [freeze(stored) for stored in found]
    records = [one.record for one in frozen]
    contents = _contents(session, records, request.language, tlp)
    known = known_in(session, *records)
    said = [finding for one in frozen for finding in judged(one, known) if finding.answerable]
    said += [finding for content in contents for finding in findings_beside(content)]
    with session.reading() as reading:
        beside = stored_beside(reading, contents)
    left = out.ask(said, request.answers, [*found, *beside], request.withhold)
    if not left:
        return contents
    paths, text = paths_by_record(left), catalogue(request.language).text(WITHHELD)
    out.withhold(sum(map(len, paths.values())))
    kept = [without_texts(one, paths.get(one.id, ()), _note(one, request)) for one in records]

    def printed(beside: Mapping[str, Record]) -> Mapping[str, Record]:
        return {name: without_texts(one, paths.get(name, ()), text) for name, one in beside.items()}

    return [
        replace(content, referenced={kind: printed(of) for kind, of in content.referenced.items()})
        for content in _contents(session, kept, request.language, tlp)
    ]


def _note(record: Record, request: PagesRequest) -> str:
    return catalogue(language_of_page(record, request.language)).text(WITHHELD)
