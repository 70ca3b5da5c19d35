"""What a trial of a restore needs: the passphrase that opens the backup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from ...widgets.passphrase_field import PassphraseField


class DrillForm(QWidget):
    def __init__(self, go: Callable[[str], object], close: Callable[[], object]) -> None:
        super().__init__()
        self._go = go
        self.passphrase = PassphraseField()
        self.passphrase.dress()
        self.passphrase.returnPressed.connect(self._ask)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Try it"), self._ask, "primary")
        about = tr(
            "The backup is restored into a private folder, opened with your passphrase of that "
            "day, checked, and removed again. Your office is not touched."
        )
        vbox(
            Label(about, SMALL, tone="text2", wrap=True),
            10,
            labelled(tr("Your passphrase when the backup was made"), self.passphrase),
            4,
            self.message,
            8,
            hbox(None, button(tr("Cancel"), close), self.do, gap=8),
            into=self,
        )

    def begin(self) -> None:
        self.show()
        self.passphrase.setFocus()

    def forget(self) -> None:
        """No passphrase stays in the field."""
        self.passphrase.forget()
        self._show_message("")

    def refuse(self, error: BaseException) -> None:
        from rilo_desktop.services.office.errors import WrongPassphrase

        wrong = isinstance(error, WrongPassphrase)
        said = tr("This passphrase does not open the backup.") if wrong else explained(error)
        self._show_message(said)
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)

    def _ask(self) -> None:
        if not self.do.isEnabled():
            return
        if not self.passphrase.text():
            self._show_message(tr("Type the passphrase."))
            return
        self._show_message("")
        self.do.setEnabled(False)
        self._go(self.passphrase.text())
