"""The answers that several offices gave to one form, as one table: who answered, what, who not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from rilo_desktop.questions.anonymity import anonymous_paths
from rilo_desktop.questions.answer_exports import AnswerTable, answer_tables
from rilo_desktop.questions.consolidation import AnswerCell, AnswerRow, CellState, consolidated
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.questions.form_state import FormState, TooManyLines
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.records.answered_form import answered, compiled
from rilo_desktop.records.identifiers import office_of

OFFICE, ANONYMOUS = "_office", "_anonymous"


@dataclass(frozen=True, slots=True)
class OfficeAnswers:
    """An office, and its answers where it has sent any. `version`: of the form that it answered.

    Without a `state`, answers that were sent cannot be read.
    """

    code: str
    answers: QuestionnaireAnswers | None = None
    state: FormState | None = None
    version: str = ""


@dataclass(frozen=True)
class Consolidation:
    form: Questionnaire
    state: FormState
    """Of the form without answers."""
    offices: tuple[OfficeAnswers, ...]

    @cached_property
    def rows(self) -> tuple[AnswerRow, ...]:
        found = consolidated(self.state, [office.state for office in self.offices])
        return tuple(replace(row, cells=tuple(self._cells(row))) for row in found)

    def _cells(self, row: AnswerRow) -> Iterator[AnswerCell]:
        """Answers that came and cannot be read are no missing ones."""
        for office, cell in zip(self.offices, row.cells, strict=True):
            is_unread = office.answers is not None and office.state is None
            yield AnswerCell(CellState.UNREADABLE) if is_unread else cell

    @property
    def received(self) -> tuple[OfficeAnswers, ...]:
        return tuple(office for office in self.offices if office.answers is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(office.code for office in self.offices if office.answers is None)

    @cached_property
    def tables(self) -> list[AnswerTable]:
        """As each office's own export, one below the other, with the code of the office, and
        names of the questions for which it is not to be named.

        An office that has sent nothing has a row with its code alone.
        """
        found = answer_tables(self.state)
        main, *repeats = found
        main.rows.clear()
        asks_anonymously = any(element.anonymous for element in self.state.form.elements)
        for table in found:
            table.columns.insert(0, OFFICE)
        if asks_anonymously:
            main.columns.append(ANONYMOUS)
        by_name = {table.name: table for table in repeats}
        for office in self.offices:
            if office.state is None:
                main.rows.append({OFFICE: office.code})
                continue
            first, *others = answer_tables(office.state)
            about = {OFFICE: office.code}
            if asks_anonymously:
                about[ANONYMOUS] = " ".join(map("/".join, anonymous_paths(office.state)))
            main.rows += [{**about, **row} for row in first.rows]
            for table in others:
                if table.name in by_name:
                    kept = by_name[table.name].rows
                    kept += [{OFFICE: office.code, **row} for row in table.rows]
        return found


def of_period(
    form: Questionnaire, answers: Iterable[QuestionnaireAnswers]
) -> list[QuestionnaireAnswers]:
    """Those to this version, and those to another one for the period that it asks about."""
    return [
        one
        for one in answers
        if one.questionnaire == form.id or not form.period or one.period == form.period
    ]


def consolidate(
    form: Questionnaire,
    answers: Iterable[QuestionnaireAnswers],
    forms: Mapping[str, Questionnaire],
    offices: Sequence[str],
    today: date,
) -> Consolidation:
    """`forms`: by id, those that the answers name; `offices`: codes of all that were asked.

    Answers are of the office that gave their reference, whatever they say: only that is signed.
    Of several of an office the newest counts: by version of the form, then by day. Raises
    DefinitionError for a form that cannot be used.
    """
    newest: dict[str, QuestionnaireAnswers] = {}
    for one in sorted(answers, key=lambda one: _age(one, form)):
        code = office_of(one.reference)
        if str(one.questionnaire) in forms and code:
            newest[code] = one
    codes = [*offices, *sorted(set(newest) - set(offices))]
    state = FormState(compiled(form.definition or ""), datetime.combine(today, time(12)))
    return Consolidation(
        form, state, tuple(_office(code, newest.get(code), forms, today) for code in codes)
    )


def _age(one: QuestionnaireAnswers, form: Questionnaire) -> tuple[bool, str, str, str]:
    return (
        one.questionnaire == form.id,
        one.form_version or "",
        one.answered_on or "",
        one.reference,
    )


def _office(
    code: str,
    answers: QuestionnaireAnswers | None,
    forms: Mapping[str, Questionnaire],
    today: date,
) -> OfficeAnswers:
    if answers is None:
        return OfficeAnswers(code)
    own = forms[str(answers.questionnaire)]
    state: FormState | None = None
    with suppress(DefinitionError, TooManyLines):  # one office does not hide all others
        state, _ = answered(own.definition or "", answers, today)
    return OfficeAnswers(code, answers, state, own.form_version or "")
