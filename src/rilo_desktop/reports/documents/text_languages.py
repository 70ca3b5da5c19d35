"""Which texts of a document are in another language than its own, and in which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.records import FieldType, fields_of

from .content import Content


def languages_of_texts(content: Content) -> Mapping[str, str]:
    """{text of a record, or a paragraph of it: its language}; what the document's own language has
    too is left out."""
    own = content.head.language
    beside = (*content.referenced.values(), *content.excerpts.values())
    records = (*content.records, *(one for found in beside for one in found.values()))
    found: dict[str, str] = {}
    as_own: set[str] = set()
    for record in records:
        for text, language in _texts(record, known_text(record.language)):
            if language == own:
                as_own.add(text)
            elif language:
                found.setdefault(text, language)
    return {text: language for text, language in found.items() if text not in as_own}


def _texts(holder: Any, language: str) -> Iterator[tuple[str, str]]:
    """Texts of a record or of a line of one."""
    for name, about in fields_of(type(holder)).items():
        value = getattr(holder, name)
        match about.type:
            case FieldType.TEXT | FieldType.LONG_TEXT:
                text = known_text(value)
                yield from ((one, language) for one in {text, *text.split("\n")} if one.strip())
            case FieldType.TEXTS:
                yield from ((str(one), language) for one in known_lines(value))
            case FieldType.TRANSLATED:
                yield from ((text, code) for code, text in known_lines(value))
            case FieldType.LINES:
                for line in known_lines(value):
                    yield from _texts(line, known_text(getattr(line, "language", "")) or language)
