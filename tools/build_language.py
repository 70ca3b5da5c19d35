"""Compiled catalogues, and the month names and number signs of each language."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Said in each catalogue: its digest goes into documents, and two builds must make the same."""
LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")


def build(sources: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    formats = {language: _formats(Locale(language)) for language in LANGUAGES}
    (target / "formats.json").write_text(json.dumps(formats, ensure_ascii=False, indent=1), "utf-8")
    for po in sorted(sources.glob("*.po")):
        with po.open("rb") as file:
            catalogue = read_po(file, locale=po.stem)
        catalogue.creation_date = MADE
        with (target / f"{po.stem}.mo").open("wb") as file:
            write_mo(file, catalogue)


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
