"""Names in Arabic, that has no capitals: by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rilo_desktop.vocabularies.names import codes_named

from . import name_words as words
from .kinds import DataKind, Found
from .words import one_of, plain_words

_A = r"[\u0621-\u064a\u064b-\u0652]"
_PART = rf"(?:(?:عبد|أبو|أم|ابن|آل) {_A}{{2,15}}|{_A}{{2,15}})"
_NAME = rf"{_PART} (?:(?:بن|بنت|ابن) {_A}{{2,15}} )?{_PART}(?: ال{_A}{{2,15}})?"
_SAID = re.compile(
    rf"(?<!\w)[وفبل]{{0,2}}{one_of(words.ARABIC_BEFORE)}(?: ?[:،] ?| )"
    rf"(?:{one_of(words.ARABIC_TITLES)}[./]? )?(?P<id>{_NAME})(?!\w)"
)
_TITLED = re.compile(
    rf"(?<!\w)[ولب]?{one_of(words.ARABIC_TITLES)}(?:[./] ?| )(?P<id>{_NAME})(?!\w)"
)
_FIRST = (
    rf"(?![وبلكف]?ال|ل(?!طف|ؤ|مي|ام|يل|ين|يو|يز|يا|بن[اى]|وي|ور|وك|ول|وس|ون|خض|زه|ار|او)|{_A}{{2,12}}وا(?!{_A})"
    r"|س(?:ي(?!ف|رغ|رج|د|مو|لف|با|غ)|ت(?![ياو])|س)"
    r"|و(?!لي[دم]|ائ|حي|سي|سا|فا|دا|جد|وك|ان|يل|الت|ات|هي|هب|ضا)"
    r"|(?:في|علي|إلي|لدي|من|عن|ب|ل|مع)(?:ه|ها|هم)(?![\u0621-\u064a])"
    r"|ي(?!اس|وس|حي|ون|عق|زيد)|ت(?!ام|وف|يس|رك)|ب[جمتحعقفأإص]"
    rf"|{_A}{{3,12}}(?:(?<!ي)ه|ها|هم)(?!{_A})|{_A}{{2,12}}(?:اً|ًا)(?!{_A})"
    rf"|و?{one_of(words.ARABIC_VERBS)}(?!{_A})){_A}{{2,15}}"
)
_CAN_BE_FIRST = re.compile(_FIRST)
_WHOLE = (
    rf"(?:عبد ?ال{_A}{{2,12}}|{_FIRST})"
    rf"(?: (?:بن|بنت|أبو|ابو|آل|عبد) {_A}{{2,15}}"
    rf"| {_A}{{2,15}} (?:بن|أبو|الله|عبد) {_A}{{2,15}}"
    rf"| (?:دي|دا|دو|دوس|فان|فون|لوك|جاك) {_A}{{2,15}}(?: {_A}{{4,15}})?| {_A}{{2,15}})"
)
_OFFICES = one_of(re.sub(r"(?<!\S)ال", "(?:ال|لل)", words.ARABIC_OFFICES))
"""With the article, that "to" makes another."""
_OFFICE = re.compile(
    rf"(?<!{_A})[وبلف]{{0,2}}{_OFFICES}"
    rf"(?: {one_of(words.ARABIC_BODIES)}(?= ال))?"
    rf"(?: (?:ال|لل){_A}{{2,15}}(?:-ال{_A}{{2,15}})?){{0,6}}"
    rf"(?: في (?!ال|ولاية|مدينة|محافظة|إقليم){_A}{{2,15}})?"
    rf"،? (?P<id>{_WHOLE})(?!{_A})"
)
_OF_BODY = re.compile(
    rf"(?<!{_A})[وبلف]{{0,2}}{_OFFICES}(?: {_A}{{2,15}}){{1,5}}?"
    rf" ال{_A}{{2,13}}(?:ي|ية|ق|قة|د),? (?P<id>{_WHOLE})"
    r"(?=،|\.| إن| أن| إنه| أنه| عن| بأن| قال| قالت| الذي| التي| \d| ?:|$)"
)
"""The spokesman of the German navy Wael Zanbaqi."""
_BEHIND = re.compile(
    rf"(?<!{_A})[وف]?(?:كل من|{one_of(words.ARABIC_OF_PERSONS)}) (?P<id>{_WHOLE}),? (?:ال)?"
    rf"{one_of(words.ARABIC_APPOSED)}(?!{_A})"
    rf"|(?<!{_A})(?P<n>{_WHOLE})،"
    rf" (?:{one_of(words.ARABIC_APPOSED)}|{one_of(words.ARABIC_HELD)})(?!{_A})"
)
"""Wael Zanbaqi, a member of the party."""
_APPOSED = re.compile(
    rf"(?<!{_A})[وبلف]{{0,2}}{one_of(words.ARABIC_APPOSED)}(?: [\w()]{{2,15}}){{1,7}}،"
    rf" (?P<id>{_WHOLE})(?=،|\.| و| إن| أن| في تصريح| ?[:\"(«]| ل[\"«])"
)
"""The director of trade at Beja, Wael Zanbaqi, said."""
_AGED = re.compile(
    rf"(?<!{_A})(?P<id>{_WHOLE}(?: {_A}{{2,15}}){{0,2}}?)،? "
    rf"(?:\((?:البالغ\w? من العمر )?\d\d ?(?:عام|سن)|البالغ\w{{0,2}} (?:من العمر )?\d\d)"
)
_DONE = re.compile(
    rf"(?<!{_A}){one_of(words.ARABIC_SAID)} (?P<id>{_WHOLE})"
    r"(?=،|\.| إن| أن| بـ| الذي| التي)"
)
_SON = re.compile(
    rf"(?<!\w)(?P<id>{_A}{{2,15}} (?:بن|بنت) {_A}{{2,15}}"
    rf"(?: (?:بن|آل) {_A}{{2,15}})?(?: ال{_A}{{2,15}})?)(?!\w)"
)


def arabic_names(text: str) -> Iterator[Found]:
    found: list[Found] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastgroup or "id")
            name = text[start:end].split()
            if _THE.match(name[0]) and pattern is not _TITLED:
                continue  # "the": no first name
            if name[0].removeprefix("و") in _NO_FIRST:
                continue
            if pattern is _SAID and not _CAN_BE_FIRST.fullmatch(name[0]):
                continue
            if _THINGS.match(" ".join(name[:2])):
                continue
            if not any(_is_none(part) for part in name) and not _IS_SECOND_NONE.match(name[1]):
                found.append(Found(DataKind.PERSON_NAME, start, end))
                if next_one := _NEXT.match(text, end):
                    found.append(Found(DataKind.PERSON_NAME, *next_one.span("id")))
    yield from found
    names = {text[one.start : one.end].split()[-1] for one in found} - {"الله"}
    for match in _WORD.finditer(text) if names else ():
        start = match.start() + (match[0] not in names and match[0].startswith("و"))
        if text[start : match.end()] in names:
            yield Found(DataKind.PERSON_NAME, start, match.end())


def _is_none(word: str) -> bool:
    if word in _NONE or _ADJECTIVE.fullmatch(word.removeprefix("ال")) or _PRONOUN.fullmatch(word):
        return True
    return bool(codes_named("country", word))


_THINGS = re.compile(
    rf"{_A}+(?:ة|ات) {_A}+(?<!عط)(?<!رق)(?<!سم)(?<!به)(?<!زك)ية(?!{_A})"
    rf"|{_A}{{3,}}ان {_A}{{3,}}ان(?!{_A})"
)
"""A noun and its adjective: a motor cycle, two officers."""
_NO_FIRST = plain_words(words.ARABIC_VERBS)
_THE = re.compile(r"[بلكف]?ال")
_NONE = words.ARABIC_NO_NAMES | plain_words(words.ARABIC_APPOSED)
_ADJECTIVE = re.compile(rf"{one_of(words.ARABIC_ADJECTIVES)}(?:ة|ين|ون|ان|ات)?")
_PRONOUN = re.compile(r"[وف]?(?:ل|ب|من|عن|في|علي|إلي|لدي|مع)(?:ه|ها|هم|هما)")
"""To him, from them."""
_IS_SECOND_NONE = re.compile(
    r"(?:[بلفو]ال(?=\w\w)|لل|ل[أإ]|ب[إأ]|ب(?:سبب|شمال|جنوب|مكان|تس|تك|تن)|بح|و(?!ائل|ليد|حيد|هبي|سيم|فاء|داد|جدي|لد$|و|ان|ي[لنسجب]|ا[تل])|في$|من$"
    r"|ي(?!اس|وس|حي|ون|عق|زيد|لم|ان|ور|ول|ما|سر|وي)\w{3})"
)
"""With the; and."""
_WORD = re.compile(rf"{_A}+")


_NEXT = re.compile(rf"(?: \([^()]{{1,20}}\))?،? و(?P<id>{_WHOLE})(?=،|\.|$| إلى| من| ال)")
_PATTERNS = (
    _SAID,
    _TITLED,
    _SON,
    _OFFICE,
    _OF_BODY,
    _BEHIND,
    _APPOSED,
    _AGED,
    _DONE,
)
