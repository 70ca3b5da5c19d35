"""Saving, opening, backup and check of a large office beside raw SQLCipher doing the same work.

`BENCH_RECORDS` (100,000) cases, three officers' years of work.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from rilo_desktop.services.office import backup, store_check
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.store import keys
from rilo_desktop.store.engine import connect

from .cases import many
from .measure import Line, in_turns, seconds
from .saving import save

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
ROUNDS = 3
PASSPHRASE = "a passphrase for the bench, nothing secret"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = _office(folder / "office")
        session.close()
        opening = _opening(folder / "office")
        with open_store(folder / "office", PASSPHRASE) as session:
            size = (session.folder / "store.db").stat().st_size / 1_000_000
            saved = save(session, folder, f"save of a case among {RECORDS:,}", 1.5)
            return [saved, opening, _backup(session, folder, size), _check(session)]


def _office(folder: Path) -> Session:
    session = make_office(folder, "AP", "AP-01", PASSPHRASE).session
    cases = many(RECORDS)
    for first in range(0, len(cases), 1_000):
        with session.unit("edit") as unit:
            unit.write(cases[first : first + 1_000])
    return session


def _opening(folder: Path) -> Line:
    """With the key derived from the passphrase on both sides, and one look at the records."""

    def ours() -> None:
        with open_store(folder, PASSPHRASE) as session, session.reading() as reading:
            assert reading.records.count("case-study") == RECORDS

    def theirs() -> None:
        key = keys.unseal(keys.read(folder), PASSPHRASE, folder)[1].store_key
        with contextlib.closing(connect(folder / "store.db", key)) as raw:
            sql = "SELECT count(*) FROM record WHERE kind = 'case-study' AND archived = 0"
            assert raw.execute(sql).fetchone()[0] == RECORDS

    one, other, ratio = in_turns(ours, theirs, 7)
    return Line(f"opening {RECORDS:,} records", _ms(one), _ms(other), ratio)


def _backup(session: Session, folder: Path, size: float) -> Line:
    """Beside `backup()` into an encrypted file and `quick_check` of the copy."""
    raw, key = session.store._raw, bytes(session.store.access.secret.store_key)
    bare = folder / "bare.db"

    def ours() -> None:
        backup.back_up(session, folder / "ours.rilobackup")

    def theirs() -> None:
        bare.unlink(missing_ok=True)
        with contextlib.closing(_encrypted(bare, key)) as copy:
            raw.backup(copy)
        with contextlib.closing(_encrypted(bare, key)) as copy:
            assert copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"

    one, other, ratio = in_turns(ours, theirs, ROUNDS)
    what = f"backup of {RECORDS:,} records ({size:.0f} MB), verified"
    return Line(what, _s(one), _s(other), ratio, 2)


def _check(session: Session) -> Line:
    """Beside the integrity checks of SQLCipher and SQLite: signatures and hashes are ours alone."""
    raw = session.store._raw

    def theirs() -> None:
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"

    def ours() -> None:
        assert store_check.check(session).findings == ()

    bare = seconds(theirs)
    one = seconds(ours)
    return Line(f"check of {RECORDS:,} records", _s(one), _s(bare), one / bare)


def _encrypted(path: Path, key: bytes) -> Any:
    raw = dbapi2.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return raw


def _ms(value: float) -> str:
    return f"{value * 1000:.0f} ms"


def _s(value: float) -> str:
    return f"{value:.1f} s"
