"""The log as officers read it: who did what when, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .session import Session, Task


@dataclass(frozen=True, slots=True)
class Line:
    """`action` is a message of the catalogue; `records` is how many states were written."""

    operation: int
    time: str
    officer: str
    device: str
    action: str
    detail: Mapping[str, Any]
    records: int


def newest(
    session: Session, count: int = 100, action: str = "", before: int = 0
) -> tuple[Line, ...]:
    """The newest entries, of one action where it is given; `before` goes on from an operation."""
    session.permit(Task.READ)
    with session.reading() as reading:
        entries = (
            entry
            for entry in reading.log_backwards()
            if (not action or entry.action == action) and (not before or entry.seq < before)
        )
        return tuple(
            Line(
                one.seq,
                one.time,
                one.officer,
                one.device,
                one.action,
                one.detail,
                len(one.revisions),
            )
            for one in islice(entries, max(0, count))
        )
