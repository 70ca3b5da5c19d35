"""Yes or no: a check box whose text is the label."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from rilo_desktop.records import FieldSpec

from ...i18n import tr


class FlagInput(QCheckBox):
    changed = Signal()

    def __init__(self, about: FieldSpec) -> None:
        super().__init__(tr(about.label).replace("&", "&&"))
        self.about = about
        self._value: bool | None = None
        self.toggled.connect(self._on_toggled)  # a screen reader toggles and does not click

    def target(self) -> QWidget:
        return self

    def value(self) -> bool | None:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value if isinstance(value, bool) else None
        with QSignalBlocker(self):
            self.setChecked(bool(self._value))

    def complaint(self) -> str:
        return ""

    def _on_toggled(self, checked: bool) -> None:
        self._value = checked
        self.changed.emit()
