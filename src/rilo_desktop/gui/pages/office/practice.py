"""The practice office is reset: asked for with the passphrase, and once more."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rilo_desktop.language import NC_
from rilo_desktop.services.deferred import practice_reset

from ...context import PageContext
from ...i18n import tr
from ...theme.tokens import SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained, left_to_wait, seconds_to_wait
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox
from ...widgets.passphrase_field import PassphraseField
from ...widgets.question import Question
from .heading import Heading


class PracticeSection(QWidget):
    """Made for the head of the practice office only."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.passphrase = PassphraseField()
        self.passphrase.dress()
        self.passphrase.returnPressed.connect(self._check)
        self.do = button(tr("Reset …"), self._check, "secondary", "refresh")
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.message.hide()
        about = tr(
            "Set the practice office back to the sample data. You keep your passphrase and "
            "are its only officer; its card and its recovery key are new. The office as it is now "
            "is set aside."
        )
        vbox(
            Heading(tr("Practice office"), about),
            10,
            hbox(
                (labelled(tr("Your passphrase"), self.passphrase), 1),
                vbox(None, self.do),
                gap=8,
            ),
            4,
            self.message,
            into=self,
        )

    def take_focus(self) -> None:
        self.passphrase.setFocus()

    def _check(self) -> None:
        if not self.do.isEnabled():
            return
        if not self.passphrase.text():
            self._show_message(tr("Type the passphrase."))
            return
        self._show_message("")
        self.do.setEnabled(False)
        self._context.serve(
            practice_reset.check,
            self.passphrase.text(),
            then=lambda _none: self._confirm(),
            failed=self._refuse,
            owner=self,
            alone=True,
        )

    def _confirm(self) -> None:
        self.do.setEnabled(True)
        question = Question(
            self,
            tr("Reset the practice office?"),
            tr(
                "Everything that was written here is set aside, with its officers, drafts and "
                "backups. The sample data takes its place."
            ),
            (
                ("keep", tr(NC_("do not reset", "Keep it")), "secondary"),
                ("reset", tr("Reset"), "primary"),
            ),
        )
        question.answered.connect(self._on_answer)
        question.open()

    def _on_answer(self, answer: str) -> None:
        passphrase = self.passphrase.text()
        self.passphrase.forget()
        if answer == "reset":
            self._context.reset_wanted.emit(passphrase)
        else:
            self.do.setFocus()

    def _refuse(self, error: BaseException) -> None:
        from rilo_desktop.services.office.errors import WrongPassphrase

        seconds = seconds_to_wait(error)
        if seconds:
            self._show_message(left_to_wait(seconds))
        elif isinstance(error, WrongPassphrase):
            self._show_message(tr("This is not your passphrase. Nothing was changed."))
        else:
            self._show_message(explained(error))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.do.setEnabled(True)
        if text:
            self.passphrase.setFocus()
            self.passphrase.selectAll()
