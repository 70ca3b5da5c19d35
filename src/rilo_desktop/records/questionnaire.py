"""Questionnaire: a form that somebody asks offices to answer, and the answers of an office.

The form is data: a new form needs no migration. The answers name places of the form by path, so
that a changed form never touches an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from rilo_desktop.questions.definition import LONGEST_ID, LONGEST_PATH, LONGEST_VERSION

from .attachment import ATTACHMENTS, Attachment, attachments
from .field_specs import (
    NotKnown,
    RecordType,
    RequiredFor,
    Section,
    code,
    describe_record,
    integer,
    lines,
    link,
    long_text,
    partial_date,
    text,
    texts,
)
from .field_specs import (
    day as day_field,
)
from .picture import AnswerPicture
from .record import HANDLING, Record, Text

FORM = Section("form", "Form")
REQUEST = Section("request", "Request", "Who asks, and until when")
SOURCE = Section("source", "Source")
ANSWERS = Section("answers", "Answers")
PICTURES = Section("pictures", "Pictures", only=("pictures", ()))
"""Shown where there is one: they come with the answers to questions for a picture."""
ABOUT = Section("about", "About these answers")

ASKED = "the text of a form as its author wrote it"
BY_PROGRAM = "written by the program: a path, a number or a digest"
LONGEST_DEFINITION = 5_000_000
"""Characters; `questions.definition` has the same bound."""
LONGEST_ANSWER = 20_000
FALLEN_AWAY = "not_asked"
"""State of the answer to a question that other answers let fall away; it stays in the office."""


@describe_record(
    RecordType(
        code="questionnaire",
        short="QN",
        label="Questionnaire",
        plural="Questionnaires",
        table="questionnaire",
        sheet="Questionnaires",
        sections=(FORM, REQUEST, ATTACHMENTS, SOURCE, HANDLING),
        dated="due",
    )
)
@dataclass(frozen=True, kw_only=True)
class Questionnaire(Record):
    """A form and who asks it. `definition` is canonical JSON, see `questions.definition`."""

    title: Text = text("Title", "form", level=RequiredFor.MINIMAL, unguarded=ASKED)
    form_id: Text = text(
        "Form", "form", limit=LONGEST_ID, level=RequiredFor.MINIMAL, unguarded=BY_PROGRAM,
        help="The name that the form gives itself; versions of one form have the same",
    )  # fmt: skip
    form_version: str | None = text(
        "Version of the form",
        "form",
        limit=LONGEST_VERSION,
        null_is_empty=True,
        unguarded=BY_PROGRAM,
    )
    form_languages: tuple[str, ...] = texts(
        "Languages of the form", "form", unguarded=ASKED, made_of="definition"
    )
    question_count: int | NotKnown | None = integer(
        "Questions", "form", null_is_empty=True, made_of="definition"
    )
    definition: str | None = long_text(
        "Definition",
        "form",
        limit=LONGEST_DEFINITION,
        searched=False,
        for_program=True,
        unguarded=ASKED,
        null_is_empty=True,
    )
    definition_sha256: str | None = text(
        "SHA-256 of the definition",
        "form",
        limit=64,
        searched=False,
        made_of="definition",
        unguarded=BY_PROGRAM,
        null_is_empty=True,
    )
    asked_by: str | None = text(
        "Asked by", "request", null_is_empty=True, help="An office or a function, never a person"
    )
    period: str | None = partial_date("Period asked about", "request", null_is_empty=True)
    due: str | None = day_field("Answers wanted by", "request", null_is_empty=True)
    due_source: str | None = text(
        "Where this day comes from", "request", null_is_empty=True, help="Announced, agreed, asked"
    )
    attachments: tuple[Attachment, ...] = attachments()
    source: str | None = text("Source", "source", searched=False, cites=True, null_is_empty=True)
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )


@dataclass(frozen=True, kw_only=True)
class QuestionAnswer:
    """The answer at one place of a form."""

    path: str | None = text("Question", limit=LONGEST_PATH, searched=False, unguarded=BY_PROGRAM)
    value: str | None = long_text("Answer", limit=LONGEST_ANSWER, null_is_empty=True)
    state: str | None = code("State", vocabulary="answer_state", level=RequiredFor.MINIMAL)
    remark: str | None = text("Remark", null_is_empty=True)


@describe_record(
    RecordType(
        code="questionnaire-answers",
        short="QA",
        label="Answers to a questionnaire",
        plural="Answers to questionnaires",
        table="questionnaire_answers",
        sheet="Answers",
        sections=(ANSWERS, PICTURES, ABOUT, ATTACHMENTS, HANDLING),
        dated="answered_on",
    )
)
@dataclass(frozen=True, kw_only=True)
class QuestionnaireAnswers(Record):
    """The answers of one office to one version of a form, for one period."""

    title: Text = text("Title", "about", level=RequiredFor.MINIMAL, unguarded=ASKED)
    questionnaire: Text = link(
        "Questionnaire", "about", names="questionnaire", level=RequiredFor.MINIMAL
    )
    form_id: str | None = text("Form", "about", limit=LONGEST_ID, unguarded=BY_PROGRAM)
    form_version: str | None = text(
        "Version of the form",
        "about",
        limit=LONGEST_VERSION,
        null_is_empty=True,
        unguarded=BY_PROGRAM,
    )
    period: str | None = partial_date(
        "Period answered for", "about", null_is_empty=True, filters=True
    )
    answered_on: str | None = day_field("Answered on", "about", null_is_empty=True)
    answers: tuple[QuestionAnswer, ...] = lines(
        "Answers", QuestionAnswer, "answers", merged_by="path"
    )
    pictures: tuple[AnswerPicture, ...] = lines(
        "Pictures", AnswerPicture, "pictures", merged_by="file", named_by="answers.value"
    )
    attachments: tuple[Attachment, ...] = attachments()
    internal_note: str | None = long_text(
        "Note for the office only", "handling", null_is_empty=True, office_only=True
    )

    def leaving(self) -> Self:
        """Without answers to questions that are not asked after the others, and their pictures."""
        answers = tuple(line for line in self.answers if line.state != FALLEN_AWAY)
        named = {line.value for line in answers if line.value}
        pictures = tuple(one for one in self.pictures if one.file in named)
        if len(answers) == len(self.answers) and len(pictures) == len(self.pictures):
            return self
        return replace(self, answers=answers, pictures=pictures)
