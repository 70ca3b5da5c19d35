"""Units of quantity as people write them: codes, labels, abbreviations of six languages."""

from __future__ import annotations

from decimal import Decimal

from rilo_desktop.vocabularies import shipped
from rilo_desktop.vocabularies.names import codes_named, folded_words, words_of


def unit_of(text: str) -> str:
    """The code of a unit, "" where the text names none, or more than one."""
    found = codes_named("unit", text.strip().strip(".:()")) if text else ()
    return found[0] if len(found) == 1 else ""


def is_counted(unit: str) -> bool:
    """Is it one of pieces, boxes, packets, and no measure?"""
    item = shipped("unit").items.get(unit)
    return item is not None and str(item.more.get("dimension")).startswith("count")


def units_to_ask(text: str) -> tuple[tuple[str, Decimal], ...]:
    """What a word that is no unit of the list may stand for: (unit, how many), "dozen" 12 pieces.

    Proposed, never taken.
    """
    found = words_of("unit_to_ask").get(folded_words(text), ())
    pairs = (other.code.partition("*") for other in found)
    return tuple(dict.fromkeys((code, Decimal(times)) for code, _, times in pairs))
