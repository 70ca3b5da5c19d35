"""A lost passphrase: the printed recovery key gives the officer a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ...concurrency.worker import Tasks
from ...i18n import tr
from ...state.office_session import OfficeSession
from ...theme.tokens import DISPLAY, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained, left_to_wait, seconds_to_wait
from ...widgets.labels import Label
from ...widgets.languages import choice_box
from ...widgets.layouts import Panel, Scroller, hbox, vbox
from ...widgets.passphrase_field import PassphraseField, StrengthHint
from ...widgets.progress import announce

WIDTH = 640
LONGEST_KEY = 200


class RecoverPage(Panel):
    left = Signal()
    recovered = Signal(object)
    """`Entered`: the office is open, and the new passphrase opens it."""

    def __init__(self, office: OfficeSession, tasks: Tasks, officers: tuple[str, ...]) -> None:
        super().__init__("surface")
        self._office, self._tasks = office, tasks
        self.officer: QComboBox = choice_box([(sign, sign) for sign in officers], "")
        self.key = QLineEdit()
        self.key.setMaxLength(LONGEST_KEY)
        self.new, self.again = PassphraseField(), PassphraseField()
        for field in (self.new, self.again):
            field.dress()
            field.returnPressed.connect(self._ask)
        self.strength = StrengthHint(self.new)
        self.strength.know(officers)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        self.do = button(tr("Set a new passphrase and unlock"), self._ask, "primary")
        self.back = button(tr("Back"), self._leave, "ghost", "arrow-left", keys="Alt+Left")
        vbox((Scroller(self._content(), WIDTH), 1), into=self)

    def _content(self) -> QWidget:
        about = tr(
            "Get the sheet with the recovery key from where it is locked away. What you "
            "signed before stays valid; lock the sheet away again."
        )
        return vbox(
            hbox(self.back, None),
            16,
            Label(tr("Lost passphrase"), DISPLAY, SEMIBOLD, wrap=True),
            6,
            Label(about, tone="text2", wrap=True),
            20,
            hbox((labelled(tr("Officer"), self.officer), 1), None, gap=12),
            14,
            labelled(
                tr("Recovery key, from the sheet"),
                self.key,
                tr("Thirteen groups of four characters"),
            ),
            14,
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
        self.key.setFocus()

    def forget(self) -> None:
        """Neither key nor passphrase stays in a field."""
        self.key.clear()
        for field in (self.new, self.again):
            field.forget()

    def _ask(self) -> None:
        if not self.do.isEnabled():
            return
        if not self.key.text().strip():
            self._say(tr("Type the recovery key."), self.key)
        elif not self.new.text().strip():
            self._say(tr("Choose a passphrase."), self.new)
        elif self.new.text() != self.again.text():
            self._say(tr("The two passphrases differ; type the second one again."), self.again)
        else:
            self._recover()

    def _recover(self) -> None:
        self._say("")
        self.do.setEnabled(False)
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
        self._say(left_to_wait(seconds) if seconds else explained(error), self.key)

    def _say(self, text: str, field: QLineEdit | None = None) -> None:
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
