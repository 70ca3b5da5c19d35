"""Code lists: published, our own, countries and HS from a table each, currencies from CLDR."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from babel.numbers import get_territory_currencies
from babel.units import format_unit

LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")


def build(sources: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    published = json.loads((sources / "published.json").read_text("utf-8"))
    own = json.loads((sources / "own.json").read_text("utf-8"))
    invented = own["lists"].pop("practice_member")["items"]
    published["lists"]["country"]["items"] = [
        *_countries(sources / "country_names.csv", _regions(sources.parent / "catalogue")),
        *(item | {"practice": True} for item in invented),
    ]
    _write(target / "published.json", published)
    own["lists"]["currency"] = _currencies()
    shutil.copy(sources / "hs_2022.csv", target)
    _write(target / "own.json", own)
    codes = [item["code"] for item in published["lists"]["country"]["items"]]
    _other_names(sources / "other_names.csv", target / "other_names.csv", codes)


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _countries(table: Path, regions: dict[str, str]) -> list[dict[str, Any]]:
    """All of ISO 3166-1, each with its WCO region. Every name of a language comes from one source;
    a language in which it has no name there is left out, and English is shown."""
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [
        {
            "code": row["code"],
            "alpha3": row["alpha3"],
            "currencies": get_territory_currencies(row["code"]),
            "provisional": row["provisional"] == "yes",
        }
        | ({"region": regions[row["code"]]} if row["code"] in regions else {})
        | {key: text for key, text in row.items() if key.startswith(("label_", "former_")) and text}
        for row in rows
    ]


def _other_names(source: Path, target: Path, countries: list[str]) -> None:
    """The kept names, and those of CLDR for countries, currencies and units: what people write
    beside the labels."""
    with source.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    kept = {row[3].casefold() for row in rows if row[0] == "currency"}
    rows += [
        ["currency", code, "", sign, "CLDR"]
        for sign, code in _currency_signs()
        if sign.casefold() not in kept
    ]
    units = {row[3].casefold() for row in rows if row[0].startswith("unit")}
    rows += [["unit", code, "", name, "CLDR"] for name, code in _unit_names() if name not in units]
    for language in LANGUAGES:
        names = Locale(language).territories
        rows += [["country", c, language, names[c], "CLDR"] for c in countries if c in names]
    with target.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def _currency_signs() -> list[tuple[str, str]]:
    """(sign, code) of each currency as its own country writes it: "zł". Signs of fewer than two
    letters are left out: several currencies share them, and the kept names say which."""
    found = set()
    for locale in map(Locale.parse, locale_identifiers()):
        for code in get_territory_currencies(locale.territory) if locale.territory else ():
            sign = (
                locale.currency_symbols.get(code, code)
                .replace("\u202f", " ")
                .strip("\u200e\u200f ")
            )
            if sign != code and sum(map(str.isalpha, sign)) >= 2:
                found.add((sign, code))
    return sorted(found)


_UNITS = {
    "mass-kilogram": "KG",
    "mass-gram": "G",
    "volume-liter": "L",
    "volume-milliliter": "ML",
}
_LETTERS_OF_A_UNIT = 4
_COUNTED = (1, 2, 5, 1.5)
"""Numbers of which languages write the unit in different forms."""


def _unit_names() -> list[tuple[str, str]]:
    """(name, code) of weights and volumes written out in each language: "litrów". Short ones are
    left out, since they are words of other languages."""
    found = set()
    for locale in map(Locale.parse, locale_identifiers()):
        for unit, code in _UNITS.items():
            for number in _COUNTED:
                words = format_unit(number, unit, "long", locale=locale).casefold().split()
                names = [word for word in words if word.isalpha()]
                if len(names) == 1 and len(names[0]) >= _LETTERS_OF_A_UNIT:
                    found.add((names[0], code))
    return sorted(found)


def _regions(catalogue: Path) -> dict[str, str]:
    """{country: WCO region}, as the catalogue of members has it."""
    with (catalogue / "members.csv").open(encoding="utf-8", newline="") as opened:
        return {row["country"]: row["region"] for row in csv.DictReader(opened) if row["region"]}


def _currencies() -> dict[str, Any]:
    english = Locale("en").currencies
    current = sorted(code for code in english if _is_current(english[code]))
    items = [
        {"code": code}
        | {
            f"label_{language}": Locale(language).currencies.get(code, code)
            for language in LANGUAGES
        }
        for code in current
    ]
    return {
        "title_en": "Currency",
        "title_fr": "Monnaie",
        "source": "Unicode CLDR by way of Babel",
        "note": "Current and former codes of ISO 4217.",
        "items": items,
    }


def _is_current(name: str) -> bool:
    """CLDR writes the years of a currency that is no more behind its name."""
    return "(" not in name or not any(character.isdigit() for character in name)
