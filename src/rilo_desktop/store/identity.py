"""The office's signing identity in the slots of reviewers and head, and in nobody else's.

It lies in their boxes, so that whoever holds it gives it to others without their passphrases. What
it is made of is not this room's matter; its first bytes are the private key.
"""

from __future__ import annotations

from . import key_wrapping, keys
from .access import Access
from .keyring import Slot
from .officer_rows import HOLDERS
from .queries import ReadSession
from .store import Store
from .valid_slots import keep


def is_with_others(store: Store) -> bool:
    """Does the slot of another officer hold an identity?"""
    return any(slot.identity for slot in store.access.keyring.officers if slot.sign != store.sign)


def held(store: Store) -> bytes:
    """What the officer at work signs with for the office; b"" for who may not."""
    return bytes(store.access.secret.identity)


def hand_out(store: Store, identity: bytes) -> None:
    """Into the boxes of all who may hold it, and out of all others. Raises StoreUnwritable."""
    with store.reading() as reading:
        holders = _holders(reading)
    access = store.access
    is_new = identity != bytes(access.secret.identity)
    given = {
        slot.sign: _for(slot, access, identity) if slot.sign in holders else b""
        for slot in access.keyring.officers
        if is_new or bool(slot.identity) != (slot.sign in holders and bool(slot.box))
    }
    if given:
        keep(store, access.keyring.holding(given))
    if access.sign in holders:
        access.secret.identity[:] = identity


def _for(slot: Slot, access: Access, identity: bytes) -> bytes:
    """Without a box there is no place for it: the officer opens the store once before."""
    if not slot.box:
        return b""
    office_key = keys.office_key_of(access.secret)
    return key_wrapping.put(
        identity, slot.box, office_key, keys.identity_purpose(access.keyring, slot)
    )


def _holders(reading: ReadSession) -> frozenset[str]:
    return frozenset(
        officer.sign
        for officer in reading.office.officers()
        if officer.is_active and officer.role in HOLDERS
    )
