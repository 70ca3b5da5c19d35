"""A font of a document, as plain data: made in the child, compared by the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintedFont:
    """A font as a document holds it. `program` and `meanings`: SHA-256 of its streams."""

    name: str
    codes: tuple[int, ...]
    widths: tuple[float, ...]
    program: str
    meanings: str
    descriptor: Mapping[str, Any]
