"""What a record shows, as the search finds it: its texts, codes and dates, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .field_specs import Class, FieldSpec, FieldType, class_of, fields_of, kind_named, per_class
from .record import Record
from .snapshot_upgrades import upgraded
from .translated import DEFAULT

_TEXTUAL = {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.TRANSLATED}
_CODED = {FieldType.CODE, FieldType.CODES}
_DATED = {FieldType.DATE, FieldType.PARTIAL_DATE}


class Shown(NamedTuple):
    """One value. `part`: the field of a line, "" where `field` itself has the value."""

    field: str
    part: str
    about: FieldSpec
    value: str


def search_title(record: Record) -> str:
    """What weighs most: the title and the names of the record."""
    parts = (record.title_text, record.reference, record.local_ref or "")
    return " ".join(part for part in parts if part)


def shown_values(record: Record) -> Iterator[Shown]:
    """All that is searched of a record beside its title."""
    return _values(type(record), vars(record), skip=record.kind.title)


def values_of_snapshot(snapshot: Mapping[str, Any]) -> Iterator[Shown]:
    """`shown_values` of the record of a snapshot, without making the record.

    Raises Newer for a shape of a later program, and KeyError for an unknown kind.
    """
    kind = kind_named(snapshot["kind"])
    data = upgraded(kind, dict(snapshot))
    return _values(class_of(kind.code), data, skip=kind.title)


def _values(cls: type, held: Mapping[str, Any], skip: str = "", field: str = "") -> Iterator[Shown]:
    """Of fields as a record or a snapshot holds them."""
    for name, about in _searched(cls):
        value = held.get(name)
        if about.lines is not None:
            for line in value if isinstance(value, (tuple, list)) else ():
                in_line = line if isinstance(line, dict) else vars(line)
                yield from _values(about.lines, in_line, field=name)
            continue
        # A code that names the record is shown in words, so it is no repetition of the title.
        place = (field, name) if field else (name, "")
        for text in _texts(about, value, name == skip and not about.vocabulary):
            yield Shown(*place, about, text)


def _texts(about: FieldSpec, value: Any, is_title: bool) -> Iterable[str]:
    if about.type is FieldType.TRANSLATED:
        texts = dict(value) if isinstance(value, (tuple, dict)) else {}
        if is_title:
            texts.pop(DEFAULT, None)
        return texts.values()
    if not value or is_title:
        return ()
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, (tuple, list)) else ()


@per_class
def _searched(cls: Class) -> tuple[tuple[str, FieldSpec], ...]:
    """The fields whose values are searched."""
    return tuple((name, about) for name, about in fields_of(cls).items() if _is_searched(about))


def _is_searched(about: FieldSpec) -> bool:
    if not about.searched:
        return False
    if about.lines is not None or about.type in _TEXTUAL or about.type in _DATED:
        return True
    return about.type in _CODED and bool(about.names or about.vocabulary)
