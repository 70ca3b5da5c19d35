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
from rilo_desktop.records.field_specs import NOT_KNOWN, NotKnown
from rilo_desktop.records.identifiers import is_reference
from rilo_desktop.records.snapshots import HEAD, Unreadable, from_snapshot
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.rules.personal_data_guard import WITHHELD
from rilo_desktop.vocabularies import Vocabulary, vocabulary
from rilo_desktop.vocabularies.names import codes_named

from .cells import Cell, Number, is_blank, text_of
from .import_result import ImportResult, ImportRow, ListedAs, SourceRow
from .import_rows import placed, with_twice
from .json_records import JsonRecord, object_of, records_of
from .mapped_sheets.building import faults_of
from .read_errors import refused
from .rejected_rows import CELL_CHARACTERS
from .sandbox import Sheet, SheetTable, Workbook
from .tables import REASONS, unknown_columns, unknown_sheets
from .values import Given, Unfit, value_of

FORMAT = "rilo-list-1"
KEY = "local_ref"
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


@cache
def _columns_by_heading(kind: str, language: str) -> Mapping[str, ListColumn]:
    look, described = record_type(kind).list, fields_of(class_of(kind))
    found: dict[str, ListColumn] = {}
    for name in _headings(kind, language):
        found[_folded(heading(look, name, language))] = ListColumn(name)
        if name in described and described[name].type is FieldType.TRANSLATED:
            for item in vocabulary("language"):
                column = ListColumn(name, item.code)
                found[_folded(heading(look, column, language))] = column
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


# --- cells


def exact(about: FieldSpec, value: Any, cell: str, language: str) -> str:
    """The text of a value that a list shows, or the value as it is kept where that text would read
    as another one: a label that two codes share."""
    if about.type is FieldType.CODE and isinstance(value, str):
        return cell if _said(about, cell, language) == value else value
    if about.type is FieldType.CODES and value and isinstance(value, tuple):
        return cell if _said(about, cell, language) == value else "; ".join(value)
    if about.type is FieldType.TEXTS and value and isinstance(value, tuple):
        return "\n".join(value)
    return cell


def _said(about: FieldSpec, cell: Cell, language: str) -> Given | NotKnown:
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


@lru_cache(5_000)
def _code(known: Vocabulary, text: str, language: str) -> str:
    """The code with this label in the list's language, else with this name in any."""
    if known.known(text):
        return text
    labelled = [
        code
        for items in (known.items, known.others)
        for code, item in items.items()
        if item.label(language) == text
    ]
    found = labelled or codes_named(known.name, text)
    return found[0] if len(set(found)) == 1 else text


_COMMA = re.compile(r"[+-]?\d+,\d+")


def _with_point(text: str, language: str) -> str:
    """A list writes no thousands apart: where its language has a decimal comma, it is one."""
    is_comma = formats(language).decimal == "," and _COMMA.fullmatch(text)
    return text.replace(",", ".") if is_comma else text


# --- files


@dataclass(frozen=True, slots=True)
class _Layout:
    kind: str
    language: str
    columns: Mapping[int, ListColumn]
    unknown: tuple[str, ...]
    heads: Mapping[int, str]
    first: int = 2
    """Place of the first row among those of the sheet."""


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
        made = _Reader(sheet, layout, file, as_text)
        rows += made.rows()
        said += made.findings()
    if others:
        said.append(unknown_sheets(others, file))
    return ImportResult(with_twice(rows), tuple(said))


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
        _matched(spec.code, language, heads)
        for language in window_languages()
        for spec in RECORD_TYPES
        if catalogue(language).text(spec.place) in parts
    ]
    return max(found, key=lambda one: len(one.columns), default=None)


def _heads(cells: Sequence[Cell]) -> Mapping[int, str]:
    texts = {at: text_of(cell).strip() for at, cell in enumerate(cells) if not is_blank(cell)}
    return {at: text for at, text in texts.items() if text != REASONS}


def _without_line(sheet: Sheet) -> _Layout | None:
    """Rows of a list that were given back, or of which the line above was deleted: headings of one
    record type, and references of it in each row."""
    heads = _heads(sheet.rows[0][1])
    for language in window_languages():
        reference = catalogue(language).text(REFERENCE)
        at = next((at for at, text in heads.items() if text == reference), -1)
        if at < 0:
            continue
        texts = [text_of(cells[at]) if at < len(cells) else "" for _, cells in sheet.rows[1:]]
        shorts = {text.split("/")[2] if is_reference(text) else "" for text in texts}
        for spec in RECORD_TYPES:
            if shorts == {kind_named(spec.code).short}:
                layout = _matched(spec.code, language, heads)
                return None if layout.unknown else replace(layout, first=1)
    return None


def _matched(kind: str, language: str, heads: Mapping[int, str]) -> _Layout:
    by_heading = _columns_by_heading(kind, language)
    columns = {
        at: by_heading[key] for at, text in heads.items() if (key := _folded(text)) in by_heading
    }
    unknown = tuple(text for at, text in heads.items() if at not in columns)
    return _Layout(kind, language, columns, unknown, heads)


