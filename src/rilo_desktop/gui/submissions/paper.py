"""The page as it will leave: pictures of the draft, made by the same renderer as the PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..faults import explained
from ..texts import tr
from ..theme import colour, scaled
from ..theme.tokens import MEDIUM, SMALL
from ..widgets.boxes import Panel, column, row
from ..widgets.buttons import button
from ..widgets.words import Label

if TYPE_CHECKING:
    from rilo_desktop.services.submit import Order

SHARP = 1400
"""Pixels across a page: enough for the largest window at twice the pixels."""


class Paper(QWidget):
    """Shows one page of a draft at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._pages, self._at = 0, 0
        self._words = Label("", SMALL, MEDIUM, "text2")
        self._earlier = button(
            "", lambda: self._turn(-1), "ghost", "chevron-up", tr("Previous page")
        )
        self._later = button("", lambda: self._turn(1), "ghost", "chevron-down", tr("Next page"))
        head = Panel("surface", "lb", height=48)
        row(self._words, None, self._earlier, self._later, gap=4, margins=(16, 0, 12, 0), into=head)
        self._sheet = _Sheet()
        column(head, (self._sheet, 1), into=self)
        self.clear()

    def clear(self) -> None:
        self._pages = self._at = 0
        self._sheet.show_page(None)
        self._show_words()

    def preview(self, order: Order) -> None:
        """Make a draft of the order and show its first page."""
        self._words.setText(tr("Drawing the pages …"))
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="rilo-")
        path = Path(self._folder.name) / "draft.pdf"
        self._desk.ask(
            self._desk.office.preview,
            order,
            path,
            SHARP,
            then=self._take,
            failed=self._on_failed,
            owner=self,
            turn="paper",
        )

    def _take(self, answer: tuple[int, bytes]) -> None:
        self._pages, picture = answer
        self._at = 0
        self._show(picture)

    def _on_failed(self, error: BaseException) -> None:
        self.clear()
        self._sheet.show_words(explained(error))

    def _turn(self, by: int) -> None:
        at = self._at + by
        if self._folder is None or not 0 <= at < self._pages:
            return
        self._at = at
        self._desk.ask(
            self._desk.office.page_picture,
            Path(self._folder.name) / "draft.pdf",
            at,
            SHARP,
            then=self._show,
            owner=self,
            turn="paper",
        )

    def _show(self, picture: bytes) -> None:
        self._sheet.show_page(QImage.fromData(picture))
        self._show_words()

    def _show_words(self) -> None:
        text = tr("Page {page} of {pages}", page=self._at + 1, pages=self._pages)
        self._words.setText(text if self._pages else tr("No page yet"))
        self._earlier.setEnabled(self._at > 0)
        self._later.setEnabled(self._at + 1 < self._pages)
        self._sheet.setAccessibleName(text if self._pages else "")


class _Sheet(QWidget):
    """A sheet on the desk. Paper stays white in dark."""

    def __init__(self) -> None:
        super().__init__()
        self._page: QImage | None = None
        self._words = ""

    def show_words(self, words: str) -> None:
        """Say why there is no page."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def show_page(self, page: QImage | None) -> None:
        self._page, self._words = page, ""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("desk"))
        margin = scaled(20)
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        size = self._page.size() if self._page is not None else QRect(0, 0, 210, 297).size()
        size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(
            room.x() + (room.width() - size.width()) // 2,
            room.y() + (room.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        if self._page is None:
            painter.setPen(colour("text2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
            return
        for step in range(3, 0, -1):
            shade = colour("line2")
            shade.setAlpha(40)
            painter.fillRect(place.adjusted(-step, -step + 1, step, step + 1), shade)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        sharp = self._page.scaled(
            round(place.width() * ratio),
            round(place.height() * ratio),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, sharp)
