"""Libraries bring clients of the network, which nothing here may use: empty ones stand in for them.

So a signature can fetch nothing even by mistake, and a tenth of a second is saved. Import this
before pyHanko, and pyxform inside `empty_client`. The frozen program contains none of CLIENTS; its
self-test tries to import each.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_REPLACED = (
    "pyhanko.sign.timestamps.aiohttp_client",
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers",
)
CLIENTS = (
    *("aiohttp", "aiohappyeyeballs", "aiosignal", "attr", "attrs", "certifi", "frozenlist"),
    *("idna", "multidict", "oscrypto", "propcache", "yarl", "requests", "urllib3", "httpx"),
    *("http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "socketserver"),
    *("ssl", "_ssl", "PySide6.QtNetwork"),
)
"""Packages and modules that speak a protocol of the network, and what only these need."""


class _Empty(ModuleType):
    """Has a class of every name, for annotations and base classes; none of them does anything."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {})
        setattr(self, name, made)
        return made


for _name in _REPLACED:
    sys.modules.setdefault(_name, _Empty(_name))


@contextmanager
def empty_client(name: str) -> Iterator[None]:
    """While a library is imported that imports this client: it gets an empty one, others do not."""
    made = _Empty(name)
    kept = sys.modules.setdefault(name, made)
    try:
        yield
    finally:
        if kept is made:
            del sys.modules[name]
