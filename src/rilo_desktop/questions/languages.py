"""What a form calls a language, and its code: "French", "Français (fr)", "fr", "English(EN)"."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*")


@cache
def language_code(language: str) -> str:
    """Its code, by the code in brackets, else by its name; what names no language is itself."""
    name, bracket, inside = (part.strip() for part in language.partition("("))
    inside = inside.rpartition(")")[0].strip() or inside
    for said in (inside, name) if bracket else (name,):
        if code := _known().get(said.casefold()):
            return code
    for said in (inside, name) if bracket else (name,):
        if found := _CODE.fullmatch(said.casefold()):
            return _known().get(found[1], found[1])
    return inside or language


@cache
def _known() -> Mapping[str, str]:
    """{name or code in small letters: code}, from CLDR: see tools/build_language.py."""
    path = resources.files("rilo_desktop.assets") / "language" / "names.json"
    found: Mapping[str, str] = json.loads(path.read_text("utf-8"))
    return found
