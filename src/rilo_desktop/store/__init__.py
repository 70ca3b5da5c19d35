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
    from .create_store import Founded, OfficerEntry, discard_unfinished, found
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
    from .list_queries import ListedRow
    from .listing import ListQuery
    from .log import LogEntry
    from .opening import enter, open_store, recover
    from .picture_copies import PictureCopy
    from .queries import OfficerRow, ReadSession
    from .record_comments import RecordComment
    from .record_queries import Stored
    from .revisions import Revision
    from .search_query import unanswered
    from .store import Store
    from .transaction import RecordHead, UnitOfWork, Writer
    from .unlocking import read_keyring, unlock

_HOMES = {
    "card_rows": "CardRow",
    "columns": "SEPARATOR can_order column_names filter_names",
    "picture_copies": "PictureCopy",
    "errors": """AlreadyThere InSynchronisedFolder NoStore OnNetworkShare StoreDamaged StoreError
        StoreLocked StoreTooNew StoreUnreadable StoreUnwritable TooSoon WrongPassphrase
        WrongRecoveryKey""",
    "keys": "new_recovery_key",
    "listing": "ListQuery",
    "log": "LogEntry",
    "opening": "enter open_store recover",
    "list_queries": "ListedRow",
    "queries": "OfficerRow ReadSession",
    "record_comments": "RecordComment",
    "record_queries": "Stored",
    "revisions": "Revision",
    "search_query": "unanswered",
    "create_store": "Founded OfficerEntry discard_unfinished found",
    "store": "Store",
    "transaction": "RecordHead UnitOfWork Writer",
    "clock": "Clock system_clock",
    "unlocking": "read_keyring unlock",
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
    "InSynchronisedFolder",
    "ListQuery",
    "ListedRow",
    "LogEntry",
    "NoStore",
    "OfficerEntry",
    "OfficerRow",
    "OnNetworkShare",
    "PictureCopy",
    "ReadSession",
    "RecordComment",
    "RecordHead",
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
    "UnitOfWork",
    "Writer",
    "WrongPassphrase",
    "WrongRecoveryKey",
    "can_order",
    "column_names",
    "discard_unfinished",
    "enter",
    "filter_names",
    "found",
    "new_recovery_key",
    "open_store",
    "read_keyring",
    "recover",
    "system_clock",
    "unanswered",
    "unlock",
]
