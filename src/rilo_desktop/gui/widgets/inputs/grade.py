"""A grade as two choices with their meaning: how reliable the source is, and the information."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rilo_desktop.language import N_
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType, Record
from rilo_desktop.vocabularies import vocabulary

from ...i18n import tr, window_language
from ...itemviews.choice_model import Choice
from ...theme import scaled
from ..accessible_names import name_input
from ..labels import Label
from .base import written
from .code import CodeInput
from .line import TextInput

INFORMATION = N_("Credibility of the information")


class GradeInput(QWidget):
    """Holds the text that is stored, "B2"; of a scheme without lists it is typed as text."""

    changed = Signal()
    retargeted = Signal()
    """`target` is another widget than before, or has other entries."""

    def __init__(self, about: FieldSpec, may_be_unknown: bool = False) -> None:
        super().__init__()
        self.about = about
        self._scheme = ""
        self._lists = ("", "")
        spec = FieldSpec(FieldType.CODE, about.label)
        self.source = CodeInput(spec, (), may_be_unknown)
        self.information = CodeInput(spec, ())
        self.text = TextInput(about, may_be_unknown)
        self.source.set_hint(tr("Source"))
        self.information.set_hint(tr("Information"))
        self._information_label = Label(tr(INFORMATION))
        self._information_label.hide()  # its hint says it; on Linux a combo box needs a label
        box = QHBoxLayout(self)
        box.addWidget(self._information_label)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(scaled(6))
        for made in (self.source, self.information, self.text):
            box.addWidget(made, 1)
        self.source.changed.connect(self._on_source)
        for made in (self.information, self.text):
            made.changed.connect(self.changed)
        self._show_lists()

    def follow(self, record: Record) -> None:
        """The scheme that the grade is given in says which letters and digits there are."""
        scheme = getattr(record, self.about.graded_by)
        scheme = scheme if isinstance(scheme, str) else ""
        if scheme != self._scheme:
            value = self.value()
            self._scheme = scheme
            item = vocabulary("grading_scheme").items.get(scheme)
            more = item.more if item is not None else {}
            self._lists = (more.get("source_list", ""), more.get("info_list", ""))
            self._show_lists()
            self.set_value(value)
            self.retargeted.emit()

    def _on_source(self) -> None:
        """A whole grade, "B2", that is typed in the first one stands in both."""
        source, information = self._parts(written(self.source).strip().upper())
        if information is not None and source is not None:
            self.source.set_value(source)
            self.information.set_value(information)
        self.changed.emit()

    def target(self) -> QWidget:
        return self.source if self._is_listed else self.text

    def value(self) -> Any:
        if not self._is_listed:
            return self.text.value()
        source, information = self.source.value(), self.information.value()
        if source is NOT_KNOWN:
            return NOT_KNOWN
        return f"{source or ''}{information or ''}" or None

    def set_value(self, value: Any) -> None:
        self.text.set_value(value)
        source, information = self._parts(value)
        self.source.set_value(source)
        self.information.set_value(information)

    def complaint(self) -> str:
        inputs = (self.source, self.information) if self._is_listed else (self.text,)
        return next(filter(None, (made.complaint() for made in inputs)), "")

    @property
    def _is_listed(self) -> bool:
        return bool(self._lists[0])

    def _parts(self, value: Any) -> tuple[Any, Any]:
        """What is no grade of the scheme stands whole in the first one: nothing is lost."""
        if not isinstance(value, str) or not self._is_listed:
            return value, None
        sources, infos = (vocabulary(name).items for name in self._lists)
        if value in infos and value not in sources:
            return None, value
        head, rest = value[:1], value[1:]
        if head in sources and (not rest or rest in infos):
            return head, rest or None
        return value, None

    def _show_lists(self) -> None:
        for made, name in zip((self.source, self.information), self._lists, strict=True):
            made.setVisible(bool(name))
            if name:
                items = vocabulary(name)
                language = window_language()
                made.set_choices(
                    [Choice(one.code, f"{one.code}  {one.label(language)}") for one in items]
                )
        spoken = f"{tr(self.about.label)}: {tr(INFORMATION)}"
        name_input(self.information, spoken, buddy=self._information_label)
        self.text.setVisible(not self._is_listed)
