"""Names of persons, by what stands around them: a title, a role, a phrase, a number of theirs.

No list of names is used: most names of the world are in none. Two capitalised words alone are no
name; towns, brands and vessels look the same. `running_names` reads the grammar around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rilo_desktop.vocabularies.names import codes_named

from . import name_words as words
from .kinds import ARABIC, CYRILLIC, FILE_NAME, DataKind, Found
from .name_shapes import (
    CAP,
    NAME,
    PARTS,
    PLAIN_NAME,
    SHORT_NAME,
    checked,
    headlines,
    insensitive,
    is_declined_country,
    is_in,
)
from .running_names import REPORT, running_names
from .words import one_of, plain_words

_TITLED = re.compile(rf"(?<![\w'-]){one_of(words.TITLES)}(?:\. ?| )(?P<id>{SHORT_NAME})(?![\w])")
_SAID = re.compile(
    rf"(?<![\w-]){insensitive(words.BEFORE)}(?:,|:| -| —|—)? ?"
    rf"[\"“«]?(?:{one_of(words.TITLES)}\.? )?(?P<id>{NAME})(?!\w)"
)
_BEHIND = re.compile(rf"(?<![\w-])(?P<id>{NAME})(?!\w),? ?\(?(?:{insensitive(words.AFTER)})(?!\w)")
_APPOSITION = re.compile(
    rf"(?<![\w-]){insensitive(words.ROLES)}(?:(?: [^\W\d_]{{1,15}}){{0,5}}(?:[,:(]| -| —) ?| )"
    rf"(?:{one_of(words.TITLES)}\.? )?(?<!\w)(?P<id>{NAME})(?![\w])"
)
"""The driver Jan Novak; our contact at the port, Jan Novak."""
_PATRONYMIC = re.compile(
    r"(?<![\w-])(?P<id>(?:[А-ЯЁ][а-яё-]{1,30} ){1,2}[А-ЯЁ][а-яё]{2,20}"
    r"(?:ович|евич|ич|овна|евна|ична)(?:а|у|ем|е|ы|ой)?(?: [А-ЯЁ][а-яё-]{2,30})?)(?!\w)"
)
_ARAB_LATIN = re.compile(
    rf"(?<![\w-])(?P<id>{CAP} (?:bin|bint|ibn|ben) {CAP}(?: (?:al-|Al[- ]|El[- ])?{CAP})?)(?!\w)"
)
_INITIALS = re.compile(rf"(?<![\w.-])(?P<id>{CAP} [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{CAP})")
"""Two initials, as Russian papers write a name."""
_AGE = r"[1-9]\d"
_AGED = re.compile(
    rf"(?<![\w-])(?P<id>{NAME})(?:,? [JS]r\.)?(?:,| -| –|) ?(?:"
    rf"\((?:[MFmf][,/ ]+)?{insensitive(words.AGED)}?{_AGE}(?:[ ,;/-][^()]{{0,40}})?\)"
    rf"|{insensitive(words.AGED)}?{_AGE}[ -]?{insensitive(words.AGES)}(?!\w)"
    rf"|{insensitive(words.AGED)}{_AGE}(?![\w%])"
    rf"|(?<=,) [1-9](?=, [a-z])"
    rf"|(?<=,) {_AGE}(?=[,.;)](?!\d)|,? (?:of|from|and|who|was|were|has|had|is)\b))"
)
"""A B (28); C D, 35 years old; E F, 27, of ...; a name with an age is a name."""
_AGE_BEFORE = re.compile(
    rf"(?<!\w){_AGE}[ -]?{insensitive(words.AGES)},?(?: \(?[\w'-]{{1,20}}\)?){{0,3}}?,? "
    rf"(?P<id>{NAME})(?!\w)"
)
"""The 28-year-old Orlagh Quenby."""
_OFFICE = re.compile(rf"(?<![\w-]){insensitive(words.OFFICES)}(?:-(?:gene|géné|gera)\w+)?(?![\w-])")
_REACH, _MOST_WORDS = 110, 8
_NOT_BETWEEN = re.compile(r"[.;:!?\n»”]")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_OF_PLACES = plain_words("of in at near from en de du à au da do del na no в из на во при")
_PREPOSITIONS = plain_words(words.PREPOSITIONS)
_OFFICE_BEHIND = re.compile(
    rf"(?<![\w-])(?P<id>{NAME})(?:,| -| –| —) (?:[^\W\d_]{{1,3}}'?)?(?: ?[\w'-]{{1,15}}){{0,3}}? ?"
    rf"(?<![\w-]){insensitive(words.OFFICES)}(?!\w)"
)
_DONE = re.compile(rf"(?<![\w-])(?P<id>{NAME}),? (?:{insensitive(words.DONE)})(?!\w)")
_SHORTENED = re.compile(
    rf"(?<![\w.-])(?P<id>{CAP}(?: {CAP}){{0,3}}(?: [A-ZÀ-ÝА-ЯЁ]\.(?=,| [a-zà-ÿа-яё])"
    rf"| [\"“«”]N[\"”»“]))"
)
"""Arnaud P., and Reyes "N": how papers write who is not convicted."""
_CYRILLIC_CAP = r"[А-ЯЁҐЄІЇ][а-яёґєії'’\u0301]{1,30}(?:-[А-ЯЁа-яё]{2,30})?"
_CYRILLIC = re.compile(
    r"(?<=[а-яё»\",)—–-] )(?<! в )(?<! из )(?<! на )(?<! во )"
    rf"(?P<id>{_CYRILLIC_CAP}(?: (?:ибн|бин|де|ван|фон))?"
    rf"(?: (?:аль-|ас-|ан-|ад-)?{_CYRILLIC_CAP}){{1,3}})(?![\w-])"
)
"""Russian writes only names with two capitals in a row, and places whose first is an adjective."""
_CYRILLIC_FIRST = re.compile(
    rf"(?m)(?:^|(?<=[.:!?»] ))(?P<id>{_CYRILLIC_CAP}(?: {_CYRILLIC_CAP})?"
    r" [А-ЯЁ][а-яё-]{1,28}(?:[бвгджзклмнпрстфхцчшщьеэю]|[аиу]й|ко|[оеё]ва|[иы]на|ская))"
    r"(?= [а-яё—–-]|,| \()"
)
"""At the start of a sentence the second is no place: "police of Moscow" ends in another vowel."""
_LATIN_BEHIND = re.compile(rf"(?<=[а-яё])[^\W\d_]* \((?P<id>{NAME})\)")
"""A name in Cyrillic letters, and in brackets as its passport has it."""
_CALLED = re.compile(
    rf"(?<![\w-])(?P<id>{CAP}(?: {CAP})? [\"“«‘'](?:El |La |The |O )?{CAP}[\"”»’'] {CAP})(?!\w)"
)
"""Orlagh "Kitty" Quenby."""
_CREDIT = re.compile(
    rf"(?:AFP|REUTERS|AP|EFE|PHOTO) ?/ ?(?P<id>{NAME})"
    rf"|(?<![\w-])(?P<n>{NAME}) ?/ ?(?:AFP|REUTERS|AP|EFE|JC)(?!\w)"
)
_KIN = re.compile(
    rf"(?<![\w-])(?:{insensitive(words.KIN)},?|{one_of(words.CROWNED)}"
    rf"|{insensitive(words.PERSONS)},? {insensitive(words.NAMED)}) (?P<id>{SHORT_NAME})(?![\w-])"
    rf"|(?<![\w-]){one_of(words.FAMILIES)} (?P<n>(?!\w+(?:idae|aceae)){SHORT_NAME})(?![\w-])"
    rf"|(?<=the )(?P<m>{CAP}) family(?!\w)"
)
"""His brother Piet; a man named Piet; the Quenby family."""
_QUOTED = re.compile(
    r"[\"”»'],? (?:said|says|added|adds|explained|explains|recalled|wrote|asked) "
    rf"(?P<id>{NAME})(?!\w)"
)
"""'It is over,' said Piet Vandam."""
_BYLINE = re.compile(rf"(?m)^(?P<id>{NAME}), (?:d[aoe]|del|du|de la|d') ?[^\n.]{{2,30}}$")
"""Elba Quirão, do Jornal."""
_PARTY = re.compile(
    rf"(?<!\w){insensitive(words.PARTIES)}(?:[sS]|\.)? ?(?:\( ?\w(?: ?/ ?\w)* ?\))? ?: ?"
    rf"(?:{insensitive(words.PARTY_TITLES)} )*"
    r"(?P<id>[A-ZÀ-Þ][\w'-]+(?: (?:(?:D[AEO]S?|E|DEL?|LA|Y|d[aeo]s?|del?|e|y) )?"
    rf"(?!E OUTR|(?:{insensitive(words.PARTIES)}|EMENTA|DECISÃO)(?!\w))[A-ZÀ-Þ][\w'-]+){{1,7}})"
)
"""The head of a decision: "APPELLANT: ORLAGH QUENBY"."""
_OPENING = re.compile(rf"\A(?P<id>{NAME})(?= ?:|, [a-zà-ÿа-яё]| \()")
"""A report that begins with a name."""
_NEXT = re.compile(
    rf"(?: ?\([^()]{{1,40}}\)|,? (?:aged )?{_AGE}(?=[,;. ]))?(?:,|;| &|,?;? (?:and|et|y|e|и))"
    r"(?: (?:and|et|y|e|и|puis|así como por|ainsi que|bem como|as well as))? "
    rf"(?:{one_of(words.TITLES)}\.? )?(?P<id>{NAME})(?!\w)"
)
"""The next name of a list."""
_NEAR = re.compile(r"[\s,;:(/—–-]{1,4}(?:(?:tel|tél|тел|mob|passport|dob|ID|هاتف)\.? ?)?$")


_CAPITALS = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][\w.'-]{0,30} [A-ZÀ-ÞА-ЯЁ]|\.[ A-ZÀ-ÞА-ЯЁ]|(?:\w\.?|\w{2,4}) [A-ZÀ-ÞА-ЯЁ]"
)
"""Without one of these there is neither a name of two words nor a title with one."""


def person_names(text: str, identified: Sequence[Found]) -> Iterator[Found]:
    """`identified`: what else was found, since a name stands beside a person's numbers."""
    titles = tuple(headlines(text))
    found: list[Found] = []
    if _CAPITALS.search(text):
        found += [*_cued(text, titles), *_in_office(text, titles), *running_names(text, titles)]
        found += _nicknames(text, found)
    yield from found
    yield from _named_again(text, found)
    yield from _beside(text, identified)
    if FILE_NAME.search(text):
        yield from _in_file_name(text)
    if ARABIC.search(text):
        from .arabic_names import arabic_names  # its expressions take 80 ms to compile

        yield from arabic_names(text)


