"""Sheets of a workbook become entries, by the names that the description gives.

A kind's sheet (`Kind.sheet`) holds its records, an `About.sheet` the lines of a field, joined by
local_ref; columns are named as the fields, or as `About.column` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rilo_desktop.characters import own_key, tidy_number
from rilo_desktop.records.field_specs import (
    FieldType,
    RecordType,
    class_of,
    fields_of,
    record_types,
)
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity

from .cells import Cell, Number, is_blank, text_of
from .import_result import ImportResult, ImportRow, SourceRow
from .import_rows import ImportEntry, columns_of, rows_of
from .read_errors import refused
from .sandbox import Sheet, Workbook
from .template_rows import LISTS, is_example

KEY = "local_ref"
ORDER = ("seq", "line")
"""Columns that number the lines of a record."""
REASONS = "Reasons"
"""Column of a workbook that this program gave back; it is passed over."""

UNKNOWN_COLUMNS = N_("The columns {columns} are not known and were not read.")
UNKNOWN_SHEETS = N_("The sheets {sheets} are not known and were not read.")
STRAY = N_(
    "No row of the sheet {sheet} has the local reference “{local_ref}”: correct one of the two."
)
STRAY_BLANK = N_("The row has no local reference (local_ref): give that of its record.")
SHOWN = 100


@dataclass(frozen=True)
class _Part:
    """A field of lines that has a sheet of its own."""

    field: str
    cls: type
    label: str


def read_workbook(book: Workbook, file: str) -> ImportResult:
    """Raises Refused for a workbook without a known sheet, or a sheet without its columns."""
    sheets = {sheet.name.strip().casefold(): sheet for sheet in book.sheets}
    named = {kind.sheet.casefold(): kind for kind in record_types().values() if kind.sheet}
    parts = {kind.code: _parts(kind) for kind in record_types().values()}
    _check_sheets(sheets, named, parts, file)
    rows: list[ImportRow] = []
    findings: list[Finding] = []
    used = set()
    for name, kind in named.items():
        if name not in sheets:
            continue
        used |= {name, *(part for part in parts[kind.code] if part in sheets)}
        reading = _read_kind(kind, sheets[name], parts[kind.code], sheets, file)
        rows += reading.rows
        findings += reading.findings
    used.add(LISTS)
    unknown = [sheet.name for key, sheet in sheets.items() if key not in used and sheet.rows]
    if unknown:
        findings.append(unknown_sheets(unknown, file))
    return ImportResult(tuple(rows), tuple(findings))


def is_template(book: Workbook) -> bool:
    """Is it in the layout of the template? A sheet of it has a known name, and columns named as no
    office would name them by itself: `local_ref`, or two with an underline.
    """
    known = {kind.sheet.casefold(): kind for kind in record_types().values() if kind.sheet}
    parts = {part for kind in record_types().values() for part in _parts(kind)}
    for sheet in book.sheets:
        if sheet.name.strip().casefold() in known.keys() | parts and sheet.rows:
            names = {text_of(cell).strip().casefold() for cell in sheet.rows[0][1]}
            if KEY in names or sum("_" in name for name in names & _columns_known()) > 1:
                return True
    return not any(sheet.rows for sheet in book.sheets)  # which is said where its layouts are read


def _columns_known() -> set[str]:
    return {
        column
        for kind in record_types().values()
        for name, about in fields_of(class_of(kind.code)).items()
        for column in columns_of(name, about)
    }


def _parts(kind: RecordType) -> Mapping[str, _Part]:
    """{sheet: its field of lines}"""
    return {
        about.sheet.casefold(): _Part(name, about.lines, about.label)
        for name, about in fields_of(class_of(kind.code)).items()
        if about.type is FieldType.LINES and about.sheet and about.lines
    }


def _check_sheets(
    sheets: Mapping[str, Sheet],
    named: Mapping[str, RecordType],
    parts: Mapping[str, Mapping[str, _Part]],
    file: str,
) -> None:
    if not sheets.keys() & named.keys():
        if not any(sheet.rows for sheet in sheets.values()):
            raise refused("blank", file)
        raise refused("no_sheet", file, expected=", ".join(kind.sheet for kind in named.values()))
    for name, kind in named.items():
        lonely = [sheet for sheet in parts[kind.code] if sheet in sheets]
        if lonely and name not in sheets:
            sheet = sheets[lonely[0]].name
            raise refused("no_parent_sheet", file, sheet=sheet, expected=kind.sheet)


def _read_kind(
    kind: RecordType,
    sheet: Sheet,
    parts: Mapping[str, _Part],
    sheets: Mapping[str, Sheet],
    file: str,
) -> ImportResult:
    cls = class_of(kind.code)
    title = next(iter(columns_of(kind.title, fields_of(cls)[kind.title])))
    entries, unknown = _entries(sheet, cls, (KEY, title), file)
    findings = unknown_columns(sheet, unknown, file)
    strays: list[ImportRow] = []
    refs = {_key(entry) for entry in entries}
    lines: dict[str, dict[str, list[ImportEntry]]] = {}
    for name, part in parts.items():
        if name not in sheets:
            continue
        of_part, unknown = _entries(sheets[name], part.cls, (KEY,), file)
        findings += unknown_columns(sheets[name], unknown, file)
        by_ref = lines.setdefault(part.field, {})
        for entry in of_part:
            if _key(entry) in refs and _key(entry):
                by_ref.setdefault(_key(entry), []).append(entry)
            else:
                strays.append(_stray(kind, sheet, entry, file))
    joined = [
        replace(entry, lines={field: by.get(_key(entry), []) for field, by in lines.items()})
        for entry in entries
    ]
    return ImportResult((*rows_of(kind.code, joined, file), *strays), tuple(findings))


def _ref(entry: ImportEntry) -> str:
    return tidy_number(text_of(entry.cells.get(KEY)))


def _key(entry: ImportEntry) -> str:
    """By which a line finds its record."""
    return own_key(_ref(entry)) or ""


def _entries(
    sheet: Sheet, cls: type, required: Sequence[str], file: str
) -> tuple[list[ImportEntry], list[str]]:
    """Rows of a sheet by column, and the columns that no field has."""
    rows = iter(sheet.rows)
    header = next(rows, None)
    if header is None:
        raise refused("no_header", file, sheet=sheet.name)
    columns_of_fields = (columns_of(name, about) for name, about in fields_of(cls).items())
    known = {column for some in columns_of_fields for column in some} | {KEY, *ORDER}
    columns, unknown = known_columns(header[1], {one: one for one in known}, sheet.name, file)
    for column in required:
        if column not in columns.values():
            raise refused("no_column", file, sheet=sheet.name, column=column)
    return list(_rows(sheet.name, rows, columns)), unknown


def known_columns(
    header: Sequence[Cell], known: Mapping[str, str], sheet: str, file: str
) -> tuple[Mapping[int, str], list[str]]:
    """{place: column} by the headings that are known, and those that are not; upper and lower case
    and the number of blanks do not matter. Raises Refused for a column that is there twice."""
    by_heading = {folded(heading): column for heading, column in known.items()}
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for place, cell in enumerate(header):
        text = text_of(cell).strip()
        column = by_heading.get(folded(text), "")
        if column in columns.values() and column:
            raise refused("column_twice", file, sheet=sheet, column=column)
        if column:
            columns[place] = column
        elif text and text != REASONS:
            unknown.append(text)
    return columns, unknown


def folded(heading: str) -> str:
    return " ".join(heading.casefold().split())


def _rows(
    sheet: str,
    rows: Iterator[tuple[int, tuple[Cell, ...]]],
    columns: Mapping[int, str],
) -> Iterator[ImportEntry]:
    for number, cells in rows:
        found = cells_by(columns, cells)
        if is_example(found.get(KEY)):
            continue
        if not all(is_blank(cell) for cell in found.values()):
            yield ImportEntry(sheet, number, found, order=(_order(found), number))


def cells_by(columns: Mapping[int, str], cells: Sequence[Cell]) -> dict[str, Cell]:
    """{column: cell}, None where the row ends before it."""
    return {
        column: cells[place] if place < len(cells) else None for place, column in columns.items()
    }


def _order(cells: Mapping[str, Cell]) -> int:
    for column in ORDER:
        cell = cells.get(column)
        if isinstance(cell, (Number, str)):
            text = text_of(cell).strip()
            if len(text) < 10 and text.isascii() and text.isdigit():
                return int(text)
    return 0


def unknown_columns(sheet: Sheet, columns: Sequence[str], file: str) -> list[Finding]:
    """Says that columns were not read."""
    if not columns:
        return []
    message = UNKNOWN_COLUMNS
    return [_warns("unknown_column", message, file, sheet.name, columns=_list(columns))]


def unknown_sheets(names: Sequence[str], file: str) -> Finding:
    """Says that sheets were not read."""
    return _warns("unknown_sheet", UNKNOWN_SHEETS, file, "", sheets=_list(names))


def _stray(kind: RecordType, sheet: Sheet, entry: ImportEntry, file: str) -> ImportRow:
    """A line without its record: nothing to import, and not to be lost."""
    local_ref = _ref(entry)
    place = FieldPath(
        kind=kind.code,
        reference=local_ref[:SHOWN],
        field=KEY,
        label="Local reference",
        file=file,
        sheet=entry.sheet,
        row=entry.row,
    )
    message = STRAY if local_ref else STRAY_BLANK
    values = {"sheet": sheet.name, "local_ref": local_ref[:SHOWN]} if local_ref else {}
    finding = Finding(
        "exchange.stray_line", Severity.BLOCKS, Nature.STRUCTURE, message, values, place
    )
    source = SourceRow(entry.sheet, entry.row, entry.cells)
    return ImportRow(kind.code, local_ref, {}, file, entry.sheet, entry.row, (finding,), (source,))


def _warns(rule: str, message: str, file: str, sheet: str, **values: str) -> Finding:
    place = FieldPath(file=file, sheet=sheet)
    return Finding(f"exchange.{rule}", Severity.WARNS, Nature.STRUCTURE, message, values, place)


def _list(names: Sequence[str]) -> str:
    return ", ".join(name[:SHOWN] for name in names[:20])
