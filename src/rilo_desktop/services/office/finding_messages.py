"""Findings as sentences, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.language import catalogue, formats
from rilo_desktop.questions.definition import title_in
from rilo_desktop.rules.findings import Coded, FieldPath, Finding, FormText, Message
from rilo_desktop.vocabularies import UnknownList, vocabulary


def sentence(finding: Finding, language: str = "en") -> str:
    """What is wrong and what to do, without the place."""
    values = {name: _value_text(value, language) for name, value in finding.values.items()}
    return catalogue(language).text(finding.message, **values)


def contents(
    language: str,
    records: int,
    revisions: int,
    operations: int | None = None,
    pictures: int | None = None,
) -> str:
    """What a store, backup or file holds: "40 records, 52 revisions, 61 operations"."""
    plural, number = catalogue(language).plural, formats(language).number
    said = [
        plural("{count} record", "{count} records", records, count=number(records)),
        plural("{count} revision", "{count} revisions", revisions, count=number(revisions)),
    ]
    if operations is not None:
        shown = number(operations)
        said.append(plural("{count} operation", "{count} operations", operations, count=shown))
    if pictures is not None:
        shown = number(pictures)
        said.append(plural("{count} picture", "{count} pictures", pictures, count=shown))
    return ", ".join(said)


def whole(finding: Finding, language: str = "en") -> str:
    """Where, unless the sentence names it, and then what.

    "cases.xlsx, sheet Goods, row 12: Quantity is negative."
    """
    where = place(finding.place, language)
    said = sentence(finding, language)
    return (
        said
        if not where or said.startswith((f"{where} ", catalogue(language).labelled(where, "")))
        else catalogue(language).labelled(where, said)
    )


def place(where: FieldPath, language: str = "en") -> str:
    """The file with sheet and row, or the record; "" where the sentence says it all."""
    text = catalogue(language).text
    if where.sheet or where.row or where.item:
        parts = [visible(where.file, lines=False)]
        if where.sheet:
            parts.append(text("sheet {name}", name=visible(where.sheet, lines=False)))
        if where.row:
            parts.append(text("row {number}", number=where.row))
        parts.append(visible(where.item, lines=False))
        return ", ".join(part for part in parts if part)
    if where.file and not where.record:
        return ""
    return visible(where.reference, lines=False)


def clauses(values: Iterable[Any], language: str) -> str:
    """Values of a finding, one after the other."""
    return catalogue(language).clauses(str(_value_text(one, language)) for one in values)


def _value_text(value: Any, language: str) -> Any:
    if isinstance(value, Message):
        inner = {name: _value_text(one, language) for name, one in value.values.items()}
        return catalogue(language).text(value.text, **inner)
    if isinstance(value, FieldPath):
        return place(value, language) or visible(value.file, lines=False)
    if isinstance(value, FormText):
        return visible(title_in(value.texts, language), lines=False)
    if isinstance(value, Coded):
        try:
            return vocabulary(value.vocabulary).label(value.code, language)
        except UnknownList:
            return visible(value.code, lines=False)
    if isinstance(value, tuple):
        return clauses(value, language)
    return visible(value, lines=False) if isinstance(value, str) else value


def as_data(finding: Finding, language: str = "en") -> Mapping[str, Any]:
    """For scripts: the sentence, its place and whether it blocks."""
    where = finding.place
    found = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "nature": finding.nature.value,
        "message": sentence(finding, language),
        "file": where.file,
        "sheet": where.sheet,
        "row": where.row,
        "item": where.item,
        "reference": where.reference,
        "field": where.field,
    }
    return {name: value for name, value in found.items() if value not in ("", 0)}
