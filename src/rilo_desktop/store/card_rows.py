"""Cards of offices: which keys this store believes. Each change is in the log, with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rilo_desktop.rules.findings import N_, Finding, Nature, Severity

from .log import LogEntry
from .tables import CARD

MADE = N_("signing identity made")
RENEWED = N_("signing identity renewed")
TRUSTED = N_("card trusted")
REVOKED = N_("card revoked")
ACTIONS = frozenset({MADE, RENEWED, TRUSTED, REVOKED})

MADE_HERE, COMPARED, FOLLOWED = "made", "compared", "followed"
"""Why a card is believed: this store made it, its fingerprint was compared by phone, or the card
before it signed it."""

Run = Callable[..., Any]
_COLUMNS = ", ".join(column.name for column in CARD.columns)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that was trusted once. Its file is looked at by whoever asks.

    `is_own`: this office signs with it today. `revoked`: from when nothing signed by it is
    believed (UTC, ISO), "" for never; `revocation` the signed file that says so, b"" where the
    office decided it alone. A card of this office that was renewed has its revocation ready, signed
    when its key was still there. `basis`: why it is believed, "" where an older version wrote it.
    """

    fingerprint: str
    office: str
    content: bytes
    is_own: bool
    trusted: str
    revoked: str = ""
    revocation: bytes = b""
    basis: str = ""

    @property
    def digest(self) -> str:
        """Stands in the log. Without a basis it is what older versions wrote there."""
        digest = hashlib.sha256()
        values = _values(self)
        for part in values if self.basis else values[:-1]:
            text = part if isinstance(part, bytes) else str(part).encode()
            digest.update(len(text).to_bytes(4, "big") + text)
        return digest.hexdigest()


def insertion(card: CardRow) -> tuple[str, tuple[Any, ...]]:
    marks = ", ".join("?" * len(CARD.columns))
    return f"INSERT OR REPLACE INTO {CARD.name}({_COLUMNS}) VALUES ({marks})", _values(card)


def all_cards(run: Run) -> tuple[CardRow, ...]:
    """In the order in which they were trusted."""
    rows = run(f"SELECT {_COLUMNS} FROM {CARD.name} ORDER BY trusted, fingerprint")
    return tuple(
        CardRow(name, office, bytes(content), bool(own), trusted, revoked, bytes(file), basis)
        for name, office, content, own, trusted, revoked, file, basis in rows
    )


def _values(card: CardRow) -> tuple[Any, ...]:
    return (
        card.fingerprint,
        card.office,
        card.content,
        int(card.is_own),
        card.trusted,
        card.revoked,
        card.revocation,
        card.basis,
    )


class ToldCards:
    """The cards as the log names them, one entry after the other from its beginning."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}

    def check(self, entry: LogEntry) -> None:
        told = entry.detail.get("cards") if entry.action in ACTIONS else None
        if isinstance(told, dict):
            self._digests |= {str(name): str(digest) for name, digest in told.items()}

    def unlike(self, cards: tuple[CardRow, ...]) -> Iterator[Finding]:
        """Cards that are not what the log says, or that it does not name."""
        there = {card.fingerprint: card.digest for card in cards}
        for name in sorted({*there, *self._digests}):
            if there.get(name) != self._digests.get(name):
                yield Finding(
                    "check.card",
                    Severity.BLOCKS,
                    Nature.STRUCTURE,
                    N_("The stored card {card} differs from the log."),
                    {"card": name},
                )
