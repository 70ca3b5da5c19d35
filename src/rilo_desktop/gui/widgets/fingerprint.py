"""The fingerprint of a card, large and in groups: it is read out over the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ..i18n import plural
from ..theme.tokens import MEDIUM, SMALL, TITLE
from .labels import Label
from .layouts import Card, vbox


class Fingerprint(Card):
    def __init__(self, caption: str) -> None:
        super().__init__("canvas")
        self.caption = Label(caption, SMALL, tone="text2")
        self.words = Label("", TITLE, MEDIUM, wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        vbox(
            self.caption,
            6,
            self.words,
            margins=(20, 16, 20, 16),
            into=self,
        )

    def show_card(self, fingerprint: str) -> None:
        """As it is written: "K7QX-2M9P-..."."""
        self.words.setText(fingerprint)
        self.words.setAccessibleName(fingerprint)

    def text(self) -> str:
        return self.words.text()


def fallen_text(cards: Sequence[str]) -> str:
    """Which renewals are believed no more with the card that they renew."""
    return plural(
        "The renewed card {cards} was never compared by phone, and is no longer trusted "
        "either: compare it to trust it again.",
        "The renewed cards {cards} were never compared by phone, and are no longer trusted "
        "either: compare them to trust them again.",
        len(cards),
        cards=", ".join(cards),
    )
