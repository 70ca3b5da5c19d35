"""The migrations make what the descriptions say."""

from __future__ import annotations

import sqlalchemy as sa

from rilo_desktop.store.sqlalchemy_tables import METADATA, engine_over


def shape(tables):
    """{table: {column: (type, nullable, primary key)}} with the indexes."""
    found = {}
    for table in tables:
        columns = {
            c.name: (str(c.type), c.nullable and not c.primary_key, bool(c.primary_key))
            for c in table.columns
        }
        indexes = {
            i.name: (tuple(c.name for c in i.columns), bool(i.unique)) for i in table.indexes
        }
        found[table.name] = (columns, indexes)
    return found


def test_a_migrated_database_is_what_the_descriptions_say(store):
    reflected = sa.MetaData()
    with engine_over(store._raw).connect() as connection:
        reflected.reflect(connection, only=list(METADATA.tables))
        connection.rollback()
    assert shape(reflected.sorted_tables) == shape(METADATA.sorted_tables)


def test_each_line_belongs_to_its_record(store):
    with engine_over(store._raw).connect() as connection:
        for name in METADATA.tables:
            if name.startswith(("case_study", "action_item", "risk_indicator")):
                keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").all()
                assert [(k[2], k[3], k[4], k[6]) for k in keys] == [
                    ("record", "owner", "row", "CASCADE")
                ]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        connection.rollback()
