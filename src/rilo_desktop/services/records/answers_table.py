"""The answers of all offices to a questionnaire, side by side: what the Secretariat looks at."""

from __future__ import annotations

from dataclasses import dataclass

from rilo_desktop.questions.consolidation import AnswerRow, consolidated
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.records import Office, Questionnaire, QuestionnaireAnswers
from rilo_desktop.records.identifiers import is_secretariat, office_of
from rilo_desktop.store import ReadSession

from ..office.session import Session, Task
from . import forms


@dataclass(frozen=True)
class OfficeAnswers:
    """`record`: id of its newest answers; "": it has sent none."""

    office: str
    record: str = ""
    version: str = ""
    state: FormState | None = None


@dataclass(frozen=True)
class AnswersTable:
    form: Questionnaire
    state: FormState
    """Of the form that is looked at, without answers."""
    offices: tuple[OfficeAnswers, ...]
    rows: tuple[AnswerRow, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.office for one in self.offices if one.state is None)


def table(session: Session, questionnaire: str, period: str = "") -> AnswersTable:
    """Every office of the store is a column, whether it has answered or not.

    Answers to other versions of the form count too, by the paths of their questions. `period`: "":
    the newest answers of each office. Raises Refused.
    """
    session.permit(Task.READ)
    form = forms.get(session, questionnaire)
    with session.reading() as reading:
        newest = _newest(reading, form, period)
        known = sorted(reading.records.by_local_ref(Office.kind.code))
    codes = [code for code in known if not is_secretariat(code)]
    codes += sorted(set(newest) - set(codes))
    offices = tuple(_office(session, code, newest.get(code)) for code in codes)
    state = FormState(forms.compiled(form), session.clock().replace(tzinfo=None))
    rows = consolidated(state, [one.state for one in offices])
    return AnswersTable(form, state, offices, rows)


def _newest(
    reading: ReadSession, form: Questionnaire, period: str
) -> dict[str, QuestionnaireAnswers]:
    found: dict[str, QuestionnaireAnswers] = {}
    for stored in reading.records.all_of(QuestionnaireAnswers.kind.code):
        answers = stored.record
        assert isinstance(answers, QuestionnaireAnswers)
        is_meant = answers.form_id == form.form_id and not answers.archived
        if is_meant and (not period or answers.period == period):
            office = office_of(answers.reference)
            before = found.get(office)
            if before is None or _age(before) <= _age(answers):
                found[office] = answers
    return found


def _age(answers: QuestionnaireAnswers) -> tuple[str, str, str]:
    return answers.period or "", answers.answered_on or "", answers.reference


def _office(session: Session, code: str, answers: QuestionnaireAnswers | None) -> OfficeAnswers:
    if answers is None or not isinstance(answers.questionnaire, str):
        return OfficeAnswers(code)
    form = forms.get(session, answers.questionnaire)
    opened = forms.opened(session, form, answers, "")
    return OfficeAnswers(code, answers.id, answers.form_version or "", opened.state)
