"""Text folded for comparison: case, accents and Arabic variants fall together."""

from __future__ import annotations

import re
import unicodedata

_SAME = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "ـ": "",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "đ": "d",
    "ø": "o",
    "ł": "l",
    "ı": "i",
    "\0": " ",
}
_MARKS = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u093c\u09bc\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u135d-\u135f\u3099\u309a"
    r"\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""Accents, points of Arabic and Hebrew, nuktas, tones and short vowels of Thai; and what nobody
sees: soft hyphens, joiners, marks of direction, variations of a sign."""


def fold(text: str) -> str:
    """Casefold, decompose, drop marks, unify letters. FTS5's own tokenizers miss half of it."""
    lower = text.casefold()
    if lower.isascii():
        return lower.replace("\0", " ")
    plain = unicodedata.normalize("NFKD", lower)
    folded = plain.casefold()
    if folded != plain:
        plain = unicodedata.normalize("NFKD", folded)
    for letter, same in _SAME.items():
        # One by one: str.translate asks a dict about every letter and takes ten times as long.
        if letter in plain:
            plain = plain.replace(letter, same)
    return _MARKS.sub("", plain)
