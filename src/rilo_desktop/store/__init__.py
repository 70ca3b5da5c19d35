"""The store: encrypted records, signed history, log and search behind one unit of work.

A name is read from its module when it is first wanted: the window asks for the passphrase before
the database is needed (unlocking.py).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .card_rows import CardRow
    from .columns import SEPARATOR, can_order, column_names, filter_names
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
    from .founding import Founded, OfficerEntry, discard_unfinished, found
    from .keys import new_recovery_key
    from .list_queries import ListedRow
    from .listing import Question
    from .log import LogEntry
    from .opening import enter, open_store, recover
    from .reading import OfficerRow, Reading
    from .record_queries import Stored
    from .revisions import Revision
    from .store import Store
    from .unit import Head, Unit, Writer
    from .unlocking import look_at, unlock

_HOMES = {
    "card_rows": "CardRow",
    "columns": "SEPARATOR can_order column_names filter_names",
    "copies": "PictureCopy",
    "errors": """AlreadyThere InSynchronisedFolder NoStore OnNetworkShare StoreDamaged StoreError
        StoreLocked StoreTooNew StoreUnreadable StoreUnwritable TooSoon WrongPassphrase
        WrongRecoveryKey""",
    "keys": "new_recovery_key",
    "listing": "Question",
    "log": "LogEntry",
    "opening": "enter open_store recover",
    "list_queries": "ListedRow",
    "reading": "OfficerRow Reading",
    "record_queries": "Stored",
    "revisions": "Revision",
    "founding": "Founded OfficerEntry discard_unfinished found",
    "store": "Store",
    "unit": "Head Unit Writer",
    "clock": "Clock system_clock",
    "unlocking": "look_at unlock",
}
"""Module -> what it gives."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names.split():
            found = getattr(import_module(f".{module}", __name__), name)
            globals()[name] = found
            return found
    raise AttributeError(name)


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
    "can_order",
    "column_names",
    "discard_unfinished",
    "enter",
    "filter_names",
    "found",
    "look_at",
    "new_recovery_key",
    "open_store",
    "recover",
    "system_clock",
    "unlock",
]
