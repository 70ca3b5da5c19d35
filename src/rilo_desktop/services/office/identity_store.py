"""The office's signing identity in its store: made, taken over or handed out at each opening."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from rilo_desktop.store import CardRow, Store, UnitOfWork
from rilo_desktop.store import identity as held_in
from rilo_desktop.store.card_rows import MADE, MADE_HERE, RENEWED
from rilo_desktop.store.officer_rows import HOLDERS

if TYPE_CHECKING:
    from rilo_desktop.exchange.cards import Identity

# `exchange.cards` is imported where a card is read or made: certificates take 35 ms to import, and
# nearly every opening needs none.

KEY_BYTES = 32
SIGNED_IN_ADVANCE = "Signed in advance, while the key was at hand"
"""Reason of a revocation that lies ready; it is in a file for other offices."""


def settle(store: Store, role: str) -> None:
    """The office has an identity, and all who may hold it do. Raises StoreUnwritable.

    Where nobody who opens can have it (the only holder came back with the recovery key) a new one
    is made: others compare its fingerprint anew.
    """
    if role not in HOLDERS:
        return
    held, own = held_in.held(store), own_row(store)
    if not is_of(own, held):
        adopted = _adopted(store, held, own)
        if adopted is None and own is not None and held_in.is_with_others(store):
            return  # whoever holds it hands it out at their next opening
        held = adopted or make(store)
    held_in.hand_out(store, held)


def own_row(store: Store) -> CardRow | None:
    """The card that the office signs with today."""
    with store.reading() as reading:
        return next((card for card in reading.office.cards() if card.is_own), None)


def is_of(own: CardRow | None, held: bytes) -> bool:
    """Is this card of the key that is held?"""
    return own is not None and held[KEY_BYTES:] == own.content


def _adopted(store: Store, held: bytes, own: CardRow | None) -> bytes | None:
    """A renewal that was cut off after it lay in the slots: the office's books follow it."""
    from rilo_desktop.exchange import cards as files

    try:
        identity = files.unpacked(held) if held else None
    except ValueError:
        return None
    if identity is None:
        return None
    card = files.read_card(identity.card)
    with store.reading() as reading:
        is_known = any(row.fingerprint == card.fingerprint for row in reading.office.cards())
    if is_known or (own and not card.is_renewal_of(files.read_card(own.content))):
        return None
    with store.unit(MADE if own is None else RENEWED) as unit:
        write(unit, identity)
    return held


def make(store: Store) -> bytes:
    """A new identity, told to all who may hold it. Raises StoreUnwritable."""
    from rilo_desktop.exchange import cards as files

    made = files.new_identity(store.office_code, store.clock())
    with store.unit(MADE) as unit:
        write(unit, made)
        held_in.hand_out(store, made.packed())
    return made.packed()


def write(unit: UnitOfWork, identity: Identity, before: Identity | None = None) -> None:
    """The store believes its own card, and those it had before.

    Its revocation is signed now, while its key is at hand: a key that was renewed or lost can still
    be revoked. `before`: whose place it takes, for a store where an older version signed none.
    """
    from rilo_desktop.exchange import cards as files

    now = unit.now.astimezone(UTC).isoformat(timespec="seconds")
    former = [replace(row, is_own=False) for row in unit.reading.office.cards() if row.is_own]
    if before is not None:
        ready = files.revocation(before, now, SIGNED_IN_ADVANCE)
        former = [replace(row, revocation=row.revocation or ready) for row in former]
    card = files.read_card(identity.card)
    row = CardRow(
        card.fingerprint,
        card.office,
        identity.card,
        is_own=True,
        trusted=now,
        revocation=files.revocation(identity, now, SIGNED_IN_ADVANCE),
        basis=MADE_HERE,
    )
    unit.note(card=card.fingerprint, valid_until=card.valid_until[:10])
    unit.write_cards(*former, row)
