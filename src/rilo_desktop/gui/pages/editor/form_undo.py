"""Undo inside an editor: what was typed goes back field by field, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ...widgets.record_form.form import RecordForm

BURST = 1_000
"""Milliseconds without a change after which typing in the same field is a new step."""


@dataclass(slots=True)
class _Step:
    """`path` is where the focus goes; the whole field `name` goes back."""

    name: str
    path: str
    before: Any
    after: Any
    goes_on: bool = False
    """One step with the next one."""
    follows: bool = False
    """It was filled in from the one before."""


class FormUndoStack(QObject):
    """The steps of one form. Typing in one field is one step until it rests for a moment."""

    stepped = Signal(str)
    """The path whose value went back or came again."""
    changed = Signal()
    """Whether there is a way back or forward may be different now."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form = form
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._seen: dict[str, Any] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(BURST)
        form.changed.connect(self.noticed)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def forget(self, record: object) -> None:
        """Begin anew with a record that was loaded."""
        self._done.clear()
        self._undone.clear()
        self._rest.stop()
        self._seen = {name: getattr(record, name) for name in self._form.fields}
        self.changed.emit()

    def rest(self) -> None:
        """What is typed from now on is a step of its own: this state was saved."""
        self._rest.stop()

    def undo(self) -> None:
        if not self._done:
            return
        path = next((s.path for s in reversed(self._done) if not s.follows), self._done[-1].path)
        self._undone.append(self._put(self._done.pop(), is_back=True))
        while self._done and self._done[-1].goes_on:
            self._undone.append(self._put(self._done.pop(), is_back=True))
        self._told(path)

    def redo(self) -> None:
        if not self._undone:
            return
        self._done.append(self._put(self._undone.pop(), is_back=False))
        while self._done[-1].goes_on and self._undone:
            self._done.append(self._put(self._undone.pop(), is_back=False))
        path = next((s.path for s in reversed(self._done) if not s.follows), self._done[-1].path)
        self._told(path)

    def _put(self, step: _Step, *, is_back: bool) -> _Step:
        self._rest.stop()
        value = step.before if is_back else step.after
        self._seen[step.name] = value
        self._form.set_value(step.name, value)
        return step

    def _told(self, path: str) -> None:
        self.stepped.emit(path)
        self.changed.emit()

    def noticed(self, path: str) -> None:
        """What stands at a path was changed, by the officer or in their name."""
        name = path.split(".")[0]
        value = self._form.value(name)
        before = self._seen.get(name)
        if value == before:
            return
        self._seen[name] = value
        last = self._done[-1] if self._done else None
        follows = self._form.is_following and last is not None
        if last is not None and follows:
            last.goes_on = True
            self._done.append(_Step(name, path, before, value, follows=True))
        elif last is not None and last.path == path and self._rest.isActive():
            last.after = value
        else:
            self._done.append(_Step(name, path, before, value, self._form.is_filling))
        self._undone.clear()
        self._rest.start()
        self.changed.emit()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Fields have an undo of their own for the same keys; here it is the editor's."""
        self._rest.stop()
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and self._form.isAncestorOf(new) and not _is_cell(new):
            new.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return False


def _is_cell(widget: QWidget) -> bool:
    """Text in a cell that is still being written is no value yet and has its own undo."""
    at: QWidget | None = widget
    while at is not None:
        if at.property("cell"):
            return True
        at = at.parentWidget()
    return False
