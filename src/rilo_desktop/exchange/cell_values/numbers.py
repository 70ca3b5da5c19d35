"""Numbers as people write them: blanks, apostrophes, a comma or a point, words for thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from rilo_desktop.rules import structure
from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import OtherName, folded_words, words_of

from ..cells import Cell, Number, text_of
from .reading import Habits, Reading, about, plain_digits, question, taken, unread
from .units import unit_of

NO_NUMBER = N_("“{value}” is no number: write digits.")
TWO_NUMBERS = N_("“{value}” can be read as two numbers: say which one it is.")
RANGE = N_("“{value}” is a range: say which number is meant.")
OTHER_UNIT = N_("“{value}” has another unit than the heading: say which number is meant.")
UNIT_UNKNOWN = N_("“{value}” has a unit that no list has: say what it means.")
ABOUT = N_("The cell says that the number is approximate.")
OTHER_LANGUAGE = N_("“{value}” has a word of another language: say whether it is meant so.")

BLANKS = r"\s\u00a0\u2009\u202f"
_FIGURE = rf"\d(?:[\d{BLANKS}'’.,٫٬]*\d)?"
_AT = re.compile(_FIGURE)
_GROUPED = re.compile(r"\d{1,3}(?:S\d{3})+".replace("S", rf"[{BLANKS}'’٬]"))
_RANGE = re.compile(rf"({_FIGURE})\s*[-–—]\s*({_FIGURE})(?!\s*\d)(.*)", re.DOTALL)
_SMALL = re.compile(r"(?<![\w.,])\d(?:[.,]\d+)?[eE]-\d{1,2}(?!\w)")
"""As programs write small numbers. With a plus, a spreadsheet may have cut the number."""
_SIGN = re.compile(r"[~≈±<>≤≥]|\+/-")
_KILOGRAMS = {"G": Decimal("0.001"), "KG": Decimal(1), "T": Decimal(1000)}
_LITRES = {"ML": Decimal("0.001"), "L": Decimal(1)}
MOST_DIGITS = 30
KNOWN = 1_000
"""Texts beside numbers that are known again: a column has few."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text: what it may be, what stands before and behind it."""

    figures: tuple[Decimal, ...]
    before: str
    behind: str
    approximate: bool = False
    word: str = ""
    """A word for thousands of a language that is not the file's."""


_BETWEEN = re.compile(rf"[{BLANKS}'’٬]")


def figures(text: str, decimal: str) -> tuple[Decimal, ...]:
    """What a number may be: one figure, two where nothing settles it, none where it is none.

    One comma or point before three digits is the decimal sign only where the column has it.
    """
    text = text.strip()
    blanks = _BETWEEN.sub("", text)
    if len(blanks) > MOST_DIGITS or not blanks:
        return ()
    if blanks != text:
        whole, sign, part = _divided(text)
        if not _GROUPED.fullmatch(whole):
            return ()
        return (_decimal(re.sub(r"\D", "", whole), part),) if not sign or part.isdigit() else ()
    if "٫" in text:
        whole, _, part = text.partition("٫")
        return (_decimal(whole, part),) if whole.isdigit() and part.isdigit() else ()
    signs = {sign for sign in text if sign in ",."}
    if not signs:
        return (_decimal(text, ""),) if text.isdigit() else ()
    if len(signs) == 2:
        last = max(text.rfind(","), text.rfind("."))
        whole, part, sign = text[:last], text[last + 1 :], text[last]
        group = "," if sign == "." else "."
        return (_decimal(_joined(whole, group), part),) if _in_groups(whole, group) else ()
    (sign,) = signs
    if text.count(sign) > 1:
        return (_decimal(_joined(text, sign), ""),) if _in_groups(text, sign) else ()
    whole, _, part = text.partition(sign)
    fraction = _decimal(whole, part)
    if len(part) != 3 or len(whole) > 3 or whole.startswith("0") or sign == decimal:
        return (fraction,)
    return _decimal(whole + part, ""), fraction


