"""The functions of expressions. Names and arguments are checked when an expression is parsed.

Source: https://getodk.github.io/xforms-spec/#xpath-functions (read 2026-11-27).
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from .coordinates import Point, points_of
from .regular_expressions import compiled
from .scope import Scope
from .values import (
    Value,
    day_fraction,
    days,
    rounded,
    text_number,
    to_number,
    to_text,
    to_truth,
    translation,
)

Function = Callable[..., Value]

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
EARTH_RADIUS: Final = 6_378_100.0
"""Metres, as ODK's clients have it."""
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _texts(values: tuple[Value, ...]) -> Iterator[str]:
    for value in values:
        if isinstance(value, (str, float, bool)):
            yield to_text(value)
        else:
            yield from (node.text for node in value)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    found: list[float] = []
    for value in values:
        if isinstance(value, (str, float, bool)):
            found.append(to_number(value))
        else:
            found.extend(text_number(node.text) for node in value)
    return found


def _own(scope: Scope, given: tuple[Value, ...]) -> Value:
    return given[0] if given else [scope.node]


def _whole(value: Value) -> int:
    """0 of what is no number: positions in texts and lists."""
    number = to_number(value)
    return int(number) if math.isfinite(number) and abs(number) < 1e9 else 0


def _math(of: Callable[[float], float]) -> Function:
    def call(_scope: Scope, value: Value) -> float:
        try:
            return float(of(to_number(value)))
        except (ValueError, OverflowError):
            return math.nan

    return call


def _power(_scope: Scope, base: Value, exponent: Value) -> float:
    try:
        result = to_number(base) ** to_number(exponent)
    except (OverflowError, ZeroDivisionError):
        return math.nan
    return result if isinstance(result, float) else math.nan


def _round(_scope: Scope, value: Value, places: Value = 0.0) -> float:
    return rounded(to_number(value), _whole(places))


def _extreme(choose: Callable[[list[float]], float]) -> Function:
    def call(_scope: Scope, *values: Value) -> float:
        numbers = _numbers(values)
        if not numbers or any(math.isnan(each) for each in numbers):
            return math.nan
        return choose(numbers)

    return call