class _Reader:
    """Reads the rows of one list."""

    def __init__(self, sheet: Sheet, layout: _Layout, file: str, as_text: bool) -> None:
        """`as_text`: of CSV, in which a text that a spreadsheet would reckon with has a guard."""
        self._sheet, self._layout, self._file, self._as_text = sheet, layout, file, as_text
        self._described = fields_of(class_of(layout.kind))
        self._withheld = catalogue(layout.language).text(WITHHELD)
        self._out = {
            at: column.name
            for at, column in layout.columns.items()
            if (about := self._described.get(column.name)) is not None
            and (about.type is FieldType.LINES or about.for_program or about.office_only)
        }
        self._hidden = 0
        self._cut: list[Finding] = []
        names = {column.name for column in layout.columns.values()}
        if not names & {"id", "reference", KEY}:
            raise refused("list_reference", file, sheet=sheet.name)
        for column in layout.columns.values():
            if sum(one == column for one in layout.columns.values()) > 1:
                raise refused("column_twice", file, sheet=sheet.name, column=column.name)

    def rows(self) -> Iterator[ImportRow]:
        for number, cells in self._sheet.rows[self._layout.first :]:
            given = {at: cell for at, cell in enumerate(cells) if at in self._layout.heads}
            if not all(map(is_blank, given.values())):
                yield self._row(number, given)

    def _row(self, number: int, cells: Mapping[int, Cell]) -> ImportRow:
        by_name: dict[str, dict[str, Cell]] = {}
        for at, column in self._layout.columns.items():
            if at not in self._out:
                cell = cells.get(at)
                if self._as_text and isinstance(cell, str):
                    cell = plain_text(cell)
                by_name.setdefault(column.name, {})[column.language] = cell
        head = {n: text_of(by_name.pop(n).get("")).strip() for n in HEAD if n in by_name}
        local_ref = tidy_number(text_of(by_name.pop(KEY, {}).get("")))
        place = FieldPath(
            kind=self._layout.kind,
            reference=(head.get("reference") or local_ref)[:100],
            file=self._file,
            sheet=self._sheet.name,
            row=number,
        )
        values: dict[str, Any] = {KEY: local_ref} if local_ref else {}
        findings: list[Finding] = []
        for name, given in by_name.items():
            if self._says_nothing(name, given, place):
                continue
            try:
                values[name], found = self._value(self._described[name], given)
            except Unfit as unfit:
                found = unfit.findings
            findings += (placed(one, place, name, self._described[name]) for one in found)
        source = SourceRow(
            self._sheet.name,
            number,
            {text: cells.get(at) for at, text in self._layout.heads.items()},
        )
        listed = ListedAs(
            head.get("reference", ""), head.get("id", ""), self._layout.language, by_text=True
        )
        return ImportRow(
            self._layout.kind,
            local_ref,
            values,
            self._file,
            self._sheet.name,
            number,
            tuple(findings),
            (source,),
            listed=listed,
        )

    def _says_nothing(self, name: str, given: Mapping[str, Cell], place: FieldPath) -> bool:
        """What was withheld, or cut where a workbook holds no more."""
        texts = [cell for cell in given.values() if isinstance(cell, str)]
        if self._withheld in texts:
            self._hidden += 1
            return True
        if any(len(text) == CELL_CHARACTERS for text in texts) and not self._as_text:
            label = catalogue(self._layout.language).text(self._described[name].label)
            values = {"column": label, "row": place.row}
            self._cut.append(_warns("list_cut", CUT_OUT, place, values))
            return True
        return False

    def _value(
        self, about: FieldSpec, given: Mapping[str, Cell]
    ) -> tuple[Any, tuple[Finding, ...]]:
        if about.type is FieldType.TRANSLATED:
            return self._translated(about, given)
        return list_value(about, given[""], self._layout.language)

    def _translated(
        self, about: FieldSpec, given: Mapping[str, Cell]
    ) -> tuple[Any, tuple[Finding, ...]]:
        """The text in each language; the column of the best one says again what one of them does,
        and is that of the list's language where it does not."""
        texts = {of: text_of(cell).strip() for of, cell in given.items() if of}
        best = text_of(given.get("")).strip()
        if best and best not in texts.values():
            texts[self._layout.language] = best
        plain = replace(about, type=FieldType.TEXT)
        found = [value_of(plain, text)[1] for text in texts.values() if text]
        value = tuple(sorted((of, text) for of, text in texts.items()))
        return value, tuple(one for findings in found for one in findings)

    def findings(self) -> Iterator[Finding]:
        """What was left out of it; asked when its rows were read."""
        place = FieldPath(file=self._file, sheet=self._sheet.name)
        if self._layout.unknown:
            yield from unknown_columns(self._sheet, list(self._layout.unknown), self._file)
        if self._out:
            names = ", ".join(self._layout.heads[at] for at in self._out)
            yield _warns("list_lines", LINES_OUT, place, {"columns": names})
        if any(column.name == "workflow" for column in self._layout.columns.values()):
            yield _warns("list_status", STATUS_OUT, place, {})
        if self._hidden:
            yield _warns("list_withheld", WITHHELD_OUT, place, {"count": self._hidden})
        yield from self._cut


def list_value(about: FieldSpec, cell: Cell, language: str) -> tuple[Any, tuple[Finding, ...]]:
    """The value that a cell of a list says, and what is to be said of it. Raises Unfit."""
    empty = () if about.type in (FieldType.CODES, FieldType.TEXTS) else None
    if is_blank(cell):
        return empty, ()
    said = _said(about, cell, language)
    if said is NOT_KNOWN:
        return NOT_KNOWN, ()
    if about.type is FieldType.LINK:  # by its name: the store knows whose it is
        return text_of(said).strip(), ()
    return value_of(about, said)


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
    number = int(schema.text) if isinstance(schema, Number) else kind_named(kind).schema
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
