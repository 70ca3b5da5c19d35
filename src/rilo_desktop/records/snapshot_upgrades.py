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


def _evidence_lines(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The evidence becomes a line, the item it was carried to stays as words.

    A due date that the item itself called ours is inferred: it makes nobody late.
    """
    made = dict(snapshot)
    evidence = made.pop("evidence", None)
    if evidence:
        line = {"title": evidence.strip()[:EVIDENCE_TITLE] or evidence[:EVIDENCE_TITLE]}
        made["evidence"] = [line | ({"text": evidence} if evidence != line["title"] else {})]
    carried = made.pop("carried_to", None)
    if carried:
        made["carried_to_text"] = carried
    inferred = made.get("derived") or "due date" in str(made.get("derived_note") or "").lower()
    if made.get("due") and inferred:
        made["due_basis"] = "inferred"
    return made


def _adopting_meeting(snapshot: dict[str, Any]) -> dict[str, Any]:
    """A plan is adopted by a meeting; null (not known) stays null."""
    if "adopted_by" not in snapshot:
        return snapshot
    rest = {key: value for key, value in snapshot.items() if key != "adopted_by"}
    return rest | {"adopting_meeting": snapshot["adopted_by"]}


EVIDENCE_TITLE = 200
"""Most characters of the title of a line that is made of an older text."""

STEPS: Mapping[str, Mapping[int, Step]] = {
    "action-item": {1: _evidence_lines},
    "action-plan": {1: _adopting_meeting},
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
