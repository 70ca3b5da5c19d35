"""A cell becomes the value of a field, or a finding says why it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, FieldType, NotKnown
from rilo_desktop.rules import codes, dates, identifiers, structure
from rilo_desktop.rules.findings import N_, Finding, Severity
from rilo_desktop.rules.record_parts import of_value
from rilo_desktop.vocabularies import Vocabulary, vocabulary
from rilo_desktop.vocabularies.names import codes_named

from .cell_values import Habits, read_date, read_flag, read_number
from .cell_values.numbers import shortest
from .cell_values.reading import is_not_known
from .cells import Cell, Day, Fault, Formula, Number, is_blank, text_of

Given = Cell | tuple[str, ...] | NotKnown
"""A cell, a list of JSON, or what a list of this program says in a word of its language."""

NOT_A_NUMBER = N_("{field}: “{value}” is not a number: write digits, with a point for decimals.")
NOT_WHOLE = N_("{field}: “{value}” is not a whole number: write digits only.")
NOT_YES_NO = N_("{field}: “{value}” is neither yes nor no: write one of them.")
TIME_OF_DAY = N_("{field}: “{value}” has a time of day: give the day only.")
FORMULA = N_("{field} contains a formula, which is never calculated: write the value itself.")
FORMULA_KEPT = N_("{field} contains a formula; it is kept as text and never calculated.")
IN_ERROR = N_("{field} contains {value}, an error of the spreadsheet: write the value itself.")
NOT_A_CELL = N_("{field} contains several values where one is expected: correct it.")

SHOWN = 60
_DIVIDED = re.compile(r"[\n;]")
_DECIMAL = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?")
TEMPLATE = Habits(decimal=".")
"""What is known of a cell of the template: a point is its decimal sign."""


class Unfit(Exception):
    """A cell that is no value of its field."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = findings


def value_of(about: FieldSpec, cell: Given) -> tuple[Any, tuple[Finding, ...]]:
    """The value of a field and what is to be said of it. Raises Unfit where there is none."""
    if is_blank(cell):
        return blank(about), ()
    if cell is NOT_KNOWN:
        return NOT_KNOWN, ()
    if about.vocabulary and not about.open_list:
        return _of_list(about, cell, vocabulary(about.vocabulary))
    return _value(about, cell)


@lru_cache(5_000)
def _of_list(about: FieldSpec, cell: Given, _list: Vocabulary) -> tuple[Any, tuple[Finding, ...]]:
    """The same few codes come in row after row; a list that the office changes is another one."""
    return _value(about, cell)


def _value(about: FieldSpec, cell: Given) -> tuple[Any, tuple[Finding, ...]]:
    if _says_not_known(about, cell):
        return NOT_KNOWN, ()
    warnings: tuple[Finding, ...] = ()
    if isinstance(cell, Formula):
        if about.type not in _TEXTUAL:
            raise Unfit(_finding(about, "formula", FORMULA))
        warnings = (of_value(about, "exchange.formula", Severity.WARNS, FORMULA_KEPT),)
    if isinstance(cell, Fault) and about.type not in _TEXTUAL:
        raise Unfit(_finding(about, "error", IN_ERROR, cell))
    value = _READ[about.type](about, cell)
    if value is None or value == ():
        return blank(about), warnings
    found = (
        *structure.faults(about, value),
        *codes.faults(about, value),
        *identifiers.faults(about, value),
    )
    if about.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        found += dates.faults(about, value)
    if any(finding.blocks for finding in found):
        raise Unfit(*found)
    return value, (*warnings, *found)


def _says_not_known(about: FieldSpec, cell: Given) -> bool:
    """ "n/a" and the like; "NA" is Namibia in a field of countries."""
    if about.type not in _SAID_NOT_KNOWN or not isinstance(cell, str) or not is_not_known(cell):
        return False
    return not (about.vocabulary and codes_named(about.vocabulary, cell))


def translated_of(
    about: FieldSpec, cells: Mapping[str, Given]
) -> tuple[tuple[tuple[str, str], ...], tuple[Finding, ...]]:
    """(language, text) of each cell, "" where it is blank, and what is to be said of them.

    Raises Unfit.
    """
    plain = replace(about, type=FieldType.TEXT)
    read = {language: value_of(plain, cell) for language, cell in cells.items()}
    texts = {language: value or "" for language, (value, _) in read.items() if value is not None}
    found = tuple(finding for _, findings in read.values() for finding in findings)
    return tuple(sorted((of, "" if t is NOT_KNOWN else t) for of, t in texts.items())), found


