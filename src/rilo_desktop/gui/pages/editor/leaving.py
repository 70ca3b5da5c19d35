"""What is asked before a record is left that is not saved as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...context import PageContext
from ...i18n import tr
from ...widgets.question import Question
from ...widgets.record_form.half_typed import HalfTypedTexts

if TYPE_CHECKING:
    from .page import EditorPage


class Leaving(QObject):
    def __init__(self, page: EditorPage, context: PageContext) -> None:
        super().__init__(page)
        self._page = page
        self._half_typed = HalfTypedTexts(
            page,
            context,
            page.form,
            lambda: page.record_id,
            save=page.save_rest,
            settled=page.drafting.keep,
        )

    def leave(self, go: Callable[[], object]) -> None:
        """Go, or ask first: one question, whatever is not saved."""
        page = self._page
        if not page.dirty:
            go()
        elif page.findChild(Question) is None:
            if page.form.first_complaint():
                self._half_typed.ask(go, page.discard if page.has_more_to_save else None)
            else:
                self._ask(go)

    def _ask(self, go: Callable[[], object]) -> None:
        question = Question(
            self._page,
            tr("Save the changes?"),
            tr("Your changes to this record are not saved yet."),
            (
                ("keep", tr("Keep writing"), "secondary"),
                ("drop", tr("Discard changes"), "secondary"),
                ("save", tr("Save changes"), "primary"),
            ),
        )
        question.answered.connect(lambda answer: self._on_answer(answer, go))
        question.open()

    def _on_answer(self, answer: str, go: Callable[[], object]) -> None:
        if answer == "save":
            self._page.once_saved(go)
        elif answer == "drop":
            self._page.discard()
            go()
