"""The JSON Schema (2020-12) of the data in a submission, from the classes that describe it.

It lies in every submission beside the data. A record of a kind that it does not name is allowed,
as `package.from_json` allows it; one of a kind that it names must be of that kind's shape.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from rilo_desktop.records import record_types
from rilo_desktop.records.schema import DIALECT, json_schema
from rilo_desktop.records.snapshots import canonical

from .package import FORMAT, VERSION, Package
from .strict_json import MOST_CHARACTERS, MOST_ITEMS, is_in, is_required, is_snapshot

NAME = "schema.json"
SNAPSHOT = "snapshot"


@cache
def schema_json(version: int = VERSION) -> bytes:
    """The schema of data of this version, as the file that leaves."""
    return canonical(package_schema(version))


def package_schema(version: int = VERSION) -> dict[str, Any]:
    schema = _object(Package, version)
    schema["properties"] |= {"format": {"const": FORMAT}, "version": {"const": version}}
    schema["required"] += ["format", "version"]
    codes = sorted(record_types())
    return {
        "$schema": DIALECT,
        "title": f"{FORMAT}, version {version}",
        **schema,
        "$defs": {code: _without_dialect(json_schema(code)) for code in codes}
        | {SNAPSHOT: _snapshot(codes)},
    }


def _without_dialect(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in schema.items() if name != "$schema"}


def _snapshot(codes: Iterable[str]) -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("kind", "id", "reference")}
    return {
        "type": "object",
        "properties": texts | {"schema": {"type": "integer"}},
        "required": ["kind", "schema", "id", "reference"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": code}}},
                "then": {"$ref": f"#/$defs/{code}"},
            }
            for code in codes
        ],
    }


def _object(cls: type[Any], version: int) -> dict[str, Any]:
    hints = get_type_hints(cls)
    there = [field for field in fields(cls) if is_in(field, version)]
    return {
        "type": "object",
        "properties": {field.name: _of(hints[field.name], version) for field in there},
        "required": [field.name for field in there if is_required(field)],
        "additionalProperties": False,
    }


def _of(hint: Any, version: int) -> dict[str, Any]:
    if get_origin(hint) is types.UnionType:
        (inner,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
        return {"anyOf": [_of(inner, version), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {
            "type": "array",
            "items": _of(get_args(hint)[0], version),
            "maxItems": MOST_ITEMS,
        }
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return _object(hint, version)
    if is_snapshot(hint):
        return {"$ref": f"#/$defs/{SNAPSHOT}"}
    if get_origin(hint) is dict:
        values = _of(get_args(hint)[1], version)
        return {"type": "object", "additionalProperties": values, "maxProperties": MOST_ITEMS}
    if hint is str:
        return {"type": "string", "maxLength": MOST_CHARACTERS}
    return {"type": {int: "integer", bool: "boolean"}[hint]}
