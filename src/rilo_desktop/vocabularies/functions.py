"""Functions of officers: a code of the list "function", or text where the list lacks it."""

from __future__ import annotations

from functools import lru_cache

from .lists import Vocabulary, vocabulary, vocabulary_names

LIST = "function"


def function_in(function: str, language: str) -> str:
    """What a function is called in a language, from its code or the words it was written in; "": as
    it was written."""
    return vocabulary(LIST).label(function, language) if language else function


def same_function(one: object, other: object) -> bool:
    """Are both given and the same? A code is the same as its label in any language."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return bool(one.strip()) and _known(one) == _known(other)


def same_officer(sign: object, function: object, other_sign: object, other: object) -> bool:
    """Officers of one function are told apart by their signs, where both are known."""
    if isinstance(sign, str) and isinstance(other_sign, str) and sign and other_sign:
        return sign == other_sign
    return same_function(function, other)


def _known(text: str) -> str:
    folded = " ".join(text.split()).casefold()
    return _codes(vocabulary(LIST)).get(folded, folded) if LIST in vocabulary_names() else folded


@lru_cache(8)
def _codes(known: Vocabulary) -> dict[str, str]:
    """{code or label in small letters: code}."""
    found: dict[str, str] = {}
    for item in known:
        for name in (item.label("fr"), item.label("en"), item.code):
            found[name.casefold()] = item.code
    return found
