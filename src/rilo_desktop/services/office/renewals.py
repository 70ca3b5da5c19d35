"""Which cards are believed: judged from how each came in, and from which key renewed which card.

judged(rows, office)              every card of a store, with what ended it
was_held(reading, card, sha256)   did this file leave or arrive before that card was taken?

Nothing of this is kept: it follows from the rows, so that no order of renewing, comparing and
revoking leaves a card believed that should not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.exchange import cards as files
from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.store import CardRow, LogEntry, ReadSession
from rilo_desktop.store.card_rows import ACTIONS, COMPARED, FOLLOWED, MADE_HERE

from . import actions


@dataclass(frozen=True, slots=True)
class Judged:
    """`revoked`: since when it is not believed, "" for never. `because`: the card that it fell
    with, or the renewal that was preferred to it; "" where it was revoked itself.
    """

    row: CardRow
    card: KnownCard
    basis: str
    revoked: str = ""
    because: str = ""
    renewal: KnownCard | None = None
    """What took its place."""
    taken: str = ""
    """When that was taken here (UTC, ISO)."""

    @property
    def fingerprint(self) -> str:
        return self.row.fingerprint

    @property
    def is_fallen(self) -> bool:
        """Not revoked itself: comparing it by phone makes it believed again."""
        return bool(self.because)


def known_of(row: CardRow) -> KnownCard:
    """A card's file, or a certificate alone where it was trusted by its fingerprint."""
    if row.content[:1] == b"{":
        return files.read_card(row.content)
    return files.known_certificate(row.content)


def judged(rows: Sequence[CardRow], own_office: str) -> Mapping[str, Judged]:
    """By fingerprint, in the order in which they were trusted."""
    return _Graph(rows, own_office).judged()


def was_held(reading: ReadSession, card: str, sha256: str) -> bool:
    """By the order of the log: clocks, and the signer's above all, prove nothing."""
    taken = min(
        (e.seq for name in ACTIONS for e in reading.log.with_action(name) if _names_card(e, card)),
        default=0,
    )
    left = (
        entry.seq
        for name in (actions.RECEIVE, actions.EXPORT, actions.ANSWERED)
        for entry in reading.log.with_action(name)
        if _names(entry, sha256)
    )
    return any(seq < taken for seq in left)


def _names_card(entry: LogEntry, card: str) -> bool:
    told = entry.detail.get("cards")
    return isinstance(told, dict) and card in told


def _names(entry: LogEntry, sha256: str) -> bool:
    said = entry.detail
    files = (one.get("sha256") for one in said.get("submissions", ()))
    return sha256 in (said.get("sha256"), *files)


class _Graph:
    def __init__(self, rows: Sequence[CardRow], own_office: str) -> None:
        self._rows = {row.fingerprint: row for row in rows}
        self._cards = {row.fingerprint: known_of(row) for row in rows}
        self._renewals: dict[str, list[str]] = {}
        for name, card in self._cards.items():
            before = self._cards.get(card.previous)
            if before is not None and card.is_renewal_of(before):
                self._renewals.setdefault(before.fingerprint, []).append(name)
        self._basis = {name: self._basis_of(row, own_office) for name, row in self._rows.items()}
        for renewals in self._renewals.values():
            renewals.sort(key=self._precedence)

    def judged(self) -> Mapping[str, Judged]:
        return {name: self._judged(name) for name in self._rows}

    def _judged(self, name: str) -> Judged:
        revoked, because = self._end(name, frozenset())
        renewals = self._renewals.get(name, ())
        return Judged(
            self._rows[name],
            self._cards[name],
            self._basis[name],
            revoked,
            because,
            self._cards[renewals[0]] if renewals else None,
            self._rows[renewals[0]].trusted if renewals else "",
        )

    def _end(self, name: str, seen: frozenset[str]) -> tuple[str, str]:
        """Since when it is not believed, and because of which other card."""
        row = self._rows[name]
        if row.revoked or self._basis[name] != FOLLOWED:
            return row.revoked, ""
        before = self._cards[name].previous
        renewals = self._renewals.get(before, [])
        if name not in renewals or before in seen:
            return row.trusted, before or name
        revoked, because = self._end(before, seen | {name})
        if revoked:
            return revoked, because or before
        if renewals[0] != name:
            return max(row.trusted, self._rows[renewals[0]].trusted), renewals[0]
        return "", ""

    def _precedence(self, name: str) -> tuple[bool, str, str]:
        """A card has one renewal: one that was made here or compared, else the first."""
        return self._basis[name] == FOLLOWED, self._rows[name].trusted, name

    def _basis_of(self, row: CardRow, own_office: str) -> str:
        """Older versions did not write it; a card that is not linked can only be compared."""
        if row.basis:
            return row.basis
        if row.is_own or row.office == own_office:
            return MADE_HERE
        before = self._cards[row.fingerprint].previous
        if row.fingerprint not in self._renewals.get(before, ()):
            return COMPARED
        gone = self._rows[before].revoked
        return COMPARED if gone and gone <= row.trusted else FOLLOWED
