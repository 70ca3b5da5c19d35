"""Which schema a database has, without importing Alembic."""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0001"
"""The schema this program reads and writes."""
KNOWN = ("0001",)
"""All that ever were, oldest first; a database of another one was written by a newer program."""


def schema_of(connection: sa.Connection) -> str:
    """The database's schema, "" where there is none yet."""
    there = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    ).first()
    if there is None:
        return ""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else ""
