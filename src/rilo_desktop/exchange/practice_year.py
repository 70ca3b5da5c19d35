"""The year of a practice office as one JSON file: everything in it is invented, and it says so.

    {"meta": {"schema": "practice-year 1.0", "office": "XX", "as_of": "2025-12-31",
              "fictitious": true},
     "records": {"activity": [{"local_ref": "XX-ACT-001", "title": ..., "results": [...]}], ...}}

Records have the columns of the workbook of an office, their lines beside them. They name each other
by their own numbers, and move to the day of the office that reads them (`practice_calendar`).

Files of the layout before, 0.1, have fixed days, `year` in `meta`, and parts with keys of their
own: "members", "activities" ... They are read as they stand.

What a file adds up itself (`figures`, `expected_findings`) is not read: it is what others compare
our figures with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rilo_desktop.office_codes import is_practice
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    CaseStudy,
    Challenge,
    CompetencyRating,
    Consultation,
    ContactFunction,
    Control,
    FieldType,
    KeyIssue,
    Member,
    Office,
    Programme,
    ReportedCount,
    RequiredFor,
    class_of,
    fields_of,
    record_types,
)
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity

from .cells import Cell, Number, is_blank, text_of
from .import_result import ImportResult, ImportRow
from .import_rows import ImportEntry, column_of, columns_of, rows_of
from .json_records import JsonRecord, object_of, records_of
from .practice_calendar import Calendar
from .read_errors import refused
from .values import Given

SCHEMA, RECORDS = "practice-year", "records"
_YEAR = re.compile(r"20[0-9]{2}")
NOT_READ = N_("{file}: the part “{part}” is not read by this version; the rest is.")
CODES = {
    "on site": "on_site",
    "no feedback": "none",
    "decision open": "decision_open",
    "agreed in the office": "agreed",
    "plan of the practice office": "plan",
}
"""Words of the file that stand for a code of a list."""
DUE_BASIS = "agreed"
"""Of requests: the file says which were late, so their days bind."""
NO_CODE = frozenset({"none"})
"""A due date that nothing says: no code of its list."""
SINGLE = frozenset({"consultation"})
"""Parts that are one record, and no list."""
CONTROLS = frozenset({"meta", "competencies", "figures", "expected_findings"})
"""What it says of itself, a list of the program's own, what others compare our figures with."""


@dataclass(frozen=True, slots=True)
class Meta:
    office: str
    year: str
    last_year: str


def is_year(data: Any) -> bool:
    """Does the file say that it is one?"""
    meta = data.get("meta") if isinstance(data, dict) else None
    schema = meta.get("schema") if isinstance(meta, dict) else None
    return isinstance(schema, str) and schema.split(" ")[0] == SCHEMA


def read_year(data: Any, file: str, day: date | None = None) -> ImportResult:
    """As the year is on the day; without one, as it was written.

    Raises Refused for data of another shape, and where it does not say that it is invented.
    """
    if RECORDS in data:
        return _read_records(data, file, day)
    meta = _meta(data, file)
    rows: list[ImportRow] = []
    year = _Year(meta)
    for kind, part, entries_of in _PARTS:
        if kind in record_types() and part in data:
            given = [data[part]] if part in SINGLE else data[part]
            entries = entries_of(year, records_of(given, part, file))
            rows += rows_of(kind, (_with_unsaid(kind, entry) for entry in entries), file)
    return ImportResult(tuple(rows), tuple(_not_read(data, file)), office=meta.office)


def _read_records(data: Mapping[str, Any], file: str, day: date | None) -> ImportResult:
    meta = object_of(data["meta"], "meta", file)
    office, as_of = _office(meta, file), _as_of(meta, file)
    given = {
        kind: [one.data for one in records_of(group, f"{RECORDS}.{kind}", file)]
        for kind, group in object_of(data[RECORDS], RECORDS, file).items()
    }
    rows: list[ImportRow] = []
    for kind, moved in Calendar(as_of, day or as_of).moved(given).items():
        if kind in record_types():
            records = records_of(moved, f"{RECORDS}.{kind}", file)
            rows += rows_of(kind, (_with_unsaid(kind, _own(kind, one)) for one in records), file)
    unread = [kind for kind in given if kind not in record_types()]
    return ImportResult(tuple(rows), tuple(_part(one, file) for one in unread), office=office)


def _own(kind: str, record: JsonRecord) -> ImportEntry:
    """A record by the columns that it has in the workbook of an office."""
    cells: dict[str, Given] = {"language": "en"}
    lines: dict[str, list[ImportEntry]] = {}
    for name, about in fields_of(class_of(kind)).items():
        if about.lines is None:
            cells |= record.cells({column: column for column in columns_of(name, about)})
        elif name in record.data:
            columns = [column_of(*one) for one in fields_of(about.lines).items()]
            lines[name] = record.lines(name, columns)
    return ImportEntry("", record.number, cells, lines)


