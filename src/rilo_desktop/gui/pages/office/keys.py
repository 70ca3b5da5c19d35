"""Keys of the office: a new recovery key on paper, and a new key for the store."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import vbox
from .heading import Heading
from .recovery_key import RecoveryKeyForm
from .rekeying import RekeyForm


class KeysSection(QWidget):
    """Who is not the head reads who does it; the forms open below, one at a time."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.renew = button(
            tr("New recovery key"), lambda: self._open(self.recovery), "secondary", "key"
        )
        self.rekey = button(
            tr("New key for the office"), lambda: self._open(self.rekeying), "secondary", "lock"
        )
        self.recovery, self.rekeying = RecoveryKeyForm(context), RekeyForm(context)
        about = tr(
            "A new recovery key when the sheet was lost or seen; a new key for the office when "
            "somebody left or a machine was stolen."
        )
        why_not = Label(tr("The head of the office does both."), SMALL, tone="text3")
        vbox(
            Heading(tr("Keys"), about, self.renew, self.rekey),
            why_not,
            self.recovery,
            self.rekeying,
            into=self,
        )
        self._may = context.may("rekey")
        why_not.setVisible(not self._may)
        for form in (self.recovery, self.rekeying):
            form.hide()
            form.closed.connect(self._on_closed)
        for made in (self.renew, self.rekey):
            made.setEnabled(self._may)
            made.setToolTip("" if self._may else why_not.text())

    def _open(self, form: RecoveryKeyForm | RekeyForm) -> None:
        for made in (self.renew, self.rekey):
            made.setEnabled(False)
        form.begin()

    def _on_closed(self) -> None:
        for made in (self.renew, self.rekey):
            made.setEnabled(self._may)
        self.renew.setFocus()
