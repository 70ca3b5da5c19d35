"""What a part of the page is called, what it is for, and what is done there at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...theme import font
from ...theme.tokens import SECTION, SEMIBOLD, SMALL, TITLE
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox


class Heading(QWidget):
    def __init__(self, title: str, about: str, *buttons: QWidget) -> None:
        super().__init__()
        self.title = Label(title, SECTION, SEMIBOLD, wrap=True)
        vbox(
            hbox((self.title, 1), *buttons, gap=8),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            into=self,
        )

    def lead(self) -> None:
        """It is the first of its page, and gives it its name."""
        self.title.setFont(font(TITLE, SEMIBOLD))
