"""Codes in an import that name other records: an office, a risk indicator. They must be there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rilo_desktop.exchange.import_result import ImportRow
from rilo_desktop.records import FieldType, class_of, fields_of, kind_named
from rilo_desktop.records.field_specs import FieldSpec
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.store import ReadSession

UNKNOWN = N_("{field}: there is no {kind} “{value}” in this store; correct the code or record it.")


def checked(rows: Sequence[ImportRow], reading: ReadSession) -> list[ImportRow]:
    """The rows, with a finding for each code that names nothing in the store or in the rows."""
    known = _Known(rows, reading)
    return [replace(row, findings=(*row.findings, *_unknown(row, known))) for row in rows]


class _Known:
    """Own numbers of a kind, in the store and in the import itself."""

    def __init__(self, rows: Sequence[ImportRow], reading: ReadSession) -> None:
        self._rows = rows
        self._reading = reading
        self._names: dict[str, frozenset[str]] = {}

    def names(self, kind: str) -> Collection[str]:
        if kind not in self._names:
            coming = {row.local_ref for row in self._rows if row.kind == kind}
            self._names[kind] = frozenset(coming) | frozenset(
                self._reading.records.by_local_ref(kind)
            )
        return self._names[kind]


def _unknown(row: ImportRow, known: _Known) -> Iterator[Finding]:
    for name, about in fields_of(class_of(row.kind)).items():
        value = row.values.get(name)
        if about.type is FieldType.LINES and isinstance(value, tuple) and about.lines is not None:
            yield from _in_lines(row, name, about, value, known)
        elif _names_nothing(about, value, known):
            place = FieldPath(file=row.file, sheet=row.sheet, row=row.row)
            yield _finding(row, about, name, str(value), place)


def _in_lines(
    row: ImportRow, name: str, about: FieldSpec, lines: Sequence[Any], known: _Known
) -> Iterator[Finding]:
    assert about.lines is not None
    named = {n: a for n, a in fields_of(about.lines).items() if a.names}
    if not named:
        return
    sources = [source for source in row.source[1:] if source.sheet in (about.sheet, name)]
    for n, line in enumerate(lines, 1):
        for inner, of_line in named.items():
            value = getattr(line, inner)
            if _names_nothing(of_line, value, known):
                source = sources[n - 1] if len(sources) >= n else None
                place = FieldPath(
                    file=row.file,
                    sheet=source.sheet if source else row.sheet,
                    row=source.row if source else row.row,
                )
                yield _finding(row, of_line, f"{name}.{n}.{inner}", value, place)


def _names_nothing(about: FieldSpec, value: object, known: _Known) -> bool:
    if about.type is not FieldType.CODE or not about.names or not isinstance(value, str):
        return False
    return value not in known.names(about.names)


def _finding(row: ImportRow, about: FieldSpec, path: str, value: str, place: FieldPath) -> Finding:
    return Finding(
        "intake.names",
        Severity.BLOCKS,
        Nature.STRUCTURE,
        UNKNOWN,
        {
            "field": Message(about.label),
            "kind": Message(kind_named(about.names).label),
            "value": value[:60],
        },
        replace(place, kind=row.kind, reference=row.local_ref, field=path, label=about.label),
    )
