"""What can go wrong with a store, for those who may not see the store itself."""

from rilo_desktop.store import (
    AlreadyThere,
    InSynchronisedFolder,
    NoStore,
    OnNetworkShare,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreTooNew,
    StoreUnreadable,
    StoreUnwritable,
    TooSoon,
    WrongPassphrase,
    WrongRecoveryKey,
)
from rilo_desktop.store.errors import (
    BackupBroken,
    BackupForeign,
    BackupUnsigned,
    BackupUnwritten,
    NoSuchOfficer,
    NotRekeyed,
    NotRestored,
)

__all__ = [
    "AlreadyThere",
    "BackupBroken",
    "BackupForeign",
    "BackupUnsigned",
    "BackupUnwritten",
    "InSynchronisedFolder",
    "NoStore",
    "NoSuchOfficer",
    "NotRekeyed",
    "NotRestored",
    "OnNetworkShare",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "TooSoon",
    "WrongPassphrase",
    "WrongRecoveryKey",
]
