"""The input for lines: an overview, and the fields of the line that is chosen below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.records import FieldSpec

from ...i18n import plural, tr, words
from ...theme.tokens import MEDIUM, SMALL
from ..buttons import button, is_key
from ..command_menu import add_entry, context_menu
from ..form import Field, align_row
from ..inputs import Choices, input_for
from ..inputs.base import write, written
from ..inputs.code import CodeInput
from ..inputs.factory import choices_of
from ..labels import Label
from ..layouts import focus_chain, hbox, vbox
from ..progress import announce
from ..responsive_row import responsive_row
from ..value_formatting import NameOf, may_be_unknown, not_read
from .clipboard_import import NotPasted, Paster
from .enter_key import EnterKey
from .grid import GridView
from .model import LinesModel

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = Qt.Key


class LinesInput(QWidget):
    """A grid and fields below it. Subclasses show the lines in another way.

    Keys in the overview: Alt with an arrow moves the line, Ctrl+D writes it a second time,
    Ctrl+Delete takes it away; "back again" is a matter of the editor. Enter in a field below goes
    to the next line, where the entry of this one began.
    """

    changed = Signal(str)
    typed = Signal()
    """Something else stands in a cell that is still being written."""
    earlier_icon, later_icon = "arrow-up", "arrow-down"
    begins_lines = True
    """Does Enter in a field of the last line begin another one?"""

    def __init__(
        self, about: FieldSpec, look: LinesSpec, choices: Choices, name_of: NameOf = not_read
    ) -> None:
        super().__init__()
        assert about.lines is not None
        self.about, self.look = about, look
        self.model = self.make_model(about.lines, [name for name, _ in look.columns], name_of)
        self.model.setParent(self)
        self._at = -1
        self._began = ""
        """The field below in which the entry of the chosen line began."""
        self._enter = EnterKey(self)
        self._enter.pressed.connect(self._go_on)
        self._filling = False
        self.is_short = False
        """Is the overview alone shown?"""
        self._choices = choices
        self._found: Mapping[tuple[int, str], tuple[str, str]] = {}
        self.view = self.make_view(choices)
        self.fields: dict[str, Field] = {}
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self._below: QWidget | None = None
        vbox(self.view, self.message, gap=8, into=self)
        self.add_button = button(tr(look.add), self.add, "link", "plus", high=24)
        self.tools = [self.add_button]
        if isinstance(self.view, GridView):
            self.view.typed.connect(self.typed)
        if isinstance(self.view, GridView) and not about.append_only:
            self.view.pasted.connect(self.paste)
            paste = button(tr("Paste rows"), self.paste, "link", "clipboard", high=24)
            paste.setToolTip(tr("Rows copied from a spreadsheet, from the chosen cell on"))
            self.tools.insert(0, paste)
            self._paster = Paster(self.model.cls, self.model.about, choices)
        self.model.edited.connect(self._on_edited)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.installEventFilter(self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self._read_names()
        self._show_line(-1)

    def make_model(self, cls: type[Any], columns: list[str], name_of: NameOf) -> LinesModel:
        return LinesModel(cls, columns, name_of)

    def make_view(self, choices: Choices) -> QAbstractItemView:
        return GridView(self.model, dict(self.look.columns), choices, tr(self.look.hint))

    def _show_below(self) -> None:
        """They are made when there is a first line; Tab comes to them behind the overview."""
        if self._below is None:
            self._below = self._make_below(self._choices)
            self._enter.watch(self.fields.values())
            last: QWidget = self.view
            chain = [*focus_chain(self._below)]
            box = self.layout()
            assert isinstance(box, QVBoxLayout)
            box.insertWidget(box.indexOf(self.message), self._below)  # what it says moves no field
            for widget in chain:
                QWidget.setTabOrder(last, widget)
                last = widget
        self._below.setVisible(True)

    def _make_below(self, choices: Choices) -> QWidget:
        self._which = Label("", SMALL, MEDIUM, "text2")
        self._earlier = self._tool(
            self.earlier_icon, tr("Move earlier"), lambda: self.move_line(-1)
        )
        self._later = self._tool(self.later_icon, tr("Move later"), lambda: self.move_line(1))
        self._copy = self._tool("copy", tr("Duplicate line"), self.duplicate)
        self._trash = self._tool("trash", tr("Delete line"), self.take_away)
        tools = self._line_tools = (self._earlier, self._later, self._copy, self._trash)
        parts: list[QWidget] = [hbox(self._which, None, *tools, gap=4)]
        for names in self.look.rows:
            made = []
            for name, share in names:
                field = self.fields[name] = self._make_field(name, choices)
                made.append((field, share))
            align_row([field for field, _ in made])
            parts.append(responsive_row(made))
        return vbox(*parts, gap=8)

    def _tool(self, icon: str, name: str, pressed: Any) -> QPushButton:
        return button("", pressed, "ghost", icon, name, high=24)

    def _make_field(self, name: str, choices: Choices) -> Field:
        about, cls = self.model.about[name], self.model.cls
        field = Field(name, about, choices, may_be_unknown(cls, name))
        field.changed.connect(lambda _inside, n=name: self._on_field(n))
        return field

    def _go_on(self, name: str) -> None:
        """From a field to the next line, to where the entry of this one began."""
        began, at = self._began or name, self._at
        if self.fields[name].complaint() or at < 0:
            return
        to = at + 1
        if to == len(self.model.lines):
            if not self.begins_lines or self.model.lines[at] == self.model.cls():
                return
            to = self.begin_line()
        self._go_to(to, began)
        self.fields[began].take_focus()

    def target(self) -> QWidget:
        return self.view

    def value(self) -> tuple[Any, ...]:
        return self.model.value()

    def set_value(self, value: Any) -> None:
        lines = tuple(value or ())
        at = self._at
        self.model.show_lines(lines, self._held(lines))
        self._show_message("")
        self._go_to(max(0, min(at, len(lines) - 1)), self._column_here())

    def _column_here(self) -> str:
        here = self.view.currentIndex().column()
        return self.model.columns[here] if here >= 0 else ""

    def _held(self, lines: tuple[Any, ...]) -> Sequence[Any]:
        """Lines that stay as they are."""
        return lines if self.about.append_only else ()

    def commit(self) -> None:
        """Take what stands in a cell that is still being written."""
        if isinstance(self.view, GridView):
            self.view.commit()

    def open_cell(self) -> tuple[int, str, str] | None:
        """Line (counted from 0), field and text of a cell that is being written."""
        return self.view.open_cell() if isinstance(self.view, GridView) else None

    def put_text(self, line: int, name: str, text: str) -> None:
        """Let a text stand in a cell as if it had been typed there and left."""
        unknown = may_be_unknown(self.model.cls, name)
        made: Any = input_for(self.model.about[name], unknown, self._choices)
        write(made.target(), text)
        if made.complaint():
            self.model.refuse(line, name, text)
        else:
            self.model.put(line, name, made.value())

    def complaint(self) -> str:
        if not self.model.refused:
            return ""
        line, name = self.first_refused()
        return tr(
            "Line {number}, {field} cannot take “{text}”: correct it or empty the cell.",
            number=line + 1,
            field=tr(self.model.about[name].label),
            text=self.model.refused[line, name],
        )

    def first_refused(self) -> tuple[int, str]:
        """Line (counted from 0) and field of the first text that is no value."""
        return min(self.model.refused)

    def drop_refused(self) -> None:
        """Each cell shows the value that it has."""
        self.model.drop_refused()
        self._go_to(self._at, self._column_here())

    def line_name(self, line: int) -> str:
        """What a line is called: "Goods, line 2"."""
        return tr(self.look.one, number=line + 1)

    def add(self) -> None:
        """A new line, ready to be written."""
        self._go_to(self.begin_line())
        self.write_first()

    def begin_line(self) -> int:
        """The row of a new line: the last one where that is empty still."""
        is_blank = self.model.lines[-1:] == [self.model.cls()]
        return len(self.model.lines) - 1 if is_blank else self.model.add()

    def write_first(self) -> None:
        """The focus to where a new line is written."""
        self.view.setFocus()

    def put_line(self, line: Any) -> None:
        """A line after the others, written elsewhere; the focus stays where it is."""
        self.commit()
        is_blank = self.model.lines[-1:] == [self.model.cls()]
        self._go_to(self.model.insert(len(self.model.lines) - int(is_blank), (line,)))

    def drop_line(self, line: int) -> None:
        """Take a line away (counted from 0); the focus stays where it is."""
        self.commit()
        if self.model.kept <= line < len(self.model.lines):
            self.model.take_away(line)
            self._show_line(-1)
            self._go_to(min(line, len(self.model.lines) - 1))

    def paste(self) -> None:
        """Rows from the clipboard into the lines from the chosen cell on: all of them or none."""
        self.commit()
        at = self.view.currentIndex()
        row, first = (at.row(), at.column()) if at.isValid() else (len(self.model.lines), 0)
        try:
            rows = self._paster.read(QApplication.clipboard().text(), self.model.columns, first)
        except NotPasted as why:
            self._show_message(str(why))
            return
        self.model.put_rows(row, rows)
        self._go_to(row, self.model.columns[first])
        self.view.setFocus()
        announce(self.view, plural("{count} row pasted.", "{count} rows pasted.", len(rows)))

    def duplicate(self) -> None:
        """The chosen line a second time, below it."""
        if self._at >= 0:
            self.commit()
            self._go_to(self.model.duplicate(self._at))
            self.view.setFocus()
            announce(self.view, tr("Added: {line}", line=self.line_name(self._at)))

    def take_away(self) -> None:
        at = self._at
        if at < self.model.kept:
            return
        gone = self.line_name(at)
        self.model.take_away(at)
        self._show_line(-1)
        self._go_to(min(at, len(self.model.lines) - 1))
        self.view.setFocus()
        announce(self.view, tr("Removed: {line}", line=gone))

    def move_line(self, by: int) -> None:
        """Put the chosen line `by` places later (or earlier), and say where it stands now."""
        before = self._at
        to = self.model.move(before, by)
        self._go_to(to)
        if to != before:
            announce(self.view, tr("Moved: it is now {line}", line=self.line_name(to)))

    def _open_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if index.isValid():
            self.view.setCurrentIndex(index)
        self.menu().popup(self.view.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """What can be done with the chosen line: its tools, and those of all lines."""
        menu = context_menu(self.view)
        if self._at >= 0:
            for tool in self._line_tools:
                if not tool.isHidden():
                    entry = add_entry(menu, tool.accessibleName(), tool.click)
                    entry.setEnabled(tool.isEnabled())
            menu.addSeparator()
        for tool in self.tools:
            add_entry(menu, tool.accessibleName(), tool.click)
        return menu

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        """`found`: (row, field) -> (severity, sentence)."""
        self._found = dict(found)
        self.model.show_findings(self._found)
        self._mark_fields()
        self._show_sentence()

    def show_columns(self, columns: Sequence[tuple[str, int]] | None) -> None:
        """These columns alone, without fields below; None: as the lines are shown usually."""
        self.commit()
        self.is_short = columns is not None
        if isinstance(self.view, GridView):
            self.view.show_columns(dict(columns or self.look.columns))
        self._show_line(self._at)

    def reaches(self, _line: int, name: str) -> bool:
        """Can one get to a field of a line (counted from 0) as the lines are shown?"""
        return not self.is_short or not name or name in self.model.columns

    def fill_in(self, line: int, name: str, value: Any) -> None:
        """Write a value in a field of a line (counted from 0 without empty lines)."""
        row = self.model.row_of(line)
        self.model.put(row, name, value)
        if row == self._at and name in self.fields:
            self._filling = True
            self.fields[name].set_value(value)
            self._filling = False

    def show_sources(self, said: Mapping[tuple[int, str], str]) -> None:
        """(line, field) -> from what its value was filled in."""
        self.model.show_sources({(self.model.row_of(n), name): t for (n, name), t in said.items()})
        self._mark_sources()

    def _mark_sources(self) -> None:
        for name, field in self.fields.items():
            field.show_source(self.model.sources.get((self._at, name), ""))

    def names_changed(self, kind: str) -> None:
        """The records of a kind that fields of a line may name were read again."""
        cell = self.view.indexWidget(self.view.currentIndex())
        for made in (*(field.input for field in self.fields.values()), cell):
            if isinstance(made, CodeInput) and made.about.names == kind:
                made.set_choices(choices_of(made.about, self._choices))
        self.view.viewport().update()

    def _read_names(self) -> None:
        """Ask for what the cells may name before somebody types in one of them."""
        for name in self.model.columns:
            if self.model.about[name].names:
                choices_of(self.model.about[name], self._choices)

    def _mark_fields(self) -> None:
        for name, field in self.fields.items():
            field.show_finding(*self._found.get((self._at, name), ("", "")))

    def _show_message(self, sentence: str) -> None:
        """Say below the overview what could not be done; "" for nothing."""
        self._told = sentence
        self._show_sentence()
        if sentence:
            announce(self.view, sentence)

    _told = ""

    def _show_sentence(self) -> None:
        """What could not be done, or what was found at the chosen cell or else in its line."""
        tone, sentence = ("danger", self._told) if self._told else self._line_finding()
        self.message.tone(tone)
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _line_finding(self) -> tuple[str, str]:
        columns = self.model.columns
        at = self.view.currentIndex().column()
        ordered = [*columns[at : at + 1], *columns]
        for name in ordered:
            severity, sentence = self._found.get((self._at, name), ("", ""))
            if severity:
                tone = "danger" if severity == "blocks" else "text2"
                return tone, words().labelled(self.line_name(self._at), sentence)
        return "danger", ""

    def go_to(self, line: int, name: str) -> None:
        """Give the focus to a field of a line (counted from 0)."""
        self._go_to(line, name)
        if name in self.fields and not self.is_short:
            self.fields[name].take_focus()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reading_order(self) -> Sequence[str]:
        """Fields of a line as they are read: the overview, then what stands below it."""
        below = (name for row in self.look.rows for name, _share in row)
        return tuple(dict.fromkeys((*self.model.columns, *below, *self.model.about)))

    def _go_to(self, line: int, name: str = "") -> None:
        columns = self.model.columns
        at = columns.index(name) if name in columns else 0
        if line >= 0:
            self.view.setCurrentIndex(self.model.index(line, at))
            self.view.scrollTo(self.model.index(line, at))
        self._show_line(line)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_line(current.row() if current.isValid() else -1)

    def _show_line(self, line: int) -> None:
        """Fill the fields below from the line; they are gone where there is none."""
        here = 0 <= line < len(self.model.lines)
        if line != self._at:
            self._began = ""
        self._at = line if here else -1
        self._show_sentence()
        if not here or self.is_short:
            if self._below is not None:
                self._below.hide()
            return
        self._show_below()
        self._filling = True
        locked = line < self.model.kept
        spoken = self.line_name(line)
        self._which.setText(spoken)
        self._earlier.setEnabled(not locked and line > self.model.kept)
        self._later.setEnabled(not locked and line < len(self.model.lines) - 1)
        self._copy.setEnabled(not locked)
        self._trash.setEnabled(not locked)
        for name, field in self.fields.items():
            field.set_value(self.model.get(line, name))
            if (line, name) in self.model.refused:
                write(field.input, self.model.refused[line, name])
            field.complaint()
            field.speak(spoken)
            field.setEnabled(not self.model.is_locked(line, name))
        self._filling = False
        self._mark_fields()
        self._mark_sources()

    def _on_field(self, name: str) -> None:
        if not self._filling and self._at >= 0:
            field = self.fields[name]
            self._began = self._began or name
            if field.input.complaint():
                self.model.refuse(self._at, name, written(field.input))
            else:
                self.model.put(self._at, name, field.value())

    def _on_edited(self, path: str) -> None:
        self._told = ""
        if self._at < 0 or not path:  # the line that is marked may stand in another row now
            self._show_line(self.view.currentIndex().row())
        else:
            self._show_sentence()
        self.changed.emit(path)

    def is_earlier(self, event: QEvent) -> bool:
        return is_key(event, QKeyCombination(_ALT, _KEYS.Key_Up))

    def is_later(self, event: QEvent) -> bool:
        return is_key(event, QKeyCombination(_ALT, _KEYS.Key_Down))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key of the overview is its own, also where the page would take it for a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self.pressed(event)

    def _is_own(self, event: QEvent) -> bool:
        return self.is_earlier(event) or self.is_later(event) or is_key(event, *_OWN)

    def pressed(self, event: QEvent) -> bool:
        """Do what a key of the overview says; False where it says nothing."""
        if self.is_earlier(event):
            self.move_line(-1)
        elif self.is_later(event):
            self.move_line(1)
        elif is_key(event, _DELETE):
            self.take_away()
        elif is_key(event, _DUPLICATE):
            self.duplicate()
        elif is_key(event, _PASTE) and isinstance(self.view, GridView):
            self.view.pasted.emit()
        else:
            return False
        return True


_DELETE = QKeyCombination(_CTRL, _KEYS.Key_Delete)
_DUPLICATE = QKeyCombination(_CTRL, _KEYS.Key_D)
_PASTE = QKeyCombination(_CTRL, _KEYS.Key_V)
_OWN = (_DELETE, _DUPLICATE, _PASTE)
