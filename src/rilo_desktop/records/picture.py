"""A picture of a record: the original lies in the store, named by its hash."""

from __future__ import annotations

from dataclasses import dataclass

from .describe import flag, text


@dataclass(frozen=True, kw_only=True)
class Picture:
    sha256: str | None = text("SHA-256 of the original", searched=False, limit=64)
    caption: str | None = text("Caption", nominal=True, null_is_empty=True)
    sanitised: bool | None = flag("Sanitised", help="Nothing in it names a person")
