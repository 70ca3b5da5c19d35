"""Pages of records for reading: as a PDF, or for a printer. They are no submission, and say so.

They are what a submission prints of each record, under the strictest label of all. What is for the
office only is not on them. Where the guard finds personal data nothing leaves until it is answered
or withheld; what was answered for a submission counts while the record stands at the same revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop import reports
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import document_of
from rilo_desktop.records import Record
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import Stored

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from ..records.list_export import WITHHELD
from ..records.record import find, known_in
from .content import freeze, least_label
from .guard_answers import released_answers, unanswered
from .preflight import judged
from .preview import KINDS, is_draft, language_of_page, page_content
from .printed_pages import PrintedPages, check_file, saved

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
    check_file(path)
    return saved(session, made(session, request, progress), path)


def made(session: Session, request: PagesRequest, progress: Progress = SILENT) -> PrintedPages:
    """The pages in memory; nothing is logged yet.

    Raises Refused for a record without pages of its own, for too many, with each finding of the
    guard that is not answered, and for what cannot be printed.
    """
    session.permit(Task.SUBMIT)
    found = [find(session, name) for name in dict.fromkeys(request.records)]
    _refuse_wrong(found)
    records, withheld, given = _guarded(session, found, request)
    tlp = strictest(label for record in records for label in _labels(record))
    drafts = [is_draft(record) for record in records]
    contents = [
        _content(session, record, request.language, tlp, draft)
        for record, draft in zip(records, drafts, strict=True)
    ]
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
        withheld=withheld,
        detail={
            "type": ", ".join(dict.fromkeys(record.kind.code for record in records)),
            "references": [record.reference for record in records],
            "records": len(records),
            "pages": pages,
            "tlp": tlp,
            "draft": any(drafts),
            "withheld": withheld,
            **({"answers": given} if given else {}),
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


def _labels(record: Record) -> tuple[str, ...]:
    return (effective(record.tlp), *least_label(document_of(record)))


def _content(
    session: Session, record: Record, language: str, tlp: str, draft: bool
) -> reports.Content:
    content = page_content(session, record, language_of_page(record, language), draft)
    return replace(content, head=replace(content.head, tlp=tlp, for_reading=True))


# --- the guard


def _guarded(
    session: Session, found: Sequence[Stored], request: PagesRequest
) -> tuple[list[Record], int, list[str]]:
    """The records as they are printed, how much of them is withheld, and what was answered."""
    frozen = [freeze(stored) for stored in found]
    known = known_in(session, *(one.record for one in frozen))
    said = [finding for one in frozen for finding in judged(one, known) if finding.answerable]
    with session.reading() as reading:
        earlier = tuple(released_answers(reading))
    left, given = unanswered(said, request.answers, found, earlier)
    if left and not request.withhold:
        raise Refused(*left)
    by_record: dict[str, set[str]] = {}
    for one in left:
        by_record.setdefault(one.place.record, set()).add(one.place.field)
    records = [
        _without(one.record, by_record.get(one.record.id, ()), request.language) for one in frozen
    ]
    return records, sum(map(len, by_record.values())), given


def _without(record: Record, paths: Iterable[str], language: str) -> Record:
    """The record with a note in place of these texts, and without these pictures."""
    note = catalogue(language_of_page(record, language)).text(WITHHELD)
    for path in paths:
        record = _replaced(record, path.split("."), note)
    return record


def _replaced(thing: Any, path: Sequence[str], note: str) -> Any:
    name, *rest = path
    value = getattr(thing, name)
    if rest:
        number, *inner = rest
        at = int(number) - 1
        if inner == ["sanitised"]:  # a picture that nobody looked at
            line = replace(value[at], kept=True)
        else:
            line = _replaced(value[at], inner, note)
        return replace(thing, **{name: (*value[:at], line, *value[at + 1 :])})
    said = tuple(_noted(value, note)) if isinstance(value, tuple) else note
    return replace(thing, **{name: said})


def _noted(value: Iterable[Any], note: str) -> Iterator[Any]:
    """Each text, or each language of one."""
    for one in value:
        yield (one[0], note) if isinstance(one, tuple) else note
