"""Opening a store: by an officer's passphrase, or with the recovery key where one was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rilo_desktop.rules.disk_errors import why

from . import failed_logins, keys, officer_rows, rekeying, store_location, valid_slots
from .access import Access
from .clock import Clock, system_clock
from .errors import (
    StoreDamaged,
    StoreLocked,
    StoreUnwritable,
    WrongPassphrase,
    WrongRecoveryKey,
)
from .keys import Secret, Slot
from .store import Store, opened
from .unlocking import keyring_of, known, unlock


def open_store(folder: Path, passphrase: str, sign: str = "", clock: Clock = system_clock) -> Store:
    """Open a store with an officer's passphrase.

    Raises NoStore, WrongPassphrase, TooSoon, StoreLocked, StoreDamaged, StoreTooNew,
    OnNetworkShare, InSynchronisedFolder.
    """
    return enter(unlock(folder, passphrase, sign, clock), passphrase, clock)


def enter(access: Access, passphrase: str, clock: Clock = system_clock) -> Store:
    """The second half, for whom the passphrase let in. Raises what `open_store` raises."""
    store = _entered(access, clock)
    store.access.renew(passphrase)
    return store


def recover(
    folder: Path, recovery_key: str, sign: str, passphrase: str, clock: Clock = system_clock
) -> Store:
    """Give an officer a new passphrase with the recovery key, and open the store as this officer.

    The officer signs with a new key from now on, since nobody has the old one; what was signed
    before stays verifiable. Raises WrongRecoveryKey, NoSuchOfficer and what `open_store` raises;
    then the old passphrase still opens.
    """
    keyring = keyring_of(folder)
    try:
        slot, secret = failed_logins.guarded(
            folder,
            known(keyring, sign),
            clock(),
            lambda: keys.unseal_recovery(keyring, recovery_key, folder),
        )
    except WrongPassphrase:
        raise WrongRecoveryKey(folder) from None
    access = Access(folder, keyring, _slot_to_come(sign), _with_new_signature(secret), slot)
    store = _entered(access, clock)
    try:
        officer_rows.take_over(store, sign, passphrase)
    except BaseException:
        store.close()
        raise
    return store


def _entered(access: Access, clock: Clock) -> Store:
    folder = access.folder
    try:
        store, has_arrived = _opened_by_either(access, clock)
    except BaseException:
        access.forget()
        raise
    try:
        if keys.read(folder) != access.keyring:  # changed by another program before we had the lock
            raise StoreLocked(folder)
        valid_slots.refuse_former(store)
        valid_slots.refuse_other_office(store)
        with _as_store_errors(folder):
            rekeying.settle(access, has_arrived)
            valid_slots.settle(store)
    except BaseException:
        store.close()
        raise
    store_location.make_private(folder)
    keys.renew_stale_copy(folder, access.keyring)
    return store


def _opened_by_either(access: Access, clock: Clock) -> tuple[Store, bool]:
    """By the key that was coming too, where a re-keying was cut off after it was swapped."""
    secret = access.secret
    try:
        return opened(access, clock), False
    except StoreDamaged:
        if not secret.coming_key:
            raise
    before = bytes(secret.store_key)
    secret.store_key[:] = secret.coming_key
    try:
        return opened(access, clock), True
    except BaseException:
        secret.store_key[:] = before
        raise


@contextmanager
def _as_store_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnwritable(folder, reason=why(error)) from error


def _slot_to_come(sign: str) -> Slot:
    return Slot(keys.OFFICER, sign, "", keys.Hardness.current, b"", b"", b"")


def _with_new_signature(secret: Secret) -> Secret:
    return replace(secret, signing_key=keys.new_key())
