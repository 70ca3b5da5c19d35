"""Code lists: the published ones, our own, and ISO countries and currencies from CLDR."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")
NO_COUNTRY = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "XK",
    "ZZ",
}
"""Codes of CLDR that ISO 3166-1 does not assign, or that are no country or territory."""
ENGLISH_AND_FRENCH_ONLY = {"TW", "HK", "MO"}
"""The WCO uses names of its own for these; CLDR's would differ in the other languages."""


def build(sources: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    published = json.loads((sources / "published.json").read_text("utf-8"))
    own = json.loads((sources / "own.json").read_text("utf-8"))
    invented = own["lists"].pop("practice_member")["items"]
    published["lists"]["country"]["items"] = [
        *_countries(published["lists"]["country"]["items"]),
        *(item | {"practice": True} for item in invented),
    ]
    _write(target / "published.json", published)
    own["lists"]["currency"] = _currencies()
    _write(target / "own.json", own)


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _countries(published: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All of ISO 3166-1; where the published list has a name, that name stands."""
    ours = {item["code"]: item for item in published}
    english = Locale("en").territories
    codes = {c for c in english if len(c) == 2 and c.isalpha()} - NO_COUNTRY
    return [_country(code, ours.get(code, {})) for code in sorted(codes | set(ours))]


def _country(code: str, ours: dict[str, Any]) -> dict[str, Any]:
    few = code in ENGLISH_AND_FRENCH_ONLY
    labels = {
        f"label_{language}": Locale(language).territories[code]
        for language in (LANGUAGES[:2] if few else LANGUAGES)
    }
    return {"code": code, "provisional": True} | labels | ours


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
