"""Answers of several offices together: a liar speaks for itself, a broken one hides no other."""

from __future__ import annotations

from datetime import date

from rilo_desktop.analysis.form_consolidation import Consolidation, consolidate
from rilo_desktop.questions.consolidation import CellState
from rilo_desktop.questions.definition import Definition, Item, ItemType, definition_text
from rilo_desktop.records import QuestionAnswer, Questionnaire, QuestionnaireAnswers

TODAY = date(2026, 1, 15)
ASKED = definition_text(
    Definition("form", "1", (("", "Form"),), (), (Item(ItemType.INTEGER, "staff"),))
)
FORM = Questionnaire(id="form", form_id="form", form_version="1", definition=ASKED)
BROKEN = Questionnaire(id="broken", form_id="form", form_version="2", definition="{}")


def answers(office: str, staff: str, form: str = "form", says: str = "") -> QuestionnaireAnswers:
    return QuestionnaireAnswers(
        id=f"{office}-{form}",
        reference=f"{office}/2026/QA/A0001",
        office_code=says or office,
        questionnaire=form,
        answers=(QuestionAnswer(path="staff", value=staff, state="answered"),),
    )


def together(*given: QuestionnaireAnswers) -> Consolidation:
    forms = {one.id: one for one in (FORM, BROKEN)}
    return consolidate(FORM, given, forms, ["X1", "X2"], TODAY)


def test_answers_are_of_the_office_that_signed_them_whatever_they_say() -> None:
    found = together(answers("X1", "7", says="X2"))
    assert found.missing == ("X2",)
    (row,) = found.rows
    assert [cell.values for cell in row.cells] == [("7",), ()]


def test_answers_that_cannot_be_read_hide_no_others_and_are_not_missing() -> None:
    found = together(answers("X1", "7"), answers("X2", "9", form="broken"))
    assert found.missing == ()
    (row,) = found.rows
    assert [cell.state for cell in row.cells] == [CellState.ANSWERED, CellState.UNREADABLE]
    assert row.total == 7
    assert row.base == 1
