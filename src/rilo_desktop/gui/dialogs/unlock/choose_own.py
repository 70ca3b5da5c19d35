"""Somebody else chose the passphrase: the officer chooses another one before the office opens."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...concurrency.worker import Tasks
from ...i18n import tr
from ...state.office_session import OfficeSession
from ...theme.tokens import DISPLAY, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from ...widgets.passphrase_field import PassphraseField, StrengthHint
from ...widgets.progress import announce

WIDTH = 640


class ChooseOwnPage(Panel):
    left = Signal()
    chosen = Signal(object)
    """`Entered`: the office is open, and the chosen passphrase opens it."""

    def __init__(self, office: OfficeSession, tasks: Tasks, given: str, sign: str) -> None:
        """`given`: the passphrase that opened the slot of `sign`."""
        super().__init__("surface")
        self._office, self._tasks = office, tasks
        self._given, self._sign = given, sign
        self.new, self.again = PassphraseField(), PassphraseField()
        for field in (self.new, self.again):
            field.dress()
            field.returnPressed.connect(self._ask)
        self.strength = StrengthHint(self.new)
        self.strength.know((sign,))
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Use this passphrase and unlock"), self._ask, "primary")
        self.back = button(tr("Back"), self._leave, "ghost", "arrow-left", keys="Alt+Left")
        vbox((Scroller(self._content(), WIDTH), 1), into=self)

    def _content(self) -> QWidget:
        about = tr(
            "The person who gave you this passphrase knows it. Choose one that only you "
            "know; from then on it opens the office, and what you do is signed as yours."
        )
        return vbox(
            hbox(self.back, None),
            16,
            Label(
                tr("{sign}: choose a passphrase of your own", sign=self._sign),
                DISPLAY,
                SEMIBOLD,
                wrap=True,
            ),
            6,
            Label(about, tone="text2", wrap=True),
            20,
            hbox(
                (labelled(tr("The new one"), self.new), 1),
                (labelled(tr("The new one again"), self.again), 1),
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

    def begin(self) -> None:
        self.new.setFocus()

    def forget(self) -> None:
        """No passphrase stays here."""
        self._given = ""
        for field in (self.new, self.again):
            field.forget()

    def _ask(self) -> None:
        if not self.do.isEnabled():
            return
        if not self.new.text().strip():
            self._say(tr("Choose a passphrase."), self.new)
        elif self.new.text() != self.again.text():
            self._say(tr("The two passphrases differ; type the second one again."), self.again)
        else:
            self._choose()

    def _choose(self) -> None:
        self._say("")
        self.do.setEnabled(False)
        self._tasks.ask(
            self._office.choose_own,
            self._given,
            self.new.text(),
            self._sign,
            then=self._on_chosen,
            failed=lambda error: self._say(explained(error), self.new),
            owner=self,
            alone=True,
        )

    def _on_chosen(self, entered: object) -> None:
        self.forget()
        self.chosen.emit(entered)

    def _say(self, text: str, field: PassphraseField | None = None) -> None:
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
