"""What a table is, as plain data: `tables` describes them all, `core` makes SQLAlchemy's of them.

The program reads and writes over statements made from these; SQLAlchemy is imported only where a
schema is made, migrated or compared (docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TEXT, INTEGER, REAL, BLOB = "TEXT", "INTEGER", "REAL", "BLOB"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """`references`: a column of another table, whose row takes this one with it."""

    name: str
    type: str = TEXT
    key: bool = False
    required: bool = False
    unique: bool = False
    references: str = ""


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """`where`: SQL of a condition, for an index over a part of the rows.

    `nocase`: those of its columns that are compared without regard to case.
    """

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str = ""
    nocase: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns of a table, in order, found by name."""

    all: tuple[ColumnSpec, ...]

    def __iter__(self) -> Iterator[ColumnSpec]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __contains__(self, name: object) -> bool:
        return any(column.name == name for column in self.all)

    def __getitem__(self, name: str) -> ColumnSpec:
        for column in self.all:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, eq=False)
class TableSpec:
    """Described once; two are never compared."""

    name: str
    columns: Columns
    indexes: tuple[IndexSpec, ...] = ()
    has_rowid: bool = True


def table(name: str, *parts: ColumnSpec | IndexSpec, has_rowid: bool = True) -> TableSpec:
    columns = tuple(part for part in parts if isinstance(part, ColumnSpec))
    indexes = tuple(part for part in parts if isinstance(part, IndexSpec))
    return TableSpec(name, Columns(columns), indexes, has_rowid)
