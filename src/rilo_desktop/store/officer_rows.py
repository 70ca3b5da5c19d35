"""Officers of a store: their slots, their keys and their roles. Every change is in the log.

The slots are written inside the operation, before it is committed: where they cannot be written
nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rilo_desktop.rules.findings import N_

from . import failed_logins, keys
from .errors import NoSuchOfficer, WrongPassphrase, WrongRecoveryKey
from .keyring import RECOVERY_BOX
from .keys import Secret, Slot
from .queries import OfficerRow, ReadSession
from .signatures import Signer
from .store import Store
from .transaction import UnitOfWork
from .valid_slots import changing, is_recovery_of_today, keep

ADDED = N_("officer added")
REMOVED = N_("officer removed")
CHANGED = N_("officer's role or function changed")
PASSPHRASE = N_("passphrase changed")
RESET = N_("passphrase reset with the recovery key")
RECOVERY = N_("new recovery key")
MUST_CHANGE = "passphrase.given"
"""Setting of the store, with a sign behind it."""
HOLDERS = frozenset({"reviewer", "head"})
"""Roles whose slots hold what the office signs with."""


def add(
    store: Store,
    sign: str,
    function: str,
    role: str,
    passphrase: str,
    must_change: bool = False,
) -> None:
    """A slot and a signing key for a new officer.

    `must_change`: somebody else chose the passphrase.
    """
    secret = store.access.secret_of_another(role in HOLDERS)
    keyring = store.access.sealed(keys.OFFICER, passphrase, secret, sign, function)
    with changing(store, ADDED, keyring) as unit:
        public_key = Signer(secret.signing_key).public_key
        unit.note(sign=sign, function=function, role=role, key=public_key.hex())
        unit.write_officer(sign, function, role, public_key)
        _must_change(unit, sign, must_change)


def remove(store: Store, sign: str) -> None:
    """Close the officer's slot; the public key stays, so that signatures can be verified."""
    with changing(store, REMOVED, store.access.keyring.without_officer(sign)) as unit:
        unit.note(sign=sign)
        unit.remove_officer(sign)
        _must_change(unit, sign, False)


def close_slots_of_removed(store: Store) -> None:
    """Cut off between its two steps, a removal must not leave a slot. Raises StoreUnwritable."""
    with store.reading() as reading:
        active = {officer.sign for officer in reading.office.officers() if officer.is_active}
    keyring = store.access.keyring
    for slot in keyring.officers:
        if slot.sign not in active:
            keyring = keyring.without_officer(slot.sign)
    if keyring != store.access.keyring:
        keep(store, keyring)


def change(store: Store, sign: str, function: str, role: str) -> None:
    """Another function or role. Raises NoSuchOfficer."""
    before = _active(store, sign)
    with store.unit(CHANGED) as unit:
        unit.note(sign=sign, role=role, role_before=before.role, function=function)
        unit.change_officer(sign, function, role)


def change_passphrase(store: Store, old: str, new: str, leaked: bool = False) -> None:
    """Of the officer at work, with a new signing key: who kept the slot of the old passphrase
    signs nothing more and is not let in. `leaked`: why, for the log. Raises WrongPassphrase."""
    access = store.access
    _guarded(store, lambda: keys.unseal(access.keyring, old, store.folder, access.sign))
    secret = replace(access.secret, signing_key=keys.new_key())
    signer = Signer(secret.signing_key)
    keyring = access.sealed(keys.OFFICER, new, secret, access.sign, access.slot.function)
    with changing(store, PASSPHRASE, keyring, signer) as unit:
        unit.note(sign=access.sign, key=signer.public_key.hex())
        if leaked:
            unit.note(leaked=True)
        unit.renew_officer_key(access.sign, signer.public_key)
        _must_change(unit, access.sign, False)
    store.sign_with(secret.signing_key)


def reset(store: Store, sign: str, passphrase: str, recovery_key: str) -> None:
    """A new passphrase for another officer, with a new signing key, since nobody has the old one.

    Raises NoSuchOfficer, WrongRecoveryKey, TooSoon.
    """
    officer = _active(store, sign)
    try:
        slot = _guarded(
            store, lambda: keys.unseal_recovery(store.access.keyring, recovery_key, store.folder)
        )
    except WrongPassphrase:
        raise WrongRecoveryKey(store.folder) from None
    with store.reading() as reading:
        if not is_recovery_of_today(reading, slot):
            raise WrongRecoveryKey(store.folder)
    secret = store.access.secret_of_another(officer.role in HOLDERS)
    keyring = store.access.sealed(keys.OFFICER, passphrase, secret, sign, officer.function)
    with changing(store, RESET, keyring) as unit:
        _with_new_key(unit, sign, Signer(secret.signing_key))
        _must_change(unit, sign, True)


def take_over(store: Store, sign: str, passphrase: str) -> None:
    """The same for the officer who opened the store with the recovery key, and has no slot yet."""
    officer = _active(store, sign)
    keyring = store.access.sealed(keys.OFFICER, passphrase, None, sign, officer.function)
    with changing(store, RESET, keyring) as unit:
        _with_new_key(unit, sign, store.access.signer)
        _must_change(unit, sign, False)


def renew_recovery_key(store: Store, recovery_key: str) -> None:
    """From now on this one opens the store, and the printed one before it no more."""
    keyring = store.access.sealed(keys.RECOVERY, recovery_key)
    with changing(store, RECOVERY, keyring) as unit:
        unit.set(RECOVERY_BOX, keyring.recovery[0].box.hex())


def must_change(reading: ReadSession, sign: str) -> bool:
    """Was the passphrase of this officer chosen by somebody else?"""
    return bool(reading.office.setting(f"{MUST_CHANGE}.{sign}"))


def _must_change(unit: UnitOfWork, sign: str, must: bool) -> None:
    unit.set(f"{MUST_CHANGE}.{sign}", "yes" if must else "")


def _guarded(store: Store, unseal: Callable[[], tuple[Slot, Secret]]) -> Slot:
    slot, secret = failed_logins.guarded(store.folder, store.sign, store.clock(), unseal)
    secret.forget()
    return slot


def _with_new_key(unit: UnitOfWork, sign: str, signer: Signer) -> None:
    unit.note(sign=sign, key=signer.public_key.hex())
    unit.renew_officer_key(sign, signer.public_key)


def _active(store: Store, sign: str) -> OfficerRow:
    with store.reading() as reading:
        for officer in reading.office.officers():
            if officer.sign == sign and officer.is_active:
                return officer
    raise NoSuchOfficer(store.folder, sign=sign)
