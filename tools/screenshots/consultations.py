"""Consultations: a draft with answers, one that is being written, and one not yet answered."""

from __future__ import annotations

from typing import Any, cast

from rilo_desktop.gui.pages.consultation_comments.page import CommentsPage
from rilo_desktop.gui.widgets.consultation.input import ConsultationInput
from rilo_desktop.records import Consultation

from .harness import Harness, NotHere, Scene

ANSWERED, FRESH, ARABIC = "XX-CONS-01", "FRESH-1", "ARABIC-1"
TEXTS = {
    FRESH: (
        "Draft on the minutes of meetings",
        "1. Purpose\nMinutes say what was decided, and who does what until when.\n\n"
        "2. Time\nThey are sent within ten working days. An office that was absent has five more "
        "to comment, and says which item its comment is about.\n\n"
        "3. Names\nFunctions are named, never persons.\n",
    ),
    ARABIC: (
        "مشروع بشأن محاضر الاجتماعات",
        "1. الغرض\nتبين المحاضر ما تقرر، ومن يقوم بماذا، وفي أي موعد.\n\n"
        "2. الموعد\nترسل المحاضر خلال عشرة أيام عمل إلى RILO، مع نسخة إلى الأمانة.\n\n"
        "3. الأسماء\nتذكر الوظائف، ولا تذكر أسماء الأشخاص.\n",
    ),
}


def _answers(harness: Harness, own_number: str = ANSWERED) -> ConsultationInput:
    if own_number in TEXTS:
        from . import fixtures

        title, text = TEXTS[own_number]
        harness.serve(fixtures.take_draft, own_number, text, title)
    editor = harness.edit(own_number, "")
    harness.settle()
    found = editor.form.fields["paragraphs"].input
    assert isinstance(found, ConsultationInput)
    return found


def _writing(own_number: str, row: int, field: str) -> Any:
    """A paragraph with the fields of its answer, one of them in use."""

    def show(harness: Harness) -> None:
        answers = _answers(harness, own_number)
        answers.go_to(row, field)
        harness.settle()
        harness.afterwards(answers.close_row)

    return show


def _fresh(harness: Harness) -> None:
    _answers(harness, FRESH)


def _arabic(harness: Harness) -> None:
    _answers(harness, ARABIC)


def _list(harness: Harness) -> None:
    page: Any = harness.go(Consultation.kind.code)
    if not page.model.rowCount():
        raise NotHere("no consultation")
    page.view.setCurrentIndex(page.model.index(0, 0))


def _paper(harness: Harness) -> None:
    editor = harness.edit(ANSWERED)
    harness.afterwards(lambda: editor.show_side("findings"))
    editor.show_side("paper")


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
    Scene("consultation-list", _list),
    Scene("consultation", _answers),
    Scene("consultation-writing", _writing(ANSWERED, 2, "proposal")),
    Scene("consultation-paper", _paper),
    Scene("consultation-fresh", _fresh),
    Scene("consultation-draft-text", _writing(FRESH, 1, "text")),
    Scene("consultation-arabic", _arabic),
    Scene("consultation-arabic-writing", _writing(ARABIC, 1, "comment")),
    Scene("consultation-comments", _comments),
)
SECRETARIAT = (Scene("comments-received", _comments),)
"""In the store of the Secretariat."""
