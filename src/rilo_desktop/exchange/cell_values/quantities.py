"""Quantities with their units: "env. 6 000 l", "2 000 l + 600 kg", "12,5 тыс."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, product

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import codes_named, near_codes

from ..cells import Cell, Number, text_of
from .numbers import (
    NO_NUMBER,
    OTHER_LANGUAGE,
    RANGE,
    TWO_NUMBERS,
    range_in,
    read_number,
    shortest,
    written,
)
from .reading import (
    NOT_KNOWN,
    Habits,
    Reading,
    about,
    is_without_number,
    plain_digits,
    question,
    taken,
    unread,
)
from .units import is_counted, unit_of, units_to_ask

Quantity = tuple[Decimal, str, bool]
"""How many, of which unit, whether approximately."""

NO_UNIT = N_("“{value}” has no unit: say what is counted.")
UNIT_ASKED = N_("“{value}” is counted in something that the list of units lacks: choose a unit.")
OF_MONEY = N_("“{value}” is an amount of money and says no quantity: write how much there is.")
TIMES = N_("“{value}” is a multiplication: say which quantity is meant.")
TWO_PARTS = N_("“{value}” may be one quantity in two units: say which is meant.")
NOT_TAKEN = N_("“{value}” stands behind the quantity and is left out.")
CELL_UNIT = N_("The unit is that of the cell, not that of the heading.")

MOST_PARTS = 12
_PARTS = re.compile(r"\s*(?:[\n;+&]|,\s(?=\s*\d)|\b(?:plus|et|and|y|e|и)\b(?=\s+[~≈±]?\s*\d))\s*")
_TIMES = re.compile(r"(\d[\d\s.,]*?)\s*[x×х*]\s*(\d.*)", re.DOTALL | re.IGNORECASE)
_CONTENT = re.compile(r"\(.*\d.*\)|(?:de|of|à|x|по|de|a|من)\s+\d.*", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of a cell may say, and why it is a question, if it is."""

    choices: tuple[Quantity, ...]
    reason: Message | None = None
    warnings: tuple[Message, ...] = ()


def read_quantity(cell: Cell, habits: Habits) -> Reading:
    """The value is a tuple of quantities; proposals are such tuples too."""
    if (told := unread(cell)) is not None:
        return told
    text = text_of(cell).strip()
    if is_without_number(text, "unit"):
        return NOT_KNOWN
    if isinstance(cell, Number):
        number = read_number(cell, habits)
        if number.state != "taken":
            return number
        parts = [_with_unit((number.value,), "", False, text, habits)]
    else:
        parts = [_part(part, habits) for part in _PARTS.split(plain_digits(text)) if part.strip()]
    warnings = tuple(w for part in parts for w in part.warnings)
    reasons = [part.reason for part in parts if part.reason is not None]
    if not reasons and parts and len(parts) <= MOST_PARTS:
        return taken(tuple(part.choices[0] for part in parts), *warnings)
    whole = len(parts) <= MOST_PARTS and all(part.choices for part in parts)
    proposed = islice(product(*(part.choices for part in parts)), 6) if whole else ()
    return question(reasons[0] if reasons else about(NO_NUMBER, text), *proposed)


def _part(text: str, habits: Habits) -> _Part:
    if times := _TIMES.fullmatch(text):
        return _multiplied(text, times[1], times[2], habits)
    if found := range_in(text, habits):
        low, high, rest = found
        unit = unit_of(rest) or unit_of(habits.unit)
        middle = shortest((low + high) / 2)
        choices = ((low, unit, False), (high, unit, False), (middle, unit, True)) if unit else ()
        return _Part(choices, about(RANGE, text))
    number = written(text, habits)
    if number is None or number.before:
        return _Part((), about(NO_NUMBER, text))
    part = _with_unit(number.figures, number.behind, number.approximate, text, habits)
    if part.reason is None and _is_part_of_one(part.choices[0]):
        either = written(text, replace(habits, decimal=""))
        if either is not None and len(either.figures) > 1:  # "1.250" pieces
            part = _with_unit(either.figures, either.behind, either.approximate, text, habits)
    if part.reason is None and number.word:
        return _Part(part.choices, about(OTHER_LANGUAGE, text))
    return part


