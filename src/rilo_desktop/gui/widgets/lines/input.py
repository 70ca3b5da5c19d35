"""The input for lines: an overview (grid or strip), and the fields of the line that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rilo_desktop.records import About

from ...texts import mirrored, tr
from ...theme.tokens import MEDIUM, SMALL
from ...values import NameOf, may_be_unknown
from ..boxes import column, row
from ..buttons import button, is_key
from ..form import Field, stand_level
from ..inputs import Choices
from ..inputs.base import write, written
from ..inputs.code import CodeInput
from ..inputs.factory import choices_of
from ..shares import shared_row
from ..words import Label
from .grid import GridView
from .model import LinesModel
from .strip import StripView

_ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class LinesLook:
    """How the lines of a class are shown.

    `columns`: (field, share of the width) of the overview, `rows`: the fields below it, in rows.
    Messages: `one` names a line with its {number}, `add` is the button's, `hint` the empty line's.
    """

    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[tuple[str, int], ...], ...]
    one: str
    add: str
    hint: str
    strip: bool = False
    append_only: bool = False


class LinesInput(QWidget):
    changed = Signal(str)

    def __init__(
        self, about: About, look: LinesLook, choices: Choices, name_of: NameOf | None = None
    ) -> None:
        super().__init__()
        assert about.lines is not None
        self.about, self.look = about, look
        self.model = LinesModel(about.lines, [name for name, _ in look.columns], name_of)
        self.model.setParent(self)
        self._at = -1
        self._filling = False
        self._choices = choices
        self.view: QAbstractItemView
        if look.strip:
            self.view = StripView(self.model)
        else:
            self.view = GridView(self.model, dict(look.columns), choices, tr(look.hint))
        self.fields: dict[str, Field] = {}
        self._below = self._make_below(choices)
        column(self.view, self._below, gap=8, into=self)
        self.add_button = button(tr(look.add), self.add, "link", "plus", high=24)
        self.tools = [self.add_button]
        self.model.edited.connect(self._on_edited)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.installEventFilter(self)
        if look.strip:
            self.view.clicked.connect(self._on_clicked)
        self._show_line(-1)

    def _make_below(self, choices: Choices) -> QWidget:
        self._which = Label("", SMALL, MEDIUM, "text2")
        earlier = ("arrow-left", "arrow-right") if self.look.strip else ("arrow-up", "arrow-down")
        self._tools = [
            button(
                "", lambda: self.move_line(-1), "ghost", earlier[0], tr("Move earlier"), high=24
            ),
            button("", lambda: self.move_line(1), "ghost", earlier[1], tr("Move later"), high=24),
            button("", self.take_away, "ghost", "trash", tr("Take this line away"), high=24),
        ]
        parts: list[QWidget] = [row(self._which, None, *self._tools, gap=4)]
        for names in self.look.rows:
            made = []
            for name, share in names:
                field = Field(
                    name,
                    self.model.about[name],
                    choices,
                    may_be_unknown(self.model.cls, name),
                )
                field.changed.connect(lambda _inside, n=name: self._on_field(n))
                self.fields[name] = field
                made.append((field, share))
            stand_level([field for field, _ in made])
            parts.append(shared_row(made))
        return column(*parts, gap=8)

    def target(self) -> QWidget:
        return self.view

    def value(self) -> tuple[Any, ...]:
        return self.model.value()

    def set_value(self, value: Any) -> None:
        lines = tuple(value or ())
        at = self._at
        self.model.show_lines(lines, len(lines) if self.look.append_only else 0)
        here = self.view.currentIndex().column()
        name = self.model.columns[here] if here >= 0 else ""
        self._go_to(max(0, min(at, len(lines) - 1)), name)

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        if isinstance(self.view, GridView):
            self.view.commit()

    def complaint(self) -> str:
        if not self.model.refused:
            return ""
        line, name = self.first_refused()
        return tr(
            "Line {number}, {field}: “{text}” cannot be saved as it stands.",
            number=line + 1,
            field=tr(self.model.about[name].label),
            text=self.model.refused[line, name],
        )

    def first_refused(self) -> tuple[int, str]:
        """Line (counted from 0) and field of the first text that is no value."""
        return min(self.model.refused)

    def add(self) -> None:
        """A new line, ready to be written."""
        last = self.model.lines[-1] if self.model.lines else None
        blank = last is not None and last == self.model.cls()
        at = len(self.model.lines) - 1 if blank else self.model.add()
        self._go_to(at)
        if self.fields and self.look.strip:
            next(iter(self.fields.values())).take_focus()
        else:
            self.view.setFocus()

    def take_away(self) -> None:
        at = self._at
        self.model.take_away(at)
        self._show_line(-1)
        self._go_to(min(at, len(self.model.lines) - 1))
        self.view.setFocus()

    def move_line(self, by: int) -> None:
        self._go_to(self.model.move(self._at, by))

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """`found`: (row, field) -> (severity, sentence)."""
        self._found = dict(found)
        self.model.show_findings({at: severity for at, (severity, _) in found.items()})
        self._mark_fields()

    def names_changed(self, kind: str) -> None:
        """The records of a kind that fields of a line may name were read again."""
        for field in self.fields.values():
            if field.about.names == kind and isinstance(field.input, CodeInput):
                field.input.set_choices(choices_of(field.about, self._choices))
        self.view.viewport().update()

    _found: Mapping[tuple[int, str], tuple[str, str]] = {}

    def _mark_fields(self) -> None:
        for name, field in self.fields.items():
            field.show_finding(*self._found.get((self._at, name), ("", "")))

    def go_to(self, line: int, name: str) -> None:
        """Give the focus to a field of a line (counted from 0)."""
        self._go_to(line, name)
        if name in self.fields:
            self.fields[name].take_focus()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, line: int, name: str = "") -> None:
        columns = self.model.columns
        at = columns.index(name) if name in columns else 0
        if line >= 0:
            self.view.setCurrentIndex(self.model.index(line, at))
            self.view.scrollTo(self.model.index(line, at))
        self._show_line(line)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_line(current.row() if current.isValid() else -1)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.row() >= len(self.model.lines):
            self.add()

    def _show_line(self, line: int) -> None:
        """Fill the fields below from the line; they are gone where there is none."""
        here = 0 <= line < len(self.model.lines)
        self._at = line if here else -1
        self._below.setVisible(here)
        if not here:
            return
        self._filling = True
        locked = line < self.model.kept
        spoken = tr(self.look.one, number=line + 1)
        self._which.setText(spoken)
        for tool in self._tools:
            tool.setEnabled(not locked)
        for name, field in self.fields.items():
            field.set_value(self.model.get(line, name))
            if (line, name) in self.model.refused:
                write(field.input, self.model.refused[line, name])
            field.complaint()
            field.speak(spoken)
            field.setEnabled(not locked)
        self._filling = False
        self._mark_fields()

    def _on_field(self, name: str) -> None:
        if not self._filling and self._at >= 0:
            field = self.fields[name]
            if field.input.complaint():
                self.model.refuse(self._at, name, written(field.input))
            else:
                self.model.put(self._at, name, field.value())

    def _on_edited(self, path: str) -> None:
        if self._at < 0:
            self._show_line(self.view.currentIndex().row())
        self.changed.emit(path)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        earlier, later = Qt.Key.Key_Up, Qt.Key.Key_Down
        if self.look.strip:
            earlier, later = Qt.Key.Key_Left, Qt.Key.Key_Right
            if mirrored():
                earlier, later = later, earlier
        if is_key(event, QKeyCombination(_ALT, earlier)):
            self.move_line(-1)
        elif is_key(event, QKeyCombination(_ALT, later)):
            self.move_line(1)
        elif is_key(event, QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Delete)):
            self.take_away()
        elif self.look.strip and is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.view.clicked.emit(self.view.currentIndex())
        else:
            return False
        return True
