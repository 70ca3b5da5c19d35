"""A short word at the bottom of the window: what was done, or what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QTreeView,
    QWidget,
)

from ..i18n import tr
from ..theme import draw_words, glyph, rounded, scaled, scheme_is_dark
from ..theme.tokens import BODY, REGULAR
from .backup_status import BackupStatus
from .buttons import button
from .labels import Label
from .layouts import hbox, set_margins
from .progress import announce

STAYS = 5_000
"""Milliseconds that good news stays; what went wrong stays until it is closed."""
AGAIN = 200
"""Milliseconds after which it looks again what it lies on."""
STEP_UP = 56
"""Where it lies on something it stands so much higher; unscaled pixels."""
NARROW = (284, 232)
"""Its widths beside a list: where the preview is, and below the navigation."""
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
"""Where its buttons stand."""
FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Toast(QWidget):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._wrong = False
        self.words = _ToastWords()
        self._call: Callable[[], object] | None = None
        self._natural = 0
        """Its width where there is room for it."""
        self.action_button = button("", self._act, "toast", high=28)
        self.action_button.setAccessibleName(tr("What can be done now"))
        self.close_button = button(tr("Close"), self.hide, "toast", high=28)
        self._box = box = QBoxLayout(BESIDE, self)
        set_margins(box, (40, 6, 10, 6))
        box.setSpacing(scaled(12))
        box.addWidget(self.words, 1)
        box.addWidget(hbox(None, self.action_button, self.close_button, gap=12))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._on_time)
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        # Not at once: whoever moves the focus is in the middle of showing something, and rows come
        # a moment after their page
        self._aside = QTimer(self, interval=AGAIN)
        self._aside.timeout.connect(self._step_aside)
        self.hide()

    def offer(self, text: str, action: str, call: Callable[[], object]) -> None:
        """Say what was done, with a button for what may be done about it."""
        self._show_message(text, False, action, call)

    def show_message(self, text: str, wrong: bool = False) -> None:
        self._show_message(text, wrong)

    def warn(self, text: str) -> None:
        self._show_message(text, True)

    def _show_message(
        self, text: str, wrong: bool, action: str = "", call: Callable[[], object] | None = None
    ) -> None:
        self._wrong, self._call = wrong, call
        self.action_button.setText(action)
        self.action_button.setAccessibleName(f"{action}: {text}" if action else text)
        self.action_button.setVisible(bool(action))
        self.words.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        announce(self, text)
        self._aside.start()
        self._timer.stop()
        if not wrong:
            self._timer.start()

    def _act(self) -> None:
        call, self._call = self._call, None
        self.hide()
        if call is not None:
            call()

    def _on_time(self) -> None:
        focused = self.action_button.hasFocus() or self.close_button.hasFocus()
        if self.underMouse() or focused:
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        """At the bottom, else higher, else narrow, else in the head of the page."""
        window, words = self._window, self.words
        needed = words.fontMetrics().horizontalAdvance(words.text()) + scaled(150)
        if self._call is not None:
            needed += self.action_button.sizeHint().width() + scaled(12)
        most = min(scaled(640), window.width() - scaled(48))
        wide = max(scaled(220), min(most, needed))
        self._natural, middle = wide, window.height() // 2
        narrow = ((min(wide, scaled(one)), middle) for one in NARROW)
        ways = ((wide, middle), *narrow, (wide, 0))
        for taken in (self._worked_with(window.rect()), self._needed(window.rect())):
            if any(self._finds_room(*way, taken) for way in ways):
                return
        self._finds_room(wide, middle, ())

    def _finds_room(self, wide: int, highest: int, taken: Sequence[QRect]) -> bool:
        """Move to the lowest place that lies on none of these; is there one?"""
        is_narrow = wide < self._natural
        self._box.setDirection(BELOW if is_narrow else BESIDE)
        self._box.setSpacing(0 if is_narrow else scaled(12))
        self.setFixedSize(wide, self._box.totalHeightForWidth(wide))
        edge, free = scaled(24), self._window.width() - wide
        lowest = self._window.height() - self.height() - edge
        tops = range(lowest, highest, -scaled(STEP_UP))
        spots = (QPoint(x, y) for y in tops for x in (free // 2, free - edge, edge))
        found = next((spot for spot in spots if not self._covers(spot, taken)), None)
        if found is not None:
            self.move(found)
        return found is not None

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible():
            QTimer.singleShot(0, self, self._step_aside)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._aside.stop()

    def _step_aside(self) -> None:
        """Another page came, or the officer went on: it leaves what is worked with free."""
        if self.isVisible() and self._covers(self.pos(), self._worked_with(self.geometry())):
            self._place()

    def _covers(self, spot: QPoint, taken: Sequence[QRect]) -> bool:
        place = QRect(spot, self.size())
        return any(place.intersects(one) for one in taken)

    def _worked_with(self, area: QRect) -> list[QRect]:
        """Where buttons, fields and rows of lists lie in this part of the window."""
        return [place for _, place in _seen_in(self._window, area)]

    def _needed(self, area: QRect) -> list[QRect]:
        """Where all of it is full: buttons, fields that cannot be moved, and where one writes."""
        found = [
            place
            for made, place in _seen_in(self._window, area)
            if isinstance(made, QPushButton) or (isinstance(made, FIELDS) and not _scrolls(made))
        ]
        focus = self._window.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            inside = focus.cursorRect() if isinstance(focus, QPlainTextEdit) else focus.rect()
            found.append(QRect(focus.mapTo(self._window, inside.topLeft()), inside.size()))
        return found

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QPainter(self), scaled(16)
        rounded(painter, self.rect(), 8, "toast", "line2" if scheme_is_dark() else "")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - scaled(14) - size if mirrored else scaled(14)
        y = (self.height() - size) // 2
        glyph(painter, "alert-triangle" if self._wrong else "check", x, y, size, "ontoast")


def _seen_in(widget: QWidget, area: QRect) -> Iterator[tuple[QWidget, QRect]]:
    """Buttons, fields and lists below a widget that are seen in a part of it, and where they are.

    Only what is seen in that part is looked into: a window has some hundred buttons, most of them
    on other pages, and it is asked whenever the keyboard goes on (0.1 ms, and 0.9 for all of them).
    """
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        place = child.geometry()
        if child.isWindow() or isinstance(child, Toast) or not child.isVisible():
            continue
        if not place.intersects(area):
            continue
        if isinstance(child, QAbstractItemView):
            yield child, _rows_of(child).translated(place.topLeft())
        elif isinstance(child, (QAbstractButton, BackupStatus, *FIELDS)):
            yield child, place
        at = place.topLeft()
        inside = place.intersected(area).translated(-at)
        yield from ((made, below.translated(at)) for made, below in _seen_in(child, inside))


def _rows_of(view: QAbstractItemView) -> QRect:
    """What its rows take; below the last one there is room."""
    model = view.model()
    if isinstance(view, QHeaderView) or model is None:
        return view.rect()
    last = model.index(model.rowCount() - 1, 0)
    while isinstance(view, QTreeView) and (below := view.indexBelow(last)).isValid():
        last = below  # in a group that is open
    end = view.visualRect(last).bottom() if last.isValid() else 0
    return view.rect().intersected(QRect(0, 0, view.width(), end + view.viewport().y()))


def _scrolls(widget: QWidget) -> bool:
    """Can it be moved from under the toast?"""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


class _ToastWords(Label):
    """Words on the dark ground of a toast, which has no role in the palette."""

    def __init__(self) -> None:
        super().__init__("", BODY, wrap=True)
        self.sideways(QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        high = self.heightForWidth(self.width())
        room = self.rect().adjusted(0, max(0, (self.height() - high) // 2), 0, 0)
        draw_words(QPainter(self), room, self.text(), (BODY, REGULAR), "ontoast", mirrored)
