"""What people call a code: its labels in all languages, and other names that are kept as data.

Case, accents, Arabic variants of a letter, blanks and punctuation make no difference. A name that
several codes share gives all of them; a near match is found apart, and is only ever proposed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from unicodedata import category

from rilo_desktop.folding import fold

from .lists import Vocabulary, shipped, vocabulary

LONGEST = 120
"""Characters of a longer text are no name."""
CLOSEST = 3
"""Most proposals."""
FOUND_BY = ".found_by"
"""Behind the name of a list: words that find its codes in a picker and are no names of them, such
as "cigarettes" for tobacco products. An import does not take them."""
LETTERS_A_SLIP = 5
"""A name is proposed for one slip in so many letters, and one in a shorter word."""
SHORTEST = 4
"""Letters of a word in which a slip can be told."""
ARTICLE = "ال"
"""Of Arabic: a name with it and one without are near."""
LISTS = 200
"""Lists whose index of names is kept; one that changed is another list."""


@dataclass(frozen=True, slots=True)
class OtherName:
    code: str
    language: str
    name: str


def folded_words(text: str) -> str:
    """Words in small letters without accents; one blank between them, no punctuation around."""
    return " ".join(fold(text).replace("’", "'").split()).strip(" .:;,!")


def key_of(text: str) -> str:
    """Letters, digits and signs of currencies alone: "Viêt-Nam" and "viet nam" are one."""
    return "".join(c for c in fold(text) if c.isalnum() or category(c) == "Sc")


def words_of(name: str) -> Mapping[str, tuple[OtherName, ...]]:
    """Folded word -> what it means, of a list of words such as "not_known"."""
    return _words().get(name, _NO_WORDS)


_NO_WORDS: Mapping[str, tuple[OtherName, ...]] = MappingProxyType({})


def codes_named(name: str, text: str) -> tuple[str, ...]:
    """Codes of a vocabulary that a text is, or is a name of.

    A code of another office is meant by nothing but itself and what is shown of it.
    """
    if len(text) > LONGEST:
        return ()
    return _named(vocabulary(name), text.strip())


@lru_cache(2_000)
def _named(known: Vocabulary, wanted: str) -> tuple[str, ...]:
    if known.known(wanted):
        return (wanted,)
    if found := _by_case(known).get(wanted.casefold()):
        return found
    return _index(known).get(key_of(wanted), ()) or _shown(known).get(key_of(wanted), ())


@lru_cache(LISTS)
def finders(known: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Code -> what finds it in a picker: its names in every language, and the words of FOUND_BY."""
    found: dict[str, dict[str, None]] = {}
    words = words_of(f"{known.name}{FOUND_BY}").values()
    further = ((one.name, one.code) for others in words for one in others if one.code in known)
    for said, code in (*_said(known), *further):
        found.setdefault(code, {})[said] = None
    return MappingProxyType({code: tuple(names) for code, names in found.items()})


def near_codes(name: str, text: str) -> tuple[str, ...]:
    """Codes with a name that comes near, the nearest first: to be proposed, never taken.

    Near is what a slip of the pen makes of it, or else a text with the name among its words.
    """
    if len(text) > LONGEST:
        return ()
    known = vocabulary(name)
    return _slips(known, key_of(text)) or _among(known, folded_words(text))


def slips_of(name: str, text: str) -> tuple[str, ...]:
    """Codes with a name of which a slip of the pen makes this text, the nearest first.

    The first letter is seldom one ("Dali", "Mali").
    """
    return () if len(text) > LONGEST else _slips(vocabulary(name), key_of(text))


