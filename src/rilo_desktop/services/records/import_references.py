"""What an import names and does not bring: other records by their codes, files by their checksums.

A code that names nothing refuses its row. A checksum without its file is dropped, and said: the
store would look for a content that nobody has.
"""

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
HASH = "sha256"
NO_FILE = N_(
    "{field}: no file in this store has the checksum {value}. The line is kept without it; attach "
    "the file to the record."
)


def checked(rows: Sequence[ImportRow], reading: ReadSession) -> list[ImportRow]:
    """The rows, with a finding for each code that names nothing in the store or in the rows, and
    without checksums of files that the store does not have."""
    known = _Known(rows, reading)
    return [
        _with_held_files(replace(row, findings=(*row.findings, *_unknown(row, known))), reading)
        for row in rows
    ]


def _with_held_files(row: ImportRow, reading: ReadSession) -> ImportRow:
    for name, about in fields_of(class_of(row.kind)).items():
        lines = row.values.get(name)
        if not isinstance(lines, tuple) or not about.lines or HASH not in fields_of(about.lines):
            continue
        for n, line in enumerate(lines, 1):
            sha256 = getattr(line, HASH)
            if sha256 and not reading.attachments.has(sha256):
                lines = (*lines[: n - 1], replace(line, **{HASH: None}), *lines[n:])
                row = replace(
                    row,
                    values={**row.values, name: lines},
                    findings=(*row.findings, _no_file(row, about, name, n, sha256)),
                )
    return row


def _no_file(row: ImportRow, about: FieldSpec, name: str, number: int, sha256: str) -> Finding:
    return Finding(
        "intake.no_file",
        Severity.WARNS,
        Nature.STRUCTURE,
        NO_FILE,
        {"field": Message(about.label), "value": sha256[:12]},
        replace(
            _place_of_line(row, about, name, number),
            kind=row.kind,
            reference=row.local_ref,
            field=f"{name}.{number}.{HASH}",
            label=about.label,
        ),
    )


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
    for n, line in enumerate(lines, 1):
        for inner, of_line in named.items():
            value = getattr(line, inner)
            if _names_nothing(of_line, value, known):
                place = _place_of_line(row, about, name, n)
                yield _finding(row, of_line, f"{name}.{n}.{inner}", value, place)


def _place_of_line(row: ImportRow, about: FieldSpec, name: str, number: int) -> FieldPath:
    """Where a line of the record stands in its file; where that is not known, the record."""
    sources = [source for source in row.source[1:] if source.sheet in (about.sheet, name)]
    source = sources[number - 1] if len(sources) >= number else row
    return FieldPath(file=row.file, sheet=source.sheet, row=source.row)


def _names_nothing(about: FieldSpec, value: object, known: _Known) -> bool:
    if about.type is not FieldType.CODE or not about.names or not isinstance(value, str):
        return False
    return value not in known.names(about.names)


def _finding(row: ImportRow, about: FieldSpec, path: str, value: str, place: FieldPath) -> Finding:
    return Finding(
        "intake.names",
        Severity.WARNS if row.listed else Severity.BLOCKS,
        Nature.STRUCTURE,
        UNKNOWN,
        {
            "field": Message(about.label),
            "kind": Message(kind_named(about.names).label),
            "value": value[:60],
        },
        replace(place, kind=row.kind, reference=row.local_ref, field=path, label=about.label),
    )
