"""A record as plain data and back: the form that is hashed, signed, kept and sent.

A field that is empty is absent, one that is not known is null. Decimals are text ("28.3"), so that
no number changes on the way. The canonical form (sorted keys, no white space, UTF-8) is what a
digest covers. A snapshot carries the number of its shape; `snapshot_upgrades` leads older ones up
to today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from .field_specs import (
    NOT_KNOWN,
    Class,
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
    kind_named,
    per_class,
    values_of,
)
from .record import Record
from .snapshot_upgrades import upgraded

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
HEAD = ("id", "reference", "workflow")

Snapshot = dict[str, Any]


class Unreadable(ValueError):
    """Data that is no snapshot of the kind it claims; the message names the field."""


def to_snapshot(record: Record) -> Snapshot:
    """Plain data of a record: {"kind", "schema", "id", "reference", "workflow", fields...}."""
    out: Snapshot = {"kind": record.kind.code, "schema": record.kind.schema}
    for name in HEAD:
        out[name] = getattr(record, name)
    out.update(_plain(record))
    return out


def from_snapshot(snapshot: Mapping[str, Any]) -> Record:
    """The record of a snapshot of today's or an older shape.

    Raises Unreadable for an unknown kind, a newer shape, an unknown field or a value of the
    wrong type.
    """
    kind_code = snapshot.get("kind")
    try:
        kind = kind_named(cast(str, kind_code))
    except (KeyError, TypeError):
        raise Unreadable(f"unknown kind {kind_code!r}") from None
    try:
        data = upgraded(kind, dict(snapshot))
    except KeyError as error:
        raise Unreadable(f"{kind_code}: no shape {error}") from None
    head = {name: data.pop(name, "") for name in HEAD}
    for name, value in head.items():
        if not isinstance(value, str):
            raise Unreadable(f"{kind_code}.{name}: not a text")
    data.pop("kind")
    data.pop("schema")
    cls = class_of(kind.code)
    return cast(Record, cls(**head, **_values(cls, data, kind.code)))


def canonical(data: Any) -> bytes:
    """The one byte string that stands for this data."""
    return _ENCODER.encode(data).encode("utf-8", "surrogatepass")


def plain(about: FieldSpec, value: Any) -> Any:
    """A field's value as JSON data; not known is None. Never called for an empty value."""
    if value is NOT_KNOWN:
        return None
    if about.type is FieldType.DECIMAL:
        return decimal_text(value)
    if about.type is FieldType.LINES:
        return [_plain(line) for line in value]
    if about.type in (FieldType.CODES, FieldType.TEXTS):
        return list(value)
    if about.type is FieldType.TRANSLATED:
        return dict(value)
    return value


def decimal_text(value: Decimal) -> str:
    """Shortest plain notation: 570000, 28.3."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _plain(thing: Any) -> dict[str, Any]:
    cls = type(thing)
    pairs = zip(fields_of(cls), values_of(thing), strict=True)
    out = {name: value for name, value in pairs if value is not None}
    if NOT_KNOWN in out.values():
        out = {name: None if value is NOT_KNOWN else value for name, value in out.items()}
    for name, about in _other_forms(cls):
        value = out.get(name)
        if value == ():
            del out[name]
        elif value is not None:
            out[name] = plain(about, value)
    return out


@per_class
def _other_forms(cls: Class) -> tuple[tuple[str, FieldSpec], ...]:
    """The fields whose values JSON writes in another form."""
    return tuple((n, about) for n, about in fields_of(cls).items() if about.type in _OTHER_FORMS)


_OTHER_FORMS = (
    FieldType.DECIMAL,
    FieldType.LINES,
    FieldType.CODES,
    FieldType.TEXTS,
    FieldType.TRANSLATED,
)


_TYPES: Mapping[FieldType, type] = {
    FieldType.INTEGER: int,
    FieldType.FLAG: bool,
}


def _values(cls: type, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    usual = _usual_types(cls)
    values = {}
    for name, value in data.items():
        if name not in usual:
            raise Unreadable(f"{where}.{name}: unknown field")
        if type(value) is usual[name]:
            values[name] = value
        else:
            values[name] = _value(fields_of(cls)[name], value, f"{where}.{name}")
    return values


@per_class
def _usual_types(cls: Class) -> Mapping[str, type | None]:
    """Field -> the type of a value that JSON writes as it is; None where it writes another form."""
    return {
        name: None if about.type in _OTHER_FORMS else _TYPES.get(about.type, str)
        for name, about in fields_of(cls).items()
    }


def _value(about: FieldSpec, value: Any, where: str) -> Any:
    if value is None:
        return NOT_KNOWN
    if about.type is FieldType.LINES:
        if not isinstance(value, list) or about.lines is None:
            raise Unreadable(f"{where}: not a list of lines")
        return tuple(_line(about.lines, item, f"{where}.{n}") for n, item in enumerate(value, 1))
    if about.type in (FieldType.CODES, FieldType.TEXTS):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Unreadable(f"{where}: not a list of texts")
        return tuple(value)
    if about.type is FieldType.TRANSLATED:
        if not isinstance(value, dict) or not all(isinstance(t, str) for t in value.values()):
            raise Unreadable(f"{where}: not texts by language")
        return tuple(sorted(value.items()))
    if about.type is FieldType.DECIMAL:
        return _decimal(value, where)
    expected = _TYPES.get(about.type, str)
    if type(value) is not expected:
        raise Unreadable(f"{where}: not a value of type {expected.__name__}")
    return value


def _line(cls: type, item: Any, where: str) -> Any:
    if not isinstance(item, dict):
        raise Unreadable(f"{where}: not a line")
    return cls(**_values(cls, item, where))


def _decimal(value: str, where: str) -> Decimal:
    if not isinstance(value, str):
        raise Unreadable(f"{where}: a number is written as text")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise Unreadable(f"{where}: not a number") from None
    if not number.is_finite():
        raise Unreadable(f"{where}: not a finite number")
    return number
