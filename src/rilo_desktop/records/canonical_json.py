"""The canonical text of a record's snapshot, written straight from the record.

The same, sign for sign, as `canonical(to_snapshot(record))`. Every save and every row of an import
signs one, so lines and numbers become plain data only where the encoder comes to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

from .field_specs import NOT_KNOWN, Class, FieldType, fields_of, per_class
from .record import Record
from .snapshots import HEAD, decimal_text

Held = Mapping[str, Any]
_LISTS = (FieldType.LINES, FieldType.CODES, FieldType.TEXTS, FieldType.TRANSLATED)


def canonical_json(record: Record) -> str:
    """Text, not bytes: it may hold signs that are no text, which `sanitize` then finds."""
    kind = record.kind
    held = {**vars(record), "kind": kind.code, "schema": kind.schema}
    return _ENCODER.encode(_members(type(record), held))


def _members(cls: Class, held: Held) -> dict[str, Any]:
    """What is not empty, in the order in which it is written."""
    names, lists, maps, read = _order(cls)
    pairs = zip(names, read(held), strict=True)
    members = {name: value for name, value in pairs if value is not None}
    for name in lists:
        if members.get(name) == ():
            del members[name]
    for name in maps:
        if isinstance(members.get(name), tuple):
            members[name] = dict(sorted(members[name]))
    return members


def _in_json(value: Any) -> Any:
    """What the encoder does not know by itself."""
    if value is NOT_KNOWN:
        return None
    if isinstance(value, Decimal):
        return decimal_text(value)
    return _members(type(value), vars(value))


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_in_json
)


@per_class
def _order(
    cls: Class,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], Callable[[Held], Any]]:
    """Keys as they are written, those of lists and of maps among them, and how values are read."""
    described = fields_of(cls)
    names = sorted({*described, *(("kind", "schema", *HEAD) if issubclass(cls, Record) else ())})
    lists = tuple(name for name, about in described.items() if about.type in _LISTS)
    maps = tuple(n for n, about in described.items() if about.type is FieldType.TRANSLATED)
    read = itemgetter(*names) if len(names) > 1 else lambda held: tuple(held[n] for n in names)
    return tuple(names), lists, maps, read
