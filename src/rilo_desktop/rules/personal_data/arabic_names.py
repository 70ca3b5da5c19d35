"""Names in Arabic, that has no capitals: by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import name_words as words
from .kinds import DataKind, Found
from .words import one_of

_A = r"[\u0621-\u064a\u064b-\u0652]"
_ARABIC_PART = rf"(?:(?:عبد|أبو|أم|ابن|آل) {_A}{{2,15}}|{_A}{{2,15}})"
_ARABIC_NAME = (
    rf"{_ARABIC_PART} (?:(?:بن|بنت|ابن) {_A}{{2,15}} )?{_ARABIC_PART}(?: ال{_A}{{2,15}})?"
)
_ARABIC_SAID = re.compile(
    rf"(?<!\w)[وفبل]{{0,2}}{one_of(words.ARABIC_BEFORE)}(?: ?[:،] ?| )"
    rf"(?:{one_of(words.ARABIC_TITLES)}[./]? )?(?P<id>{_ARABIC_NAME})(?!\w)"
)
_ARABIC_TITLED = re.compile(
    rf"(?<!\w)[ولب]?{one_of(words.ARABIC_TITLES)}(?:[./] ?| )(?P<id>{_ARABIC_NAME})(?!\w)"
)
_ARABIC_FIRST = (
    r"(?![وبلكف]?ال|ل[لتمإا]|[وس][يتس]|وهم|ي(?!اس|وس|حي|ون|عق|زيد)|ت(?!ام|وف|يس|رك)|ب[جمتحعقفأإ]"
    rf"|{_A}{{3,12}}(?:ه|ها|هم)(?!{_A})|{_A}{{2,12}}(?:اً|ًا)(?!{_A})"
    rf"|و?{one_of(words.ARABIC_VERBS)}(?!{_A})){_A}{{2,15}}"
)
_ARABIC_WHOLE = (
    rf"(?:عبد ?ال{_A}{{2,12}}|{_ARABIC_FIRST})"
    rf"(?: (?:بن|بنت|أبو|ابو|آل|عبد) {_A}{{2,15}}"
    rf"| {_A}{{2,15}} (?:بن|أبو|الله|عبد) {_A}{{2,15}}| {_A}{{2,15}})"
)
_ARABIC_OFFICE = re.compile(
    rf"(?<!{_A})[وبلف]{{0,2}}{one_of(words.ARABIC_OFFICES)}"
    rf"(?: ال{_A}{{2,15}}(?:-ال{_A}{{2,15}})?){{0,3}}،? (?P<id>{_ARABIC_WHOLE})(?!{_A})"
)
_ARABIC_APPOSED = re.compile(
    rf"(?<!{_A})[وبلف]{{0,2}}{one_of(words.ARABIC_APPOSED)}(?: [\w()]{{2,15}}){{1,7}}،"
    rf" (?P<id>{_ARABIC_WHOLE})(?=،)"
)
"""The director of trade at Beja, Wael Zanbaqi, said."""
_ARABIC_AGED = re.compile(
    rf"(?<!{_A})(?P<id>{_ARABIC_WHOLE}(?: {_A}{{2,15}}){{0,2}}?)،? "
    rf"(?:\((?:البالغ\w? من العمر )?\d\d ?(?:عام|سن)|(?:البالغ\w?|البالغة) (?:من العمر )?\d\d)"
)
_ARABIC_DONE = re.compile(
    rf"(?<!{_A}){one_of(words.ARABIC_SAID)} (?P<id>{_ARABIC_WHOLE})"
    r"(?=،|\.| إن| أن| بـ| الذي| التي)"
)
_ARABIC_SON = re.compile(
    rf"(?<!\w)(?P<id>{_A}{{2,15}} (?:بن|بنت) {_A}{{2,15}}"
    rf"(?: (?:بن|آل) {_A}{{2,15}})?(?: ال{_A}{{2,15}})?)(?!\w)"
)


def arabic_names(text: str) -> Iterator[Found]:
    found: list[Found] = []
    for pattern in _ARABIC_PATTERNS:
        for match in pattern.finditer(text):
            name = match["id"].split()
            if name[0].startswith("ال") and pattern is not _ARABIC_TITLED:
                continue  # "the": no first name
            if not any(part in words.ARABIC_NO_NAMES for part in name):
                found.append(Found(DataKind.PERSON_NAME, *match.span("id")))
                if next_one := _ARABIC_NEXT.match(text, match.end("id")):
                    found.append(Found(DataKind.PERSON_NAME, *next_one.span("id")))
    yield from found
    names = {text[one.start : one.end].split()[-1] for one in found}
    for match in _ARABIC_WORD.finditer(text) if names else ():
        start = match.start() + (match[0] not in names and match[0].startswith("و"))
        if text[start : match.end()] in names:
            yield Found(DataKind.PERSON_NAME, start, match.end())


_ARABIC_WORD = re.compile(rf"{_A}+")


_ARABIC_NEXT = re.compile(
    rf"(?: \([^()]{{1,20}}\))?،? و(?P<id>{_ARABIC_WHOLE})(?=،|\.|$| إلى| من| ال)"
)
_ARABIC_PATTERNS = (
    _ARABIC_SAID,
    _ARABIC_TITLED,
    _ARABIC_SON,
    _ARABIC_OFFICE,
    _ARABIC_APPOSED,
    _ARABIC_AGED,
    _ARABIC_DONE,
)
