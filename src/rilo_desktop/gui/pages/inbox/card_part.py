"""An identity card that came as a file: compared by phone and trusted; or what it says of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rilo_desktop.language import NC_

from ...context import PageContext
from ...i18n import numbers, office_name, tr
from ...theme import scaled
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.fingerprint import Fingerprint, fallen_text
from ...widgets.labels import Label
from ...widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.office.cards import Offered
    from rilo_desktop.services.receiving.incoming_file import IncomingFile

COMPARING = frozenset({"strange", "conflict"})
MOST = 640


class CardPart(QWidget):
    """`taken(item, typed)`: the fingerprint as it was read out, "" where none is asked for."""

    taken = Signal(object, str)
    put_off = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._may = context.may("cards")
        self._item: IncomingFile | None = None
        self._title = Label("", SECTION, SEMIBOLD, wrap=True)
        self._about = Label("", tone="text2", wrap=True)
        self.fingerprint = Fingerprint(tr("Fingerprint of the card"))
        self._valid = Label("", SMALL, tone="text2", wrap=True)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("K7QX-2M9P-…")
        self.typed.textChanged.connect(lambda _text: self._show_readiness())
        self.typed.returnPressed.connect(self._on_take)
        self._asked = labelled(tr("Fingerprint as they read it out"), self.typed)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.later = button(tr("Remove from list"), self.put_off.emit, high=36)
        self.take = button(tr("Trust this card"), self._on_take, "primary", "key", high=36)
        self._who = Label(
            tr("A reviewer or the head of the office trusts a card."),
            SMALL,
            tone="text2",
            wrap=True,
        )
        body = vbox(
            self._title,
            6,
            self._about,
            16,
            self.fingerprint,
            6,
            self._valid,
            16,
            self._asked,
            4,
            self.message,
            16,
            hbox(self.later, self.take, None, gap=8),
            8,
            self._who,
            None,
        )
        body.setMaximumWidth(scaled(MOST))
        hbox((body, 1_000), None, margins=(24, 22, 24, 12), into=self)

    def show_item(self, item: IncomingFile) -> None:
        assert item.card is not None
        if self._item is None or self._item.path != item.path:
            self.typed.clear()
        self._item, card = item, item.card
        title, about, does = _words(card)
        self._title.setText(title)
        self._about.setText(about)
        self.fingerprint.show_card(card.fingerprint)
        days = (
            numbers().partial(day[:10], short=True) for day in (card.valid_from, card.valid_until)
        )
        self._valid.setText(
            tr("Valid from {first} to {last}.", **dict(zip(("first", "last"), days, strict=True)))
        )
        self.take.setText(does)
        self.take.setAccessibleName(does)
        self.take.setVisible(bool(does) and self._may)
        self._who.setVisible(bool(does) and not self._may)
        self._asked.setVisible(card.offer.value in COMPARING and self._may)
        self.show_message("")
        self._show_readiness()

    def show_message(self, text: str) -> None:
        """Why it was not trusted, at the field; "" for nothing."""
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def refuse(self, error: BaseException) -> None:
        from ...widgets.error_messages import explained

        self.show_message(explained(error))
        self._show_readiness()
        if self.typed.isVisible():
            self.typed.setFocus()
            self.typed.selectAll()

    def take_focus(self) -> None:
        ways = (self.typed, self.take, self.later)
        next(way for way in ways if way is self.later or way.isVisible()).setFocus()

    @property
    def _is_compared(self) -> bool:
        card = self._item.card if self._item is not None else None
        return card is not None and card.offer.value in COMPARING

    def _show_readiness(self) -> None:
        self.take.setEnabled(bool(self.typed.text().strip()) or not self._is_compared)

    def _on_take(self) -> None:
        if self._item is not None and self.take.isVisible() and self.take.isEnabled():
            self.show_message("")
            self.take.setEnabled(False)
            self.taken.emit(self._item, self.typed.text() if self._is_compared else "")


def _words(card: Offered) -> tuple[str, str, str]:
    """Title, what it means, and what the button does; "" for no button."""
    office = office_name(card.office)
    match card.offer.value:
        case "strange":
            about = tr(
                "Call {office} at a number you know and ask them to read out the "
                "fingerprint of their card. Type what you hear. The card is theirs only if "
                "the fingerprints match.",
                office=office,
            )
            return tr("Identity card of {office}", office=office), about, tr("Trust this card")
        case "conflict":
            about = tr(
                "The card {before} has another renewal, {other}, which is known here. One "
                "of the two is not the office's. Call {office} at a number you know and ask "
                "them to read out the fingerprint of their card. The card is theirs only if "
                "it is this one: then the other is no longer trusted, unless it was "
                "compared too.",
                office=office,
                before=card.renews,
                other=card.other,
            )
            title = tr("Second renewal of a card of {office}", office=office)
            return title, about, tr("Trust this card")
        case "renewal":
            about = tr(
                "It is signed with the key of the card {card}, which is trusted here: "
                "nothing needs to be compared. Anything the old card signs from now on is "
                "rejected.",
                card=card.renews,
            )
            title = tr("Renewed card of {office}", office=office)
            return title, about, tr("Trust the renewed card")
        case "revocation":
            about = tr(
                "{office} revokes this card: nothing signed with it is trusted any more. "
                "Reason given: {reason}",
                office=office,
                reason=card.reason or tr(NC_("a reason", "none")),
            )
            if card.fallen:
                about += " " + fallen_text(card.fallen)
            title = tr("Revocation by {office}", office=office)
            return title, about, tr("Stop trusting this card")
        case "taken":
            about = tr("Accepted before: nothing signed with this card is trusted.")
            return tr("Revocation by {office}", office=office), about, ""
    about = tr("This card is trusted already; there is nothing to do.")
    return tr("Identity card of {office}", office=office), about, ""
