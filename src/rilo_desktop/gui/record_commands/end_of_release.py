"""A change makes released records drafts again: what that means is asked before it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rilo_desktop.services.deferred import evidence

from ..context import PageContext
from ..i18n import plural, tr
from ..widgets.question import Question


def _nothing() -> None:
    pass


def ask_about_release(
    parent: QWidget,
    released: int,
    change: Callable[[], object],
    keep: Callable[[], object] = _nothing,
) -> None:
    """Make the change: at once where no record is released, else when the officer says so."""
    if not released:
        change()
        return
    question = Question(
        parent,
        tr("Change released records?"),
        plural(
            "{count} record is released. It becomes a draft and needs a new approval.",
            "{count} records are released. They become drafts and need a new approval.",
            released,
        ),
        (
            ("keep", tr("Keep as they are"), "secondary"),
            ("change", tr("Change"), "primary"),
        ),
    )
    question.answered.connect(lambda answer: change() if answer == "change" else keep())
    question.open()


def ask_of_case(
    context: PageContext,
    owner: QWidget,
    case: str,
    change: Callable[[bool], object],
    keep: Callable[[], object] = _nothing,
) -> None:
    """`change(ends_release)`: an indicator is written into a case, or taken out of it."""

    def ask(released: int) -> None:
        ask_about_release(owner.window(), released, lambda: change(bool(released)), keep)

    context.serve(evidence.released, case, then=ask, owner=owner)
