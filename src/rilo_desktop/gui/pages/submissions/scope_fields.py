"""What a document is about, where its type asks for it: a year, a member, one record; its texts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QWidget

from rilo_desktop.presentation.document_spec import DocumentSpec, MessageSpec, Scope
from rilo_desktop.records import Submission, fields_of, kind_named
from rilo_desktop.records.field_specs import FieldSpec, FieldType

from ...context import PageContext
from ...i18n import tr
from ...theme import scaled
from ...widgets.accessible_names import labelled
from ...widgets.inputs.code import CodeInput
from ...widgets.inputs.factory import choices_of
from ...widgets.layouts import TabAnchor, discard, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.submit import SubmissionRequest

HALF_A_YEAR = timedelta(days=182)


class ScopeFields(QWidget):
    """Shows the fields that a type asks for, and gives what was chosen."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._spec: DocumentSpec | None = None
        self.year = QSpinBox()
        self.year.setRange(1990, 2100)
        self.year.setFrame(False)  # its line has one
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        about = fields_of(Submission)["member"]
        self.member = CodeInput(about, choices_of(about, context.names))
        self.record = CodeInput(FieldSpec(FieldType.LINK, ""), ())
        self._year = labelled(tr("Year that it is about"), self.year)
        self._member = labelled(tr("Member that it is about"), self.member)
        self._record = QWidget()
        self._texts = QWidget()
        self._texts_place = vbox(self._texts)
        self._tabs = TabAnchor(self._texts_place)
        self.texts: dict[str, QPlainTextEdit] = {}
        self.year.valueChanged.connect(lambda _year: self.changed.emit())
        self.member.changed.connect(self.changed)
        self.record.changed.connect(self.changed)
        context.names_changed.connect(self._on_names)
        vbox(self._year, self._member, self._record, self._texts_place, gap=14, into=self)
        self.begin()

    def show_type(self, spec: DocumentSpec) -> None:
        if spec is self._spec:
            return
        self._spec = spec
        self._year.setVisible(Scope.YEAR in spec.scope)
        self._member.setVisible(Scope.MEMBER in spec.scope)
        self._show_record(spec)
        self._show_texts(spec)
        self.setVisible(bool(spec.scope or spec.messages))

    def begin(self) -> None:
        """The year that is reported on: until June the one before."""
        self.year.setValue((date.today() - HALF_A_YEAR).year)
        self.member.set_value(None)
        self.record.set_value(None)
        for text in self.texts.values():
            text.clear()

    def fill(self, order: SubmissionRequest) -> None:
        if order.year:
            self.year.setValue(order.year)
        self.member.set_value(order.member or None)
        self.record.set_value(next(iter(order.records), None) if self._is_about_a_record else None)
        for place, field in self.texts.items():
            field.setPlainText("\n".join(text for at, text in order.messages if at == place))

    @property
    def is_written(self) -> bool:
        return any(field.toPlainText().strip() for field in self.texts.values())

    @property
    def is_complete(self) -> bool:
        """Is everything chosen that the type asks for?"""
        scope = self._spec.scope if self._spec else ()
        return not (
            (Scope.MEMBER in scope and not self.member.value())
            or (Scope.RECORD in scope and not self.record.value())
        )

    def take_focus(self) -> None:
        """To what is still to be chosen."""
        asked = (self.member, self.record)
        first = next((one for one in asked if one.isVisible() and not one.value()), None)
        if first is not None:
            first.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def records(self) -> tuple[str, ...]:
        """The record that the document is about; () for a type without such a scope."""
        name = self.record.value() if self._is_about_a_record else None
        return (str(name),) if name else ()

    def chosen_year(self) -> int:
        return self.year.value() if self._spec and Scope.YEAR in self._spec.scope else 0

    def chosen_member(self) -> str:
        asked = self._spec is not None and Scope.MEMBER in self._spec.scope
        return str(self.member.value() or "") if asked else ""

    def messages(self) -> tuple[tuple[str, str], ...]:
        """A line each, where a place takes several."""
        found = []
        for place, field in self.texts.items():
            about = self._spec.message(place) if self._spec else None
            text = field.toPlainText().strip()
            parts = text.splitlines() if about and about.several else [" ".join(text.split())]
            found += [(place, part.strip()) for part in parts if part.strip()]
        return tuple(found)

    @property
    def _is_about_a_record(self) -> bool:
        return self._spec is not None and Scope.RECORD in self._spec.scope

    def _show_record(self, spec: DocumentSpec) -> None:
        is_asked = Scope.RECORD in spec.scope
        self._record.setVisible(is_asked)
        if is_asked:
            label = tr(kind_named(spec.record_type).label)
            if self._record.layout() is None:
                vbox(labelled(label, self.record), into=self._record)
            self.record.set_value(None)
            self.record.set_choices(self._context.names.of_kind(spec.record_type, by_id=True))

    def _show_texts(self, spec: DocumentSpec) -> None:
        made = QWidget()
        self.texts = {about.place: _text_field() for about in spec.messages}
        fields = [labelled(tr(a.label), self.texts[a.place], _hint(a)) for a in spec.messages]
        vbox(*fields, gap=14, into=made)
        place = self._texts_place.layout()
        assert place is not None
        place.replaceWidget(self._texts, made)
        discard(self._texts)
        self._texts = made
        self._tabs.lead_to([made])
        for field in self.texts.values():
            field.textChanged.connect(self.changed)

    def _on_names(self, kind: str) -> None:
        if self._spec is not None and self._is_about_a_record and kind == self._spec.record_type:
            self.record.set_choices(self._context.names.of_kind(kind, by_id=True))


def _hint(about: MessageSpec) -> str:
    said = tr(about.about) if about.about else ""
    return " ".join((said, tr("One paragraph a line."))) if about.several else said


def _text_field() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(scaled(64))
    return made
