"""What every input can do: hold a value as records have it, and say when it changed."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

UNKNOWN_KEY = "?"
"""Typed into an empty field it says: not known."""


class Input(Protocol):
    """A widget with a value. Values are empty (None, ()), NOT_KNOWN, or as the field's type is."""

    changed: SignalInstance
    """Emitted when the officer, not the program, changed the value."""

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None:
        """Show a value without saying that it changed."""
        ...

    def complaint(self) -> str:
        """Why what stands in the input is no value, "" where it is one."""
        ...

    def target(self) -> QWidget:
        """The widget that has the focus, the label's buddy and the accessible name."""
        ...


def written(widget: QWidget) -> str:
    """The text as it was typed, whether it is a value or not."""
    line = _line_of(widget)
    return line.text() if line is not None else ""


def write(widget: QWidget, text: str) -> None:
    """Put a text there that is no value, as if it had just been typed."""
    line = _line_of(widget)
    if line is not None and line.text() != text:
        line.setText(text)


def _line_of(widget: QWidget) -> QLineEdit | None:
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None
