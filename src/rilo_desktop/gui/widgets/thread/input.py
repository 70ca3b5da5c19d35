"""The input for a thread: entries to read, which stay as they are, and the next one to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import FieldSpec, ProgressUpdate

from ...i18n import tr
from ...theme.tokens import MEDIUM, SMALL
from ..buttons import button, is_key, show_keys
from ..form import Field, align_row
from ..inputs import Choices
from ..inputs.block import BlockInput
from ..labels import Label
from ..layouts import hbox, lay_out, vbox
from ..progress import announce
from ..responsive_row import responsive_row
from ..value_formatting import is_empty, may_be_unknown
from .entries import ABOUT, ThreadModel, ThreadView

_CTRL, _KEYS = Qt.KeyboardModifier.ControlModifier, Qt.Key
_ADD = tuple(QKeyCombination(_CTRL, key) for key in (_KEYS.Key_Return, _KEYS.Key_Enter))
_HEAD = (("date", 2), ("progress", 3), ("by", 4))
"""Fields above the text, with their shares of the width."""


class ThreadInput(QWidget):
    """What is written for the next entry counts at once, also where nobody added it."""

    changed = Signal(str)

    def __init__(self, about: FieldSpec, choices: Choices, function: str) -> None:
        """`function`: of the officer at work; stands in what they write."""
        super().__init__()
        self.about, self._function = about, function
        self.tools: Sequence[QWidget] = ()
        self.model = ThreadModel()
        self.model.setParent(self)
        self.view = ThreadView(self.model)
        self.view.setAccessibleName(tr(about.label))
        self.view.installEventFilter(self)
        self._empty = Label(tr("Nothing was reported yet."), tone="text3")
        self._saved: tuple[ProgressUpdate, ...] = ()
        self._filling = False
        self.fields: dict[str, Field] = {}
        self.add_button = button(tr("Add update"), self.add, "secondary", "plus", high=28)
        show_keys(self.add_button, "Ctrl+Return")
        vbox(self.view, self._empty, self._composer(choices), gap=8, into=self)
        self._show(())

    def _composer(self, choices: Choices) -> QWidget:
        self._which = Label(tr("Next entry"), SMALL, MEDIUM, "text2")
        head = [(self._field(name, choices), share) for name, share in _HEAD]
        align_row([field for field, _ in head])
        text = self._field("entry", choices, BlockInput(ABOUT["entry"], least_lines=2))
        foot = hbox(self._field("decision", choices), None, self.add_button)
        return vbox(self._which, responsive_row(head), text, foot, gap=8)

    def _field(self, name: str, choices: Choices, widget: QWidget | None = None) -> Field:
        unknown = may_be_unknown(ProgressUpdate, name)
        made = Field(name, ABOUT[name], choices, unknown, widget, tr("Next entry"))
        made.changed.connect(lambda _inside, n=name: self._on_written(n))
        made.input.target().installEventFilter(self)
        self.fields[name] = made
        return made

    def target(self) -> QWidget:
        return self.view if self.model.entries else self.fields["entry"].input.target()

    def value(self) -> tuple[ProgressUpdate, ...]:
        """The entries, and the next one where something stands in it."""
        draft = self._draft()
        return (*self.model.entries, draft) if self._is_begun(draft) else self.model.entries

    def _draft(self) -> ProgressUpdate:
        values = {name: f.value() for name, f in self.fields.items() if not f.input.complaint()}
        return ProgressUpdate(**values)

    def _is_begun(self, draft: ProgressUpdate) -> bool:
        return not (is_empty(draft.entry) and is_empty(draft.progress) and not draft.decision)

    def set_value(self, value: Any) -> None:
        """Entries beyond the saved ones; the last one comes back to be written.

        Saved entries stay, whatever an undo would make of them.
        """
        entries, saved = tuple(value or ()), len(self._saved)
        if entries == self.value():
            return
        if entries[:saved] != self._saved:
            entries = self._saved
        writes = len(entries) > max(saved, len(self.model.entries))
        self._show(entries[:-1] if writes else entries)
        self._fill(entries[-1] if writes else ProgressUpdate())

    def start(self, saved: Sequence[Any]) -> None:
        self._saved = tuple(saved)
        self._show(self._saved)
        self._fill(ProgressUpdate())

    def keep(self, saved: Sequence[Any]) -> None:
        entries, self._saved = self.value(), tuple(saved)
        if entries == self._saved:
            self.start(saved)
            return
        goes_on = self.model.entries[: len(self._saved)] == self._saved
        self._show(self.model.entries if goes_on else self._saved)

    def _show(self, entries: Sequence[ProgressUpdate]) -> None:
        self.model.show_entries(entries, len(self._saved))
        self.view.setVisible(bool(entries))
        self._empty.setVisible(not entries)

    def _fill(self, draft: ProgressUpdate) -> None:
        if not self._is_begun(draft):  # proposed, and no entry until something is written
            draft = ProgressUpdate(date=date.today().isoformat(), by=self._function or None)
        self._filling = True
        for name, field in self.fields.items():
            if field.value() != getattr(draft, name):
                field.set_value(getattr(draft, name))
        self._filling = False
        self._enable()

    def _on_written(self, name: str) -> None:
        if self._filling:
            return
        if self._is_begun(self._draft()):
            self._sign(name)
        self._enable()
        self.changed.emit(f"{len(self.model.entries) + 1}.{name}")

    def _sign(self, written: str) -> None:
        """Today and the officer's function, where nothing else stands there."""
        for name, value in (("date", date.today().isoformat()), ("by", self._function)):
            if name != written and is_empty(self.fields[name].value()):
                self.fields[name].set_value(value)

    def _enable(self) -> None:
        self.add_button.setEnabled(not is_empty(self.fields["entry"].value()))

    def add(self) -> None:
        """What is written becomes an entry of the thread, and the next one can be written."""
        if self.complaint():
            self.go_to(*self.first_refused())
            return
        if not self.add_button.isEnabled():
            return
        self._show((*self.model.entries, self._draft()))
        self._fill(ProgressUpdate())
        lay_out()
        self.fields["entry"].take_focus()
        announce(self.view, tr("The update was added to the thread. It is stored when you save."))
        self.changed.emit("")

    def _take_back(self, at: int) -> None:
        """Take an entry away that is in no record yet."""
        if at < len(self._saved):
            announce(self.view, tr("Entries of the thread stay as they are."))
            return
        entries = self.model.entries
        self._show((*entries[:at], *entries[at + 1 :]))
        self.changed.emit("")

    def commit(self) -> None:
        """Everything that stands in a field counts already."""

    def complaint(self) -> str:
        return next((said for f in self.fields.values() if (said := f.input.complaint())), "")

    def first_refused(self) -> tuple[int, str]:
        name = next(name for name, field in self.fields.items() if field.input.complaint())
        return len(self.model.entries), name

    def go_to(self, line: int, name: str) -> None:
        if line >= len(self.model.entries):
            self.fields[name or "entry"].take_focus()
            return
        self.view.setCurrentIndex(self.model.index(line))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        self.model.show_findings(found)
        for name, field in self.fields.items():
            field.show_finding(*found.get((len(self.model.entries), name), ("", "")))

    def names_changed(self, kind: str) -> None:
        """Entries name no records."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_key(event, *_ADD):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if is_key(event, *_ADD):
            self.add()
        elif watched is self.view and is_key(event, _KEYS.Key_Delete):
            self._take_back(self.view.currentIndex().row())
        else:
            return False
        return True
