"""What the words of a heading say beside its field: a unit, a currency, goods, a part of a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from rilo_desktop.vocabularies import shipped
from rilo_desktop.vocabularies.names import codes_named, folded_words, key_of, words_of

from ..cell_values.units import unit_of

YEAR, MONTH, DAY = "year", "month", "day"
CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
APART = re.compile(r"[^\w]+|_+")
"""What stands between the words of a heading: "qnt_SolidoKg"."""
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TOKEN = re.compile(r"[^\s()\[\],;:/]+")
_SIGN_LETTERS = 3
"""Letters of the longest sign of a currency that is known by its brackets: "(zł)", "(руб.)"."""
_LONGEST = 3
"""Words of a unit: "metros lineales"."""
_COUNTED = ("count", "count_cigarette", "count_plant")
"""Dimensions whose names are those of goods: "phones", "cigarettes"."""
_MEASURED = ("mass", "volume", "length")


def unit_in(header: str) -> str:
    """The code of the unit that a heading names, "" where it names none, or several.

    "Poids (kg)", "Cantidad kg", "qnt_solido_gramas", "Number of carcasses". What stands in brackets
    goes before what stands outside; "Unit" and the like name the column of units.
    """
    within = {unit for text in _IN_BRACKETS.findall(header) if (unit := unit_of(text))}
    found = within or {unit for _, unit in _parts(header) if unit}
    if not found and goods_in(header):
        said = (words_of("quantity_word").get(folded_words(word), ()) for word in words_in(header))
        found = {name.code for names in said for name in names if name.code}
    return found.pop() if len(found) == 1 else ""


def goods_in(header: str) -> str:
    """The words of a heading of quantities that name the goods: of "Scales (kg)" "Scales"."""
    kept = [
        word
        for word, unit in _parts(_IN_BRACKETS.sub(" ", header))
        if folded_words(word) not in words_of("quantity_word")
        and (not unit or _dimension(unit) in _COUNTED)
    ]
    return " ".join(kept) if any(sum(map(str.isalpha, word)) > 1 for word in kept) else ""


def without_measure(header: str) -> str:
    """A heading without its unit of weight, volume or length: "Cantidad kg" is "Cantidad"."""
    kept = (word for word, unit in _parts(header) if _dimension(unit) not in _MEASURED)
    return " ".join(kept)


def currencies_in(header: str) -> tuple[str, ...]:
    """The codes of the currencies that a sign in a heading may be: "Valor (R$)", "wartość [zł]"."""
    signs = (text.strip(" .") for text in _signs(header))
    return next((found for sign in signs if (found := codes_named("currency", sign))), ())


def without_currency(header: str) -> str:
    """A heading without the sign of its currency: "Montant €" is "Montant"."""
    for text in _signs(header):
        header = header.replace(text, " ")
    return header


def _signs(header: str) -> Iterator[str]:
    """What may be the sign of a currency: short in brackets, or with a letter of money in it."""
    for text in _IN_BRACKETS.findall(header):
        if 1 < len(key_of(text)) <= _SIGN_LETTERS and not unit_of(text):
            yield text
    for found in _TOKEN.finditer(header):
        if any(category(sign) == "Sc" for sign in found[0]):
            yield found[0]


def is_measured(unit: str) -> bool:
    """Is it a unit of weight, volume or length? Others count what the heading names."""
    return _dimension(unit) in _MEASURED


def _dimension(unit: str) -> str:
    return str(shipped("unit").items[unit].more.get("dimension")) if unit else ""


def part_of_date(header: str) -> str:
    """ "year", "month" or "day" where a heading names one of them alone: "ANO", "Mes del hecho"."""
    said = (words_of("date_part").get(folded_words(word), ()) for word in words_in(header))
    parts = {name.code for names in said for name in names}
    return parts.pop() if len(parts) == 1 else ""


def words_in(header: str) -> list[str]:
    """As they are written: of "qnt_SolidoKg" "qnt", "Solido" and "Kg"."""
    return [word for word in APART.split(CAMEL.sub(" ", header)) if word]


def _parts(header: str) -> Iterator[tuple[str, str]]:
    """The words of a heading, those of a unit together, each with its unit.

    A letter alone is a unit only as the last word: "cantidad g".
    """
    words = words_in(header)
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            is_letter = len(text) == 1 and (at == 0 or at + 1 < len(words))
            known = folded_words(text) in words_of("quantity_word")
            unit = "" if is_letter or known else unit_of(text)
            if unit or size == 1:
                yield text, unit
                at += size
                break
