"""The store: encrypted records, signed history, log and search behind one unit of work."""

from .card_rows import CardRow
from .columns import SEPARATOR, column_names, filter_names
from .copies import PictureCopy
from .errors import (
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
from .keys import new_recovery_key
from .listing import Question
from .log import Entry as LogEntry
from .opening import look_at, open_store, recover
from .reading import ListedRow, OfficerRow, Reading, Stored
from .revisions import Revision
from .store import (
    Clock,
    Founded,
    OfficerEntry,
    Store,
    discard_unfinished,
    found,
    system_clock,
)
from .unit import Head, Unit, Writer

__all__ = [
    "SEPARATOR",
    "AlreadyThere",
    "CardRow",
    "Clock",
    "Founded",
    "Head",
    "InSynchronisedFolder",
    "ListedRow",
    "LogEntry",
    "NoStore",
    "OfficerEntry",
    "OfficerRow",
    "OnNetworkShare",
    "PictureCopy",
    "Question",
    "Reading",
    "Revision",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreTooNew",
    "StoreUnreadable",
    "StoreUnwritable",
    "Stored",
    "TooSoon",
    "Unit",
    "Writer",
    "WrongPassphrase",
    "WrongRecoveryKey",
    "column_names",
    "discard_unfinished",
    "filter_names",
    "found",
    "look_at",
    "new_recovery_key",
    "open_store",
    "recover",
    "system_clock",
]
