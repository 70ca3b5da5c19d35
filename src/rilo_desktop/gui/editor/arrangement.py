"""How the sections of an editor are arranged: which fields stand beside each other, and how wide.

A row is written as names with their shares: "conveyance:3 consignments:2". A name ending in "!"
gets a text area that grows. Fields that no row names follow in rows of their own, so that a new
field of a record is on the form without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rilo_desktop.language import N_
from rilo_desktop.records import (
    FieldType,
    GoodsLine,
    IndicatorObserved,
    Kind,
    Picture,
    ProgressUpdate,
    RouteLeg,
    class_of,
    fields_of,
)
from rilo_desktop.records.case_study import Translation
from rilo_desktop.records.risk_indicator import ControlResult
from rilo_desktop.records.submission import Decision, SubmittedRecord

from ..widgets.lines import LinesLook

SHORT = 100
"""Most characters of a text that needs no more than its share of a line."""
LEFT_OUT = frozenset({"archived"})
"""Kept by other pages than the form."""

_HEAD_LAST = ("tlp", "caveats", "review_date")


@dataclass(frozen=True)
class Cell:
    field: str
    share: int = 1
    grows: bool = False


Row = tuple[Cell, ...]

_NAMED = ("local_ref office_code:2 language",)
"""Not what an officer wants first of a record that is looked up."""

_ROWS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "case-study": {
            "identity": (
                "title!",
                "enforcement_area commodity",
                "summary",
                "background",
                "novelty",
                "significance",
                "local_ref office_code:2 language",
            ),
            "event": (
                "date date_end date_precision",
                "date_basis date_note:2",
                "reporting_country location_type",
                "location_place!",
                "member_unnamed",
                "conveyance conveyance_subtype",
                "procedure consignments",
                "office_basis",
            ),
            "goods": ("goods", "value_total value_currency value_basis", "authenticity"),
            "concealment": (
                "concealment_category",
                "concealment_text!",
                "packaging!",
                "declared_description!",
                "declared_value declared_currency",
            ),
            "ecommerce": (
                "platform_type ad_channel",
                "payment delivery_model",
                "ecommerce_note!",
            ),
            "detection": ("detection_method", "detection_equipment"),
            "outcome": (
                "outcome_status operation_name",
                "outcome_text!",
                "cooperation!",
                "cooperation_countries",
            ),
            "source": (
                "source!",
                "source_more",
                "data_conflicts!",
                "cen_refs",
                "reported_ionics reported_pics",
                "translations",
            ),
            "handling": (
                "tlp review_date",
                "caveats!",
                "source_grade:7 grading_scheme:5 analyst_confidence:5",
                "internal_note",
            ),
        },
        "risk-indicator": {
            "statement": (
                "title!",
                "statement",
                "category local_ref",
                "office_code:2 language",
            ),
            "where": ("where_seen!", "stage"),
            "strength": (
                "strength",
                "rationale",
                "combination!",
                "legitimate_explanation",
            ),
            "validity": ("lifecycle valid_from valid_to",),
            "source": ("basis basis_note:2", "source!"),
            "handling": (
                "tlp review_date",
                "caveats!",
                "source_grade grading_scheme",
                "internal_note",
            ),
        },
        "action-item": {
            "identity": (
                "title!",
                "item_kind plan",
                "challenges",
                "strategic_objective!",
                "local_ref office_code:2 language",
            ),
            "origin": ("origin_type origin_meeting:2", "origin_date agenda_item paragraph"),
            "work": ("objective", "action", "deliverable!", "purpose"),
            "measure": ("indicator_name!", "baseline target current indicator_unit"),
            "lead": ("lead!", "supporting", "secretariat_focal!"),
            "time": ("priority start due", "revised_due revised_reason:2", "next_report"),
            "status": (
                "progress status_as_of percent",
                "obstacles",
                "support_requested",
                "depends_on",
            ),
            "closing": (
                "evidence",
                "closed_on closed_by:2",
                "verified_on verified_by:2",
                "carried_to",
            ),
            "source": ("source", "derived", "derived_note!"),
            "handling": ("tlp review_date", "caveats!", "internal_note"),
        },
        "challenge": {
            "identity": ("title!", "challenge plan", "statement", "solution", *_NAMED, "source!"),
            "handling": ("tlp review_date", "caveats!", "internal_note"),
        },
        "office": {
            "identity": ("name_en! name_fr!", "host_city host_country", "region", *_NAMED),
            "validity": ("since valid_from valid_to",),
            "source": ("confidence", "source!", "remark!"),
            "handling": ("tlp review_date", "caveats!", "internal_note"),
        },
        "member": {
            "identity": ("country", *_NAMED),
            "validity": ("as_of valid_from valid_to",),
            "source": ("confidence", "basis!", "source!"),
            "handling": ("tlp review_date", "caveats!", "internal_note"),
        },
        "obligation": {
            "identity": ("name_en! name_fr!", *_NAMED),
            "due": ("frequency month lead_days", "pattern!", "what_is_due", "recipient!"),
            "source": ("basis!", "source!"),
            "handling": ("tlp review_date", "caveats!", "internal_note"),
        },
    }
)


def _cells(text: str) -> tuple[Cell, ...]:
    cells = []
    for word in text.split():
        name, _, share = word.partition(":")
        cells.append(Cell(name.rstrip("!"), int(share or 1), name.endswith("!")))
    return tuple(cells)


def _line_row(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((cell.field, cell.share) for cell in _cells(text))


_LINES: Mapping[type, LinesLook] = MappingProxyType(
    {
        GoodsLine: LinesLook(
            columns=(
                ("description", 30),
                ("hs", 12),
                ("quantity", 15),
                ("unit", 15),
                ("value", 16),
                ("currency", 12),
            ),
            rows=(
                _line_row("category:3 brand:2 right_type:2"),
                _line_row("value_basis:3 quantity_approx health_risk:3"),
                _line_row("note"),
            ),
            one=N_("Goods, line {number}"),
            add=N_("Add goods"),
            hint=N_("Type goods, or paste rows from a spreadsheet"),
        ),
        RouteLeg: LinesLook(
            columns=(("role", 1),),
            rows=(_line_row("role:5 country:5 place:5"), _line_row("mode:4 date:5")),
            one=N_("Route, leg {number}"),
            add=N_("Add leg"),
            hint="",
        ),
        IndicatorObserved: LinesLook(
            columns=(("indicator", 5), ("strength", 2), ("moment", 2)),
            rows=(_line_row("evidence"),),
            one=N_("Indicator {number}"),
            add=N_("Add indicator"),
            hint=N_("Type a code or a word of its title"),
        ),
        Picture: LinesLook(
            columns=(("caption", 1),),
            rows=(),
            one=N_("Picture {number}"),
            add=N_("Add pictures"),
            hint="",
        ),
        Translation: LinesLook(
            columns=(("language", 1), ("title", 3)),
            rows=(_line_row("summary"),),
            one=N_("Translation {number}"),
            add=N_("Add translation"),
            hint=N_("Type a language"),
        ),
        ControlResult: LinesLook(
            columns=(("period", 2), ("controls", 2), ("hits", 2), ("note", 4)),
            rows=(),
            one=N_("Result {number}"),
            add=N_("Add result"),
            hint=N_("Type a period"),
        ),
        ProgressUpdate: LinesLook(
            columns=(("date", 2), ("progress", 2), ("entry", 6)),
            rows=(_line_row("date progress by decision"), _line_row("entry")),
            one=N_("Entry {number}"),
            add=N_("Add entry"),
            hint=N_("Type a date"),
            append_only=True,
        ),
        SubmittedRecord: LinesLook(
            columns=(("reference", 3), ("number", 1)),
            rows=(),
            one=N_("Record {number}"),
            add=N_("Add record"),
            hint="",
            append_only=True,
        ),
        Decision: LinesLook(
            columns=(("decision", 1), ("function", 2), ("on", 1)),
            rows=(_line_row("reason"),),
            one=N_("Decision {number}"),
            add=N_("Add decision"),
            hint="",
            append_only=True,
        ),
    }
)


def lines_look(cls: type) -> LinesLook:
    """How lines of a class are shown; a class not named here shows its first fields in a grid."""
    known = _LINES.get(cls)
    if known is not None:
        return known
    names = list(fields_of(cls))
    return LinesLook(
        columns=tuple((name, 1) for name in names[:4]),
        rows=tuple(((name, 1),) for name in names[4:]),
        one=N_("Line {number}"),
        add=N_("Add line"),
        hint=N_("Type here"),
    )


def arranged(kind: Kind) -> dict[str, tuple[Row, ...]]:
    """Rows of fields for each section of the kind, in its order; every field is in one of them."""
    described = fields_of(class_of(kind.code))
    written = _ROWS.get(kind.code, {})
    found: dict[str, list[Row]] = {section.name: [] for section in kind.sections}
    placed: set[str] = set(LEFT_OUT)
    for section, rows in written.items():
        for text in rows:
            cells = tuple(cell for cell in _cells(text) if cell.field in described)
            placed.update(cell.field for cell in cells)
            found[section].append(cells)
    first, last = kind.sections[0].name, kind.sections[-1].name
    for name, about in described.items():
        if name not in placed:
            section = about.section or (last if name in _HEAD_LAST else first)
            free = about.guarded and not 0 < about.limit <= SHORT
            cell = Cell(name, 1, grows=about.type is FieldType.TEXT and free)
            found[section].append((cell,))
    return {section: tuple(rows) for section, rows in found.items() if rows}
