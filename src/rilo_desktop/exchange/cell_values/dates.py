"""Dates as offices write them: days, ranges, months, quarters and years, in six languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from rilo_desktop.analysis.typed_dates import day_of, month_named
from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies.names import folded_words, words_of

from ..cells import Cell, Day, Number, text_of
from .reading import Habits, Reading, about, plain_digits, question, taken, unread, warned

Dated = tuple[str, str | None, str]
"""date, date_end and date_precision, as a record keeps them."""

NO_DATE = N_("“{value}” is no date: write year, month and day.")
NO_DAY = N_("“{value}” is no day of the calendar: correct it.")
TWO_ORDERS = N_("“{value}” is one day with the day first and another with the month first.")
OTHER_ORDER = N_("“{value}” fits only the other order of day and month: say whether it is so.")
DAY_FIRST = N_("“{value}” is read with the day first.")
MONTH_FIRST = N_("“{value}” is read with the month first.")
HIJRI = N_("“{value}” is a date of the Hijri calendar: compare the proposed day, and confirm it.")
SERIAL = N_("“{value}” is read as the number of a day in a spreadsheet.")
DAY_ALONE = N_("“{value}” is a day without a month: say which month it is.")
NO_YEAR = N_("“{value}” has no year: say which it is.")
SHORT_YEAR = N_("“{value}” may be a month with a year, or a day without one: say which it is.")
YEAR_MONTH_OR_DAY = N_("“{value}” may be a year with its month, or a day: say which it is.")
OF_SHEET = N_("The month and the year are those of the sheet.")
HOUR_GONE = N_("The time of day is left out.")
MONTHS_OR_SLIP = N_("“{value}” may be a period of months, or a slip: say which it is.")
BACKWARDS = N_("“{value}” ends before it begins: correct it.")

FIRST_YEAR, LAST_YEAR = 1900, 2100
HIJRI_YEARS = range(1300, 1601)
SERIALS = range(20_000, 80_000)
"""Numbers that are days of a spreadsheet: 1954 to 2119."""
CENTURY_TURN = 70
"""24 is 2024, 85 is 1985."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s]+(\d{1,2}:\d{2}.*))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MONTH_NUMBER = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_EASTERN = re.compile(
    r"(?:(\d{4})\s*[年년]\s*)?(?:(\d{1,2})\s*[月월]\s*)?(?:(\d{1,2})\s*[日号號일]\s*)?"
)
"""2018年1月31日, 2018년 1월 31일, and parts of them."""
_EASTERN_SIGNS = re.compile("[年月日년월일号號]")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NUMERIC = re.compile(
    r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?(?:[t\s]+(\d{1,2}:\d{2}.*))?"
)
_DAY_MONTH = re.compile(r"(\d{1,2})\s*([/.])\s*(\d{1,2})\.?")
_DAYS = re.compile(r"(\d{1,2})(?:\s*[-–—/]\s*|\s+(\w+|&)\s+)(\d{1,2})(?P<rest>(?:[./]|\s).*|)")
_SIDES = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d{4})-(?=\d)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ere|º|°|-го|-е)?\.?")
_DIVIDED = re.compile(r"[\s\-./,،]+")
_QUARTER = re.compile(r"([^\W\d_]+)?\s*([1-4])(?:\s*([^\W\d_]+))?")
_MARKED = re.compile(r"[\s\d](ه|هـ|ah|h|هجري|هجريه)\.?$")


