"""Several codes of a list: chips that can be taken away, and a box to add one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rilo_desktop.records import FieldSpec

from ...i18n import tr
from ...theme import scaled
from ..buttons import button
from ..layouts import FlowLayout
from .code import Choice, CodeInput


class CodesInput(QWidget):
    changed = Signal()

    def __init__(
        self, about: FieldSpec, choices: Sequence[Choice], label_of: Callable[[str], str] = str
    ) -> None:
        super().__init__()
        self._label_of = label_of
        self.about = about
        self._codes: tuple[str, ...] = ()
        self._choices = tuple(choices)
        self._box = CodeInput(about, choices)
        self._box.set_hint(tr("Add"))
        self._box.changed.connect(self._on_chosen)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        policy = self._chips.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self._chips.setSizePolicy(policy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(scaled(6))
        box.addWidget(self._chips)
        box.addWidget(self._box)
        self._draw()

    def target(self) -> QWidget:
        return self._box

    def complaint(self) -> str:
        return self._box.complaint()

    def value(self) -> tuple[str, ...]:
        """The chips, and what is written in the box where it can only mean one entry."""
        code = self._box.value()
        return (*self._codes, code) if self._is_new(code) else self._codes

    def _is_new(self, code: Any) -> bool:
        return isinstance(code, str) and code not in self._codes

    def set_value(self, value: Any) -> None:
        self._codes = tuple(value or ())
        self._box.set_value(None)
        self._draw()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)
        self._box.set_choices(choices)
        self._draw()

    def _label(self, code: str) -> str:
        label = next((c.label for c in self._choices if c.code == code), None)
        return self._label_of(code) if label is None else label

    def _draw(self) -> None:
        self._flow.clear()
        last: QWidget = self._box
        for code in self._codes:
            label = self._label(code)
            chip = button(
                label,
                lambda c=code: self._take_away(c),  # type: ignore[misc]
                "choice",
                name=tr("Remove: {what}", what=label),
                high=24,
            )
            self._flow.addWidget(chip)
            QWidget.setTabOrder(last, chip)
            last = chip
        if last is not self._box:
            QWidget.setTabOrder(last, self._box)  # so Tab comes to the chips before the box
        self._chips.setVisible(bool(self._codes))
        self._chips.updateGeometry()

    def _on_chosen(self) -> None:
        code = self._box.chosen
        if isinstance(code, str):
            self._box.set_value(None)
            if self._is_new(code):
                self._codes = (*self._codes, code)
                self._draw()
        self.changed.emit()

    def _take_away(self, code: str) -> None:
        self._codes = tuple(c for c in self._codes if c != code)
        self._draw()
        self._box.setFocus()
        self.changed.emit()
