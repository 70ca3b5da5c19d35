"""Rows of a list that the program wrote find their records here, and say only what differs.

A row is of the record with its ID, else with its reference, else with its own number. What it says
as the list would say it of that record today says nothing. What no record here has becomes a new
one under the reference of the row, as a draft; a record of another office is that office's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.import_result import ImportRow, ListedAs
from rilo_desktop.records import FieldSpec, FieldType, Record, class_of, fields_of, kind_named
from rilo_desktop.records.identifiers import is_reference, new_id
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.records.references import named
from rilo_desktop.rules.facts import as_held
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import vocabulary

from ..office.session import Session
from .reference_names import ReferenceNames

NO_REFERENCE = N_(
    "“{reference}” is no reference of this list: correct it, or leave the cell empty and give the "
    "row a local reference."
)
OF_OTHERS = N_(
    "{reference} is a record of {office}, and only {office} changes it: delete the row, or receive "
    "what {office} sent."
)
TWO_RECORDS = N_(
    "{reference} is one record here, and “{local_ref}” the number of another: correct one of them."
)
NUMBER_STAYS = N_("The record has the number {number}, which a list does not change.")
NO_LINK = N_(
    "{field}: there is no {kind} “{value}” in this store, and the field stays as it is: import the "
    "list of these too."
)


def as_it_leaves(record: Record, today: date) -> Record:
    """A record as a list says it: without what is for the office only, facts as they hold today."""
    return as_held(without_office_only(record)[0], today)


def found_here(
    session: Session, rows: Sequence[ImportRow], reading: ReadSession, now: datetime
) -> list[ImportRow]:
    """The rows; those of lists with the id of their record, with what differs, and with links."""
    if not any(row.listed for row in rows):
        return list(rows)
    here = _Here(session, reading, now)
    placed = [here.placed(row) if row.listed else row for row in rows]
    return [here.linked(row) if row.listed and row.listed.record_id else row for row in placed]


class _Here:
    """The records of the store, and those that the lists bring."""

    def __init__(self, session: Session, reading: ReadSession, now: datetime) -> None:
        self._session, self._reading, self._now = session, reading, now
        self._today = date.fromisoformat(session.today)
        self._numbers: dict[str, Mapping[str, str]] = {}
        self._coming: dict[tuple[str, str], str] = {}
        """{(record type, reference or number): id} of new records."""
        self._titles: dict[tuple[str, str], str] = {}
        """{(record type, title): id} of new records, "" where several have it."""
        self._names: dict[str, ReferenceNames] = {}
        self._before: dict[str, Record] = {}

    def placed(self, row: ImportRow) -> ImportRow:
        """With the id of its record, an own one for a new record; "" where it can be neither."""
        assert row.listed is not None
        before = self._record(row, row.listed)
        wrong = self._wrong(row, row.listed, before)
        if wrong is not None:
            return _with(row, "", wrong)
        if before is None:
            return _with(row, self._new_id(row, row.listed))
        return self._differing(row, before)

    def _record(self, row: ImportRow, listed: ListedAs) -> Record | None:
        for name in filter(None, (listed.record_id, listed.reference)):
            for record_id in self._reading.records.find_ids(row.kind, name):
                stored = self._reading.records.stored(record_id)
                if stored and name in (stored.record.id, stored.record.reference):
                    return stored.record
        record_id = self._by_number(row.kind, row.local_ref)
        found = self._reading.records.stored(record_id) if record_id else None
        return found.record if found else None

    def _by_number(self, kind: str, number: str) -> str:
        if kind not in self._numbers:
            held = self._reading.records.by_local_ref(kind, own=True)
            self._numbers[kind] = {own_key(name) or name: id for name, id in held.items()}
        return self._numbers[kind].get(own_key(number) or "", "")

    def _wrong(self, row: ImportRow, listed: ListedAs, before: Record | None) -> Finding | None:
        reference, office = listed.reference, self._session.office_code
        if reference and (before is None or before.reference != reference):
            if not is_reference(reference) or reference.split("/")[2] != kind_named(row.kind).short:
                return _refused(row, "list_reference", NO_REFERENCE, reference=reference[:100])
            theirs = reference.partition("/")[0]
            if theirs != office:
                return _refused(row, "list_office", OF_OTHERS, reference=reference, office=theirs)
        if before is None:
            return None
        of_number = self._by_number(row.kind, row.local_ref)
        is_other = reference not in ("", before.reference)
        of_reference = self._reading.records.find_ids(row.kind, reference) if is_other else ()
        others = {of_number, *of_reference} - {"", before.id}
        if others and before.reference.startswith(f"{office}/"):
            name = reference if others & {*of_reference} else row.local_ref
            values = {"reference": before.reference, "local_ref": name[:100]}
            return _refused(row, "list_two", TWO_RECORDS, **values)
        return None

    def _new_id(self, row: ImportRow, listed: ListedAs) -> str:
        keys = [(row.kind, one) for one in (listed.reference, own_key(row.local_ref)) if one]
        known = next((self._coming[key] for key in keys if key in self._coming), "")
        found = known or new_id(self._now)
        self._coming.update(dict.fromkeys(keys, found))
        title = row.values.get(kind_named(row.kind).title)
        if isinstance(title, str):
            is_only = self._titles.get((row.kind, title), found) == found
            self._titles[row.kind, title] = found if is_only else ""
        return found

    def _differing(self, row: ImportRow, before: Record) -> ImportRow:
        self._before[before.id] = before
        shown = as_it_leaves(before, self._today)
        described = fields_of(type(before))
        values = {
            name: value
            for name, value in row.values.items()
            if not _says(described[name], getattr(shown, name), value)
        }
        said = []
        number = values.pop("local_ref", None)
        if number and before.local_ref:
            said = [_finding(row, "list_number", NUMBER_STAYS, number=before.local_ref)]
        elif number:
            values["local_ref"] = number
        assert row.listed is not None
        here = replace(row.listed, is_here=True)
        return _with(replace(row, values=values, listed=here), before.id, *said)

    # --- links

    def linked(self, row: ImportRow) -> ImportRow:
        """With ids for the records that its links name; a link that names none says nothing."""
        assert row.listed is not None
        before = self._before.get(row.listed.record_id)
        values, said = self._links(row, row.listed, class_of(row.kind), row.values, "")
        if before is not None:
            described = fields_of(type(before))
            values = {
                n: v for n, v in values.items() if not _says(described[n], getattr(before, n), v)
            }
        row = replace(row, values=values, findings=(*row.findings, *said))
        office = before.reference.partition("/")[0] if before is not None else ""
        if before is not None and values and office != self._session.office_code:
            found = _refused(
                row, "list_office", OF_OTHERS, reference=before.reference, office=office
            )
            return _with(row, "", found)
        return row

    def _links(
        self, row: ImportRow, listed: ListedAs, cls: type, values: Mapping[str, Any], prefix: str
    ) -> tuple[dict[str, Any], list[Finding]]:
        made, said = dict(values), list[Finding]()
        for name, about in fields_of(cls).items():
            value = values.get(name)
            if about.type is FieldType.LINK and isinstance(value, str):
                found = self._linked(about, value, listed)
                if found:
                    made[name] = found
                else:
                    made.pop(name)
                    said.append(_no_link(row, about, f"{prefix}{name}", value, listed))
            elif about.lines is not None and isinstance(value, tuple):
                lines = []
                for n, line in enumerate(value, 1):
                    at = f"{prefix}{name}.{n}."
                    inner, told = self._links(row, listed, about.lines, vars(line), at)
                    lines.append(replace(line, **{n: inner.get(n) for n in vars(line)}))
                    said += told
                made[name] = tuple(lines)
        return made, said

    def _linked(self, about: FieldSpec, value: str, listed: ListedAs) -> str:
        """The id of the record that a cell names; "" where none has that name, or several."""
        if not listed.by_text:
            if self._reading.records.stored(value) is not None:
                return value
            value = listed.linked.get(value, "")
        number, _, title = value.partition("  ")
        for name in filter(is_reference, (value, number)):
            ids = self._reading.records.find_ids(about.names, name)
            if found := self._coming.get((about.names, name)) or (ids[0] if ids else ""):
                return found
        coming = self._coming.get((about.names, own_key(number) or ""), "")
        titled = self._titles.get((about.names, title or value), "")
        if known := self._by_number(about.names, number) or coming or titled:
            return known
        language = listed.language or "en"
        if language not in self._names:
            self._names[language] = ReferenceNames(self._session, language)
        return self._names[language].only(about.names, value)


def _says(about: FieldSpec, shown: Any, value: Any) -> bool:
    """Does a value say what the list says of the record?"""
    if shown == value:
        return True
    if about.type is FieldType.TEXTS and shown:  # as lists of 0.2.0 joined them
        return bool(value == ("; ".join(shown),))
    if about.type is FieldType.TRANSLATED:
        return dict(shown) == {**dict(shown), **dict(value)}
    if about.open_list and isinstance(shown, str) and isinstance(value, str):
        return vocabulary(about.vocabulary).meant(shown) == value
    return False


def _with(row: ImportRow, record_id: str, *said: Finding) -> ImportRow:
    assert row.listed is not None
    listed = replace(row.listed, record_id=record_id)
    return replace(row, listed=listed, findings=(*row.findings, *said))


def _finding(row: ImportRow, rule: str, message: str, **values: Any) -> Finding:
    place = FieldPath(
        kind=row.kind,
        reference=(row.listed.reference if row.listed else "") or row.local_ref[:100],
        file=row.file,
        sheet=row.sheet,
        row=row.row,
    )
    return Finding(f"intake.{rule}", Severity.WARNS, Nature.STRUCTURE, message, values, place)


def _refused(row: ImportRow, rule: str, message: str, **values: Any) -> Finding:
    return replace(_finding(row, rule, message, **values), severity=Severity.BLOCKS)


def _no_link(row: ImportRow, about: FieldSpec, path: str, value: str, listed: ListedAs) -> Finding:
    shown = listed.linked.get(value, value)
    words = {
        "field": Message(about.label),
        "kind": Message(kind_named(about.names).label),
        "value": shown[:60],
    }
    found = _finding(row, "list_link", NO_LINK, **words)
    return found.at(field=path, label=about.label, section=about.section)


def linked_numbers(records: Sequence[Record], reading: ReadSession) -> dict[str, str]:
    """{id: reference} of the records that these link, for a list as data."""
    ids = {one for kind in _linked_kinds(records) for one in named(records, kind)}
    found = {}
    for record_id in sorted(ids):
        stored = reading.records.stored(record_id)
        if stored is not None and stored.record.id == record_id:
            found[record_id] = stored.record.reference
    return found


def _linked_kinds(records: Sequence[Record]) -> set[str]:
    return {kind for cls in {type(one) for one in records} for kind in _kinds_of(cls)}


def _kinds_of(cls: type) -> Iterator[str]:
    for about in fields_of(cls).values():
        if about.type is FieldType.LINK:
            yield about.names
        elif about.lines is not None:
            yield from _kinds_of(about.lines)
