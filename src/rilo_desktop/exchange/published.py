"""Published data in its own shapes: cases, action items and obligations as JSON, the rest as CSV.

A CSV file holds records, or lines of records that are named by their own number: the hosts of
offices, the sources and the translations of indicators. Such a file changes these lines only.

Each becomes entries with the columns that the office's workbook would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.records import (
    ActionItem,
    CaseStudy,
    Member,
    Obligation,
    Office,
    Questionnaire,
    QuestionnaireAnswers,
    RiskIndicator,
    kind_named,
)

from .cells import Cell, is_blank, text_of
from .import_result import ImportResult, ImportRow
from .import_rows import ImportEntry, rows_of
from .json_records import JsonRecord, list_of, object_of
from .read_errors import refused
from .sandbox import Sheet
from .tables import cells_by
from .values import Given


def read_data(data: Any, file: str) -> ImportResult:
    """Records of a JSON file: {"cases": [...]}, {"items": [...]} ...: see `_OF_JSON`.

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
        "location_place", "conveyance", "conveyance_subtype", "procedure", "procedure_inferred",
        "consignments",
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
    "declared.value_approx": "declared_value_approx",
    "declared.value_note": "declared_value_note",
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
    "health_risk", "value", "value_each", "currency", "value_basis", "declared_description",
    "sum_group", "note",
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
    """What is public of the progress, or a note on it, becomes the first entry of the thread."""
    note = reader.cells({"progress_note": "entry", "status_as_of": "date"})
    public = reader.cells({"public_state": "entry", "public_state_as_of": "date"})
    note = public if "entry" in public else note
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
        "name_en", "name_fr", "frequency", "pattern", "month", "month_basis", "who_sets_the_day",
        "lead_days", "what_is_due", "recipient", "as_of", "confidence", "basis", "source",
    ),
}  # fmt: skip


def _obligation(reader: JsonRecord) -> ImportEntry:
    lines = {}
    if "occurrences" in reader.data:
        lines["occurrences"] = reader.lines("occurrences", _OCCURRENCE)
    return ImportEntry("", reader.number, reader.cells(_OBLIGATION), lines, table="Obligations")


_OCCURRENCE = (
    "session", "start", "end", "status", "as_of", "confidence", "source", "remark",
)  # fmt: skip


# ---------------------------------------------------------------------------- questionnaires
_QUESTIONNAIRE = _same(
    "local_ref", "title", "form_id", "form_version", "form_languages", "question_count",
    "definition", "definition_sha256", "asked_by", "period", "due", "due_source", "source",
    "language", "tlp",
)  # fmt: skip
_ANSWERS = _same(
    "local_ref", "title", "questionnaire", "form_id", "form_version", "period", "answered_on",
    "language", "tlp", "office_code",
)  # fmt: skip


def _questionnaire(reader: JsonRecord) -> ImportEntry:
    cells = reader.cells(_QUESTIONNAIRE)
    return ImportEntry("", reader.number, cells, table="Questionnaires")


def _questionnaire_answers(reader: JsonRecord) -> ImportEntry:
    lines = {"answers": reader.lines("answers", ("path", "value", "state", "remark"))}
    return ImportEntry("", reader.number, reader.cells(_ANSWERS), lines, table="Answers")


_OF_JSON: Mapping[str, tuple[str, Callable[[JsonRecord], ImportEntry]]] = {
    "cases": (CaseStudy.kind.code, _case),
    "items": (ActionItem.kind.code, _item),
    "obligations": (Obligation.kind.code, _obligation),
    "questionnaires": (Questionnaire.kind.code, _questionnaire),
    "questionnaire_answers": (QuestionnaireAnswers.kind.code, _questionnaire_answers),
}


# --------------------------------------------------------------------------------------- CSV
def read_table(sheet: Sheet, file: str) -> ImportResult:
    """Records, or lines of records, of a CSV file: known by its columns.

    Raises Refused for a file with other columns.
    """
    if not sheet.rows:
        raise refused("empty", file)
    header, *rows = sheet.rows
    columns = [text_of(cell).strip() for cell in header[1]]
    shape = _shape_with(columns)
    if shape is None:
        raise refused("unknown_shape", file)
    for column in columns:
        if column and columns.count(column) > 1:
            raise refused("column_twice", file, row=header[0], column=column)
    entries = [_of_csv(number, cells, columns, shape) for number, cells in rows]
    if shape.lines:
        entries = _by_record(entries, shape)
    return ImportResult(rows_of(shape.kind, entries, file))


