"""Answers that a form lets count without the name of their office: they stay here, counts go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rilo_desktop.analysis.form_consolidation import consolidate, of_period
from rilo_desktop.questions.anonymity import anonymous_counts, anonymous_paths, count_names
from rilo_desktop.questions.answer_tree import names_of
from rilo_desktop.questions.definition import ANSWERED
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import TooManyLines
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers, Record
from rilo_desktop.records.answered_form import answered, compiled
from rilo_desktop.store import ReadSession, Stored

from .frozen_record import Frozen


def named_answers(reading: ReadSession, stored: Stored) -> QuestionnaireAnswers:
    """The answers without those that may not be named; of a form that cannot be read, and of one
    that is not here, without all.
    """
    answers = stored.record
    assert isinstance(answers, QuestionnaireAnswers)
    held = reading.records.stored(str(answers.questionnaire))
    form = held.record if held is not None else None
    definition = form.definition if isinstance(form, Questionnaire) else None
    try:
        state, _ = answered(definition or "", answers, date.fromisoformat(stored.at[:10]))
    except (DefinitionError, TooManyLines):
        bare = tuple(replace(line, value=None, remark=None) for line in answers.answers)
        return replace(answers, answers=bare)
    known, hidden = state.form.by_path, {*anonymous_paths(state)}
    lines = tuple(
        line
        for line in answers.answers
        if (path := names_of(line.path or "")) in known and path not in hidden
    )
    return replace(answers, answers=lines)


def counts_of(reading: ReadSession, day: str, frozen: Sequence[Frozen]) -> Mapping[str, int]:
    """Of the answers that are not named; nothing of a question where too few offices gave one."""
    form = next((one.record for one in frozen if isinstance(one.record, Questionnaire)), None)
    if form is None or not any(names_in([form])):
        return {}
    answers = [
        then for one in frozen if isinstance(then := _then(reading, one), QuestionnaireAnswers)
    ]
    held = (reading.records.stored(str(one.questionnaire)) for one in answers)
    forms = {one.record.id: one.record for one in held if one is not None}
    known = {name: one for name, one in forms.items() if isinstance(one, Questionnaire)}
    found = consolidate(
        form, of_period(form, answers), {**known, form.id: form}, (), date.fromisoformat(day)
    )
    definition = found.state.definition
    counts = (anonymous_counts(definition, row) for row in found.rows)
    return {name: count for one in counts for name, count in one.items()}


def _then(reading: ReadSession, one: Frozen) -> Record | None:
    """The whole record at the revision that was frozen."""
    revision = reading.revisions.get(one.revision)
    return None if revision is None or revision.is_purged else revision.record_then()


def names_in(records: Sequence[Record]) -> Iterator[str]:
    """Of all counts that a document made of these records may carry."""
    for one in records:
        if isinstance(one, Questionnaire):
            try:
                form = compiled(one.definition or "")
            except DefinitionError:
                continue
            for element in form.elements:
                if element.item.type in ANSWERED:
                    yield from count_names(form.definition, element.path, element.item)
