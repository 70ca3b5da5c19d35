"""Content that is kept under its hash is compared with it whenever it is read."""

from __future__ import annotations

import hashlib

from sqlcipher3 import dbapi2


class ContentDamaged(dbapi2.DatabaseError):  # type: ignore[misc]  # untyped library
    """SQLCipher fills a page of long content that it cannot verify with zeros, and says nothing."""

    sqlite_errorcode = dbapi2.SQLITE_CORRUPT

    def __init__(self, sha256: str) -> None:
        super().__init__(f"the content {sha256[:12]} cannot be read")


def verified(content: bytes, sha256: str) -> bytes:
    """Raises ContentDamaged where it is not what was written."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ContentDamaged(sha256)
    return content
