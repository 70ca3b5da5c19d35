"""Records of a file as cells by column, whatever its format; and how they become rows.

Workbook, JSON and CSV all come to entries, so that the same record gives the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from rilo_desktop.characters import own_key, tidy_number
from rilo_desktop.records.field_specs import FieldSpec, FieldType, class_of, fields_of, kind_named
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.vocabularies import Vocabulary, vocabulary

from .cells import Cell, is_blank, text_of
from .import_result import ImportRow, ListedAs, SourceRow
from .values import Given, Unfit, blank, translated_of, value_of

NO_LOCAL_REF = N_("The row has no local reference (local_ref): give it one.")
NO_TITLE = N_("{field} is empty: give the record a title.")
TWICE = N_("The local reference “{local_ref}” is used in {rows}: give each record its own.")
LISTED_TWICE = N_("{reference} stands in several rows ({rows}): keep one of them.")
OVERLONG = 100
"""Most characters of an own number that a message repeats."""


@dataclass(frozen=True)
class ImportEntry:
    """A record or line of a file. `lines` holds those of each field of lines the file has."""

    sheet: str
    """Sheet it was read from; "" where the file has none."""
    row: int
    cells: Mapping[str, Given]
    """{column: cell}. A column that the file does not have is absent."""
    lines: Mapping[str, Sequence[ImportEntry]] = field(default_factory=dict)
    order: tuple[int, int] = (0, 0)
    """Where lines have a column for their order: by it, then by row."""
    table: str = ""
    """Sheet of the office's workbook it would stand on, where it was read from none."""
    listed: ListedAs | None = None
    """Of a list that the program wrote: a blank cell says that the field is empty."""
    source: Mapping[str, Cell] | None = None
    """The row as it stands, where `cells` are not that."""


def column_of(name: str, about: FieldSpec) -> str:
    return about.column or name


def columns_of(name: str, about: FieldSpec) -> Mapping[str, str]:
    """{column: language}, the language "" where it is all of the field: {"name_en": "en", ...}."""
    column = column_of(name, about)
    if about.type is not FieldType.TRANSLATED:
        return {column: ""}
    return {f"{column}_{item.code}": item.code for item in vocabulary("language")}


@lru_cache(200)
def _columns(
    cls: type, _languages: Vocabulary
) -> tuple[tuple[str, FieldSpec, Mapping[str, str]], ...]:
    """The fields that have columns, with these. They are the same in every row of a file, and
    change with the list of languages only."""
    return tuple(
        (name, about, columns_of(name, about))
        for name, about in fields_of(cls).items()
        if about.type is not FieldType.LINES
    )


def rows_of(kind: str, entries: Iterable[ImportEntry], file: str) -> tuple[ImportRow, ...]:
    """A row for each entry, in order; those with the same own number get a finding each."""
    return with_twice([_row(kind, entry, file) for entry in entries])


def with_twice(rows: Sequence[ImportRow]) -> tuple[ImportRow, ...]:
    """The rows of one file, with a finding at those that are of one record."""
    keys = [_reference(row) or own_key(row.local_ref) for row in rows]
    same: dict[str, list[ImportRow]] = {}
    for key, row in zip(keys, rows, strict=True):
        if key:
            same.setdefault(key, []).append(row)
    return tuple(
        _twice(row, same[key]) if key and len(same[key]) > 1 else row
        for key, row in zip(keys, rows, strict=True)
    )


def _reference(row: ImportRow) -> str:
    return row.listed.reference if row.listed else ""


def _twice(row: ImportRow, same: list[ImportRow]) -> ImportRow:
    where = ", ".join(f"{other.sheet} {other.row}".strip() for other in same[:5])
    reference = _reference(row)
    place = _place(row.kind, reference or row.local_ref, row.file, row.sheet, row.row)
    name = {"reference": reference} if reference else {"local_ref": row.local_ref[:OVERLONG]}
    finding = Finding(
        "exchange.twice",
        Severity.BLOCKS,
        Nature.STRUCTURE,
        LISTED_TWICE if reference else TWICE,
        {**name, "rows": where},
        place,
    ).at(field="local_ref", label=_LOCAL_REF)
    return replace(row, findings=(*row.findings, finding))


_LOCAL_REF = "Local reference"


