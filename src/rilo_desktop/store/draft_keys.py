"""From which keys the drafts of an office are read and written.

The key is made of the store's key, so that a draft outlives a passphrase that was reset. Where the
store was re-keyed the database keeps the keys of before, for drafts written under them.
"""

from __future__ import annotations

import json

PURPOSE = "rilo drafts"
OLDER = "older draft keys"
"""Name of the setting: a JSON list of keys in hexadecimal, oldest first."""


def older(setting: str) -> list[bytes]:
    """The keys that the setting holds, newest first."""
    return [bytes.fromhex(key) for key in reversed(json.loads(setting or "[]"))]


def with_another(setting: str, key: bytes | bytearray) -> str:
    return json.dumps([*json.loads(setting or "[]"), key.hex()])
