"""The first half of opening: what can be seen of a store, and the passphrase that opens a slot.

No database is read here, so that the window can import the rest while the key is derived.
"""

from __future__ import annotations

from pathlib import Path

from . import failed_logins, keys, store_location
from .access import Access
from .clock import Clock, system_clock
from .errors import NoStore
from .keys import Keyring
from .store_location import READY, STAGE


def is_office(folder: Path) -> bool:
    """Is an office there, whole or not? Nothing is read."""
    return any((folder / name).exists() for name in (*keys.NAMES, keys.DATABASE, STAGE))


def read_keyring(folder: Path) -> Keyring:
    """What can be seen of a store before it is opened. Raises NoStore, StoreDamaged."""
    if not folder.is_dir():
        raise NoStore(folder)
    return keys.read(folder)


def unlock(folder: Path, passphrase: str, sign: str = "", clock: Clock = system_clock) -> Access:
    """The slot that an officer's passphrase opens, and what is in it.

    Raises NoStore, WrongPassphrase, TooSoon, StoreDamaged, OnNetworkShare, InSynchronisedFolder.
    """
    keyring = keyring_of(folder)
    slot, secret = failed_logins.guarded(
        folder,
        known(keyring, sign),
        clock(),
        lambda: keys.unseal(keyring, passphrase, folder, sign),
    )
    return Access(folder, keyring, slot, secret)


def keyring_of(folder: Path) -> Keyring:
    """Raises NoStore, StoreDamaged, OnNetworkShare, InSynchronisedFolder, StoreUnwritable."""
    if (folder / STAGE / READY).exists():
        from .store import finish_restore

        finish_restore(folder)
    keyring = keys.read(folder)
    store_location.refuse_unfit(folder)
    return keyring


def known(keyring: Keyring, sign: str) -> str:
    """A passphrase that was typed in the place of the sign is not for the log."""
    return sign if any(slot.sign == sign for slot in keyring.officers) else ""
