"""A consultation before it leaves: reasons, numbers, open decisions; the text that was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rilo_desktop.records import Consultation, ConsultationComment, ConsultationParagraph
from rilo_desktop.rules.context import LinkedState, RuleContext
from rilo_desktop.rules.updates import fixed_texts
from rilo_desktop.rules.validate import validate


def found(one: Consultation) -> dict[str, tuple[str, bool]]:
    return {
        finding.rule: (finding.place.field, finding.blocks)
        for finding in validate(one)
        if finding.rule.startswith("consultations.")
    }


def draft(*answers: dict[str, str]) -> Consultation:
    return Consultation(
        title="Draft",
        paragraphs=tuple(
            ConsultationParagraph(number=str(n), text="Text", **values)
            for n, values in enumerate(answers, 1)
        ),
    )


READ = {"position": "agree", "agreed": "agreed"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (READ, {}),
        ({"position": "no_comment"}, {}),
        ({}, {"consultations.not_read": ("paragraphs.2.position", False)}),
        ({"comment": "Why?"}, {"consultations.no_position": ("paragraphs.2.position", True)}),
        ({"position": "disagree"}, {"consultations.no_reason": ("paragraphs.2.reason", True)}),
        (
            {"position": "agree", "proposal": "Other"},
            {"consultations.no_reason": ("paragraphs.2.reason", True)},
        ),
        ({"position": "amend", "proposal": "Other", "reason": "Since"}, {}),
        (
            {"position": "agree", "agreed": "for_decision", "decision_by": "Head of RILO"},
            {"consultations.open": ("paragraphs.2.agreed", False)},
        ),
    ],
)
def test_each_answer(answer: dict[str, str], expected: dict[str, tuple[str, bool]]) -> None:
    assert found(draft(READ, answer)) == expected


def test_numbers_are_unique_and_comments_have_one_that_is_there() -> None:
    one = draft(READ, READ)
    twice = replace(one, paragraphs=(one.paragraphs[0], one.paragraphs[0]))
    assert found(twice) == {"consultations.twice": ("paragraphs.2.number", True)}
    comment = ConsultationComment(paragraph="7", office="X2", position="agree")
    assert found(replace(one, comments=(comment,))) == {
        "consultations.no_paragraph": ("comments.1.paragraph", True)
    }


def test_a_text_that_was_answered_stays() -> None:
    fresh, answered = draft({}, {}), draft(READ, {})
    changed = replace(
        answered, paragraphs=(replace(answered.paragraphs[0], text="Other"), fresh.paragraphs[1])
    )
    assert fixed_texts(fresh, changed) == ()
    (finding,) = fixed_texts(answered, changed)
    assert (finding.blocks, finding.place.field) == (True, "paragraphs")
    gone = replace(answered, paragraphs=answered.paragraphs[:1])
    assert fixed_texts(answered, gone)
    more = replace(answered, paragraphs=draft(READ, READ).paragraphs)
    assert fixed_texts(answered, more) == ()


@pytest.mark.parametrize(
    ("own", "paper", "blocks"),
    [("GREEN", "AMBER", True), ("AMBER", "AMBER", False), ("AMBER", "GREEN", False)],
)
def test_the_return_is_no_milder_than_the_paper_that_it_names(
    own: str, paper: str, blocks: bool
) -> None:
    one = replace(draft(READ), document="p", tlp=own)
    known = RuleContext(made_from={"p": LinkedState("XX/2026/PD/A0001", "r", paper)})
    said = [f for f in validate(one, known=known) if f.rule == "consultations.milder"]
    assert [(f.place.field, f.blocks) for f in said] == ([("tlp", True)] if blocks else [])
    assert not [f for f in validate(one) if f.rule == "consultations.milder"]
