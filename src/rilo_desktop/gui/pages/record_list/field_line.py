"""Asks for a field with a list, and for the code that all chosen records shall have there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rilo_desktop.records import RecordType, class_of, fields_of

from ...i18n import tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button, is_key
from ...widgets.choice_box import ChoiceBox
from ...widgets.inputs import Choices
from ...widgets.inputs.code import Choice, CodeInput
from ...widgets.inputs.factory import choices_of
from ...widgets.labels import Label
from ...widgets.layouts import discard, hbox, vbox

EMPTY = "\0"
"""In place of a code: no list has it."""


class FieldLine(QWidget):
    """`named(field, code)`, by Enter in the code too, or `gone` with Escape. The code is "" where
    the last choice was made, which empties the field: nothing is that by itself."""

    named = Signal(str, str)
    gone = Signal()

    def __init__(self, kind: RecordType, choices: Choices) -> None:
        super().__init__()
        self._kind = kind.code
        self._described = fields_of(class_of(kind.code))
        self._choices = choices
        self.field = ChoiceBox()
        words = Label(tr("Set the field"), SMALL, MEDIUM, "text2")
        name_input(self.field, tr("Set the field"), buddy=words)
        self.field.currentIndexChanged.connect(self._on_field)
        self.field.setPlaceholderText(tr("Choose a field"))
        self.code: CodeInput | None = None
        self._said = Label("", SMALL, tone="danger", wrap=True)
        self._said.hide()
        self._place = QWidget()
        box = QHBoxLayout(self._place)
        box.setContentsMargins(0, 0, 0, 0)
        self.do = button(tr("Set"), self._done, "secondary", high=26)
        cancel = button("", self._leave, "ghost", "x", tr("Cancel"), high=26)
        line = hbox(words, (self.field, 1), (self._place, 1), self.do, cancel, gap=8)
        vbox(line, self._said, gap=2, into=self)

    def ask(self) -> None:
        """Its fields are read when they are first wanted."""
        if not self.field.count():
            from rilo_desktop.services.records.bulk import coded_fields

            for name, about in coded_fields(self._kind).items():
                self.field.addItem(tr(about.label), name)
        self.field.setCurrentIndex(-1)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field(self, at: int) -> None:
        self._say("")
        if self.code is not None:
            discard(self.code)
            self.code = None
        if at < 0:
            return
        about = self._described[str(self.field.currentData())]
        empty = Choice(EMPTY, tr("Empty the field"))
        self.code = CodeInput(about, (*choices_of(about, self._choices), empty))
        self.code.goes_on_enter = True
        line = self.code.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._done)
        self.code.set_hint(tr("Choose an entry"))
        self.code.changed.connect(lambda: self._say(""))
        name_input(self.code, tr(about.label))
        box = self._place.layout()
        assert box is not None
        box.addWidget(self.code)
        self.code.show()
        QWidget.setTabOrder(self.field, self.code)
        QWidget.setTabOrder(self.code, self.do)

    def _done(self) -> None:
        if self.code is None:
            self._say(tr("Choose a field first."), self.field)
            return
        value = self.code.value()
        if complaint := self.code.complaint():
            self._say(complaint, self.code)
        elif not isinstance(value, str):
            self._say(tr("Choose an entry; the last one empties the field."), self.code)
        else:
            self.named.emit(str(self.field.currentData()), "" if value == EMPTY else value)

    def _leave(self) -> None:
        self._say("")
        self.gone.emit()

    def _say(self, wrong: str, at: QWidget | None = None) -> None:
        """What is wrong, below the line and at the edge of the box that is meant."""
        self._said.setText(wrong)
        self._said.setVisible(bool(wrong))
        for box in (self.field, self.code):
            if box is not None:
                box.setProperty("state", "blocks" if box is at else "")
                box.update()
        if at is not None:
            at.setAccessibleDescription(wrong)
            at.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape):
            self._leave()
            return
        super().keyPressEvent(event)