def read_date(cell: Cell, habits: Habits) -> Reading:
    """The value is (date, date_end or None, date_precision)."""
    if (told := unread(cell)) is not None:
        return told
    raw = text_of(cell).strip()
    if isinstance(cell, Day):
        day, _, hour = raw.partition("T")
        found = _iso(day, raw) or question(about(NO_DATE, raw))
        gone = found.state == "taken" and hour.strip("0:. ")
        return warned(found, Message(HOUR_GONE)) if gone else found
    text = " ".join(plain_digits(raw).split())
    if _is_number(text):
        return _number(int(text), raw, habits)
    if isinstance(cell, Number):
        return question(about(NO_DATE, raw))
    if _EASTERN_SIGNS.search(text):
        text = _without_signs(text)
        if _is_number(text) and len(text) == 4:
            return _number(int(text), raw, habits)
    said = folded_words(text)
    return (
        _hijri(said, raw)
        or _iso(said, raw)
        or _numeric(said, raw, habits, _is_eastern(raw))
        or _range(said, raw, habits)
        or _quarter(said)
        or _worded(said, raw, habits)
        or question(about(NO_DATE, raw))
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _without_signs(text: str) -> str:
    """Days, months and years of China, Japan and Korea in the form of ISO 8601."""
    parts = []
    for at, side in enumerate(text.split("至")):
        found = _EASTERN.fullmatch(side.strip())
        if found is None or not any(found.groups()):
            return text
        year, month, day = found.groups()
        if at and not year:  # "2018年1月3日至5日": the end is of the same year and month
            first = _EASTERN.fullmatch(text.split("至")[0].strip())
            year = first[1] if first else None
            month = month or (first[2] if first else None)
        if year and month and day:
            parts.append(f"{year}-{month}-{day}")
        elif year and not day:
            parts.append("-".join(part for part in (year, month) if part))
        elif month and day and not year:
            parts.append(f"{day}.{month}.")
        else:
            return text
    return " - ".join(parts)


def _is_eastern(raw: str) -> bool:
    """Dates in Arabic-Indic digits are written with the day first."""
    return any(c.isdecimal() and not c.isascii() for c in raw)


def _date(value: Dated, raw: str, *warnings: Message) -> Reading:
    """Taken where it is a day of the calendar."""
    for said in value[:2]:
        if said is not None and len(said) == 10 and day_of(*map(int, said.split("-"))) is None:
            return question(about(NO_DAY, raw))
    return taken(value, *warnings)


def _day(year: int, month: int, day: int) -> Dated:
    return f"{year:04}-{month:02}-{day:02}", None, "day"


def _is_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _whole_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < CENTURY_TURN else 1900)


def _number(number: int, raw: str, habits: Habits) -> Reading:
    if 1 <= number <= 31:
        if habits.year and habits.month:
            return _date(_day(habits.year, habits.month, number), raw, Message(OF_SHEET))
        return question(about(DAY_ALONE, raw))
    if _is_year(number):
        return taken((f"{number}", None, "year"))
    if number in SERIALS:
        day = date(1899, 12, 30) + timedelta(number)
        return taken((day.isoformat(), None, "day"), about(SERIAL, raw))
    if compact := _COMPACT.fullmatch(str(number)):
        return _date(_day(*map(int, compact.groups())), raw)
    if month := _MONTH_NUMBER.fullmatch(str(number)):
        whole = (f"{month[1]}-{month[2]}", None, "month")
        days = () if habits.month_numbers else _days_of_six(str(number))
        return question(about(YEAR_MONTH_OR_DAY, raw), whole, *days) if days else taken(whole)
    return question(about(NO_DATE, raw))


def _days_of_six(digits: str) -> tuple[Dated, ...]:
    """The days that six digits may be: 201012 is 20 October 2012, or 12 October 2020."""
    one, two, three = digits[:2], int(digits[2:4]), digits[4:]
    days = (day_of(_whole_year(three), two, int(one)), day_of(_whole_year(one), two, int(three)))
    return tuple((day.isoformat(), None, "day") for day in days if day is not None)


def _hijri(said: str, raw: str) -> Reading | None:
    numbers = [int(part) for part in re.findall(r"\d+", said)]
    year = next((n for n in numbers if n in HIJRI_YEARS), 0)
    if not year or not (_MARKED.search(said) or len(numbers) == 3):
        return None
    if len(numbers) != 3:
        return question(about(HIJRI, raw))
    day, month = (numbers[0], numbers[1]) if numbers[2] == year else (numbers[2], numbers[1])
    if not (1 <= day <= 30 and 1 <= month <= 12):
        return question(about(HIJRI, raw))
    return question(about(HIJRI, raw), (_gregorian(year, month, day).isoformat(), None, "day"))


def _gregorian(year: int, month: int, day: int) -> date:
    """By the tabular calendar: 11 leap years in 30, months of 30 and 29 days by turns."""
    months = 29 * (month - 1) + month // 2
    days = day + months + (year - 1) * 354 + (3 + 11 * year) // 30
    return date(622, 7, 19) + timedelta(days - 1)


