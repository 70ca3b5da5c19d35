"""First question: which office, and which workstation of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import tr, window_language
from ...theme.tokens import SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled, name_list
from ...widgets.buttons import button
from ...widgets.choice_box import ChoiceBox
from ...widgets.labels import Label
from ...widgets.layouts import Card, hbox, vbox
from .question_page import QuestionPage

if TYPE_CHECKING:
    from rilo_desktop.services.office.first_run import OfficeChoice


class OfficeStep(QuestionPage):
    def __init__(self, try_sample: Callable[[], object]) -> None:
        super().__init__(
            tr("Which office is this?"),
            tr("Its references, its members and its reporting year follow from it."),
        )
        self.office = _combo()
        self.office.setPlaceholderText(tr("Choose the office"))
        self.office.currentIndexChanged.connect(lambda _at: self.complain("", self.office))
        self.workstation = _combo()
        for letter in ascii_uppercase:
            self.workstation.addItem(letter, letter)
        self.sample = button(tr("Try the sample office"), try_sample, "secondary")
        letter_about = tr("This letter is part of every reference")
        self.lay(
            labelled(tr("Office"), self.office, high=36),
            4,
            self.message,
            12,
            labelled(tr("Letter of this workstation"), self.workstation, letter_about, high=36),
            6,
            Label(
                tr(
                    "Use A if this is the only one. Two workstations of one office never "
                    "share a letter, so that they never give the same reference."
                ),
                SMALL,
                tone="text2",
                wrap=True,
            ),
            28,
            self._sample_card(),
        )

    def _sample_card(self) -> QWidget:
        card = Card("canvas", radius=8)
        words = vbox(
            Label(tr("Only looking around?"), weight=SEMIBOLD),
            2,
            Label(
                tr(
                    "A practice office with 40 published cases and an invented year, in a folder "
                    "of its own beside yours. Eight steps lead to a first submission."
                ),
                SMALL,
                tone="text2",
                wrap=True,
            ),
        )
        hbox((words, 1), 12, self.sample, margins=(16, 14, 16, 14), into=card)
        return card

    def show_offices(self, offices: Sequence[OfficeChoice]) -> None:
        chosen = self.office.currentData()
        self.office.clear()
        for office in offices:
            name = office.names.get(window_language()) or office.names.get("en") or office.code
            self.office.addItem(f"{name} ({office.code})", office.code)
        self.office.setCurrentIndex(self.office.findData(chosen))
        name_list(self.office)

    def choose(self, code: str, letter: str) -> None:
        self.office.setCurrentIndex(self.office.findData(code))
        self.workstation.setCurrentIndex(self.workstation.findData(letter))

    @property
    def code(self) -> str:
        return self.office.currentData() or ""

    @property
    def name(self) -> str:
        return self.office.currentText().rpartition(" (")[0]

    @property
    def letter(self) -> str:
        return str(self.workstation.currentData())

    def take_focus(self) -> None:
        self.office.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_answered(self) -> bool:
        if not self.code:
            self.complain(tr("Choose the office."), self.office)
        return bool(self.code)


def _combo() -> ChoiceBox:
    made = ChoiceBox()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
