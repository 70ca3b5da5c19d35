"""What is written like the name of a person, and what of it is a place, a body or a thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rilo_desktop.vocabularies.names import codes_named

from . import name_words as words
from .kinds import CYRILLIC, DataKind, Found
from .words import one_of

_L = r"[^\W\d_]"
PARTICLE = (
    r"(?:de la |de los |de |da |do |dos |das |del |van der |van den |van |von |der |den |la |le "
    r"|el |al-|bin |ibn |bint |ben |di |y |e )"
)
CAP = rf"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁҐЄІЇ](?:{_L}|['-](?={_L})){{1,30}})"
INITIAL = r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁ]\. ?)"
NAME = (
    rf"(?:{INITIAL}{{1,3}}{CAP}(?:-{CAP})?|{CAP} {INITIAL}{{0,1}}[A-ZА-ЯЁ]\."
    rf"|{CAP}(?: {INITIAL}{{0,2}}(?>{PARTICLE}{{0,2}}){CAP}){{1,6}})"
)
"""T. Wexmoor; Wexmoor T. I.; Orlagh Quenby; Ulises Tramontano de la Vega."""
SHORT_NAME = rf"(?:{NAME}|{CAP})"


PLAIN_NAME = re.compile(rf"(?<![\w-]){NAME}(?!\w)")


def insensitive(expressions: str) -> str:
    return f"(?i:{one_of(expressions)})"


_ADJECTIVE = re.compile(
    r"(?!\w{4,}(?:ов|ев|ёв|ин|ын)(?:ым|ой)$)(?:\w+(?:(?<!Никол)ая|яя|ую|юю|ый|ое|ее|ого|(?<!и)его|ому|ему|ые"
    r"|ие|ых|[нкгхжшщч](?:ий|ей|им|ем|их)|[бвгджзклмнпрстфхцчшщь]ной|(?:[сц]к|[шжч]|в|л)ой"
    r"|[бвгджзклмнпрстфхцчшщь]ным|(?:[сц]к|в|л)[иоы]м|[бвгджзклмнпрстфхцчшщь]ном"
    r"|цы|[тч]ели|ники|чики|исты|[ая]не))$"
    r"(?<!Евгений)(?<!Арсений)(?<!Георгий)(?<!Анной)"
)
"""Or who comes from somewhere; not the names that end like one: Andrei, Vadim; "with Elena"."""


def checked(
    text: str, start: int, end: int, cue: int | None = None, capitals: bool = False
) -> Iterator[Found]:
    """Less what is an office, a place or a vessel, though it is written like a name."""
    cue = start if cue is None else cue
    if not (capitals and _ARTICLE.match(text, start, end)):
        start = _after_leading(text, start, end)
    first = PARTS.match(text, start, end)
    is_place = first is not None and (
        first[0].lower() in words.PLACES or _TWO_TOWNS.match(text, start, end) is not None
    )
    if is_place or start == end or codes_named("country", text[start:end]):
        return
    before_name = text[min(cue, start) : start]
    if _says_body(before_name):
        return
    start = _behind_bodies(text, start, end)
    if not capitals and (letters := _LETTERS_BEHIND.search(text, start, end)):
        end = letters.start()
    name = text[start:end]
    if _is_place(name.rsplit(" ", 1)[-1]):
        return
    if not name or (not capitals and (name.isupper() or _ABBREVIATION.search(name))):
        return
    if _PLACE_BEHIND.match(text, end) or any(
        _THING_BEFORE.search(text[max(0, at - 40) : at]) for at in {start, cue}
    ):
        return
    if title := _TITLE.match(text, start, end):
        start = title.end()
    yield Found(DataKind.PERSON_NAME, start, end)


def _says_body(before: str) -> bool:
    """The words before a name are of an office: a courier centre, a passenger terminal."""
    said = _NATIONAL.sub("", _AFTER_A_STOP.split(before)[-1])
    cues = PARTS.findall(before)
    return any(part.lower() in words.NO_NAMES for part in PARTS.findall(said) + cues[1:2])


_LETTERS_BEHIND = re.compile(r"(?<=[a-zà-ÿ])(?:,? (?:QC|KC|QPM|MP|MD|PhD|JP|CBE|OBE|MBE|TD))+$")
_TWO_TOWNS = re.compile(rf"{CAP} (?:y|e) {CAP}$")
_ARTICLE = re.compile(rf"(?:Le|La|El) {CAP}$")
"""Mme Le Goff: behind a title an article is part of the name."""
_TITLE = re.compile(rf"{one_of(words.TITLES)}\.? (?=\S)")


def _behind_bodies(text: str, start: int, end: int) -> int:
    """Where the name starts behind "Kenya Wildlife Service"; `end` where nothing of it is left."""
    at = start
    for part in PARTS.finditer(text, start, end):
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
        is_leading = not words.LEADING.isdisjoint((said.lower(), said.lower().rstrip("s"))) or (
            _ABBREVIATION.fullmatch(said) and not text[start:end].isupper()
        )
        if not (is_leading or _ADJECTIVE.match(said) or _is_place(said)):
            at = start + word.start()
            break
        at = start + word.end()
    rest = text[at:end]
    return at if at == start or " " in rest else end


_TOWN = re.compile(r"(?:Санкт|Сан|Нью|Усть)-\w+")


def _is_place(word: str) -> bool:
    return is_declined_country(word) or _TOWN.fullmatch(word) is not None


def is_declined_country(word: str) -> bool:
    """In Russian in any case: "of Ukraine" stands before the name of its minister."""
    if len(word) < 4 or not CYRILLIC.match(word):
        return False
    stems = (word, word[:-1], word[:-2])
    return any(codes_named("country", stem + end) for stem in stems for end in ("", *"аяйь"))


_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:[A-ZÀ-Þ]{2,4}|[А-ЯЁ]{2,})(?![^\W\d_])")
_NATIONAL = re.compile(r"^nationals?(?= )")
"""A Chinese national is a person, a National Bank is none."""
_AFTER_A_STOP = re.compile(r"[,:;(—]")
PARTS = re.compile(r"[^\W\d_]+")
_PLACE_BEHIND = re.compile(rf" {insensitive(words.PLACES_BEHIND)}(?!\w)")
_THING_BEFORE = re.compile(
    rf"(?<!\w){insensitive(words.THINGS)}:? ?[«\"“]?"
    rf"(?:(?:\w{{1,3}}|{insensitive(words.STREET_TITLES)}) )?$"
)


_LINE = re.compile(r"[^\n]+")


_NO_SHORT_TITLE = re.compile(r"[,/]|\A(?:Foto|Photo|Por|Par|By)\b")


def headlines(text: str) -> Iterator[range]:
    """Lines in which most words have a capital: there it says nothing."""
    for line in _LINE.finditer(text):
        said = [word for word in PARTS.findall(line[0]) if len(word) > 3]
        least = 8 if _NO_SHORT_TITLE.search(line[0]) else 5
        is_title = sum(word[0].isupper() for word in said) > max(least - 1, 0.9 * len(said))
        if is_title and not line[0].rstrip().endswith((".", ":", ";", ")")):
            yield range(*line.span())


def is_in(at: int, titles: Sequence[range]) -> bool:
    """Is it in one of them? They stand in order."""
    found = bisect_right(titles, at, key=lambda line: line.start)
    return found > 0 and at in titles[found - 1]
