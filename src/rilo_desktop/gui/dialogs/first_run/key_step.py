"""Third question: is the recovery key on paper? It is shown, then asked for, and then forgotten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ...i18n import tr
from ...theme import draw_line, metrics, rounded, scaled
from ...theme.tokens import CAPTION, REGULAR, SEMIBOLD, SUBTITLE
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.layouts import hbox, vbox
from .question_page import QuestionPage

GROUPS_IN_A_LINE = 5


class KeyStep(QuestionPage):
    gone_on = Signal()
    """Enter was pressed, and not on one of the buttons here."""

    def __init__(
        self, save: Callable[[], object], print_it: Callable[[], object], asked: str = ""
    ) -> None:
        """`asked`: what is said when the end of the key is asked for."""
        super().__init__(
            tr("Write down the recovery key"),
            tr(
                "It opens the office when a passphrase is lost. The program shows it once "
                "and does not store it: print it or write it down, and lock it away."
            ),
        )
        self._asked = asked or tr(
            "Type the end of the key from your sheet. Then the office is created."
        )
        self.shown = KeyCard()
        self.save = button(tr("Save the page as a PDF …"), save, "secondary", "device-floppy")
        self.print = button(tr("Print the page …"), print_it, "secondary", "printer")
        self.typed = QLineEdit()
        self.typed.setMaxLength(12)
        self.typed.setFixedWidth(scaled(160))
        self.typed.textChanged.connect(lambda _text: self.complain("", self.typed))
        last = labelled(tr("Last group of four characters, from your sheet"), self.typed, high=36)
        self._faces = (
            vbox(self.shown, 16, hbox(self.print, self.save, None, gap=8)),
            hbox(last, None),
        )
        self.lay(*self._faces)
        self._face(0)

    @property
    def is_asking(self) -> bool:
        """Is the key hidden, and asked for?"""
        return not self._faces[1].isHidden()

    def show_key(self, recovery_key: str) -> None:
        self.shown.show_key(recovery_key)
        self.typed.clear()
        self._face(0)

    def ask(self) -> None:
        """Hide the key: only the paper has it now."""
        self._face(1)

    def show_again(self) -> None:
        self._face(0)

    def _face(self, at: int) -> None:
        titles = (tr("Write down the recovery key"), tr("Have you written the key down?"))
        abouts = (
            tr(
                "It opens the office when a passphrase is lost. The program shows it once "
                "and does not store it: print it or write it down, and lock it away."
            ),
            self._asked,
        )
        self.title.setText(titles[at])
        self.about.setText(abouts[at])
        for number, face in enumerate(self._faces):
            face.setVisible(number == at)
        self.complain("")
        self.take_focus()

    def take_focus(self) -> None:
        """Never to a button: Enter goes on, and prints nothing."""
        field = self.typed if self.is_asking else self.shown
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.gone_on.emit()
        else:
            super().keyPressEvent(event)

    def forget(self) -> None:
        self.shown.show_key("")
        self.typed.clear()


class KeyCard(QWidget):
    """The key in numbered groups; a screen reader gets it group by group."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[str] = []
        self.setAccessibleName(tr("Recovery key"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line = metrics(CAPTION).height() + metrics(SUBTITLE, SEMIBOLD).height() + scaled(10)
        self.setFixedHeight(3 * self._line + scaled(22))

    def show_key(self, recovery_key: str) -> None:
        self._groups = recovery_key.split("-") if recovery_key else []
        spelled = ", ".join(" ".join(group) for group in self._groups)
        self.setAccessibleDescription(spelled)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Never mirrored: a key is read from the left in every language."""
        painter = QPainter(self)
        edge, width = ("accentText", 2.0) if self.hasFocus() else ("line", 1.0)
        rounded(painter, self.rect(), scaled(8), "canvas", edge, width)
        wide = (self.width() - scaled(40)) // GROUPS_IN_A_LINE
        for number, group in enumerate(self._groups):
            line, place = divmod(number, GROUPS_IN_A_LINE)
            x, y = scaled(20) + place * wide, scaled(14) + line * self._line
            draw_line(painter, x, y, wide, str(number + 1), (CAPTION, REGULAR), "text3")
            y += metrics(CAPTION).height() - 2
            draw_line(painter, x, y, wide, group, (SUBTITLE, SEMIBOLD, True), "text")
