"""One text in several languages: the value of a TRANSLATED field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Translated = tuple[tuple[str, str], ...]
"""(language code, text), ordered by language, so that equal texts are equal values."""

DEFAULT: Final = "en"
"""Language that is read where a text is not there in another."""


def translated_value(texts: Mapping[str, str]) -> Translated:
    """Languages without a text are left out."""
    return tuple(sorted((language, text) for language, text in texts.items() if text))


def text_in(value: object, language: str) -> str:
    """The text in exactly this language; "" where there is none."""
    texts: dict[str, str] = dict(value) if isinstance(value, tuple) else {}
    return texts.get(language, "")


def line_in(record: Any, language: str) -> Any:
    """The line of a record with its texts in this language; None where there is none.

    A record in this language needs none.
    """
    if not record.kind.translations or record.language == language:
        return None
    lines = getattr(record, record.kind.translations)
    known = lines if isinstance(lines, tuple) else ()
    return next((one for one in known if one.language == language), None)


def said_in(record: Any, name: str, language: str) -> str:
    """The text of a field in another language than the record's; "" where no line has it."""
    said = getattr(line_in(record, language), name, None)
    return said if isinstance(said, str) else ""


def best_text(value: object, language: str) -> str:
    """The text in this language, else in the default one, else in any; "" where there is none."""
    if not isinstance(value, tuple) or not value:
        return ""
    texts: dict[str, str] = dict(value)
    return texts.get(language) or texts.get(DEFAULT) or next(iter(texts.values()))
