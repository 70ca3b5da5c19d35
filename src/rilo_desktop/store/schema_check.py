"""Does the database hold what a schema of ours has, and nothing that acts by itself?

Who has the key can add a trigger that changes what is saved later, or take away what keeps numbers
unique. Signatures would not show either.
"""

from __future__ import annotations

from collections.abc import Iterator

from rilo_desktop.rules.findings import N_, Finding, Nature, Severity

from .queries import ReadSession
from .released import TRIGGERS
from .tables import ALL

_OF_SQLITE = ("sqlite_", "search", "alembic_version")
"""Beginnings of names that SQLite, its search and Alembic give."""


def unlike(reading: ReadSession) -> Iterator[Finding]:
    """Tables, indexes, triggers and views that are missing, or that no version ever made."""
    rows = reading.run("SELECT type, name, sql FROM main.sqlite_master")
    there = {(kind, name) for kind, name, _ in rows if not _is_made_by_others(kind, name)}
    there -= {("trigger", name) for _, name, sql in rows if TRIGGERS.get(name, sql) != sql}
    for kind, name in sorted(there ^ _expected()):
        is_missing = (kind, name) not in there
        message = (
            N_("The database lacks {name} ({kind}).")
            if is_missing
            else N_("The database contains {name} ({kind}), which this program did not create.")
        )
        values = {"name": name, "kind": kind}
        yield Finding("check.schema", Severity.BLOCKS, Nature.STRUCTURE, message, values)


def _is_made_by_others(kind: str, name: str) -> bool:
    return kind in ("table", "index") and name.startswith(_OF_SQLITE)


def _expected() -> set[tuple[str, str]]:
    tables = {("table", table.name) for table in ALL}
    indexes = {("index", index.name) for table in ALL for index in table.indexes}
    return tables | indexes | {("trigger", name) for name in TRIGGERS}
