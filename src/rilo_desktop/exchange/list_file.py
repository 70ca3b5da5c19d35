"""A list that this program wrote, read back: its headings are a mapping that is known.

The line above the headings says of which record type it is and in which language; a column is known
by its heading there. Cells say what `services.records.list_export` wrote: labels of codes, "not
known", names of records; a blank cell says that the field is empty. Reference, ID or own number say
which record a row is of: the store finds it. Lines that stand as one text in a cell are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from rilo_desktop.characters import tidy_number
from rilo_desktop.language import catalogue, formats, window_languages
from rilo_desktop.language.spreadsheets import plain_text
from rilo_desktop.presentation.list_spec import ListSpec, column_message
from rilo_desktop.presentation.registry import RECORD_TYPES, record_type
from rilo_desktop.records import FieldSpec, FieldType, class_of, fields_of, kind_named
from rilo_desktop.records.field_specs import NOT_KNOWN
from rilo_desktop.records.identifiers import is_reference
from rilo_desktop.records.snapshots import HEAD, Unreadable, from_snapshot
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Severity
from rilo_desktop.rules.personal_data_guard import WITHHELD
from rilo_desktop.vocabularies import Vocabulary, vocabulary
from rilo_desktop.vocabularies.names import codes_named

from .cells import Cell, Number, is_blank, text_of
from .import_result import ImportResult, ImportRow, ListedAs, SourceRow
from .import_rows import ImportEntry, columns_of, rows_of, with_twice
from .json_records import JsonRecord, object_of, records_of
from .mapped_sheets.building import faults_of
from .read_errors import refused
from .rejected_rows import CELL_CHARACTERS
from .sandbox import Sheet, SheetTable, Workbook
from .tables import (
    KEY,
    REASONS,
    cells_by,
    folded,
    known_columns,
    unknown_columns,
    unknown_sheets,
)
from .values import Given

FORMAT = "rilo-list-1"
BETWEEN = "\u00b7"
"""Parts the line above the headings."""
NOT_KNOWN_TEXT = N_("not known")
YES, NO = N_("yes"), N_("no")
REFERENCE = N_("Reference")
IN_LANGUAGE = N_("{field} ({language})")

LINES_OUT = N_(
    "Left out, since a cell cannot hold them whole: {columns}. In the office they stay as they "
    "are; a list as JSON has them whole."
)
STATUS_OUT = N_("A list changes no status: what it brings is a draft.")
WITHHELD_OUT = N_("Cells that were withheld when the list was written were left out: {count}.")
CUT_OUT = N_("Row {row}: {column} was left out, since its text fills the cell and may be cut.")


# --- columns


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`language`: of a text in several languages, the one that stands in it; "": the best one."""

    name: str
    language: str = ""


def heading(look: ListSpec, column: str | ListColumn, language: str) -> str:
    """What a column of a list is called in a file, on the clipboard and on paper."""
    one = ListColumn(column) if isinstance(column, str) else column
    head = _headings(look.kind, language)[one.name]
    if not one.language:
        return head
    return catalogue(language).text(IN_LANGUAGE, field=head, language=one.language)


@cache
def _headings(kind: str, language: str) -> Mapping[str, str]:
    """{field: heading}; no two columns of a record type have the same one."""
    look, text = record_type(kind).list, catalogue(language).text
    described = fields_of(class_of(kind))
    names = (*HEAD, *(n for n, about in described.items() if not about.office_only))
    said = {name: text(_called(look, name)) for name in names}
    often = Counter(said.values())
    plain = {"workflow": N_("Workflow"), **{n: about.label for n, about in described.items()}}
    also = {
        name: text(plain[name])
        for name in (kind_named(kind).title_in(""), "workflow")
        if often[said[name]] > 1
    }
    office = {n: text(_called(look, n)) for n in described if n not in said}
    return {**said, **also, **office}


def _called(look: ListSpec, name: str) -> str:
    kind = kind_named(look.kind)
    label = kind.label if name == kind.title_in("") else ""
    if name in ("id", "tlp"):
        return {"id": "ID", "tlp": "TLP"}[name]
    return label or column_message(look, name)


