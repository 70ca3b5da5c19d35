"""Codes that are typed with a text or a number: "1,200 tablets", "5000 EUR market value"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rilo_desktop.records import FieldSpec
from rilo_desktop.vocabularies import harmonized_system
from rilo_desktop.vocabularies.names import codes_named

from ...itemviews.choice_model import Choice
from .code_search import LEAST, meant

Beside = tuple[FieldSpec, Sequence[Choice]]
"""A field, and what may be chosen there."""
_HS_BEHIND = re.compile(r"(?P<text>.*?\S)\s+(?:HS\s*)?(?P<code>\d{4}\.\d{2}(?:\.\d{2}){0,2})", re.I)


def codes_in(words: str, beside: Sequence[Beside]) -> tuple[str, ...]:
    """A code of the first field, which is named in full, and of the second if words are left.

    () where the words do not mean one code of each for sure.
    """
    parts = words.split()
    for many in range(len(parts), 0, -1):
        found = codes_named(beside[0][0].vocabulary, " ".join(parts[:many]))
        rest = " ".join(parts[many:])
        if len(found) == 1 and not rest:
            return found
        if len(found) == 1 and len(rest) >= LEAST and len(beside) > 1:
            other = meant(rest, beside[1][1])
            return (*found, other.code) if other is not None else ()
    return ()


def hs_behind(text: str) -> tuple[str, str]:
    """The text alone and the HS code that ends it, "" where none does.

    A subheading is written with its point, and there must be such a one: a model is often a number.
    """
    found = _HS_BEHIND.fullmatch(text)
    if found is None or not harmonized_system.is_known(found["code"].replace(".", "")):
        return text, ""
    return found["text"].rstrip(" ,;:-–"), found["code"]
