"""Identity cards: the office's own, to be read out and sent; and those of others, trusted here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rilo_desktop.file_kinds import CARD
from rilo_desktop.language import N_, NC_
from rilo_desktop.services.deferred import cards, identity

from ...context import PageContext
from ...i18n import numbers, office_name, tr
from ...routing import INBOX, Route
from ...state.folders import CARDS
from ...theme import scaled
from ...theme.tokens import MEDIUM, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.fingerprint import Fingerprint
from ...widgets.labels import Chip, Label
from ...widgets.layouts import Hairline, TabAnchor, discard, hbox, lay_out, vbox
from ...widgets.question import Question
from .heading import Heading
from .revoking import RevokeForm

if TYPE_CHECKING:
    from rilo_desktop.services.office.cards import Card


class CardsSection(QWidget):
    shown = Signal()
    """The cards are read and shown."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._may = context.may("cards")
        self.own: Card | None = None
        self.rows: dict[str, QWidget] = {}
        """Fingerprint -> row of another's card."""
        self.fingerprint = Fingerprint(tr("Fingerprint of this office's card, to be read out"))
        self._valid = Label("", SMALL, tone="text2", wrap=True)
        self.save = button(tr("Save the card …"), self.ask_file, "secondary", "download")
        self.renew = button(tr("Renew it …"), self._ask_renewal, "secondary", "refresh")
        self.revoke = button(tr("Revoke it …"), self._revoke_own, "secondary", "ban")
        self.open = button(tr("Open a card …"), self.ask_card, "secondary", "file-import")
        self.form = RevokeForm(context)
        self._list = vbox()
        self._row_tabs = TabAnchor(self._list)
        self._nobody = Label(tr("No card of another office is trusted yet."), tone="text2")
        self._build()
        self.form.done.connect(self._on_revoked)
        self.form.closed.connect(self._on_closed)

    def _build(self) -> None:
        about = tr(
            "Offices that have this card and compared its fingerprint by phone trust what "
            "this office signs."
        )
        why_not = Label(
            tr("A reviewer or the head of the office trusts, renews and revokes cards."),
            SMALL,
            tone="text3",
            wrap=True,
        )
        vbox(
            Heading(tr("Identity cards"), about),
            why_not,
            12,
            self.fingerprint,
            6,
            self._valid,
            10,
            hbox(self.save, self.renew, self.revoke, None, gap=8),
            self.form,
            18,
            hbox(Label(tr("Cards that are trusted here"), weight=SEMIBOLD), None, self.open),
            6,
            self._nobody,
            self._list,
            into=self,
        )
        self.form.hide()
        why_not.setVisible(not self._may)
        for made in (self.renew, self.revoke):
            made.setVisible(self._may)

    # --- what is known

    def read(self) -> None:
        self._context.serve(cards.listed, then=self._show, owner=self, turn="cards")

    def _show(self, found: tuple[Card, ...]) -> None:
        self.own = next((card for card in found if card.standing.value == "own"), None)
        self._show_own()
        others = [card for card in found if card.standing.value != "own"]
        box = self._list.layout()
        assert box is not None
        for old in self.rows.values():
            box.removeWidget(old)
            discard(old)
        last = len(others) - 1
        self.rows = {
            card.fingerprint: self._row(card, ruled=at < last) for at, card in enumerate(others)
        }
        for made in self.rows.values():
            box.addWidget(made)
        self._row_tabs.lead_to(self.rows.values())
        self._nobody.setVisible(not others)
        lay_out()
        self.shown.emit()

    def _show_own(self) -> None:
        own = self.own
        self.fingerprint.show_card(own.fingerprint if own else tr("none yet"))
        for made in (self.save, self.renew, self.revoke):
            made.setEnabled(own is not None and self.form.isHidden())
        if own is None:
            self._valid.setText(tr("It is made when a reviewer or the head opens the office."))
            return
        days = [
            numbers().partial(day[:10], short=True) for day in (own.valid_from, own.valid_until)
        ]
        self._valid.setText(tr("Valid from {first} to {last}.", first=days[0], last=days[1]))

    def _row(self, card: Card, ruled: bool) -> QWidget:
        standing = card.standing.value
        office = Label(office_name(card.office), weight=MEDIUM)
        office.setMinimumWidth(scaled(110))
        words = Label(card.fingerprint, SMALL, tone="text2", wrap=True)
        until = numbers().partial((card.revoked or card.valid_until)[:10], short=True)
        text, tone, ground, icon = _STANDINGS[standing]
        parts: list[Any] = [
            office,
            (vbox(None, words, None), 1),
            Label(until, SMALL, tone="text2"),
            Chip(tr(text), tone, ground, icon),
        ]
        if self._may and standing != "revoked":
            name = (
                tr("Revoke the former card {card}", card=card.fingerprint)
                if standing == "former"
                else tr("Stop trusting the card of {office}", office=office_name(card.office))
            )
            parts.append(button("", lambda: self._revoke(card), "ghost", "x", name, high=28))
        said = _ended(card)
        line = hbox(*parts, gap=10, margins=(0, 6, 0, 0 if said else 6))
        under = Label(said, SMALL, tone="text2", wrap=True)
        lines = [vbox(under, margins=(120, 0, 0, 8))] if said else []
        return vbox(line, *lines, *([Hairline()] if ruled else []))

    # --- the own card

    def ask_file(self) -> None:
        title = tr("Save the card as")
        name = f"{self._context.entered.office_code.lower()}{CARD.suffix}"
        dialog = QFileDialog(
            self, title, str(_documents() / name), f"{tr('Identity cards')} ({CARD.pattern})"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(CARD.suffix[1:])
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        self._context.folders.begin(dialog, CARDS)
        dialog.open()

    def write(self, path: Path) -> None:
        def told(_card: object) -> None:
            self._context.told.emit(
                tr("{file} is written: send it, and read out its fingerprint.", file=path.name)
            )

        self._context.serve(
            cards.export, path, then=told, failed=self._context.failed.emit, owner=self
        )

    def _ask_renewal(self) -> None:
        question = Question(
            self,
            tr("Renew the card of this office?"),
            tr(
                "A new key replaces the old one and is signed by it: offices that trust the "
                "old card trust the new one without a phone call, once they have its file. "
                "They reject anything the old key signs later."
            ),
            (
                ("no", tr(NC_("answer to a question", "Not yet")), "secondary"),
                ("yes", tr("Renew it"), "primary"),
            ),
        )
        question.answered.connect(lambda answer: self._renew() if answer == "yes" else None)
        question.open()

    def _renew(self) -> None:
        self._context.serve(
            identity.renew,
            then=lambda card: self._on_renewed(card.fingerprint),
            failed=self._context.failed.emit,
            owner=self,
        )

    def _on_renewed(self, fingerprint: str) -> None:
        self.read()
        self._context.told.emit(
            tr("The new card is {card}: save it and send it around.", card=fingerprint)
        )

    # --- what is believed no more

    def _revoke_own(self) -> None:
        if self.own is not None:
            self._revoke(self.own)

    def _revoke(self, card: Card) -> None:
        self.form.begin(card)
        self._show_own()

    def _on_closed(self) -> None:
        self._show_own()
        (self.revoke if self.revoke.isVisible() else self.save).setFocus()

    def _on_revoked(self, said: str) -> None:
        self.read()
        self._context.told.emit(said)

    # --- those of others

    def ask_card(self) -> None:
        dialog = QFileDialog(
            self, tr("Open a card"), "", f"{tr('Identity cards')} ({CARD.pattern})"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda names: self._context.go(Route(INBOX, files=tuple(map(Path, names))))
        )
        self._context.folders.begin(dialog, CARDS)
        dialog.open()


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


_STANDINGS = {
    "trusted": (N_("Trusted"), "ok", "okBg", "circle-check"),
    "former": (N_("Own, before"), "neutralText", "neutral", "history"),
    "expired": (N_("Expired"), "warn", "warnBg", "clock"),
    "superseded": (N_("Renewed"), "neutralText", "neutral", "history"),
    "revoked": (N_("Revoked"), "neutralText", "neutral", "shield-off"),
}
"""Standing -> its word, tone, ground and icon."""


def _ended(card: Card) -> str:
    """What took its place, or why it fell; "" for a card that goes on or was revoked itself."""
    if card.because:
        return tr("No longer trusted because of {card}: compare it by phone.", card=card.because)
    if card.renewed and card.standing.value != "revoked":
        day = numbers().partial(card.renewed[:10], short=True)
        return tr("Renewed on {day} by {card}.", day=day, card=card.renewed_by)
    return ""
