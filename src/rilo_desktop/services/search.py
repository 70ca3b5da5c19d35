"""One search over all kinds."""

from __future__ import annotations

from .lists import Row, rows_of
from .session import Session


def everywhere(session: Session, words: str, limit: int = 50) -> tuple[Row, ...]:
    """Best match first; newest first where a word is very common."""
    with session.reading() as reading:
        return rows_of(reading, reading.search(words, limit), words)
