"""Loops that `make test` runs in part; `make proof` all of each, by the name of its part."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("RILO_PROOF") == "full"


def share(items: Sequence[T], part: int, of: int) -> tuple[T, ...]:
    """Every `of`-th of them, counted from `part`; all of them in the full form."""
    return tuple(items) if FULL else tuple(items[part::of])
