"""pyHanko imports a client of the network, which nothing here may use: it gets an empty one.

So a signature can fetch nothing even by mistake, and a tenth of a second is saved. Import this
before pyHanko.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

CLIENT = "aiohttp"


class _Empty(ModuleType):
    """Has a class of every name, for annotations; none of them does anything."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {})
        setattr(self, name, made)
        return made


sys.modules.setdefault(CLIENT, _Empty(CLIENT))
