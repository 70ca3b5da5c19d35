"""`check`: is the store whole? It looks at the store, never at completeness."""

from __future__ import annotations

from dataclasses import replace

from rilo_desktop.rules.findings import N_, Finding, Nature, Place, Severity
from rilo_desktop.store.checking import Health, examine

from .progress import SILENT, Progress
from .session import Session

__all__ = ["Health", "check"]


def check(session: Session, progress: Progress = SILENT) -> Health:
    """Look at everything. Raises Cancelled."""
    with session.reading() as reading:
        found = examine(reading, progress)
    keys = tuple(_broken(name) for name in session.store.broken_keys)
    return replace(found, findings=(*keys, *found.findings))


def _broken(name: str) -> Finding:
    message = N_(
        "{name} is damaged or missing, and its copy still opens the office: replace it by the copy."
    )
    return Finding(
        "check.keys", Severity.BLOCKS, Nature.STRUCTURE, message, {"name": name}, Place(file=name)
    )