def _with_unsaid(kind: str, entry: ImportEntry) -> ImportEntry:
    """What a record of its type should say and the file does not is not known."""
    asked = {
        column_of(name, about): None
        for name, about in fields_of(class_of(kind)).items()
        if about.level is not RequiredFor.OPTIONAL and about.type is not FieldType.TRANSLATED
    }
    return replace(entry, cells={**asked, **entry.cells})


def _meta(data: Any, file: str) -> Meta:
    meta = object_of(data["meta"], "meta", file)
    office, year = _office(meta, file), meta.get("year")
    first = int(year.text) if isinstance(year, Number) and _YEAR.fullmatch(year.text) else 0
    if not first:
        raise refused("year_without_year", file)
    return Meta(office, str(first), str(first - 1))


def _office(meta: Mapping[str, Any], file: str) -> str:
    office = meta.get("office")
    if meta.get("fictitious") is not True or not isinstance(office, str) or not is_practice(office):
        raise refused("year_not_invented", file)
    return office


def _as_of(meta: Mapping[str, Any], file: str) -> date:
    try:
        as_of = date.fromisoformat(meta["as_of"])
    except (KeyError, TypeError, ValueError):
        raise refused("year_without_day", file) from None
    if not _YEAR.fullmatch(str(as_of.year)):  # days move by the years from it: they must stay dates
        raise refused("year_without_day", file)
    return as_of


def _not_read(data: Mapping[str, Any], file: str) -> Iterator[Finding]:
    read = {part for kind, part, _ in _PARTS if kind in record_types()}
    for part in data:
        if part not in read | CONTROLS:
            yield _part(part, file)


def _part(part: str, file: str) -> Finding:
    values = {"file": file, "part": part[:60]}
    place = FieldPath(file=file)
    return Finding("exchange.year_part", Severity.WARNS, Nature.STRUCTURE, NOT_READ, values, place)


Entries = Iterator[ImportEntry]
Records = Iterator[JsonRecord]


def _entry(
    record: JsonRecord,
    cells: Mapping[str, Given],
    lines: Mapping[str, list[ImportEntry]] | None = None,
) -> ImportEntry:
    """In English, as the file is, and for practice offices only."""
    return ImportEntry("", record.number, {"language": "en", **cells}, lines or {})


def _line(record: JsonRecord, **cells: Given) -> ImportEntry:
    return ImportEntry("", record.number, cells)


def _as_codes(cells: Mapping[str, Given], *names: str) -> dict[str, Given]:
    """The same, with codes in the place of the file's words."""
    found = dict(cells)
    for name in names:
        word = text_of(found.get(name)).strip()
        if word in CODES:
            found[name] = CODES[word]
    return found


def _named(record: JsonRecord, key: str, column: str) -> list[ImportEntry]:
    """A list of own numbers as lines that each name one."""
    return [_line(record, **{column: name}) for name in record.names(key)]


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_CASE = {
    "id": "local_ref",
    "area": "enforcement_area",
    **_same("title", "date", "tlp"),
}
SOLD_ONLINE = "Sold online; the practice data say no more."


_PROGRAMME = {
    "id": "local_ref",
    "name": "title",
    "status": "programme_status",
    "ionics_access_since": "ionics_since",
    "incidents_reported_count": "incidents_reported",
    "incidents_reported_note": "internal_note",
    **_same("name_basis", "role", "since", "until", "contact_function", "reports_due"),
    "ionics_access": "ionics_access",
}


_ISSUE = {"id": "local_ref", "title_en": "name_en", "title_fr": "name_fr", "reason": "source"}


def _ranks(record: JsonRecord, meta: Meta) -> list[ImportEntry]:
    ranks = record.cells({"rank_last_year": meta.last_year, "rank_this_year": meta.year})
    return [_line(record, year=year, rank=rank) for year, rank in ranks.items() if rank is not None]


_ACTIVITY = {
    "id": "local_ref",
    "kind": "activity_kind",
    "status": "activity_status",
    **_same(
        "title", "date_start", "date_end", "role", "area", "members", "partners", "languages",
        "tlp", "programme", "source",
    ),
    **{
        f"detail.{name}": name
        for name in (
            "results_note", "messages", "participating", "controls", "received", "due", "answered",
            "feedback", "officers", "administrations", "meeting_type", "members_present",
            "members_invited", "product_type", "pages", "sent_to",
        )
    },
    "detail.form": "training_form",
}  # fmt: skip
_RESULT = {
    "kind_of_goods": "goods",
    "quantity_approx": "approximate",
    **_same("commodity", "quantity", "unit", "seizures"),
}
_LINKS = {
    "cases": "case",
    "indicators": "indicator",
    "action_items": "item",
    "key_issues": "issue",
}


