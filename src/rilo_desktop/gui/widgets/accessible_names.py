"""The one form helper: it alone gives an input label, buddy, accessible name and description."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ..theme import scaled
from ..theme.tokens import MEDIUM, SMALL
from .labels import Label

_FOLLOWED = "followed"


def name_input(
    widget: QWidget, name: str, description: str = "", buddy: Label | None = None
) -> None:
    """Every input gets its names here: what it is called, what it is for, and its label."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
    if isinstance(widget, QComboBox):
        _name_list_when_filled(widget)
    line = widget.lineEdit() if isinstance(widget, QComboBox) else None
    if line is not None:
        line.setAccessibleName(name)
        line.setAccessibleDescription(description)
    if buddy is not None:
        buddy.setBuddy(widget)  # on Linux a combo box has no other name than its label's,
        buddy.setAccessibleName(name)  # which says also of which line it is
    elif isinstance(widget, QComboBox):
        _UnseenLabel.of(widget).setAccessibleName(name)


class _UnseenLabel(QLabel):
    """Of a combo box without a label that can be seen; Qt finds it beside the box only."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self.setBuddy(box)
        self._follow(box)
        box.installEventFilter(self)
        box.destroyed.connect(self.deleteLater)

    @classmethod
    def of(cls, box: QComboBox) -> _UnseenLabel:
        beside = (box.parent() or box).findChildren(cls)
        return next((label for label in beside if label.buddy() is box), None) or cls(box)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange and isinstance(box, QComboBox):
            self._follow(box)
        return False

    def _follow(self, box: QComboBox) -> None:
        self.setParent(box.parentWidget() or box)
        self.hide()


def _name_list_when_filled(box: QComboBox) -> None:
    """An empty box has no list yet; names of records come later than the box."""
    if box.count():
        name_list(box)
        return

    def name(*_: object) -> None:
        if box.count() and not box.property(_FOLLOWED):
            name_list(box)

    for filled in (box.model().rowsInserted, box.model().modelReset):
        filled.connect(name)


def name_list(box: QComboBox) -> None:
    """The list of a box has the box's name, and what a screen reader selects in it is chosen."""
    view = box.view()
    view.setAccessibleName(box.accessibleName())
    if not box.property(_FOLLOWED):
        box.setProperty(_FOLLOWED, True)
        view.selectionModel().selectionChanged.connect(lambda: _follow(box))


def _follow(box: QComboBox) -> None:
    """While the list is open, mouse and keys select in it; closed, only a screen reader does."""
    view = box.view()
    selected = view.selectionModel().selectedIndexes()
    if view.isVisible() or not selected or selected[0].row() == box.currentIndex():
        return
    row = selected[0].row()
    box.setCurrentIndex(row)
    box.activated.emit(row)


def labelled(label: str, widget: QWidget, description: str = "", high: int = 0) -> QWidget:
    """A label above an input that is no field of a record."""
    shown = Label(label, SMALL, MEDIUM, "text2")
    if high:
        widget.setProperty("high", high)
    name_input(widget, label, description, shown)
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(scaled(4))
    box.addWidget(shown)
    box.addWidget(widget)
    return holder
