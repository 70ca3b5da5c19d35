"""What stands above the input of a field: its label, and beside it what there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from rilo_desktop.language import NC_

from ..i18n import tr
from ..theme import metrics, scaled
from ..theme.tokens import CAPTION, MEDIUM, SMALL
from .buttons import button
from .inputs.base import UNKNOWN_KEY
from .labels import FEW_LETTERS, ElidedLabel, Label

BESIDE = 6
"""Unscaled pixels between the label and what stands beside it."""


class FieldHead(QWidget):
    """The label is read whole, and what stands beside it gives way.

    "Not known?" becomes its key, the source is cut, "required" goes. A field asks for the width of
    its label, so that a row is broken before one is cut; it is where one label alone is wider than
    the form.
    """

    unknown_clicked = Signal()

    def __init__(self, label: str, is_required: bool) -> None:
        super().__init__()
        self.label = ElidedLabel(label, SMALL, MEDIUM, "text2")
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(scaled(BESIDE))
        self._box.addWidget(self.label)
        self._required = Label(tr("required"), CAPTION, tone="text3") if is_required else None
        if self._required is not None:
            self._box.addWidget(self._required)
        self._box.addStretch(1)
        self.source: ElidedLabel | None = None
        self._unknown: QPushButton | None = None
        self._tools: Sequence[QWidget] = ()
        self._is_unknown = self._may_be_unknown = False
        self.setFixedHeight(max(scaled(18), self.label.sizeHint().height()))
        self._ask_for_room()

    @property
    def said_source(self) -> str:
        return self.source.text() if self.source is not None else ""

    def show_tools(self, tools: Sequence[QWidget]) -> None:
        """What can be done with the lines of the field, at the end."""
        self._tools = tools
        for tool in tools:
            self._box.addWidget(tool)
        self.setFixedHeight(max(self.height(), *(tool.sizeHint().height() for tool in tools)))
        self._ask_for_room()

    def show_source(self, said: str) -> None:
        """From what the value was filled in; "" where somebody wrote it."""
        if self.source is None:
            if not said:
                return
            self.source = ElidedLabel("", CAPTION, tone="text3")
            self.source.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            at = self._box.indexOf(self._required or self.label) + 1
            self._box.insertWidget(at, self.source, 100)  # it takes what the label leaves
        self.source.setText(said)
        self._fit()

    def show_unknown(self, is_unknown: bool, is_offered: bool, name: str) -> None:
        """`is_offered`: somebody is at the field, and may say so; `name` is spoken."""
        self._is_unknown, self._may_be_unknown = is_unknown, is_unknown or is_offered
        if self._may_be_unknown and self._unknown is None:
            self._unknown = self._unknown_button(name)
        self._fit()

    def _unknown_button(self, name: str) -> QPushButton:
        """Made when it is first to be seen."""
        made = button("", self.unknown_clicked.emit, "small", high=18, checkable=True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard types a question mark instead
        made.setToolTip(tr("It was checked, and it is not known. Key: ?"))
        made.setAccessibleName(name)
        self._box.addWidget(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _ask_for_room(self) -> None:
        wide = metrics(SMALL, MEDIUM).horizontalAdvance(self.label.text())
        tools = sum(tool.sizeHint().width() + scaled(BESIDE) for tool in self._tools)
        self._needed = wide + tools
        self.setMinimumWidth(self._needed)

    def _fit(self) -> None:
        """Show of what is wanted as much as the label leaves room for."""
        room = self.width() - self._needed
        if self._unknown is not None:
            room -= self._fit_unknown(self._unknown, room)
        has_source = bool(self.said_source) and room >= scaled(BESIDE + FEW_LETTERS)
        if self.source is not None:
            self.source.setVisible(has_source)
        if self._required is not None:
            fits = self._required.sizeHint().width() + scaled(BESIDE) <= room
            self._required.setVisible(fits and not self._is_unknown and not self.said_source)

    def _fit_unknown(self, made: QPushButton, room: int) -> int:
        """Gives the width that it takes."""
        made.setChecked(self._is_unknown)
        words = tr("Not known") if self._is_unknown else tr(NC_("button", "Not known?"))
        for text in (words, UNKNOWN_KEY):
            if made.text() != text:
                made.setText(text)
            wide = made.sizeHint().width() + scaled(BESIDE)
            if self._may_be_unknown and wide <= room:
                made.setVisible(True)
                return wide
        made.setVisible(False)
        return 0
