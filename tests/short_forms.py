"""Loops that `make test` runs in part; `make proof` all of each, by the name of its part.

Of examples that hypothesis makes, `make properties` takes all, and others each time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("RILO_PROOF") == "full"
PART = 4
"""`make test` takes the same examples each time, and one of so many that `make properties` has."""


def share(items: Sequence[T], part: int, of: int) -> tuple[T, ...]:
    """Every `of`-th of them, counted from `part`; all of them in the full form."""
    return tuple(items) if FULL else tuple(items[part::of])


def examples(whole: int) -> int:
    """How many of hypothesis: `whole` in the full form and in `make properties`."""
    return whole if FULL or "RILO_RANDOM" in os.environ else whole // PART
