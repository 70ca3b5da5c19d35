"""Places by coordinates: typed in the usual spellings, kept as ODK keeps them.

Kept: latitude, longitude, altitude and accuracy with spaces, `;` between points; an area ends where
it begins. Typed: decimal degrees with a point or a comma, degrees with minutes and seconds, and the
hemispheres as letters or words. Without letters the latitude comes first.

Source: https://getodk.github.io/xforms-spec/#data-types (read 2026-12-01).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from .definition import ItemType
from .problems import N_

_PLACE: Final = N_(
    "“{value}” is no place by coordinates: write latitude and longitude as 4.60971, -74.08175 or "
    "as 4°36′35″N 74°4′54″W."
)
_LATITUDE: Final = N_("The latitude {value} is not between -90 and 90; the latitude comes first.")
_LONGITUDE: Final = N_("The longitude {value} is not between -180 and 180.")
_ACCURACY: Final = N_("The accuracy {value} is less than nothing: it is a number of metres.")
_LINE: Final = N_("A line has two points or more: write a semicolon between them.")
_CLOSED: Final = N_("A line does not end where it begins: leave the last point out.")
_AREA: Final = N_("An area has three corners or more: write a semicolon between them.")
_OPEN: Final = N_("An area ends where it begins: write its first corner once more at the end.")

LONGEST: Final = 200
"""Characters of one point as it is typed."""

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("−–‒—", "-"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("′’‘´`ʹ", "'"),
        **dict.fromkeys("″”“„ʺ", '"'),
        **dict.fromkeys("\n\r\u2028", ";"),
        "٫": ".",
        "،": ",",
        "؛": ";",
    }
)
_UNITS: Final = {"deg": "°", "degrees": "°", "min": "'", "minutes": "'", "sec": '"', "seconds": '"'}
_LATITUDES: Final = frozenset({"lat", "latitude", "latitud"})
_LONGITUDES: Final = frozenset({"lon", "long", "lng", "longitude", "longitud"})
_HEMISPHERES: Final = {
    word: sign
    for sign, words in {
        "N": "n north nord norte север с شمال",
        "S": "s south sud sur sul юг ю جنوب",
        "E": "e east est este leste восток в شرق",
        "W": "w o west ouest oeste запад з غرب",
    }.items()
    for word in words.split()
}
"""In the languages of the window and of the meetings: O is Ouest and Oeste."""
_WORD: Final = re.compile(r"[^\W\d_]+\.?")
_NUMBER: Final = r"\d{1,9}(?:\.\d{0,20})?"
_PLAIN: Final = re.compile(rf"[-+]?{_NUMBER}")
_HALF: Final = re.compile(
    rf"(?P<sign>[-+])?\s*(?P<degrees>{_NUMBER})\s*°?"
    rf"(?:\s*(?P<minutes>{_NUMBER})\s*'?(?:\s*(?P<seconds>{_NUMBER})\s*(?:\"|'')?)?)?"
)
_DEGREES: Final = re.compile(rf"[-+]?\s*{_NUMBER}\s*°")
_DECIMAL_COMMA: Final = re.compile(r"(\d+),(\d+)")
_POINT: Final = r"-?\d{1,9}(?:\.\d{1,20})?(?: -?\d{1,9}(?:\.\d{1,20})?){1,3}"
_KEPT: Final = re.compile(rf"{_POINT}(?:\s*;\s*{_POINT})*\s*;?")
_FINEST: Final = Decimal("0.0000001")
"""Of a degree, about a centimetre."""


class CoordinateError(ValueError):
    """`message` is one of the catalogue, with {named} values."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values: Mapping[str, Any] = values


class Point(NamedTuple):
    latitude: Decimal
    longitude: Decimal
    altitude: Decimal = Decimal(0)
    accuracy: Decimal = Decimal(0)

    @property
    def text(self) -> str:
        return " ".join(map(_plain, self))

    @property
    def place(self) -> tuple[Decimal, Decimal]:
        return self.latitude, self.longitude


def parsed(kind: ItemType, typed: str) -> str:
    """The text that is kept. An area that is not closed is closed. Raises CoordinateError."""
    points = _points(kind, typed)
    if kind is ItemType.GEOSHAPE and points[0].place != points[-1].place:
        points.append(points[0])
    _check(kind, points)
    return ";".join(point.text for point in points)


def kept(kind: ItemType, typed: str) -> str:
    """The text that is kept; what is no place stays as it is typed, and `problem_of` finds it."""
    try:
        return parsed(kind, typed) if typed.strip() else ""
    except CoordinateError:
        return typed


def problem_of(kind: ItemType, value: str) -> CoordinateError | None:
    """What is wrong with a text that is kept."""
    try:
        points = _points(kind, value)
        _check(kind, points)
    except CoordinateError as error:
        return error
    return None if _KEPT.fullmatch(value) else CoordinateError(_PLACE, value=value)


def said(value: str) -> str:
    """A text that is kept, in words for everybody: 4.60971, -74.08175. Any other as it is."""
    return "; ".join(map(_said, points_of(value))) or value


def points_of(value: str) -> list[Point]:
    """Of a text that is kept; [] of any other."""
    if not _KEPT.fullmatch(value):
        return []
    texts = (text.split() for text in value.split(";") if text.strip())
    return [Point(*map(Decimal, numbers)) for numbers in texts]


def _said(point: Point) -> str:
    """Altitude and accuracy where somebody knew them."""
    parts = [_plain(point.latitude), _plain(point.longitude)]
    parts += [f"{_plain(point.altitude)} m"] if point.altitude else []
    parts += [f"±{_plain(point.accuracy)} m"] if point.accuracy else []
    return ", ".join(parts)


