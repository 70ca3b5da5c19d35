"""What a form that is answered here knows of this office, of who answers, and of the last time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from rilo_desktop.questions.answer_tree import AnswerState, names_of
from rilo_desktop.questions.definition import Definition
from rilo_desktop.questions.surroundings import (
    CHANCE,
    END,
    LAST_SAVED,
    NOWHERE,
    OFFICE,
    OFFICER,
    Surroundings,
    asks_for_last_answers,
)
from rilo_desktop.records import QuestionnaireAnswers, Workflow
from rilo_desktop.records.identifiers import office_of

from ..office.session import Session


def surroundings_of(
    session: Session, definition: Definition, answers: QuestionnaireAnswers
) -> Surroundings:
    """Of the answers of this office; of another's nothing."""
    if not _is_own(session, answers):
        return NOWHERE
    found = {
        OFFICE: session.office_code,
        OFFICER: session.officer.sign,
        CHANCE: uuid.uuid4().hex,
        END: session.clock().isoformat(timespec="milliseconds"),
    }
    wanted = asks_for_last_answers(definition)
    if wanted:
        last = _last(session, answers)
        found |= {LAST_SAVED + name: _answer(last, name) for name in wanted}
    return found


def _is_own(session: Session, answers: QuestionnaireAnswers) -> bool:
    return not answers.reference or office_of(answers.reference) == session.office_code


def _last(session: Session, answers: QuestionnaireAnswers) -> QuestionnaireAnswers | None:
    """This office's newest answers to the form that were begun before these: ids are in order."""
    with session.reading() as reading:
        stored = [one.record for one in reading.records.all_of(QuestionnaireAnswers.kind.code)]
    earlier: Iterable[QuestionnaireAnswers] = (
        one
        for one in stored
        if isinstance(one, QuestionnaireAnswers)
        and one.form_id == answers.form_id
        and one.workflow != Workflow.WITHDRAWN
        and one.id < answers.id
        and _is_own(session, one)
    )
    return max(earlier, key=lambda one: one.id, default=None)


def _answer(answers: QuestionnaireAnswers | None, name: str) -> str:
    """To the question of this name, in the first line of a repeat."""
    for line in answers.answers if answers is not None else ():
        is_asked = line.state == AnswerState.ANSWERED.value
        if is_asked and line.value and names_of(line.path or "")[-1:] == (name,):
            return line.value
    return ""
