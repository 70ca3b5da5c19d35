"""Somebody else chose the passphrase: the officer chooses another one before the office opens."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ...concurrency.worker import Tasks
from ...i18n import tr
from ...state.office_session import OfficeSession
from ...widgets.error_messages import explained
from ..new_passphrase_page import NewPassphrasePage


class ChooseOwnPage(NewPassphrasePage):
    chosen = Signal(object)
    """`Entered`: the office is open, and the chosen passphrase opens it."""

    def __init__(self, office: OfficeSession, tasks: Tasks, given: str, sign: str) -> None:
        """`given`: the passphrase that opened the slot of `sign`."""
        super().__init__(office, tasks, (sign,), tr("Use this passphrase and unlock"))
        self._given, self._sign = given, sign
        self._lay_out(
            tr("{sign}: choose a passphrase of your own", sign=sign),
            tr(
                "The person who gave you this passphrase knows it. Choose one that only you "
                "know; from then on it opens the office, and what you do is signed as yours."
            ),
        )

    def begin(self) -> None:
        self.new.setFocus()

    def forget(self) -> None:
        self._given = ""
        super().forget()

    def _send(self) -> None:
        self._tasks.ask(
            self._office.choose_own,
            self._given,
            self.new.text(),
            self._sign,
            then=self._on_chosen,
            failed=lambda error: self._show_message(explained(error), self.new),
            owner=self,
            alone=True,
        )

    def _on_chosen(self, entered: object) -> None:
        self.forget()
        self.chosen.emit(entered)
