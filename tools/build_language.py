"""Compiled catalogues, and the month names and number signs of each language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Said in each catalogue: its digest goes into documents, and two builds must make the same."""
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")
OTHER_NAMES = {
    "bengali": "bn",
    "castellano": "es",
    "chichewa": "ny",
    "creole": "ht",
    "farsi": "fa",
    "mandarin": "zh",
    "myanmar": "my",
    "oriya": "or",
    "sorani": "ckb",
}
"""Names of languages that forms have, and CLDR does not."""


def build(sources: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    formats = {language: _formats(Locale(language)) for language in LANGUAGES}
    (target / "formats.json").write_text(json.dumps(formats, ensure_ascii=False, indent=1), "utf-8")
    names = json.dumps(_names(), ensure_ascii=False, indent=0, sort_keys=True)
    (target / "names.json").write_text(names, "utf-8")
    for po in sorted(sources.glob("*.po")):
        with po.open("rb") as file:
            catalogue = read_po(file, locale=po.stem)
        catalogue.creation_date = MADE
        with (target / f"{po.stem}.mo").open("wb") as file:
            write_mo(file, catalogue)


def _names() -> dict[str, str]:
    """{name or code of a language: its code}; names in the languages of the network and its own.

    A name that two languages have is that of the shorter code, and of English before others.
    """
    found: dict[str, str] = {}
    known = Locale("en").languages
    codes = sorted({code.partition("_")[0] for code in known}, key=lambda code: (len(code), code))
    for code in codes:
        found.setdefault(code, code)
    for said in (*(Locale(language).languages for language in LANGUAGES), _own_names(codes)):
        for code in sorted(said, key=lambda code: (len(code), code)):
            found.setdefault(said[code].casefold(), code.partition("_")[0])
    for long, code in get_global("language_aliases").items():
        if len(long) == 3 and code in found:
            found[long] = code
    return found | OTHER_NAMES


def _own_names(codes: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codes:
        try:
            found[code] = Locale(code).languages[code]
        except (UnknownLocaleError, KeyError):
            continue
    return found


def _formats(locale: Locale) -> dict[str, object]:
    months = locale.months["format"]
    short = locale.months["format"]["abbreviated"]
    symbols = locale.number_symbols["latn"]
    return {
        "name": locale.display_name,
        "direction": locale.text_direction,
        "months": [months["wide"][n] for n in range(1, 13)],
        "months_alone": [locale.months["stand-alone"]["wide"][n] for n in range(1, 13)],
        "months_short": [short[n] for n in range(1, 13)],
        "decimal": symbols["decimal"],
        "group": symbols["group"],
    }
