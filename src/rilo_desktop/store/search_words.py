"""The words of the search index: of a text its folded words, of a code its labels in every shipped
language, of a date its day, month and year, of an HS code its digits.

Each code leaves a marked word too, which nobody types: by it `country:pl` finds the code and not
a text that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from rilo_desktop.folding import fold
from rilo_desktop.language import formats, known_languages
from rilo_desktop.records import FieldType, Record
from rilo_desktop.records.dates import is_partial
from rilo_desktop.records.search_text import Shown, search_title, shown_values
from rilo_desktop.vocabularies import Vocabulary, harmonized_system, shipped, vocabulary
from rilo_desktop.vocabularies.names import other_names

from .search_normalization import ARCHIVED, spaced

_MARK = "\ue001"
_NOT_OF_A_WORD = re.compile(r"[\W_]+")
WORKFLOW = "workflow"
UNNAMED = frozenset({"unit"})
"""Lists whose other names are abbreviations ("t", "st"), which texts are full of."""


def row(record: Record) -> tuple[str, str]:
    """Title and text of the index; an archived record carries a mark that searches leave out."""
    texts: list[str] = []
    words = dict.fromkeys((code_words(WORKFLOW, str(record.workflow)),))
    for shown in shown_values(record):
        if made := words_beside(shown):
            words[made] = None
        if is_shown_as_it_is(shown):
            texts.append(shown.value)
    if record.archived is True:
        words[ARCHIVED] = None
    body = spaced(fold("\n".join(texts)))
    return spaced(fold(search_title(record))), f"{body} {' '.join(words)}"


def is_shown_as_it_is(shown: Shown) -> bool:
    about = shown.about
    return not (about.vocabulary and not about.open_list) and not _is_dated(shown)


def words_beside(shown: Shown) -> str:
    """Words that find the value beside its own, folded; "" for a plain text."""
    about = shown.about
    if about.vocabulary:
        return code_words(about.vocabulary, shown.value)
    if about.names:
        return mark(about.names, shown.value)
    if about.scheme:
        return _identifier_words(about.scheme, shown.value)
    return date_words(shown.value) if _is_dated(shown) else ""


def words_of(shown: Shown) -> str:
    """All words of one value, as the index has them."""
    own = spaced(fold(shown.value)) if is_shown_as_it_is(shown) else ""
    return f"{own} {words_beside(shown)}"


def mark(group: str, value: str) -> str:
    """The marked word of a code; what begins like it is found by a beginning."""
    return f"{_MARK}{_plain(group)}{_MARK}{_plain(value)}"


def label_with(shown: Shown, is_wanted: Callable[[str], bool]) -> str:
    """The label of a code, in whatever language, or the title of an HS code, that has the words
    wanted; "" where none has."""
    about = shown.about
    labels: tuple[str, ...] = ()
    if about.vocabulary:
        labels = names_of(vocabulary(about.vocabulary), shown.value)
    elif about.scheme:
        labels = (_title(about.scheme, shown.value),)
    return next((label for label in labels if is_wanted(spaced(fold(label)))), "")


@cache
def code_words(name: str, code: str) -> str:
    """Labels of a code in every language, those of earlier versions too, and its mark.

    As every office has them: what an office calls a code is found by the mark, and so are the
    other names of a code, so that the index stays right when they change (`search_query`).
    """
    folded = dict.fromkeys(spaced(fold(label)) for label in _labels(shipped(name), code))
    return " ".join((*folded, mark(name, code)))


def _labels(listed: Vocabulary, code: str) -> tuple[str, ...]:
    item = listed.known(code) or (listed.items.get(listed.meant(code)) if listed.open else None)
    return (*item.labels.values(), *item.former.values()) if item is not None else ()


def names_of(listed: Vocabulary, code: str) -> tuple[str, ...]:
    """Its labels, and what else people call it."""
    others = () if listed.name in UNNAMED else other_names(listed.name).get(code, ())
    return (*_labels(listed, code), *others)


@lru_cache(20_000)
def date_words(text: str) -> str:
    """2024-03-05: its numbers, and 5 march 2024, mars 2024, marzo 2024, марта 2024 ..."""
    if not is_partial(text):
        return fold(text)
    year, *rest = text.split("-")
    if not rest:
        return year
    day = str(int(rest[1])) if len(rest) > 1 else ""
    said = " ".join(f"{month} {year}" for month in month_names()[int(rest[0]) - 1])
    return " ".join(part for part in (text, day, said) if part)


@cache
def month_names() -> tuple[tuple[str, ...], ...]:
    """Names of each month in every language, alone and beside a day; English first."""
    every = [formats(language) for language in known_languages()]
    return tuple(
        tuple(
            dict.fromkeys(
                fold(names[month]) for one in every for names in (one.months, one.months_alone)
            )
        )
        for month in range(12)
    )


def _identifier_words(scheme: str, value: str) -> str:
    """Without its dots and spaces, so that it is found by its beginning however it is written; of
    an HS code its title too."""
    return f"{_plain(value)} {fold(_title(scheme, value))} {mark(scheme, value)}"


def _title(scheme: str, value: str) -> str:
    return harmonized_system.title(_plain(value)) if scheme == "hs" else ""


def _is_dated(shown: Shown) -> bool:
    return shown.about.type in (FieldType.DATE, FieldType.PARTIAL_DATE)


@lru_cache(20_000)
def _plain(text: str) -> str:
    return _NOT_OF_A_WORD.sub("", fold(text))
