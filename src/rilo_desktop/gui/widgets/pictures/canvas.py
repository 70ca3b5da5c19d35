"""A picture on which parts are covered: drawn with the mouse, or placed and sized with keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from rilo_desktop.records.picture import Box

from ...i18n import tr
from ...theme import colour, glyph, rounded, scaled
from ..progress import announce
from .strip import COVER, fitted, inside

STEP, FINE = 0.02, 0.004
"""How far a key moves or sizes a covered part: a share of the picture; with Ctrl the second."""
LEAST = 0.008
"""A part smaller than this was a click, not a drawing."""
FIRST = Box(0.4, 0.4, 0.2, 0.2)

_KEYS = Qt.Key
_WAYS = {
    _KEYS.Key_Left: (-1, 0),
    _KEYS.Key_Right: (1, 0),
    _KEYS.Key_Up: (0, -1),
    _KEYS.Key_Down: (0, 1),
}


class BoxCanvas(QWidget):
    """`edited` when the officer drew, moved or took away a covered part; `chosen` is its number.

    Keys: Insert covers a part, the arrows move the chosen one, with Shift they size it, with Ctrl
    they go in small steps; Page Up and Page Down choose, Delete takes away.
    """

    edited = Signal()
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[Box] = []
        self.chosen = -1
        self.locked = False
        self._picture: QPixmap | None = None
        self._missing = False
        self._start: QPointF | None = None
        self._moving: Box | None = None
        self._drawn: Box | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(scaled(240), scaled(252))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        return QSize(scaled(420), scaled(300))

    def show_picture(self, picture: QPixmap | None, missing: bool = False) -> None:
        """`missing`: it is not in this store. None without that: it is still coming."""
        self._picture, self._missing = picture, missing
        self.update()

    def show_boxes(self, boxes: list[Box], chosen: int) -> None:
        self.boxes = list(boxes)
        self.chosen = min(chosen, len(boxes) - 1)
        self.update()

    def lock(self, locked: bool) -> None:
        """What leaves is looked at, not drawn on."""
        self.locked = locked
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.CrossCursor)
        self.update()

    def add(self) -> None:
        """Cover a part in the middle, to be moved with keys."""
        if not self.locked:
            self._take([*self.boxes, FIRST], len(self.boxes))

    def take_away(self) -> None:
        if not self.locked and 0 <= self.chosen < len(self.boxes):
            left = [box for n, box in enumerate(self.boxes) if n != self.chosen]
            announce(self, tr("Part {number} is not covered any more", number=self.chosen + 1))
            self._take(left, min(self.chosen, len(left) - 1), said=False)

    def choose(self, number: int) -> None:
        if number != self.chosen and -1 <= number < len(self.boxes):
            self.chosen = number
            self.update()
            self.picked.emit(number)

    def _take(self, boxes: list[Box], chosen: int, said: bool = True) -> None:
        self.boxes, self.chosen = boxes, chosen
        self.update()
        self.edited.emit()
        if said and chosen >= 0:
            announce(self, box_name(boxes[chosen], chosen))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, also where the page would take them for a shortcut."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or self.locked:
            return False
        return event.key() in _WAYS or event.key() in (_KEYS.Key_Insert, _KEYS.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.locked or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in (_KEYS.Key_Insert, _KEYS.Key_Plus):
            self.add()
        elif key in (_KEYS.Key_Delete, _KEYS.Key_Backspace):
            self.take_away()
        elif key == _KEYS.Key_PageUp and self.boxes:
            self.choose(max(0, self.chosen - 1))
        elif key == _KEYS.Key_PageDown and self.boxes:
            self.choose(min(len(self.boxes) - 1, self.chosen + 1))
        elif key in _WAYS and 0 <= self.chosen < len(self.boxes):
            self._step(*_WAYS[key], event.modifiers())
        else:
            super().keyPressEvent(event)

    def _step(self, x: int, y: int, modifiers: Qt.KeyboardModifier) -> None:
        by = FINE if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
        box = self.boxes[self.chosen]
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            box = sized(box, x * by, y * by)
        else:
            box = moved(box, x * by, y * by)
        boxes = list(self.boxes)
        boxes[self.chosen] = box
        self._take(boxes, self.chosen)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.locked or self._picture is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self._share(event.position())
        under = [n for n, box in enumerate(self.boxes) if _holds(box, at)]
        self._start = at
        if under:
            self.choose(under[-1])
            self._moving = self.boxes[under[-1]]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is None:
            return
        at = self._share(event.position())
        if self._moving is not None:
            by = at - self._start
            self._drawn = moved(self._moving, by.x(), by.y())
        else:
            self._drawn = _between(self._start, at)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        drawn, moving = self._drawn, self._moving
        self._start = self._drawn = self._moving = None
        self.update()
        if drawn is None or drawn.width < LEAST or drawn.height < LEAST:
            return
        if moving is None:
            self._take([*self.boxes, drawn], len(self.boxes))
        elif drawn != moving:
            boxes = list(self.boxes)
            boxes[self.chosen] = drawn
            self._take(boxes, self.chosen)

    def _place(self) -> QRectF:
        assert self._picture is not None
        return fitted(self._picture, self.rect().adjusted(1, 1, -1, -1))

    def _share(self, at: QPointF) -> QPointF:
        """A place in the widget as fractions of the picture, never outside it."""
        place = self._place()
        x = (at.x() - place.x()) / place.width()
        y = (at.y() - place.y()) / place.height()
        return QPointF(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))

    # Paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), scaled(6), "backdrop")
        if self._picture is None:
            self._paint_nothing(painter)
        else:
            place = self._place()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
            if not self.locked:
                self._paint_boxes(painter, place)
        if self.hasFocus():
            rounded(painter, self.rect(), scaled(6), "", "accentText", 2)

    def _paint_boxes(self, painter: QPainter, place: QRectF) -> None:
        moving = self._moving is not None and self._drawn is not None
        boxes = [
            self._drawn if moving and n == self.chosen else box for n, box in enumerate(self.boxes)
        ]
        if self._drawn is not None and not moving:
            boxes.append(self._drawn)
        for number, box in enumerate(boxes):
            if box is None:
                continue
            rect = inside(place, box.left, box.top, box.width, box.height)
            painter.fillRect(rect, QColor(COVER))
            if number == self.chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor("#FFFFFF"), 3))
                painter.drawRect(rect)
                painter.setPen(QPen(colour("accent"), 2))
                painter.drawRect(rect)

    def _paint_nothing(self, painter: QPainter) -> None:
        size, middle = scaled(28), self.rect().center()
        name = "shield-off" if self._missing else "photo"
        glyph(painter, name, middle.x() - size // 2, middle.y() - size, size, "text3")
        painter.setPen(colour("text2"))
        said = tr("This picture is not in this store.") if self._missing else tr("Coming …")
        box = QRect(0, middle.y() + scaled(8), self.width(), scaled(24))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)


def box_name(box: Box, number: int) -> str:
    """Where a covered part lies, for the list and the screen reader."""
    parts = [round(100 * part) for part in (box.left, box.top, box.width, box.height)]
    return tr(
        "Part {number}: {left} % from left, {top} % from top, {width} % wide, {height} % high",
        number=number + 1,
        left=parts[0],
        top=parts[1],
        width=parts[2],
        height=parts[3],
    )


def moved(box: Box, x: float, y: float) -> Box:
    left = min(max(0.0, box.left + x), 1 - box.width)
    top = min(max(0.0, box.top + y), 1 - box.height)
    return Box(left, top, box.width, box.height)


def sized(box: Box, x: float, y: float) -> Box:
    width = min(max(LEAST, box.width + x), 1 - box.left)
    height = min(max(LEAST, box.height + y), 1 - box.top)
    return Box(box.left, box.top, width, height)


def _holds(box: Box, at: QPointF) -> bool:
    inside_x = box.left <= at.x() <= box.left + box.width
    return inside_x and box.top <= at.y() <= box.top + box.height


def _between(one: QPointF, other: QPointF) -> Box:
    left, top = min(one.x(), other.x()), min(one.y(), other.y())
    return Box(left, top, abs(one.x() - other.x()), abs(one.y() - other.y()))
