"""Abbreviations of the field; a document explains those that occur in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from rilo_desktop.language import N_, Catalogue

KNOWN = {
    "BRLR": "Bureau régional de liaison chargé du renseignement",
    "CEN": N_("Customs Enforcement Network"),
    "CENcomm": N_("Communication platform of the Customs Enforcement Network"),
    "CITES": N_("Convention on International Trade in Endangered Species"),
    "CN22, CN23": N_("Postal customs declarations"),
    "CTS": N_("Cargo Targeting System"),
    "DPI": "Droits de propriété intellectuelle",
    "EMS": N_("Express Mail Service"),
    "GRM": N_("Global RILO Meeting"),
    "HFC": N_("Hydrofluorocarbons"),
    "HS": N_("Harmonized System"),
    "INCB": N_("International Narcotics Control Board"),
    "IPR": N_("Intellectual property rights"),
    "nCEN": N_("National Customs Enforcement Network"),
    "NCP": N_("National Contact Point"),
    "OMD": "Organisation mondiale des douanes",
    "RILO": N_("Regional Intelligence Liaison Office"),
    "TLP": N_("Traffic Light Protocol"),
    "WCO": N_("World Customs Organization"),
}
ALWAYS = frozenset({"BRLR", "RILO", "TLP", "WCO"})
"""Every document has them in its heads."""


_PARTS = frozenset(part for short in KNOWN for part in short.split(", "))
_WORD = re.compile("|".join(sorted(map(re.escape, _PARTS), key=len, reverse=True)))
_NEXT_TO = re.compile(r"\w")


def seen(texts: Iterable[str]) -> set[str]:
    """Known abbreviations that stand in the texts as words of their own."""
    return {
        found[0]
        for text in texts
        for found in _WORD.finditer(text)
        if not _NEXT_TO.match(text[found.end() : found.end() + 1])
        and not _NEXT_TO.match(text[max(0, found.start() - 1) : found.start()])
    }


def occurring(say: Catalogue, words: Set[str]) -> list[tuple[str, str]]:
    """Abbreviation and meaning of those among `words`, in the order of the alphabet."""
    return [
        (short, say.text(meaning))
        for short, meaning in sorted(KNOWN.items(), key=lambda entry: entry[0].casefold())
        if short in ALWAYS or any(part in words for part in short.split(", "))
    ]
