"""How a language writes dates and numbers (CLDR, by way of the build step)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"


@dataclass(frozen=True)
class Formats:
    language: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    decimal: str
    group: str

    def number(self, value: Decimal | int | float) -> str:
        """570,000 or 28.3, as the language groups and divides it."""
        text = f"{Decimal(str(value)):,f}" if not isinstance(value, Decimal) else f"{value:,f}"
        whole, _, part = text.partition(".")
        part = part.rstrip("0")
        whole = whole.replace(",", self.group)
        return f"{whole}{self.decimal}{part}" if part else whole

    def day(self, value: date, short: bool = False) -> str:
        """25 November 2026; a date never breaks inside, so its spaces do not."""
        month = (self.months_short if short else self.months)[value.month - 1]
        first = self.language == "fr" and value.day == 1
        number = "1er" if first else str(value.day)
        middle = f" de {month} de " if self.language in ("es", "pt") and not short else f" {month} "
        return f"{number}{middle}{value.year}".replace(" ", NO_BREAK_SPACE)

    def partial(self, text: str, short: bool = False) -> str:
        """A date as precise as it is given: "2026-11-25", "2026-11", "2026"; others as they are."""
        parts = text.split("-")
        try:
            if len(parts) == 3:
                return self.day(date.fromisoformat(text), short)
            if len(parts) == 2:
                names = self.months_short if short else self.months_alone
                month = date(int(parts[0]), int(parts[1]), 1).month
                return f"{names[month - 1]}{NO_BREAK_SPACE}{parts[0]}"
        except (ValueError, IndexError):
            pass
        return text


@cache
def formats(language: str) -> Formats:
    """A language that is not there is written like English."""
    known = _known()
    entry = known.get(language, known["en"])
    group = entry["group"]
    return Formats(
        language=language if language in known else "en",
        months=tuple(entry["months"]),
        months_alone=tuple(entry["months_alone"]),
        months_short=tuple(entry["months_short"]),
        decimal=entry["decimal"],
        group=NARROW_NO_BREAK_SPACE if language in ("fr", "ru", "pt") else group,
    )


def known_languages() -> tuple[str, ...]:
    """Those that have formats, English first."""
    return ("en", *(language for language in _known() if language != "en"))


@cache
def _known() -> dict[str, Any]:
    path = resources.files("rilo_desktop.assets") / "language" / "formats.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
