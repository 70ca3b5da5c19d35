"""Units of quantity: what may be added up, and what may not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class UnitSum:
    """Sum of the quantities given in one unit, and how many lines give none."""

    unit: str
    total: Decimal
    lines: int
    without_quantity: int
    approximate: bool


def sums_by_unit(lines: Iterable[tuple[Decimal | None, str, bool]]) -> tuple[UnitSum, ...]:
    """One sum for each unit of (quantity or None, unit, approximate), in order of appearance.

    Unlike units are never added, nor are kilograms and tonnes: figures stay as they were reported.
    """
    found: dict[str, UnitSum] = {}
    for quantity, unit, approximate in lines:
        old = found.get(unit) or UnitSum(unit, Decimal(0), 0, 0, False)
        found[unit] = UnitSum(
            unit,
            old.total + (quantity or 0),
            old.lines + 1,
            old.without_quantity + (quantity is None),
            old.approximate or approximate,
        )
    return tuple(found.values())
