"""In which encodings a text file can be read, and how well a text suits a code page."""

from __future__ import annotations

import re
from collections.abc import Mapping

UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be")


def _letters(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


_ALPHABETS: Mapping[str, tuple[str, ...]] = {
    "cp1252": (
        "àâæçèéêëîïôœùûüÿ",  # French
        "áéíñóúüªº",  # Spanish
        "àáâãçéêíóôõúüªº",  # Portuguese
        "äöüß",  # German
        "àèéìíîòóùú",  # Italian
        "åäæéöøáðíóúýþ",  # of the North
    ),
    "cp1251": (_letters("а", "я") + "ёєіїґўђѓќјљњћџѕ",),
    "cp1256": (_letters("ء", "ي") + _letters("ً", "ْ") + "پچژگکیہ",),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýžäĺľŕô",  # Czech, Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
    ),
    "cp1254": ("çğıöşüâîûi̇",),
    "cp1253": (_letters("ΐ", "ώ"),),
    "cp1255": (_letters("א", "ת"),),
}
"""Letters beside a to z of the languages that are written in a code page of Windows.

What Excel calls CSV is written in one of these: Western, Cyrillic, Arabic, Central European,
Turkish, Greek, Hebrew. Of two that a text suits alike the first is meant more often.
"""
CODE_PAGES = tuple(_ALPHABETS)
ENCODINGS = (*UNICODE, *CODE_PAGES)

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[a-z]")
_RUN = re.compile("[^a-z]{4}")
"""No word of a language that is written with a to z has so many other letters together."""
_GREEK = "\u0370"
"""Scripts without a to z begin here."""


def suits(text: str, code_page: str) -> float:
    """The share of the words with other letters than a to z that one of its languages can have."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 0.0
    return max(_share(words, alphabet) for alphabet in _ALPHABETS[code_page])


def _share(words: list[str], alphabet: str) -> float:
    wrong = _RUN if alphabet[0] < _GREEK else _LATIN
    fitting = 0
    for word in words:
        small = word.lower()
        if set(_LATIN.sub("", small)) <= set(alphabet) and not wrong.search(small):
            fitting += word in (small, word.upper()) or word[1:] == small[1:]
    return fitting / len(words)
