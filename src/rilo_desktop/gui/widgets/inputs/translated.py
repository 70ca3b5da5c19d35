"""One text in several languages: a line for each of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rilo_desktop.records import FieldSpec
from rilo_desktop.records.translated import translated_value

from ...i18n import code_label, tr
from ...theme import scaled
from ...theme.tokens import SMALL
from ..labels import Label
from ..layouts import hbox
from .line import TextInput


class TranslatedInput(QWidget):
    """The languages that are asked for, and behind them those that stand in the record."""

    changed = Signal()

    def __init__(self, about: FieldSpec) -> None:
        super().__init__()
        self.about = about
        self.inputs: dict[str, TextInput] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(scaled(6))
        for language in about.languages:
            self._add(language)

    def _add(self, language: str) -> None:
        made = TextInput(self.about)
        name = code_label("language", language)
        made.set_hint(name)
        made.setAccessibleName(f"{tr(self.about.label)}, {name}")
        made.setAccessibleDescription(name)
        label = Label(language.upper(), SMALL, tone="text2")
        label.setFixedWidth(scaled(24))
        label.setToolTip(name)
        made.changed.connect(self.changed)
        self.inputs[language] = made
        self._box.addWidget(hbox(label, (made, 1), gap=4))

    def target(self) -> QWidget:
        return next(iter(self.inputs.values()))

    def complaint(self) -> str:
        return next(filter(None, (made.complaint() for made in self.inputs.values())), "")

    def value(self) -> Any:
        return translated_value({of: made.value() for of, made in self.inputs.items()})

    def set_value(self, value: Any) -> None:
        texts = dict(value or ())
        for language in texts.keys() - self.inputs.keys():
            self._add(language)
        for language, made in self.inputs.items():
            made.set_value(texts.get(language))
