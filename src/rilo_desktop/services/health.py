"""`check`: is the store whole? It looks at the store, never at completeness."""

from __future__ import annotations

from collections.abc import Callable

from rilo_desktop.store.checking import Health, examine

from .session import Session

__all__ = ["Health", "check"]


def check(session: Session, progress: Callable[[str], None] | None = None) -> Health:
    """Look at everything. `progress` gets the name of each step, a message of the catalogue."""
    with session.reading() as reading:
        return examine(reading, progress)
