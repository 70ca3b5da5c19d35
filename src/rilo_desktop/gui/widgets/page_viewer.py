"""The pages of a document as pictures, with zoom and next page.

How a page of the window uses it:

    view = PaperView(tr("As it will print"))
    view.wanted.connect(draw)          # a page (counted from 0) is looked at and not there yet
    view.show_document(pages=12)       # emits wanted(0)
    view.show_page(0, image)           # the answer of `draw`, whenever it comes

`image` is a QImage some 1,400 pixels wide; make it from PNG bytes in the worker (`page_images`).
A document that was drawn whole goes in with `show_pages(images)`; the page looked at, zoom and
place stay. `show_words` says why there is no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ..i18n import tr
from ..theme import colour, scaled
from ..theme.tokens import MEDIUM, SMALL
from .buttons import button, is_key
from .labels import ElidedLabel, Label
from .layouts import Panel, hbox, vbox

SHARP = 1400
"""Pixels across a page: enough for the largest window at twice the pixels."""
ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
"""Of the size at which the whole page is seen."""
MARGIN = 20
NEAR = 4
"""Pages before and behind the last one that came which are kept; others are asked for again."""
A4 = QSize(210, 297)


def page_images(pictures: Iterable[bytes]) -> tuple[QImage, ...]:
    """Ready to paint; for the worker's thread: a page takes some 10 ms to unpack."""
    return tuple(QImage.fromData(picture) for picture in pictures)


class PageViewer(QWidget):
    """One page at a time under a head with its number, zoom, and the way to the next."""

    wanted = Signal(int)

    def __init__(self, title: str = "", tools: Sequence[QWidget] = ()) -> None:
        """`title`: what is shown, said before the number of the page; `tools` end the head."""
        super().__init__()
        self._title = title
        self._at, self._pages, self._zoom = 0, 0, 0
        self._images: dict[int, QImage] = {}
        self.words = ElidedLabel(title, SMALL, MEDIUM, "text2")
        self.number = Label("", SMALL, tone="text2")
        self.smaller = button(
            "", lambda: self.zoom(-1), "ghost", "minus", tr("Smaller paper"), high=28
        )
        self.larger = button("", lambda: self.zoom(1), "ghost", "plus", tr("Larger paper"), high=28)
        self.earlier = button(
            "", lambda: self.turn(-1), "ghost", "chevron-up", tr("Previous page"), high=28
        )
        self.later = button(
            "", lambda: self.turn(1), "ghost", "chevron-down", tr("Next page"), high=28
        )
        head = Panel("surface", "lb", height=44)
        hbox(
            (self.words, 1),
            self.number,
            self.earlier,
            self.later,
            self.smaller,
            self.larger,
            *tools,
            gap=4,
            margins=(16, 0, 12, 0),
            into=head,
        )
        self.sheet = _Sheet()
        self.context = _Desk(self.sheet)
        self.context.turned.connect(self.turn)
        self.context.zoomed.connect(self.zoom)
        vbox(head, (self.context, 1), into=self)
        self._show()

    @property
    def at(self) -> int:
        """The page looked at, counted from 0."""
        return self._at

    @property
    def pages(self) -> int:
        return self._pages

    def show_document(self, pages: int) -> None:
        """A document of this many pages, none of them drawn yet; starts with the first."""
        self._images.clear()
        self._pages, self._at = pages, 0
        self._show()

    def show_page(self, number: int, image: QImage) -> None:
        """The picture of a page, counted from 0."""
        near = range(number - NEAR, number + NEAR + 1)
        self._images = {at: held for at, held in self._images.items() if at in near}
        self._images[number] = image
        if number == self._at:
            self._show()

    def show_pages(self, images: Sequence[QImage]) -> None:
        """The same document drawn again: who reads page 2 goes on reading page 2."""
        self._images = dict(enumerate(images))
        self._pages = len(images)
        self._at = max(0, min(self._at, self._pages - 1))
        self._show()

    def show_words(self, words: str) -> None:
        """Say why there is no paper."""
        self._images.clear()
        self._pages = self._at = 0
        self._show()
        self.sheet.show_words(words)

    def turn(self, by: int) -> None:
        """Go that many pages on."""
        at = max(0, min(self._at + by, self._pages - 1))
        if at != self._at:
            self._at = at
            self.context.to_top()
            self._show()

    def zoom(self, by: int) -> None:
        """That many steps larger."""
        self._zoom = max(0, min(self._zoom + by, len(ZOOMS) - 1))
        self.context.zoom_to(ZOOMS[self._zoom])
        self._show_tools()

    def _show(self) -> None:
        image = self._images.get(self._at)
        text = tr("Page {page} of {pages}", page=self._at + 1, pages=self._pages)
        self.number.setText(text if self._pages else "")
        spoken = ", ".join(part for part in (self._title, text) if part)
        self.context.setAccessibleName(spoken if self._pages else self._title or tr("No page yet"))
        if image is not None or not self._pages:
            self.sheet.show_image(image)
            self.context.fit()
        else:
            self.wanted.emit(self._at)
        self._show_tools()

    def _show_tools(self) -> None:
        self.earlier.setEnabled(self._at > 0)
        self.later.setEnabled(self._at + 1 < self._pages)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(ZOOMS))
        for tool in (self.earlier, self.later):
            tool.setVisible(self._pages > 1)


