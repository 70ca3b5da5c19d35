"""What stands beside a question: what the office holds for it, and its answer of last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.questions.answer_tree import PathError, find_node
from rilo_desktop.questions.definition import ItemType
from rilo_desktop.records import QuestionnaireAnswers

from ..office.session import Session, Task
from . import forms
from .form_proposals import Proposals, proposals
from .form_versions import earlier


@dataclass(frozen=True, slots=True)
class Offers:
    """`before`: what this office answered for `period`, the newest one before; "": nothing."""

    proposals: Proposals
    period: str = ""
    before: str = ""


def offers(
    session: Session, answers: QuestionnaireAnswers, paths: Sequence[str], language: str = ""
) -> Mapping[str, Offers]:
    """Of the questions at these paths, as the answers stand on the form; those without any are left
    out. `language`: of the titles, where a record has one in it. Raises Refused.
    """
    session.permit(Task.READ)
    if not isinstance(answers.questionnaire, str):
        return {}
    form = forms.get(session, answers.questionnaire)
    opened = forms.opened(session, form, answers, "")
    old = earlier(session, opened)
    period = (old.period or "") if old is not None else ""
    before = {line.path: line.value for line in (old.answers if old is not None else ())}
    found = {}
    for path in paths:
        try:
            node = find_node(opened.state.root, path)
        except PathError:
            continue
        is_image = node.item is not None and node.item.type is ItemType.IMAGE
        said = "" if is_image else before.get(path) or ""
        offer = Offers(proposals(session, opened, node, language), period, said)
        if offer.before or offer.proposals != Proposals():
            found[path] = offer
    return found
