"""Published data in its own shapes: cases, action items and obligations as JSON, the rest as CSV.

Each becomes entries with the columns that the office's workbook would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rilo_desktop.records import (
    ActionItem,
    CaseStudy,
    Member,
    Obligation,
    Office,
    RiskIndicator,
    kind_named,
)

from .cells import Cell, is_blank, text_of
from .import_result import ImportResult, ImportRow
from .import_rows import ImportEntry, rows_of
from .json_records import JsonRecord, list_of, object_of
from .read_errors import refused
from .sandbox import Sheet
from .values import Given


def read_data(data: Any, file: str) -> ImportResult:
    """Records of a JSON file: {"cases": [...]}, {"items": [...]} or {"obligations": [...]}.

    Raises Refused for data of another shape.
    """
    known = [key for key in _OF_JSON if isinstance(data, dict) and key in data]
    if not known:
        raise refused("unknown_shape", file)
    rows: list[ImportRow] = []
    for key in known:
        kind, entry_of = _OF_JSON[key]
        rows += rows_of(kind, _entries(data[key], key, entry_of, file), file)
    return ImportResult(tuple(rows))


def _entries(
    data: Any, path: str, entry_of: Callable[[JsonRecord], ImportEntry], file: str
) -> Iterator[ImportEntry]:
    for number, item in enumerate(list_of(data, path, file), 1):
        yield entry_of(JsonRecord(object_of(item, f"{path}[{number}]", file), path, number, file))


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


# ------------------------------------------------------------------------------------- cases
_CASE = {
    **_same(
        "local_ref", "title", "language", "enforcement_area", "commodity", "summary", "background",
        "novelty", "significance", "date", "date_end", "date_precision", "date_basis", "date_note",
        "reporting_country", "member_unnamed", "office_code", "office_basis", "location_type",
        "location_place", "conveyance", "conveyance_subtype", "procedure", "consignments",
        "authenticity", "modus_operandi", "packaging", "detection_method", "detection_equipment",
        "cooperation", "cooperation_countries", "operation_name", "lessons", "recommendations",
        "source", "source_more", "data_conflicts", "cen_refs", "reported_ionics", "reported_pics",
        "source_grade", "grading_scheme", "analyst_confidence", "tlp", "caveats", "review_date",
    ),
    "value_total.amount": "value_total",
    "value_total.currency": "value_currency",
    "value_total.basis": "value_basis",
    "concealment.category": "concealment_category",
    "concealment.text": "concealment_text",
    "declared.description": "declared_description",
    "declared.value": "declared_value",
    "declared.currency": "declared_currency",
    "ecommerce.platform_type": "platform_type",
    "ecommerce.channel": "ad_channel",
    "ecommerce.payment": "payment",
    "ecommerce.delivery_model": "delivery_model",
    "ecommerce.note": "ecommerce_note",
    "outcome.status": "outcome_status",
    "outcome.text": "outcome_text",
}  # fmt: skip
_GOODS = (
    "description", "category", "hs", "quantity", "quantity_approx", "unit", "brand", "right_type",
    "health_risk", "value", "currency", "value_basis", "note",
)  # fmt: skip
_LINES = {
    "route": (("role", "country", "place", "mode", "date"), "seq"),
    "goods": (_GOODS, "line"),
    "indicators": (("code", "strength", "moment", "evidence"), ""),
}


def _case(reader: JsonRecord) -> ImportEntry:
    lines = {
        key: reader.lines(key, names, order)
        for key, (names, order) in _LINES.items()
        if key in reader.data
    }
    return ImportEntry("", reader.number, reader.cells(_CASE), lines, table="Cases")


# ------------------------------------------------------------------------------ action items
_ITEM = {
    "ref": "local_ref",
    "kind": "item_kind",
    "challenge": "challenges",
    "status": "progress",
    "origin.type": "origin_type",
    "origin.meeting": "origin_meeting",
    "origin.date": "origin_date",
    "origin.agenda_item": "agenda_item",
    "origin.paragraph": "paragraph",
    "indicator.name": "indicator_name",
    "indicator.baseline": "baseline",
    "indicator.target": "target",
    "indicator.current": "current",
    "indicator.unit": "indicator_unit",
    **_same(
        "title", "plan", "objective", "action", "deliverable", "purpose", "lead", "supporting",
        "secretariat_focal", "priority", "start", "due", "status_as_of", "source", "derived",
        "derived_note", "language", "tlp", "office_code", "percent", "due_basis", "outcome",
        "verified_by", "verified_on", "carried_from", "carried_to",
    ),
}  # fmt: skip


_EVIDENCE = ("title", "evidence_kind", "reference", "sha256", "text")


def _item(reader: JsonRecord) -> ImportEntry:
    """A note on the progress becomes the first entry of the thread."""
    note = reader.cells({"progress_note": "entry", "status_as_of": "date"})
    lines: dict[str, list[ImportEntry]] = {}
    if "entry" in note:
        first = ImportEntry("", reader.number, {"date": None, **note}, table="Progress")
        lines["updates"] = [] if is_blank(note["entry"]) else [first]
    if "evidence" in reader.data:
        lines["evidence"] = reader.lines("evidence", _EVIDENCE)
    return ImportEntry("", reader.number, reader.cells(_ITEM), lines, table="Action items")


# ------------------------------------------------------------------------------- obligations
_OBLIGATION = {
    "code": "local_ref",
    **_same(
        "name_en", "name_fr", "frequency", "pattern", "month", "lead_days", "what_is_due",
        "recipient", "basis", "source",
    ),
}  # fmt: skip


def _obligation(reader: JsonRecord) -> ImportEntry:
    lines = {}
    if "occurrences" in reader.data:
        names = ("session", "start", "end", "source")
        lines["occurrences"] = reader.lines("occurrences", names)
    return ImportEntry("", reader.number, reader.cells(_OBLIGATION), lines, table="Obligations")


_OF_JSON: Mapping[str, tuple[str, Callable[[JsonRecord], ImportEntry]]] = {
    "cases": (CaseStudy.kind.code, _case),
    "items": (ActionItem.kind.code, _item),
    "obligations": (Obligation.kind.code, _obligation),
}


# --------------------------------------------------------------------------------------- CSV
def read_table(sheet: Sheet, file: str) -> ImportResult:
    """Records of a CSV file: indicators, offices or members, known by their columns.

    Raises Refused for a file with other columns.
    """
    if not sheet.rows:
        raise refused("empty", file)
    header, *rows = sheet.rows
    columns = [text_of(cell).strip() for cell in header[1]]
    for kind, names, needed in _OF_CSV:
        if needed <= set(columns):
            for column in columns:
                if column and columns.count(column) > 1:
                    raise refused("column_twice", file, row=header[0], column=column)
            entries = (_of_csv(number, cells, columns, names, kind) for number, cells in rows)
            return ImportResult(rows_of(kind, entries, file))
    raise refused("unknown_shape", file)


def _of_csv(
    number: int, cells: tuple[Cell, ...], columns: list[str], names: Mapping[str, str], kind: str
) -> ImportEntry:
    padded = (*cells, *([None] * (len(columns) - len(cells))))
    found: dict[str, Given] = {}
    for column, cell in zip(columns, padded, strict=False):
        if column in names:
            lists = column in LISTS
            found[names[column]] = _listed(cell) if lists else cell
    if kind == Member.kind.code:
        office, country = found.get("office_code"), found.get("country")
        if not is_blank(office) and not is_blank(country):
            found["local_ref"] = f"{text_of(office)}-{text_of(country)}"
    return ImportEntry("", number, found, table=kind_named(kind).sheet)


LISTS = frozenset({"applies_to_modes", "applies_to_areas"})
"""Columns whose codes are divided by |."""


def _listed(cell: Cell) -> tuple[str, ...]:
    return tuple(part.strip() for part in text_of(cell).split("|") if part.strip())


_INDICATOR = {
    "code": "local_ref",
    **_same(
        "category", "title", "statement", "where_seen", "stage", "applies_to_modes",
        "applies_to_areas", "strength", "legitimate_explanation", "basis", "source", "basis_note",
        "language", "tlp",
    ),
}  # fmt: skip
_OFFICE = {
    "code": "local_ref",
    **_same(
        "name_en", "name_fr", "host_city", "host_country", "region", "since", "confidence",
        "source", "remark",
    ),
}  # fmt: skip
_MEMBER = _same("office_code", "country", "confidence", "as_of", "basis", "source")
_OF_CSV = (
    (RiskIndicator.kind.code, _INDICATOR, {"code", "statement", "legitimate_explanation"}),
    (Office.kind.code, _OFFICE, {"code", "name_en", "host_country"}),
    (Member.kind.code, _MEMBER, {"office_code", "country", "confidence"}),
)
