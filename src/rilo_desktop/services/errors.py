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

__all__ = [
    "AlreadyThere",
    "NoStore",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "WrongPassphrase",
]
