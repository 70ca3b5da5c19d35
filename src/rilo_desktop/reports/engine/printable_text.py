"""Text as it can be drawn: control characters and invisible signs taken out, the rest untouched.

Signs that come with a form nobody here can change (`naming`): those that no font has are drawn as
their names, "[smiling face]".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .fonts import Face, is_covered

_named: ContextVar[frozenset[str]] = ContextVar("named", default=frozenset())
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_OF_FLAGS = 0x1F1E6
_LOOKS = re.compile("[\U0001f3fb-\U0001f3ff\u20e3]")
"""Colours of skin and the frame of a key: they say how the sign before them is drawn."""
_LATER = re.compile(
    "[\U0001f6d8\U0001f6dc\U0001fa75-\U0001fa77\U0001fa87-\U0001fa8f\U0001faad-\U0001faaf"
    "\U0001fabb-\U0001fabf\U0001fac6-\U0001facf\U0001fada-\U0001fadf\U0001fae8-\U0001faef"
    "\U0001faf7\U0001faf8]"
)
"""Younger than Unicode 14: which have a name depends on the Python, and a document may not."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\x1c-\x1f\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_FORMS = (
    "\u1100-\u11ff\u2100-\u214f\u2150-\u2bff\u2e80-\u2fdf\u3099\u309a\u3130-\u33ff\ua960-\ua97f"
    "\ud7b0-\ud7ff\uf900-\ufdff\ufe10-\uffef\U0001d400-\U0001d7ff\U0001f100-\U0001f2ff\U0002f800-\U0002fa1f"
)
_OTHER_FORMS = re.compile(f"[{_FORMS}]")
"""Where other forms of letters stand. How they are written is kept in the data."""
_WIDTHS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc]")
"""Wide Latin letters and digits, narrow Japanese and Korean: drawn in their usual width. Wide signs
stay: the comma of Chinese is one."""
_PARTS = re.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
)
"""A Korean syllable or a Japanese letter that was typed in parts."""
_SPECIAL = re.compile(
    f"  |[{_FORMS}"
    "\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200b\u2028-\u202e\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)


class Uncovered(ValueError):
    """A text that is about to be drawn has signs that the typeface lacks."""

    def __init__(self, text: str, signs: tuple[str, ...]) -> None:
        self.text, self.signs = text, signs
        super().__init__(f"{signs!r} in {text!r}")


def refuse_uncovered(text: str, letters: Face) -> None:
    """Raises Uncovered: no sign is drawn as an empty box, whoever wrote it."""
    if not text.isascii() and not letters.known.issuperset(text):
        raise Uncovered(text, tuple(s for s in dict.fromkeys(text) if s not in letters.known))


def plain(text: str) -> str:
    """What is drawn of a text: lines end with "\\n", runs of spaces are one, no invisible signs."""
    if not _SPECIAL.search(text):
        return text
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    if _OTHER_FORMS.search(text):
        text = _OTHER_FORMS.sub(_as_known, _PARTS.sub(_composed, text))
    return _SPACES.sub(" ", text)


def _composed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _as_known(found: re.Match[str]) -> str:
    """What a sign is compatible with, where it has no glyph or is a wide or narrow letter."""
    sign = found[0]
    if is_covered(sign) and not _WIDTHS.match(sign):
        return sign
    same = unicodedata.normalize("NFKC", sign)
    return same if all(map(is_covered, same)) else sign


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def is_nameable(sign: str) -> bool:
    """Is it a picture or a sign, and no letter of a script that no font has?"""
    return unicodedata.category(sign)[0] in "SPC" or _LOOKS.match(sign) is not None


@contextmanager
def naming(signs: frozenset[str]) -> Iterator[None]:
    """Meanwhile these are drawn as their names, whoever wrote them."""
    before = _named.set(signs)
    try:
        yield
    finally:
        _named.reset(before)


def in_words(text: str) -> str:
    """With names in place of the signs of `naming`."""
    signs = _named.get()
    if not signs or text.isascii() or signs.isdisjoint(text):
        return text
    text = _FLAG.sub(_flag, text)
    return "".join(name_of(sign) if sign in signs else sign for sign in text)


def name_of(sign: str) -> str:
    """ "[smiling face]"; of a sign without a name its number, "[U+1FAE8]"."""
    if _LOOKS.match(sign):
        return ""
    name = "" if _LATER.match(sign) else unicodedata.name(sign, "").lower()
    return f"[{name or f'U+{ord(sign):04X}'}]"


def signs_named(text: str) -> tuple[tuple[str, str], ...]:
    """Signs of a form's text that no font has, with the names that are printed; "" of letters, with
    which it cannot be printed at all."""
    found = (sign for sign in uncovered(text) if not _LOOKS.match(sign))
    return tuple((sign, name_of(sign) if is_nameable(sign) else "") for sign in found)


def _flag(found: re.Match[str]) -> str:
    return "[" + "".join(chr(ord(sign) - _FIRST_OF_FLAGS + ord("A")) for sign in found[0]) + "]"


def uncovered(text: str) -> tuple[str, ...]:
    """Signs of the text that the typeface cannot print, in order, each once."""
    if all(map(is_covered, set(text))):
        return ()
    return tuple(c for c in dict.fromkeys(plain(text)) if c != "\n" and not is_covered(c))