def _points(kind: ItemType, typed: str) -> list[Point]:
    text = typed.strip().translate(_SIGNS)
    if kind is ItemType.GEOPOINT:
        return [_point(text.strip("; "), typed)]
    points = [_point(each, typed) for each in text.split(";") if each.strip()]
    if not points:
        raise CoordinateError(_PLACE, value=typed)
    return points


def _check(kind: ItemType, points: list[Point]) -> None:
    closes = points[0].place == points[-1].place
    corners = len({point.place for point in points})
    if kind is ItemType.GEOTRACE and len(points) < 2:
        raise CoordinateError(_LINE)
    if kind is ItemType.GEOTRACE and closes:
        raise CoordinateError(_CLOSED)
    if kind is ItemType.GEOSHAPE and corners < 3:
        raise CoordinateError(_AREA)
    if kind is ItemType.GEOSHAPE and not closes:
        raise CoordinateError(_OPEN)


def _point(text: str, typed: str) -> Point:
    if len(text) > LONGEST:
        raise CoordinateError(_PLACE, value=typed[:LONGEST])
    for read in (_with_decimal_commas, _understood):
        found = read(text)
        if found is not None:
            _check_range(found)
            return found
    raise CoordinateError(_PLACE, value=typed)


def _check_range(point: Point) -> None:
    if abs(point.latitude) > 90:
        raise CoordinateError(_LATITUDE, value=_plain(point.latitude))
    if abs(point.longitude) > 180:
        raise CoordinateError(_LONGITUDE, value=_plain(point.longitude))
    if point.accuracy < 0:
        raise CoordinateError(_ACCURACY, value=_plain(point.accuracy))


def _with_decimal_commas(text: str) -> Point | None:
    """4,60971 -74,08175. Where commas are between the numbers too, both have one."""
    if "." in text:
        return None
    text = _DECIMAL_COMMA.sub(r"\1.\2", text)
    if re.search(r"\d,[-+]?\d", text) and not all(
        "." in number for number in re.findall(r"[\d.]+", text)
    ):
        return None
    return _understood(text)


def _understood(text: str) -> Point | None:
    text = _WORD.sub(lambda found: _UNITS.get(found[0].lower(), found[0]), text)
    if not _WORD.search(text) and not re.search("[°'\"]", text):
        return _of_numbers(text)
    halves = _halves(text)
    if halves is None:
        return None
    found = [_half(axis, part) for axis, part in halves]
    if any(each is None for each in found):
        return None
    axes = [each[0] for each in found if each is not None]
    values = [each[1] for each in found if each is not None]
    if axes[0] == "longitude" or axes[1] == "latitude":
        axes.reverse()
        values.reverse()
    if axes[0] == "longitude" or axes[1] == "latitude":  # two of one kind
        return None
    return Point(*values)


def _of_numbers(text: str) -> Point | None:
    """Latitude, longitude, altitude and accuracy, as many as there are."""
    numbers = [part for part in re.split(r"\s*[,;/]\s*|\s+", text.strip()) if part]
    if not 2 <= len(numbers) <= 4 or not all(_PLAIN.fullmatch(each) for each in numbers):
        return None
    return Point(*map(Decimal, numbers))


def _halves(text: str) -> list[tuple[str, str]] | None:
    """Latitude and longitude in the order in which they are typed, each with what it is called."""
    words = list(_WORD.finditer(text))
    labels = [(axis, word) for word in words if (axis := _axis(word[0]))]
    if labels:
        if len(labels) != 2 or text[: labels[0][1].start()].strip():
            return None
        (first, one), (second, other) = labels
        return [(first, text[one.end() : other.start()]), (second, text[other.end() :])]
    parts: list[str] = []
    if len(words) == 2:
        comes_before = words[0].start() == 0
        at = words[1].start() if comes_before else words[0].end()
        parts = [text[:at], text[at:]]
    elif not words:
        parts = re.split("[,;]", text)
        degrees = list(_DEGREES.finditer(text))
        if len(parts) == 1 and len(degrees) == 2:
            parts = [text[: degrees[1].start()], text[degrees[1].start() :]]
    return [("", part) for part in parts] if len(parts) == 2 else None


def _axis(word: str) -> str:
    word = word.lower().rstrip(".")
    return "latitude" if word in _LATITUDES else "longitude" if word in _LONGITUDES else ""


def _half(axis: str, text: str) -> tuple[str, Decimal] | None:
    """Which of the two it is, "" where nothing says so, and its degrees."""
    words = list(_WORD.finditer(text))
    hemisphere = ""
    if len(words) > 1:
        return None
    for word in words:
        hemisphere = _HEMISPHERES.get(word[0].lower().rstrip("."), "")
        if not hemisphere:
            return None
        text = text[: word.start()] + " " + text[word.end() :]
    said_by = {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude", "": axis}
    found = _HALF.fullmatch(text.strip(" ,;:=/"))
    if found is None or (axis and said_by[hemisphere] != axis):
        return None
    degrees = _degrees([found["degrees"], found["minutes"], found["seconds"]])
    if degrees is None or (found["sign"] == "-" and hemisphere in ("N", "E")):
        return None
    is_negative = found["sign"] == "-" or hemisphere in ("S", "W")
    return said_by[hemisphere], -degrees if is_negative else degrees


def _degrees(parts: list[str | None]) -> Decimal | None:
    """With minutes and seconds below 60, and a fraction in the last that is there."""
    given = [part for part in parts if part]
    numbers = [Decimal(part) for part in given]
    if any("." in part for part in given[:-1]) or any(number >= 60 for number in numbers[1:]):
        return None
    if len(numbers) == 1:
        return numbers[0]
    whole = sum((n / 60**at for at, n in enumerate(numbers)), Decimal(0))
    return whole.quantize(_FINEST)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
