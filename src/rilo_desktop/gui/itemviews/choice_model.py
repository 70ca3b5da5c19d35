"""One of the codes, or records, that a field may name."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    code: str
    label: str
    names: tuple[str, ...] = ()
    """Other names, by which it is found too."""
