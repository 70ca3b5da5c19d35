"""Which slots of `keys.json` count: the database says it, not the file that stands beside it.

Whoever can write the folder can put an older `keys.json` back, with the slot of a passphrase that
was changed. So the database notes how often the slots were written and which recovery slot counts,
and an officer's slot must hold the signing key that the database knows. A change of a slot leaves
the one before it beside it until it is committed; the next opening takes away what does not count.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rilo_desktop.rules.disk_errors import why

from .errors import FormerSlot, OfficeChanged, StoreUnwritable, WrongRecoveryKey
from .keyring import COUNT, RECOVERY_BOX, Keyring, Slot
from .queries import ReadSession
from .signatures import Signer
from .store import Store
from .transaction import UnitOfWork


def refuse_former(store: Store) -> None:
    """Raises FormerSlot, WrongRecoveryKey where what opened the store counts no more."""
    access = store.access
    with store.reading() as reading:
        if access.recovered_by is not None:
            if not is_recovery_of_today(reading, access.recovered_by):
                raise WrongRecoveryKey(store.folder)
            return
        known = {o.sign: o.public_key for o in reading.office.officers() if o.is_active}
    if known.get(access.sign, access.signer.public_key) != access.signer.public_key:
        raise FormerSlot(store.folder, sign=access.sign)


def refuse_other_office(store: Store) -> None:
    """The first entry of the log names the office, and it is signed; the file only repeats it.

    So the file does not make a practice office one in use, or one office another. Raises
    OfficeChanged.
    """
    with store.reading() as reading:
        made = reading.log.made_as()
        own = {row.office for row in reading.office.cards() if row.is_own}
    if made not in (None, store.office_code) or own - {store.office_code}:
        raise OfficeChanged(store.folder, office=store.office_code, made=made or ", ".join(own))


def is_recovery_of_today(reading: ReadSession, slot: Slot) -> bool:
    noted = reading.office.setting(RECOVERY_BOX)
    return noted in ("", slot.box.hex())


def is_older(store: Store) -> bool:
    """Were the slots written less often than the database says: is the file an older one?"""
    with store.reading() as reading:
        noted = reading.office.setting(COUNT)
    return bool(noted) and store.access.keyring.count < int(noted)


def take_for_new(store: Store) -> None:
    """An older file was said and logged once; from now on it counts. Raises StoreUnwritable."""
    if is_older(store):
        with store.reading() as reading:
            noted = int(reading.office.setting(COUNT))
        access = store.access
        access.keyring = replace(access.keyring, count=noted)
        keep(store, access.keyring)


def settle(store: Store) -> None:
    """Take away slots that were left beside those in force. Raises OSError."""
    access = store.access
    keyring = access.keyring
    if access.recovered_by is None:
        keyring = keyring.only(access.slot)
    with store.reading() as reading:
        today = [slot for slot in keyring.recovery if is_recovery_of_today(reading, slot)]
    if len(today) == 1:
        keyring = keyring.only(today[0])
    if keyring != access.keyring:
        access.keep(keyring)


def keep(store: Store, keyring: Keyring) -> None:
    """Raises StoreUnwritable: then the slots are as they were."""
    try:
        store.access.keep(keyring)
    except OSError as error:
        raise StoreUnwritable(store.folder, reason=why(error)) from error


@contextmanager
def changing(
    store: Store, action: str, keyring: Keyring, signer: Signer | None = None
) -> Iterator[UnitOfWork]:
    """One operation that changes slots; `signer`: who signs it, where that is a new key.

    What was replaced stays beside the new until the operation is committed, so that one passphrase
    opens the store whenever the program is killed. Raises as `Store.unit`; then what was in force
    still is.
    """
    with store.unit(action, store.writer(signer) if signer else None) as unit:
        yield unit
        keep(store, keyring.beside(store.access.keyring))
        unit.set(COUNT, str(store.access.keyring.count))
    if replace(store.access.keyring, count=0) != replace(keyring, count=0):
        with contextlib.suppress(OSError):  # the next opening does it
            store.access.keep(keyring)
