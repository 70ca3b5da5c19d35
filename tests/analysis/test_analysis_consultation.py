"""A consultation: states of paragraphs, what a proposal changes, comments of several offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.analysis.consultation import (
    Change,
    State,
    by_paragraph,
    changed_words,
    spans,
    state_of,
)
from rilo_desktop.records import Consultation, ConsultationComment, ConsultationParagraph

THEIRS = "Members provide data within 30 days of the detection."


def shown(theirs: str, proposal: str) -> str:
    signs = {Change.SAME: "{}{}{}", Change.NEW: "{}‹{}›{}", Change.GONE: "{}[{}]{}"}
    found = ""
    for one in changed_words(theirs, proposal):
        inner = one.text.strip()
        before, _, after = one.text.partition(inner)
        found += signs[one.change].format(before, inner, after)
    return found


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        (
            "Members provide data within 60 days of the detection.",
            "Members provide data within [30]‹60› days of the detection.",
        ),
        (
            "… within 60 days of the detection, and sooner where they can.",
            "… within [30]‹60› days of the detection‹, and sooner where they can›.",
        ),
        (
            "Members provide all data within some days of the detection.",
            "Members provide ‹all› data within [30]‹some› days of the detection.",
        ),
        ("Members provide data …", "Members provide data …"),
        ("Delete the paragraph.", ""),
        ('Replace "30 days" by "two months, where the Member asks for it".', ""),
        ("", ""),
    ],
)
def test_what_a_proposal_changes(proposal: str, expected: str) -> None:
    assert shown(THEIRS, proposal) == expected


@given(st.text("ab. …\n", max_size=40), st.text("ab. …\n", max_size=40))
def test_what_is_shown_is_both_texts(theirs: str, proposal: str) -> None:
    found = changed_words(theirs, proposal)
    said = "".join(one.text for one in found if one.change is not Change.GONE)
    assert not found or said == proposal.strip()
    if "…" not in proposal and "..." not in proposal:
        before = "".join(one.text for one in found if one.change is not Change.NEW)
        assert not found or before == theirs


def test_a_text_of_any_length_is_no_work() -> None:
    assert changed_words("word " * 5_000, "word " * 4_999) == ()


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, State.NOT_READ),
        ({"comment": "Why?"}, State.DRAFT),
        ({"position": "agree"}, State.DRAFT),
        ({"position": "agree", "agreed": "agreed"}, State.AGREED),
        ({"position": "amend", "agreed": "for_decision"}, State.FOR_DECISION),
        ({"position": "no_comment"}, State.NO_COMMENT),
    ],
)
def test_states(values: dict[str, str], state: State) -> None:
    assert state_of(ConsultationParagraph(number="1", text="x", **values)) is state


def test_numbers_that_follow_each_other_are_joined() -> None:
    numbers = ["1", "2", "3", "4a", "5", "6"]
    assert spans(numbers, ["1", "2", "3", "5", "6"]) == (("1", "3"), ("5", "5"), ("6", "6"))
    assert spans(numbers, []) == ()
    assert spans(numbers, numbers) == (("1", "6"),)


def test_comments_of_several_offices_stand_by_paragraph() -> None:
    def paragraph(number: str, text: str, position: str = "") -> ConsultationParagraph:
        return ConsultationParagraph(number=number, text=text, position=position or None)

    own = Consultation(
        paragraphs=(paragraph("1", "One"), paragraph("2", "Two", "agree")),
        comments=(
            ConsultationComment(paragraph="1", office="X2", position="agree"),
            ConsultationComment(paragraph="1", office="X3", position="disagree"),
        ),
    )
    other = Consultation(
        paragraphs=(paragraph("1", "One", "amend"), paragraph("2", "Too", "agree"),
                    paragraph("9", "New", "disagree"))
    )  # fmt: skip
    found = by_paragraph(own, [("XX", own), ("X2", other)])
    assert [(row.number, row.office, row.position, row.other_text) for row in found] == [
        ("1", "X2", "amend", False),
        ("1", "X3", "disagree", False),
        ("2", "X2", "agree", True),
        ("2", "XX", "agree", False),
        ("9", "X2", "disagree", True),
    ]
