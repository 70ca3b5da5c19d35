"""Rows, columns and grounds: how a page is put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..i18n import mirrored
from ..theme import colour, rounded, scaled

Item = QWidget | tuple[QWidget, int] | QLayout | int | None
"""A widget, (widget, stretch), a layout, a distance in unscaled pixels, or None: room to give."""

Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


def _fill(box: QBoxLayout, items: Sequence[Item], gap: int, margins: Margins) -> None:
    box.setSpacing(scaled(gap))
    set_margins(box, margins)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(scaled(item))
        elif isinstance(item, tuple):
            box.addWidget(*item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)


def set_margins(box: QLayout, margins: Margins) -> None:
    """Leading, top, trailing and bottom edge: Qt does not turn the margins of a mirrored window."""
    leading, top, trailing, bottom = (scaled(margin) for margin in margins)
    left, right = (trailing, leading) if mirrored() else (leading, trailing)
    box.setContentsMargins(left, top, right, bottom)


def hbox(
    *items: Item, gap: int = 0, margins: Margins = _NONE, into: QWidget | None = None
) -> QWidget:
    """Widgets beside each other; margins as leading, top, trailing, bottom, unscaled."""
    widget = into if into is not None else QWidget()
    _fill(QHBoxLayout(widget), items, gap, margins)
    return widget


def vbox(
    *items: Item, gap: int = 0, margins: Margins = _NONE, into: QWidget | None = None
) -> QWidget:
    """Widgets below each other."""
    widget = into if into is not None else QWidget()
    _fill(QVBoxLayout(widget), items, gap, margins)
    return widget


NARROWEST = 160
"""No column is seen narrower, unscaled."""


class Column(QVBoxLayout):
    """Very many widgets below each other, which would like no width.

    Qt asks for a height also at the widths that each level of layouts would like, and keeps one: at
    each row that comes it would break the texts of all others anew.
    """

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSize(self) -> QSize:
        return QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        """Also where nothing in it has one: else Qt goes by the height that it would like."""
        return True

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width) if width >= scaled(NARROWEST) else 0

    def minimumHeightForWidth(self, width: int) -> int:
        return super().minimumHeightForWidth(width) if width >= scaled(NARROWEST) else 0


def column(*items: Item, into: QWidget) -> Column:
    made = Column(into)
    _fill(made, items, 0, _NONE)
    return made


class Panel(QWidget):
    """A ground by role with hairlines: l and r are the leading and trailing edge, t and b."""

    def __init__(self, ground: str, edges: str = "", width: int = 0, height: int = 0) -> None:
        super().__init__()
        self._ground, self._edges = ground, edges
        if width:
            self.setFixedWidth(scaled(width))
        if height:
            self.setFixedHeight(scaled(height))

    def set_ground(self, ground: str) -> None:
        self._ground = ground
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide, high = self.width(), self.height()
        painter.fillRect(self.rect(), colour(self._ground))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for edge in self._edges:
            if edge in "tb":
                place = QRect(0, 0 if edge == "t" else high - 1, wide, 1)
            else:
                place = QRect(0 if (edge == "l") != mirrored else wide - 1, 0, 1, high)
            painter.fillRect(place, colour("line"))


class Card(QWidget):
    """A box for what has its own life: the unlock question, a way to begin, a decision."""

    def __init__(self, ground: str = "surface", edge: str = "line", radius: int = 12) -> None:
        super().__init__()
        self._look = (radius, ground, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        radius, ground, edge = self._look
        rounded(QPainter(self), self.rect(), scaled(radius), ground, edge)


class Hairline(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("line"))


class Scroller(QScrollArea):
    """Scrolls its content up and down only, and never wider than it is."""

    def __init__(self, content: QWidget, most: int = 0) -> None:
        """`most`: greatest width of the content in unscaled pixels; wider, it stands centred."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        sideways = self.horizontalScrollBar()
        sideways.valueChanged.connect(lambda value: sideways.setValue(0) if value else None)
        if most:
            content.setMaximumWidth(scaled(most))
            holder = QWidget()
            box = QHBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            box.addStretch(1)
            box.addWidget(content, 1_000)
            box.addStretch(1)
            content = holder
        self.setWidget(content)
        upright = self.verticalScrollBar()
        upright.rangeChanged.connect(self._keep_still)
        upright.valueChanged.connect(self._let_go)
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._show_focus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Wherever the keyboard goes is seen, also where no Tab led there.

        Not by the mouse: what moved under it would not be pressed.
        """
        content = self.widget()
        if new is None or content is None or not content.isAncestorOf(new):
            self._let_go(0)
            return
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._follow.start()

    def _keep_still(self, _least: int, most: int) -> None:
        """Content that gets shorter than what is in sight would pull down the field in which
        somebody types: the room below it stays until it is scrolled or the keyboard leaves.
        """
        content, focus = self.widget(), QApplication.focusWidget()
        value = self.verticalScrollBar().value()
        if value <= most or content is None or focus is None or not content.isAncestorOf(focus):
            return
        content.setMinimumHeight(value + self.viewport().height())

    def _let_go(self, value: int) -> None:
        """Of the room that was kept, as much as is out of sight at this place."""
        content = self.widget()
        if content is not None and content.minimumHeight():
            seen = value + self.viewport().height() if value else 0
            if seen < content.minimumHeight():
                content.setMinimumHeight(seen)
                QCoreApplication.postEvent(content, QEvent(QEvent.Type.LayoutRequest))

    def _show_focus(self) -> None:
        content, focus = self.widget(), QApplication.focusWidget()
        if focus is None or content is None or not content.isAncestorOf(focus):
            return
        lay_out()
        place = focus.rect()
        if isinstance(focus, QAbstractItemView) and place.height() > self.viewport().height() // 2:
            place = focus.visualRect(focus.currentIndex()) or place
        if place.height() < self.viewport().height():
            self.bring_place_into_sight(focus, place)

    def bring_into_sight(self, widget: QWidget, room: int) -> None:
        """With room around it, also where it is in sight already but at an edge."""
        content = self.widget()
        assert content is not None
        top = widget.mapTo(content, QPoint()).y()
        self.ensureVisible(0, top + widget.height(), 0, room)
        self.ensureVisible(0, top, 0, room)

    def bring_place_into_sight(self, widget: QWidget, place: QRect) -> None:
        """A place inside a widget of the content: the row of a list that stands whole."""
        content = self.widget()
        assert content is not None
        top = widget.mapTo(content, place.topLeft()).y()
        self.ensureVisible(0, top + place.height(), 0, scaled(8))
        self.ensureVisible(0, top, 0, scaled(8))

    def setWidget(self, widget: QWidget) -> None:
        """Qt would delete the one before at once, which may be handling a key, and paint the ground
        of the palette behind this one; the panel paints its own.
        """
        before = self.takeWidget()
        if before is not None:
            before.setParent(self)  # whom nobody owns Python deletes at once
            discard(before)
        super().setWidget(widget)
        widget.setAutoFillBackground(False)


class FlowLayout(QLayout):
    """Lays its items out like words, line after line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = scaled(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take every widget away, for good."""
        while (item := self.takeAt(0)) is not None:
            discard(item.widget())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        wide = max((s.width() for s in sizes), default=0)
        return QSize(min(wide, scaled(160)), max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, move: bool) -> int:
        x, y, high = 0, 0, 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            size = item.sizeHint()
            wide = min(size.width(), rect.width())
            if x and x + wide > rect.width():
                x, y, high = 0, y + high + self._gap, 0
            if move:
                left = rect.right() + 1 - x - wide if mirrored else rect.x() + x
                item.setGeometry(QRect(left, rect.y() + y, wide, size.height()))
            x += wide + self._gap
            high = max(high, size.height())
        return y + high


def focus_chain(widget: QWidget) -> Iterator[QWidget]:
    """What Tab visits after a widget, all of its window; of one in no window yet what is in it.

    PySide takes each for a child of the one before. When that is deleted, it lets go of what Qt
    made for the other (the menu of `addMenu`): what is kept for long is made by us.
    """
    at = widget.nextInFocusChain()
    while at is not None and at is not widget:
        if takes_focus(at):
            yield at
        at = at.nextInFocusChain()


def end_of_focus(container: QWidget, widget: QWidget) -> QWidget:
    """The last of what Tab visits in a container from a widget on."""
    return [widget, *takewhile(container.isAncestorOf, focus_chain(widget))][-1]


def takes_focus(widget: QWidget) -> bool:
    """`setTabOrder` does nothing beside a widget that does not."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus of it and of what is in it, as it was made; no list that opens."""
    for one in (widget, *widget.findChildren(QWidget)):
        if takes_focus(one) and one.window() is widget.window():
            yield one


class TabAnchor(QWidget):
    """Where Tab comes to widgets that are made later; it is never seen, and no stop itself.

    Qt puts what is made later behind everything in the window.
    """

    def __init__(self, parent: QWidget) -> None:
        """In the parent, which the others come into too, and in no layout."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def lead_to(self, widgets: Iterable[QWidget]) -> None:
        """Let Tab come to these and what is in them, one after another.

        The last one first: behind a widget Qt looks for the next stop, past all that is none. The
        line of a combo box goes with its box.
        """
        for one in reversed([stop for widget in widgets for stop in stops_in(widget)]):
            if one.focusProxy() is None:
                QWidget.setTabOrder(self, one)


LEVELS = 20
"""More than widgets stand inside each other anywhere."""


def lay_out() -> None:
    """Bring everything to its place now.

    Left to itself, Qt tells a change of height to one level of layouts in each turn of the event
    loop, and paints in between: fields stand cut, and jump.
    """
    for _ in range(LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


_REACHES_CODE = frozenset(
    {
        *(QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.FocusAboutToChange),
        *(QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride),
        *(QEvent.Type.Shortcut, QEvent.Type.InputMethod, QEvent.Type.Wheel, QEvent.Type.ToolTip),
        *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseMove),
        *(QEvent.Type.MouseButtonDblClick, QEvent.Type.ContextMenu, QEvent.Type.Enter),
        *(QEvent.Type.Leave, QEvent.Type.DragEnter, QEvent.Type.Drop, QEvent.Type.Timer),
    }
)
"""What a widget does something for; the rest is for Qt to take it apart."""


class _Deaf(QObject):
    """Stands before all code of a discarded widget."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in _REACHES_CODE


def discard(widget: QWidget | None) -> None:
    """Out of sight at once, and deleted when Qt is ready; until then it does nothing any more.

    It may be in the middle of an event of its own, and what it shows may be gone already: hiding it
    takes the focus from it, and a field that then wrote or asked would find nothing there. Whoever
    wants to keep what is typed in it takes that before.
    """
    if widget is None:
        return
    deaf = _Deaf(widget)
    for one in (widget, *widget.findChildren(QWidget)):
        one.blockSignals(True)
        one.installEventFilter(deaf)
    widget.hide()
    widget.deleteLater()
