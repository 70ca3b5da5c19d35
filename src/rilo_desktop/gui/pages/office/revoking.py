"""A card that is to be believed no more: why, and, of the own one, the signed file that says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rilo_desktop.file_kinds import CARD
from rilo_desktop.services.deferred import card_revocations

from ...context import PageContext
from ...i18n import office_name, tr
from ...state.folders import CARDS
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.error_messages import explained
from ...widgets.fingerprint import fallen_text
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.office.card_revocations import Revoked
    from rilo_desktop.services.office.cards import Card


class RevokeForm(QWidget):
    """Hidden until it is wanted. `done(sentence)` when it is written."""

    done = Signal(str)
    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._card: Card | None = None
        self._writes = False
        """A signed file for others is written."""
        self._title = Label("", weight=MEDIUM, wrap=True)
        self._about = Label("", SMALL, tone="text2", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(lambda _text: self._show_readiness())
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.do = button(tr("Revoke it"), self._on_do, "primary", "ban")
        self.reason.returnPressed.connect(self.do.click)
        vbox(
            14,
            self._title,
            2,
            self._about,
            10,
            labelled(tr("Reason for revoking it"), self.reason, tr("It is in the log")),
            4,
            self.message,
            10,
            hbox(None, button(tr("Cancel"), self.close_form), self.do, gap=8),
            into=self,
        )

    def begin(self, card: Card) -> None:
        self._card, self._writes = card, card.has_revocation
        title, about = _words(card)
        self._title.setText(title)
        self._about.setText(about)
        self.do.setText(tr("Revoke and save the file …") if self._writes else tr("Revoke it"))
        self.do.setAccessibleName(self.do.text())
        self.reason.clear()
        self._show_message("")
        self._show_readiness()
        self.show()
        self.reason.setFocus()

    def close_form(self) -> None:
        self.reason.clear()
        self.hide()
        self.closed.emit()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show_readiness(self) -> None:
        self.do.setEnabled(bool(self.reason.text().strip()))

    def _on_do(self) -> None:
        if self._card is None:
            return
        if not self._writes:
            self.revoke(None)
            return
        title = tr("Save the revocation as")
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{self._card.office.lower()}-revoked.rilocard"
        dialog = QFileDialog(
            self, title, str(Path(folder) / name), f"{tr('Identity cards')} ({CARD.pattern})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("rilocard")
        dialog.fileSelected.connect(lambda chosen: self.revoke(Path(chosen)))
        self._context.folders.begin(dialog, CARDS)
        dialog.open()

    def revoke(self, path: Path | None) -> None:
        """`path`: of the signed file, for the own card."""
        assert self._card is not None
        self.do.setEnabled(False)
        self._context.serve(
            card_revocations.revoke,
            self._card.fingerprint,
            self.reason.text(),
            path,
            then=self._on_revoked,
            failed=self._on_failed,
            owner=self,
        )

    def _on_revoked(self, done: Revoked) -> None:
        self.close_form()
        said = [tr("The card {card} is no longer trusted.", card=done.cards[0].fingerprint)]
        if done.fallen:
            said.append(fallen_text([card.fingerprint for card in done.fallen]))
        said += [
            tr("Send {file} to all offices that trust it.", file=file.name) for file in done.files
        ]
        self.done.emit(" ".join(said))

    def _on_failed(self, error: BaseException) -> None:
        self._show_message(explained(error))
        self._show_readiness()


def _words(card: Card) -> tuple[str, str]:
    """Title, and what revoking does."""
    if card.standing.value == "own":
        about = tr(
            "Use this when the key may be known to others. A signed file informs the "
            "offices that trust it; the office gets a new card, which they compare by phone "
            "again."
        )
        return tr("Revoke the card of this office"), about
    if card.has_revocation:
        about = tr(
            "Use this when the key of {card} may be known to others. A signed file informs "
            "the offices that trust it; those that trusted the new card without a phone "
            "call compare it by phone.",
            card=card.fingerprint,
        )
        return tr("Revoke a former card of this office"), about
    about = tr("Nothing signed with {card} is trusted any more.", card=card.fingerprint)
    if card.basis == "made":
        about += " " + tr(
            "No signed file can be made for the card {card}: an older version renewed it. "
            "Call the offices that trust it.",
            card=card.fingerprint,
        )
    office = office_name(card.office)
    return tr("Stop trusting the card of {office}", office=office), about
