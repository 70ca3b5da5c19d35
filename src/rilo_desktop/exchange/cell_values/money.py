"""Amounts of money with their currency: "12 500 €", "2,7 млн тенге", "3 100 000 FCFA"."""

from __future__ import annotations

import re

from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named

from ..cells import Cell, Number, text_of
from .numbers import (
    ABOUT,
    NO_NUMBER,
    OTHER_LANGUAGE,
    RANGE,
    TWO_NUMBERS,
    Written,
    range_in,
    read_number,
    written,
)
from .reading import (
    NOT_KNOWN,
    Habits,
    Reading,
    about,
    is_without_number,
    question,
    taken,
    unread,
)

NO_CURRENCY = N_("“{value}” has no currency: say which it is.")
WHICH_CURRENCY = N_("“{value}” has a sign that several currencies share: say which it is.")
STRANGE_CURRENCY = N_("“{value}” has something beside the amount that is no currency: correct it.")
BY_COUNTRY = N_("The currency is that of the country.")
CELL_CURRENCY = N_("The currency is that of the cell, not that of the heading.")

BARE_DOLLAR = "$"
"""Everywhere it may be the dollar of the United States: the country does not settle it."""
_NO_CENTS = re.compile(r"[.,]\s*[-–—]+")
"""Behind an amount: "12.500,-"."""


def read_money(cell: Cell, habits: Habits) -> Reading:
    """The value is (amount, currency)."""
    if (told := unread(cell)) is not None:
        return told
    text = text_of(cell).strip()
    if isinstance(cell, Number):
        number = read_number(cell, habits)
        if number.state != "taken":
            return number
        return _money(Written((number.value,), "", ""), text, habits)
    text = _NO_CENTS.sub("", text)
    if found := range_in(text, habits):
        currencies, _ = _currencies("", found[2], habits)
        return question(about(RANGE, text), *((n, c) for c in currencies for n in found[:2]))
    amount = written(text, habits, money=True)
    if amount is None:
        empty = is_without_number(text, "currency")
        return NOT_KNOWN if empty else question(about(NO_NUMBER, text))
    return _money(amount, text, habits)


def _money(amount: Written, text: str, habits: Habits) -> Reading:
    currencies, sign = _currencies(amount.before, amount.behind, habits)
    proposals = tuple((n, currency) for currency in currencies for n in amount.figures)
    if not sign and not habits.currency:
        return question(about(NO_CURRENCY, text), *proposals)
    if not currencies:
        own = codes_named("currency", habits.currency) if habits.currency else ()
        return question(
            about(STRANGE_CURRENCY, text), *((n, c) for c in own for n in amount.figures)
        )
    if len(currencies) > 1 or sign == ASKED:
        return question(about(WHICH_CURRENCY, text), *proposals)
    if amount.word:
        return question(about(OTHER_LANGUAGE, text), *proposals)
    if len(amount.figures) > 1:
        return question(about(TWO_NUMBERS, text), *proposals)
    warnings = []
    if amount.approximate:
        warnings.append(Message(ABOUT))
    if sign == SHARED:
        warnings.append(Message(BY_COUNTRY))
    elif sign and habits.currency and currencies != codes_named("currency", habits.currency):
        warnings.append(Message(CELL_CURRENCY))
    return taken((amount.figures[0], currencies[0]), *warnings)


OWN, SHARED, ASKED = "own", "shared", "asked"
"""A sign of one currency; one of several, settled by the country; one that nothing settles."""


def _currencies(before: str, behind: str, habits: Habits) -> tuple[tuple[str, ...], str]:
    """What the currency may be, and how the cell says it; "" where it says nothing."""
    beside = [part for part in (before.strip(), behind.strip(" .")) if part]
    if not beside:
        own = codes_named("currency", habits.currency) if habits.currency else ()
        return own or _of_country(habits.country) or ("EUR", "USD"), ""
    named = [codes_named("currency", part) for part in beside]
    found = tuple(code for code in named[0] if code in named[-1])
    if len(found) <= 1:
        return found, OWN
    local = _of_country(habits.country)
    settled = tuple(code for code in found if code in local)
    if len(settled) == 1 and len(local) == 1 and BARE_DOLLAR not in beside:
        return settled, SHARED
    return (*settled, *(c for c in local if c not in settled), *found[:2]) if settled else found[
        :4
    ], ASKED


def _of_country(country: str) -> tuple[str, ...]:
    found = codes_named("country", country) if country else ()
    if len(found) != 1:
        return ()
    return tuple(vocabulary("country").items[found[0]].more.get("currencies", ()))
