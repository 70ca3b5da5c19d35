"""Preferences: what an officer or the office (OFFICE_ITSELF) chose; no records, not signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .tables import PREFERENCE

Run = Callable[..., Any]


def keep(run: Run, officer: str, name: str, value: str) -> None:
    """In place of what was kept; "" forgets it."""
    if value:
        run(f"INSERT OR REPLACE INTO {PREFERENCE.name} VALUES (?, ?, ?)", (officer, name, value))
    else:
        sql = f"DELETE FROM {PREFERENCE.name} WHERE officer = ? AND name = ?"
        run(sql, (officer, name))


def of_officer(run: Run, officer: str) -> Mapping[str, str]:
    """{name: value}"""
    sql = f"SELECT name, value FROM {PREFERENCE.name} WHERE officer = ?"
    return dict(run(sql, (officer,)).fetchall())


def of_all(run: Run) -> tuple[tuple[str, str, str], ...]:
    """(officer, name, value) of everybody."""
    sql = f"SELECT officer, name, value FROM {PREFERENCE.name} ORDER BY officer, name"
    return tuple(run(sql).fetchall())