@lru_cache(100)
def _known(kind: str, language: str, _languages: Vocabulary) -> Mapping[str, str]:
    """{heading: column of the template}; a text in the best language has its field's name. Made
    anew where the list of languages changes."""
    look, described = record_type(kind).list, fields_of(class_of(kind))
    found: dict[str, str] = {}
    for name, said in _headings(kind, language).items():
        about = described.get(name)
        columns = {name: ""} if about is None else _columns_of(name, about)
        for column, of in columns.items():
            found[heading(look, ListColumn(name, of), language) if of else said] = column
    return found


# --- cells


def exact(about: FieldSpec, value: Any, cell: str, language: str) -> str:
    """The text of a value that a list shows, or the value as it is kept where that text would read
    as another one: a label that two codes share."""
    if about.type is FieldType.CODE and isinstance(value, str):
        return cell if said_in(about, cell, language) == value else value
    if about.type is FieldType.CODES and value and isinstance(value, tuple):
        return cell if said_in(about, cell, language) == value else "; ".join(value)
    if about.type is FieldType.TEXTS and value and isinstance(value, tuple):
        return "\n".join(value)
    return cell


def said_in(about: FieldSpec, cell: Cell, language: str) -> Given:
    """What a cell says, in the form that does not depend on a language."""
    text = text_of(cell).strip()
    if text == catalogue(language).text(NOT_KNOWN_TEXT):
        return NOT_KNOWN
    match about.type:
        case FieldType.FLAG if text == catalogue(language).text(YES):
            return True
        case FieldType.FLAG if text == catalogue(language).text(NO):
            return False
        case FieldType.CODE:
            return _meant(about, text, language)
        case FieldType.CODES:
            return _all_meant(about, text, language)
        case FieldType.TEXTS:
            return tuple(line.strip() for line in text.split("\n") if line.strip())
        case FieldType.INTEGER | FieldType.DECIMAL if isinstance(cell, str):
            return _with_point(text, language)
    return cell


def _meant(about: FieldSpec, text: str, language: str) -> str:
    if about.names:  # own number and title, two blanks between them
        return tidy_number(text.partition("  ")[0])
    return _code(vocabulary(about.vocabulary), text, language) if about.vocabulary else text


def _all_meant(about: FieldSpec, text: str, language: str) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split(r";\s|\n", text) if part.strip()]
    return tuple(_meant(about, part, language) for part in parts)


def _code(known: Vocabulary, text: str, language: str) -> str:
    """The code with this label in the list's language, else with this name in any."""
    if known.known(text):
        return text
    found = _labelled(known, text, language) or codes_named(known.name, text)
    return found[0] if len(set(found)) == 1 else text


@lru_cache(5_000)
def _labelled(known: Vocabulary, text: str, language: str) -> tuple[str, ...]:
    return tuple(
        code
        for items in (known.items, known.others)
        for code, item in items.items()
        if item.label(language) == text
    )


_COMMA = re.compile(r"[+-]?\d+,\d+")


def _with_point(text: str, language: str) -> str:
    """A list writes no thousands apart: where its language has a decimal comma, it is one."""
    is_comma = formats(language).decimal == "," and _COMMA.fullmatch(text)
    return text.replace(",", ".") if is_comma else text


# --- files


@dataclass(frozen=True, slots=True)
class _Layout:
    """`first`: place of the first row among those of the sheet."""

    kind: str
    language: str
    first: int

    @property
    def known(self) -> Mapping[str, str]:
        return _known(self.kind, self.language, vocabulary("language"))


def is_list(content: Workbook | SheetTable) -> bool:
    """Does it hold a list that this program wrote?"""
    return any(_layout(sheet) is not None for sheet in _sheets(content))


def is_list_data(data: Any) -> bool:
    return isinstance(data, dict) and data.get("format") == FORMAT


def read_list(content: Workbook | SheetTable, file: str) -> ImportResult:
    """The rows of its lists. Raises Refused for one whose rows do not say of what they are."""
    rows: list[ImportRow] = []
    said: list[Finding] = []
    others: list[str] = []
    as_text = isinstance(content, SheetTable)
    for sheet in _sheets(content):
        layout = _layout(sheet)
        if layout is None:
            others += [sheet.name] if sheet.rows else []
            continue
        reader = _Reader(sheet, layout, file, as_text)
        rows += rows_of(layout.kind, reader.entries(), file)
        said += reader.findings()
    if others:
        said.append(unknown_sheets(others, file))
    return ImportResult(tuple(rows), tuple(said))


def _sheets(content: Workbook | SheetTable) -> Sequence[Sheet]:
    return content.sheets if isinstance(content, Workbook) else (content.sheet,)