def _divided(text: str) -> tuple[str, str, str]:
    found = re.search(r"[.,٫]", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _in_groups(text: str, sign: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(?:S\d{3})+".replace("S", re.escape(sign)), text))


def _joined(text: str, sign: str) -> str:
    return text.replace(sign, "")


def _decimal(whole: str, part: str) -> Decimal:
    """28.30 is 28.3: one number has one form."""
    return shortest(Decimal(f"{whole}.{part}" if part else whole))


def shortest(number: Decimal) -> Decimal:
    """28.30 is 28.3, and 5.7E+5 is 570000: one number has one form."""
    if not number.is_finite() or abs(number.adjusted()) > structure.LARGEST_EXPONENT:
        return number
    whole = number.to_integral_value()
    return Decimal(f"{whole:f}") if number == whole else number.normalize()


def written(text: str, habits: Habits, money: bool = False) -> Written | None:
    """The first number of a text; None where there is none, or where its signs fit no number."""
    text = _SMALL.sub(_in_full, plain_digits(text).replace("−", "-").strip())
    found = _AT.search(text)
    if not found:
        return None
    size = figures(found[0], habits.decimal)
    if not size:
        return None
    before, approximate = _without_about(text[: found.start()])
    behind, late = _without_about(text[found.end() :].strip())
    approximate = approximate or late
    word, times, behind = _multiplier(behind, money)
    strange = word if not _is_of(words_of("multiplier").get(word, ()), habits.language) else ""
    if times != 1:
        size = tuple(shortest(n * times) for n in size)
    return Written(size, before, behind, approximate, strange)


def _in_full(small: re.Match[str]) -> str:
    return f"{Decimal(small[0].replace(',', '.')):f}"


def range_in(text: str, habits: Habits) -> tuple[Decimal, Decimal, str] | None:
    """ "5-6 kg": the two numbers and what stands behind them. "10-12000" is 10000 to 12000."""
    found = _RANGE.fullmatch(plain_digits(text).strip())
    if not found:
        return None
    low, high = (figures(part, habits.decimal) for part in found.groups()[:2])
    if not low or not high:
        return None
    first = low[0] * 1000 if low[0] * 1000 <= high[0] and low[0] < 1000 else low[0]
    return first, high[0], found[3]


@lru_cache(KNOWN)
def _without_about(text: str) -> tuple[str, bool]:
    """The text without words such as "about", and whether there were any."""
    signs = _SIGN.sub("", text)
    said = signs != text
    words = signs.split()
    known = words_of("approximate")
    for size in (3, 2, 1):
        if len(words) >= size and folded_words(" ".join(words[:size])) in known:
            return " ".join(words[size:]), True
    return signs.strip(), said


@lru_cache(KNOWN)
def _multiplier(behind: str, money: bool) -> tuple[str, Decimal, str]:
    """The word for thousands behind a number, what it means, and the rest."""
    first, _, rest = behind.partition(" ")
    word = folded_words(first)
    known = words_of("multiplier").get(word) or ()
    if not known and money:
        known = words_of("multiplier_of_money").get(word) or ()
    return (word, Decimal(known[0].code), rest) if known else ("", Decimal(1), behind)


def _is_of(names: Iterable[OtherName], language: str) -> bool:
    spoken = {name.language for name in names}
    return not language or not spoken or bool(spoken & {"", language})


def read_number(cell: Cell, habits: Habits) -> Reading:
    """A number of a column whose heading names its unit, if any; the value is a Decimal."""
    if (told := unread(cell)) is not None:
        return told
    text = text_of(cell).strip()
    if isinstance(cell, Number):
        return _typed(cell)
    negative = re.fullmatch(r"[-−]\s*(\d.*)", text, re.DOTALL)
    if found := range_in(text, habits):
        return question(about(RANGE, text), found[0], found[1])
    number = written(negative[1] if negative else text, habits)
    if number is None or (number.before and not negative):
        return question(about(NO_NUMBER, text))
    if negative:
        number = Written(tuple(-n for n in number.figures), "", number.behind)
    sizes, reason = _in_unit(number, text, habits)
    if reason is not None:
        return question(reason, *sizes)
    warnings = (Message(ABOUT),) if number.approximate else ()
    return taken(sizes[0], *warnings)


def _typed(cell: Number) -> Reading:
    """A cell that the spreadsheet itself keeps as a number; the reader of the file gives no NaN."""
    try:
        number = Decimal(cell.text)
    except ArithmeticError:
        return question(about(NO_NUMBER, cell.text))
    return taken(shortest(number)) if number.is_finite() else question(about(NO_NUMBER, cell.text))


def _in_unit(
    number: Written, text: str, habits: Habits
) -> tuple[tuple[Decimal, ...], Message | None]:
    """The figures in the unit of the heading, and why they are a question."""
    behind, wanted = unit_of(number.behind), unit_of(habits.unit)
    if number.behind and not behind:
        return number.figures, about(UNIT_UNKNOWN, text)
    if behind and behind != wanted:
        for scale in (_KILOGRAMS, _LITRES):
            if behind in scale and wanted in scale:
                factor = scale[behind] / scale[wanted]
                turned = tuple(shortest(n * factor) for n in number.figures)
                return (*turned, *number.figures), about(OTHER_UNIT, text)
        return number.figures, about(OTHER_UNIT, text)
    if number.word:
        return number.figures, about(OTHER_LANGUAGE, text)
    if len(number.figures) > 1:
        return number.figures, about(TWO_NUMBERS, text)
    return number.figures, None


def settle_decimal(cells: Iterable[Cell]) -> Literal[",", ".", ""]:
    """The decimal sign that a column's own cells show; "" where none does, or both."""
    found = {sign for cell in cells if isinstance(cell, str) for sign in _signs(cell)}
    if found == {","}:
        return ","
    return "." if found == {"."} else ""


def _signs(text: str) -> Iterable[str]:
    if "," not in text and "." not in text:
        return
    for found in _AT.finditer(plain_digits(text[:LONGEST_SHOWN])):
        figure = found[0].strip()
        last = max(figure.rfind(","), figure.rfind("."))
        if last >= 0 and len(figures(figure, "")) == 1:
            sign = figure[last]
            repeated = figure.count(sign) > 1
            yield ("." if sign == "," else ",") if repeated else sign


LONGEST_SHOWN = 200
"""Characters of a cell that are looked at for its decimal sign."""
