"""Unlock: who, and the passphrase. It is painted before anything heavy is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from ...i18n import tr
from ...theme import scaled
from ...theme.style import use_own_hints
from ...theme.tokens import SEMIBOLD, SMALL, TITLE
from ...widgets.accessible_names import labelled, name_input, name_list
from ...widgets.buttons import button
from ...widgets.error_messages import left_to_wait
from ...widgets.labels import Label
from ...widgets.languages import language_box
from ...widgets.layouts import Card, Panel, hbox, vbox
from ...widgets.program_mark import Mark
from .countdown import Countdown

if TYPE_CHECKING:
    from ...widgets.passphrase_eye import PassphraseEye

LONGEST_PASSPHRASE = 1_000


class UnlockPage(Panel):
    """`asked(passphrase, sign)`; the answer is shown with `refuse` or by going on."""

    asked = Signal(str, str)
    recover_wanted = Signal()
    """The passphrase is lost."""
    rescue_wanted = Signal()
    """A backup shall take the place of what does not open."""
    preferred = Signal(object)
    """{"language": code}: the window shall speak it."""

    _eye: PassphraseEye | None = None

    def __init__(self, folder: Path) -> None:
        super().__init__("canvas")
        self._name = Label(tr("RILO Desktop"), TITLE, SEMIBOLD, leading=False)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setWordWrap(True)
        self.officer = _OfficerBox()
        self.officer.chosen.connect(self.take_focus)
        self.officer.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.officer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMaxLength(LONGEST_PASSPHRASE)
        self.passphrase.returnPressed.connect(self._ask)
        self._message = Label("", SMALL, tone="danger", wrap=True)
        self._message.setMinimumHeight(self._message.fontMetrics().height() * 2 + 4)
        self.unlock = button(tr("Unlock"), self._ask, "primary", high=40, wide=True)
        self.countdown = Countdown(self)
        self.countdown.told.connect(self._show_seconds_left)
        self.countdown.over.connect(self._end_waiting)
        self._where = Label(str(folder), SMALL, tone="text2", leading=False)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = Label(
            tr("Works without a network. Nothing is sent automatically."),
            SMALL,
            tone="text3",
            leading=False,
        )
        self.language = language_box()
        language = Label(tr("Language"), SMALL, tone="text3")
        name_input(self.language, tr("Language"), buddy=language)
        self.language.activated.connect(
            lambda _at: self.preferred.emit({"language": self.language.currentData()})
        )
        self.recover = button(tr("Lost passphrase"), self.recover_wanted.emit, "link")
        self.rescue = button(tr("Restore from a backup"), self.rescue_wanted.emit, "link")
        card = Card()
        card.setFixedWidth(scaled(400))
        self._under = Label(
            tr("Unlock the office to continue"), tone="text2", wrap=True, leading=False
        )
        self._under.setAlignment(Qt.AlignmentFlag.AlignCenter)
        vbox(
            hbox(None, Mark(), None),
            16,
            self._name,
            4,
            self._under,
            20,
            labelled(tr("Officer"), self.officer, high=36),
            14,
            labelled(tr("Passphrase"), self.passphrase, high=36),
            6,
            self._message,
            8,
            self.unlock,
            margins=(32, 32, 32, 28),
            into=card,
        )
        vbox(
            None,
            hbox(None, card, None),
            20,
            self._where,
            None,
            hbox(None, foot, None),
            8,
            hbox(None, language, self.language, 8, self.recover, 8, self.rescue, None, gap=8),
            16,
            into=self,
        )

    def dress(self) -> None:
        """What the first paint need not wait for."""
        from ...widgets.caps_lock import CapsLockHint
        from ...widgets.passphrase_eye import PassphraseEye

        CapsLockHint(self.passphrase)
        self._eye = PassphraseEye(self.passphrase)
        QWidget.setTabOrder(self.passphrase, self._eye.button)

    @property
    def message(self) -> str:
        """Why it did not open, "" while nothing was refused."""
        return self._message.text()

    def show_office(
        self, name: str, officers: tuple[str, ...], folder: Path, passphrase: str = ""
    ) -> None:
        """`passphrase`: that of a sample office, which everybody may know."""
        self._name.setText(name)
        self._where.setText(str(folder))
        if passphrase:
            said = tr("The sample office. Its passphrase: {passphrase}", passphrase=passphrase)
            self._under.setText(said)
        self.officer.clear()
        if len(officers) > 1:
            self.officer.addItem(tr("Any officer"), "")
        for sign in officers:
            self.officer.addItem(sign, sign)
        name_list(self.officer)

    def forget_officers(self) -> None:
        """They come anew; until then a passphrase is tried for whoever has it."""
        self.officer.clear()

    def take_focus(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open; the passphrase is selected, ready to be typed again."""
        from ...widgets.progress import announce

        self._message.setText(sentence)
        self.passphrase.setProperty("state", "blocks")
        self.passphrase.setAccessibleDescription(sentence)
        announce(self.passphrase, sentence)
        self._wait(False)
        self.passphrase.selectAll()
        self.take_focus()
        self.passphrase.update()

    def make_wait(self, seconds: int) -> None:
        """Too many wrong ones: the next is taken in so many seconds, which are counted down."""
        self.countdown.stop()
        self.refuse(left_to_wait(seconds))
        self.unlock.setEnabled(False)
        self.countdown.begin(seconds)

    def _show_seconds_left(self, seconds: int) -> None:
        self._message.setText(left_to_wait(seconds))
        self.passphrase.setAccessibleDescription(left_to_wait(seconds))

    def _end_waiting(self) -> None:
        self.refuse(tr("Type the passphrase again."))
        self.passphrase.setProperty("state", "")

    def forget(self) -> None:
        """Nothing of the passphrase stays on the page."""
        self.countdown.stop()
        self.passphrase.clear()
        if self._eye is not None:
            self._eye.hide_words()
        self._message.setText("")
        self.passphrase.setProperty("state", "")
        self._wait(False)

    def _ask(self) -> None:
        if not self.unlock.isEnabled():
            return
        if not self.passphrase.text():
            self.refuse(tr("Type the passphrase."))
            return
        self._message.setText("")
        self.passphrase.setProperty("state", "")
        self._wait(True)
        self.asked.emit(self.passphrase.text(), self.officer.currentData() or "")

    def _wait(self, waiting: bool) -> None:
        self.unlock.setEnabled(not waiting)
        self.unlock.setText(tr("Unlocking …") if waiting else tr("Unlock"))


class _OfficerBox(QComboBox):
    chosen = Signal()
    """In the open list, by mouse or Enter: the passphrase is next. The arrows alone only go on."""

    def __init__(self) -> None:
        super().__init__()
        use_own_hints(self)
        self._is_closing = False
        self.activated.connect(self._on_activated)

    def hidePopup(self) -> None:
        self._is_closing = True  # what is chosen in the list is told right after this
        super().hidePopup()
        QTimer.singleShot(0, self, self._on_closed)

    def _on_closed(self) -> None:
        self._is_closing = False

    def _on_activated(self, _at: int) -> None:
        if self._is_closing:
            self.chosen.emit()
