"""Values of records as the window shows them."""

from __future__ import annotations

import typing
from decimal import Decimal
from functools import cache
from typing import Any

from rilo_desktop.language import N_
from rilo_desktop.presentation.references import NameOf as NameOf
from rilo_desktop.presentation.references import reference_text
from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType

from ..i18n import code_label, numbers, plural, tr

ROLES = {
    "origin": N_("Origin"),
    "departure": N_("Departure"),
    "transit": N_("Transit"),
    "seizure": N_("Detection"),
    "destination": N_("Destination"),
}
"""Role of a leg in one word; the list's own labels are too long for a card."""


def not_read(_record_type: str, _value: str) -> str:
    """The `NameOf` of a surface that shows no linked record."""
    return ""


def is_empty(value: object) -> bool:
    return value is None or value == "" or value == ()


def may_be_unknown(cls: type[Any], name: str) -> bool:
    """Does the field make a difference between empty and "not known"?"""
    return name in _unknowable(cls)  # type: ignore[arg-type]


@cache
def _unknowable(cls: type[Any]) -> frozenset[str]:
    hints = typing.get_type_hints(cls)
    return frozenset(
        name for name, hint in hints.items() if any(map(_is_not_known, typing.get_args(hint)))
    )


def _is_not_known(option: object) -> bool:
    return typing.get_origin(option) is typing.Literal and NOT_KNOWN in typing.get_args(option)


def shown(about: FieldSpec, value: Any, name_of: NameOf = not_read) -> str:
    """A value as text in the window's language; "" where it is empty."""
    if is_empty(value):
        return ""
    if value is NOT_KNOWN:
        return tr("Not known")
    match about.type:
        case FieldType.CODE | FieldType.LINK:
            return shown_code(about, str(value), name_of)
        case FieldType.CODES:
            return ", ".join(shown_code(about, str(code), name_of) for code in value)
        case FieldType.DATE | FieldType.PARTIAL_DATE:
            return numbers().partial(str(value), short=True)
        case FieldType.INTEGER if about.is_year:
            return str(value)
        case FieldType.INTEGER | FieldType.DECIMAL:
            return shown_number(value)
        case FieldType.FLAG:
            return tr("Yes") if value else tr("No")
        case FieldType.TRANSLATED:
            return "\n".join(f"{text} ({code_label('language', of)})" for of, text in value)
        case FieldType.TEXTS:
            return "\n".join(value)
        case FieldType.LINES:
            return str(len(value))
        case _:
            return str(value)


def shown_code(about: FieldSpec, code: str, name_of: NameOf = not_read) -> str:
    if about.vocabulary == "currency":
        return code  # EUR, as in every paper
    if about.vocabulary:
        return code_label(about.vocabulary, code)
    if about.names:
        return reference_text(about, code, name_of, tr)
    return code


def shown_size(size: int) -> str:
    """Bytes as people say them."""
    if size < 1_000:
        return plural("{count} byte", "{count} bytes", size)
    if size < 1_000_000:
        return tr("{count} kB", count=numbers().number(max(1, round(size / 1_000))))
    return tr("{count} MB", count=numbers().number(round(size / 1_000_000, 1)))


def shown_number(value: Any) -> str:
    return numbers().number(value if isinstance(value, int) else Decimal(value))
