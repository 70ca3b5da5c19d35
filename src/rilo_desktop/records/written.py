"""The canonical text of a record's snapshot, written straight from the record.

The same, sign for sign, as `canonical(to_snapshot(record))`. Every save and every row of an import
signs one, so no plain data is made on the way, which takes half of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from .describe import NOT_KNOWN, Class, FieldType, fields_of, per_class
from .record import Record
from .snapshots import HEAD, canonical, decimal_text

Held = Mapping[str, Any]


def written(record: Record) -> str:
    """Text, not bytes: it may hold signs that are no text, which `tidying` then finds."""
    kind = record.kind
    return _object(type(record), {**vars(record), "kind": kind.code, "schema": kind.schema})


def _object(cls: Class, held: Held) -> str:
    keys, types, read = _order(cls)
    members = [
        key + (encode_basestring(value) if type(value) is str else _value(of, value))
        for key, of, value in zip(keys, types, read(held), strict=True)
        if value is not None and value != ()
    ]
    return "{" + ",".join(members) + "}"


def _value(of: FieldType | None, value: Any) -> str:
    """What is no plain text; `of` is None for what every snapshot has at its head."""
    if value is NOT_KNOWN:
        return "null"
    if of is FieldType.LINES:
        return "[" + ",".join([_object(type(line), vars(line)) for line in value]) + "]"
    if of is FieldType.DECIMAL:
        return f'"{decimal_text(value)}"'
    if of is FieldType.CODES or of is FieldType.TEXTS:
        return "[" + ",".join([encode_basestring(item) for item in value]) + "]"
    if value is True:
        return "true"
    if type(value) is int:
        return str(value)
    return canonical(value).decode("utf-8", "surrogatepass")


@per_class
def _order(
    cls: Class,
) -> tuple[tuple[str, ...], tuple[FieldType | None, ...], Callable[[Held], tuple[Any, ...]]]:
    """Keys as they are written and what is told of them, in order, and how values are read."""
    described = fields_of(cls)
    names = sorted({*described, *(("kind", "schema", *HEAD) if issubclass(cls, Record) else ())})
    return (
        tuple(f"{encode_basestring(name)}:" for name in names),
        tuple(described[name].type if name in described else None for name in names),
        itemgetter(*names) if len(names) > 1 else lambda held: tuple(held[n] for n in names),
    )
