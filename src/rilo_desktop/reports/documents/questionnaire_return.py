"""The answers of an office to a questionnaire, as whoever asked reads them."""

from __future__ import annotations

from datetime import date

from rilo_desktop.analysis.results import Count
from rilo_desktop.language import N_
from rilo_desktop.questions.answer_exports import AnswerTable, answer_tables, csv_of, instance_xml
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.records.answered_form import answered

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from .answer_pictures import PrintedPicture
from .content import Content
from .drawing import Drawing, Progress, silent
from .form_answers import FormPaper, numbers_text, print_answers
from .one_page import check
from .page_head import page_head

ANSWERED_RULE = N_("Questions that were answered, of those that applied.")


def paper_of(content: Content) -> tuple[QuestionnaireAnswers, Questionnaire, FormPaper]:
    """Raises ValueError where the form did not come with its answers."""
    (answers,) = content.made_of(QuestionnaireAnswers)
    form = content.named(Questionnaire, str(answers.questionnaire))
    if form is None:
        raise ValueError("answers without their form")
    day = date.fromisoformat(content.head.date)
    state, _ = answered(form.definition or "", answers, day)
    remarks = {line.path or "": line.remark for line in answers.answers if line.remark}
    photos = content.photos.get(answers.id, ())
    pictures = {
        one.file or "": PrintedPicture(number, one, photos[number - 1] if photos else None)
        for number, one in enumerate(answers.pictures, 1)
    }
    written_in = answers.language if isinstance(answers.language, str) else ""
    return answers, form, FormPaper(state, content.head.language, remarks, pictures, written_in)


def _head(flow: Flow, content: Content, _progress: Progress) -> None:
    answers, form, paper = paper_of(content)
    say = flow.say
    asked_by = say.text("asked by {office}", office=form.asked_by) if form.asked_by else ""
    version = say.text("version {version}", version=form.form_version) if form.form_version else ""
    page_head(flow, content, (asked_by, version), _facts(flow, content, answers, paper))


def _facts(
    flow: Flow, content: Content, answers: QuestionnaireAnswers, paper: FormPaper
) -> list[Fact]:
    say, wording = flow.say, flow.wording
    applied = {paper.number(node) for node in paper.questions if node.is_relevant}
    answered = {
        paper.number(node)
        for node in paper.questions
        if node.is_relevant and (node.text or node.not_known)
    }
    count = Count(len(answered), len(applied), ANSWERED_RULE, (answers.id,))
    missing = sorted(applied - answered)
    said_why = any(
        paper.number(node) in missing and node.is_relevant and node.path in paper.remarks
        for node in paper.questions
    )
    skipped = len(paper.numbers) - len(applied)
    base = say.text(
        "of {applied} that applied; {all} in the form",
        applied=count.base,
        all=len(paper.numbers),
    )
    approval = content.head.approval
    approved = (
        say.text(
            "approved by {function}, {day}",
            function=approval.function,
            day=wording.day(approval.on),
        )
        if approval is not None
        else ""
    )
    period = wording.partial(answers.period)
    said = say.text("for {period}", period=period.text) if answers.period else ""
    return [
        Fact(say.text("Questions answered"), Value(str(count.value)), (base, said)),
        Fact(
            say.text("Not answered"),
            Value(str(len(missing))),
            (numbers_text(missing), say.text("remarks below") if said_why else ""),
        ),
        Fact(
            say.text("Did not apply"),
            Value(str(skipped)),
            (say.text("skipped by the rules of the form"),),
        ),
        Fact(say.text("Answered by"), Value(content.head.prepared_by or "–"), (approved,)),
    ]


def _answers(flow: Flow, content: Content, progress: Progress) -> None:
    _, _, paper = paper_of(content)
    print_answers(flow, paper)
    progress(1)


def _sheet(flow: Flow, content: Content) -> None:
    """While nobody has said what is answered there is a head alone."""
    (answers,) = content.made_of(QuestionnaireAnswers)
    if content.named(Questionnaire, str(answers.questionnaire)) is None:
        page_head(flow, content, (), ())
        return
    _head(flow, content, silent)
    _answers(flow, content, silent)


def _tables(content: Content) -> dict[str, bytes]:
    """The answers as a table, and as the instance of their XForm."""
    answers, _, paper = paper_of(content)
    return {
        "answers.csv": csv_of(answer_tables(paper.state)[0]),
        "answers.xml": instance_xml(paper.state, answers.id),
    }


def _sheets(content: Content) -> list[AnswerTable]:
    return answer_tables(paper_of(content)[2].state)


DRAWING = Drawing(
    parts={"head": _head, "answers": _answers, "check": check},
    cover=None,
    sheet=_sheet,
    tables=_tables,
    answers=_sheets,
)