def _cued(text: str, titles: Sequence[range]) -> Iterator[Found]:
    patterns = _LATIN + _RUSSIAN if CYRILLIC.search(text) else _LATIN
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = match.span(match.lastgroup or "id")
            if pattern in (_OPENING, _CALLED) and len(text) < REPORT:
                continue
            if pattern not in _SURE and is_in(span[0], titles):
                continue
            if pattern in _SUBJECTS and _behind_preposition(text, span[0]):
                continue
            capitals = pattern in _IN_CAPITALS  # MR JOHN SMITH; elsewhere they are an abbreviation
            cue = None if pattern is _CREDIT else match.start()
            for one in checked(text, *span, cue, capitals):
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
    _CALLED,
    _KIN,
    _QUOTED,
    _BYLINE,
    _PARTY,
)
_RUSSIAN = (_PATRONYMIC, _INITIALS, _CYRILLIC, _CYRILLIC_FIRST, _LATIN_BEHIND)
_IN_CAPITALS = (_TITLED, _AGED, _CREDIT, _PARTY)
_SURE = (_TITLED, _SHORTENED, _PATRONYMIC, _INITIALS, _OPENING, _CREDIT, _PARTY)


_SUBJECTS = (_DONE, _BEHIND, _OFFICE_BEHIND)
"""Here the name is who did it; behind a preposition it is a place or a body."""