def blank(about: FieldSpec) -> Any:
    """What a blank cell, or a published null, says of the field."""
    if about.type in (FieldType.CODES, FieldType.TEXTS, FieldType.LINES, FieldType.TRANSLATED):
        return ()
    return None if about.null_is_empty else NOT_KNOWN


def _finding(about: FieldSpec, rule: str, message: str, cell: Given = None) -> Finding:
    text = text_of(cell)
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return of_value(about, f"exchange.{rule}", Severity.BLOCKS, message, value=shown)


def _one(about: FieldSpec, cell: Given) -> Cell:
    if isinstance(cell, tuple) or cell is NOT_KNOWN:
        raise Unfit(_finding(about, "not_a_cell", NOT_A_CELL, cell))
    return cell


def _text(about: FieldSpec, cell: Given) -> str:
    """The text as it stands, white space and all."""
    return text_of(_one(about, cell))


def _trimmed(about: FieldSpec, cell: Given) -> str:
    return text_of(_one(about, cell)).strip()


def _code(about: FieldSpec, cell: Given) -> str:
    return _meant(about, _trimmed(about, cell))


def _codes(about: FieldSpec, cell: Given) -> tuple[str, ...]:
    return tuple(_meant(about, text.strip()) for text in _list(about, cell))


def _meant(about: FieldSpec, text: str) -> str:
    """The code that a label of any language, or another name, means; else the text as it is."""
    found = codes_named(about.vocabulary, text) if about.vocabulary else ()
    return found[0] if len(found) == 1 else text


def _date(about: FieldSpec, cell: Given) -> str:
    """A date that can be read one way only; others stay as they are, for the rules to refuse."""
    cell = _one(about, cell)
    if isinstance(cell, Day) and "T" in cell.text:
        raise Unfit(_finding(about, "time_of_day", TIME_OF_DAY, cell))
    reading = read_date(cell, TEMPLATE) if isinstance(cell, str) else None
    if reading is None or reading.state != "taken" or reading.warnings or reading.value[1]:
        return _trimmed(about, cell)
    return str(reading.value[0])


def _list(about: FieldSpec, cell: Given) -> tuple[str, ...]:
    """A list of JSON as it is; in a cell, lines or parts between semicolons."""
    if isinstance(cell, tuple):
        return cell
    parts = _DIVIDED.split(_text(about, cell))
    return tuple(part.strip() for part in parts if part and not part.isspace())


def _decimal(about: FieldSpec, cell: Given) -> Decimal:
    text = _trimmed(about, cell)
    if isinstance(cell, Number) or (isinstance(cell, str) and _DECIMAL.fullmatch(text)):
        try:
            return shortest(Decimal(text))
        except InvalidOperation:
            pass
    elif isinstance(cell, str):
        reading = read_number(cell, TEMPLATE)
        if reading.state == "taken" and not reading.warnings:
            return Decimal(reading.value)
    raise Unfit(_finding(about, "not_a_number", NOT_A_NUMBER, cell))


def _integer(about: FieldSpec, cell: Given) -> int:
    number = _decimal(about, cell)
    if number.is_finite() and number == number.to_integral_value():
        if abs(number.adjusted()) > structure.LARGEST_EXPONENT:
            raise Unfit(_finding(about, "not_whole", NOT_WHOLE, cell))
        return int(number)
    raise Unfit(_finding(about, "not_whole", NOT_WHOLE, cell))


def _flag(about: FieldSpec, cell: Given) -> bool:
    if isinstance(cell, bool):
        return cell
    reading = read_flag(_trimmed(about, cell))
    if reading.state == "taken":
        return bool(reading.value)
    raise Unfit(_finding(about, "not_yes_no", NOT_YES_NO, cell))


_TEXTUAL = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS})
_SAID_NOT_KNOWN = frozenset(
    {
        FieldType.CODE,
        FieldType.DATE,
        FieldType.PARTIAL_DATE,
        FieldType.INTEGER,
        FieldType.DECIMAL,
    }
)
"""Types whose fields may be not known, in a word of any language: "n/a", "?"."""

_READ: Mapping[FieldType, Callable[[FieldSpec, Given], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.CODE: _code,
    FieldType.LINK: _trimmed,
    FieldType.DATE: _date,
    FieldType.PARTIAL_DATE: _date,
    FieldType.CODES: _codes,
    FieldType.TEXTS: _list,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.FLAG: _flag,
}
