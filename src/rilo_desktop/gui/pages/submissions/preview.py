"""The page as it will leave: drawn in memory by the same renderer as the PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVarTuple

from PySide6.QtGui import QImage

from ...context import PageContext
from ...i18n import tr
from ...widgets.error_messages import explained, is_cancelled
from ...widgets.page_viewer import SHARP, PageViewer, page_images

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.submissions.preview import Draft

Ts = TypeVarTuple("Ts")


class Paper(PageViewer):
    """Asks a service for a document, and for each page when it is looked at."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(tr("Preview of the PDF"))
        self._context = context
        self._draft: Draft | None = None
        self.wanted.connect(self._draw)
        self.clear()

    def clear(self) -> None:
        self._draft = None
        self.show_words(tr("No page yet"))

    def preview(self, service: Callable[[Session, *Ts, Progress], Draft], *args: *Ts) -> None:
        """Make the document by `service(session, *args, progress)` and show its first page."""
        self.show_words(tr("Drawing the pages …"))
        self._context.serve(
            service,
            *args,
            working=tr("Drawing the pages"),
            shown_only=True,
            then=self._take,
            failed=self._on_failed,
            owner=self,
            turn="paper",
        )

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self.show_document(draft.pages)

    def _on_failed(self, error: BaseException) -> None:
        cancelled = is_cancelled(error)
        self.clear()
        self.show_words(tr("Cancelled: no page was drawn.") if cancelled else explained(error))

    def _draw(self, number: int) -> None:
        draft = self._draft
        if draft is not None:
            self._context.tasks.ask(
                _picture,
                draft,
                number,
                then=lambda image: self._show_if(draft, number, image),
                owner=self,
            )

    def _show_if(self, draft: Draft, number: int, image: QImage) -> None:
        if draft is self._draft:
            self.show_page(number, image)


def _picture(draft: Draft, number: int) -> QImage:
    """Runs in the worker."""
    from rilo_desktop.services.submissions.preview import pictures

    return page_images(pictures(draft, [number + 1], SHARP))[0]
