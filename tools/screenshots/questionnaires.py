"""The questionnaires: their lists, every type of question, and the answers of all offices."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.questionnaires.table import AnswersTablePage
from rilo_desktop.gui.routing import ANSWERS_TABLE, CARRIED_ANSWERS, CHECKED_FORM, Route
from rilo_desktop.gui.widgets.questions.input import QuestionsInput
from rilo_desktop.gui.widgets.questions.picture_input import PictureInput
from rilo_desktop.records import Questionnaire, QuestionnaireAnswers
from rilo_desktop.records.picture import Box
from rilo_desktop.services.records import picture as service

from . import sample_form
from .harness import Harness, NotHere, Scene
from .sample_form import ARABIC, LANGUAGES

FORM, ANSWERS = Questionnaire.kind.code, QuestionnaireAnswers.kind.code


def _answers(part: str, path: str = "", languages: tuple[str, ...] = ()) -> Any:
    """Answers in their editor, at a part by its number, or at a question. `languages`: of the form
    with every type; (): of the first questionnaire of the office.
    """

    def show(harness: Harness) -> EditorPage:
        record = _every_type(harness, languages) if languages else _first(harness, ANSWERS)
        harness.place.edit(ANSWERS, record)
        harness.settle()
        editor = harness.place.editor(ANSWERS)
        shown = editor.form.fields["answers"].input
        if not isinstance(shown, QuestionsInput) or shown.state is None:
            raise NotHere("the form of the answers is not read")
        editor.show_section(f"answers/{part}")
        harness.settle()
        if path:
            shown.go_to_path(path)
        else:
            shown.take_first()
        return editor

    return show


def _every_type(harness: Harness, languages: tuple[str, ...]) -> str:
    from . import fixtures

    answers, changes = harness.serve(fixtures.answer_every_type, languages)
    if changes is not None:
        harness.place.context.announce(changes)
    return str(answers)


def _beside(side: str, then: Callable[[Harness], EditorPage]) -> Any:
    """With the paper or the history at the side."""

    def show(harness: Harness) -> None:
        editor = then(harness)
        harness.afterwards(lambda: editor.show_side("findings"))
        editor.show_side(side)

    return show


def _picture(languages: tuple[str, ...]) -> Any:
    """A question that was answered with a picture; the next picture leaves it without one."""
    show = _answers("1", "seizures/photo", languages)

    def answered(harness: Harness) -> EditorPage:
        editor = cast(EditorPage, show(harness))
        shown = cast(QuestionsInput, editor.form.fields["answers"].input)
        assert shown.view is not None
        row = next(r for n, r in shown.view.rows.items() if n.path == "seizures/photo")
        assert isinstance(row.input, PictureInput)
        row.input._on_taken(harness.serve(service.take_pasted, sample_form.photograph()))
        editor.form.set_value("pictures.1.caption", "Front of the parcel")
        editor.form.set_value("pictures.1.boxes", (Box(0.55, 0.2, 0.3, 0.12).text,))
        harness.settle()
        shown.go_to_path("seizures/photo")
        harness.afterwards(editor.back_and_forth.undo)
        return editor

    return answered


def _strip(harness: Harness) -> EditorPage:
    editor = cast(EditorPage, _picture(LANGUAGES)(harness))
    editor._go_to("pictures.1.caption")
    return editor


def _list(kind: str) -> Any:
    def show(harness: Harness) -> None:
        page: Any = harness.go(kind)
        if not page.model.rowCount():
            raise NotHere(f"no record of the type {kind}")
        page.view.setCurrentIndex(page.model.index(0, 0))

    return show


def _form(harness: Harness) -> None:
    harness.place.edit(FORM, _first(harness, FORM))


def _table(what: str = "") -> Any:
    def show(harness: Harness) -> None:
        harness.place.travel(Route(ANSWERS_TABLE, record=_first(harness, FORM)))
        harness.settle()
        page = cast(AnswersTablePage, harness.place.page(ANSWERS_TABLE))
        page.what.part(what or "answers").click()
        harness.settle()
        if len(page.shown) > 1:
            page.view.go_to(min(5, len(page.shown) - 1), 3)

    return show


def _carried(harness: Harness) -> None:
    """What becomes of answers to a form of which there is a newer version."""
    from . import fixtures

    answers, changes = harness.serve(fixtures.answer_an_older_form)
    if changes is not None:
        harness.place.context.announce(changes)
    harness.place.travel(Route(CARRIED_ANSWERS, record=answers))


def _checked(is_sound: bool) -> Any:
    """A form before it is sent; the workbook stays open for the picture alone."""

    def show(harness: Harness) -> None:
        folder = Path(tempfile.mkdtemp())
        harness.afterwards(lambda: shutil.rmtree(folder, ignore_errors=True))
        path = sample_form.unsent_form(folder / "visit.md", is_sound=is_sound)
        harness.place.travel(Route(CHECKED_FORM, files=(path,)))
        harness.settle()

    return show


def _first(harness: Harness, kind: str) -> str:
    page: Any = harness.go(kind)
    harness.settle()
    row = page.model.listed(0)
    if row is None:
        raise NotHere(f"no record of the type {kind}")
    return str(row.id)


SCENES = (
    Scene("questionnaire-list", _list(FORM)),
    Scene("questionnaire-record", _form),
    Scene("questionnaire-answers-list", _list(ANSWERS)),
    Scene("questionnaire-answers", _answers("1")),
    Scene("questionnaire-choices", _answers("3")),
    Scene("questionnaire-offers", _answers("5")),
    Scene("questionnaire-paper", _beside("paper", _answers("1"))),
    Scene("questionnaire-check", _checked(True)),
    Scene("questionnaire-check-refused", _checked(False)),
    Scene("answers-of-offices", _table()),
    Scene("questions-office", _answers("0", "office/staff", LANGUAGES)),
    Scene("questions-choices", _answers("0", "office/needs", LANGUAGES)),
    Scene("questions-figures", _answers("1", "seizures/cases", LANGUAGES)),
    Scene("questions-repeat", _answers("2", "work/operation[2]/title", LANGUAGES)),
    Scene("questions-picture", _picture(LANGUAGES)),
    Scene("questions-arabic-picture", _picture(ARABIC)),
    Scene("questions-pictures-strip", _strip),
    Scene("questions-arabic", _answers("0", "office/staff", ARABIC)),
    Scene("questions-arabic-repeat", _answers("2", "work/operation[2]/title", ARABIC)),
    Scene("questions-arabic-paper", _beside("paper", _answers("0", languages=ARABIC))),
    Scene("answers-carried", _carried),
)
SECRETARIAT = (
    Scene("answers-received", _table()),
    Scene("answers-differences", _table("differences")),
    Scene("answers-who", _table("who")),
)
"""In the store of the Secretariat."""
