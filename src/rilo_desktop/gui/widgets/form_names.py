"""The one form helper: it alone gives an input label, buddy, accessible name and description."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ..theme import scaled
from ..theme.tokens import MEDIUM, SMALL
from .words import Label


def name_input(
    widget: QWidget, name: str, description: str = "", buddy: Label | None = None
) -> None:
    """Every input gets its names here: what it is called, what it is for, and its label."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
    if isinstance(widget, QComboBox) and widget.count():  # an empty one has no list yet
        widget.view().setAccessibleName(name)
    line = widget.lineEdit() if isinstance(widget, QComboBox) else None
    if line is not None:
        line.setAccessibleName(name)
        line.setAccessibleDescription(description)
    if buddy is not None:
        buddy.setBuddy(widget)  # on Linux a combo box has no other name than its label's,
        buddy.setAccessibleName(name)  # which says also of which line it is


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