def _iso(said: str, raw: str) -> Reading | None:
    if found := _ISO.fullmatch(said):
        year, month, day = (int(part) for part in found.groups()[:3])
        if month > 12 and day <= 12 and day_of(year, day, month):
            return question(about(NO_DAY, raw), _day(year, day, month))
        gone = (Message(HOUR_GONE),) if (found[4] or "").strip("0:. ") else ()
        return _date(_day(year, month, day), raw, *gone)
    for pattern, order in ((_YEAR_MONTH, (1, 2)), (_MONTH_YEAR, (2, 1))):
        if found := pattern.fullmatch(said):
            year, month = int(found[order[0]]), int(found[order[1]])
            if _is_year(year) and 1 <= month <= 12:
                return taken((f"{year}-{month:02}", None, "month"))
    return None


def _range(said: str, raw: str, habits: Habits) -> Reading | None:
    """ "12-14/03/2024", "5 y 6", "12 - 14 mars 2024", "05/2024-06/2024"."""
    days = _DAYS.fullmatch(said)
    if days and (days[2] is None or days[2] in words_of("until")):
        last = _one(f"{days[3]}{days['rest']}" if days["rest"] else days[3], raw, habits)
        if last is not None and last.state == "taken" and last.value[2] == "day":
            first = f"{last.value[0][:8]}{int(days[1]):02}"
            return _span(first, last.value[0], raw, last.warnings)
        if last is not None and last.state == "question" and days["rest"]:
            return last
    for begin, end in _sides(said):
        one, other = _one(begin, raw, habits), _one(end, raw, habits)
        if other is None or other.state != "taken":
            continue
        if one is None or one.state != "taken":
            one = _one(f"{begin} {other.value[0][:4]}", raw, habits)
        if one is None or one.state != "taken" or one.value[2] != other.value[2]:
            continue
        if one.value[2] == "day":
            return _span(one.value[0], other.value[0], raw, (*one.warnings, *other.warnings))
        if one.value[2] == "month":
            period = (one.value[0], other.value[0], "period")
            return question(about(MONTHS_OR_SLIP, raw), one.value, period)
    return None


def _sides(said: str) -> Iterable[tuple[str, str]]:
    parts = _SIDES.split(said)
    if len(parts) == 2:
        yield parts[0], parts[1]
    words = said.split()
    for at, word in enumerate(words[1:-1], 1):
        if word in words_of("until"):
            yield " ".join(words[:at]), " ".join(words[at + 1 :])


def _one(said: str, raw: str, habits: Habits) -> Reading | None:
    """One day or month, no range."""
    if _is_number(said):
        return _number(int(said), raw, habits)
    return (
        _iso(said, raw)
        or _numeric(said, raw, habits, _is_eastern(raw))
        or _worded(said, raw, habits)
    )


def _span(first: str, last: str, raw: str, warnings: Sequence[Message]) -> Reading:
    if day_of(*map(int, first.split("-"))) is None:
        return question(about(NO_DAY, raw))
    if first >= last:
        return question(about(BACKWARDS, raw))
    return _date((first, last, "period"), raw, *warnings)


def _numeric(said: str, raw: str, habits: Habits, day_first: bool) -> Reading | None:
    """Numbers alone. Points and Arabic digits mean the day first; strokes only by habit."""
    gone: tuple[Message, ...] = ()
    if found := _NUMERIC.fullmatch(said):
        one, sign, two, year = int(found[1]), found[2], int(found[3]), _whole_year(found[4])
        gone = (Message(HOUR_GONE),) if (found[5] or "").strip("0:. ") else ()
    elif (short := _DAY_MONTH.fullmatch(said)) and habits.year:
        one, sign, two, year = int(short[1]), short[2], int(short[3]), habits.year
    else:
        return None
    dmy, mdy = day_of(year, two, one), day_of(year, one, two)
    order = habits.date_order or ("dmy" if sign == "." or day_first else "")
    if dmy is None and mdy is None:
        return question(about(NO_DAY, raw))
    both = tuple((d.isoformat(), None, "day") for d in (dmy, mdy) if d is not None)
    if not order:
        if len(set(both)) == 2:
            return question(about(TWO_ORDERS, raw), *both)
        return taken(both[0], *gone, *(() if dmy else (about(MONTH_FIRST, raw),)))
    chosen = dmy if order == "dmy" else mdy
    if chosen is None:
        return question(about(OTHER_ORDER, raw), *both)
    said_so = (about(DAY_FIRST if order == "dmy" else MONTH_FIRST, raw),)
    warnings = said_so if len(set(both)) == 2 else ()
    return taken((chosen.isoformat(), None, "day"), *gone, *warnings)


