"""Rows of an import become records, beside what the store has of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from rilo_desktop.characters import own_key
from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.records import (
    FieldType,
    Record,
    Workflow,
    class_of,
    fields_of,
    kind_named,
)
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.field_specs import Class, FieldSpec, per_class
from rilo_desktop.records.identifiers import new_id, shipped_id
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.records.translated import translated_value
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.updates import threads
from rilo_desktop.store import ReadSession

from ..office.progress import Progress

DEFAULT_SCHEME = "6x6"
"""Of grades in a workbook that does not say its scheme."""
COMPARING = N_("Comparing with the office")
EVERY = 25
"""Rows between two looks at what the window asks."""


class ImportOutcome(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class ImportComparison:
    """The records that rows would make of what the store holds; a later row sees the earlier."""

    def __init__(
        self, reading: ReadSession, now: datetime, shipped: bool, keep: bool = True
    ) -> None:
        """`shipped`: new records get the fixed ids of what the product ships.

        Without `keep` only the outcomes are wanted: a hundred thousand new records are not made.
        """
        self._reading, self._now, self._shipped, self._keep = reading, now, shipped, keep
        self._waiting: dict[str, dict[str, ImportRow]] = {}
        self._known: dict[str, dict[str, str]] = {}
        self._made: dict[str, Record] = {}

    @property
    def records(self) -> tuple[Record, ...]:
        """To be written, in their order."""
        return tuple(self._made.values())

    def all(self, rows: Sequence[ImportRow], progress: Progress) -> tuple[ImportOutcome, ...]:
        """What becomes of each row. Raises Cancelled."""
        found = []
        for n, row in enumerate(rows):
            if n % EVERY == 0:
                progress(n, len(rows), COMPARING)
            found.append(ImportOutcome.REFUSED if row.blocked else self._compare(row))
        return tuple(found)

    def _compare(self, row: ImportRow) -> ImportOutcome:
        if row.listed and row.listed.is_here and not row.values:
            return ImportOutcome.SAME
        known = self._ids_of(row.kind)
        key = own_key(row.local_ref)
        is_plain = row.listed is None and not row.corrects
        if is_plain and not self._keep and key and key not in known:
            waiting = self._waiting.setdefault(row.kind, {})
            if key not in waiting:
                waiting[key] = row
                return ImportOutcome.NEW
            earlier = waiting[key]  # a later row of the same number
            self._make(earlier, key, self._resolved(earlier))
        values = self._resolved(row)
        record_id = row.corrects or (known.get(key) if key else None)
        record_id = row.listed.record_id if row.listed else record_id
        before = self._before(record_id) if record_id else None
        if before is None:
            self._make(row, key, values)
            return ImportOutcome.NEW
        if row.partial:
            values = _filled(before, values)
        if before.local_ref and not row.corrects:  # as it was written first
            values = {**values, "local_ref": before.local_ref}
        after = sanitized(_merged(before, values))
        if same_content(before, after):
            return ImportOutcome.SAME
        self._made[after.id] = replace(after, workflow=Workflow.DRAFT)
        return ImportOutcome.CHANGED

    def _make(self, row: ImportRow, key: str | None, values: Mapping[str, Any]) -> None:
        made = sanitized(_merged(self._fresh(row), values))
        if key:
            self._ids_of(row.kind)[key] = made.id
        self._made[made.id] = made

    def _before(self, record_id: str) -> Record | None:
        if record_id in self._made:  # two files of one import may hold the same record
            return self._made[record_id]
        stored = self._reading.records.stored(record_id)
        return stored.record if stored else None

    def _ids_of(self, kind: str) -> dict[str, str]:
        if kind not in self._known:
            numbers = self._reading.records.by_local_ref(kind, own=True)
            self._known[kind] = {own_key(name) or name: id for name, id in numbers.items()}
        return self._known[kind]

    def _fresh(self, row: ImportRow) -> Record:
        shipped = self._shipped and row.local_ref
        name = shipped_id(row.kind, row.local_ref) if shipped else new_id(self._now)
        reference = ""
        if row.listed:
            name, reference = row.listed.record_id, row.listed.reference
        default = {"grading_scheme": DEFAULT_SCHEME} if "source_grade" in row.values else {}
        made: Record = class_of(row.kind)(
            id=name, reference=reference, local_ref=row.local_ref or None, **default
        )
        return made

    def _resolved(self, row: ImportRow) -> Mapping[str, Any]:
        """Names of linked records become their ids; a record that is not there is made."""
        values = dict(row.values)
        if row.listed:  # its links are ids already
            return values
        return {**values, **self._links(class_of(row.kind), values)}

    def _links(self, cls: Class, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, about in _linking(cls):
            said = values.get(name)
            if about.type is FieldType.LINK and isinstance(said, str):
                found[name] = self._linked(about.names, said)
            elif about.lines is not None and isinstance(said, tuple):
                lines = [replace(line, **self._links(about.lines, vars(line))) for line in said]
                found[name] = tuple(lines)
        return found

    def _linked(self, kind: str, title: str) -> str:
        known = self._ids_of(kind)
        number = title[:100]
        key = own_key(number) or number
        if key not in known:
            if self._before(title) is not None:
                return title
            values = {kind_named(kind).title: title, "language": "en"}
            self._compare(ImportRow(kind, number, values, "", "", 0, ()))
        return known[key]


@per_class
def _linking(cls: Class) -> tuple[tuple[str, FieldSpec], ...]:
    """The fields that are links, or have one in their lines: most lines need not be made anew."""
    return tuple(
        (name, about)
        for name, about in fields_of(cls).items()
        if about.type is FieldType.LINK or (about.lines is not None and _linking(about.lines))
    )


def _merged(before: Record, values: Mapping[str, Any]) -> Record:
    added = {
        name: _appended(getattr(before, name), values[name])
        for name in threads(type(before))
        if name in values
    }
    values, described = {**values, **added}, fields_of(type(before))
    for name, about in described.items():
        if about.type is FieldType.TRANSLATED and name in values:
            texts = {**dict(getattr(before, name)), **dict(values[name])}
            values = {**values, name: translated_value(texts)}
    return replace(before, **{name: v for name, v in values.items() if name in described})


def _filled(before: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lines that name some of their fields, as many as before, leave the others as they are."""
    found = dict(values)
    for name, about in fields_of(type(before)).items():
        lines = values.get(name)
        old = getattr(before, name)
        if about.type is FieldType.LINES and lines and len(lines) == len(old):
            found[name] = tuple(
                replace(was, **{n: v for n, v in vars(line).items() if v is not None})
                for was, line in zip(old, lines, strict=True)
            )
    return found


def _appended(thread: tuple[Any, ...], entries: tuple[Any, ...]) -> tuple[Any, ...]:
    """A thread is added to, never changed: what it already says is not said again."""
    return (*thread, *(entry for entry in entries if entry not in thread))
