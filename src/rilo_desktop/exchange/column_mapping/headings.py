"""How columns are usually headed, in six languages, and a heading without what does not count."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rilo_desktop.language import catalogue, window_languages
from rilo_desktop.records.field_specs import class_of, fields_of
from rilo_desktop.rules.findings import Coded, Message
from rilo_desktop.vocabularies import shipped

from .heading_words import APART, CAMEL, currencies_in, unit_in, without_currency, without_measure
from .targets import Target, targets_of

NAME, USUAL, WEAK = 1.0, 0.9, 0.5
"""How much a heading says: the field's own name or label; a usual heading; one of many meanings."""
SHORTEST = 3
"""Letters of a shortened heading."""
_WEAK = "~"
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is compared. `unit` and `currency` are codes that it names."""

    forms: tuple[str, ...]
    """The whole of it, then its parts from the last, each folded."""
    last: str = ""
    unit: str = ""
    currency: str = ""
    is_short: bool = False
    """It ends in a point: perhaps the beginning of a word."""
    of_money: bool = False
    """It names a currency, or a sign that several share."""


def folded(text: str) -> str:
    """Without case, accents, vowel signs and punctuation: "N° d'ordre" is "n d ordre"."""
    text = CAMEL.sub(" ", text.replace("\u0640", ""))
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(sign)
    )
    return " ".join(APART.sub(" ", plain.replace("ى", "ي").replace("ة", "ه")).split())


@cache
def heading_of(header: str) -> Heading:
    """What a heading says. Of "Trajet / vers" the last part counts before the first.

    A unit or a currency in it is taken out: "Poids (kg)", "EstValueUSD".
    """
    signs = currencies_in(header)
    currency = signs[0] if len(signs) == 1 else ""
    header = without_currency(header) if signs else header
    forms: dict[str, None] = {}
    parts = [part for part in header.split("/") if part.strip()]
    for text in (header, *reversed(parts)):
        named = folded(text)
        words = []
        for word in folded(without_measure(text)).split():
            if word.upper() in shipped("currency") and len(named.split()) > 1:
                currency = word.upper()
            else:
                words.append(word)
        forms[folded(text)] = None
        forms[folded(text.casefold())] = None  # "UoM" is "uom" too
        forms[" ".join(words)] = None
        forms[folded(_IN_BRACKETS.sub(" ", text))] = None
    last = folded(_IN_BRACKETS.sub(" ", parts[-1])) if parts else ""
    is_short = header.rstrip().endswith(".") and len(last) >= SHORTEST
    known = tuple(form for form in forms if form)
    return Heading(known, last, unit_in(header), currency, is_short, bool(signs) or bool(currency))


@cache
def known_headings(kind: str) -> Mapping[str, Mapping[str, float]]:
    """{heading: {path of a field: how much it says}} of a record type."""
    found: dict[str, dict[str, float]] = {}
    for path, target in targets_of(kind).items():
        for text, says in _names(kind, target):
            _note(found, text, path, says)
        for text, says in _usual().get(path, ()):
            _note(found, text, path, says)
    for text, says in _usual().get("line", ()):
        _note(found, text, "line", says)
    return found


def _note(found: dict[str, dict[str, float]], text: str, path: str, says: float) -> None:
    if key := folded(text):
        of_key = found.setdefault(key, {})
        of_key[path] = max(says, of_key.get(path, 0.0))


def _names(kind: str, target: Target) -> Iterator[tuple[str, float]]:
    """What the program itself calls a field: its name, its column, its label in each language."""
    alone = not target.in_lines
    yield target.path.replace(".", " "), NAME
    yield (target.role or target.inner or target.field), NAME if alone else USUAL
    if target.spec.column and not target.role:
        yield target.spec.column, NAME
    for language in window_languages():
        text = catalogue(language).text
        labels = [_said(label, language) for label in target.label]
        yield labels[-1], NAME if alone else USUAL
        if target.in_lines or target.role:
            yield f"{text(fields_of(class_of(kind))[target.field].label)} {labels[-1]}", NAME


def _said(label: Message | Coded, language: str) -> str:
    if isinstance(label, Coded):
        return shipped(label.vocabulary).label(label.code, language)
    return catalogue(language).text(label.text)


@cache
def _usual() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """{path: (heading, how much it says)} of the shipped list."""
    file = resources.files("rilo_desktop.assets") / "headings" / "headings.csv"
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        path = row.pop("field")
        words = [word for cell in row.values() for word in cell.split("|") if word]
        found[path] = tuple(
            (word.removeprefix(_WEAK), WEAK if word.startswith(_WEAK) else USUAL) for word in words
        )
    return found
