"""What all readers of spreadsheets in the child share: numbers, formats, what a sheet marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from .cells import Day, Fault, Number
from .child_budget import Budget
from .limits import LIMITS

_LARGEST = Decimal("1e30")


def number_of(value: float | str, symbol: str = "") -> Number | Fault:
    """The exact decimal text of a number as a file gives it. Raises decimal.InvalidOperation."""
    number = Decimal(value if isinstance(value, str) else repr(value))
    if not number.is_finite() or abs(number) >= _LARGEST or len(number.as_tuple().digits) > 40:
        return Fault(str(value)[:40])
    if number == number.to_integral_value():
        return Number(str(int(number)), symbol)
    return Number(f"{number:f}", symbol)


def day_of(value: object) -> Day | None:
    """A date, a moment or a time of day; None for anything else."""
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return Day(value.date().isoformat() if midnight else value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return Day(value.isoformat())
    return Day(f"T{value}") if isinstance(value, (time, timedelta)) else None


_PIECES = re.compile(
    r"""\[\$(?P<currency>[^\]-]*)[^\]]*\] | \[[^\]]*\]   # [$€-40C], [Red]
      | "(?P<quoted>[^"]*)"                              # "FCFA"
      | \\(?P<escaped>.)                                 # \F
      | [_*].                                            # the width of a character, a filling
      | (?P<bare>[^"\[\\_*])""",
    re.VERBOSE,
)


def symbol_of(code: str) -> str:
    """What a number format of Excel writes beside the number: "€", "FCFA", "%", "kg", or ""."""
    found = ""
    for piece in _PIECES.finditer(code[:255]):
        bare = piece["bare"] or ""
        if bare == ";":
            break
        if bare and bare != "%" and unicodedata.category(bare) != "Sc":
            bare = " "
        found += piece["currency"] or piece["quoted"] or piece["escaped"] or bare
    words = (word for word in found.split() if _is_symbol(word))
    return " ".join(words)[:20]


def _is_symbol(word: str) -> bool:
    return any(c.isalpha() or c == "%" or unicodedata.category(c) == "Sc" for c in word)


@dataclass
class Marks:
    """What a sheet says beside its cells. Rows from 1, columns from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)

    def merge(self, top: int, bottom: int, left: int, right: int) -> None:
        if top < bottom or left < right:
            self.merged.append((top, bottom, left, min(right, LIMITS.columns)))

    def note(self, budget: Budget, sheet: str, row: int, column: int, text: str) -> None:
        """Raises Unread for a text that is too long; a note of a blank row counts like a cell."""
        if text.strip():
            budget.spend(sheet, row, [text])
            self.notes.append((row, column, text))

    def line(self, last: int) -> dict[str, Any]:
        """The line of the answer after the rows; what lies below the last row is left out."""
        return {
            "hidden_rows": [row for row in self.hidden_rows if row <= last],
            "hidden_columns": sorted(set(self.hidden_columns)),
            "merged": [(a, min(b, last), c, d) for a, b, c, d in self.merged if a <= last],
            "notes": self.notes,
            "struck": self.struck,
        }
