"""Asks for a field with a list, and for the code that all chosen records shall have there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rilo_desktop.records import NOT_KNOWN, RecordType, class_of, fields_of

from ...i18n import tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button, is_key
from ...widgets.choice_box import ChoiceBox
from ...widgets.inputs import Choices
from ...widgets.inputs.code import CodeInput
from ...widgets.inputs.factory import choices_of
from ...widgets.labels import Label
from ...widgets.layouts import discard, hbox


class FieldLine(QWidget):
    """`named(field, code)`, by Enter in the code too, or `gone` with Escape. Without a code the
    field is emptied."""

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
        self.code: CodeInput | None = None
        self._place = QWidget()
        box = QHBoxLayout(self._place)
        box.setContentsMargins(0, 0, 0, 0)
        self.do = button(tr("Set"), self._done, "secondary", high=26)
        cancel = button("", self.gone.emit, "ghost", "x", tr("Cancel"), high=26)
        hbox(words, (self.field, 1), (self._place, 1), self.do, cancel, gap=8, into=self)

    def ask(self) -> None:
        """Its fields are read when they are first wanted."""
        if not self.field.count():
            from rilo_desktop.services.records.bulk import coded_fields

            for name, about in coded_fields(self._kind).items():
                self.field.addItem(tr(about.label), name)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field(self, _at: int) -> None:
        about = self._described[str(self.field.currentData())]
        discard(self.code)
        self.code = CodeInput(about, choices_of(about, self._choices))
        self.code.goes_on_enter = True
        line = self.code.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._done)
        self.code.set_hint(tr("Empty"))
        name_input(self.code, tr(about.label))
        box = self._place.layout()
        assert box is not None
        box.addWidget(self.code)
        self.code.show()
        QWidget.setTabOrder(self.field, self.code)
        QWidget.setTabOrder(self.code, self.do)

    def _done(self) -> None:
        if self.code is None or self.code.complaint():
            return
        value = self.code.value()
        if value is not NOT_KNOWN:
            self.named.emit(str(self.field.currentData()), str(value or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Escape):
            self.gone.emit()
            return
        super().keyPressEvent(event)
