"""Values of expressions: text, number, truth, or the nodes that a path leads to.

Conversions and comparisons are those of XPath 1.0, and those of ODK for dates: a date counts as
its days since 1 January 1970. Source: https://getodk.github.io/xforms-spec/#data-types.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Final, Protocol


class Node(Protocol):
    """What a path leads to: an answer, a group, a repeat, or a choice."""

    @property
    def text(self) -> str:
        """Its answer as expressions see it: "" of what is empty, not known or not asked."""


NodeSet = Sequence[Node]
Value = str | float | bool | NodeSet

_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,4})?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?", re.DOTALL)
_EPOCH: Final = date(1970, 1, 1)
_DAY: Final = 86_400  # seconds


def to_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value[0].text if value else ""


def number_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    if 1e-4 <= abs(value) < 1e15:
        return format(value, ".15g")
    return format(value, ".15f").rstrip("0").rstrip(".")  # XPath writes no exponent


def to_number(value: Value) -> float:
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    return text_number(to_text(value))


def text_number(text: str) -> float:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    return days(text) if _DATE.fullmatch(text) else math.nan


def to_truth(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def days(text: str) -> float:
    """Days since 1970 of a date or a date with time; of a time with zone the UTC day. NaN of
    what is no date.
    """
    try:
        if "T" not in text:
            return float((date.fromisoformat(text) - _EPOCH).days)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return math.nan
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return (moment - datetime(1970, 1, 1)).total_seconds() / _DAY


def day_fraction(text: str) -> float:
    """Of a time, the part of the day that is over."""
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return math.nan
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) / _DAY


def compare(operator: str, left: Value, right: Value) -> bool:
    """Of node sets, one pair that compares so is enough."""
    if isinstance(left, bool) or isinstance(right, bool):
        return _compare_two(operator, float(to_truth(left)), float(to_truth(right)))
    return any(
        _compare_two(operator, first, second) for first in _each(left) for second in _each(right)
    )


def _each(value: Value) -> Sequence[str | float]:
    if isinstance(value, (str, float, bool)):
        return (value,)
    return [node.text for node in value] or ("",)  # ODK: what is not there is an empty answer


def _compare_two(operator: str, left: str | float, right: str | float) -> bool:
    if operator in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return (left == right) is (operator == "=")
    first = text_number(left) if isinstance(left, str) else left
    second = text_number(right) if isinstance(right, str) else right
    match operator:
        case "=":
            return first == second
        case "!=":
            return first != second
        case "<":
            return first < second
        case "<=":
            return first <= second
        case ">":
            return first > second
        case _:
            return first >= second


def translation(signs: str, instead: str) -> Mapping[int, str | None]:
    """For `str.translate`, as `translate()` of XPath has it: the first of equal signs counts."""
    table: dict[int, str | None] = {}
    for at, sign in enumerate(signs):
        table.setdefault(ord(sign), instead[at] if at < len(instead) else None)
    return table


def rounded(value: float, places: int) -> float:
    """To so many places, halves upwards as XPath says; negative places round before the point."""
    if math.isnan(value) or math.isinf(value) or abs(places) > 15:
        return value
    scale = 10.0**places
    return math.floor(value * scale + 0.5) / scale
