"""Papers of questionnaires: the form, the answers of an office, the answers of all."""

from __future__ import annotations

from rilo_desktop.records import Office, Questionnaire, QuestionnaireAnswers
from rilo_desktop.rules.findings import N_

from .document_parts import SENDER
from .document_spec import DocumentSpec, ReferenceSpec, Scope, SourceSpec, plural

_FORM = (
    "local_ref",
    "title",
    "form_id",
    "form_version",
    "form_languages",
    "question_count",
    "definition",
    "definition_sha256",
    "asked_by",
    "period",
    "due",
    "due_source",
    "source",
)
QUESTIONNAIRE_RETURN = DocumentSpec(
    name="questionnaire-return",
    code="QR",
    sources=(SourceSpec(record_type=QuestionnaireAnswers.kind.code, is_own=True),),
    scope=(Scope.RECORD,),
    icon="check",
    label=N_("Questionnaire return"),
    about=N_("The answers to a questionnaire, for whoever asked"),
    heading=N_("Questionnaire return"),
    title=N_("Answers to a questionnaire"),
    lead=plural("{count} questionnaire answered", "{count} questionnaires answered"),
    counted=plural("{count} questionnaire answered", "{count} questionnaires answered"),
    parts=("head", "answers", "check"),
    annexes=(),
    references=(
        SENDER,
        ReferenceSpec(record_type=Questionnaire.kind.code, fields=_FORM, received=True),
    ),
    send=N_("Send the answers"),
    is_sheet=True,
)
QUESTIONNAIRE = DocumentSpec(
    name="questionnaire",
    code="QN",
    sources=(SourceSpec(record_type=Questionnaire.kind.code),),
    scope=(Scope.RECORD,),
    icon="clipboard",
    label=N_("Questionnaire"),
    about=N_("A form that other offices are asked to answer; they receive it as a record"),
    heading=N_("Questionnaire"),
    title=N_("Questionnaire"),
    lead=plural("{count} questionnaire", "{count} questionnaires"),
    counted=plural("{count} questionnaire", "{count} questionnaires"),
    parts=("head", "questions", "check"),
    annexes=(),
    references=(SENDER,),
    send=N_("Send the questionnaire"),
    is_sheet=True,
    addressee=N_("The offices that are asked"),
    purpose="answer",
)
CONSOLIDATED_ANSWERS = DocumentSpec(
    name="consolidated-answers",
    code="QC",
    sources=(
        SourceSpec(record_type=Questionnaire.kind.code, printed=_FORM),
        SourceSpec(
            record_type=QuestionnaireAnswers.kind.code,
            same="form_id",
            printed=(
                "reference",
                "office_code",
                "questionnaire",
                "form_id",
                "form_version",
                "period",
                "answered_on",
                "answers",
            ),
        ),
        SourceSpec(record_type=Office.kind.code, printed=("local_ref", "name")),
    ),
    scope=(Scope.RECORD,),
    icon="affiliate",
    label=N_("Consolidated answers"),
    about=N_("What all offices answered to a questionnaire, and who has not answered"),
    heading=N_("Consolidated answers"),
    title=N_("What the offices answered"),
    lead=plural("{count} questionnaire", "{count} questionnaires"),
    counted=plural("{count} questionnaire", "{count} questionnaires"),
    parts=("head", "by office", "words", "check"),
    compared="answers",
    annexes=(),
    references=(
        SENDER,
        # the older versions that some offices answered
        ReferenceSpec(record_type=Questionnaire.kind.code, fields=_FORM),
    ),
)
QUESTIONNAIRE_DOCUMENTS = (QUESTIONNAIRE, QUESTIONNAIRE_RETURN, CONSOLIDATED_ANSWERS)
