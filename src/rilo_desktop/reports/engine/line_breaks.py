"""Where a line may end in scripts that write without spaces, and where no word is ever cut.

Chinese and Japanese: between any two signs but before a closing one and after an opening one
(kinsoku; the classes CL, CP, EX, NS, OP and IN of Unicode's line breaking). Thai: between words,
as BudouX finds them. Ethiopic: after its word space. Korean has spaces, and ends lines at these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from budoux import Parser, load_default_thai_parser

_FREE = re.compile(
    "[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffee"
    "\U00020000-\U0003ffff]"
)
"""Signs beside which a line may end."""
_NEVER_FIRST = frozenset(
    "、。，．：；？！）］｝〕〉》」』】〙〗〟｠»’”)]}!?,.:;%‰℃°′″¢％‐–〜～゠…‥・･ー"
    "々〻ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ｡｣､ｧｨｩｪｫｬｭｮｯｰﾞﾟ￠"
)
_NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖〝｟«‘“([{$£¥€￡￥＄№#＃")
_PAIRS = frozenset("—…‥―")
"""Two of them are one sign."""
_WORD_SPACES = frozenset("\u1361\u1362\u1363\u1364\u1365\u1366\u1367\u1368")
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
_LEADS = re.compile("[\u0e40-\u0e44\u094d\u09cd\u200d]")
"""A vowel that is written before its letter, and what binds a letter to the next."""
_FOLLOWS = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u200c\u200d")
"""Thai vowels and signs that never begin a word."""


def parts_of_words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of what no line divides, in order; spaces stand between some."""
    thai = {at for word in _THAI.finditer(text) for at in _thai_words(word)}
    start = 0
    for at in range(1, len(text)):
        if text[at] == " ":
            yield start, at
            start = at + 1
        elif at > start and (at in thai or _may_end(text, at)):
            yield start, at
            start = at
    yield start, len(text)


def is_joined(text: str, at: int) -> bool:
    """Does the character at this place belong to the one before it?"""
    return (
        unicodedata.category(text[at])[0] == "M"
        or text[at] in _FOLLOWS
        or _LEADS.match(text[at - 1]) is not None
    )


def _may_end(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before in _WORD_SPACES:
        return after not in _WORD_SPACES
    return (
        (_FREE.match(before) is not None or _FREE.match(after) is not None)
        and after not in _NEVER_FIRST
        and before not in _NEVER_LAST
        and not (before == after and before in _PAIRS)
        and not is_joined(text, at)
    )


def _thai_words(found: re.Match[str]) -> Iterator[int]:
    """Where its words begin, but the first."""
    at, word = found.start(), found[0]
    for part in _thai().parse(word)[:-1]:
        at += len(part)
        if not is_joined(found.string, at):
            yield at


@cache
def _thai() -> Parser:
    return load_default_thai_parser()
