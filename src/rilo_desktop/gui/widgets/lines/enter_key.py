"""Enter in a field of a line: what the fields below an overview share with the cells of a grid."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal

from rilo_desktop.records import FieldType

from ..buttons import is_key
from ..form import Field
from ..inputs.block import BlockInput
from ..inputs.code import CodeInput

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """`pressed(name)` of the field in which it was pressed, where Enter is no part of the value.

    Where suggestions are open, Enter takes one and goes no further: more fields of the line follow.
    """

    pressed = Signal(str)

    def watch(self, fields: Iterable[Field]) -> None:
        for field in fields:
            target = field.input.target()
            is_text = isinstance(target, BlockInput) and not target.is_one_paragraph
            if is_text or field.about.type is FieldType.CODES:
                continue
            target.setProperty("line field", field.name)
            target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not is_key(event, *_ENTER):
            return False
        if isinstance(watched, CodeInput) and watched.suggestions() is not None:
            return False
        self.pressed.emit(watched.property("line field"))
        return True
