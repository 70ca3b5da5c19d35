"""A page before an office opens, on which an officer chooses a new passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ..concurrency.worker import Tasks
from ..i18n import tr
from ..state.office_session import OfficeSession
from ..theme.tokens import DISPLAY, SEMIBOLD, SMALL
from ..widgets.accessible_names import labelled
from ..widgets.buttons import button
from ..widgets.labels import Label
from ..widgets.layouts import Item, Panel, Scroller, hbox, vbox
from ..widgets.passphrase_field import PassphraseField, StrengthHint
from ..widgets.progress import announce

WIDTH = 640


class NewPassphrasePage(Panel):
    """A subclass calls `_lay_out` last, and says in `_send` what is asked of the office."""

    left = Signal()

    def __init__(
        self, office: OfficeSession, tasks: Tasks, officers: Sequence[str], action: str
    ) -> None:
        """`officers`: signs that make a passphrase easy to guess; `action`: text of the button."""
        super().__init__("surface")
        self._office, self._tasks = office, tasks
        self.new, self.again = PassphraseField(), PassphraseField()
        for field in (self.new, self.again):
            field.dress()
            field.returnPressed.connect(self._ask)
        self.strength = StrengthHint(self.new)
        self.strength.know(officers)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(action, self._ask, "primary")
        self.back = button(tr("Back"), self._leave, "ghost", "arrow-left", keys="Alt+Left")

    def _lay_out(self, title: str, about: str, *before: Item) -> None:
        """`before`: what stands between the text and the two fields, as for `vbox`."""
        content = vbox(
            hbox(self.back, None),
            16,
            Label(title, DISPLAY, SEMIBOLD, wrap=True),
            6,
            Label(about, tone="text2", wrap=True),
            20,
            *before,
            hbox(
                (labelled(tr("New passphrase"), self.new), 1),
                (labelled(tr("New passphrase again"), self.again), 1),
                gap=12,
            ),
            8,
            self.strength,
            4,
            self.message,
            12,
            hbox(None, self.do),
            32,
            None,
            margins=(24, 28, 24, 0),
        )
        vbox((Scroller(content, WIDTH), 1), into=self)
        self.setTabOrder(self.new, self.again)

    def forget(self) -> None:
        """No passphrase stays in a field."""
        for field in (self.new, self.again):
            field.forget()

    def _complaint(self) -> tuple[str, QLineEdit] | None:
        """What is wrong with the form, and where."""
        if not self.new.text().strip():
            return tr("Choose a passphrase."), self.new
        if self.new.text() != self.again.text():
            return tr("The two passphrases differ; type the second one again."), self.again
        return None

    def _ask(self) -> None:
        if not self.do.isEnabled():
            return
        if complaint := self._complaint():
            self._show_message(*complaint)
            return
        self._show_message("")
        self.do.setEnabled(False)
        self._send()

    def _send(self) -> None:
        raise NotImplementedError

    def _show_message(self, text: str, field: QLineEdit | None = None) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)
        if text:
            announce(self, text)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _leave(self) -> None:
        self.forget()
        self.left.emit()
