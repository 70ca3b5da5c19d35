"""Numbers of containers, ships and air waybills, and codes of places: is each what its scheme says?

No field is made for them: most identify a consignment, which the guard keeps from leaving. They
are recognized by their form wherever they are typed, blanks and hyphens or not, and the text stays
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, FieldType, fields_of
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named

from .checksums import (
    air_waybill,
    air_waybill_check_digit,
    container,
    container_check_digit,
    ship,
    ship_check_digit,
)
from .findings import N_, Coded, Finding, Message, Severity
from .personal_data.consignments import CONTAINER
from .personal_data.words import NUMBER_SIGN, one_of
from .record_parts import RecordPart, of_value

CONTAINER_DIGIT = N_(
    "{field}: the check digit of container {number} should be {digit}: compare it with the source."
)
SHIP_DIGIT = N_(
    "{field}: the check digit of IMO number {number} should be {digit}: compare it with the source."
)
SHIP_LENGTH = N_("{field}: IMO number {number} has {count} digits, not seven: write it in full.")
WAYBILL_DIGIT = N_(
    "{field}: the check digit of air waybill {number} should be {digit}: compare it with the "
    "source."
)
PLACE_FORM = N_(
    "{field}: “{number}” is no UN/LOCODE: write the code of the country and three letters or "
    "digits from 2 to 9."
)
PLACE_COUNTRY = N_(
    "{field}: “{number}” looks like a UN/LOCODE, but no country has the code {country}. Correct "
    "it, or write a name in small letters."
)
PLACE_ELSEWHERE = N_(
    "{field}: UN/LOCODE {number} is in {country}, but {other_field} is {other}: change one of the "
    "two."
)

MOST = 20
"""Most findings for one text."""
NO_COUNTRY = frozenset({"XZ"})
"""What UN/LOCODE writes for installations in international waters."""

PLACES = frozenset({"place", "location_place"})
"""Fields that hold the place of a route, an event or a meeting."""

_TEXTUAL = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS})
_DIGITS = re.compile(r"\d{3}[ -]?\d{3}")
"""What every number has: few texts do, and the others need not be searched for each scheme."""
_SMALL_CONTAINER = re.compile(r"(?<!\w)[a-z]{3}[ujz]\d{7}(?!\w)")
_SHIP = re.compile(
    rf"(?<!\w)(?:IMO|OMI|ИМО)(?:{one_of(NUMBER_SIGN)}|number|\s|-){{0,4}}(?P<id>\d{{6,8}})(?![\w-])",
    re.IGNORECASE,
)
_AIR_WORDS = r"""
    air_?way_?bills? m?awb
    lta lettres?_de_transport_aérien
    guías?_aéreas? conhecimentos?_aéreos?
    авианакладн\w{2,3} авиагрузов\w{2,3}
    (?:\w{1,2})?بوليصة_الشحن_الجوي
