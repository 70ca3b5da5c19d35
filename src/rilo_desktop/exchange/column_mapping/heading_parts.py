"""The parts of a heading: what its words say, whatever their order, short forms and prefixes.

"Data da apreensão", "DT_APREENSAO" and "SEIZ_DATE" are names of columns that no list holds word for
word. The words that say nothing of the field ("of"), that say that a name, a type or a code of it
stands there, and the short forms of names of database columns are data (`headings/words.csv`).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .headings import folded

NOTHING, NAME, KIND, CODE = "nothing", "name", "kind", "code"
_OF_CONTENT = frozenset({f"#{NAME}", f"#{KIND}", f"#{CODE}"})
"""What stands in the column of a thing, not which thing."""
QUANTITY = "#quantity"
LONG_NAME = 28
"""Letters of a name that a database may have cut off: some take 30."""
_SHORT, _STEM = 4, 5
"""Letters of a word of which another may be an ending longer: "pais", "paises"."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the words of a heading say, as words and as marks "#date"."""

    words: frozenset[str] = frozenset()
    is_cut: bool = False
    """Its last word may be cut off."""

    @property
    def of_code(self) -> bool:
        """Does a code of a list of its own stand there, perhaps?"""
        return _mark(CODE) in self.words

    @property
    def plain(self) -> frozenset[str]:
        """Without what says that it is a name, a type or a code of something."""
        return self.words - _OF_CONTENT


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a heading is like a known one: `share` of its words are in it. 1: all of them."""

    share: float
    same_marks: bool = True
    """It says of no type or code that the known heading does not say."""


def parts_of(text: str, is_cut: bool = False) -> Parts:
    """Of a text that is folded already."""
    said = _said()
    marks = [(word, said.get(word, "")) for word in dict.fromkeys(text.split())]
    words = {_mark(mark) if mark else word for word, mark in marks if mark != NOTHING}
    return Parts(frozenset(words), is_cut)


def column_parts(texts: Sequence[str]) -> tuple[tuple[Parts, ...], ...]:
    """Of all headings of a table, folded, each with what it may mean beside its own words.

    Names of database columns begin with that of their table ("INC_CANTIDAD", "INC_VALOR"); the name
    of a thing that stands beside its code says by the words of that what it is ("ADU_ID_ADUANA",
    "ADU_DESC").
    """
    said = _said()
    split = [list(dict.fromkeys(text.split())) for text in texts]
    begins = Counter(words[0] for words in split if len(words) > 1)
    made = []
    for text, words in zip(texts, split, strict=True):
        found = [parts_of(text, len(text) >= LONG_NAME)]
        if len(words) > 1 and begins[words[0]] > 1:
            rest = words[1:]
            found.append(parts_of(" ".join(rest), found[0].is_cut))
            if all(said.get(word) in (NAME, NOTHING) for word in rest):
                found += (
                    Parts(
                        parts_of(" ".join(other[1:])).words - {_mark(CODE)}, len(whole) >= LONG_NAME
                    )
                    for whole, other in zip(texts, split, strict=True)
                    if other[:1] == words[:1] and CODE in map(said.get, other[1:])
                )
        made.append(tuple(parts for parts in found if parts.words))
    return tuple(made)


class KnownParts:
    """Known headings, found by the words of another one."""

    def __init__(self, headings: Mapping[str, Mapping[str, float]]) -> None:
        """`headings`: {folded: {path: how much it says}}. One of a word such as "date" alone, and
        words that say nothing elsewhere ("date to"), is known word for word only.
        """
        self._known: dict[frozenset[str], dict[str, float]] = {}
        self._with: dict[str, list[frozenset[str]]] = {}
        self._stems: dict[str, set[str]] = {}
        for text, paths in headings.items():
            words = parts_of(text).words
            if words <= _OF_CONTENT or _lives_by_small_words(text, words):
                continue
            if words not in self._known:
                for word in words:
                    self._with.setdefault(word, []).append(words)
                    self._stems.setdefault(word[:_SHORT], set()).add(word)
            of_words = self._known.setdefault(words, {})
            for path, says in paths.items():
                of_words[path] = max(says, of_words.get(path, 0.0))

    def like(self, parts: Parts) -> dict[str, tuple[float, Likeness]]:
        """{path: (how much the known heading says, how like it is)}, the most alike for each."""
        found: dict[str, tuple[float, Likeness]] = {}
        reached: dict[frozenset[str], set[str]] = {}
        for word in parts.words:
            for near in self._near(word, parts.is_cut):
                for words in self._with[near]:
                    reached.setdefault(words, set()).update((f"<{word}", f">{near}"))
        for words, met in reached.items():
            of_other = {one[1:] for one in met if one[0] == ">"}
            mine = {one[1:] for one in met if one[0] == "<"} & parts.plain
            if not mine or not words <= of_other:
                continue
            likeness = Likeness(
                len(mine) / len(parts.plain),
                not (parts.words - words) & {_mark(KIND), _mark(CODE)},
            )
            for path, says in self._known[words].items():
                before = found.get(path)
                if before is None or _rank(says, likeness) > _rank(*before):
                    found[path] = (says, likeness)
        return found

    def _near(self, word: str, is_cut: bool) -> list[str]:
        """The known words that are this one but for an ending."""
        if is_mark(word) or len(word) < _SHORT:
            return [word] if word in self._with else []
        near = (other for other in self._stems.get(word[:_SHORT], ()) if not is_mark(other))
        return [other for other in near if _is_near(word, other, is_cut)]


def _lives_by_small_words(text: str, words: frozenset[str]) -> bool:
    said = _said()
    return all(map(is_mark, words)) and NOTHING in (said.get(word) for word in text.split())


def is_mark(word: str) -> bool:
    return word.startswith("#")


def _mark(says: str) -> str:
    return f"#{says}"


def _rank(says: float, likeness: Likeness) -> tuple[float, bool, float]:
    return likeness.share, likeness.same_marks, says


def _is_near(one: str, other: str, is_cut: bool) -> bool:
    short, long = sorted((one, other), key=len)
    if not long.startswith(short):
        return False
    more = len(long) - len(short)
    if is_cut and short == one and len(short) > _STEM:
        return True
    return more <= (0 if len(short) < _SHORT else 2 if len(short) < _STEM else 3)


@cache
def _said() -> Mapping[str, str]:
    """{word, folded: what it says}"""
    file = resources.files("rilo_desktop.assets") / "headings" / "words.csv"
    found: dict[str, str] = {}
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        says = row.pop("says")
        for cell in row.values():
            for word in cell.split("|"):
                found.setdefault(folded(word), says)
    return found
