"""What somebody typed into a search, as conditions on the index and on the heads of records.

    tablets hidden        both words, or words that begin like these, in any order
    "hidden in toys"      these words side by side
    air OR mail           one of them; OR joins its two neighbours only
    -mail, NOT mail       not this
    country:pl            a prefix of `presentation.search_prefixes`, in any shipped language

What is no prefix and no operator is a word: nothing that is typed is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rilo_desktop.folding import fold
from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.presentation.search_prefixes import PREFIXES, SearchPrefix
from rilo_desktop.records import kind_named, record_types
from rilo_desktop.records.dates import is_partial
from rilo_desktop.vocabularies import Vocabulary, shipped, vocabulary, vocabulary_names
from rilo_desktop.vocabularies.lists import lists_in_use
from rilo_desktop.vocabularies.names import other_names

from .derived_columns import between
from .search_normalization import ARCHIVED, pairs, runs
from .search_words import UNNAMED, WORKFLOW, mark, month_names

LONGEST = 1_000
SHORTEST_MONTH = 3
SHORTEST_NAME = 2
_TERM = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:"([^"]*)"?|(\S+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
"""As the hint below the search box and word processors write them."""
FOUND = "SELECT rowid FROM search WHERE search MATCH ?"
Typed = tuple[str, str, str, str]
"""Minus, name of a prefix, what stands between quotes, a word; "" where there is none."""
_YEAR = re.compile(r"\d{4}")
Sql = tuple[str, tuple[str, ...]]
"""A condition on the head `r` of a record, and its values."""


@dataclass(frozen=True, slots=True)
class Term:
    """`match`: FTS5's expression; else `sql`.

    `sought`: words of the index side by side, any of which is a reason. `words`: what was typed,
    for a look through texts.
    """

    match: str = ""
    sql: Sql = ("", ())
    sought: tuple[str, ...] = ()
    words: str = ""
    is_not: bool = False
    is_phrase: bool = False
    is_of_codes: bool = False

    def is_in(self, words: str) -> bool:
        """Does a value with these words of the index answer it?"""
        cut = _cut(words)
        return any(f" {one}" in cut for one in self.sought)

    @property
    def condition(self) -> Sql:
        sql, values = self.sql
        if self.match:
            sql, values = f"r.row IN ({FOUND})", (self.match,)
        return (f"NOT ({sql})" if self.is_not else sql), values


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`match`: one expression for FTS5, "" for none; `conditions` hold beside it.

    `terms`: those that a record is found by, so that a hit can say why.
    """

    match: str = ""
    conditions: tuple[Sql, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def asks(self) -> bool:
        """Can anything be searched for?"""
        return bool(self.match or self.conditions)


def parsed(words: str) -> SearchQuery:
    return _parsed(words, lists_in_use().changed)


@lru_cache(16)
def _parsed(words: str, _changed: tuple[Vocabulary, ...]) -> SearchQuery:
    """`_changed`: lists as the office has them, other objects after each change."""
    match: list[str] = []
    without: list[str] = []
    conditions: list[Sql] = []
    terms: list[Term] = []
    for group in _groups(words[:LONGEST].translate(_QUOTES)):
        terms += [term for term in group if not term.is_not]
        if len(group) == 1 and group[0].match:
            (without if group[0].is_not else match).append(group[0].match)
        elif all(term.match and not term.is_not for term in group):
            match.append(f"({' OR '.join(term.match for term in group)})")
        else:
            parts = [term.condition for term in group]
            values = tuple(value for _, some in parts for value in some)
            conditions.append((f"({' OR '.join(sql for sql, _ in parts)})", values))
    if match:
        expression = " AND ".join(match)
        if without:
            expression = f"({expression}) NOT ({' OR '.join(without)})"
    else:
        expression = ""
        conditions += [Term(match=one, is_not=True).condition for one in without]
    return SearchQuery(expression, tuple(conditions), tuple(terms))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A prefix that is none (`about` None), or one with a value that is none of its kind."""

    name: str
    value: str
    about: SearchPrefix | None


def unanswered(words: str) -> tuple[Unanswered, ...]:
    """What looks like a prefix and would be searched as words."""
    found = []
    for _, name, phrase, word in _TERM.findall(words[:LONGEST]):
        about = prefixes().get(fold(name)) if name else None
        value = (phrase or word).strip()
        if name and (about is None or _prefixed(about, value) is None):
            found.append(Unanswered(name, value, about))
    return tuple(found)


def unarchived(match: str) -> str:
    return f'({match}) NOT "{ARCHIVED}"'


def _groups(words: str) -> Iterator[tuple[Term, ...]]:
    """Terms that OR joins stand in one group."""
    group: list[Term] = []
    joined = is_not = False
    for minus, name, phrase, word in _joined_months(_TERM.findall(words)):
        if word in ("OR", "|") and not (minus or name):
            joined = bool(group)
            continue
        if word == "NOT" and not (minus or name):
            is_not = True
            continue
        term = _term(name, phrase or None, word, is_not or bool(minus))
        is_not = False
        if term is None:
            continue
        if group and not joined:
            yield tuple(group)
            group = []
        group.append(term)
        joined = False
    if group:
        yield tuple(group)


def _joined_months(found: Sequence[Typed]) -> Iterator[Typed]:
    """A month and its year are one date: apart, a reference has the year too (AP/2026/CS/A0001)."""
    at = 0
    while at < len(found):
        minus, name, phrase, word = found[at]
        beside = at + 1 + (at + 2 < len(found) and found[at + 1][3] in ("de", "of"))
        year = found[beside][3] if beside < len(found) else ""
        if not name and _YEAR.fullmatch(year) and _months_like(word):
            yield minus, "", "", f"{word} {year}"
            at = beside
        else:
            yield minus, name, phrase, word
        at += 1


def _months_like(word: str) -> list[str]:
    """Names of months, in any language, that begin like this."""
    folded = fold(word).rstrip(".")
    if len(folded) < SHORTEST_MONTH:
        return []
    return [one for names in month_names() for one in names if one.startswith(folded)]


def _month(word: str, year: str) -> Term:
    sought = tuple(f"{month} {year}" for month in _months_like(word))
    quoted = " OR ".join(f'"{one}"' for one in sought)
    return Term(f"({quoted})", sought=sought, words=f"{word} {year}")


def _term(name: str, phrase: str | None, word: str, is_not: bool) -> Term | None:
    value = word if phrase is None else phrase
    month, _, year = value.partition(" ")
    if not name and phrase is None and year:
        return replace(_month(month, year), is_not=is_not)
    prefix = prefixes().get(fold(name)) if name else None
    if prefix is not None and value.strip():
        made = _prefixed(prefix, value.strip())
        if made is not None:
            return replace(made, is_not=is_not)
    if name:
        value = f"{name} {value}"
    phrases = _phrases(value)
    if not phrases:
        return None
    starred = [
        f'"{one}" *' if is_begun and phrase is None else f'"{one}"' for one, is_begun in phrases
    ]
    match = starred[0] if len(starred) == 1 else f"({' AND '.join(starred)})"
    sought = tuple(one for one, _ in phrases)
    if marks := _marks_named(value, phrase is not None):
        quoted = [f'"{one}"' for one in marks]
        match = f"({' OR '.join((match, *quoted))})"
        sought += marks
    return Term(match, sought=sought, words=value, is_not=is_not, is_phrase=phrase is not None)


def _phrases(text: str) -> list[tuple[str, bool]]:
    """Words of the index side by side; True where the last one may be only a beginning.

    A run of Chinese stands in the index as pairs of signs, so it is a phrase of its own.
    """
    found: list[tuple[str, bool]] = []
    plain: list[str] = []
    for word in _WORDS.findall(fold(text)):
        for part, is_run in runs(word):
            if not is_run:
                plain.append(part)
                continue
            if plain:
                found.append((" ".join(plain), False))
                plain = []
            found.append((" ".join(pairs(part)) or part, len(part) == 1))
    return [*found, (" ".join(plain), True)] if plain else found


@lru_cache(5_000)
def _cut(words: str) -> str:
    return f" {' '.join(_WORDS.findall(words))}"


_WORDS = re.compile("(?:[^\\W_]|[\ue000-\uf8ff])+")
"""Words as FTS5's unicode61 cuts them: runs of letters, digits and private use."""


@cache
def prefixes() -> Mapping[str, SearchPrefix]:
    """Every prefix by its folded name, in English and in each language of the catalogue."""
    return {
        fold(catalogue(language)(prefix.name)): prefix
        for language in reversed(window_languages())
        for prefix in PREFIXES
    }


def _prefixed(prefix: SearchPrefix, value: str) -> Term | None:
    """None where the value is none of its kind: it is then searched as words."""
    if prefix.vocabulary:
        marks = tuple(mark(prefix.vocabulary, one) for one in _codes(prefix.vocabulary, value))
        quoted = " OR ".join(f'"{one}"' for one in marks)
        return Term(f"({quoted})", sought=marks, words=value, is_of_codes=True) if marks else None
    if begun := prefix.names or prefix.scheme:
        sought = mark(begun, value)
        return Term(f'"{sought}" *', sought=(sought,), words=value, is_of_codes=True)
    return _ASKED[prefix.asks](value)


def _marks_named(value: str, is_phrase: bool) -> tuple[str, ...]:
    """Of codes that are called so: the index has labels that all offices know, and no other names.

    A word may be a beginning, as in the index; one letter is none.
    """
    wanted = _cut(fold(value)).strip()
    if len(wanted) < SHORTEST_NAME:
        return ()
    sought = f" {wanted} " if is_phrase else f" {wanted}"
    named = (*_named_otherwise(), *_named_by_office(lists_in_use().changed))
    return tuple(dict.fromkeys(code for said, code in named if sought in f"{said} "))


@cache
def _named_otherwise() -> tuple[tuple[str, str], ...]:
    """Words of each other name, and the mark of its code."""
    return tuple(
        (_cut(fold(said)), mark(name, code))
        for name in vocabulary_names()
        if name not in UNNAMED
        for code, names in other_names(name).items()
        for said in names
    )


@lru_cache(4)
def _named_by_office(changed: tuple[Vocabulary, ...]) -> tuple[tuple[str, str], ...]:
    """The same of what an office calls otherwise, or added, and of what others sent."""
    return tuple(
        (_cut(fold(said)), mark(listed.name, item.code))
        for listed in changed
        for item in (*listed, *listed.others.values())
        if item is not shipped(listed.name).items.get(item.code)
        for said in item.labels.values()
    )


def _codes(name: str, value: str) -> list[str]:
    """The code itself; or what is called so; or each one with a word that begins so in its label.

    "UK" is the United Kingdom and no beginning of Ukraine.
    """
    listed = vocabulary(name)
    every = (*listed, *listed.others.values())
    exact = [item.code for item in every if fold(item.code) == fold(value)]
    wanted = _cut(fold(value))
    if exact or not wanted.strip():
        return exact
    others = {} if name in UNNAMED else other_names(name)
    named = {code for code, said in others.items() if wanted in (_cut(fold(one)) for one in said)}
    sought = f"{wanted} " if named else wanted
    return [
        item.code
        for item in every
        if item.code in named
        or any(
            sought in f"{_cut(fold(label))} "
            for label in (*item.labels.values(), *item.former.values())
        )
    ]


def _kinds(value: str) -> Term | None:
    wanted = fold(value)
    found = []
    for code in record_types():
        kind = kind_named(code)
        said = {
            catalogue(la)(text) for la in window_languages() for text in (kind.label, kind.plural)
        }
        if any(fold(text).startswith(wanted) for text in (code, *said)):
            found.append(code)
    return _one_of("r.kind", found)


def _status(value: str) -> Term | None:
    return _one_of("r.workflow", _codes(WORKFLOW, value))


def _one_of(column: str, codes: list[str]) -> Term | None:
    if not codes:
        return None
    return Term(sql=(f"{column} IN ({','.join('?' * len(codes))})", tuple(codes)))


def _dated(condition: str, times: int) -> Callable[[str], Term | None]:
    def asked(value: str) -> Term | None:
        return Term(sql=(condition, (value,) * times)) if is_partial(value) else None

    return asked


_SAME = _dated("substr(r.dated, 1, length(?)) = ?", 2)


def _on_date(value: str) -> Term | None:
    """A year, month or day, or a time between two: "2024-01/2024-06"; either end may be missing."""
    if "/" not in value:
        return _SAME(value)
    first, _, last = value.partition("/")
    if not (first or last) or not all(is_partial(end) for end in (first, last) if end):
        return None
    return Term(sql=between(first, last))


def _author(value: str) -> Term:
    sql = "EXISTS (SELECT 1 FROM revision WHERE record = r.id AND author = ? COLLATE NOCASE)"
    return Term(sql=(sql, (value,)))


_ASKED: Mapping[str, Callable[[str], Term | None]] = {
    "kind": _kinds,
    "status": _status,
    "author": _author,
    "date": _on_date,
    # A date that is less precise than what it is compared with is neither before nor after it.
    "before": _dated(
        "(r.dated > '' AND r.dated < ? AND substr(?, 1, length(r.dated)) <> r.dated)", 2
    ),
    "after": _dated("r.dated > ? || '~'", 1),
    "changed": _dated("(SELECT time FROM revision WHERE id = r.revision) >= ?", 1),
}
