"""Which schema a database has, without importing Alembic."""

from __future__ import annotations

from functools import cache
from importlib import resources

import sqlalchemy as sa

FIRST = "0001"


@cache
def known_schemas() -> tuple[str, ...]:
    """All that ever were, oldest first: the numbers of the migrations.

    A database of another one was written by a newer program.
    """
    folder = resources.files("rilo_desktop.store") / "migrations" / "versions"
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(n[:4] for n in names if n.endswith(".py") and n[:4].isdigit()))


def head() -> str:
    """The schema this program reads and writes."""
    return known_schemas()[-1]


def schema_of(connection: sa.Connection) -> str:
    """The database's schema, "" where there is none yet."""
    there = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    ).first()
    if there is None:
        return ""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else ""
