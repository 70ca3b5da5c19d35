"""Brings a database to today's schema. Alembic is imported here and nowhere else.

On SQLite a migration that copies a table drops its children silently when foreign keys are on, and
Alembic believes that SQLite cannot roll back. So: foreign keys off on the raw connection before
BEGIN, one transaction for all steps, then row counts and foreign keys checked before COMMIT.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from .errors import MigrationFailed
from .schema import head, schema_of
from .sqlalchemy_tables import engine_over

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(raw: Any, target: str = "") -> None:
    """All steps up to the target in one transaction, over the driver's connection.

    Raises MigrationFailed, and the driver's errors.
    """
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine_over(raw).begin() as connection:
            before = {} if schema_of(raw) == "" else _row_counts(connection)
            command.upgrade(_config(connection), target or head())
            _verify(connection, before)
    except sa.exc.DBAPIError as error:
        raise error.orig or error from error
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _row_counts(connection: sa.Connection) -> Mapping[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).scalars()
    return {name: _count(connection, name) for name in names.all()}


def _count(connection: sa.Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())


def _verify(connection: sa.Connection, before: Mapping[str, int]) -> None:
    after: Mapping[str, Any] = _row_counts(connection)
    lost = [name for name, count in before.items() if after.get(name) != count]
    if lost:
        raise MigrationFailed(f"rows of {', '.join(lost)} do not agree")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise MigrationFailed(f"foreign key of {broken[0]} leads nowhere")