def _layout(sheet: Sheet) -> _Layout | None:
    """What the line above the headings, and they themselves, say; None where it is no list."""
    if len(sheet.rows) < 2:
        return None
    line = [text_of(cell) for cell in sheet.rows[0][1] if not is_blank(cell)]
    if len(line) != 1 or not line[0].startswith("TLP:"):
        return _without_line(sheet)
    parts = {part.strip() for part in line[0].split(BETWEEN)}
    heads = _heads(sheet.rows[1][1])
    found = [
        _Layout(spec.code, language, 2)
        for language in window_languages()
        for spec in RECORD_TYPES
        if catalogue(language).text(spec.place) in parts
    ]
    return max(found, key=lambda one: len(heads.keys() & _folded(one)), default=None)


def _without_line(sheet: Sheet) -> _Layout | None:
    """Rows of a list that were given back, or of which the line above was deleted: headings of one
    record type, and references of it in each row."""
    heads = _heads(sheet.rows[0][1])
    for language in window_languages():
        at = heads.get(folded(catalogue(language).text(REFERENCE)), -1)
        if at < 0:
            continue
        texts = (text_of(cells[at]) if at < len(cells) else "" for _, cells in sheet.rows[1:])
        first = _short(next(texts))
        for spec in RECORD_TYPES:
            layout = _Layout(spec.code, language, 1)
            is_of_type = first == kind_named(spec.code).short and heads.keys() <= _folded(layout)
            if is_of_type and all(_short(text) == first for text in texts):
                return layout
    return None


def _short(reference: str) -> str:
    """The record type in a reference; "" in what is none."""
    return reference.split("/")[2] if is_reference(reference) else ""


def _heads(cells: Sequence[Cell]) -> Mapping[str, int]:
    texts = {folded(text_of(cell)): at for at, cell in enumerate(cells) if not is_blank(cell)}
    return {text: at for text, at in texts.items() if text != folded(REASONS)}


def _folded(layout: _Layout) -> set[str]:
    return set(map(folded, layout.known))


class _Reader:
    """Reads the rows of one list."""

    def __init__(self, sheet: Sheet, layout: _Layout, file: str, as_text: bool) -> None:
        """`as_text`: of CSV, in which a text that a spreadsheet would reckon with has a guard."""
        self._sheet, self._language, self._as_text = sheet, layout.language, as_text
        self._rows = sheet.rows[layout.first :]
        header = sheet.rows[layout.first - 1][1]
        columns, self._unknown = known_columns(header, layout.known, sheet.name, file)
        if not {*columns.values()} & {"id", "reference", KEY}:
            raise refused("list_reference", file, sheet=sheet.name)
        self._place = FieldPath(kind=layout.kind, file=file, sheet=sheet.name)
        self._fields = {
            column: (about, of)
            for name, about in fields_of(class_of(layout.kind)).items()
            for column, of in _columns_of(name, about).items()
        }
        out = {
            column
            for column, (about, _) in self._fields.items()
            if about.lines is not None or about.for_program or about.office_only
        }
        self._heads = {at: text_of(header[at]).strip() for at in columns}
        self._out = [self._heads[at] for at, column in columns.items() if column in out]
        self._columns = {at: column for at, column in columns.items() if column not in out}
        self._withheld = catalogue(layout.language).text(WITHHELD)
        self._hidden = 0
        self._cut: list[Finding] = []

    def entries(self) -> Iterator[ImportEntry]:
        for number, cells in self._rows:
            if all(map(is_blank, cells_by(self._columns, cells).values())):
                continue
            given = cells_by(self._columns, [self._whole(cell) for cell in cells])
            head = {name: text_of(given.pop(name, None)).strip() for name in HEAD}
            listed = ListedAs(head["reference"], head["id"], self._language, by_text=True)
            said = {c: cell for c, cell in given.items() if not self._says_nothing(c, cell, number)}
            yield ImportEntry(
                self._sheet.name,
                number,
                self._said(said),
                listed=listed,
                source=cells_by(self._heads, cells),
            )

    def _whole(self, cell: Cell) -> Cell:
        return plain_text(cell) if self._as_text and isinstance(cell, str) else cell

    def _says_nothing(self, column: str, cell: Cell, row: int) -> bool:
        """What was withheld, or cut where a workbook holds no more."""
        if cell == self._withheld:
            self._hidden += 1
            return True
        if not isinstance(cell, str) or len(cell) != CELL_CHARACTERS or self._as_text:
            return False
        values = {"column": Message(self._fields[column][0].label), "row": row}
        self._cut.append(_warns("list_cut", CUT_OUT, replace(self._place, row=row), values))
        return True

    def _said(self, cells: Mapping[str, Cell]) -> dict[str, Given]:
        """By the columns of the template, in the form that does not depend on a language. The best
        text says again what that of one language does, and is in the list's where it does not."""
        found: dict[str, Given] = {}
        for column, cell in cells.items():
            about, of = self._fields[column]
            if about.type is not FieldType.TRANSLATED:
                found[column] = cell if is_blank(cell) else said_in(about, cell, self._language)
            elif of:
                found[column] = cell
        for column, cell in cells.items():
            about, of = self._fields[column]
            if about.type is FieldType.TRANSLATED and not of and not is_blank(cell):
                mine = columns_of(column, about)
                if cell not in [cells.get(one) for one in mine]:
                    found[next(one for one in mine if mine[one] == self._language)] = cell
        return found

    def findings(self) -> Iterator[Finding]:
        """What was left out of it; asked when its rows were read."""
        place = self._place
        yield from unknown_columns(self._sheet, self._unknown, place.file)
        if self._out:
            yield _warns("list_lines", LINES_OUT, place, {"columns": ", ".join(self._out)})
        if "workflow" in self._columns.values():
            yield _warns("list_status", STATUS_OUT, place, {})
        if self._hidden:
            yield _warns("list_withheld", WITHHELD_OUT, place, {"count": self._hidden})
        yield from self._cut


