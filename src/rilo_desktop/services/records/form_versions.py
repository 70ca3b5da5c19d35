"""Answers and other versions of their form: what of them still fits, carried over, of last year.

The answers to an older version stay as they are: what is carried over is a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rilo_desktop.questions.answer_lines import AnswerLine, read_lines
from rilo_desktop.questions.answer_tree import AnswerNode, names_of
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.definition import Definition, ItemType
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.problems import Problem, Rule
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers, Record
from rilo_desktop.records.answered_form import answer_lines, moment_of
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_, Refused

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from . import forms
from .forms import FormAnswers
from .record import get

UNFIT = frozenset({Rule.TYPE, Rule.CHOICE})


@dataclass(frozen=True, slots=True)
class Fit:
    """`left`: answers for which the form has no question; `unfit`: questions that are there and do
    not take the answer any more: of another type, without that choice.
    """

    left: tuple[AnswerLine, ...]
    unfit: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        return not self.left and not self.unfit


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`answers` are not saved yet; they have what fits and what does not fit any more in value.

    `old`: what it was carried from; `taken`: paths of the answers that came from there.
    """

    form: Questionnaire
    answers: FormAnswers
    fit: Fit
    old: QuestionnaireAnswers
    lines: tuple[AnswerLine, ...]
    """The old answers, without what is computed."""
    definition: Definition
    """Of the form that they answer; of the new one where that is not in the store any more."""
    taken: frozenset[str] = field(default_factory=frozenset)


def fits(session: Session, form: Questionnaire, answers: QuestionnaireAnswers) -> Fit:
    """What of the answers fits this version of their form. Raises Refused."""
    definition = forms.definition_of(form)
    root, left = read_lines(definition, _given(answers, definition))
    state = FormState(forms.compiled(form), moment_of(answers, session.clock().date()), root)
    return Fit(tuple(left), tuple(one for one in problems(state) if one.rule in UNFIT))


def carry_over(session: Session, form_id: str, answers_id: str) -> CarriedOver:
    """The answers of this period to a form (its id), begun with those that were given to another
    version of it, or for another period. What is answered there already stays.

    Raises Refused, also for answers to another form.
    """
    session.permit(Task.WRITE)
    return _carried(session, forms.get(session, form_id), get(session, answers_id).record)


def to_newest(session: Session, answers_id: str) -> CarriedOver:
    """Carried over to the newest version of their form that is in the store.

    Raises Refused, also where that is the version which they answer.
    """
    session.permit(Task.WRITE)
    old = get(session, answers_id).record
    assert isinstance(old, QuestionnaireAnswers)
    form = forms.get(session, forms.find(session, old.form_id or "").record.id)
    if form.id == old.questionnaire:
        raise refusal(
            "form.newest",
            N_(
                "{name} answers version {version} of {form}. This store has no newer one: load "
                "its workbook first."
            ),
            place_of(old),
            name=name_of(old),
            version=form.form_version or "-",
            form=form.form_id,
        )
    return _carried(session, form, old)


def _carried(session: Session, form: Questionnaire, old: Record) -> CarriedOver:
    if not isinstance(old, QuestionnaireAnswers) or old.form_id != form.form_id:
        raise refusal(
            "form.carry",
            N_("{name} are no answers to this form."),
            place_of(old),
            name=name_of(old),
        )
    if office_of(old.reference) != session.office_code:
        raise refusal(
            "form.carry",
            N_("{name} has the answers of another office; only that office can carry them over."),
            place_of(old),
            name=name_of(old),
        )
    period = form.period or old.period or ""
    held = forms.answers_of(session, form, period)
    definition = forms.definition_of(form)
    given = _given(old, definition)
    root, _ = read_lines(definition, given)
    taken = frozenset(_add(held.state, held.state.root, root))
    held.state.all_answered()
    return CarriedOver(
        form,
        _with_pictures(held, old),
        fits(session, form, old),
        old,
        tuple(given),
        _definition_before(session, old) or definition,
        taken,
    )


def _with_pictures(held: FormAnswers, old: QuestionnaireAnswers) -> FormAnswers:
    """With the pictures that carried answers name, as they were covered and looked at."""
    own = {one.file for one in held.record.pictures}
    named = {node.value for node in held.state.root.questions()} - own
    came = tuple(one for one in old.pictures if one.file in named)
    record = replace(held.record, pictures=(*held.record.pictures, *came))
    return replace(held, record=record)


def _definition_before(session: Session, old: QuestionnaireAnswers) -> Definition | None:
    try:
        return forms.definition_of(forms.get(session, str(old.questionnaire)))
    except Refused:
        return None


def _given(answers: QuestionnaireAnswers, definition: Definition) -> list[AnswerLine]:
    """What is computed is computed anew."""
    computed = {path for path, item in definition.walk() if item.type is ItemType.CALCULATE}
    return [line for line in answer_lines(answers) if names_of(line.path) not in computed]


def _add(state: FormState, mine: AnswerNode, theirs: AnswerNode) -> Iterator[str]:
    """Instances that are missing, then answers where there is none: the paths of those."""
    for name, nodes in theirs.children.items():
        own = mine.children[name]
        for at, node in enumerate(nodes):
            if node.is_repeat and len(own) <= at:
                state.add_instance(mine, name)
            if node.is_answered and not own[at].is_answered:
                state.answer_node(own[at], node.value, not_known=node.not_known, triggers=False)
                yield own[at].path
            yield from _add(state, own[at], node)


def earlier(session: Session, answers: FormAnswers) -> QuestionnaireAnswers | None:
    """This office's answers for the newest period before, to whichever version of the form."""
    record = answers.record
    with session.reading() as reading:
        held = [
            one
            for one in forms.own_answers(session, reading)
            if one.form_id == record.form_id and (one.period or "") < (record.period or "")
        ]
    return max(held, key=lambda one: (one.period or "", one.answered_on or ""), default=None)