"""
_AIR = re.compile(
    rf"(?<!\w){one_of(_AIR_WORDS)}(?!\w)(?:{one_of(NUMBER_SIGN)}|number|\s){{0,6}}"
    r"(?P<id>\d{3}[ -]?\d{4} ?\d{4})(?![\w-])",
    re.IGNORECASE,
)
_SAID_PLACE = re.compile(
    rf"(?<!\w)(?:UN/?)?LOCODES?(?:{one_of(NUMBER_SIGN)}|\s){{0,4}}"
    r"(?P<id>[A-Z]{2}[ -]?[A-Z0-9]{1,4})(?!\w)"
)
_PLACE = re.compile(r"[A-Z]{2}[ -]?[A-Z2-9]{3}")
_WHOLE_PLACE = re.compile(r"[A-Z]{2}(?:[ -][A-Z2-9]{3}|(?=[A-Z]*[2-9])[A-Z2-9]{3})")
"""Five capitals in a row are a name more often than a code: PARIS."""
_IN_BRACKETS = re.compile(r"\((?P<id>[A-Z]{2}[ -]?[A-Z2-9]{3})\)")
_ARTICLE = re.compile(r"(?:AL|AS|EL|LA|LE|OS)[ -]")
"""LA PAZ and EL TOR are names."""


def findings(part: RecordPart) -> list[Finding]:
    found: list[Finding] = []
    for name, about in _texts(part.cls):
        value = getattr(part.thing, name)
        if value and value is not NOT_KNOWN:
            found += (part.placed(name, finding) for finding in faults(about, value))
            if name in PLACES and isinstance(value, str):
                found += (part.placed(name, one) for one in _of_place(part, about, value))
    return found


def faults(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    """What is wrong with the identifiers in one value: warnings only."""
    if about.type not in _TEXTUAL or about.scheme or about.for_program:
        return ()
    texts = value if isinstance(value, tuple) else (value,)
    found = (
        of_value(about, rule, Severity.WARNS, message, **values)
        for text in texts
        if isinstance(text, str)
        for rule, message, values in _of_text(text)
    )
    return tuple(one for _, one in zip(range(MOST), found, strict=False))


Fault = tuple[str, str, dict[str, Any]]
"""Rule, message, values."""


def _of_text(text: str) -> Iterator[Fault]:
    if _DIGITS.search(text):
        yield from _containers(text)
        yield from _ships(text)
        yield from _waybills(text)
    if "LOCODE" in text:  # quicker than to look for its beginning everywhere
        yield from _said_places(text)


def _containers(text: str) -> Iterator[Fault]:
    for match in (*CONTAINER.finditer(text), *_SMALL_CONTAINER.finditer(text)):
        bare = _bare(match[0])
        if not container(bare):
            yield _digit("container", CONTAINER_DIGIT, match[0], container_check_digit(bare[:10]))


def _ships(text: str) -> Iterator[Fault]:
    for match in _SHIP.finditer(text):
        number = _bare(match["id"])
        if len(number) != 7:
            values = {"number": match["id"], "count": len(number)}
            yield "identifiers.ship", SHIP_LENGTH, values
        elif not ship(number):
            yield _digit("ship", SHIP_DIGIT, match["id"], ship_check_digit(number[:6]))


def _waybills(text: str) -> Iterator[Fault]:
    for match in _AIR.finditer(text):
        number = _bare(match["id"])
        if not air_waybill(number):
            digit = air_waybill_check_digit(number[:10])
            yield _digit("air_waybill", WAYBILL_DIGIT, match["id"], digit)


def _digit(scheme: str, message: str, number: str, digit: int) -> Fault:
    return f"identifiers.{scheme}", message, {"number": number, "digit": digit}


def _said_places(text: str) -> Iterator[Fault]:
    """What is called a LOCODE."""
    for match in _SAID_PLACE.finditer(text):
        code = match["id"]
        if not _PLACE.fullmatch(code):
            yield "identifiers.place", PLACE_FORM, {"number": code}
        elif not _is_country(code[:2]):
            yield "identifiers.place", PLACE_COUNTRY, {"number": code, "country": code[:2]}


def _of_place(part: RecordPart, about: FieldSpec, text: str) -> Iterator[Finding]:
    """What stands where a place is asked for, and has the form of a LOCODE; and LOCODEs of another
    country than the one beside the place."""
    beside = fields_of(part.cls).get("country")
    country = part.thing.country if beside else None
    for code, is_said in _typed_places(text):
        values: dict[str, Any] = {"number": code, "country": code[:2]}
        message = ""
        if not _is_country(code[:2]):
            message = "" if is_said else PLACE_COUNTRY  # where it is said, the text's own finding
        elif (
            beside
            and isinstance(country, str)
            and country
            and code[:2] not in (country, *NO_COUNTRY)
        ):
            message = PLACE_ELSEWHERE
            values["country"] = Coded("country", code[:2])
            values["other_field"] = Message(beside.label)
            values["other"] = Coded("country", country)
        if message:
            yield of_value(about, "identifiers.place", Severity.WARNS, message, **values)


def _typed_places(text: str) -> Iterator[tuple[str, bool]]:
    """Codes in the text of a place, and whether it says that they are codes."""
    for match in _SAID_PLACE.finditer(text):
        if _PLACE.fullmatch(match["id"]):
            yield match["id"], True
    for match in _IN_BRACKETS.finditer(text):
        if not codes_named("country", match["id"]):  # Rabat (MAROC)
            yield match["id"], False
    if _WHOLE_PLACE.fullmatch(text.strip()) and not _ARTICLE.match(text.strip()):
        yield text.strip(), False


def _is_country(code: str) -> bool:
    return code in vocabulary("country") or code in NO_COUNTRY


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "").upper()


@cache
def _texts(cls: type) -> tuple[tuple[str, FieldSpec], ...]:
    return tuple(item for item in fields_of(cls).items() if item[1].type in _TEXTUAL)
