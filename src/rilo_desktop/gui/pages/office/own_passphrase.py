"""The officer's own passphrase: the one there is, and the new one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from rilo_desktop.services.deferred import keys

from ...context import PageContext
from ...i18n import sentence, tr
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from ...widgets.passphrase_field import PassphraseField, StrengthHint

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding


class PassphraseForm(QWidget):
    changed = Signal()
    """The new one opens the office, the old one does not."""
    leak_told = Signal()
    """Somebody else knew the old one: the office needs a new key."""
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.old, self.new, self.again = PassphraseField(), PassphraseField(), PassphraseField()
        for field in (self.old, self.new, self.again):
            field.dress()
            field.returnPressed.connect(self._ask)
        self.strength = StrengthHint(self.new)
        entered = context.entered
        self.strength.know((entered.sign, entered.function, entered.office_name))
        self.leaked = QCheckBox(tr("Somebody else may know my current passphrase"))
        self.leaked.setAccessibleName(self.leaked.text())
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Change the passphrase"), self._ask, "primary")
        about = tr("Backups that were made before still open with the old one; keep it for them.")
        vbox(
            8,
            Label(tr("Change the passphrase"), weight=MEDIUM),
            2,
            Label(about, SMALL, tone="text2", wrap=True),
            12,
            labelled(tr("Current passphrase"), self.old),
            12,
            hbox(
                (labelled(tr("New passphrase"), self.new), 1),
                (labelled(tr("New passphrase again"), self.again), 1),
                gap=12,
            ),
            8,
            self.strength,
            4,
            self.leaked,
            4,
            self.message,
            8,
            hbox(None, button(tr("Cancel"), self._close), self.do, gap=8),
            12,
            into=self,
        )
        self.setTabOrder(self.old, self.new)
        self.setTabOrder(self.new, self.again)

    def begin(self) -> None:
        self.show()
        self.old.setFocus()

    def _close(self) -> None:
        """No passphrase stays in a field."""
        for field in (self.old, self.new, self.again):
            field.forget()
        self.leaked.setChecked(False)
        self._show_message("")
        self.hide()
        self.closed.emit()

    def _show_message(self, text: str, field: PassphraseField | None = None) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _ask(self) -> None:
        if not self.do.isEnabled():
            return
        if not self.old.text():
            self._show_message(tr("Type your current passphrase."), self.old)
        elif not self.new.text().strip():
            self._show_message(tr("Choose a passphrase."), self.new)
        elif self.new.text() != self.again.text():
            self._show_message(
                tr("The two passphrases differ; type the second one again."), self.again
            )
        else:
            self._change()

    def _change(self) -> None:
        self._show_message("")
        self.do.setEnabled(False)
        self._context.serve(
            keys.change_passphrase,
            self.old.text(),
            self.new.text(),
            self.leaked.isChecked(),
            then=self._on_changed,
            failed=self._refuse,
            owner=self,
            alone=True,
        )

    def _refuse(self, error: BaseException) -> None:
        from rilo_desktop.services.office.errors import WrongPassphrase

        if isinstance(error, WrongPassphrase):
            self._show_message(tr("This is not your passphrase. Nothing was changed."), self.old)
        else:
            self._show_message(explained(error), self.new)

    def _on_changed(self, said: tuple[Finding, ...]) -> None:
        leaked = self.leaked.isChecked()
        self._close()
        words = [tr("From now on the new passphrase opens the office."), *map(sentence, said)]
        (self._context.warned if leaked else self._context.told).emit(" ".join(words))
        self.changed.emit()
        if leaked:
            self.leak_told.emit()
