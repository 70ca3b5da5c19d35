"""Abbreviations of the field; a document explains those that occur in it."""

from __future__ import annotations

import re

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


def occurring(say: Catalogue, text: str) -> list[tuple[str, str]]:
    words = set(re.findall(r"\w+", text))
    return [
        (short, say.text(meaning))
        for short, meaning in sorted(KNOWN.items(), key=lambda entry: entry[0].casefold())
        if short in ALWAYS or any(part in words for part in short.split(", "))
    ]
