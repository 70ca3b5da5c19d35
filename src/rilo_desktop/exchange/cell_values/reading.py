"""What one cell of an office's own workbook says: a value, a question, "not known", or nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Literal

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import codes_named, folded_words, words_of

from ..cells import Cell, Fault, Formula, is_blank, text_of

State = Literal["taken", "question", "not_known", "unreadable", "blank"]

FORMULA = N_("The cell has a formula, which is never calculated: write the value itself.")
IN_ERROR = N_("The cell has {value}, an error of the spreadsheet: write the value itself.")
TOO_LONG = N_("The cell has {count} characters, which is no single value: write the value itself.")
YES_OR_NO = N_("The cell says yes or no, where another value is expected: write the value itself.")

LONGEST = 500
"""Characters of a longer cell are no value but a text."""


@dataclass(frozen=True)
class Habits:
    """What is known of the column, the sheet, the file or the office. "" or None: nothing."""

    date_order: Literal["dmy", "mdy", ""] = ""
    decimal: Literal[",", ".", ""] = ""
    month_numbers: bool = False
    """Six digits are a year and a month: "201810"."""
    year: int | None = None
    """Of days without a year."""
    month: int | None = None
    """Of days without a month: a sheet a month."""
    unit: str = ""
    """Of a heading or the cell beside, as text or code: "kg" of "Poids (kg)"."""
    unit_unread: bool = False
    """The cell beside has a unit that is not known: it is asked about there."""
    currency: str = ""
    country: str = ""
    """Of the row or the office: it says whose francs or dollars these are."""
    language: str = ""
    personal: str = ""
    """What was answered of the personal data that the texts of a column hold."""


NO_REASON = Message("")


@dataclass(frozen=True)
class Reading:
    state: State
    value: Any = None
    proposals: tuple[Any, ...] = ()
    reason: Message = NO_REASON
    warnings: tuple[Message, ...] = ()
    found: str = ""
    """The kinds of personal data in a text, where these are what is asked about."""


BLANK = Reading("blank")
NOT_KNOWN = Reading("not_known")


def taken(value: Any, *warnings: Message) -> Reading:
    return Reading("taken", value, warnings=tuple(dict.fromkeys(warnings)))


def question(reason: Message, *proposals: Any) -> Reading:
    return Reading("question", proposals=tuple(dict.fromkeys(proposals)), reason=reason)


def warned(reading: Reading, *warnings: Message) -> Reading:
    return replace(reading, warnings=(*reading.warnings, *warnings))


def about(message: str, text: str, **values: Any) -> Message:
    """A message that repeats the cell, or its beginning."""
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    return Message(message, {"value": shown, **values})


def unread(cell: Cell) -> Reading | None:
    """What any reader but that of texts says of a cell that holds no value; None: read on."""
    if is_blank(cell):
        return BLANK
    if isinstance(cell, Formula):
        return Reading("unreadable", reason=Message(FORMULA))
    if isinstance(cell, Fault):
        return Reading("unreadable", reason=about(IN_ERROR, cell.text))
    if isinstance(cell, bool):
        return Reading("unreadable", reason=Message(YES_OR_NO))
    text = text_of(cell)
    if len(text) > LONGEST:
        return Reading("unreadable", reason=Message(TOO_LONG, {"count": len(text)}))
    return NOT_KNOWN if is_not_known(text) else None


_NO_LETTERS = re.compile(r"[\s\-‐-―−?؟.]+")


def is_not_known(text: str) -> bool:
    """ "n/a", "nd", "?", "–" and the like: the value is not known, and never 0."""
    if _NO_LETTERS.fullmatch(text):
        return True
    said = folded_words(text).strip("?؟()[] ")
    return said in words_of("not_known")


def is_without_number(text: str, beside: str) -> bool:
    """ "-   zł", "n/a kg": a currency or a unit (`beside` is their list), and no number to it."""
    words = text.split()
    if any(word[0].isdecimal() for word in words):
        return False
    rest = [word for word in words if not codes_named(beside, word.strip(".:()"))]
    return len(rest) < len(words) and is_not_known(" ".join(rest))


def plain_digits(text: str) -> str:
    """Decimal digits of any script become 0 to 9; letters stay."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
