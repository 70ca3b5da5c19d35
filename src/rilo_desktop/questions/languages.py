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
    """Its code: that in brackets, else by the name before them or in them ("Uzbek (Latin)", "Text
    (English)"); what names no language is itself.
    """
    name, bracket, inside = (part.strip() for part in language.partition("("))
    inside = inside.rpartition(")")[0].strip() or inside
    known = _known()
    code = _CODE.fullmatch(inside.casefold()) if bracket else None
    if code and code[1] in known:
        return known[code[1]]
    for said in (name, inside):
        if found := known.get(said.casefold()):
            return found
    if code := code or _CODE.fullmatch(name.casefold()):
        return known.get(code[1], code[1])
    return inside or language


@cache
def _known() -> Mapping[str, str]:
    """{name or code in small letters: code}, from CLDR: see tools/build_language.py."""
    path = resources.files("rilo_desktop.assets") / "language" / "names.json"
    found: Mapping[str, str] = json.loads(path.read_text("utf-8"))
    return found