def _behind_preposition(text: str, at: int) -> bool:
    before = _LAST_WORD.search(text, max(0, at - 12), at)
    return before is not None and before[1].lower() in _OF_PLACES


def _in_office(text: str, titles: Sequence[range]) -> Iterator[Found]:
    """The first name behind a function: the judge of the county court, Orlagh Quenby.

    What follows "of" or "in" is a place or a body, and the name may stand behind it.
    """
    for role in _OFFICE.finditer(text):
        end = role.end()
        if role[0][0].isupper() and _IN.search(text, max(0, role.start() - 4), role.start()):
            continue  # in General Santos: a town
        stop = _NOT_BETWEEN.search(text, end, end + _REACH)
        for match in PLAIN_NAME.finditer(text, end, end + _REACH):
            between = text[end : match.start()]
            if (stop and match.start() > stop.start()) or len(between.split()) > _MOST_WORDS:
                break
            is_list = role[0].endswith("s") and between.strip() in _OF
            if between.count(",") > 1 or (is_list and text.startswith(",", match.end())):
                break  # the mayors of these towns
            start = match.start()
            before = (between.split() or [""])[-1]
            if before.lower() in _PREPOSITIONS:
                start = _behind_place(text, *match.span()) if before in _DE else match.end()
            if start == match.end() or is_in(start, titles):
                continue
            if those := list(checked(text, start, match.end())):
                yield from those
                yield from _listed(text, those[0].end)
                break


