"""Recording: new records, changes, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from rilo_desktop.office_codes import is_practice, is_secretariat
from rilo_desktop.presentation.registry import (
    RECORD_TYPES,
    named_by_own_number,
    record_type,
)
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.records import (
    KeyIssue,
    Questionnaire,
    QuestionnaireAnswers,
    Record,
    RequiredFor,
    Workflow,
    class_of,
    fields_of,
)
from rilo_desktop.records.answered_form import compiled
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.identifiers import new_id
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.records.sanitize import sanitize_text
from rilo_desktop.rules.activities import going_with
from rilo_desktop.rules.consultations import document_of
from rilo_desktop.rules.context import AskedForm, LinkedState, RuleContext
from rilo_desktop.rules.derived_values import Known, started
from rilo_desktop.rules.facts import as_held
from rilo_desktop.rules.findings import N_, Finding, Refused
from rilo_desktop.rules.made_from import named_by
from rilo_desktop.rules.own_numbers import OwnNumbers
from rilo_desktop.rules.questionnaires import references_in
from rilo_desktop.rules.review_comments import ReviewComment, value_at
from rilo_desktop.rules.updates import appended_only, fixed_texts, outside_review
from rilo_desktop.rules.validate import validate
from rilo_desktop.store import ReadSession, Revision, received
from rilo_desktop.store import Stored as Stored

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from ..receiving.acceptance_rules import in_force
from .changes import Saved
from .picture_copies import copies_to_keep

R = TypeVar("R", bound=Record)
DEFAULTS = {"grading_scheme": "6x6"}
KEPT_BY_SERVICES = frozenset(spec.code for spec in RECORD_TYPES if spec.by_service_only)


def new(session: Session, kind: str) -> Record:
    """An empty record of a kind, not saved yet; it gets its reference with the first save."""
    made: Record = class_of(kind)(id=new_id(session.clock()), language="en")
    described = fields_of(type(made))
    if "grading_scheme" in described:
        made = with_values(made, DEFAULTS)
    if not is_secretariat(session.office_code):
        made = replace(made, office_code=session.office_code)
    return made


@dataclass(frozen=True, slots=True)
class Begun:
    """A record that is begun on a form, and what more may follow from what is written there."""

    record: Record
    known: Known


def begun(session: Session, kind: str) -> Begun:
    """A `new` record with the values it begins with."""
    numbers = OwnNumbers()
    if record_type(kind).list.named_by == "local_ref":
        with session.reading() as reading:
            taken = tuple(reading.records.by_local_ref(kind, own=True))
        numbers = OwnNumbers(session.office_code, date.fromisoformat(session.today).year, taken)
    known = Known(session.today, numbers)
    return Begun(started(new(session, kind), known), known)


def get(session: Session, record_id: str) -> Stored:
    """Raises Refused where there is no such record."""
    with session.reading() as reading:
        return stored_in(reading, record_id)


def shown(session: Session, record_id: str) -> Stored:
    """The record as it is read, not as it is written: no fact surer than it is today."""
    stored = get(session, record_id)
    return replace(stored, record=as_held(stored.record, date.fromisoformat(session.today)))


def find(session: Session, name: str, kind: str = "") -> Stored:
    """By reference, own number or id.

    Raises Refused where there is none, and where records of several kinds have this own number.
    """
    name = sanitize_text(name)
    with session.reading() as reading:
        found = reading.records.find_ids(kind, name)
        if len(found) > 1:
            names = [name_of(stored_in(reading, record_id).record) for record_id in found]
            raise refusal(
                "record.ambiguous",
                N_("{name} is the local reference of several records: say {references}."),
                name=name,
                references=", ".join(names),
            )
        if not found:
            raise _missing(name)
        return stored_in(reading, found[0])


def stored_in(reading: ReadSession, record_id: str) -> Stored:
    found = reading.records.stored(record_id)
    if found is None:
        raise _missing(record_id)
    return found


def _missing(name: str) -> Refused:
    return refusal("record.missing", N_("There is no record {name} in this store."), name=name)


def history(session: Session, record_id: str) -> tuple[Revision, ...]:
    """All revisions, newest first."""
    with session.reading() as reading:
        return reading.revisions.of_record(record_id)


def save(session: Session, record: Record, base: str = "") -> Saved:
    """Save a record as a draft; nothing incomplete keeps it from being saved.

    `base` is the revision that was edited: Refused when somebody changed the record since. Also
    refused: another record's own number, and changed or removed entries of a progress thread.
    Where nothing changed nothing is written. A record that was in review, approved or released
    goes back to draft, unless only what is outside of the review was written.
    """
    session.permit(Task.WRITE)
    refuse_kept(record.kind.code, record)
    kinds = frozenset({record.kind.code})
    with session.unit(actions.EDIT) as unit:
        is_new = not unit.heads([record.id])
        before = None if is_new else unit.reading.records.stored(record.id)
        check_writable(unit.reading, before, record, base)
        written = record
        if before is None or not same_content(before.record, record):
            (written,) = unit.write([_as_written(before, record)])
        # compared again: `write` removes characters that no text may hold
        if before is not None and same_content(before.record, written):
            unit.abandon()
            return Saved(records=(record.id,), kinds=kinds, same=1, stored=before)
        for copy in copies_to_keep(unit.reading, record):
            unit.write_copy(copy)
        (revision,) = unit.revisions
        return Saved(
            operation=unit.operation,
            action=actions.EDIT,
            records=(record.id,),
            kinds=kinds,
            created=int(is_new),
            changed=int(not is_new),
            title=written.title_text,
            stored=Stored(written, revision.id, revision.number, revision.author, revision.time),
        )


def _as_written(before: Stored | None, record: R) -> R:
    if before is not None and outside_review(before.record, record):
        return replace(record, workflow=before.record.workflow)
    return as_draft(record)


def as_draft(record: R) -> R:
    return record if record.workflow == Workflow.DRAFT else replace(record, workflow=Workflow.DRAFT)


def refuse_kept(kind: str, record: Record | None = None) -> None:
    """Raises Refused for a kind that only its own services write; `record` is the one meant."""
    if kind in KEPT_BY_SERVICES:
        raise refusal(
            "record.kept",
            N_("A submission is prepared, approved and returned, not edited."),
            place_of(record) if record else None,
        )


def check_writable(reading: ReadSession, before: Stored | None, record: Record, base: str) -> None:
    """Raises Refused."""
    if base and before is not None and before.revision != base:
        raise refusal(
            "record.changed",
            N_("{name} was changed by {author} meanwhile. Keep your text and open it again."),
            place_of(record),
            name=name_of(before.record),
            author=before.author,
        )
    if record.local_ref:
        other = reading.records.by_own_number(record.kind.code, record.local_ref, record.reference)
        if other is not None and other != record.id:
            raise refusal(
                "record.own_number",
                N_("The local reference {number} belongs to another record; choose another one."),
                replace(place_of(record), field="local_ref"),
                number=record.local_ref,
            )
    if before is not None:
        found = (
            *appended_only(before.record, record),
            *fixed_texts(before.record, record, reading.own_office),
        )
        if found:
            raise Refused(*found)


def findings(
    session: Session,
    record: Record,
    profile: RequiredFor = RequiredFor.FULL,
    known: RuleContext | None = None,
) -> tuple[Finding, ...]:
    """What the rules say of a record as it would be sent."""
    return validate(record, profile, known or known_in(session, record))


def known_in(session: Session, *records: Record) -> RuleContext:
    """The names that codes of records may refer to, and what the receiver asks for.

    `records`: those that will be judged.
    """
    with session.reading() as reading:
        return known_of(reading, *records)


def known_of(reading: ReadSession, *records: Record) -> RuleContext:
    refs = {kind: frozenset(reading.records.by_local_ref(kind)) for kind in named_by_own_number()}
    return RuleContext(
        refs,
        made_from=dict(_made_from(reading, records)),
        acceptance=in_force(reading),
        remarks=_remarks(reading),
        ranks=_ranks(reading),
        forms=dict(_forms(reading, records)),
        practice=is_practice(reading.own_office),
    )


def known_about(known: RuleContext, reading: ReadSession, record: Record) -> RuleContext:
    """The same, and what this record names."""
    made_from = dict(_made_from(reading, (record,)))
    return replace(known, made_from=made_from, forms=dict(_forms(reading, (record,))))


def _made_from(
    reading: ReadSession, records: Iterable[Record]
) -> Iterator[tuple[str, LinkedState]]:
    named = (
        name
        for record in records
        for name in (*named_by(record), *going_with(record), *document_of(record))
    )
    for name in dict.fromkeys(named):
        stored = reading.records.stored(name)
        if stored is not None:
            record = stored.record
            yield name, LinkedState(name_of(record), stored.revision, str(record.tlp or ""))


def _forms(reading: ReadSession, records: Iterable[Record]) -> Iterator[tuple[str, AskedForm]]:
    """The forms that answers among the records belong to."""
    for one in records:
        stored = (
            reading.records.stored(str(one.questionnaire))
            if isinstance(one, QuestionnaireAnswers)
            else None
        )
        if stored is None or not isinstance(stored.record, Questionnaire):
            continue
        assert isinstance(one, QuestionnaireAnswers)
        text = stored.record.definition or ""
        try:
            names = references_in(compiled(text).definition, one)
        except DefinitionError:
            names = set()
        unknown = frozenset(name for name in names if not reading.records.find_ids("", name))
        yield stored.record.id, AskedForm(text, unknown)


def _ranks(reading: ReadSession) -> Mapping[tuple[int, int], frozenset[str]]:
    """The ranks that this office gave its key issues."""
    found: dict[tuple[int, int], frozenset[str]] = {}
    ranks = reading.records.own_line_values(KeyIssue.kind.code, "ranks", ("year", "rank"))
    for identity, year, rank in ranks:
        found[year, rank] = found.get((year, rank), frozenset()) | {identity}
    return found


def _remarks(reading: ReadSession) -> Mapping[str, tuple[ReviewComment, ...]]:
    """What addressees ask of fields; nearly always nothing."""
    found: dict[str, tuple[ReviewComment, ...]] = {}
    for one in received.remarks(reading):
        seen = reading.revisions.get(one.revision)
        if seen is None or seen.is_purged:
            continue
        then = value_at(without_office_only(seen.record_then())[0], one.field)
        asked = ReviewComment(one.field, one.comment, one.by, then)
        found[one.record] = (*found.get(one.record, ()), asked)
    return found


def with_values(record: R, values: Mapping[str, Any]) -> R:
    """The record with these described fields."""
    changes: dict[str, Any] = dict(values)
    return replace(record, **changes)
