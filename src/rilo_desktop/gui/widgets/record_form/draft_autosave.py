"""What is typed and not saved is kept as a draft, and shown again as it was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QTextEdit, QWidget

from rilo_desktop.services.deferred import drafts

from ...context import PageContext
from ...i18n import numbers, tr
from ..form import Field
from ..inputs.base import write
from ..lines import LinesInput
from ..thread.input import ThreadInput
from .form import RecordForm
from .half_typed import as_typed, half_typed

if TYPE_CHECKING:
    from rilo_desktop.records import Record
    from rilo_desktop.services.records.drafts import Caret, Draft
    from rilo_desktop.services.records.record_opening import Reopened

EVERY = 300
"""Milliseconds from the first change to the draft; later changes do not put it off."""


class DraftAutosave(QObject):
    """The draft of the record in one form."""

    def __init__(self, context: PageContext, form: RecordForm, base: Callable[[], str]) -> None:
        """`base`: the revision that is being edited."""
        super().__init__(form)
        self._context, self._form, self._base = context, form, base
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EVERY)
        self._soon.timeout.connect(self.keep)
        form.typed.connect(self.changed)

    def changed(self) -> None:
        """Keep it soon."""
        if not self._soon.isActive():
            self._soon.start()

    @property
    def has_changes(self) -> bool:
        """Would something be lost that is typed in the form?"""
        return self._form.dirty or bool(self._form.open_cells())

    def rest(self) -> None:
        """Another record comes: what stands here now is settled."""
        self._soon.stop()

    def keep(self) -> None:
        """Now; where nothing would be lost there is no draft. Never waits."""
        self._soon.stop()
        record = self._form.record()
        if not self.has_changes:
            self.discard(record.id)
            return
        from rilo_desktop.rules.findings import Refused

        with suppress(Refused):  # who may not write has no drafts
            self._context.office.at_once(
                drafts.keep, as_typed(self._form), self._base(), self._caret(), self._raw()
            )

    def discard(self, record_id: str) -> None:
        self._soon.stop()
        self._context.office.at_once(drafts.discard, record_id)

    def put_back(self, draft: Draft) -> list[str]:
        """Let everything stand as it was left; gives the names of the fields that differ."""
        before = self._form.record()
        names = [
            name
            for name in self._form.fields
            if getattr(draft.record, name) != getattr(before, name)
        ]
        for name in names:
            self._form.set_value(name, getattr(draft.record, name))
        for path, text in draft.raw.items():
            self._put_text(path, text)
        return names

    def put_caret(self, caret: Caret) -> None:
        """In the field that has the focus."""
        widget = self._form.focusWidget()
        line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
        if isinstance(line, QLineEdit):
            line.setCursorPosition(caret.position)
        elif isinstance(line, QTextEdit):
            cursor = line.textCursor()
            cursor.setPosition(min(caret.position, len(line.toPlainText())))
            line.setTextCursor(cursor)

    def _caret(self) -> Caret:
        from rilo_desktop.services.records.drafts import Caret

        widget = self._form.focusWidget()
        path = _path_of(widget, self._form)
        return Caret(self._form.section_of(path), path, _position(widget))

    def _raw(self) -> Mapping[str, str]:
        """The texts that are no value, or none yet."""
        return {
            **self._form.open_cells(),
            **{one.path: one.text for one in half_typed(self._form)},
        }

    def _put_text(self, path: str, text: str) -> None:
        name, *inside = path.split(".")
        if name not in self._form.fields:
            return
        field = self._form.fields[name]
        if not inside:
            write(field.input.target(), text)
        elif isinstance(field.input, LinesInput):
            field.input.put_text(int(inside[0]) - 1, inside[1], text)
        elif isinstance(field.input, ThreadInput):
            write(field.input.fields[inside[1]].input.target(), text)


def beginning(form: RecordForm, found: Reopened) -> Record:
    """What the draft was begun with."""
    draft, empty = found.draft, found.empty
    assert draft is not None
    if found.began is not None:
        return found.began
    assert empty is not None
    return replace(draft.record, **{name: getattr(empty, name) for name in form.fields})


def left_at(draft: Draft) -> str:
    """One quiet sentence: the time of today, the day before."""
    try:
        when = datetime.fromisoformat(draft.at).astimezone()
    except ValueError:
        return tr("Not saved yet")
    if when.date() == datetime.now().astimezone().date():
        return tr("Draft kept, not saved; as you left it at {time}", time=when.strftime("%H:%M"))
    day = numbers().day(when.date(), short=True)
    return tr("Draft kept, not saved; as you left it on {day}", day=day)


def _path_of(widget: QWidget | None, form: RecordForm) -> str:
    """Path of the field in which a widget stands."""
    inside = ""
    at = widget
    while at is not None and at is not form:
        if isinstance(at, LinesInput):
            inside = f".{at.view.currentIndex().row() + 1}{inside or _column(at)}"
        elif isinstance(at, Field):
            if form.fields.made.get(at.name) is at:
                return f"{at.name}{inside}"
            inside = f".{at.name}"
        at = at.parentWidget()
    return ""


def _column(lines: LinesInput) -> str:
    at = lines.view.currentIndex().column()
    return f".{lines.model.columns[at]}" if at >= 0 else ""


def _position(widget: QWidget | None) -> int:
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if isinstance(line, QLineEdit):
        return line.cursorPosition()
    return line.textCursor().position() if isinstance(line, QTextEdit) else 0