def _period(record: JsonRecord) -> tuple[Cell, Cell]:
    """Two days; blank where the record does not give both."""
    days = record.names("period")
    return (days[0], days[1]) if len(days) == 2 else (None, None)


_ITEM = {
    "ref": "local_ref",
    "status": "progress",
    "challenge": "challenges",
    "progress_as_of": "status_as_of",
    **_same(
        "title", "carried_from", "carried_to", "due", "due_basis", "lead", "percent",
        "verified_by", "verified_on",
    ),
}  # fmt: skip
_EVIDENCE = {"kind": "evidence_kind", **_same("title", "text")}
"""Without the hash of the file that older files name: its paper was never written."""


def _item(record: JsonRecord, plan: JsonRecord, last: Cell, meta: Meta) -> ImportEntry:
    """What the file notes on the progress becomes the first entry of the thread."""
    cells = _as_codes(record.cells(_ITEM), "due_basis")
    if cells.get("due_basis") in NO_CODE:
        cells["due_basis"] = None
    if not is_blank(cells.get("verified_on")):
        cells["verification"] = "verified"
    noted = record.cells({"progress_note": "entry", "progress_as_of": "date", "status": "progress"})
    if is_blank(noted.get("date")):
        noted["date"] = last
    lines = {
        "updates": [] if is_blank(noted.get("entry")) else [_line(record, **noted)],
        "evidence": [_line(record, **line.cells(_EVIDENCE)) for line in record.records("evidence")],
    }
    own = {"plan": plan.cell(plan.data.get("ref"), "ref"), "office_code": meta.office}
    return _entry(record, {**own, **cells}, lines)


_COUNT = {
    "median_days_to_entry": "median_days",
    **_same("commodity", "detection", "records", "complete"),
}


def _reported(record: JsonRecord) -> ImportEntry:
    cells = record.cells(_same(Member.kind.code, "year"))
    own = f"{text_of(cells.get('member'))}-{text_of(cells.get('year'))}"
    return _entry(record, {"local_ref": own, **cells})


_CONSULTATION = {
    "ref": "local_ref",
    "origin": "source",
    "closes_basis": "closes_source",
    **_same("title", "opened", "closes"),
}
_SAID = _same("position", "proposal", "reason")


def _said(record: JsonRecord, office: str) -> Mapping[str, Given]:
    """What the office itself says of a paragraph."""
    for line in record.records("comments"):
        if text_of(line.cell(line.data.get("office"), "office")) == office:
            return _as_codes(line.cells({**_SAID, "status": "agreed"}), "agreed")
    return {}


