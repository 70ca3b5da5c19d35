"""The tables as SQLAlchemy Core, and an engine over an open connection, for what makes, migrates or
compares a schema."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from . import tables
from .table_specs import BLOB, INTEGER, REAL, TEXT, ColumnSpec, IndexSpec, TableSpec

METADATA = sa.MetaData()

_TYPES: Mapping[str, Any] = MappingProxyType(
    {TEXT: sa.Text, INTEGER: sa.Integer, REAL: sa.REAL, BLOB: sa.LargeBinary}
)


def _made(table: TableSpec) -> sa.Table:
    made = sa.Table(
        table.name,
        METADATA,
        *(_column(column) for column in table.columns),
        sqlite_with_rowid=table.has_rowid,
    )
    for index in table.indexes:
        _add_index(made, index)
    return made


def _column(column: ColumnSpec) -> sa.Column[Any]:
    leads = [sa.ForeignKey(column.references, ondelete="CASCADE")] if column.references else []
    required = column.required or column.key
    return sa.Column(
        column.name,
        _TYPES[column.type],
        *leads,
        primary_key=column.key,
        nullable=not required,
        unique=column.unique or None,
    )


def _add_index(table: sa.Table, index: IndexSpec) -> None:
    where = sa.text(index.where) if index.where else None
    columns = (
        sa.collate(table.c[name], "NOCASE") if name in index.nocase else table.c[name]
        for name in index.columns
    )
    sa.Index(index.name, *columns, unique=index.unique, sqlite_where=where)


for _table in tables.ALL:
    _made(_table)


def engine_over(connection: Any) -> sa.Engine:
    """An engine that always hands out this one connection; transactions begin immediately."""
    engine = sa.create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool
    )

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(raw: Any, _record: Any) -> None:
        raw.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(sql: sa.Connection) -> None:
        sql.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
