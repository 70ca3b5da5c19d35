"""What the text of a cell looks like: a label, a value, a word of a total, a case number."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

from rilo_desktop.exchange.cells import Cell, Fault, Formula, Number, is_blank, text_of

_LONGEST_LABEL = 80
_DATE = re.compile(
    r"\d{1,4}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,4}|\d{1,2}(?:er|º|\.)?[-./\s]+[^\W\d]{3,}\.?[-./\s]+\d{2,4}"
    r"|[^\W\d]{3,}\.?\s+(?:de\s+)?\d{4}|\d{4}-\d{2}-\d{2}T"
)
_TATWEEL = "\u0640"


def fold(text: str) -> str:
    """For comparing: no case, accents, vowel signs or tatweel; blanks are one space."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold().replace(_TATWEEL, ""))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """{group: matches where a folded text begins with a word of it}"""
    file = resources.files("rilo_desktop.assets") / "spreadsheets" / "words.json"
    groups = json.loads(file.read_text("utf-8"))
    return {
        group: re.compile(
            "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
        )
        for group, words in groups.items()
    }


def begins(text: str, group: str) -> bool:
    """Does a text begin with a word of this group of `words.json`, as a whole word?"""
    folded = fold(text).lstrip("*#-– ")
    match = _words()[group].match(folded)
    return match is not None and not folded[match.end() : match.end() + 1].isalpha()


def is_label(cell: Cell) -> bool:
    """Could it name a column? A short text of letters, with few digits and no date."""
    if not isinstance(cell, str) or not 0 < len(cell.strip()) <= _LONGEST_LABEL:
        return False
    letters = sum(c.isalpha() or c in "№º#%" for c in cell)
    digits = sum(c.isdigit() for c in cell)
    return letters > 0 and digits * 4 <= letters and not _DATE.search(cell)


def is_typed(cell: Cell) -> bool:
    """A value rather than a word: a number, a date, a code with digits."""
    if isinstance(cell, str):
        return any(c.isdigit() for c in cell)
    return cell is not None


def is_figure(cell: Cell) -> bool:
    """What may stand beside the word "total": a number, or a text without words."""
    if isinstance(cell, str):
        return cell.strip()[:1].isdigit() or not any(c.isalpha() for c in cell)
    return isinstance(cell, (Number, Formula, Fault)) or is_blank(cell)


def whole_number(cell: Cell) -> int | None:
    """1 of the number 1 and of the text "1" in any digits."""
    text = text_of(cell).strip() if isinstance(cell, (str, Number)) else ""
    return int(text) if 0 < len(text) < 9 and text.isdecimal() else None


_SIGNED = re.compile(r"[-+]\s?[\d.,]+")
"""A number with its sign, as "-67,898" of a coordinate."""


def is_code(cell: Cell) -> bool:
    """Like the number of a case: letters or signs with digits, short, no date."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return (
        2 < len(text) <= 30
        and len(text.split()) <= 2
        and any(map(str.isdigit, text))
        and (any(map(str.isalpha, text)) or "/" in text or "-" in text)
        and not _DATE.search(text)
        and not _SIGNED.fullmatch(text)
    )


def shape(text: str) -> str:
    """Letters as "a", digits as "9", each once: "VO-24/001" gives "a-9/9"."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "a", text.strip()))
