"""Names of persons, by what stands around them: a title, a role, a phrase, a number of theirs.

No list of names is used: most names of the world are in none. Two capitalised words alone are no
name; towns, brands and vessels look the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rilo_desktop.vocabularies.names import codes_named

from . import name_words as words
from .kinds import ARABIC, CYRILLIC, FILE_NAME, DataKind, Found
from .words import one_of, plain_words

_L = r"[^\W\d_]"
_PARTICLE = (
    r"(?:de la |de los |de |da |do |dos |das |del |van der |van den |van |von |der |den |la |le "
    r"|el |al-|bin |ibn |bint |ben |di |y |e )"
)
_CAP = rf"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁҐЄІЇ](?:{_L}|['-](?={_L})){{1,30}})"
_INITIAL = r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁ]\. ?)"
_NAME = (
    rf"(?:{_INITIAL}{{1,3}}{_CAP}(?:-{_CAP})?|{_CAP} {_INITIAL}{{0,1}}[A-ZА-ЯЁ]\."
    rf"|{_CAP}(?: {_INITIAL}{{0,2}}{_PARTICLE}?{_PARTICLE}?{_CAP}){{1,6}})"
)
"""T. Wexmoor; Wexmoor T. I.; Orlagh Quenby; Ulises Tramontano de la Vega."""
_SHORT_NAME = rf"(?:{_NAME}|{_CAP})"


def _insensitive(expressions: str) -> str:
    return f"(?i:{one_of(expressions)})"


_TITLED = re.compile(rf"(?<![\w'-]){one_of(words.TITLES)}(?:\. ?| )(?P<id>{_SHORT_NAME})(?![\w])")
_SAID = re.compile(
    rf"(?<![\w-]){_insensitive(words.BEFORE)}(?:,|:| -| —|—)? ?"
    rf"[\"“«]?(?:{one_of(words.TITLES)}\.? )?(?P<id>{_NAME})(?!\w)"
)
_BEHIND = re.compile(rf"(?<![\w-])(?P<id>{_NAME}),? ?\(?(?:{_insensitive(words.AFTER)})(?!\w)")
_APPOSITION = re.compile(
    rf"(?<![\w-]){_insensitive(words.ROLES)}(?:(?: [^\W\d_]{{1,15}}){{0,5}}(?:[,:(]| -| —) ?| )"
    rf"(?:{one_of(words.TITLES)}\.? )?(?<!\w)(?P<id>{_NAME})(?![\w])"
)
"""The driver Jan Novak; our contact at the port, Jan Novak."""
_PATRONYMIC = re.compile(
    r"(?<![\w-])(?P<id>(?:[А-ЯЁ][а-яё-]{1,30} ){1,2}[А-ЯЁ][а-яё]{2,20}"
    r"(?:ович|евич|ич|овна|евна|ична)(?:а|у|ем|е|ы|ой)?(?: [А-ЯЁ][а-яё-]{2,30})?)(?!\w)"
)
_ARAB_LATIN = re.compile(
    rf"(?<![\w-])(?P<id>{_CAP} (?:bin|bint|ibn|ben) {_CAP}(?: (?:al-|Al[- ]|El[- ])?{_CAP})?)(?!\w)"
)
_INITIALS = re.compile(rf"(?<![\w.-])(?P<id>{_CAP} [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{_CAP})")
"""Two initials, as Russian papers write a name."""
_AGE = r"[1-9]\d"
_AGED = re.compile(
    rf"(?<![\w-])(?P<id>{_NAME})(?:,? [JS]r\.)?(?:,| -| –|) ?(?:"
    rf"\((?:[MFmf][,/ ]+)?{_insensitive(words.AGED)}?{_AGE}(?:[ ,;/-][^()]{{0,40}})?\)"
    rf"|{_insensitive(words.AGED)}?{_AGE}[ -]?{_insensitive(words.AGES)}(?!\w)"
    rf"|{_insensitive(words.AGED)}{_AGE}(?![\w%])"
    rf"|(?<=,) {_AGE}(?=[,.;)](?!\d)|,? (?:of|from|and|who|was|were|has|had|is)\b))"
)
"""A B (28); C D, 35 years old; E F, 27, of ...; a name with an age is a name."""
_AGE_BEFORE = re.compile(
    rf"(?<!\w){_AGE}[ -]?{_insensitive(words.AGES)},?(?: \(?[\w'-]{{1,20}}\)?){{0,3}}?,? "
    rf"(?P<id>{_NAME})(?!\w)"
)
"""The 28-year-old Orlagh Quenby."""
_OFFICE = re.compile(rf"(?<![\w-]){_insensitive(words.OFFICES)}(?![\w-])")
_REACH, _MOST_WORDS = 110, 8
_NOT_BETWEEN = re.compile(r"[.;:!?\n»”]")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_OF_PLACES = plain_words("of in at near from en de du à au da do del na no в из на во при")
_PREPOSITIONS = plain_words(words.PREPOSITIONS)
_OFFICE_BEHIND = re.compile(
    rf"(?<![\w-])(?P<id>{_NAME})(?:,| -| –| —) (?:[^\W\d_]{{1,3}}'?)?(?: ?[\w'-]{{1,15}}){{0,3}}? ?"
    rf"(?<![\w-]){_insensitive(words.OFFICES)}(?!\w)"
)
_DONE = re.compile(rf"(?<![\w-])(?P<id>{_NAME}),? (?:{_insensitive(words.DONE)})(?!\w)")
_SHORTENED = re.compile(
    rf"(?<![\w.-])(?P<id>{_CAP}(?: {_CAP}){{0,3}}(?: [A-ZÀ-ÝА-ЯЁ]\.(?=,| [a-zà-ÿа-яё])"
    rf"| [\"“«”]N[\"”»“]))"
)
"""Arnaud P., and Reyes "N": how papers write who is not convicted."""
_CYRILLIC_CAP = r"[А-ЯЁҐЄІЇ][а-яёґєії'’]{1,30}(?:-[А-ЯЁа-яё]{2,30})?"
_CYRILLIC = re.compile(
    r"(?<=[а-яё»,)—–-] )(?<! в )(?<! из )(?<! на )(?<! во )"
    rf"(?P<id>{_CYRILLIC_CAP}(?: (?:ибн|бин|де|ван|фон))?"
    rf"(?: (?:аль-|ас-|ан-|ад-)?{_CYRILLIC_CAP}){{1,3}})(?![\w-])"
)
"""Russian writes only names with two capitals in a row, and places whose first is an adjective."""
_ADJECTIVE = re.compile(
    r"(?!\w{4,}(?:ов|ев|ёв|ин|ын)(?:ым|ой)$)\w+(?:ая|яя|ой|ей|ую|юю|ый|ий|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ые|ие|ых|их)$"
)
_CREDIT = re.compile(
    rf"(?:AFP|REUTERS|AP|EFE|PHOTO) ?/ ?(?P<id>{_NAME})"
    rf"|(?<![\w-])(?P<n>{_NAME}) ?/ ?(?:AFP|REUTERS|AP|EFE|JC)(?!\w)"
)
_OPENING = re.compile(rf"\A(?P<id>{_NAME})(?= ?:|, [a-zà-ÿа-яё]| \()")
"""A report that begins with a name."""
_REPORT = 200
"""Characters: a shorter text names goods."""
_NEXT = re.compile(
    rf"(?: ?\([^()]{{1,40}}\)|,? (?:aged )?{_AGE}(?=[,;. ]))?(?:,|;| &|,?;? (?:and|et|y|e|и))"
    r"(?: (?:and|et|y|e|и|puis|así como por|ainsi que|bem como|as well as))? "
    rf"(?:{one_of(words.TITLES)}\.? )?(?P<id>{_NAME})(?!\w)"
)
"""The next name of a list."""
_PLAIN_NAME = re.compile(rf"(?<![\w-]){_NAME}(?!\w)")
_NEAR = re.compile(r"[\s,;:(/—–-]{1,4}(?:(?:tel|tél|тел|mob|passport|dob|ID|هاتف)\.? ?)?$")


_CAPITALS = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][\w.'-]{0,30} [A-ZÀ-ÞА-ЯЁ]|\.[ A-ZÀ-ÞА-ЯЁ]|(?:\w\.?|\w{2,4}) [A-ZÀ-ÞА-ЯЁ]"
)
"""Without one of these there is neither a name of two words nor a title with one."""


def person_names(text: str, identified: Sequence[Found]) -> Iterator[Found]:
    """`identified`: what else was found, since a name stands beside a person's numbers."""
    titles = tuple(_headlines(text))
    found = [*_cued(text, titles), *_in_office(text, titles)] if _CAPITALS.search(text) else []
    yield from found
    yield from _named_again(text, found)
    yield from _beside(text, identified)
    if FILE_NAME.search(text):
        yield from _in_file_name(text)
    if ARABIC.search(text):
        yield from _arabic(text)


