"""What is asked before a record is left that is not saved as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ...context import PageContext
from ...i18n import tr
from ...widgets.question import Question
from ...widgets.record_form.draft_autosave import DraftAutosave
from ...widgets.record_form.form import RecordForm
from ...widgets.record_form.half_typed import HalfTypedTexts


class Left(Protocol):
    """A page with a form that is left."""

    form: RecordForm
    drafting: DraftAutosave

    @property
    def dirty(self) -> bool: ...

    @property
    def record_id(self) -> str: ...

    @property
    def has_more_to_save(self) -> bool: ...

    def once_saved(self, then: Callable[[], object]) -> None: ...

    def save_rest(self, then: Callable[[], object]) -> None: ...

    def discard(self) -> None: ...


class Leaving(QObject):
    def __init__(self, parent: QWidget, page: Left, context: PageContext) -> None:
        super().__init__(parent)
        self._parent, self._page = parent, page
        self._half_typed = HalfTypedTexts(
            parent,
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
        elif self._parent.findChild(Question) is None:
            if page.form.first_complaint():
                self._half_typed.ask(go, page.discard if page.has_more_to_save else None)
            else:
                self._ask(go)

    def _ask(self, go: Callable[[], object]) -> None:
        question = Question(
            self._parent,
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
