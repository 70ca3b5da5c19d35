"""The title of a record above its fields."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from ...i18n import tr
from ...theme.paragraph import cut
from ...theme.tokens import SEMIBOLD, TITLE
from ..labels import Label, tip


class Heading(Label):
    """It follows the field in which the title is written, and that field stays where it is: the
    heading keeps its height until a record is shown, and what has no room ends in an ellipsis.
    """

    def __init__(self) -> None:
        super().__init__("", TITLE, SEMIBOLD, wrap=True)
        self._title = ""
        self._highest = self.maximumHeight()

    def show_title(self, title: str) -> None:
        """Of a record that is shown."""
        self.setMinimumHeight(0)
        self.setMaximumHeight(self._highest)
        self._say(title, title)

    def follow(self, title: str) -> None:
        """What is written now."""
        if self.isVisible():
            self.setFixedHeight(self.height())
        self._say(title, self._cut(title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.minimumHeight():
            self._say(self._title, self._cut(self._title))

    def _cut(self, title: str) -> str:
        lines = max(1, self.height() // self.fontMetrics().lineSpacing())
        return cut(title, self.width(), (TITLE, SEMIBOLD), lines) if self.isVisible() else title

    def _say(self, title: str, shown: str) -> None:
        self._title = title
        self.setText(shown or tr("Untitled"))
        self.setToolTip(tip(title) if shown != title else "")
        self.tone("text" if title else "text3")
