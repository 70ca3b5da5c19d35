"""What each list shows. A kind that is not named here gets a list from its description alone."""

from __future__ import annotations

from rilo_desktop.language import N_
from rilo_desktop.records import (
    About,
    FieldType,
    class_of,
    fields_of,
    kind_named,
    own_fields,
)

from ..models.listed import ListLook

_LOOKS = {
    "case-study": ListLook(
        "case-study",
        "file-description",
        second=("commodity", "conveyance"),
        columns=("commodity", "conveyance", "route", "date"),
        aside="date",
        aside_label=N_("Detected"),
        facets=("workflow", "conveyance", "commodity", "enforcement_area", "outcome_status"),
        about=N_("A case study tells one detection so that another office can use it."),
        shown=(
            ("route", "route"),
            ("text", "summary"),
            ("lines", "goods"),
            ("named", "indicators"),
        ),
    ),
    "risk-indicator": ListLook(
        "risk-indicator",
        "radar-2",
        second=("category", "stage"),
        columns=("category", "stage", "strength", "review_date"),
        aside="strength",
        aside_label=N_("Strength"),
        state="lifecycle",
        named_by="local_ref",
        facets=("category", "strength", "stage", "lifecycle", "workflow"),
        about=N_(
            "A risk indicator says what can be seen, and what lawful reason may stand behind it."
        ),
        shown=(
            ("text", "statement"),
            ("text", "legitimate_explanation"),
            ("text", "where_seen"),
            ("text", "combination"),
            ("lines", "results"),
        ),
    ),
    "action-item": ListLook(
        "action-item",
        "list-check",
        second=("item_kind", "origin_type"),
        columns=("item_kind", "origin_type", "lead", "priority", "due"),
        aside="due",
        aside_label=N_("Due"),
        state="progress",
        named_by="local_ref",
        facets=("progress", "origin_type", "item_kind", "priority", "workflow"),
        about=N_("An action item says what a meeting agreed, who leads it and how far it is."),
        shown=(
            ("text", "action"),
            ("text", "deliverable"),
            ("text", "lead"),
            ("text", "obstacles"),
            ("thread", "updates"),
        ),
    ),
}


_SHORT = (FieldType.CODE, FieldType.PARTIAL_DATE, FieldType.DATE)
"""Types of fields that say something in few words."""
_ICONS = {"challenge": "flag", "office": "affiliate", "member": "world", "obligation": "calendar"}


def look_of(kind: str) -> ListLook:
    known = _LOOKS.get(kind)
    if known is not None:
        return known
    described = fields_of(class_of(kind))
    about = kind_named(kind)
    own = {name: field for name, field in own_fields(class_of(kind)).items() if name != about.title}
    filters = tuple(name for name, field in own.items() if field.filters)
    short = [name for name, field in own.items() if field.type in _SHORT]
    return ListLook(
        kind,
        _ICONS.get(kind, "file-text"),
        second=tuple(short[:2]),
        aside=about.dated,
        aside_label=described[about.dated].label if about.dated else N_("State"),
        named_by="reference" if about.title_in("") == "local_ref" else "local_ref",
        facets=(*filters, "workflow"),
        shown=tuple((_how(field), name) for name, field in own.items()),
    )


def _how(about: About) -> str:
    return "lines" if about.type is FieldType.LINES else "text"