def is_published(sheet: Sheet) -> bool:
    """Is it data as this program publishes it, by its columns?"""
    if not sheet.rows:
        return True  # and `read_table` says that it is empty
    return _shape_with([text_of(cell).strip() for cell in sheet.rows[0][1]]) is not None


def _shape_with(columns: list[str]) -> _Shape | None:
    return next((one for one in _OF_CSV if one.needed <= set(columns)), None)


def _by_record(lines: Iterable[ImportEntry], shape: _Shape) -> list[ImportEntry]:
    """One entry for each record that lines belong to, with its lines in their order."""
    found: dict[str, list[ImportEntry]] = {}
    for line in lines:
        found.setdefault(text_of(line.cells.get("local_ref")), []).append(line)
    return [
        ImportEntry("", some[0].row, {"local_ref": own}, {shape.lines: some}, table=some[0].table)
        for own, some in found.items()
    ]


def _of_csv(
    number: int, cells: tuple[Cell, ...], columns: Sequence[str], shape: _Shape
) -> ImportEntry:
    known = {at: shape.names[one] for at, one in enumerate(columns) if one in shape.names}
    found: dict[str, Given] = {**cells_by(known, cells)}
    found |= {name: _listed(found[name]) for name in LISTS & found.keys()}
    if shape.kind == Member.kind.code:
        office, country = found.get("office_code"), found.get("country")
        if not is_blank(office) and not is_blank(country):
            found["local_ref"] = f"{text_of(office)}-{text_of(country)}"
    order = (0, number) if shape.lines else (0, 0)
    return ImportEntry("", number, found, order=order, table=kind_named(shape.kind).sheet)


LISTS = frozenset({"applies_to_modes", "applies_to_areas"})
"""Columns whose codes are divided by |."""


def _listed(cell: Given) -> tuple[str, ...]:
    return tuple(part.strip() for part in text_of(cell).split("|") if part.strip())


_INDICATOR = {
    "code": "local_ref",
    **_same(
        "category", "title", "statement", "where_seen", "stage", "applies_to_modes",
        "applies_to_areas", "strength", "strength_basis", "legitimate_explanation", "basis",
        "source", "source_grade", "grading_scheme", "basis_note", "language", "tlp",
    ),
}  # fmt: skip
_OFFICE = {
    "code": "local_ref",
    **_same(
        "name_en", "name_fr", "name_es", "host_city", "host_country", "host_since", "region",
        "since", "members_published", "as_of", "confidence", "source", "remark",
    ),
}  # fmt: skip
_MEMBER = _same(
    "office_code", "country", "region", "wco_member", "wco_since", "former", "valid_from",
    "valid_to", "as_of", "confidence", "membership_basis", "basis", "source",
)  # fmt: skip
_HOST = {
    "office_code": "local_ref",
    **_same(
        "host_country", "host_city", "valid_from", "valid_to", "as_of", "confidence", "source",
        "remark",
    ),
}  # fmt: skip
_TRANSLATION = {
    "code": "local_ref",
    **_same("language", "title", "statement", "legitimate_explanation", "translation_status"),
}
_SOURCE = {
    "code": "local_ref",
    **_same(
        "source", "publisher", "source_grade", "grading_scheme", "source_use", "primary_source",
        "note",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _Shape:
    """A CSV file of records of a kind, or of one of their fields of lines.

    `names`: {column of the file: column of the field}; `needed`: columns it is known by.
    """

    kind: str
    names: Mapping[str, str]
    needed: frozenset[str]
    lines: str = ""


_INDICATORS = RiskIndicator.kind.code
_OF_CSV = (
    _Shape(
        _INDICATORS,
        _TRANSLATION,
        frozenset({"code", "translation_status"}),
        "translations",
    ),
    _Shape(_INDICATORS, _SOURCE, frozenset({"code", "source_use"}), "sources"),
    _Shape(Office.kind.code, _HOST, frozenset({"office_code", "host_country"}), "hosts"),
    _Shape(
        _INDICATORS,
        _INDICATOR,
        frozenset({"code", "statement", "legitimate_explanation"}),
    ),
    _Shape(Office.kind.code, _OFFICE, frozenset({"code", "name_en", "host_country"})),
    _Shape(Member.kind.code, _MEMBER, frozenset({"office_code", "country", "confidence"})),
)
