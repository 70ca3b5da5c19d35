"""The chosen picture: what is covered on it, as a drawing and as a list, and what leaves of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from rilo_desktop.records import Picture

from ...i18n import tr
from ...theme import scaled
from ...theme.tokens import CAPTION
from ..accessible_names import labelled, name_input
from ..buttons import Segments, button
from ..labels import Label
from ..layouts import hbox, vbox
from .canvas import BoxCanvas, box_name
from .gallery import Gallery
from .model import boxes_of

DRAW, LEAVES = "draw", "leaves"


class CoveredParts(QListWidget):
    """One row a covered part; Delete takes it away."""

    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(scaled(76))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.gone.emit()
        else:
            super().keyPressEvent(event)


class CoverEditor(QWidget):
    """`covered` carries the covered parts as a record keeps them (`Box.text`)."""

    covered = Signal(object)

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery
        self._picture: Picture | None = None
        self._filling = False
        self.canvas = BoxCanvas()
        self.parts = CoveredParts()
        self.switch = Segments(((DRAW, tr("Cover parts")), (LEAVES, tr("As sent"))), tr("Show"))
        self.cover = button(tr("Cover a part"), self._add, "link", "plus", high=24)
        self.cover.setToolTip(tr("Draw with the mouse, or press Insert on the picture"))
        self.hint = Label(
            tr(
                "Drag to cover faces, plates, names and documents. Arrow keys move a cover, "
                "Shift+arrow resizes it."
            ),
            CAPTION,
            tone="text3",
            wrap=True,
        )
        self.list = labelled(tr("Covered parts"), self.parts)
        vbox(hbox(self.switch, None), self.canvas, self.hint, gap=6, into=self)
        self.switch.chosen.connect(lambda _key: self._show())
        self.canvas.edited.connect(self._on_edited)
        self.canvas.picked.connect(self.parts.setCurrentRow)
        self.parts.currentRowChanged.connect(self._on_row)
        self.parts.gone.connect(self.canvas.take_away)
        gallery.came.connect(self._show_picture)

    @property
    def picture(self) -> Picture | None:
        return self._picture

    def show_picture(self, picture: Picture, name: str) -> None:
        """`name` is what a screen reader calls it."""
        before, self._picture = self._picture, picture
        same = before is not None and before.sha256 == picture.sha256
        boxes = boxes_of(picture)
        if not same:
            self.canvas.chosen = -1
        if not same or boxes != self.canvas.boxes:
            self.canvas.show_boxes(boxes, self.canvas.chosen)
        said = tr(
            "Insert adds a cover; arrow keys move it, Shift+arrow resizes it, Ctrl makes "
            "small steps; Page Up and Page Down select, Delete removes."
        )
        name_input(self.canvas, tr("{picture}: covered parts", picture=name), said)
        self._fill_list()
        self._show()

    def _show(self) -> None:
        leaves = self.switch.key == LEAVES
        self.canvas.lock(leaves)
        self.cover.setEnabled(not leaves)
        self._show_picture()

    def _show_picture(self) -> None:
        if self._picture is None or not self.isVisible():
            return
        leaves = self.switch.key == LEAVES
        found = (self._gallery.leaving if leaves else self._gallery.whole)(self._picture)
        self.canvas.show_picture(found, self._gallery.is_missing(self._picture))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._show_picture()

    def _add(self) -> None:
        self.canvas.add()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self._fill_list()
        self.covered.emit(tuple(box.text for box in self.canvas.boxes))

    def _on_row(self, number: int) -> None:
        if not self._filling:
            self.canvas.choose(number)

    def _fill_list(self) -> None:
        self._filling = True
        rows = [box_name(box, number) for number, box in enumerate(self.canvas.boxes)]
        while self.parts.count() > len(rows):
            self.parts.takeItem(self.parts.count() - 1)
        for number, text in enumerate(rows):
            if number >= self.parts.count():
                self.parts.addItem(text)
            item = self.parts.item(number)
            item.setText(text)
            item.setToolTip(text)
        self.parts.setCurrentRow(self.canvas.chosen)
        self._filling = False