_DE = plain_words("de da do du des del la")
_OF = _DE | {"of"}
_IN = re.compile(r"(?<!\w)(?:in|en|em|à) $")
_PLACE_AND_NAME = re.compile(
    rf"(?P<place>{CAP}(?:[ -](?:de la|do|da|du|de|del) {CAP})?) {CAP} {CAP}"
)


def _behind_place(text: str, start: int, end: int) -> int:
    """The prosecutor of the Republic Orlagh Quenby: where the name starts, or `end`."""
    place = _PLACE_AND_NAME.match(text, start, end)
    return place.end("place") + 1 if place else end


def _listed(text: str, end: int) -> Iterator[Found]:
    """The names that follow in the same list."""
    while match := _NEXT.match(text, end):
        those = list(checked(text, *match.span("id")))
        if not those:
            return
        yield from those
        end = match.end()


_NICK = r"(?:(?:el|la|le|o|a|the) )?[\"“«‘']?(?P<id>(?:(?:El|La|Le|O|The) )?{}(?: {})?)(?!\w)"
_ALIAS = re.compile(rf"(?<!\w){insensitive(words.ALIAS)}:? {_NICK.format(CAP, CAP)}")
_BY_NAME = re.compile(
    rf"(?:,? \(?\d\d\)?)?,? ?\(?(?:(?:{insensitive(words.KNOWN_AS)}) |(?=el |o |El |La |Le ))"
    rf"{_NICK.format(CAP, CAP)}(?=[\"”»’']?(?:[,.;)]| \())"
)


def _nicknames(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """What somebody is called: alias El Chito; Orlagh Quenby, known as Kitty."""
    spans = [match.span("id") for match in _ALIAS.finditer(text)]
    for one in found:
        if match := _BY_NAME.match(text, one.end):
            spans.append(match.span("id"))
    for start, end in spans:
        if not any(part.lower() in words.NO_NAMES for part in PARTS.findall(text[start:end])):
            yield Found(DataKind.PERSON_NAME, start, end)


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
        if codes_named("country", name) or is_declined_country(name):
            continue
        names.add(name)
        if CYRILLIC.match(name):
            stems.add(name[: max(3, len(name) - 2)])
    for match in _WORD.finditer(text) if names else ():
        said = match[0]
        ends = range(len(said), max(2, len(said) - _ENDING - 1), -1)
        if said in names or (stems and any(said[:end] in stems for end in ends)):
            yield Found(DataKind.PERSON_NAME, *match.span())


def _beside(text: str, identified: Sequence[Found]) -> Iterator[Found]:
    for one in identified:
        if not (one.is_identifier or one.kind is DataKind.ADDRESS):
            continue
        first = max(0, one.start - 70)
        before = _NEAR.search(text, first, one.start)
        if before is None:
            continue
        for match in PLAIN_NAME.finditer(text, first, before.start()):
            if match.end() == before.start():
                yield from checked(text, *match.span())


_FILE_NAME = re.compile(rf"(?<![^\W_])(?P<id>{CAP}[ _-]{CAP}(?:[ _-]{CAP})?)(?![^\W_])")
_FILE_WORD = re.compile(rf"(?<![^\W_]){insensitive(words.PAPERS)}(?![^\W_])")


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
            yield from checked(text, start, end)
