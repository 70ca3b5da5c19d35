"""The questionnaires: a part that is answered, and the answers of all offices."""

from __future__ import annotations

from typing import Any

from rilo_desktop.gui.routing import ANSWERS_TABLE, Route
from rilo_desktop.gui.widgets.questions import QuestionsInput
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers

from .harness import Harness, NotHere, Scene


def _answers(part: str) -> Any:
    """The first answers in their editor, at a part by its number."""

    def show(harness: Harness) -> None:
        editor = harness.place.editor(QuestionnaireAnswers.kind.code)
        harness.place.edit(QuestionnaireAnswers.kind.code, _first(harness, QuestionnaireAnswers))
        harness.settle()
        shown = editor.form.fields["answers"].input
        if not isinstance(shown, QuestionsInput) or shown.state is None:
            raise NotHere("the form of the answers is not read")
        editor.show_section(f"answers/{part}")
        harness.settle()
        shown.take_first()

    return show


def _table(harness: Harness) -> None:
    questionnaire = _first(harness, Questionnaire)
    harness.place.travel(Route(ANSWERS_TABLE, record=questionnaire))
    harness.settle()


def _first(harness: Harness, of: Any) -> str:
    page: Any = harness.go(of.kind.code)
    harness.settle()
    row = page.model.listed(0)
    if row is None:
        raise NotHere(f"no record of the type {of.kind.code}")
    return str(row.id)


SCENES = (
    Scene("questionnaire-answers", _answers("1")),
    Scene("questionnaire-choices", _answers("3")),
    Scene("answers-of-offices", _table),
)
