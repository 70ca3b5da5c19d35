"""The store: encrypted records, signed history, log and search behind one unit of work."""

from .columns import SEPARATOR, column_names, filter_names
from .copies import PictureCopy
from .errors import (
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
from .keys import new_recovery_key
from .listing import Question
from .log import Entry as LogEntry
from .reading import ListedRow, OfficerRow, Reading, Stored
from .revisions import Revision
from .store import (
    Clock,
    Founded,
    OfficerEntry,
    Store,
    discard_unfinished,
    found,
    look_at,
    open_store,
    system_clock,
)
from .unit import Head, Unit, Writer

__all__ = [
    "SEPARATOR",
    "AlreadyThere",
    "Clock",
    "Founded",
    "Head",
    "ListedRow",
    "LogEntry",
    "NoStore",
    "OfficerEntry",
    "OfficerRow",
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
    "Unit",
    "Writer",
    "WrongPassphrase",
    "column_names",
    "discard_unfinished",
    "filter_names",
    "found",
    "look_at",
    "new_recovery_key",
    "open_store",
    "system_clock",
]
