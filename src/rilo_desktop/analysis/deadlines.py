"""When an action item waits for nobody any more, and how far ahead its day is looked for."""

from __future__ import annotations

from datetime import timedelta

CLOSED = frozenset({"completed", "cancelled", "carried_over"})
"""Codes of "progress"."""
SOON = timedelta(days=30)
