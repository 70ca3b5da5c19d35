"""Forms: taken from a workbook, found again by name and version, and answered for a period."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from rilo_desktop.exchange.form_file import file_digest, read_form
from rilo_desktop.file_kinds import FORM_LISTS
from rilo_desktop.questions.answer_lines import AnswerLine, lines_of
from rilo_desktop.questions.answer_tree import AnswerState
from rilo_desktop.questions.compiled_form import CompiledForm
from rilo_desktop.questions.definition import (
    ANSWERED,
    Definition,
    definition_text,
    title_in,
)
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.surroundings import Surroundings, told
from rilo_desktop.records import (
    QuestionAnswer,
    Questionnaire,
    QuestionnaireAnswers,
    Workflow,
)
from rilo_desktop.records.answered_form import answered
from rilo_desktop.records.answered_form import compiled as compiled_text
from rilo_desktop.records.identifiers import office_of, shipped_id
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.form_findings import reason
from rilo_desktop.store import ReadSession, Stored

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import attachment, record
from .changes import Saved
from .form_surroundings import surroundings_of

CODE, ANSWERS = Questionnaire.kind.code, QuestionnaireAnswers.kind.code
UNNAMED = "data"
"""What forms were called that name themselves nowhere, before their file named them."""
CHANGED = N_(
    "{file} asks something else than {name}, which has the same form_id {form} and version "
    "{version}. A changed form gets another version in the sheet settings of its workbook, and "
    "another form gets another form_id."
)
CHANGED_UNVERSIONED = N_(
    "{file} asks something else than {name}, which has the same form_id {form} and no version "
    "either. A changed form gets a version in the sheet settings of its workbook, and another form "
    "gets another form_id."
)


@dataclass(frozen=True, slots=True)
class AddedForm:
    """`changes`: None where the form was there already."""

    stored: Stored
    form: Questionnaire
    changes: Saved | None = None

    @property
    def is_new(self) -> bool:
        return self.changes is not None

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What its answers will hold of office and officer: messages with `names`."""
        return told(definition_of(self.form))


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form as lists show it. `answers`: references of its answers, the newest first."""

    form: Questionnaire
    answers: tuple[str, ...]


@dataclass(frozen=True)
class FormAnswers:
    """The answers of one office to one form, ready to be changed.

    `left`: lines that this version of the form does not ask for; they are kept as they are.
    """

    record: QuestionnaireAnswers
    revision: str
    """That it was read at; "": it was never saved."""
    state: FormState
    left: tuple[AnswerLine, ...] = ()

    @property
    def written(self) -> QuestionnaireAnswers:
        """The record with the answers as they are in `state` now."""
        return with_answers(self.record, (*lines_of(self.state.root), *self.left))


# --- forms


def add(session: Session, path: Path, given: Sequence[Path] = ()) -> AddedForm:
    """Keep the form of a workbook, with the workbook. The same form again is the same record.

    So is the same workbook, whatever the program asked of it or called it when it was taken.
    `given`: files with lists that the form asks for; what it uses of them becomes part of the form,
    and the files are not kept. Raises Refused for what is no form, with a finding for each file
    that is missing, and for another form under a version that is there.
    """
    session.permit(Task.WRITE)
    known = _of_workbook(session, path, given)
    if known is not None:
        return AddedForm(known, _form(known))
    definition = read_form(path, given)
    text = definition_text(definition)
    digest = digest_of(text)
    number = own_number(definition.form_id, definition.version)
    with session.reading() as reading:
        held = reading.records.stored(shipped_id(CODE, number))
    if held is not None:
        form = _form(held)
        if form.definition_sha256 != digest:
            raise refusal(
                "form.changed",
                CHANGED if definition.version else CHANGED_UNVERSIONED,
                place_of(form),
                file=path.name,
                name=name_of(form),
                form=definition.form_id,
                version=definition.version,
            )
        return AddedForm(held, form)
    taken = attachment.take(session, [path])
    if taken.refused:
        raise taken.refused[0]
    values = {
        "id": shipped_id(CODE, number),
        "local_ref": number,
        "attachments": taken.attachments,
        **described(definition, text),
    }
    made = record.with_values(record.new(session, CODE), values)
    saved = record.save(session, made)
    return AddedForm(saved.stored, _form(saved.stored), saved)


def _of_workbook(session: Session, path: Path, given: Sequence[Path]) -> Stored | None:
    """The form that was taken from a file with this content, which is its first attachment, and
    from these lists; without any they are those that it has.
    """
    digest = file_digest(path)
    lists = {file_digest(one, FORM_LISTS) for one in given}
    with session.reading() as reading:
        for stored in reading.records.all_of(CODE, archived=True):
            if [one.sha256 for one in _form(stored).attachments[:1]] == [digest]:
                sealed = {one.sha256 for one in definition_of(_form(stored)).files}
                return stored if not lists or lists == sealed else None
    return None


def described(definition: Definition, text: str) -> dict[str, Any]:
    """The fields of a questionnaire that follow from its definition."""
    return {
        "title": title_in(definition.title, "") or definition.form_id,
        "form_id": definition.form_id,
        "form_version": definition.version or None,
        "form_languages": definition.languages,
        "question_count": sum(item.type in ANSWERED for _, item in definition.walk()),
        "definition": text,
        "definition_sha256": digest_of(text),
    }


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def own_number(form_id: str, version: str) -> str:
    """By which every office finds the same form: its own name and version."""
    return f"{form_id} {version}".strip()


def listed(session: Session) -> tuple[FormLine, ...]:
    """All forms, those of one name together, the newest version first."""
    session.permit(Task.READ)
    with session.reading() as reading:
        forms = [_form(stored) for stored in reading.records.all_of(CODE)]
        answers = list(_answers(reading))
    forms.sort(key=lambda form: (str(form.form_id), _order(form)), reverse=True)
    forms.sort(key=lambda form: str(form.form_id))
    return tuple(
        FormLine(form, tuple(one.reference for one in answers if one.questionnaire == form.id))
        for form in forms
    )


def find(session: Session, form_id: str, version: str = "") -> Stored:
    """The form of this name, its newest version where none is said; or of this reference.

    Raises Refused, also where several forms have the name that forms without one got.
    """
    with session.reading() as reading:
        every = list(reading.records.all_of(CODE))
    named = [stored for stored in every if stored.record.reference == form_id]
    of_name = named or [stored for stored in every if _form(stored).form_id == form_id]
    if not of_name:
        raise refusal(
            "form.missing",
            N_("There is no form “{form}” in this store; add it from its workbook first."),
            form=form_id,
        )
    if not version:
        _refuse_several(form_id, [_form(stored) for stored in of_name])
    found = [s for s in of_name if not version or _form(s).form_version == version]
    if not found:
        raise refusal(
            "form.version",
            N_("There is no version {version} of {form} in this store; it has {versions}."),
            form=form_id,
            version=version,
            versions=", ".join(sorted(_form(s).form_version or "-" for s in of_name)),
        )
    return max(found, key=lambda stored: _order(_form(stored)))


def _refuse_several(form_id: str, forms: Iterable[Questionnaire]) -> None:
    """Forms of the name that all without one got have nothing else in common."""
    names = sorted({form.reference for form in forms})
    if form_id == UNNAMED and len(names) > 1:
        raise refusal(
            "form.several",
            N_(
                "There are {count} forms “{form}” in this store, as forms without a form_id were "
                "called. Say the reference of the one that is meant: {names}"
            ),
            count=len(names),
            form=form_id,
            names=", ".join(names),
        )


def get(session: Session, form: str) -> Questionnaire:
    """By id. Raises Refused."""
    return _form(record.get(session, form))


def compiled(form: Questionnaire) -> CompiledForm:
    """Raises Refused for a definition that cannot be used."""
    try:
        return compiled_text(form.definition or "")
    except DefinitionError as error:
        raise refusal(
            "form.definition",
            N_("The form {name} cannot be used: {reason}"),
            place_of(form),
            name=name_of(form),
            reason=reason(error),
        ) from None


class FormToAnswer(NamedTuple):
    """A form, the day until which its answers are wanted, where that comes from, and where it is
    answered.
    """

    form: CompiledForm
    due: str
    due_source: str
    surroundings: Surroundings


def to_answer(session: Session, form: str, answers: QuestionnaireAnswers) -> FormToAnswer:
    """Raises Refused where there is no such form, and where it cannot be used."""
    held = get(session, form)
    made = compiled(held)
    around = surroundings_of(session, made.definition, answers)
    return FormToAnswer(made, held.due or "", held.due_source or "", around)


def definition_of(form: Questionnaire) -> Definition:
    """Raises Refused for one that cannot be used."""
    return compiled(form).definition


# --- answers


def answers_of(session: Session, form: Questionnaire, period: str = "") -> FormAnswers:
    """This office's answers for a period: those that are there, else a record not saved yet.

    `period`: "": that the form asks about. Raises Refused.
    """
    period = period or form.period or ""
    with session.reading() as reading:
        held = [one for one in _stored_answers(reading, form.id) if _is_own(session, one)]
    for stored in held:
        found = _of(stored)
        if (found.period or "") == period:
            return opened(session, form, found, stored.revision)
    values = {
        "title": form.title,
        "questionnaire": form.id,
        "form_id": form.form_id,
        "form_version": form.form_version,
        "period": period or None,
    }
    made = record.with_values(record.new(session, ANSWERS), values)
    assert isinstance(made, QuestionnaireAnswers)
    return opened(session, form, made, "")


def opened(
    session: Session, form: Questionnaire, answers: QuestionnaireAnswers, revision: str
) -> FormAnswers:
    """Answers with the state of their form, as of today. Raises Refused."""
    around = surroundings_of(session, definition_of(form), answers)
    state, left = answered(form.definition or "", answers, session.clock().date(), around)
    if not answers.answers:
        state.write_defaults()
    return FormAnswers(answers, revision, state, tuple(left))


def save(session: Session, answers: FormAnswers) -> Saved:
    """Keep the answers as a draft, whatever is wrong with them. Raises Refused."""
    return record.save(session, answers.written, answers.revision)


def with_answers(
    answers: QuestionnaireAnswers, lines: Iterable[AnswerLine]
) -> QuestionnaireAnswers:
    """With these lines; remarks stay with the place that they are on."""
    remarks = {line.path: line.remark for line in answers.answers if line.remark}
    made = [
        QuestionAnswer(
            path=line.path,
            value=line.value or None,
            state=line.state.value,
            remark=remarks.pop(line.path, None),
        )
        for line in lines
    ]
    state = AnswerState.ANSWERED.value
    made += [QuestionAnswer(path=path, state=state, remark=said) for path, said in remarks.items()]
    return replace(answers, answers=tuple(made))


def newest_answers(session: Session, form_id: str) -> Stored:
    """This office's answers to a form, whichever its version; the newest. By the reference of a
    form, those to that version. Raises Refused.
    """
    with session.reading() as reading:
        forms = {one.record.id: _form(one) for one in reading.records.all_of(CODE, archived=True)}
        named = {name for name, form in forms.items() if form.reference == form_id}
        held = [
            stored
            for stored in reading.records.all_of(ANSWERS)
            if (_of(stored).form_id == form_id or _of(stored).questionnaire in named)
            and _is_own(session, stored)
        ]
    answered = {str(_of(stored).questionnaire) for stored in held}
    _refuse_several(form_id, [forms[name] for name in answered & forms.keys()])
    if not held:
        raise refusal(
            "form.unanswered",
            N_("This office has no answers to the form “{form}”."),
            form=form_id,
        )
    return max(held, key=lambda stored: (_of(stored).period or "", stored.at))


def about(session: Session, form_id: str, kind: str) -> Stored:
    """What a document about a form is made of: the form, or this office's answers to it.

    Raises Refused.
    """
    return newest_answers(session, form_id) if kind == ANSWERS else find(session, form_id)


def own_answers(session: Session, reading: ReadSession) -> Iterator[QuestionnaireAnswers]:
    """Of this office, to all forms and of all periods."""
    stored = (one for one in reading.records.all_of(ANSWERS) if _is_own(session, one))
    return (_of(one) for one in stored)


def _stored_answers(reading: ReadSession, form: str) -> list[Stored]:
    return [s for s in reading.records.all_of(ANSWERS) if _of(s).questionnaire == form]


def _answers(reading: ReadSession) -> Iterator[QuestionnaireAnswers]:
    return (_of(stored) for stored in reading.records.all_of(ANSWERS))


def _is_own(session: Session, stored: Stored) -> bool:
    """Did this office write it, or is it not saved yet?"""
    is_open = stored.record.workflow != Workflow.WITHDRAWN
    return is_open and office_of(stored.record.reference) == session.office_code


def _order(form: Questionnaire) -> tuple[int, str]:
    """Versions are numbers as a rule, and longer ones are newer."""
    version = form.form_version or ""
    return len(version) if version.isdecimal() else 0, version


def _form(stored: Stored) -> Questionnaire:
    assert isinstance(stored.record, Questionnaire)
    return stored.record


def _of(stored: Stored) -> QuestionnaireAnswers:
    assert isinstance(stored.record, QuestionnaireAnswers)
    return stored.record