def _columns_of(name: str, about: FieldSpec) -> Mapping[str, str]:
    best = {name: ""} if about.type is FieldType.TRANSLATED else {}
    return {**best, **columns_of(name, about)}


def _warns(rule: str, message: str, place: FieldPath, values: Mapping[str, Any]) -> Finding:
    return Finding(f"exchange.{rule}", Severity.WARNS, Nature.STRUCTURE, message, values, place)


# --- JSON


def read_list_data(data: Any, file: str) -> ImportResult:
    """The records of a list as JSON, with their lines. Raises Refused for data of another shape."""
    whole = JsonRecord(data, "", 1, file)
    kind = whole.data.get("kind")
    if not isinstance(kind, str) or kind not in {spec.code for spec in RECORD_TYPES}:
        raise refused("snapshot_kind", file)
    columns = whole.names("columns")
    linked = {
        name: text_of(whole.cell(number, "linked"))
        for name, number in object_of(data.get("linked") or {}, "linked", file).items()
    }
    records = records_of(data.get("records"), "records", file)
    made = [_of_data(kind, one, columns, linked, data.get("schema"), file) for one in records]
    return ImportResult(with_twice(made))


def _of_data(
    kind: str,
    one: JsonRecord,
    columns: Iterable[str],
    linked: Mapping[str, str],
    schema: Any,
    file: str,
) -> ImportRow:
    hidden = set(one.names("withheld"))
    number = _plain(schema) if schema is not None else kind_named(kind).schema
    snapshot = {name: _plain(value) for name, value in one.data.items() if name != "withheld"}
    try:
        record = from_snapshot({**snapshot, "kind": kind, "schema": number})
    except (Unreadable, TypeError, ValueError, KeyError, AttributeError) as error:
        raise refused("list_record", file, row=one.number, what=str(error)[:100]) from None
    described = fields_of(class_of(kind))
    names = [n for n in columns if n in described and n not in hidden]
    values = {n: getattr(record, n) for n in names if not described[n].office_only}
    local_ref = tidy_number(text_of(values.pop(KEY, None)))
    if local_ref:
        values[KEY] = local_ref
    place = FieldPath(
        kind=kind, reference=record.reference[:100] or local_ref[:100], file=file, row=one.number
    )
    source = SourceRow("", one.number, {n: text_of(_cell(v)) for n, v in snapshot.items()})
    listed = ListedAs(record.reference, record.id, linked=linked)
    findings = tuple(faults_of(kind, values, place))
    return ImportRow(
        kind, local_ref, values, file, "", one.number, findings, (source,), True, listed
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Number):
        return int(value.text) if re.fullmatch(r"-?\d{1,18}", value.text) else value.text
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, (str, bool)) else str(value)
