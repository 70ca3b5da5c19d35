"""Which way a text runs."""

from __future__ import annotations

RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "xx"})


def is_right_to_left(language: str) -> bool:
    return language in RIGHT_TO_LEFT_LANGUAGES


def base_direction(text: str) -> str:
    """Either "rtl" or "ltr", by the first strong character (UAX 9, P2 and P3)."""
    if text.isascii():
        return "ltr"
    import unicodedata  # a library that the page of the passphrase does without

    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