def _cued(text: str, titles: Sequence[range]) -> Iterator[Found]:
    patterns = _LATIN + _RUSSIAN if CYRILLIC.search(text) else _LATIN
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = match.span(match.lastgroup or "id")
            if pattern is _OPENING and len(text) < _REPORT:
                continue
            if pattern not in _SURE and _is_in(span[0], titles):
                continue
            if pattern in _SUBJECTS and _behind_preposition(text, span[0]):
                continue
            capitals = pattern in _IN_CAPITALS  # MR JOHN SMITH; elsewhere they are an abbreviation
            for one in _checked(text, *span, match.start(), capitals):
                yield one
                yield from _listed(text, one.end)


_LATIN = (
    _TITLED,
    _SAID,
    _APPOSITION,
    _BEHIND,
    _ARAB_LATIN,
    _AGED,
    _AGE_BEFORE,
    _OFFICE_BEHIND,
    _DONE,
    _SHORTENED,
    _OPENING,
    _CREDIT,
)
_RUSSIAN = (_PATRONYMIC, _INITIALS, _CYRILLIC)
_IN_CAPITALS = (_TITLED, _AGED, _CREDIT)
_SURE = (_TITLED, _SHORTENED, _PATRONYMIC, _INITIALS, _OPENING, _CREDIT)


