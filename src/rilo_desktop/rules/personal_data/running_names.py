"""Names that nothing announces, in the sentences of a report in a language with Latin letters.

Bodies and places have two capitals there too. What tells a person is the grammar around: the name
stands where somebody acts, is acted on or is explained, and its words are no nouns of the text. In
English, where goods and ships stand without an article, only at the start of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from . import name_words as words
from .kinds import Found
from .name_shapes import CAP, PARTICLE, PARTS, checked, is_in
from .words import one_of, plain_words

REPORT = 200
"""Characters: a shorter text names goods."""
_LANGUAGE = re.compile(
    r"(?<!\w)(?:(?P<es>el|los|las|del|en|y|una)|(?P<pt>do|da|dos|em|os|ao|não|uma|e)"
    r"|(?P<fr>le|les|du|des|et|dans|au|une)|(?P<en>the|of|and|to|was|with|in))(?!\w)"
)
_RUN = re.compile(rf"(?<![\w'-]){CAP}(?: {CAP}| (?>{PARTICLE}{{1,2}}){CAP}){{1,7}}(?![\w-])")
_AND = re.compile(r" (?:y|e) (?=[^\W\d_])")
_SMALL = re.compile(r"(?<![^\s(«\"“'])[a-zà-ÿ]+(?![\w/.@-]*[/@-])")
_TWO = re.compile(rf"(?!L'|\w+[A-Z]{{2}}|\S+ \w[A-Z]{{2}}){CAP} {CAP}")
_GOODS = re.compile(one_of(words.GOODS))
_NOUN = re.compile(rf"(?!{one_of(words.GOODS)}$)[a-zà-ÿ-]{{4,}}")
_BEFORE = re.compile(r"(\S+)\s$")
_TO = re.compile(r"([a-zà-ÿ]{3,}) a $")
_OF = re.compile(
    rf"(?<![\w-])(?!(?:{one_of(words.OF_NO_PERSONS)}|{one_of(words.GOODS)})(?!\w))"
    r"(?:[a-zà-ÿ-]{4,}|caso|cas|nom|pai|mãe|tia|tio|fils) (?:de |d')$"
)
_ACTS = re.compile(rf",? (?:{one_of(words.ACTS)})(?!\w)")
_GOES_ON = re.compile(rf" (?!{one_of(words.NO_VERBS)}(?!\w))[a-zà-ÿ'-]{{2,}}")
_IS = re.compile(rf" {one_of(words.AUXILIARIES)} (?!{one_of(words.DONE_TO_THINGS)}(?!\w))")
_EXPLAINED = re.compile(
    rf"(?:(?:,|\)?,? —|,? «|,? \(|,? -) ?(?!{one_of(words.OF_PLACES_BEHIND)}(?!\w))[a-zà-ÿ]{{2,}}"
    r"|, (?:o|el) [A-ZÀ-Þ])"
)
_STARTS = re.compile(r".*[.:!?»\"”)—–-]$")


class _Stands(Enum):
    AT_START = auto()
    BEHIND_COMMA = auto()
    IN_CLAUSE = auto()
    BEHIND_NOUN = auto()
    BEHIND_PLURAL = auto()
    BY = auto()
    OF = auto()
    ELSEWHERE = auto()


_ARTICLES = plain_words(words.ARTICLES)
_OPENS_CLAUSE = plain_words(words.OPENS_CLAUSE)
_AGENTS = plain_words(words.AGENTS)
_OFS = plain_words("de da do du d' des del")


def running_names(text: str, titles: Sequence[range]) -> Iterator[Found]:
    language = _language(text) if len(text) >= REPORT else ""
    if not language:
        return
    small = set(_SMALL.findall(text))
    end, is_last_told, is_refused, waiting = 0, False, False, list[Found]()
    for run in _RUN.finditer(text):
        parts = [] if is_in(run.start(), titles) else _apart(text, *run.span())
        found = [one for span in parts for one in _named(text, *span, small)]
        between = text[end : run.start()]
        if between not in _JOINED:
            is_last_told, is_refused, waiting = False, False, []
        end = run.end()
        is_refused = is_refused or len(found) < len(parts)
        if is_refused:
            continue
        stands = _stands(text, found[0].start, language) if found else _Stands.ELSEWHERE
        is_pair = language != "en" and (
            (len(parts) > 1 and stands is not _Stands.ELSEWHERE)
            or is_last_told
            or len(waiting) > 1
            or (bool(waiting) and between != ", ")
        )
        if found and (is_pair or any(_is_told(text, one, language) for one in found)):
            yield from waiting
            yield from found
            is_last_told, waiting = True, []
        else:
            is_last_told = False
            waiting = [*waiting, *found] if stands is not _Stands.ELSEWHERE else []


_JOINED = (", ", " et ", " y ", " e ")


def _language(text: str) -> str:
    """Of most of its small words; "" is none of these."""
    counted = Counter(word.lastgroup or "" for word in _LANGUAGE.finditer(text))
    return counted.most_common(1)[0][0] if counted else ""


def _apart(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """ "Ana Ruz y Luis Paz" are two; "Zacatecas y Puebla" is none."""
    spans, at = [], start
    for joint in _AND.finditer(text, start, end):
        spans.append((at, joint.start()))
        at = joint.end()
    spans.append((at, end))
    return [span for span in spans if _TWO.match(text, *span)]


def _named(text: str, start: int, end: int, small: set[str]) -> Iterator[Found]:
    for one in checked(text, start, end):
        said = [part.lower() for part in PARTS.findall(text[one.start : one.end])]
        first_two = _TWO.match(text, one.start, one.end)
        if (
            first_two
            and not _GOODS.fullmatch(said[0])
            and not any(_is_noun(word, small) for word in said[:2])
        ):
            yield one


def _is_noun(word: str, small: set[str]) -> bool:
    """The report writes it small as well, or it ends like one."""
    ends = _NOUNS.search(word) and word not in _NO_NOUNS
    return len(word) > 3 and bool(ends or word in small)


_NOUNS = re.compile(rf"{one_of(words.NOUN_ENDINGS)}$")
_NO_NOUNS = plain_words(words.NOT_NOUNS)


def _is_told(text: str, one: Found, language: str) -> bool:
    stands = _stands(text, one.start, language)
    if language == "en":
        return stands is _Stands.AT_START and _IS.match(text, one.end) is not None
    if stands in (_Stands.BEHIND_NOUN, _Stands.BY):
        return True
    if stands is _Stands.OF:
        return _OF.search(text, max(0, one.start - 40), one.start) is not None
    if stands in (_Stands.ELSEWHERE, _Stands.BEHIND_PLURAL):
        return False  # goods stand in the plural before a brand
    if _ACTS.match(text, one.end):
        return True
    if stands is _Stands.AT_START and _GOES_ON.match(text, one.end):
        return True
    return stands is not _Stands.IN_CLAUSE and _EXPLAINED.match(text, one.end) is not None


def _stands(text: str, at: int, language: str) -> _Stands:
    if at == 0 or text[at - 1] == "\n":
        return _Stands.AT_START
    if text[at - 1] in '«"“(—':
        return _Stands.AT_START
    before = _BEFORE.search(text, max(0, at - 30), at)
    word = before[1] if before else ""
    if word.endswith((",", ";")):
        return _Stands.BEHIND_COMMA
    if _STARTS.match(word):
        return _Stands.AT_START
    if word == "a" and language == "es":
        verb = _TO.search(text, max(0, at - 30), at)
        moves = verb is None or verb[1] in _MOVES
        return _Stands.ELSEWHERE if moves else _Stands.BY
    small = word.lower()
    for known, stands in _WORDS:
        if small in known:
            return stands
    if _NOUN.fullmatch(word):
        return _Stands.BEHIND_PLURAL if word[-1] in "sx" else _Stands.BEHIND_NOUN
    return _Stands.ELSEWHERE


_MOVES = plain_words(words.MOVES)
_WORDS = (
    (_OFS, _Stands.OF),
    (_AGENTS, _Stands.BY),
    (_OPENS_CLAUSE, _Stands.IN_CLAUSE),
    (_ARTICLES, _Stands.ELSEWHERE),
)
