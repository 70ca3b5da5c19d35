"""Consultations: a draft with answers, one that is being written, and one not yet answered."""

from __future__ import annotations

from typing import cast

from rilo_desktop.gui.pages.consultation_comments.page import CommentsPage
from rilo_desktop.gui.widgets.consultation import ConsultationInput

from .harness import Harness, Scene

ANSWERED, FRESH = "CO-XX-01", "CO-XX-02"


def _answers(harness: Harness, own_number: str = ANSWERED) -> ConsultationInput:
    editor = harness.edit(own_number, "")
    harness.settle()
    found = editor.form.fields["paragraphs"].input
    assert isinstance(found, ConsultationInput)
    return found


def _writing(harness: Harness) -> None:
    answers = _answers(harness)
    answers.go_to(2, "proposal")
    harness.settle()
    harness.afterwards(answers.close_row)


def _fresh(harness: Harness) -> None:
    _answers(harness, FRESH)


def _splitting(harness: Harness) -> None:
    answers = _answers(harness, FRESH)
    answers.go_to(0, "text")
    harness.settle()
    harness.afterwards(answers.close_row)


def _comments(harness: Harness) -> None:
    page = cast(CommentsPage, harness.go("consultation-comments"))
    for at in range(page.drafts.count()):
        page.drafts.setCurrentIndex(at)
        harness.settle()
        if len(page.view.rows) > 1:
            break
    page.view.keep_current(min(2, len(page.view.rows) - 1))
    harness.settle()


SCENES = (
    Scene("consultation", _answers),
    Scene("consultation-writing", _writing),
    Scene("consultation-fresh", _fresh),
    Scene("consultation-draft-text", _splitting),
    Scene("consultation-comments", _comments),
)
