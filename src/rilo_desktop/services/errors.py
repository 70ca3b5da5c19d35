"""What can go wrong with a store, for those who may not see the store itself."""

from rilo_desktop.store import (
    AlreadyThere,
    NoStore,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreTooNew,
    StoreUnreadable,
    StoreUnwritable,
    WrongPassphrase,
)
from rilo_desktop.store.errors import BackupBroken, BackupForeign, BackupUnwritten, NotRestored

__all__ = [
    "AlreadyThere",
    "BackupBroken",
    "BackupForeign",
    "BackupUnwritten",
    "NoStore",
    "NotRestored",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "WrongPassphrase",
]
