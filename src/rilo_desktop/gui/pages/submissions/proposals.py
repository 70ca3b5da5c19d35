"""Texts that the pages propose: an officer accepts them, or goes back and types others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.services.deferred import submit

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import hbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from rilo_desktop.services.submissions.submit import SubmissionRequest


class Proposals(QWidget):
    """Hidden where every text is typed. `order`: what is prepared; `taken` hears it with them."""

    def __init__(
        self,
        context: PageContext,
        order: Callable[[], SubmissionRequest],
        taken: Callable[[SubmissionRequest], object],
    ) -> None:
        super().__init__()
        self._context, self._order, self._taken = context, order, taken
        said = Label(tr("The program proposes texts; the pages say so."), SMALL, tone="text2")
        said.setWordWrap(True)
        self.accept = button(tr("Accept the proposed texts"), self._on_accept, "link")
        hbox((said, 1), self.accept, gap=8, into=self)
        self.hide()

    def show_order(self, order: SubmissionRequest) -> None:
        typed = {place for place, _ in order.messages}
        asked = SUBMISSIONS[order.type].messages
        self.setVisible(any(one.is_proposed and one.place not in typed for one in asked))

    def _on_accept(self) -> None:
        self._context.serve(
            submit.accept_proposals,
            self._order(),
            working=tr("Checking the records"),
            then=self._on_accepted,
            owner=self,
            turn="accept",
        )

    def _on_accepted(self, order: SubmissionRequest) -> None:
        self._taken(order)
        self.hide()  # a figure that is not drawn proposes nothing
