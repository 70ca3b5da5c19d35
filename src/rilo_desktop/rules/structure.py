"""Is each value what its description says: type, length, bounds, and a number one can trust."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from rilo_desktop.characters import TURNING, as_latin, hidden, mixed_script_word
from rilo_desktop.records.field_specs import (
    GENERAL_LIMIT,
    NOT_KNOWN,
    FieldSpec,
    FieldType,
    fields_of,
)

from .findings import N_, Finding, Severity
from .record_parts import RecordPart, of_value

DIGITS = 15
"""Most significant digits: what a spreadsheet keeps exactly."""
LARGEST_EXPONENT = 18
SMALLEST_EXPONENT = -18
MOST_NAMED, OVERLONG = 5, 60
OWN_NUMBER = "Local reference"

WRONG_TYPE = N_("{field} contains a value of the wrong type: enter it again.")
TOO_LONG = N_("{field} has {length} characters and takes at most {limit}: shorten it.")
NOT_UNICODE = N_("{field} contains an incomplete character, which cannot be stored: type it again.")
CONTROL = N_("{field} contains control characters, which cannot be printed: delete them.")
HIDDEN = N_(
    "{field} contains invisible characters ({signs}) and may read differently than it is "
    "stored: delete them."
)
LOOK_ALIKE = N_(
    "{field} has letters of another alphabet that look like Latin ones ({word}). For the computer "
    "this is not {latin}: if you mean that, type it again."
)
NOT_FINITE = N_("{field} is not a finite number: enter a number.")
NEGATIVE = N_("{field} is negative ({value}): enter zero or more.")
TOO_SMALL = N_("{field} is {value}; the least it can be is {limit}.")
TOO_LARGE = N_("{field} is {value}; the most it can be is {limit}.")
TOO_PRECISE = N_("{field} has {digits} digits: round it to {limit} or fewer.")
OUT_OF_RANGE = N_("{field} is implausibly large or small: enter it again.")

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def findings(part: RecordPart) -> list[Finding]:
    found = []
    for name, about in fields_of(part.cls).items():
        value = getattr(part.thing, name)
        if value is None or value == () or value is NOT_KNOWN:
            continue
        for finding in faults(about, value):
            found.append(part.placed(name, finding))
    return found


def faults(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    """What is wrong with one value that is neither empty nor "not known"."""
    return _CHECKS[about.type](about, value)


def _texts(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    if type(value) is not tuple:
        return (_wrong(about),)
    return tuple(finding for text in value for finding in _text(about, text))


def _text(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    if not isinstance(value, str):
        return (_wrong(about),)
    limit = about.limit or GENERAL_LIMIT.get(about.type, 0)
    if len(value) <= limit and value.isascii() and value.isprintable():
        return ()
    return tuple(_text_faults(about, value, limit))


def _text_faults(about: FieldSpec, value: str, limit: int) -> Iterator[Finding]:
    if limit and len(value) > limit:
        yield of_value(
            about,
            "structure.too_long",
            Severity.BLOCKS,
            TOO_LONG,
            length=len(value),
            limit=limit,
        )
    if _SURROGATE.search(value):
        yield of_value(about, "structure.not_unicode", Severity.BLOCKS, NOT_UNICODE)
    if _CONTROL.search(value):
        yield of_value(about, "structure.control", Severity.WARNS, CONTROL)
    yield from _deceiving(about, value)


def _deceiving(about: FieldSpec, value: str) -> Iterator[Finding]:
    """In text of several lines marks of direction are of use, and other alphabets are at home."""
    is_long = about.type is FieldType.LONG_TEXT
    signs = hidden(value)
    if signs and (not is_long or TURNING.search(value)):
        said = ", ".join(signs[:MOST_NAMED])
        yield of_value(about, "structure.hidden", Severity.WARNS, HIDDEN, signs=said)
    word = "" if is_long else mixed_script_word(value, whole=about.label == OWN_NUMBER)
    if word:
        yield of_value(
            about,
            "structure.look_alike",
            Severity.WARNS,
            LOOK_ALIKE,
            word=word[:OVERLONG],
            latin=as_latin(word)[:OVERLONG],
        )


def _translated(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    fits = type(value) is tuple and all(
        type(pair) is tuple and len(pair) == 2 and isinstance(pair[0], str) for pair in value
    )
    if not fits or len(dict(value)) < len(value):
        return (_wrong(about),)
    return tuple(finding for _, text in value for finding in _text(about, text))


def _integer(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    if type(value) is not int:
        return (_wrong(about),)
    if abs(value) >= 10**DIGITS:
        return (of_value(about, "structure.out_of_range", Severity.BLOCKS, OUT_OF_RANGE),)
    return _bounds(about, Decimal(value))


def _decimal(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    if not isinstance(value, Decimal):
        return (_wrong(about),)
    if not value.is_finite():
        return (of_value(about, "structure.not_finite", Severity.BLOCKS, NOT_FINITE),)
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if value and not SMALLEST_EXPONENT <= value.adjusted() <= LARGEST_EXPONENT:
        return (of_value(about, "structure.out_of_range", Severity.BLOCKS, OUT_OF_RANGE),)
    if exponent < SMALLEST_EXPONENT or exponent > LARGEST_EXPONENT:
        return (of_value(about, "structure.out_of_range", Severity.BLOCKS, OUT_OF_RANGE),)
    significant = len("".join(map(str, digits)).strip("0")) if len(digits) > DIGITS else 0
    if significant > DIGITS:
        return (
            of_value(
                about,
                "structure.too_precise",
                Severity.BLOCKS,
                TOO_PRECISE,
                digits=significant,
                limit=DIGITS,
            ),
        )
    return _bounds(about, value)


def _bounds(about: FieldSpec, value: Decimal) -> tuple[Finding, ...]:
    least, most = about.minimum, about.maximum
    if least is not None and value < least:
        if least == 0:
            return (
                of_value(
                    about, "structure.negative", Severity.BLOCKS, NEGATIVE, value=f"{value:f}"
                ),
            )
        return (_beyond(about, TOO_SMALL, value, least),)
    if most is not None and value > most:
        return (_beyond(about, TOO_LARGE, value, most),)
    return ()


def _beyond(about: FieldSpec, message: str, value: Decimal, limit: int) -> Finding:
    return of_value(
        about, "structure.bounds", Severity.BLOCKS, message, value=f"{value:f}", limit=limit
    )


def _flag(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    return () if isinstance(value, bool) else (_wrong(about),)


def _plain_text(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    """Codes, links and dates: what they may be is another rule's."""
    if about.open_list:
        return _text(about, value)
    return () if isinstance(value, str) else (_wrong(about),)


def _codes(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    if about.open_list:
        return _texts(about, value)
    fits = type(value) is tuple and all(isinstance(item, str) for item in value)
    return () if fits else (_wrong(about),)


def _lines(about: FieldSpec, value: Any) -> tuple[Finding, ...]:
    assert about.lines is not None
    fits = type(value) is tuple and all(isinstance(item, about.lines) for item in value)
    return () if fits else (_wrong(about),)


def _wrong(about: FieldSpec) -> Finding:
    return of_value(about, "structure.type", Severity.BLOCKS, WRONG_TYPE)


_CHECKS: dict[FieldType, Callable[[FieldSpec, Any], tuple[Finding, ...]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.TEXTS: _texts,
    FieldType.TRANSLATED: _translated,
    FieldType.CODE: _plain_text,
    FieldType.LINK: _plain_text,
    FieldType.DATE: _plain_text,
    FieldType.PARTIAL_DATE: _plain_text,
    FieldType.CODES: _codes,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.FLAG: _flag,
    FieldType.LINES: _lines,
}
