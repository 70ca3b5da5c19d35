"""Which schema a database has, without importing Alembic."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

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


def schema_of(raw: Any) -> str:
    """The schema of the database behind a driver's connection, "" where there is none yet."""
    there = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if there is None:
        return ""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""
