"""Founding: a new store with its first officer."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from rilo_desktop.files import remove_unfinished

from . import keys, log_tail, refusals, store_location
from .access import Access
from .clock import Clock, system_clock
from .engine import connect
from .errors import AlreadyThere, StoreUnwritable
from .keyring import RECOVERY_BOX
from .keys import DATABASE
from .restoring import BESIDE
from .signatures import Signer
from .store import Store, upgrade


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    sign: str
    function: str
    role: str


@dataclass(frozen=True)
class Founded:
    """A new store, and the recovery key that is shown once and kept nowhere."""

    store: Store
    recovery_key: str


def found(
    folder: Path,
    office_code: str,
    officer: OfficerEntry,
    passphrase: str,
    workstation: str = "A",
    clock: Clock = system_clock,
    fill: Callable[[Store], None] | None = None,
    recovery_key: str = "",
) -> Founded:
    """Make a store with its first officer, and with what `fill` writes, or nothing.

    `recovery_key`: one of `new_recovery_key`, where it was shown before; "": a new one.
    The keys come last: a program killed before leaves nothing that could be opened unfinished.
    Raises AlreadyThere, StoreUnwritable.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AlreadyThere(folder)
    store_location.refuse_unfit(folder)
    try:
        return _made(
            folder, office_code, officer, passphrase, workstation, clock, fill, recovery_key
        )
    except OSError as error:
        discard_unfinished(folder)
        raise StoreUnwritable(folder, reason=refusals.why(error, folder)) from error
    except dbapi2.Error as error:
        discard_unfinished(folder)
        raise StoreUnwritable(folder, reason=refusals.why(error, folder)) from error
    except BaseException:
        discard_unfinished(folder)
        raise


def discard_unfinished(folder: Path) -> None:
    """Take away what was made of an office that could not be finished, and nothing else."""
    files = (*keys.NAMES, DATABASE, *BESIDE)
    remove_unfinished(folder)
    with contextlib.suppress(OSError):
        for name in files:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _made(
    folder: Path,
    office_code: str,
    officer: OfficerEntry,
    passphrase: str,
    workstation: str,
    clock: Clock,
    fill: Callable[[Store], None] | None,
    recovery_key: str,
) -> Founded:
    secret, recovery_key = keys.new_secret(), recovery_key or keys.new_recovery_key()
    empty = keys.Keyring(str(uuid.uuid4()), office_code, workstation)
    keyring = keys.seal(empty, keys.OFFICER, passphrase, secret, officer.sign, officer.function)
    keyring = keys.seal(keyring, keys.RECOVERY, recovery_key, secret)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    raw = connect(folder / DATABASE, secret.store_key)
    try:
        (folder / DATABASE).chmod(0o600)
        upgrade(raw)
        store = Store(folder, raw, Access(folder, keyring, keyring.officers[0], secret), clock)
        with store.unit("store made") as unit:
            public_key = Signer(secret.signing_key).public_key
            unit.note(office=office_code, workstation=workstation, officer=officer.sign)
            unit.note(function=officer.function, role=officer.role, key=public_key.hex())
            unit.write_officer(officer.sign, officer.function, officer.role, public_key)
            unit.set(RECOVERY_BOX, keyring.recovery[0].box.hex())
        if fill is not None:
            fill(store)
        keys.write(folder, keyring)
        log_tail.begin(folder, raw)
    except BaseException:
        raw.close()
        raise
    return Founded(store, recovery_key)
