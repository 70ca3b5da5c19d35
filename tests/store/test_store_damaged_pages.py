"""A page that SQLCipher gives as zeros without an error is noticed all the same."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from rilo_desktop.store import Store
from rilo_desktop.store.engine import connect
from rilo_desktop.store.salvaging import BrokenDatabase
from rilo_desktop.store.stored_content import ContentDamaged
from rilo_desktop.store.tables import ATTACHMENT

PAGE = 4096
KEY = bytes(32)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Its last page ends the content of its last row."""
    raw = connect(tmp_path / "store.db", KEY)
    raw.execute("PRAGMA journal_mode=DELETE")
    raw.execute("CREATE TABLE long(seq INTEGER PRIMARY KEY, content BLOB)")
    raw.executemany("INSERT INTO long(content) VALUES (?)", [(bytes([1]) * 9_000,)] * 3)
    for n in range(60):  # so that the schema fills several pages
        raw.execute(f"CREATE TABLE filled_{n}(one TEXT, other TEXT, and_another_one TEXT)")
    raw.execute("INSERT INTO long(content) VALUES (?)", (bytes([2]) * 9_000,))
    raw.close()
    return tmp_path / "store.db"


def destroy_last_page(path: Path) -> None:
    with path.open("rb+") as file:
        file.seek(-PAGE, os.SEEK_END)
        file.write(os.urandom(PAGE))


def test_the_driver_says_nothing_of_the_last_page_it_reads(database: Path) -> None:
    """Why the rest is needed: where this fails, it is no longer."""
    destroy_last_page(database)
    raw = connect(database, KEY, read_only=True, immutable=True)
    (found,) = raw.execute("SELECT content FROM long WHERE seq = 4").fetchone()
    assert found != bytes([2]) * 9_000
    raw.close()


def test_a_row_whose_last_page_is_damaged_is_not_taken_for_whole(database: Path) -> None:
    destroy_last_page(database)
    broken = BrokenDatabase(database, KEY)
    assert broken.ask("SELECT content FROM long WHERE seq = 4") is None
    assert broken.ask("SELECT seq FROM long WHERE seq = 3") == [(3,)]
    broken.close()


def test_kept_content_is_compared_with_its_hash(store: Store) -> None:
    content = b"a picture " * 900
    name = hashlib.sha256(content).hexdigest()
    with store.unit("edit") as unit:
        unit.write_attachment(name, "image/png", "a.png", content)
    store._raw.execute(f"UPDATE {ATTACHMENT.name} SET content = zeroblob(9000)")
    with store.reading() as reading, pytest.raises(ContentDamaged) as raised:
        reading.attachments.content(name)
    assert isinstance(raised.value, dbapi2.DatabaseError)
