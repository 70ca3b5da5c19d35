"""What every input can do: hold a value as records have it, and say when it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QRect, SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QTextEdit, QWidget

from rilo_desktop.records import Record

UNKNOWN_KEY = "?"
"""Typed into an empty field it says: not known."""


class Input(Protocol):
    """A widget with a value. Values are empty (None, ()), NOT_KNOWN, or as the field's type is."""

    changed: SignalInstance
    """Emitted when the officer, not the program, changed the value.

    An input with places inside says at which: `Signal(str)`, "2.unit", or "" for all of it.
    """

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None:
        """Show a value without saying that it changed, and without taking or losing the focus."""
        ...

    def complaint(self) -> str:
        """Why what stands in the input is no value, "" where it is one."""
        ...

    def target(self) -> QWidget:
        """The widget that has the focus, the label's buddy and the accessible name."""
        ...


class InputOfLines(Input, Protocol):
    """The input of a field of lines. Lines are counted from 0."""

    tools: Sequence[QWidget]
    """Buttons that stand beside the title of its section."""

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        ...

    def first_refused(self) -> tuple[int, str]:
        """Line and field of the first text that is no value; asked where there is a complaint."""
        ...

    def go_to(self, line: int, name: str) -> None:
        """Give the focus to a field of a line; "" is the line itself."""
        ...

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """`found`: (line, field) -> (severity, sentence)."""
        ...

    def names_changed(self, kind: str) -> None:
        """The records of a kind that fields of a line may name were read again."""
        ...


def end_of_change(before: str, after: str) -> int:
    """Position in `after` behind what is different: where the caret stands after an undo."""
    most = min(len(before), len(after))
    same = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return len(after) - same


@runtime_checkable
class KeepsEntries(Protocol):
    """An input of lines that stay as they are once they are saved."""

    def start(self, saved: Sequence[Any]) -> None:
        """These stand in the record, and nothing else is begun."""
        ...

    def keep(self, saved: Sequence[Any]) -> None:
        """These stand in the record now; what was begun beyond them goes on."""
        ...


@runtime_checkable
class KnowsPlace(Protocol):
    """An input that is higher than the page: it says which part of it is meant."""

    def place(self) -> tuple[QWidget, QRect]:
        """A widget, and what is to be seen of it."""
        ...


@runtime_checkable
class FollowsRecord(Protocol):
    """An input of lines that shows something else of the record beside its own value."""

    def follow(self, record: Record) -> None:
        """The record as it stands on the form."""
        ...


@runtime_checkable
class FillsOthers(Protocol):
    """An input of lines that writes another field of the record too, before it says `changed`."""

    fills: SignalInstance
    """(name of the field, its value): one step with the change that follows."""
    asks_for: SignalInstance
    """(path): the officer wants to go there."""


class PartOfInput(NamedTuple):
    """One part of an input that shows its content part by part."""

    key: str
    title: str
    answered: int
    asked: int
    is_open: bool
    """Is there something to do in it?"""


@runtime_checkable
class HasParts(Protocol):
    """An input whose parts the outline of the editor shows."""

    parts_changed: SignalInstance
    due: str
    """Until when it is wanted, in words; "" where nobody said."""

    def shown_parts(self) -> Sequence[PartOfInput]: ...

    @property
    def part(self) -> str:
        """Key of the part that is shown."""
        ...

    def show_part(self, key: str) -> None: ...

    def take_first(self) -> None:
        """Give the focus to what is first to do in the part."""
        ...

    def take_open(self) -> None:
        """Give the focus to what is first to do, in the part that is shown or in another."""
        ...


def written(widget: QWidget) -> str:
    """The text as it was typed, whether it is a value or not."""
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()
    line = _line_of(widget)
    return line.text() if line is not None else ""


def write(widget: QWidget, text: str) -> None:
    """Put a text there that is no value, as if it had just been typed."""
    if isinstance(widget, QTextEdit):
        widget.setPlainText(text)
        return
    line = _line_of(widget)
    if line is not None and line.text() != text:
        line.setText(text)


def _line_of(widget: QWidget) -> QLineEdit | None:
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None
