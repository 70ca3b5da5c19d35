"""Find a field of the record that is written: by its name, or by words that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from rilo_desktop.folding import fold
from rilo_desktop.records import Record, fields_of
from rilo_desktop.rules.record_parts import parts_of

from ...i18n import numbers, tr
from ...theme import metrics, scaled
from ...theme.tokens import SMALL
from ...widgets.buttons import button, is_key
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox
from ...widgets.progress import announce
from ...widgets.record_form.form import RecordForm
from ...widgets.search_box import SearchBox
from ...widgets.value_formatting import NameOf, shown

SHIFT = Qt.KeyboardModifier.ShiftModifier
NEXT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3)


class FindBar(Panel):
    """Enter and F3 go on, Shift with them back, Escape closes it."""

    wanted = Signal(str)
    """The path of a field that has the words."""
    left = Signal()

    def __init__(
        self, form: RecordForm, on_form: Callable[[], Record | None], name_of: NameOf
    ) -> None:
        super().__init__("canvas", "b")
        self._form, self._on_form, self._name_of = form, on_form, name_of
        self._at = -1
        self.box = _Words(tr("Find in this record"))
        self.box.stepped.connect(self.step)
        self.box.closed.connect(self.close_it)
        self.box.textChanged.connect(lambda _text: self._begin())
        self.count = Label("", SMALL, tone="text2")
        longest = metrics(SMALL).horizontalAdvance(tr("Not found"))
        self.count.setMinimumWidth(max(scaled(72), longest))  # the box beside it does not move
        before = button("", lambda: self.step(-1), "ghost", "arrow-up", tr("Previous place"))
        after = button("", lambda: self.step(1), "ghost", "arrow-down", tr("Next place"))
        close = button("", self.close_it, "ghost", "x", tr("Close"))
        hbox(
            (self.box, 1),
            self.count,
            before,
            after,
            close,
            gap=8,
            margins=(24, 6, 16, 6),
            into=self,
        )
        self.hide()

    def open(self) -> None:
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        self._begin()

    def close_it(self) -> None:
        self.left.emit()  # first: the keyboard of what is hidden goes anywhere
        self.hide()

    def step(self, by: int) -> None:
        """To the next place, round at the end; the words are marked there."""
        found = self._places()
        if found:
            self._at = (self._at + by) % len(found) if self._at >= 0 else (0 if by > 0 else -1)
            self._at %= len(found)
            self.wanted.emit(found[self._at])
            mark(self.box.text().strip())
        self._show_count(len(found))

    def _begin(self) -> None:
        self._at = -1
        self._show_count(len(self._places()))

    def _places(self) -> Sequence[str]:
        record, words = self._on_form(), self.box.text().strip()
        if record is None or not words:
            return ()
        found = places(record, words, self._name_of)
        there = (path for path in found if path.split(".")[0] in self._form.fields)
        return sorted(there, key=self._form.shape.place_in_order)

    def _show_count(self, count: int) -> None:
        if not self.box.text().strip():
            said = ""
        elif not count:
            said = tr("Not found")
        elif self._at >= 0:
            said = tr("{number} of {all}", number=self._at + 1, all=numbers().number(count))
        else:
            said = numbers().number(count)
        self.count.setText(said)
        if said:
            announce(self.box, said)


class _Words(SearchBox):
    stepped = Signal(int)
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, *NEXT):
            self.stepped.emit(1)
        elif is_key(event, *(QKeyCombination(SHIFT, key) for key in NEXT)):
            self.stepped.emit(-1)
        elif is_key(event, Qt.Key.Key_Escape):
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def places(record: Record, words: str, name_of: NameOf) -> Iterator[str]:
    """Paths of the fields whose name has the words, or in which they stand as they are shown.

    The name of a field of lines leads to it in each line, or to where the first one is written.
    """
    wanted = fold(words)
    for part in parts_of(record):
        for name, about in fields_of(part.cls).items():
            path = f"{part.prefix}{name}"
            if about.lines is None:
                said = shown(about, getattr(part.thing, name), name_of)
                if wanted in fold(tr(about.label)) or wanted in fold(said):
                    yield path
            elif wanted in fold(tr(about.label)):
                yield path
            elif not getattr(part.thing, name):
                inside = fields_of(about.lines).values()
                if any(wanted in fold(tr(one.label)) for one in inside):
                    yield path


def mark(words: str) -> None:
    """Select the words in the text that has the focus."""
    field = QApplication.focusWidget()
    if isinstance(field, QPlainTextEdit):
        field.moveCursor(QTextCursor.MoveOperation.Start)
        field.find(words)
    elif isinstance(field, QLineEdit):
        at = field.text().casefold().find(words.casefold())
        if at >= 0:
            field.setSelection(at, len(words))