def _quarter(said: str) -> Reading | None:
    """ "T1 2024", "2e trim. 2024", "I кв. 2025"."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", said)
    if len(years) != 1:
        return None
    rest = " ".join(re.split(r"[\s/\-–]+", said.replace(years[0], " "))).strip()
    words = [word.strip(".") for word in rest.split() if word.strip(".") not in _fillers()]
    if len(words) == 1 and (found := _QUARTER.fullmatch(words[0])):
        words = [part for part in found.groups() if part]
    if len(words) != 2 or not any(word in words_of("quarter") for word in words):
        return None
    other = words[1] if words[0] in words_of("quarter") else words[0]
    numbers = words_of("ordinal").get(other, ())
    if not numbers:
        return None
    quarter = int(numbers[0].code)
    first, last = quarter * 3 - 2, quarter * 3
    return taken((f"{years[0]}-{first:02}", f"{years[0]}-{last:02}", "quarter"))


def _fillers() -> frozenset[str]:
    return frozenset(words_of("date_word"))


def _worded(said: str, raw: str, habits: Habits) -> Reading | None:
    """A date with the name of a month."""
    numbers: list[str] = []
    names: list[str] = []
    for part in _DIVIDED.split(said):
        if day := _ORDINAL.fullmatch(part):
            numbers.append(day[1])
        elif _is_number(part):
            numbers.append(part)
        elif part and part.strip(".") not in _fillers():
            names.append(part)
    month = month_named(" ".join(names)) if names else 0
    if not month or len(numbers) > 2:
        return None
    years = [n for n in numbers if len(n) == 4 and _is_year(int(n))]
    if len(numbers) == 2:
        year = years[0] if years else numbers[1]
        number = numbers[1] if years and numbers[0] == year else numbers[0]
        if len(year) not in (2, 4):
            return question(about(NO_DATE, raw))
        return _date(_day(_whole_year(year), month, int(number)), raw)
    if years:
        return taken((f"{years[0]}-{month:02}", None, "month"))
    if not numbers:
        whole = ((f"{habits.year}-{month:02}", None, "month"),) if habits.year else ()
        return question(about(NO_YEAR, raw), *whole)
    return _without_year(numbers[0], month, raw, habits)


def _without_year(number: str, month: int, raw: str, habits: Habits) -> Reading:
    """ "12 mars" in a file of one year; "Apr-25" is asked."""
    as_month = (f"{_whole_year(number.zfill(2))}-{month:02}", None, "month")
    if habits.year and day_of(habits.year, month, int(number)):
        as_day = _day(habits.year, month, int(number))
        return question(about(SHORT_YEAR, raw), as_day, as_month)
    return question(about(SHORT_YEAR, raw), as_month)


def settle_month_numbers(cells: Iterable[Cell]) -> bool:
    """Are all six digits of a column a year and a month, and one of them nothing else?"""
    six = [text for cell in cells if len(text := plain_digits(text_of(cell)).strip()) == 6]
    digits = [text for text in six if _is_number(text)]
    return all(map(_MONTH_NUMBER.fullmatch, digits)) and not all(map(_days_of_six, digits))


def settle_date_order(cells: Iterable[Cell]) -> Literal["dmy", "mdy", ""]:
    """The order that a column's own cells show; "" where none does, or both."""
    found = set()
    for cell in cells:
        said = " ".join(plain_digits(cell).split()) if isinstance(cell, str) else ""
        if (written := _NUMERIC.fullmatch(said)) is None:
            continue
        one, two = int(written[1]), int(written[3])
        if one > 12 >= two:
            found.add("dmy")
        elif two > 12 >= one:
            found.add("mdy")
    if found == {"dmy"}:
        return "dmy"
    return "mdy" if found == {"mdy"} else ""
