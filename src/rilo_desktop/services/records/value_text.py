"""The value of a field as a cell or a line of text says it, in the reader's language."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

from rilo_desktop.language import catalogue
from rilo_desktop.presentation.references import NameOf, reference_text
from rilo_desktop.records import FieldSpec, FieldType, fields_of
from rilo_desktop.records.field_specs import NOT_KNOWN, readable
from rilo_desktop.records.snapshots import decimal_text
from rilo_desktop.records.translated import best_text
from rilo_desktop.vocabularies import vocabulary


def value_text(about: FieldSpec, value: Any, language: str, name_of: NameOf) -> str:
    """Codes by their labels, dates as they are stored, lines one under the other; "" for empty."""
    say = catalogue(language)
    value = readable(about, value)
    if value is None or value == ():
        return ""
    if value is NOT_KNOWN:
        return say.text("not known")
    match about.type:
        case FieldType.FLAG:
            return say.text("yes") if value else say.text("no")
        case FieldType.DECIMAL:
            return decimal_text(value)
        case FieldType.TRANSLATED:
            return best_text(value, language)
        case FieldType.LINES:
            return "\n".join(_line(line, language, name_of) for line in value)
    if isinstance(value, tuple):
        return "; ".join(_entry(about, str(one), language, name_of) for one in value)
    return _entry(about, str(value), language, name_of)


def value_cell(about: FieldSpec, value: Any, language: str, name_of: NameOf) -> str | Decimal:
    """The same, where a number is a number."""
    if about.type in (FieldType.INTEGER, FieldType.DECIMAL) and isinstance(value, int | Decimal):
        return Decimal(value)
    return value_text(about, value, language, name_of)


def _line(line: Any, language: str, name_of: NameOf) -> str:
    """Each value behind the label of its field, which a code of a list that is there once needs
    not: "Transit, China, Place: Nansha"."""
    say = catalogue(language)
    said = []
    for name, about, speaks in _parts_of(line.__class__):
        value = getattr(line, name)
        text = value_text(about, value, language, name_of)
        if text:
            alone = speaks and value is not NOT_KNOWN
            said.append(text if alone else say.labelled(say.text(about.label), text))
    return ", ".join(said)


@cache
def _parts_of(cls: type) -> tuple[tuple[str, FieldSpec, bool], ...]:
    """(name, description, is its list there once?) of the fields of a line."""
    described = fields_of(cls)
    lists = Counter(about.vocabulary for about in described.values())
    return tuple(
        (name, about, bool(about.vocabulary) and lists[about.vocabulary] == 1)
        for name, about in described.items()
    )


def _entry(about: FieldSpec, value: str, language: str, name_of: NameOf) -> str:
    if about.vocabulary:
        return vocabulary(about.vocabulary).label(value, language)
    if about.names:
        return reference_text(about, value, name_of, catalogue(language).text)
    return value
