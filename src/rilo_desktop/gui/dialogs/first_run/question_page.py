"""One screen is one question: a title, what it is about, the fields, and what was wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...theme.tokens import DISPLAY, SEMIBOLD, SMALL
from ...widgets.labels import Label
from ...widgets.layouts import Item, vbox
from ...widgets.progress import announce


class QuestionPage(QWidget):
    """A screen of the wizard. `take_focus` goes to its first field."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.title = Label(title, DISPLAY, SEMIBOLD, wrap=True)
        self.about = Label(about, tone="text2", wrap=True)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()

    def lay(self, *fields: Item) -> None:
        """What is wrong is said after them, or where they have `message`: at the field."""
        last = () if self.message in fields else (12, self.message)
        vbox(self.title, 6, self.about, 24, *fields, *last, None, into=self)

    def show_message(self, sentence: str, tone: str = "text2") -> None:
        """What was done, where the eye is; "" takes it back."""
        self.message.tone(tone)
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def complain(self, sentence: str, field: QWidget | None = None) -> None:
        """Say what must be changed, and go there; "" takes it back."""
        self.show_message(sentence, "danger")
        if field is not None:
            field.setProperty("state", "blocks" if sentence else "")
            field.setAccessibleDescription(sentence)
            field.update()
            if sentence:
                field.setFocus()
