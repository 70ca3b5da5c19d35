"""One chain of steps for each kind, from an older shape of its snapshot to today's.

The same steps serve revisions, drafts, packages and received documents. A step takes and returns
plain data; it never uses today's classes, which will have moved on when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .field_specs import RecordType

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _one_name(snapshot: dict[str, Any]) -> dict[str, Any]:
    """`name_en` and `name_fr` become one map; a name that was not known is left out."""
    rest = {key: value for key, value in snapshot.items() if key not in ("name_en", "name_fr")}
    names = {language: snapshot.get(f"name_{language}") for language in ("en", "fr")}
    named = {language: text for language, text in names.items() if text}
    return rest | ({"name": named} if named else {})


STEPS: Mapping[str, Mapping[int, Step]] = {
    "obligation": {1: _one_name},
    "office": {1: _one_name},
}
"""{kind: {n: step from shape n to shape n + 1}}. Adding a field needs no step."""


class NewerSnapshot(ValueError):
    """A snapshot of a shape that only a later version of the program knows."""


def upgraded(kind: RecordType, snapshot: dict[str, Any]) -> dict[str, Any]:
    """Raises Newer, and KeyError where a step is missing (a fault of the program)."""
    shape = snapshot.get("schema", kind.schema)
    if not isinstance(shape, int) or shape > kind.schema:
        raise NewerSnapshot(
            f"{kind.code}: shape {shape} is newer than this program's {kind.schema}"
        )
    while shape < kind.schema:
        snapshot = STEPS[kind.code][shape](snapshot)
        shape += 1
    return snapshot | {"schema": shape}
