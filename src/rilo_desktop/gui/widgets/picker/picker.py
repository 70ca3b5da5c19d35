"""The picker: a line to search with above what was found; both by keyboard, without the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ..buttons import is_key
from ..labels import Label
from ..layouts import hbox, vbox
from ..search_box import SearchBox
from .rows import PickRow, PickView


class Picker(QWidget):
    """`searched(words)` while they are typed; `pick_wanted(key, on)`; `left` by Escape."""

    searched = Signal(str)
    pick_wanted = Signal(str, bool)
    barred_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    """A `PickRow`, and a place of the screen."""
    left = Signal()

    def __init__(self, title: str, search: str, hint: str = "") -> None:
        """`hint` stands in the empty line, behind what it searches."""
        super().__init__()
        self._count = Label("", SMALL, MEDIUM, "text2")
        self.box = _Box(search)
        self.box.setPlaceholderText(f"{search}   {hint}" if hint else search)
        self.view = PickView(title)
        self.note = Label("", SMALL, tone="text2", wrap=True)
        self.note.hide()
        self._shown_for = ""
        self._takes_first = False
        head = hbox(Label(title, SECTION, SEMIBOLD), None, self._count)
        margins = (16, 14, 8, 8)
        inner = vbox(head, 8, self.box, margins=(0, 0, 8, 0))
        vbox(inner, 6, self.note, (self.view, 1), margins=margins, into=self)
        self.box.searched.connect(self.searched)
        self.box.left_downwards.connect(self._to_rows)
        self.box.taken.connect(self._take_first)
        self.box.left.connect(self.left)
        self.view.pick_wanted.connect(self.pick_wanted)
        self.view.barred_wanted.connect(self.barred_wanted)
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.left_upwards.connect(lambda: self.box.setFocus())

    @property
    def words(self) -> str:
        return self.box.text()

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def show_picks(self, words: str, rows: Sequence[PickRow], count: str, note: str) -> None:
        """What was found for these words. `count` stands at the title, `note` above the rows."""
        self._shown_for = words
        self._count.setText(count)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.view.show_picks(rows)
        if self._takes_first:
            self._take_first()

    def _take_first(self) -> None:
        """Enter in the line: the first that was found, as soon as it was looked for."""
        if not self.words.strip():
            return
        self._takes_first = self._shown_for != self.words.strip()
        if not self._takes_first:
            found = next((one for one in self.view.rows if _is_new(one)), None)
            if found is not None:
                self.view.ask(found.key, True)

    def _to_rows(self) -> None:
        able = [n for n, one in enumerate(self.view.rows) if one.can_be_chosen]
        if able:
            self.view.setCurrentIndex(self.view.rows_model.index(able[0]))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the rows, too: back to the text."""
        if is_key(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_new(one: PickRow) -> bool:
    return one.can_be_chosen and not one.picked and not one.barred


class _Box(SearchBox):
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif is_key(event, Qt.Key.Key_Escape) and not self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)
