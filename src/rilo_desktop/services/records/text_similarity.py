"""Which words texts share, folded and cut to their stems, and how much each of them says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log
from typing import Any

from rilo_desktop.folding import fold
from rilo_desktop.records import FieldSpec, FieldType, Record, fields_of
from rilo_desktop.vocabularies import vocabulary

_WORD = re.compile(r"\w[\w\u064b-\u0652]*")
SHORTEST = 3
MOST_TEXT = 20_000
"""Characters of a record that are read: a pasted report of a hundred pages holds nobody up."""
_ENDINGS = ("ing", "ies", "ed", "es", "s")
LEAST_STEM = 4
_SMALL_WORDS = (
    # English, French, Spanish: words that say nothing of the goods or of how they moved.
    """
    about after again all also and any are because been before between both but can could did does
    each few first for from had has have her his how into its just many may more most much must not
    one only other our out over own same see seen should since some such than that the their them
    then there these they this those three through two under until very was were what when where
    which while who why will with within without would you your
    aux avec avant apres car ces cette dans depuis des deux donc elle elles entre est etait ete etre
    eux fait ils les leur leurs lors mais meme ont par pas peu plus pour que quel qui sans ses son
    sont sous sur tous tout toute toutes trois une vers
    con cual cuando del desde donde dos ella ellos entre era eran este esta estas estos fue fueron
    hay las los mas muy para pero por porque que ser sin sobre son sus tambien tiene todo una uno
    """
)
_SMALL = frozenset(_SMALL_WORDS.split())
_NOT_READ = frozenset({"", "source", "handling"})
"""Sections that say who tells it, not what happened."""
_SPEAKING_LISTS = """
    commodity product_category conveyance_subtype procedure route_role concealment
    platform_type ad_channel payment_type delivery_model
    """
_SPEAKING = frozenset(_SPEAKING_LISTS.split())
"""Vocabularies whose labels say how it was done; those of others are names."""
_EVERY_ROUTE = frozenset({"origin", "departure", "detection", "destination"})
"""Codes that every case has say nothing of this one."""


def stems(text: str) -> dict[str, str]:
    """{folded stem: as it is written first}."""
    found: dict[str, str] = {}
    for written in _WORD.findall(text[:MOST_TEXT]):
        folded = fold(written)
        if len(folded) >= SHORTEST and folded not in _SMALL and not folded.isdigit():
            found.setdefault(_stem(folded), written)
    return found


def _stem(folded: str) -> str:
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= LEAST_STEM:
            return folded[: -len(ending)]
    return folded


def words_of(text: str) -> tuple[str, ...]:
    """Folded words, as somebody searches for them."""
    return tuple(fold(written) for written in _WORD.findall(text))


def weights(texts: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """Stem -> what it says: nothing where every fifth text has it, much where one alone has it."""
    listed = [set(text) for text in texts]
    often = Counter(stem for text in listed for stem in text)
    most = max(1, len(listed) // 5)
    return {stem: log(len(listed) / n + 1) for stem, n in often.items() if n <= most}


def texts_of(record: Record, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
    """(field, text, code) of what a record says; a code speaks by its label.

    The field inside a line is "goods.category".
    """
    for name, about in fields_of(type(record)).items():
        if about.section not in _NOT_READ and name not in skip:
            yield from _words_of(name, getattr(record, name), about)


def _words_of(path: str, value: Any, about: FieldSpec) -> Iterator[tuple[str, str, str]]:
    if about.type is FieldType.LINES:
        for line in value if isinstance(value, tuple) else ():
            for name, inner in fields_of(type(line)).items():
                yield from _words_of(f"{path}.{name}", getattr(line, name), inner)
    elif about.vocabulary in _SPEAKING:
        known = vocabulary(about.vocabulary)
        for code in value if isinstance(value, tuple) else (value,):
            if isinstance(code, str) and code in known and code not in _EVERY_ROUTE:
                yield path, known.label(code), code
    elif about.type is FieldType.TRANSLATED and isinstance(value, tuple):
        for _, text in value:
            yield path, text, ""
    elif isinstance(value, str) and about.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        yield path, value, ""