_SUBJECTS = (_DONE, _BEHIND, _OFFICE_BEHIND)
"""Here the name is who did it; behind a preposition it is a place or a body."""


def _behind_preposition(text: str, at: int) -> bool:
    before = _LAST_WORD.search(text, max(0, at - 12), at)
    return before is not None and before[1].lower() in _OF_PLACES


_LINE = re.compile(r"[^\n]+")


def _headlines(text: str) -> Iterator[range]:
    """Lines in which most words have a capital: there it says nothing."""
    for line in _LINE.finditer(text):
        said = [word for word in _PARTS.findall(line[0]) if len(word) > 3]
        is_title = len(said) > 7 and sum(word[0].isupper() for word in said) > 0.9 * len(said)
        if is_title and not line[0].rstrip().endswith((".", ":", ";", ")")):
            yield range(*line.span())


def _is_in(at: int, titles: Sequence[range]) -> bool:
    """Is it in one of them? They stand in order."""
    found = bisect_right(titles, at, key=lambda line: line.start)
    return found > 0 and at in titles[found - 1]


def _in_office(text: str, titles: Sequence[range]) -> Iterator[Found]:
    """The first name behind a function: the judge of the county court, Orlagh Quenby.

    What follows "of" or "in" is a place or a body.
    """
    for role in _OFFICE.finditer(text):
        end = role.end()
        stop = _NOT_BETWEEN.search(text, end, end + _REACH)
        for match in _PLAIN_NAME.finditer(text, end, end + _REACH):
            between = text[end : match.start()]
            if (stop and match.start() > stop.start()) or len(between.split()) > _MOST_WORDS:
                break
            before = between.split()[-1:]
            if (before and before[0].lower() in _PREPOSITIONS) or _is_in(match.start(), titles):
                continue
            if checked := list(_checked(text, *match.span())):
                yield from checked
                yield from _listed(text, checked[0].end)
                break


def _listed(text: str, end: int) -> Iterator[Found]:
    """The names that follow in the same list."""
    while match := _NEXT.match(text, end):
        checked = list(_checked(text, *match.span("id")))
        if not checked:
            return
        yield from checked
        end = match.end()


_WORD = re.compile(r"(?<![\w-])[^\W\d_][\w'-]*")
_ENDING = 4
"""Letters that a Russian family name may have behind its stem."""


