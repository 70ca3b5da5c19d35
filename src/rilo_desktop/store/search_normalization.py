"""Text folded for search: case, accents and Arabic variants fall together on both sides."""

from __future__ import annotations

import re
from functools import lru_cache

from rilo_desktop.folding import fold

_RUN = re.compile(
    "[\u0e01-\u0e4f\u1100-\u11ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
"""Chinese, Japanese and Thai, which are written without spaces, and Korean, whose endings are not
parted from a word: in its letters, as folding leaves them."""


def spaced(folded: str) -> str:
    """With each run of these scripts as its overlapping pairs of signs, and the last sign.

    "药品走私" becomes "药品 品走 走私 私": a part of a word is then a phrase of the index.
    """
    if folded.isascii() or not _RUN.search(folded):
        return folded
    return _RUN.sub(lambda run: f" {' '.join((*pairs(run.group()), run.group()[-1]))} ", folded)


def pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def runs(word: str) -> list[tuple[str, bool]]:
    """A folded word in its parts; True for a run of Chinese or Japanese."""
    found: list[tuple[str, bool]] = []
    last = 0
    for run in _RUN.finditer(word):
        found += [(word[last : run.start()], False), (run.group(), True)]
        last = run.end()
    return [(part, is_run) for part, is_run in (*found, (word[last:], False)) if part]


ARCHIVED = "\ue000"
"""Word of the index that marks an archived record; a sign of private use, which nobody types."""
_WORD = re.compile(r"\w[\w\u064b-\u0652]*")


def snippet(text: str, words: str, around: int = 60) -> str:
    """The stretch of a text where the first word was found, "" where none was."""
    if place := _as_typed(text, words):
        return _cut(text, *place, around)
    starts = _starts(words)
    for start, end, token in _spans(text):
        if any(_begins(token, wanted) for wanted in starts):
            return _cut(text, start, end, around)
    return ""


def snippet_as_typed(text: str, words: str, around: int = 60) -> str:
    """`snippet` of a word that stands there letter by letter, without folding the whole text."""
    place = _as_typed(text, words)
    return _cut(text, *place, around) if place else ""


def _begins(token: str, wanted: str) -> bool:
    return token.startswith(wanted) or (wanted in token and bool(_RUN.match(wanted)))


@lru_cache(1)
def _starts(words: str) -> tuple[str, ...]:
    return tuple(token for _, _, token in _spans(words))


_REST = re.compile(r"\w*")


@lru_cache(1)
def _typed(words: str) -> frozenset[str]:
    """With the accents they were typed with, and without."""
    return frozenset((*_starts(words), *(m.group().lower() for m in _WORD.finditer(words))))


def _as_typed(text: str, words: str) -> tuple[int, int] | None:
    """Start and end of the first word that begins with one of these, but for its case.

    Looked for one by one in small letters: a pattern that knows both takes many times as long.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter became two: places would be others
        return None
    found = [(at, wanted) for wanted in _typed(words) if (at := _word_at(lower, wanted)) >= 0]
    if not found:
        return None
    at, wanted = min(found)
    rest = _REST.match(text, at + len(wanted))
    return at, rest.end() if rest else at + len(wanted)


def _word_at(lower: str, wanted: str) -> int:
    """Where a word begins like this, -1 where none does."""
    at = lower.find(wanted)
    if _RUN.match(wanted):  # written without spaces: a word begins anywhere
        return at
    while at > 0 and (lower[at - 1].isalnum() or lower[at - 1] == "_"):
        at = lower.find(wanted, at + 1)
    return at


def _spans(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]


def _cut(text: str, start: int, end: int, around: int) -> str:
    first = max(0, start - around // 2)
    first = text.find(" ", first) + 1 if first else 0
    first = min(first, start)
    last = min(len(text), end + around)
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return f"{before}{text[first:last].strip()}{after}".replace("\n", " ")
