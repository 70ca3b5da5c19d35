"""One connection to one encrypted database (SQLCipher)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

CACHE_KIB = 16_384
"""Page cache: a scan of a large store must not eat an old workstation's memory."""

STATEMENTS = 512
"""Statements the driver keeps prepared. It keeps what was used most: at its usual hundred, once a
hundred others ran (making a store, lists and filters), a save had one place and parsed each anew.
"""


def connect(
    path: Path, key: bytes | bytearray, read_only: bool = False, immutable: bool = False
) -> Any:
    """A raw connection with the key and the pragmas set. Raises dbapi2.DatabaseError.

    Exclusive locking makes the second program fail at once and leaves no lock behind a crash; it
    also rules out the WAL-reset fault of SQLite before 3.51.3. Temporary tables stay in memory, so
    that nothing readable reaches the disk. `immutable`: a file that nobody writes any more; it is
    read without a lock, and nothing is made beside it.
    """
    mode = "ro" if read_only else "rwc"
    connection = dbapi2.connect(
        f"{path.resolve().as_uri()}?mode={mode}&immutable={int(immutable)}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0.2,
        cached_statements=STATEMENTS,
    )
    try:
        run = connection.execute
        run("PRAGMA cipher_log_level=NONE")
        run(f"PRAGMA key=\"x'{key.hex()}'\"")
        if not read_only:  # first of all: else an index of the log is shared in a file of its own
            run("PRAGMA locking_mode=EXCLUSIVE")
        run("PRAGMA temp_store=MEMORY")
        run(f"PRAGMA cache_size=-{CACHE_KIB}")
        run("PRAGMA foreign_keys=ON")
        run("PRAGMA trusted_schema=OFF")
        if not read_only:
            run("PRAGMA journal_mode=WAL").fetchone()
            run("PRAGMA synchronous=FULL")
            run("BEGIN EXCLUSIVE")
            run("COMMIT")
        run("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
