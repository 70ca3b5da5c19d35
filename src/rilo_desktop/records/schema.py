"""The JSON Schema (2020-12) of a kind's snapshots, generated from its description."""

from __future__ import annotations

from typing import Any

from .field_specs import GENERAL_LIMIT, FieldSpec, FieldType, class_of, fields_of, kind_named
from .record import Workflow

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
DECIMAL = r"^-?\d+(\.\d+)?$"


def json_schema(kind_code: str) -> dict[str, Any]:
    """Schema of `snapshots.to_snapshot` for this kind. Null means "not known"."""
    kind, cls = kind_named(kind_code), class_of(kind_code)
    head: dict[str, Any] = {
        "kind": {"const": kind.code},
        "schema": {"const": kind.schema},
        "id": {"type": "string"},
        "reference": {"type": "string"},
        "workflow": {"enum": [state.value for state in Workflow]},
    }
    return {
        "$schema": DIALECT,
        "title": kind.label,
        "type": "object",
        "properties": head | _properties(cls),
        "required": list(head),
        "additionalProperties": False,
    }


def _properties(cls: type) -> dict[str, Any]:
    return {name: _of(about) for name, about in fields_of(cls).items()}


def _of(about: FieldSpec) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": about.label}
    if about.help:
        schema["description"] = about.help
    return schema | _shape(about)


def _shape(about: FieldSpec) -> dict[str, Any]:
    match about.type:
        case FieldType.LINES:
            assert about.lines is not None
            item = {
                "type": "object",
                "properties": _properties(about.lines),
                "additionalProperties": False,
            }
            return {"type": ["array", "null"], "items": item}
        case FieldType.CODES | FieldType.TEXTS:
            return {"type": ["array", "null"], "items": {"type": "string"}}
        case FieldType.TRANSLATED:
            limit = about.limit or GENERAL_LIMIT[about.type]
            texts = {"type": "string", "maxLength": limit}
            return {"type": ["object", "null"], "additionalProperties": texts}
        case FieldType.INTEGER:
            bounds = {"minimum": about.minimum, "maximum": about.maximum}
            given = {name: bound for name, bound in bounds.items() if bound is not None}
            return {"type": ["integer", "null"]} | given
        case FieldType.FLAG:
            return {"type": ["boolean", "null"]}
        case FieldType.DECIMAL:
            return {"type": ["string", "null"], "pattern": DECIMAL}
        case FieldType.DATE:
            return {"type": ["string", "null"], "format": "date"}
        case FieldType.PARTIAL_DATE:
            return {"type": ["string", "null"], "pattern": PARTIAL_DATE}
        case FieldType.TEXT | FieldType.LONG_TEXT:
            limit = about.limit or GENERAL_LIMIT[about.type]
            return {"type": ["string", "null"], "maxLength": limit}
    return {"type": ["string", "null"]}