def _row(kind: str, entry: ImportEntry, file: str) -> ImportRow:
    local_ref = tidy_number(text_of(entry.cells.get("local_ref")))
    reference = entry.listed.reference if entry.listed else ""
    place = _place(kind, reference or local_ref, file, entry.sheet, entry.row)
    cls = class_of(kind)
    values, findings = _values(cls, entry, place)
    for name, lines in entry.lines.items():
        values[name], found = _lines(fields_of(cls)[name], name, lines, place)
        findings += found
    if local_ref:
        values["local_ref"] = local_ref
    else:
        values.pop("local_ref", None)
    if not local_ref and entry.listed is None:
        findings.append(_finding("no_local_ref", NO_LOCAL_REF, place, "local_ref", _LOCAL_REF))
    if entry.listed is None:
        findings += _titled(kind, entry, place)
    return ImportRow(
        kind,
        local_ref,
        values,
        file,
        entry.sheet,
        entry.row,
        tuple(findings),
        _source(entry),
        listed=entry.listed,
    )


def _titled(kind: str, entry: ImportEntry, place: FieldPath) -> list[Finding]:
    name = kind_named(kind).title
    about = fields_of(class_of(kind))[name]
    given = [entry.cells[one] for one in columns_of(name, about) if one in entry.cells]
    if name == "local_ref" or not given or not all(map(is_blank, given)):
        return []
    label = about.label
    return [_finding("no_title", NO_TITLE, place, name, label, field=Message(label))]


def _values(
    cls: type, entry: ImportEntry, place: FieldPath, prefix: str = ""
) -> tuple[dict[str, Any], list[Finding]]:
    """Values of the fields that have a column, and the findings about them."""
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, about, columns in _columns(cls, vocabulary("language")):
        cells = {of: entry.cells[column] for column, of in columns.items() if column in entry.cells}
        if not cells:
            continue
        try:
            if about.type is FieldType.TRANSLATED:
                values[name], found = translated_of(about, cells)
            elif entry.listed and is_blank(cells[""]):
                values[name], found = (() if about.type in _SEVERAL else None), ()
            else:
                values[name], found = value_of(about, cells[""])
        except Unfit as unfit:
            found = unfit.findings
        for finding in found:
            at = replace(place, sheet=entry.sheet, row=entry.row)
            findings.append(_placed(finding, at, f"{prefix}{name}", about))
    _empty_blocks(cls, entry, values)
    return values, findings


_SEVERAL = (FieldType.CODES, FieldType.TEXTS)


def _placed(finding: Finding, place: FieldPath, name: str, about: FieldSpec) -> Finding:
    """What is to be said of a cell, with where the cell is."""
    return finding.at(
        kind=place.kind,
        reference=place.reference,
        file=place.file,
        sheet=place.sheet,
        row=place.row,
        field=name,
        section=about.section,
    )


def _empty_blocks(cls: type, entry: ImportEntry, values: dict[str, Any]) -> None:
    """Fields of a block that are all blank say that there is no such part."""
    blocks: dict[str, list[str]] = {}
    filled: set[str] = set()
    for name, about in fields_of(cls).items():
        column = column_of(name, about)
        if about.block and column in entry.cells:
            blocks.setdefault(about.block, []).append(name)
            if not is_blank(entry.cells[column]):
                filled.add(about.block)
    for block, names in blocks.items():
        if block not in filled:
            values.update(dict.fromkeys(names))


def _lines(
    about: FieldSpec, name: str, lines: Sequence[ImportEntry], place: FieldPath
) -> tuple[tuple[Any, ...], list[Finding]]:
    assert about.lines is not None
    made: list[Any] = []
    findings: list[Finding] = []
    for number, line in enumerate(sorted(lines, key=lambda one: one.order), 1):
        values, found = _values(about.lines, line, place, f"{name}.{number}.")
        findings += (finding.at(section=about.section) for finding in found)
        made.append(about.lines(**values, **_unread(about.lines, line, values)))
    return tuple(made), findings


def _unread(cls: type, line: ImportEntry, values: Mapping[str, Any]) -> dict[str, Any]:
    """A cell that could not be read leaves its field of the line as if it were blank."""
    return {
        name: blank(about)
        for name, about, columns in _columns(cls, vocabulary("language"))
        if name not in values and line.cells.keys() & columns.keys()
    }


def _source(entry: ImportEntry) -> tuple[SourceRow, ...]:
    cells = entry.cells if entry.source is None else entry.source
    own = SourceRow(entry.sheet or entry.table, entry.row, cells)
    lines = (line for group in entry.lines.values() for line in group)
    return (own, *(SourceRow(line.sheet or line.table, line.row, line.cells) for line in lines))


def _place(kind: str, local_ref: str, file: str, sheet: str, row: int) -> FieldPath:
    return FieldPath(kind=kind, reference=local_ref[:OVERLONG], file=file, sheet=sheet, row=row)


def _finding(
    rule: str, message: str, place: FieldPath, name: str, label: str, **values: Any
) -> Finding:
    return Finding(
        f"exchange.{rule}", Severity.BLOCKS, Nature.STRUCTURE, message, values, place
    ).at(field=name, label=label)
