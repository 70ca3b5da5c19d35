"""The JSON Schema (2020-12) of the data in a submission, from the classes that describe it.

It lies in every submission beside the data. A record of a kind that it does not name is allowed,
as `package.from_json` allows it; one of a kind that it names must be of that kind's shape.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from rilo_desktop.records import FieldType, class_of, fields_of, record_types
from rilo_desktop.records.field_specs import ASKED_FOR
from rilo_desktop.records.schema import DIALECT, json_schema
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.vocabularies import Vocabulary, shipped, vocabulary

from .package import FORMAT, VERSION, Package
from .strict_json import MOST_CHARACTERS, MOST_ITEMS, is_in, is_required, is_snapshot

NAME = "schema.json"
SNAPSHOT = "snapshot"
LIST = "list."
"""Stands before the name of a code list among the definitions."""


@cache
def schema_json(version: int = VERSION) -> bytes:
    """The schema of data of this version, as the file that leaves."""
    return canonical(package_schema(version))


def package_schema(version: int = VERSION) -> dict[str, Any]:
    schema = _object(Package, version)
    schema["properties"] |= {"format": {"const": FORMAT}, "version": {"const": version}}
    schema["required"] += ["format", "version"]
    return {
        "$schema": DIALECT,
        "title": f"{FORMAT}, version {version}",
        **schema,
        "$defs": record_schemas(shipped)["$defs"] | {SNAPSHOT: _snapshot(sorted(record_types()))},
    }


def record_schemas(list_named: Callable[[str], Vocabulary] = vocabulary) -> dict[str, Any]:
    """The shape of each kind of record, and the lists that its coded fields take codes of: as the
    office at work has them, or as all offices have."""
    used: set[str] = set()
    kinds = {code: _of_kind(code, used) for code in sorted(record_types())}
    lists = {f"{LIST}{name}": _list(list_named(name)) for name in sorted(used)}
    return {"$schema": DIALECT, "title": "Records", "$defs": kinds | lists}


def _of_kind(code: str, used: set[str]) -> dict[str, Any]:
    schema = {name: part for name, part in json_schema(code).items() if name != "$schema"}
    _name_lists(schema["properties"], class_of(code), used)
    return schema


def _name_lists(properties: dict[str, Any], cls: type, used: set[str]) -> None:
    """Each coded field names its list. What is no code of it is still a text: a later program may
    have added one, and lists of functions are open."""
    for name, about in fields_of(cls).items():
        shape = properties[name]
        if about.lines is not None:
            _name_lists(shape["items"]["properties"], about.lines, used)
        elif about.vocabulary:
            used.add(about.vocabulary)
            where = shape["items"] if about.type is FieldType.CODES else shape
            listed = {"$ref": f"#/$defs/{LIST}{about.vocabulary}"}
            where["anyOf"] = [listed, {"type": where["type"]}]


def _list(listed: Vocabulary) -> dict[str, Any]:
    """The codes of a list with their titles, for programs that do not have it."""
    return {
        "title": listed.title("en"),
        "titles": _titles(listed.title),
        "version": listed.version,
        "enum": list(listed.items),
        "enumTitles": {item.code: _titles(item.label) for item in listed},
    }


def _titles(said: Callable[[str], str]) -> dict[str, str]:
    return {language: said(language) for language in ASKED_FOR}


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