class _Year:
    """The parts of one file, each as the rows that the workbook of an office would have."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta

    def offices(self, records: Records) -> Entries:
        for record in records:
            yield _entry(record, record.cells({"code": "local_ref", **_same("name_en", "name_fr")}))

    def members(self, records: Records) -> Entries:
        for record in records:
            cells = record.cells({"code": "country", **_same("valid_from", "valid_to", "language")})
            own = f"{self.meta.office}-{text_of(cells.get('country'))}"
            yield _entry(record, {"local_ref": own, "office_code": self.meta.office, **cells})

    def functions(self, records: Records) -> Entries:
        names = {"id": "local_ref", **_same("function", "covers", "languages", "channel")}
        for record in records:
            yield _entry(record, record.cells(names))

    def cases(self, records: Records) -> Entries:
        for record in records:
            cells = {**record.cells(_CASE), "office_code": self.meta.office}
            if record.data.get("ecommerce") is True:
                cells["ecommerce_note"] = SOLD_ONLINE
            yield _entry(record, cells)

    def programmes(self, records: Records) -> Entries:
        for record in records:
            yield _entry(record, _as_codes(record.cells(_PROGRAMME), "programme_status"))

    def issues(self, records: Records) -> Entries:
        for record in records:
            lines = {
                "ranks": _ranks(record, self.meta),
                "action_items": _named(record, "action_items", "item"),
                "activities": _named(record, "activities", "activity"),
            }
            yield _entry(record, record.cells(_ISSUE), lines)

    def dropped(self, records: Records) -> Entries:
        """They have no number in the file: one of the year and their place in it."""
        for record in records:
            cells = record.cells({"why": "dropped_reason", **_ISSUE})
            own = f"{self.meta.office}-KI-{self.meta.last_year}-{record.number}"
            cells = {"local_ref": own, "dropped_in": self.meta.year, **cells}
            yield _entry(record, cells, {"ranks": _ranks(record, self.meta)})

    def activities(self, records: Records) -> Entries:
        for record in records:
            lines = {key: _named(record, key, column) for key, column in _LINKS.items()}
            results = record.inner("detail").records("results")
            lines["results"] = [_line(record, **line.cells(_RESULT)) for line in results]
            cells = _as_codes(record.cells(_ACTIVITY), "training_form", "feedback")
            if not is_blank(cells.get("due")):
                cells["due_basis"] = DUE_BASIS
            yield _entry(record, {"office_code": self.meta.office, **cells}, lines)

    def plans(self, records: Records) -> Entries:
        for record in records:
            names = {"ref": "local_ref", "title": "title", "adopted_at": "adopting_meeting"}
            first, last = _period(record)
            yield _entry(record, {**record.cells(names), "period_from": first, "period_to": last})

    def challenges(self, records: Records) -> Entries:
        for record in records:
            plan = text_of(record.cell(record.data.get("ref"), "ref"))
            for number, line in enumerate(_named(record, "challenges", "title"), 1):
                own = f"{plan}-CH-{number}"
                yield _entry(record, {"local_ref": own, "plan": plan, **line.cells})

    def items(self, records: Records) -> Entries:
        for plan in records:
            _, last = _period(plan)
            for record in plan.records("items"):
                yield _item(record, plan, last, self.meta)

    def consultations(self, records: Records) -> Entries:
        """The office's own comments are its answer; the others came from other offices."""
        for record in records:
            paragraphs, comments = [], []
            for part in record.records("paragraphs"):
                cells = part.cells({"no": "number", **_same("heading", "text")})
                cells["number"] = number = text_of(cells.get("number"))
                paragraphs.append(_line(part, **cells, **_said(part, self.meta.office)))
                for line in part.records("comments"):
                    said = line.cells({**_SAID, **_same("office", "language")})
                    if text_of(said.get("office")) != self.meta.office:
                        comments.append(_line(part, paragraph=number, **said))
            cells = record.cells(_CONSULTATION)
            own = {"subject": cells.get("local_ref"), "office_code": self.meta.office}
            lines = {"paragraphs": paragraphs, "comments": comments}
            yield _entry(record, {**own, **cells}, lines)

    def ratings(self, records: Records) -> Entries:
        names = {"office": "office_code"}
        names |= _same("competency", "level", "staff", "languages", "as_of", "source")
        for record in records:
            cells = record.cells(names)
            own = f"{text_of(cells.get('office_code'))}-{text_of(cells.get('competency'))}"
            yield _entry(record, {"local_ref": own, **cells})

    def feedback(self, records: Records) -> Entries:
        """Controls and finds; what is left of the controls found nothing, and is not kept twice."""
        names = {"hits": "finds", "controls_note": "note", **_same("indicator", "controls")}
        for record in records:
            cells = record.cells(names)
            first, last = _period(record)
            own = f"{self.meta.office}-CT-{self.meta.year}-{text_of(cells.get('indicator'))}"
            yield _entry(
                record, {"local_ref": own, "period_from": first, "period_to": last, **cells}
            )

    def counts(self, records: Records) -> Entries:
        """All counts of a member and a year are one record."""
        found: dict[str, ImportEntry] = {}
        for record in records:
            head = _reported(record)
            own = text_of(head.cells["local_ref"])
            before = found.get(own, replace(head, lines={"counts": []}))
            counts = [*before.lines["counts"], _line(record, **record.cells(_COUNT))]
            found[own] = replace(before, lines={"counts": counts})
        yield from found.values()

    def not_reported(self, records: Records) -> Entries:
        for record in records:
            head = _reported(record)
            yield replace(head, cells={**head.cells, "not_reported": True})


_PARTS: tuple[tuple[str, str, Callable[[_Year, Records], Entries]], ...] = (
    (Office.kind.code, "practice_offices", _Year.offices),
    (Member.kind.code, "members", _Year.members),
    (ContactFunction.kind.code, "contact_functions", _Year.functions),
    (CaseStudy.kind.code, "case_study_stubs", _Year.cases),
    (Programme.kind.code, "programmes", _Year.programmes),
    (ActionPlan.kind.code, "action_plans", _Year.plans),
    (Challenge.kind.code, "action_plans", _Year.challenges),
    (ActionItem.kind.code, "action_plans", _Year.items),
    (KeyIssue.kind.code, "key_issues", _Year.issues),
    (KeyIssue.kind.code, "key_issues_dropped", _Year.dropped),
    (Activity.kind.code, "activities", _Year.activities),
    (Consultation.kind.code, "consultation", _Year.consultations),
    (CompetencyRating.kind.code, "competency_ratings", _Year.ratings),
    (Control.kind.code, "indicator_feedback", _Year.feedback),
    (ReportedCount.kind.code, "cen_like_counts", _Year.counts),
    (ReportedCount.kind.code, "cen_not_reported", _Year.not_reported),
)
"""Record type, part of the file, how it is read. What is named comes before what names it, as far
as they do not name each other."""
