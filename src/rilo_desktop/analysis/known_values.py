"""Values of records with "not known" and empty taken out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from rilo_desktop.records.dates import first_day, last_day

T = TypeVar("T")


def known_text(value: Any) -> str:
    """The text, "" where it is empty or not known."""
    return value if isinstance(value, str) else ""


def known_date(value: Any) -> str:
    """A date as text, also a year that is kept as a number; "" where it is not known."""
    return str(value) if isinstance(value, int) else known_text(value)


def known_lines(value: tuple[T, ...]) -> tuple[T, ...]:
    """The lines, codes or texts; none where they are not known (records type only the usual)."""
    return value if isinstance(value, tuple) else ()


def known_number(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None


def known_first(value: Any) -> date | None:
    """The first day a date may mean."""
    return first_day(value) if isinstance(value, str) else None


def known_last(value: Any) -> date | None:
    """The last day a date may mean: what is due in 2026 is due on 31 December."""
    return last_day(value) if isinstance(value, str) else None
