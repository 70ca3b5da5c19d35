"""Which schema a database has, without importing Alembic."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from .errors import StoreOfNoRelease, StoreTooNew


@cache
def known_schemas() -> tuple[str, ...]:
    """Those of the releases, and of what follows the last: the numbers of the migrations."""
    folder = resources.files("rilo_desktop.store") / "migrations" / "versions"
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(n[:4] for n in names if n.endswith(".py") and n[:4].isdigit()))


def head() -> str:
    """The schema this program reads and writes."""
    return known_schemas()[-1]


def check_known(path: Path, schema: str) -> None:
    """Raises StoreTooNew, or StoreOfNoRelease for one that no release wrote."""
    if schema not in known_schemas():
        raise (StoreTooNew if schema > head() else StoreOfNoRelease)(path, schema=schema)


def schema_of(raw: Any) -> str:
    """The schema of the database behind a driver's connection, "" where there is none yet."""
    there = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if there is None:
        return ""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""
