"""Second question: who works here, and the passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.office_codes import is_secretariat

from ...i18n import tr
from ...theme import scaled
from ...theme.tokens import SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.labels import Label
from ...widgets.layouts import Card, hbox, vbox
from ...widgets.passphrase_field import PassphraseField, StrengthHint
from .question_page import QuestionPage


class OfficerStep(QuestionPage):
    def __init__(self) -> None:
        super().__init__(
            tr("Who works here?"),
            tr(
                "Officers are identified by their function, never by name. You can add a "
                "second officer later; until then, documents state that their author "
                "approved them."
            ),
        )
        self._usual = self._usual_for("")
        self.function = QLineEdit(self._usual)
        self.function.setMaxLength(100)
        self.sign = QLineEdit()
        self.sign.setMaxLength(20)
        self.sign.setFixedWidth(scaled(140))
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        self._own_words: Sequence[str] = ()
        for field in (self.function, self.sign, self.passphrase, self.again):
            field.textChanged.connect(lambda _text, f=field: self.complain("", f))
        self.strength = StrengthHint(self.passphrase)  # speaks after the complaint is taken back
        for known in (self.function, self.sign):
            known.textChanged.connect(lambda _text: self._know())
        self.lay(
            hbox(
                (labelled(tr("Function"), self.function, high=36), 1),
                labelled(tr("Short officer ID"), self.sign, high=36),
                gap=12,
            ),
            16,
            labelled(tr("Passphrase"), self.passphrase, high=36),
            8,
            self.strength,
            10,
            labelled(tr("Again"), self.again, high=36),
            4,
            self.message,
            16,
            _nobody_can_reset(),
        )
        self._know()

    def dress(self) -> None:
        last: QWidget = self.again
        for field in (self.passphrase, self.again):
            eye = field.dress()
            QWidget.setTabOrder(last, eye)
            last = eye

    def begin(self, office: str, own_words: Sequence[str]) -> None:
        """For this office; `own_words`: what everybody knows of it."""
        is_usual, self._usual = not self.own_function, self._usual_for(office)
        if is_usual:
            self.function.setText(self._usual)
        if not self.sign.text() or self.sign.text().endswith("-01"):
            self.sign.setText(f"{office if len(office) < 10 else 'SEC'}-01")
        self._own_words = own_words
        self._know()

    @staticmethod
    def _usual_for(office: str) -> str:
        return tr("WCO Secretariat") if is_secretariat(office) else tr("Head of RILO")

    @property
    def own_function(self) -> str:
        """As the officer wrote it; "" where it is the usual one, which each language has."""
        written = self.function.text()
        return "" if written == self._usual else written

    def fill(self, function: str, sign: str, passphrase: str, again: str) -> None:
        """What was answered before the window changed its language."""
        self.function.setText(function or self._usual)
        self.sign.setText(sign)
        self.passphrase.setText(passphrase)
        self.again.setText(again)

    def take_focus(self) -> None:
        field = self.passphrase if not self.passphrase.text() else self.again
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_answered(self) -> bool:
        """Complains of the first thing that is missing."""
        if not self.function.text().strip():
            self.complain(tr("Say which function you have."), self.function)
        elif not self.sign.text().strip():
            self.complain(tr("Choose a short officer ID."), self.sign)
        elif not self.passphrase.text().strip():
            self.complain(tr("Choose a passphrase."), self.passphrase)
        elif self.again.text() != self.passphrase.text():
            self.complain(tr("The two passphrases differ; type the second one again."), self.again)
            self.again.selectAll()
        else:
            return True
        return False

    def forget(self) -> None:
        self.passphrase.forget()
        self.again.forget()

    def _know(self) -> None:
        self.strength.know((*self._own_words, self.sign.text(), self.function.text()))


def _nobody_can_reset() -> Card:
    card = Card("canvas", radius=8)
    vbox(
        Label(tr("Passphrases cannot be reset"), weight=SEMIBOLD),
        2,
        Label(
            tr("The next step gives you a recovery key. It is the only other way in."),
            SMALL,
            tone="text2",
            wrap=True,
        ),
        margins=(16, 14, 16, 14),
        into=card,
    )
    return card
