"""The questionnaire, and the answers of an office to it."""

from __future__ import annotations

from rilo_desktop.records import AnswerPicture, QuestionAnswer, Questionnaire, QuestionnaireAnswers
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import MEETING
from .record_type import DeadlineSpec, DerivedSpec, RecordTypeSpec, ViewSpec

QUESTIONNAIRE = RecordTypeSpec(
    record=Questionnaire,
    icon="clipboard",
    group=MEETING,
    new=N_("New questionnaire"),
    empty=N_("No questionnaires yet"),
    about=N_("A questionnaire comes as a workbook (XLSForm) or as a signed file."),
    retention=True,
    deadline=DeadlineSpec(
        days=("due",),
        # An office that released the form itself asks; it does not owe the answers.
        released=(
            (Questionnaire.kind.code, "id"),
            (QuestionnaireAnswers.kind.code, "questionnaire"),
        ),
        said=N_("answers wanted by {day}"),
    ),
    list=ListSpec(
        "questionnaire",
        second=("form_id", "asked_by"),
        columns=("form_id", "form_version", "asked_by", "question_count"),
        aside="due",
        aside_label=N_("Answers wanted by"),
        facets=("workflow",),
        preview=(
            ("text", "asked_by"),
            ("text", "period"),
            ("text", "due_source"),
            ("text", "question_count"),
            ("text", "form_languages"),
            ("text", "form_version"),
        ),
    ),
    form={
        "form": ("title!", "form_id:2 form_version:2 question_count", "form_languages", *NAMED),
        "request": ("asked_by:2 period", "due due_source:2"),
        "source": ("source!",),
        "handling": HANDLING,
    },
    sample="questionnaires.json",
    derived=(
        DerivedSpec(
            kind=QuestionnaireAnswers.kind.code,
            label=N_("Answer it"),
            keys="Ctrl+Shift+Q",
            first="answers",
        ),
    ),
    views=(
        ViewSpec(
            page="answers-of-offices",
            label=N_("Answers of the offices"),
            keys="Ctrl+Shift+T",
            icon="clipboard",
        ),
    ),
)
QUESTIONNAIRE_ANSWERS = RecordTypeSpec(
    record=QuestionnaireAnswers,
    icon="check",
    group=MEETING,
    topic="questionnaire",
    new=N_("New answers"),
    empty=N_("No answers yet"),
    about=N_("The answers of an office to a questionnaire; each form is answered on its own page."),
    retention=True,
    list=ListSpec(
        "questionnaire-answers",
        second=("questionnaire", "period"),
        columns=("questionnaire", "period", "answered_on"),
        aside="answered_on",
        aside_label=N_("Answered on"),
        facets=("office_code", "period", "workflow"),
        preview=(
            ("text", "questionnaire"),
            ("text", "period"),
            ("text", "answered_on"),
            ("text", "office_code"),
        ),
    ),
    form={
        "about": (
            "title!",
            "questionnaire!",
            "form_id form_version",
            "period answered_on",
            *NAMED,
        ),
        "handling": HANDLING,
    },
    lines={
        QuestionAnswer: lines(
            "path:3 value:5 state:2",
            "remark:1",
            one=N_("Answer {number}"),
            add=N_("Add answer"),
            input="questions",
        ),
        AnswerPicture: lines(
            "caption", one=N_("Picture {number}"), add=N_("Add pictures"), input="pictures"
        ),
    },
    sample="questionnaires.json",
    opens_at="answers",
    views=(
        ViewSpec(
            page="carried-answers",
            label=N_("Carry over to the newest version …"),
            keys="Ctrl+Shift+K",
            icon="clipboard",
        ),
    ),
)
