"""Paper beside the form: the pages this record will make, drawn again while it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import Record

from ...context import PageContext
from ...i18n import tr, window_language
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.findings import ShownFinding
from ...widgets.labels import Chip
from ...widgets.layouts import vbox
from ...widgets.page_viewer import SHARP, PageViewer, page_images

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session

PAUSE = 400
"""Milliseconds without a change before the pages are drawn again."""


class PaperSide(QWidget):
    findings_wanted = Signal()
    drawn = Signal()

    def __init__(self, context: PageContext, record: Callable[[], Record | None]) -> None:
        """`record` gives it as it stands on the form."""
        super().__init__()
        self._context, self._record = context, record
        self._blocks, self._warns = Chip(), Chip()
        findings = button(tr("Findings"), self.findings_wanted.emit, high=28)
        tools = (self._blocks, self._warns, findings)
        self.view = PageViewer(tr("As it will print"), tools)
        vbox((self.view, 1), into=self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.draw)

    def show_findings(self, found: Sequence[ShownFinding]) -> None:
        """How many stand against its release: their marks stand in the list of findings."""
        blocks = sum(one.severity == "blocks" for one in found)
        warns = sum(one.severity == "warns" for one in found)
        self._blocks.show_text(str(blocks or ""), "danger", "dangerBg", "alert-octagon")
        self._blocks.setAccessibleName(tr("Blocking: {count}", count=blocks))
        self._warns.show_text(str(warns or ""), "warn", "warnBg", "alert-triangle")
        self._warns.setAccessibleName(tr("Warnings: {count}", count=warns))

    def draw_soon(self) -> None:
        """After a pause: who types is not held up by every letter."""
        if self.isVisible():
            self._pause.start()

    def draw(self) -> None:
        record = self._record()
        if record is not None and self.isVisible():
            self._context.serve(
                _drawn,
                record,
                _language(record),
                then=self._on_drawn,
                failed=self._on_failed,
                owner=self,
                turn="paper",
            )

    def _on_drawn(self, images: tuple[QImage, ...]) -> None:
        self.view.show_pages(images)
        self.drawn.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.view.show_words(explained(error))
        self.drawn.emit()


def _drawn(session: Session, record: Record, language: str) -> tuple[QImage, ...]:
    """In the worker: the pictures are unpacked there, too."""
    from rilo_desktop.services.submissions import preview

    return page_images(preview.record_page(session, record, language, SHARP))


def _language(record: Record) -> str:
    """Labels of the paper speak the language of the text, where documents are made in it."""
    from rilo_desktop.language import window_languages

    own = record.language
    return own if isinstance(own, str) and own in window_languages() else window_language()