@lru_cache(20_000)
def _slips(known: Vocabulary, key: str) -> tuple[str, ...]:
    most, bare = max(1, len(key) // LETTERS_A_SLIP), key.removeprefix(ARTICLE)
    if len(bare) < SHORTEST:
        return ()
    begun, near = _begun(known), list[tuple[int, str]]()
    for length in range(len(bare) - most, len(bare) + most + 1):
        for other, said in begun.get((bare[0], length), ()):
            slips = distance(bare, other, most)
            if slips <= most:
                near.append((slips, said))
    return _offered(known, (said for _, said in sorted(near)))


@lru_cache(LISTS)
def _begun(known: Vocabulary) -> Mapping[tuple[str, int], tuple[tuple[str, str], ...]]:
    """{(first letter, length): (name without its article, key)} of the names of a list."""
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for said in _index(known):
        if other := said.removeprefix(ARTICLE):
            found.setdefault((other[0], len(other)), []).append((other, said))
    return MappingProxyType({begin: tuple(names) for begin, names in found.items()})


@lru_cache(2_000)
def _among(known: Vocabulary, words: str) -> tuple[str, ...]:
    parts = (key_of(part) for part in words.split())
    return _offered(known, (part for part in parts if len(part) >= SHORTEST))


def _offered(known: Vocabulary, keys: Iterable[str]) -> tuple[str, ...]:
    index = _index(known)
    codes = (code for key in keys for code in index.get(key, ()))
    kept = (code for code in codes if not known.items[code].is_practice)
    return tuple(dict.fromkeys(kept))[:CLOSEST]


def distance(one: str, other: str, most: int) -> int:
    """Letters that are wrong, missing, too many, or two that changed places; at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one):
        earlier, before, row = before, row, [at + 1]
        for to, second in enumerate(other):
            least = min(before[to] + (letter != second), before[to + 1] + 1, row[to] + 1)
            if at and to and letter == other[to - 1] and one[at - 1] == second:
                least = min(least, earlier[to - 1] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


@lru_cache(LISTS)
def _by_case(known: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Codes in small letters; a list with two codes that differ in case keeps both."""
    return _gathered((item.code.casefold(), item.code) for item in known)


@lru_cache(LISTS)
def _index(known: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Key of a name -> the codes that have it."""
    return _gathered((key_of(said), code) for said, code in _said(known))


@lru_cache(LISTS)
def _shown(known: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    others = known.others.values()
    return _gathered((key_of(one.label(la)), one.code) for one in others for la in one.labels)


def _said(known: Vocabulary) -> Iterator[tuple[str, str]]:
    for item in known:
        yield from ((said, item.code) for said in item.labels.values())
        if item.office:
            yield from ((item.label(language), item.code) for language in item.labels)
        yield from ((said, item.code) for said in item.former.values())
        if alpha3 := item.more.get("alpha3"):
            yield alpha3, item.code
    if known is not (everywhere := shipped(known.name)):  # what others call it is understood too
        for item in everywhere:
            yield from ((said, item.code) for said in item.labels.values())
    for others in words_of(known.name).values():
        yield from ((other.name, other.code) for other in others if other.code in known)


def _gathered(pairs: Iterator[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for said, code in pairs:
        if said:
            found.setdefault(said, {})[code] = None
    return MappingProxyType({said: tuple(codes) for said, codes in found.items()})


@cache
def other_names(name: str) -> Mapping[str, tuple[str, ...]]:
    """Code -> what people call it beside its labels."""
    found: dict[str, list[str]] = {}
    for others in words_of(name).values():
        for other in others:
            found.setdefault(other.code, []).append(other.name)
    return MappingProxyType({code: tuple(said) for code, said in found.items()})


@cache
def _words() -> Mapping[str, Mapping[str, tuple[OtherName, ...]]]:
    found: dict[str, dict[str, list[OtherName]]] = {}
    source = resources.files("rilo_desktop.assets") / "vocabularies" / "other_names.csv"
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        said = OtherName(row["code"], row["language"], row["name"])
        words = found.setdefault(row["list"], {})
        words.setdefault(folded_words(said.name) or said.name, []).append(said)
    return MappingProxyType(
        {
            name: MappingProxyType({word: tuple(said) for word, said in words.items()})
            for name, words in found.items()
        }
    )