def _is_part_of_one(quantity: Quantity) -> bool:
    """A fraction of what is counted by the piece."""
    number, unit, _ = quantity
    return number != number.to_integral_value() and is_counted(unit)


def _multiplied(text: str, times: str, rest: str, habits: Habits) -> _Part:
    first, second = written(times, habits), written(rest, habits)
    if first is None or second is None:
        return _Part((), about(NO_NUMBER, text))
    unit = unit_of(second.behind) or unit_of(habits.unit)
    choices = tuple((shortest(a * b), unit, False) for a in first.figures for b in second.figures)
    return _Part(choices if unit else (), about(TIMES, text))


def _with_unit(
    figures: tuple[Decimal, ...], behind: str, approximate: bool, text: str, habits: Habits
) -> _Part:
    heading = unit_of(habits.unit)
    unit, rest = _leading_unit(behind) if behind else (heading, "")
    if not unit and habits.unit_unread and not behind:
        return _Part(
            tuple((n, "", approximate) for n in figures),
            about(TWO_NUMBERS, text) if len(figures) > 1 else None,
        )
    if not unit:
        return _asked(figures, behind or habits.unit, approximate, text)
    choices = tuple((n, unit, approximate) for n in figures)
    warnings: tuple[Message, ...] = ()
    if heading and unit != heading:
        warnings = (Message(CELL_UNIT),)
    if rest and rest[0].isdigit():
        return _Part(_smaller_part(figures, unit, rest, approximate), about(TWO_PARTS, text))
    if rest:
        warnings = (*warnings, about(NOT_TAKEN, rest))
    if re.search(r"\d", rest) and not _CONTENT.fullmatch(rest):
        return _Part(choices, about(TWO_PARTS, text))
    if len(figures) > 1:
        return _Part(choices, about(TWO_NUMBERS, text))
    return _Part(choices, warnings=warnings)


def _leading_unit(behind: str) -> tuple[str, str]:
    """The unit that the first words name, and the words behind it."""
    words = behind.split()
    for size in (3, 2, 1):
        if len(words) >= size and (unit := unit_of(" ".join(words[:size]))):
            return unit, " ".join(words[size:])
    return "", behind


def _smaller_part(
    figures: tuple[Decimal, ...], unit: str, rest: str, approximate: bool
) -> tuple[Quantity, ...]:
    """ "31 kg 400" is proposed as 31.4 kg."""
    if not re.fullmatch(r"\d{3}", rest) or unit not in ("KG", "T", "L"):
        return ()
    return tuple((shortest(n + Decimal(rest) / 1000), unit, approximate) for n in figures)


def _asked(figures: tuple[Decimal, ...], word: str, approximate: bool, text: str) -> _Part:
    """A number with no unit of the list: pieces, or what its word may stand for, are proposed."""
    if codes_named("currency", word.strip(" .")):
        return _Part((), about(OF_MONEY, text))
    words = word.split()
    heads = (" ".join(words[:size]) for size in (3, 2, 1) if len(words) >= size)
    found = next((asked for head in heads if (asked := units_to_ask(head))), ())
    if not found and word:
        found = tuple((code, Decimal(1)) for code in near_codes("unit", words[0]))
        if not any(sign.isdigit() for sign in word):
            found = (*found, ("PCS", Decimal(1)))
    elif not found:
        found = (("PCS", Decimal(1)),)
    choices = tuple(
        (shortest(n * times), unit, approximate) for unit, times in found for n in figures
    )
    return _Part(choices, about(UNIT_ASKED if word else NO_UNIT, text))
