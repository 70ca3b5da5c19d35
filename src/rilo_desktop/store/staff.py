"""Officers of a store: their slots, their keys and their roles. Every change is in the log.

The slots are written inside the operation, before it is committed: where they cannot be written
nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable

from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.refusing_disk import why

from . import attempts, keys
from .errors import NoSuchOfficer, StoreUnwritable, WrongPassphrase, WrongRecoveryKey
from .keys import Keyring, Secret
from .reading import OfficerRow
from .signing import Signer
from .store import Store
from .unit import Unit

ADDED = N_("officer added")
REMOVED = N_("officer removed")
CHANGED = N_("officer's role or function changed")
PASSPHRASE = N_("passphrase changed")
RESET = N_("passphrase reset with the recovery key")
RECOVERY = N_("new recovery key")
HOLDERS = frozenset({"reviewer", "head"})
"""Roles whose slots hold what the office signs with."""


def add(store: Store, sign: str, function: str, role: str, passphrase: str) -> None:
    """A slot and a signing key for a new officer."""
    secret = store.access.secret_of_another(role in HOLDERS)
    keyring = store.access.sealed(keys.OFFICER, passphrase, secret, sign, function)
    with store.unit(ADDED) as unit:
        public_key = Signer(secret.signing_key).public_key
        unit.note(sign=sign, function=function, role=role, key=public_key.hex())
        unit.write_officer(sign, function, role, public_key)
        keep_slots(store, keyring)


def remove(store: Store, sign: str) -> None:
    """Close the officer's slot; the public key stays, so that signatures can be verified."""
    with store.unit(REMOVED) as unit:
        unit.note(sign=sign)
        unit.remove_officer(sign)
        keep_slots(store, store.access.keyring.without_officer(sign))


def close_slots_of_removed(store: Store) -> None:
    """Cut off between its two steps, a removal must not leave a slot. Raises StoreUnwritable."""
    with store.reading() as reading:
        active = {officer.sign for officer in reading.officers() if officer.is_active}
    keyring = store.access.keyring
    for slot in keyring.officers:
        if slot.sign not in active:
            keyring = keyring.without_officer(slot.sign)
    if keyring != store.access.keyring:
        keep_slots(store, keyring)


def change(store: Store, sign: str, function: str, role: str) -> None:
    """Another function or role. Raises NoSuchOfficer."""
    before = _active(store, sign)
    with store.unit(CHANGED) as unit:
        unit.note(sign=sign, role=role, role_before=before.role, function=function)
        unit.change_officer(sign, function, role)


def change_passphrase(store: Store, old: str, new: str) -> None:
    """Of the officer at work, whose signing key stays. Raises WrongPassphrase."""
    access = store.access
    _guarded(store, lambda: keys.unseal(access.keyring, old, store.folder, access.sign)[1])
    keyring = access.sealed(keys.OFFICER, new, None, access.sign, access.slot.function)
    with store.unit(PASSPHRASE) as unit:
        unit.note(sign=access.sign)
        keep_slots(store, keyring)


def reset(store: Store, sign: str, passphrase: str, recovery_key: str) -> None:
    """A new passphrase for another officer, with a new signing key, since nobody has the old one.

    Raises NoSuchOfficer, WrongRecoveryKey, TooSoon.
    """
    officer = _active(store, sign)
    try:
        _guarded(
            store, lambda: keys.unseal_recovery(store.access.keyring, recovery_key, store.folder)
        )
    except WrongPassphrase:
        raise WrongRecoveryKey(store.folder) from None
    secret = store.access.secret_of_another(officer.role in HOLDERS)
    keyring = store.access.sealed(keys.OFFICER, passphrase, secret, sign, officer.function)
    with store.unit(RESET) as unit:
        unit.note(sign=sign)
        _with_new_key(unit, store, officer, Signer(secret.signing_key), keyring)


def take_over(store: Store, sign: str, passphrase: str) -> None:
    """The same for the officer who opened the store with the recovery key, and has no slot yet."""
    officer = _active(store, sign)
    keyring = store.access.sealed(keys.OFFICER, passphrase, None, sign, officer.function)
    with store.unit(RESET) as unit:
        unit.note(sign=sign)
        _with_new_key(unit, store, officer, store.access.signer, keyring)


def renew_recovery_key(store: Store, recovery_key: str) -> None:
    """From now on this one opens the store, and the printed one before it no more."""
    with store.unit(RECOVERY):
        keep_slots(store, store.access.sealed(keys.RECOVERY, recovery_key))


def _guarded(store: Store, unseal: Callable[[], Secret]) -> None:
    attempts.guarded(store.folder, store.sign, store.clock(), unseal).forget()


def _with_new_key(
    unit: Unit, store: Store, officer: OfficerRow, signer: Signer, keyring: Keyring
) -> None:
    unit.note(key=signer.public_key.hex())
    unit.renew_officer_key(officer.sign, signer.public_key)
    keep_slots(store, keyring)


def _active(store: Store, sign: str) -> OfficerRow:
    with store.reading() as reading:
        for officer in reading.officers():
            if officer.sign == sign and officer.is_active:
                return officer
    raise NoSuchOfficer(store.folder, sign=sign)


def keep_slots(store: Store, keyring: Keyring) -> None:
    """Raises StoreUnwritable: then the slots are as they were."""
    try:
        store.access.keep(keyring)
    except OSError as error:
        raise StoreUnwritable(store.folder, reason=why(error)) from error
