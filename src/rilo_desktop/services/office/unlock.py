"""Before an office is open: what can be seen of it, and the passphrase that opens it.

Reads no more of the program than that needs: while the key is derived the window imports the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rilo_desktop import store
from rilo_desktop.store import unlock as unlock


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What can be seen of a store before it is opened."""

    folder: Path
    office_code: str
    officers: tuple[str, ...]


def store_info(folder: Path) -> StoreInfo:
    """Raises NoStore, StoreDamaged."""
    keyring = store.read_keyring(folder)
    signs = tuple(dict.fromkeys(slot.sign for slot in keyring.officers))
    return StoreInfo(folder, keyring.office_code, signs)