class _Desk(QScrollArea):
    """What the sheet lies on; it has the focus: arrows scroll, Page Up and Down turn pages."""

    turned = Signal(int)
    zoomed = Signal(int)

    def __init__(self, sheet: _Sheet) -> None:
        super().__init__()
        self._sheet, self._factor = sheet, 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("No page yet"))
        self.setWidget(sheet)

    def zoom_to(self, factor: float) -> None:
        middle, bars = self._middle(), (self.horizontalScrollBar(), self.verticalScrollBar())
        self._factor = factor
        self.fit()
        for bar, share in zip(bars, middle, strict=True):
            bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _middle(self) -> tuple[float, float]:
        """Which part of the sheet is looked at, as shares of its size."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        shares = [(b.value() + b.pageStep() / 2) / (b.maximum() + b.pageStep() or 1) for b in bars]
        return shares[0], shares[1]

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def fit(self) -> None:
        """The sheet as large as the zoom says."""
        room = self.maximumViewportSize()
        margins = QSize(2 * scaled(MARGIN), 2 * scaled(MARGIN))
        page = self._sheet.page_size().scaled(room - margins, Qt.AspectRatioMode.KeepAspectRatio)
        wanted = page * self._factor + margins
        self._sheet.resize(wanted.expandedTo(room if self._factor == 1.0 else self._left(wanted)))

    def _left(self, wanted: QSize) -> QSize:
        """The room that is left when bars are there that the page needs."""
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        high = room.height() - (bar if wanted.width() > room.width() else 0)
        wide = room.width() - (bar if wanted.height() > room.height() else 0)
        return QSize(wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif is_key(event, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoomed.emit(1 if event.key() == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    """A sheet with its margins. Paper stays white in dark."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._sharp: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def page_size(self) -> QSize:
        return self._image.size() if self._image is not None else A4

    def show_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def show_image(self, image: QImage | None) -> None:
        self._image, self._sharp, self._words = image, None, ""
        self.setAccessibleName("")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("backdrop"))
        margin = scaled(MARGIN)
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        if self._image is None:
            painter.setPen(colour("text2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words)
            return
        place = self._place(room)
        for step in range(3, 0, -1):
            shade = colour("line2")
            shade.setAlpha(40)
            painter.fillRect(place.adjusted(-step, -step + 1, step, step + 1), shade)
        painter.drawImage(place, self._scaled(self._image, place.size()))

    def _place(self, room: QRect) -> QRect:
        size = self.page_size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.x() + (room.width() - size.width()) // 2
        return QRect(QPoint(left, room.y()), size)

    def _scaled(self, image: QImage, size: QSize) -> QImage:
        """Kept until the size changes: smoothing a page takes longer than painting it."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._sharp is None or self._sharp.size() != wanted:
            self._sharp = image.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._sharp