def _joined(scope: Scope, mark: Value, *values: Value) -> str:
    text = to_text(mark).join(_texts(values))
    scope.work.take(len(text) // 50)
    return text


def _sum(_scope: Scope, *values: Value) -> float:
    numbers = _numbers(values)
    return math.fsum(numbers) if all(map(math.isfinite, numbers)) else math.nan


def _count(_scope: Scope, nodes: Value) -> float:
    return math.nan if isinstance(nodes, (str, float, bool)) else float(len(nodes))


def _count_non_empty(_scope: Scope, nodes: Value) -> float:
    if isinstance(nodes, (str, float, bool)):
        return math.nan
    return float(sum(bool(node.text) for node in nodes))


def _position(scope: Scope, *given: Value) -> float:
    if not given:
        return float(scope.position)
    nodes = given[0]
    if isinstance(nodes, (str, float, bool)) or not nodes:
        return math.nan
    return float(scope.tree.position(nodes[0]))


def _substr(_scope: Scope, value: Value, start: Value, end: Value | None = None) -> str:
    text = to_text(value)
    return text[_whole(start) : len(text) if end is None else _whole(end)]


def _substring(_scope: Scope, value: Value, start: Value, length: Value | None = None) -> str:
    """XPath's own: positions are counted from 1 and rounded."""
    text, first = to_text(value), rounded(to_number(start), 0)
    last = math.inf if length is None else first + rounded(to_number(length), 0)
    return "".join(sign for at, sign in enumerate(text, start=1) if first <= at < last)


def _translate(_scope: Scope, value: Value, old: Value, new: Value) -> str:
    return to_text(value).translate(translation(to_text(old), to_text(new)))


def _selected(_scope: Scope, value: Value, code: Value) -> bool:
    return to_text(code).strip() in to_text(value).split()


def _selected_at(_scope: Scope, value: Value, at: Value) -> str:
    chosen, number = to_text(value).split(), to_number(at)
    return chosen[int(number)] if 0 <= number < len(chosen) else ""


def _random(scope: Scope) -> float:
    """By chance for each answers, and then always the same: another store computes it again."""
    return int(scope.tree.identifier(scope.node).replace("-", "")[:13], 16) / 16**13


def _months(_scope: Scope, first: Value, second: Value) -> float:
    """Whole months between two days."""
    try:
        one, other = (date.fromisoformat(to_text(each)[:10]) for each in (first, second))
    except ValueError:
        return math.nan
    sign = 1.0 if one <= other else -1.0
    one, other = min(one, other), max(one, other)
    months = (other.year - one.year) * 12 + other.month - one.month
    is_short = other.day < min(one.day, monthrange(other.year, other.month)[1])
    return sign * (months - is_short)


def _places(values: tuple[Value, ...]) -> list[tuple[float, float]]:
    """Of all points, or of the line or area that one text is, in radians; [] where one is none."""
    found: list[Point] = []
    for text in _texts(values):
        points = points_of(text.strip())
        if not points:
            return []
        found += points
    return [(math.radians(point.latitude), math.radians(point.longitude)) for point in found]


def _area(_scope: Scope, value: Value) -> float:
    """In square metres, on the sphere that ODK's clients compute with."""
    places = _places((value,))
    if len(places) < 3:
        return 0.0
    lines = zip(places, [*places[1:], places[0]], strict=True)
    total = math.fsum((b[1] - a[1]) * (2 + math.sin(a[0]) + math.sin(b[0])) for a, b in lines)
    return rounded(abs(total) * EARTH_RADIUS**2 / 2, 2)


def _distance(_scope: Scope, *values: Value) -> float:
    """In metres, along the points."""
    places = _places(values)
    if len(places) < 2:
        return math.nan
    lines = pairwise(places)
    return rounded(math.fsum(_angle(a, b) for a, b in lines) * EARTH_RADIUS, 2)


def _angle(a: Sequence[float], b: Sequence[float]) -> float:
    across = math.cos(a[0]) * math.cos(b[0]) * math.cos(a[1] - b[1])
    return math.acos(max(-1.0, min(1.0, math.sin(a[0]) * math.sin(b[0]) + across)))


def _geofence(_scope: Scope, place: Value, area: Value) -> bool:
    """Does the point lie in the area? A line from it crosses the border an odd number of times."""
    here, corners = points_of(to_text(place).strip()), points_of(to_text(area).strip())
    if len(here) != 1 or not corners or corners[0].place != corners[-1].place:
        return False
    at, is_inside = here[0], False
    for a, b in pairwise(corners):
        if (b.latitude > at.latitude) != (a.latitude > at.latitude):
            share = (at.latitude - b.latitude) / (a.latitude - b.latitude)
            border = (a.longitude - b.longitude) * share + b.longitude
            is_inside ^= at.longitude < border
    return is_inside


def _once(scope: Scope, value: Value) -> str:
    return scope.node.text or to_text(value)


def _uuid(scope: Scope, length: Value | None = None) -> str:
    """Cut, or continued with another one, to the length that is asked for."""
    text = scope.tree.identifier(scope.node)
    if length is None:
        return text
    wanted = _whole(length)
    scope.work.take(max(0, wanted))
    while len(text) < wanted:
        text += scope.tree.identifier(scope.node, len(text))
    return text[:wanted]


def _date(_scope: Scope, value: Value) -> str:
    if isinstance(value, (float, bool)):
        return _day_text(float(value))
    text = to_text(value).strip()
    number = to_number(text)
    if text and "-" not in text[1:] and math.isfinite(number):
        return _day_text(number)
    return text[:10] if math.isfinite(days(text)) else ""


def _day_text(number: float) -> str:
    if not math.isfinite(number):
        return ""
    try:
        return (date(1970, 1, 1) + timedelta(days=math.floor(number))).isoformat()
    except OverflowError:
        return ""


def _date_time(_scope: Scope, value: Value) -> str:
    """Of a number too: days since 1970, a part of one as hours of UTC."""
    text = to_text(value).strip()
    if math.isfinite(days(text)):
        return text
    number = to_number(text)
    day = _day_text(number)
    if not day or number == math.floor(number):
        return day
    moment = datetime.fromisoformat(day) + timedelta(days=number - math.floor(number))
    return f"{moment.isoformat(timespec='milliseconds')}+00:00"


def _format_date(_scope: Scope, value: Value, pattern: Value) -> str:
    """The parts that ODK names; names of months and days are English, as there without a locale."""
    text = to_text(value).strip()
    if isinstance(value, float):
        text = _day_text(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    parts = {
        "Y": f"{moment.year:04}", "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}", "n": str(moment.month), "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02}", "e": str(moment.day), "a": _WEEKDAYS[moment.weekday()],
        "H": f"{moment.hour:02}", "h": str(moment.hour), "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}", "3": f"{moment.microsecond // 1000:03}", "%": "%",
    }  # fmt: skip
    made, signs = [], iter(to_text(pattern))
    for sign in signs:
        made.append(parts.get(next(signs, ""), "") if sign == "%" else sign)
    return "".join(made)


def _checklist(_scope: Scope, least: Value, most: Value, *answers: Value) -> bool:
    return _within(least, most, sum(to_truth(each) for each in answers))


def _weighted(_scope: Scope, least: Value, most: Value, *pairs: Value) -> bool:
    weights = zip(pairs[::2], pairs[1::2], strict=False)
    return _within(least, most, sum(to_number(w) for answer, w in weights if to_truth(answer)))


def _within(least: Value, most: Value, number: float) -> bool:
    low, high = to_number(least), to_number(most)
    return (low < 0 or number >= low) and (high < 0 or number <= high)


COMPUTED: Final[dict[str, Function]] = {
    "abs": _math(abs),
    "acos": _math(math.acos),
    "area": _area,
    "asin": _math(math.asin),
    "atan": _math(math.atan),
    "atan2": lambda _, y, x: math.atan2(to_number(y), to_number(x)),
    "boolean": lambda _, value: to_truth(value),
    "boolean-from-string": lambda _, value: to_text(value) in ("1", "true"),
    "ceiling": _math(math.ceil),
    "checklist": _checklist,
    "coalesce": lambda _, first, second: to_text(first) or to_text(second),
    "concat": lambda scope, *values: _joined(scope, "", *values),
    "contains": lambda _, text, part: to_text(part) in to_text(text),
    "cos": _math(math.cos),
    "count": _count,
    "count-non-empty": _count_non_empty,
    "count-selected": lambda _, value: float(len(to_text(value).split())),
    "current": lambda scope: [scope.start or scope.node],
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": lambda _, value: to_number(value),
    "decimal-time": lambda _, value: day_fraction(to_text(value)),
    "device-info": lambda _: "",
    "difference-in-months": _months,
    "distance": _distance,
    "duration": lambda _: "",
    "ends-with": lambda _, text, part: to_text(text).endswith(to_text(part)),
    "exp": _math(math.exp),
    "exp10": lambda _, value: _power(_, 10.0, value),
    "false": lambda _: False,
    "floor": _math(math.floor),
    "format-date": _format_date,
    "format-date-time": _format_date,
    "geofence": _geofence,
    "int": _math(math.trunc),
    "join": _joined,
    "last": lambda scope: float(scope.size),
    "log": _math(math.log),
    "log10": _math(math.log10),
    "max": _extreme(max),
    "min": _extreme(min),
    "normalize-space": lambda scope, *given: " ".join(to_text(_own(scope, given)).split()),
    "not": lambda _, value: not to_truth(value),
    "now": lambda scope: scope.now.isoformat(timespec="milliseconds"),
    "number": lambda scope, *given: to_number(_own(scope, given)),
    "once": _once,
    "pi": lambda _: math.pi,
    "position": _position,
    "pow": _power,
    "random": _random,
    "regex": lambda scope, text, pattern: compiled(to_text(pattern)).matches(
        to_text(text), scope.work.take
    ),
    "round": _round,
    "selected": _selected,
    "selected-at": _selected_at,
    "sin": _math(math.sin),
    "sqrt": _math(math.sqrt),
    "starts-with": lambda _, text, part: to_text(text).startswith(to_text(part)),
    "string": lambda scope, *given: to_text(_own(scope, given)),
    "string-length": lambda scope, *given: float(len(to_text(_own(scope, given)))),
    "substr": _substr,
    "substring": _substring,
    "substring-after": lambda _, text, mark: to_text(text).partition(to_text(mark))[2],
    "substring-before": lambda _, text, mark: (
        to_text(text).partition(to_text(mark))[0] if to_text(mark) in to_text(text) else ""
    ),
    "sum": _sum,
    "tan": _math(math.tan),
    "today": lambda scope: scope.now.date().isoformat(),
    "translate": _translate,
    "true": lambda _: True,
    "uuid": _uuid,
    "weighted-checklist": _weighted,
}
