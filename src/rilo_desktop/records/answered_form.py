"""A form with the answers of a record, as it stands: what is asked, computed and skipped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

from rilo_desktop.questions.answer_lines import AnswerLine, read_lines
from rilo_desktop.questions.answer_tree import AnswerNode, AnswerState
from rilo_desktop.questions.compiled_form import CompiledForm, compile_form
from rilo_desktop.questions.definition import ItemType, parse_definition
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.surroundings import NOWHERE, Surroundings

from .dates import is_day
from .questionnaire import QuestionnaireAnswers


@lru_cache(maxsize=16)
def compiled(definition: str) -> CompiledForm:
    """Of the canonical text. Raises DefinitionError."""
    return compile_form(parse_definition(definition))


def answer_lines(answers: QuestionnaireAnswers) -> Iterator[AnswerLine]:
    """Lines with a state that is none are those of an answer."""
    for line in answers.answers:
        state = line.state if line.state in set(AnswerState) else AnswerState.ANSWERED
        yield AnswerLine(line.path or "", line.value or "", AnswerState(state))


def moment_of(answers: QuestionnaireAnswers, today: date) -> datetime:
    """What `today()` says: the day of answering, so that what was right then stays right."""
    said = answers.answered_on
    day = date.fromisoformat(said) if isinstance(said, str) and is_day(said) else today
    return datetime.combine(day, time(12))


def files_answered(answers: QuestionnaireAnswers) -> frozenset[str]:
    """Files of pictures that answers name, of questions that were asked when these were kept."""
    state = AnswerState.ANSWERED.value
    return frozenset(line.value for line in answers.answers if line.value and line.state == state)


def files_asked(state: FormState) -> frozenset[str]:
    """Files of pictures that answer questions which are asked now."""
    images = (node for node in state.root.questions() if _is_image(node))
    return frozenset(node.text for node in images if node.text)


def _is_image(node: AnswerNode) -> bool:
    return node.item is not None and node.item.type is ItemType.IMAGE


def answered(
    definition: str,
    answers: QuestionnaireAnswers,
    today: date,
    surroundings: Surroundings = NOWHERE,
) -> tuple[FormState, list[AnswerLine]]:
    """The state, and the lines that this form does not ask for. `surroundings`: where it is
    answered; elsewhere what came is shown.

    Raises DefinitionError and TooManyLines.
    """
    form = compiled(definition)
    root, left = read_lines(form.definition, answer_lines(answers))
    moment = moment_of(answers, today)
    return FormState(form, moment, root, surroundings=surroundings), left
