"""Consultations: a draft comes in as a file, and what offices say of it stands side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop.analysis.consultation import (
    OPEN as OPEN,
)
from rilo_desktop.analysis.consultation import (
    OfficeComment,
    State,
    by_paragraph,
    state_of,
)
from rilo_desktop.exchange.draft import Draft, read_draft
from rilo_desktop.exchange.table_file import ENDINGS, table_content
from rilo_desktop.language import catalogue
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.records import Consultation, ConsultationParagraph, Office, Product
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import vocabulary

from ..office import ways_out
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.outgoing import WITHHELD, found_in, going_out, paths_by_record, without_texts
from ..office.session import Session, Task
from . import attachment, record
from .changes import Saved

CODE = Consultation.kind.code


@dataclass(frozen=True)
class CommentTable:
    """`offices`: that answered; `missing`: that did not."""

    record: Consultation
    rows: tuple[OfficeComment, ...]
    offices: tuple[str, ...]
    missing: tuple[str, ...]


def add(session: Session, path: Path, title: str = "", **fields: str) -> Saved:
    """A draft from a file of Word or text as a new record, with the file. `fields`: of the record,
    as given; a document by its reference, number or id.

    Raises Refused for a file that cannot be read.
    """
    session.permit(Task.WRITE)
    if named := fields.get("document"):
        fields["document"] = record.find(session, named, Product.kind.code).record.id
    found = read_draft(path)
    taken = attachment.take(session, [path])
    if taken.refused:
        raise taken.refused[0]
    made = record.with_values(record.new(session, CODE), {k: v for k, v in fields.items() if v})
    assert isinstance(made, Consultation)
    named = title or found.title or path.stem
    paragraphs = paragraphs_of(found)
    made = replace(made, title=named, paragraphs=paragraphs, attachments=taken.attachments)
    return record.save(session, made)


def paragraphs_of(draft: Draft) -> tuple[ConsultationParagraph, ...]:
    return tuple(
        ConsultationParagraph(number=one.number, heading=one.heading or None, text=one.text)
        for one in draft.paragraphs
    )


def read(session: Session, path: Path) -> tuple[str, tuple[ConsultationParagraph, ...]]:
    """Title and paragraphs of a file, for a form. Raises Refused."""
    session.permit(Task.WRITE)
    found = read_draft(path)
    return found.title, paragraphs_of(found)


def find(session: Session, name: str) -> Consultation:
    """By reference, own number or id. Raises Refused."""
    found = record.find(session, name).record
    if not isinstance(found, Consultation):
        raise refusal(
            "consultations.other",
            N_("{name} is no consultation."),
            place_of(found),
            name=name_of(found),
        )
    return found


def states(one: Consultation) -> dict[State, int]:
    """How many paragraphs are in each state."""
    found = [state_of(line) for line in one.paragraphs]
    return {state: found.count(state) for state in State}


@dataclass(frozen=True, slots=True)
class DraftChoice:
    id: str
    title: str


def choices(session: Session) -> tuple[DraftChoice, ...]:
    """One record for each draft, that of this office where it has one; newest first."""
    found: dict[str, Consultation] = {}
    with session.reading() as reading:
        for stored in reading.records.all_of(CODE):
            one = stored.record
            assert isinstance(one, Consultation)
            key = one.subject or one.id
            if key not in found or office_of(one.reference) == session.office_code:
                found[key] = one
    ordered = sorted(found.values(), key=lambda one: (one.opened or "", one.id), reverse=True)
    return tuple(DraftChoice(one.id, one.title_text) for one in ordered)


def table(session: Session, name: str) -> CommentTable:
    """All comments on the draft of a record: of this office, and of those that returned theirs.

    Records belong to one draft by its reference (`subject`). Raises Refused.
    """
    own = find(session, name)
    with session.reading() as reading:
        answers = _answers(reading, own)
        offices = _offices(reading, session.office_code)
    rows = by_paragraph(own, answers)
    answered = tuple(sorted({row.office for row in rows}))
    return CommentTable(own, rows, answered, tuple(sorted(set(offices) - set(answered))))


def _answers(reading: ReadSession, own: Consultation) -> Sequence[tuple[str, Consultation]]:
    """The newest record of each office on this draft."""
    found: dict[str, Consultation] = {office_of(own.reference): own}
    for stored in reading.records.all_of(CODE):
        one = stored.record
        assert isinstance(one, Consultation)
        office = office_of(one.reference)
        is_same = bool(own.subject) and one.subject == own.subject
        if is_same and one.id != own.id and office != office_of(own.reference):
            before = found.get(office)
            if before is None or before.reference < one.reference:
                found[office] = one
    return list(found.items())


def _offices(reading: ReadSession, own: str) -> list[str]:
    """Of the network: the Secretariat waits for all of them."""
    codes = [str(stored.record.local_ref) for stored in reading.records.all_of(Office.kind.code)]
    return [code for code in codes if not is_secretariat(code) and code != own]


def write(
    session: Session,
    name: str,
    path: Path,
    language: str,
    answers: tuple[tuple[str, str, str], ...] = (),
    withhold: bool = False,
) -> int:
    """The table of a record as .xlsx or .csv, by the name of the file; labels in `language`. The
    log says so first. Gives how many texts are left out.

    `answers`: (reference, field, text) to what the guard finds; `withhold`: a note stands in place
    of what is not answered. Raises Refused.
    """
    with going_out(session, ways_out.COMMENTS, path) as out:
        if path.suffix.lower() not in ENDINGS:
            raise refusal(
                "consultations.ending",
                N_("{path} ends in neither .xlsx nor .csv: give it one of these endings."),
                path=path,
            )
        own = find(session, name)
        with session.reading() as reading:
            said = _answers(reading, own)
            stored = [one for _, of in said if (one := reading.records.stored(of.id))]
        left = out.ask(
            found_in((of for _, of in said), ("paragraphs", "comments")), answers, stored, withhold
        )
        out.withhold(len({(one.place.record, one.place.field) for one in left}))
        paths, say = paths_by_record(left), catalogue(language).text
        without = {of.id: without_texts(of, paths.get(of.id, ()), say(WITHHELD)) for _, of in said}
        rows = list(
            cells(
                by_paragraph(without[own.id], [(office, without[of.id]) for office, of in said]),
                language,
            )
        )
        out.leave(
            table_content(
                path.name, say(Consultation.kind.plural), [say(label) for label in HEADS], rows
            ),
            submission=own.reference,
            tlp=strictest(effective(of.tlp) for _, of in said),
            entries=len(rows),
            withheld=out.withheld,
        )
    return out.withheld


def cells(rows: Sequence[OfficeComment], language: str) -> Iterator[tuple[str, ...]]:
    """As they stand under HEADS, codes in words."""
    positions, weights = vocabulary("consultation_position"), vocabulary("consultation_weight")
    say = catalogue(language).text
    for row in rows:
        yield (
            row.number,
            row.heading,
            row.text,
            row.office,
            positions.label(row.position, language) if row.position else "",
            weights.label(row.weight, language) if row.weight else "",
            row.comment,
            row.proposal,
            row.reason,
            say(OTHER_TEXT) if row.other_text else "",
        )


OTHER_TEXT = N_("The paragraph reads differently there.")
HEADS = (
    N_("Paragraph"),
    N_("Heading"),
    N_("Their text"),
    N_("Office"),
    N_("Position"),
    N_("Weight"),
    N_("Comment"),
    N_("Proposed text"),
    N_("Reason"),
    N_("Note"),
)
