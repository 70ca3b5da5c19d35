"""How hard a passphrase is to guess: an estimate, without a library and without a network.

It counts what a patient guesser would have to try, word by word, and knows the common shortcuts:
well-known passwords, years, rows of keys, repeats, words of this office. It cannot know whether the
words were chosen at random, so it counts each unknown word as one of a list of 7,776.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import log2

from rilo_desktop.rules.findings import N_

WORD_BITS = log2(7_776)
LETTER_BITS, LOOSE_BITS = 2.3, 4.7
"""A letter of a word adds what one of running text does; one or two letters alone are any."""
SYLLABLE_BITS = 6.0
"""A sign of Chinese, Japanese or Korean."""
COMMON_BITS, YEAR_BITS, ROW_BITS, REPEAT_BITS, SIGN_BITS = 5.0, 5.0, 4.0, 1.0, 2.0
DIGIT_BITS = log2(10)
FAIR, STRONG = 42.0, 58.0
"""Bits. A guess costs 64 MiB and three passes of Argon2id. For somebody who makes 100,000 of them a
second, 27 bits last minutes, 42 bits most of a year, 58 bits longer than anybody lives."""

_WORDS = """
password passwort passphrase motdepasse secret admin administrator welcome bienvenue letmein
iloveyou monkey dragon football baseball superman shadow sunshine princess login hello bonjour
hallo qwerty azerty qwertz test testing guest user changeme default master access customs douane
douanes zoll aduana rilo brlr wco omd office bureau officer agent intelligence liaison regional
analyst head secretariat correct horse battery staple computer internet january february march
april june july august september october november december summer winter spring autumn monday
friday sunday love money
"""
COMMON = frozenset(_WORDS.split())
_SAYINGS = """
to be or not to be that is the question
to be or not to be
i think therefore i am
je pense donc je suis
cogito ergo sum
liberte egalite fraternite
liberté égalité fraternité
may the force be with you
the quick brown fox jumps over the lazy dog
once upon a time
il était une fois
il etait une fois
all your base are belong to us
lorem ipsum dolor sit amet
i love you
je t aime
an apple a day keeps the doctor away
in the beginning was the word
et in arcadia ego
veni vidi vici
carpe diem
god save the king
we the people of the united states
four score and seven years ago
borders divide customs connects
"""
SAYINGS = tuple(sorted(_SAYINGS.strip().splitlines(), key=len, reverse=True))
_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_KEYS = "qwertyuiop asdfghjkl zxcvbnm azertyuiop qsdfghjklm wxcvbn qwertzuiop yxcvbnm"
ROWS = (_DIGITS * 4, _LETTERS * 2, *_KEYS.split())
_PARTS = re.compile(r"[^\W\d_]+|\d+|[\W_]")
_PARTS_OF_WORDS = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(19|20)\d\d")


class Level(IntEnum):
    """Of four bars, how many are filled."""

    NONE = 0
    VERY_WEAK = 1
    WEAK = 2
    FAIR = 3
    STRONG = 4


FLOOR = Level.FAIR
"""Below it no passphrase is taken, on any path."""
HOW = N_("Four or five words that do not belong together are best.")
_SAID = {
    Level.NONE: HOW,
    Level.VERY_WEAK: N_("Very weak: somebody who has a copy guesses it within minutes."),
    Level.WEAK: N_("Weak: somebody who has a copy guesses it within hours or months."),
    Level.FAIR: N_("Fair: guessing would take years. One more word makes it strong."),
    Level.STRONG: N_("Strong: nobody has the time, if the words were not taken from a text."),
}


@dataclass(frozen=True, slots=True)
class Strength:
    """`sentence` is a message of the catalogue that says what the level means."""

    level: Level
    bits: float

    @property
    def sentence(self) -> str:
        return _SAID[self.level]


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Words that everybody knows of an officer; short ones, as "of", say nothing of anybody."""
    words = (word for text in texts for word in text.replace("-", " ").split())
    return frozenset(word for word in words if len(word) > 2)


def strength(passphrase: str, own_words: frozenset[str] = frozenset()) -> Strength:
    """An estimate. `own_words`: what everybody knows of the officer (sign, function, office)."""
    text = passphrase.strip()
    if not text:
        return Strength(Level.NONE, 0.0)
    own = frozenset(word.casefold() for word in own_words)
    plain, sayings = _without_phrases(text.casefold())
    bits = sum(_bits(plain, own)) + COMMON_BITS * sayings
    if text != text.casefold():
        bits += 1.0
    if bits >= STRONG:
        level = Level.STRONG
    elif bits >= FAIR:
        level = Level.FAIR
    else:
        level = Level.WEAK if bits >= FAIR * 0.65 else Level.VERY_WEAK
    return Strength(level, bits)


def _without_phrases(text: str) -> tuple[str, int]:
    """What everybody can say by heart is one word of a list, however long it is."""
    words = " ".join(_PARTS_OF_WORDS.findall(text))
    found = 0
    for saying in SAYINGS:
        if f" {saying} " in f" {words} ":
            words, found = f" {words} ".replace(f" {saying} ", " ").strip(), found + 1
    return (words if found else text), found


def _bits(text: str, own: frozenset[str]) -> Iterator[float]:
    seen: set[str] = set()
    for part in _PARTS.findall(text):
        if part.isspace():
            continue
        yield REPEAT_BITS if part in seen else _part_bits(part, own)
        seen.add(part)


def _part_bits(part: str, own: frozenset[str]) -> float:
    if part.isdigit():
        return _digit_bits(part)
    if not part[0].isalpha():
        return SIGN_BITS
    if part in COMMON or part in own:
        return COMMON_BITS
    if _is_row(part) or len(part) > 2 >= len(set(part)):
        return ROW_BITS
    if part[0] >= "\u2e80":
        return SYLLABLE_BITS * len(part)
    if len(part) <= 2:
        return LOOSE_BITS * len(part)
    return min(WORD_BITS, 1.0 + LETTER_BITS * len(part))


def _digit_bits(digits: str) -> float:
    if _YEAR.fullmatch(digits):
        return YEAR_BITS
    if len(digits) > 2 and (_is_row(digits) or len(set(digits)) <= 2):
        return ROW_BITS
    return DIGIT_BITS * len(digits)


def _is_row(part: str) -> bool:
    """Keys beside each other, forwards or backwards."""
    return len(part) > 2 and any(part in row or part[::-1] in row for row in ROWS)