def _named_again(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The family name alone, where the whole name stands elsewhere; in Russian in any case.

    One pass: a list of customers has thousands of names.
    """
    names, stems = set(), set()
    for one in found:
        name = text[one.start : one.end].rstrip(".").split()[-1]
        if len(name) < 3 or not name[0].isupper() or name.lower() in words.NO_NAMES:
            continue
        names.add(name)
        if CYRILLIC.match(name):
            stems.add(name[: max(3, len(name) - 2)])
    for match in _WORD.finditer(text) if names else ():
        said = match[0]
        ends = range(len(said), max(2, len(said) - _ENDING - 1), -1)
        if said in names or (stems and any(said[:end] in stems for end in ends)):
            yield Found(DataKind.PERSON_NAME, *match.span())


def _checked(
    text: str, start: int, end: int, cue: int | None = None, capitals: bool = False
) -> Iterator[Found]:
    """Less what is an office, a place or a vessel, though it is written like a name."""
    start = _after_leading(text, start, end)
    if start == end or codes_named("country", text[start:end]):
        return
    first = _PARTS.match(text, start, end)
    if first and first[0].lower() in words.PLACES:
        return
    before_name = text[start if cue is None else min(cue, start) : start]
    said = _NATIONAL.sub("", _AFTER_A_STOP.split(before_name)[-1])
    if any(part.lower() in words.NO_NAMES for part in _PARTS.findall(said)):
        return
    start = _behind_bodies(text, start, end)
    name = text[start:end]
    if not name or (not capitals and (name.isupper() or _ABBREVIATION.search(name))):
        return
    cues = _PARTS.findall(before_name)
    if len(cues) > 1 and cues[1].lower() in words.NO_NAMES:
        return  # a courier centre, a passenger terminal
    for before in {start, start if cue is None else cue}:
        if _THING_BEFORE.search(text[max(0, before - 40) : before]):
            return
    if title := _TITLE.match(text, start, end):
        start = title.end()
    yield Found(DataKind.PERSON_NAME, start, end)


_TITLE = re.compile(rf"{one_of(words.TITLES)}\.? (?=\S)")


def _behind_bodies(text: str, start: int, end: int) -> int:
    """Where the name starts behind "Kenya Wildlife Service"; `end` where nothing of it is left."""
    at = start
    for part in _PARTS.finditer(text, start, end):
        if part[0].lower() in words.NO_NAMES:
            at = part.end()
    if at == start:
        return start
    rest = text[at:end].strip(" -'")
    return end - len(rest) if " " in rest and rest[0].isupper() else end


def _after_leading(text: str, start: int, end: int) -> int:
    """Where the name starts behind "Two Nigerian"; `end` where nothing of it is left."""
    at = start
    for word in re.finditer(r"\S+ ?", text[start:end]):
        said = word[0].rstrip()
        is_leading = said.lower() in words.LEADING or (
            _ABBREVIATION.fullmatch(said) and not text[start:end].isupper()
        )
        if not (is_leading or _ADJECTIVE.match(said)):
            at = start + word.start()
            break
        at = start + word.end()
    rest = text[at:end]
    return at if at == start or " " in rest else end


_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:[A-ZÀ-Þ]{2,4}|[А-ЯЁ]{2,})(?![^\W\d_])")
_NATIONAL = re.compile(r"^nationals?(?= )")
"""A Chinese national is a person, a National Bank is none."""
_AFTER_A_STOP = re.compile(r"[,:;(—]")
_PARTS = re.compile(r"[^\W\d_]+")
_THING_BEFORE = re.compile(rf"(?<!\w){_insensitive(words.THINGS)}:? ?[«\"“]?(?:\w{{1,3}} )?$")


def _beside(text: str, identified: Sequence[Found]) -> Iterator[Found]:
    for one in identified:
        if not (one.is_identifier or one.kind is DataKind.ADDRESS):
            continue
        first = max(0, one.start - 70)
        before = _NEAR.search(text, first, one.start)
        if before is None:
            continue
        for match in _PLAIN_NAME.finditer(text, first, before.start()):
            if match.end() == before.start():
                yield from _checked(text, *match.span())


_FILE_NAME = re.compile(rf"(?<![^\W_])(?P<id>{_CAP}[ _-]{_CAP}(?:[ _-]{_CAP})?)(?![^\W_])")
_FILE_WORD = re.compile(rf"(?<![^\W_]){_insensitive(words.PAPERS)}(?![^\W_])")


def _in_file_name(text: str) -> Iterator[Found]:
    """In the name of a file two capitalised words beside "statement" or "passport" are a name."""
    if _FILE_WORD.search(text):
        for match in _FILE_NAME.finditer(text):
            start, end = match.span("id")
            first = _FILE_WORD.match(text, start)
            if first and first.end() < end:
                start = first.end() + 1
                if not re.search(r"[ _-]", text[start:end]):
                    continue
            yield from _checked(text, start, end)


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


def _arabic(text: str) -> Iterator[Found]:
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
