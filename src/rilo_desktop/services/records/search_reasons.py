"""Why a record was found: the field that has what was searched for, where its title does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records.search_text import Shown, values_of_snapshot
from rilo_desktop.store import ListedRow, ReadSession
from rilo_desktop.store.search_normalization import snippet, snippet_as_typed
from rilo_desktop.store.search_query import Term, parsed
from rilo_desktop.store.search_words import is_shown_as_it_is, label_with, words_beside, words_of

LONGEST_LOOKED_AT = 20_000
"""Characters of a text in which a word is looked for."""
MOST = 3
"""Reasons told of one record."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`part`: field of a line of `field`, or "". `value`: a stretch of text, a code or a date.

    `label`: the words of a code that were found, which may be of another language.
    """

    field: str
    part: str
    value: str
    label: str = ""


def reasons(
    reading: ReadSession, listed: Sequence[ListedRow], words: str
) -> dict[int, tuple[Reason, ...]]:
    """{key: what its title, its number and its reference do not show}.

    A search waits for this: in the texts of the tables first, where nothing is to be unpacked, and
    in the whole record, from plain data, only where they are not in those.
    """
    terms = tuple(term for term in parsed(words).terms if term.words)
    missing: dict[int, list[Term]] = {}
    for item in listed:
        head = f"{item.title}\n{item.reference}\n{item.local_ref}"
        if wanted := [t for t in terms if t.is_of_codes or not snippet_as_typed(head, t.words)]:
            missing[item.row] = wanted
    found: dict[int, dict[Term, Reason]] = {row: {} for row in missing}
    for kind in {item.kind for item in listed}:
        rows = [item.row for item in listed if item.kind == kind and item.row in missing]
        for row, texts in reading.lists.own_texts(kind, rows).items():
            for field, text in texts:
                _look_quickly(found[row], missing[row], field, text)
    rest = [row for row, terms in missing.items() if len(found[row]) < min(len(terms), MOST)]
    for row, snapshot in reading.records.snapshots(rest).items() if rest else ():
        _look(found[row], missing[row], snapshot)
    return {row: tuple(told.values())[:MOST] for row, told in found.items()}


def _look_quickly(told: dict[Term, Reason], terms: Sequence[Term], field: str, text: str) -> None:
    for term in terms:
        if term.is_of_codes or term.is_phrase or term in told:
            continue
        if shown := snippet_as_typed(text[:LONGEST_LOOKED_AT], term.words):
            told[term] = Reason(field, "", shown)


def _look(told: dict[Term, Reason], terms: Sequence[Term], snapshot: Mapping[str, Any]) -> None:
    """What stands there as it was typed is looked for first: folding every text takes long."""
    values = list(values_of_snapshot(snapshot))
    for is_had in (_has_as_typed, _has):
        for term in (term for term in terms if term not in told):
            shown = next((shown for shown in values if is_had(shown, term)), None)
            if shown is not None:
                told[term] = _reason(shown, term)


def _has_as_typed(shown: Shown, term: Term) -> bool:
    if not is_shown_as_it_is(shown) or shown.about.names:
        return term.is_in(words_beside(shown))
    if term.is_phrase or term.is_of_codes:
        return False
    return bool(snippet_as_typed(shown.value[:LONGEST_LOOKED_AT], term.words))


def _has(shown: Shown, term: Term) -> bool:
    return term.is_in(words_of(shown))


def _reason(shown: Shown, term: Term) -> Reason:
    if shown.about.scheme or not is_shown_as_it_is(shown):
        return Reason(shown.field, shown.part, shown.value, label_with(shown, term.is_in))
    text = shown.value[:LONGEST_LOOKED_AT]
    near = snippet_as_typed(text, term.words) or snippet(text, term.words)
    return Reason(shown.field, shown.part, near or text[:80])


def highlighted(words: str) -> tuple[str, ...]:
    """What was typed that a text may show: no operators, and nothing that must not be there."""
    return tuple(part for term in parsed(words).terms for part in term.words.split())
