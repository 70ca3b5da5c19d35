"""A field of a record in a form: label, input, "not known", and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType, RequiredFor

from ..i18n import tr
from ..theme import scaled
from ..theme.tokens import FIELD, MEDIUM, SMALL
from .accessible_names import name_input
from .field_head import FieldHead
from .inputs import Choices, input_for
from .inputs.base import InputOfLines, written
from .inputs.grade import GradeInput
from .labels import IconLabel, Label, tip
from .layouts import hbox, lay_out, vbox


class _Remarks(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", SMALL, MEDIUM, wrap=True)
        sign = IconLabel("flag", "warn", 14)
        hbox(vbox(2, sign, None), (self.words, 1), gap=6, into=self)


class Field(QWidget):
    """A field of a record: label, input, "not known", and what is wrong with it."""

    changed = Signal(str)
    """The place inside that changed ("2.unit"), "" for a field without such places."""

    def __init__(
        self,
        name: str,
        about: FieldSpec,
        choices: Choices,
        may_be_unknown: bool = False,
        widget: QWidget | None = None,
        spoken: str = "",
    ) -> None:
        """`widget`: an input made elsewhere; `spoken` is put before its name ("Line 2")."""
        super().__init__()
        self.name, self.about = name, about
        self._finding, self._severity = "", ""
        self.remarks: _Remarks | None = None
        """Made where there are some: nearly no field ever has any."""
        made: Any = widget or input_for(about, may_be_unknown, choices)
        self.input = made
        self._may_be_unknown = may_be_unknown and about.type is not FieldType.FLAG
        self._message: Label | None = None
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(scaled(4))
        self._head: FieldHead | None = None
        if about.type is not FieldType.FLAG:
            self._head = FieldHead(tr(about.label), about.level is RequiredFor.MINIMAL)
            self._head.unknown_clicked.connect(self._toggle_unknown)
            box.addWidget(self._head)
        box.addWidget(made)
        follows_width = made.sizePolicy().hasHeightForWidth()
        high = QSizePolicy.Policy.Preferred if follows_width else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._spoken = spoken
        self._called: tuple[object, ...] = ()
        self._show_state()
        made.changed.connect(self._on_changed)
        made.target().installEventFilter(self)
        if isinstance(made, GradeInput):
            made.retargeted.connect(self._on_retargeted)

    @property
    def label(self) -> Label | None:
        """Above the input; a check box says it itself."""
        return self._head.label if self._head is not None else None

    @property
    def source(self) -> str:
        """From what its value was filled in; "" where somebody wrote it."""
        return self._head.said_source if self._head is not None else ""

    def _name(self) -> None:
        label = tr(self.about.label)
        name = f"{self._spoken}: {label}" if self._spoken else label
        parts = [tr(self.about.help)]
        if self.about.level is RequiredFor.MINIMAL:
            parts.append(tr("required"))
        if self.input.value() is NOT_KNOWN:
            parts.append(tr("Not known"))
        if self.source:
            parts.append(self.source)
        if self._finding:
            parts.append(self._finding)
        described = ". ".join(p for p in parts if p)
        target = self.input.target()
        called = name, described, isinstance(target, QComboBox) and target.count() > 0
        if called != self._called:
            self._called = called
            name_input(target, name, described, self.label)

    def align_row(self) -> None:
        """A check box beside fields with labels stands at the height of their boxes."""
        if self._head is None:
            self._box.setContentsMargins(0, scaled(18 + 4), 0, 0)
            self.input.setMinimumHeight(scaled(FIELD))

    def hide_label(self) -> None:
        """The title above says the same; the input keeps its name."""
        self.show_label(False)

    def show_label(self, shown: bool) -> None:
        if self._head is not None:
            self._head.setVisible(shown)

    def show_tools(self, tools: Sequence[QWidget]) -> None:
        """What can be done with its lines, at the end of its label."""
        if self._head is not None:
            self._head.show_tools(tools)

    def speak(self, before: str) -> None:
        """Say which line this field belongs to."""
        self._spoken = before
        self._name()

    def value(self) -> Any:
        return self.input.value()

    def set_value(self, value: Any) -> None:
        self.input.set_value(value)
        self._show_state()

    def lines(self) -> InputOfLines | None:
        """Its input, where it is one of lines."""
        return self.input if self.about.type is FieldType.LINES else None

    def complaint(self) -> str:
        """Why what stands here is no value; also shown below the input."""
        found: str = self.input.complaint()
        self._show_complaint(found)
        self._show_state()
        return found

    def _show_complaint(self, complaint: str) -> None:
        if self._message is None:
            if not complaint:
                return
            self._message = Label("", SMALL, tone="danger", wrap=True)
            self._box.addWidget(self._message)
        self._keep_room(False)
        self._message.setText(complaint)
        self._message.setVisible(bool(complaint))
        lay_out()  # what is below moves now, and not at the next key

    def sizeHint(self) -> QSize:
        """In a row it gets no more than this: a message of several lines would be cut."""
        hint = super().sizeHint()
        if self._message is not None and self._message.text():
            hint.setHeight(max(hint.height(), self.heightForWidth(self.width())))
        return hint

    def _keep_room(self, kept: bool) -> None:
        """Does the message have its place also where it is hidden?"""
        assert self._message is not None
        policy = self._message.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self._message.setSizePolicy(policy)

    @property
    def _complaint(self) -> str:
        said = self._message
        return said.text() if said is not None and not said.isHidden() else ""

    def show_finding(self, severity: str = "", sentence: str = "") -> None:
        """Mark the edge: "blocks", "warns" or "" for nothing found."""
        if (severity, sentence) != (self._severity, self._finding):
            self._severity, self._finding = severity, sentence
            self._show_state()

    def show_source(self, said: str) -> None:
        """From what the value was filled in, behind the label; "" where somebody wrote it."""
        if self._head is not None and said != self.source:
            self._head.show_source(said)
            self._show_state()

    def show_remarks(self, said: Sequence[str]) -> None:
        """What the addressee of a submission asks of it, in words below the input."""
        if self.remarks is None:
            if not said:
                return
            self.remarks = _Remarks()
            self._box.addWidget(self.remarks)
        self.remarks.words.setText("\n".join(said))
        self.remarks.setVisible(bool(said))

    def take_focus(self) -> None:
        self.input.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_unknown(self) -> None:
        self.input.set_value(None if self.input.value() is NOT_KNOWN else NOT_KNOWN)
        self.take_focus()
        self._on_changed()

    def _on_changed(self, inside: str = "") -> None:
        if self._message is not None and self._complaint:
            self._keep_room(True)  # nothing moves
            self._message.hide()
        self._show_state()
        self.changed.emit(inside)

    def _show_state(self) -> None:
        target = self.input.target()
        target.setProperty("state", "blocks" if self._complaint else self._severity)
        said = self._complaint or self._finding or self.source or tr(self.about.help)
        whole = written(target) if isinstance(target, QComboBox) else ""  # it may be shown cut
        target.setToolTip(tip("\n".join(part for part in (whole, said) if part)))
        target.update()
        self._name()
        self._show_unknown()

    def _show_unknown(self) -> None:
        if self._head is not None and self._may_be_unknown:
            is_unknown = self.input.value() is NOT_KNOWN
            is_offered = self.underMouse() or self.input.target().hasFocus()
            name = tr("{field}: not known", field=tr(self.about.label))
            self._head.show_unknown(is_unknown, is_offered, name)

    def _on_retargeted(self) -> None:
        """Another widget has the label, the name and the state of this field."""
        self.input.target().installEventFilter(self)
        self._called = ()
        self._show_state()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.complaint()
        elif event.type() == QEvent.Type.FocusIn:
            self._show_unknown()
        return False

    def enterEvent(self, _event: QEnterEvent) -> None:
        self._show_unknown()

    def leaveEvent(self, _event: QEvent) -> None:
        self._show_unknown()


def align_row(fields: Sequence[Field]) -> None:
    """Make the fields of one row stand at one height."""
    if any(field.about.type is not FieldType.FLAG for field in fields):
        for field in fields:
            field.align_row()


def field_around(widget: QWidget | None) -> Field | None:
    """The field of the record in which a widget stands, not that of a line of it."""
    found, at = None, widget
    while at is not None:
        if isinstance(at, Field):
            found = at
        at = at.parentWidget()
    return found
