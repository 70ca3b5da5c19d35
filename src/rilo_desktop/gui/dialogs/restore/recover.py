"""A lost passphrase: the printed recovery key gives the officer a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from ...concurrency.worker import Tasks
from ...i18n import tr
from ...state.office_session import OfficeSession
from ...widgets.accessible_names import labelled
from ...widgets.error_messages import explained, left_to_wait, seconds_to_wait
from ...widgets.languages import choice_box
from ...widgets.layouts import hbox
from ..new_passphrase_page import NewPassphrasePage

LONGEST_KEY = 200


class RecoverPage(NewPassphrasePage):
    recovered = Signal(object)
    """`Entered`: the office is open, and the new passphrase opens it."""

    def __init__(self, office: OfficeSession, tasks: Tasks, officers: tuple[str, ...]) -> None:
        super().__init__(office, tasks, officers, tr("Set a new passphrase and unlock"))
        self.officer: QComboBox = choice_box([(sign, sign) for sign in officers], "")
        self.key = QLineEdit()
        self.key.setMaxLength(LONGEST_KEY)
        self._lay_out(
            tr("Lost passphrase"),
            tr(
                "Get the sheet with the recovery key from where it is locked away. What you "
                "signed before stays valid; lock the sheet away again."
            ),
            hbox((labelled(tr("Officer"), self.officer), 1), None, gap=12),
            14,
            labelled(
                tr("Recovery key, from the sheet"),
                self.key,
                tr("Thirteen groups of four characters"),
            ),
            14,
        )

    def begin(self) -> None:
        self.key.setFocus()

    def forget(self) -> None:
        self.key.clear()
        super().forget()

    def _complaint(self) -> tuple[str, QLineEdit] | None:
        if not self.key.text().strip():
            return tr("Type the recovery key."), self.key
        return super()._complaint()

    def _send(self) -> None:
        self._tasks.ask(
            self._office.recover,
            self.key.text(),
            self.officer.currentData() or "",
            self.new.text(),
            then=self._on_recovered,
            failed=self._refuse,
            owner=self,
            alone=True,
        )

    def _on_recovered(self, entered: object) -> None:
        self.forget()
        self.recovered.emit(entered)

    def _refuse(self, error: BaseException) -> None:
        seconds = seconds_to_wait(error)
        self._show_message(left_to_wait(seconds) if seconds else explained(error), self.key)
