"""How a field that links a record is shown: by the record's name, on every surface."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rilo_desktop.records import FieldSpec, FieldType, Record, class_of, fields_of, kind_named
from rilo_desktop.records.translated import best_text, said_in
from rilo_desktop.rules.findings import N_
from rilo_desktop.vocabularies import vocabulary

NameOf = Callable[[str, str], str | None]
"""(record type, own number or id) -> name of the record; None: there is no such record; "": the
names are still being read."""

UNKNOWN = "?"
"""How the value of a listed field says: not known."""
NOT_HERE = N_("a record that is not here")


def no_names(_record_type: str, _value: str) -> str | None:
    """The `NameOf` where no record is at hand."""
    return None


def reference_text(
    about: FieldSpec, value: str, name_of: NameOf, text: Callable[[str], str]
) -> str:
    """Name of the record that a value of a field with `names` links; never its id.

    An own number is a name by itself and is shown where its record is not here. `text` gives a
    message in the reader's language.
    """
    name = name_of(about.names, value)
    if name:
        return name
    if about.type is not FieldType.LINK:
        return value
    return text(NOT_HERE) if name is None else "\u2026"


def record_name(local_ref: str | None, title: str, reference: str) -> str:
    """Own number and title, as far as there are any; else the reference."""
    return "  ".join(part for part in (local_ref, title) if part) or reference


def title_column(record_type: str, language: str) -> str:
    """Column of a list with the value that `shown_title` takes; "": a row's title says it all."""
    kind = kind_named(record_type)
    name = kind.title_in(language)
    about = fields_of(class_of(record_type))[name]
    if about.type is FieldType.TRANSLATED or (kind.translations and name == kind.title):
        return f"{name}.{language}"
    return name if name != kind.title else ""


def shown_title(record_type: str, value: object, language: str) -> str:
    """Text of the field that names a record in a language (`Kind.title_in`); "" for none."""
    if not isinstance(value, str):
        return best_text(value, language)
    kind = kind_named(record_type)
    about = fields_of(class_of(record_type))[kind.title_in(language)]
    if about.vocabulary:
        return vocabulary(about.vocabulary).label(value, language)
    if kind.title_codes and language:
        known = vocabulary(kind.title_codes)
        return known.label(code, language) if (code := known.meant(value)) in known else value
    return value


def further_columns(record_type: str, language: str) -> tuple[str, ...]:
    """Columns to be asked for, so that `row_title` finds its value: codes are there anyway."""
    column = title_column(record_type, language)
    about = fields_of(class_of(record_type))[column.partition(".")[0]] if column else None
    return (column,) if about is not None and about.type is not FieldType.CODE else ()


def row_title(record_type: str, title: str, values: Mapping[str, str], language: str) -> str:
    """What names a row of a list in a language; `values` has `further_columns`, "?" not known."""
    column = title_column(record_type, language)
    value = values.get(column, "") if column else title
    said = shown_title(record_type, value, language) if value != UNKNOWN else ""
    return said or title


def title_in(record: Record, language: str) -> str:
    """What names a record in a language, without its own number; "": as its text was written."""
    name = record.kind.title_in(language)
    value = said_in(record, name, language) or getattr(record, name)
    return shown_title(record.kind.code, value, language) or record.title_text
