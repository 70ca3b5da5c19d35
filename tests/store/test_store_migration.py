"""An older store is migrated after a verified backup, in one step, with nothing lost."""

from __future__ import annotations

from contextlib import closing

import pytest

import quick_schema
from rilo_desktop.records import CaseStudy, GoodsLine
from rilo_desktop.store import (
    StoreTooNew,
    StoreUnwritable,
    backup_file,
    keys,
    open_store,
)
from rilo_desktop.store import schema as schemas
from rilo_desktop.store import store as stores
from rilo_desktop.store.backup import BACKUPS
from rilo_desktop.store.checking import examine
from rilo_desktop.store.engine import connect
from rilo_desktop.store.errors import BackupUnwritten
from rilo_desktop.store.schema import head, known_schemas
from rilo_desktop.store.sqlalchemy_tables import engine_over


@pytest.fixture
def old(store, monkeypatch):
    """A store as an earlier version left it: its last column is not there yet."""
    case = CaseStudy(id="x", title="kept", goods=(GoodsLine(description="a"), GoodsLine()))
    with store.unit("edit") as unit:
        unit.write([case])
    with engine_over(store._raw).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE setting RENAME TO setting_then")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'old0'")
    store.close()
    real = known_schemas()
    monkeypatch.setattr(schemas, "known_schemas", lambda: ("old0", *real))

    def upgrade(raw):
        with engine_over(raw).begin() as connection:
            connection.exec_driver_sql("ALTER TABLE setting_then RENAME TO setting")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (head(),))

    monkeypatch.setattr(stores, "upgrade", upgrade)
    return store.folder


def test_the_backup_is_made_first_and_opens_with_the_same_passphrase(old, passphrase, clock):
    with open_store(old, passphrase, clock=clock) as opened, opened.reading() as reading:
        assert reading.records.stored("x").record.title == "kept"
        assert examine(reading).findings == ()
    (path,) = (old / BACKUPS).iterdir()
    assert path.name.startswith(f"before-{head()}-")
    backup = backup_file.read(path)
    assert (backup.manifest.schema, backup.manifest.records) == ("old0", 1)
    key = keys.unseal(backup.keyring, passphrase, path)[1].store_key
    with closing(connect(path, key, read_only=True, immutable=True)) as copy:
        titles = copy.execute("SELECT title FROM record WHERE id = 'x'").fetchall()
        assert titles == [("kept",)]
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("old0",)]


def test_without_a_backup_nothing_is_migrated(old, passphrase, monkeypatch):
    def fail(*_arguments):
        raise BackupUnwritten(old, reason="No space left on device")

    monkeypatch.setattr(stores, "before_migration", fail)
    with pytest.raises(StoreUnwritable, match="No space left"):
        open_store(old, passphrase)
    monkeypatch.undo()
    with pytest.raises(StoreTooNew, match="old0"):
        open_store(old, passphrase)


def test_a_store_of_the_first_release_is_really_migrated(tmp_path, passphrase, clock, monkeypatch):
    from rilo_desktop.store import OfficerEntry, create_store, found
    from rilo_desktop.store.migrate import upgrade

    monkeypatch.setattr(create_store, "upgrade", lambda raw: upgrade(raw, known_schemas()[0]))
    made = found(tmp_path / "o", "AP", OfficerEntry("AP-01", "Head", "head"), passphrase).store
    with engine_over(made._raw).begin() as connection:
        run = connection.exec_driver_sql
        run(
            "INSERT INTO record VALUES (1, 'x', 'case-study', 'AP/2026/CS/A0001', NULL, 'kept', "
            "'', 'draft', 0, NULL, NULL, NULL, NULL, NULL, NULL, 'r', 1, 'AP')"
        )
        run("INSERT INTO case_study (owner, title) VALUES (1, 'kept')")
        run("INSERT INTO case_study_goods (owner, line, description) VALUES (1, 1, 'tablets')")
    made.close()
    monkeypatch.undo()
    with open_store(made.folder, passphrase, clock=clock) as again:
        run = again._raw.execute
        assert run("SELECT version_num FROM alembic_version").fetchone() == (head(),)
        assert run("SELECT title, looked_for FROM case_study").fetchall() == [("kept", None)]
        assert run("SELECT description FROM case_study_goods").fetchall() == [("tablets",)]
        again.prefer("list.case-study", "wide")
        with again.reading() as reading:
            assert reading.office.preferences("AP-01") == {"list.case-study": "wide"}
    assert [path.name[:12] for path in (made.folder / BACKUPS).iterdir()] == [f"before-{head()}-"]


def test_stores_of_tests_have_the_schema_that_the_migrations_make(tmp_path):
    """What tests/quick_schema.py makes, with every row that a migration would write."""
    made = []
    for number, upgrade in enumerate((quick_schema.by_migrations, quick_schema.by_statements)):
        with closing(connect(tmp_path / str(number), bytes(32))) as raw:
            upgrade(raw)
            schema = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
            names = [name for type_, name, _, _ in schema if type_ == "table" and name != "search"]
            rows = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
            made.append((sorted(schema, key=str), rows))
    assert made[0] == made[1]
    assert made[0][1]["alembic_version"] == [(head(),)]
