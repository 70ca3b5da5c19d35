"""The answers of all offices to one form as a table: shown, and written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rilo_desktop.analysis.form_consolidation import Consolidation, consolidate
from rilo_desktop.exchange.table_file import answers_workbook
from rilo_desktop.language import catalogue
from rilo_desktop.office_codes import is_secretariat
from rilo_desktop.questions.answer_exports import csv_of
from rilo_desktop.questions.definition import text_in
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.records import Office, Questionnaire, QuestionnaireAnswers
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.form_findings import reason
from rilo_desktop.rules.handling import effective, strictest

from ..office import ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import WITHHELD, found_in, going_out, paths_by_record, without_texts
from ..office.session import Session, Task
from . import forms

ENDINGS = (".xlsx", ".csv")


def table(session: Session, form_id: str, version: str = "", period: str = "") -> Consolidation:
    """The newest answers of each office, to whichever version of the form; the rows are of the
    version that is asked for, or the newest. Raises Refused.
    """
    session.permit(Task.READ)
    form = forms.find(session, form_id, version).record
    assert isinstance(form, Questionnaire)
    return _consolidated(session, form, period)


def table_of(session: Session, questionnaire: str) -> Consolidation:
    """The same of a questionnaire by the id of its record. Raises Refused."""
    session.permit(Task.READ)
    return _consolidated(session, forms.get(session, questionnaire))


def _consolidated(
    session: Session,
    form: Questionnaire,
    period: str = "",
    answers: Sequence[QuestionnaireAnswers] | None = None,
) -> Consolidation:
    """`answers` None: those that the office has."""
    forms.compiled(form)
    with session.reading() as reading:
        of_name = {
            one.record.id: one.record
            for one in reading.records.all_of(forms.CODE, archived=True)
            if isinstance(one.record, Questionnaire) and one.record.form_id == form.form_id
        }
        if answers is None:
            answers = [
                one.record
                for one in reading.records.all_of(forms.ANSWERS)
                if isinstance(one.record, QuestionnaireAnswers)
                and (not period or one.record.period == period)
            ]
        known = sorted(reading.records.by_local_ref(Office.kind.code))
    offices = [code for code in known if not is_secretariat(code)]
    try:
        return consolidate(form, answers, of_name, offices, date.fromisoformat(session.today))
    except DefinitionError as error:
        raise refusal(
            "form.definition",
            N_("The form {name} cannot be used: {reason}"),
            name=form.form_id,
            reason=reason(error),
        ) from None


def write(
    session: Session,
    found: Consolidation,
    path: Path,
    answers: tuple[tuple[str, str, str], ...] = (),
    withhold: bool = False,
    language: str = "en",
) -> int:
    """Write the table as .xlsx, with a sheet for each repeat, or the main one as .csv; the log says
    so first. Gives how many answers are left out.

    `answers`: (reference, field, text) to what the guard finds; `withhold`: a note stands in place
    of what is not answered, in `language`. Raises Refused.
    """
    with going_out(session, ways_out.FORM_TABLE, path) as out:
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise refusal(
                "form.table",
                N_("{file} is neither .xlsx nor .csv; choose one of the two."),
                file=path.name,
            )
        given = [one.answers for one in found.received if one.answers is not None]
        with session.reading() as reading:
            stored = [one for answer in given if (one := reading.records.stored(answer.id))]
        left = out.ask(found_in(given, ("answers",)), answers, stored, withhold)
        out.withhold(len({(one.place.record, one.place.field) for one in left}))
        if left:
            paths = paths_by_record(left)
            note = catalogue(language).text(WITHHELD)
            without = [without_texts(one, paths.get(one.id, ()), note) for one in given]
            found = _consolidated(session, found.form, answers=without)
        out.leave(
            answers_workbook(found.tables) if ending == ".xlsx" else csv_of(found.tables[0]),
            submission=found.form.reference,
            offices=[one.code for one in found.received],
            tlp=strictest(effective(one.tlp) for one in given),
            withheld=out.withheld,
        )
    return out.withheld


def as_data(found: Consolidation, language: str) -> Mapping[str, Any]:
    """For scripts. Of each question: each office's answers with what they are, and the tallies."""
    definition = found.state.definition
    return {
        "form_id": found.form.form_id,
        "version": found.form.form_version or "",
        "offices": [
            {
                "office": office.code,
                "received": office.answers is not None,
                "reference": office.answers.reference if office.answers else "",
                "version": office.version,
            }
            for office in found.offices
        ],
        "rows": [
            {
                "path": "/".join(row.path),
                "type": row.item.type.value,
                "label": text_in(row.item.label, language) or row.item.name,
                "answers": {
                    office.code: {"state": cell.state.value, "values": list(cell.values)}
                    for office, cell in zip(found.offices, row.cells, strict=True)
                },
                "anonymous": [
                    office.code
                    for office, cell in zip(found.offices, row.cells, strict=True)
                    if cell.is_anonymous
                ],
                "base": row.base,
                "counts": {
                    code: {"label": definition.choice_label(row.item.choices, code, language),
                           "offices": count}
                    for code, count in row.counts
                },
                "total": None if row.total is None else str(row.total),
            }
            for row in found.rows
        ],
    }  # fmt: skip
