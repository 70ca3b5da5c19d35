"""An empty workbook: what the columns are called, what belongs in them, and one example.

The full one has a sheet for each record type and its lines; the names that the reader goes by stand
in a hidden row above the labels. The short form is one sheet, a row a case, read by its labels.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.language import catalogue
from rilo_desktop.records.field_specs import (
    FieldSpec,
    FieldType,
    RecordType,
    RequiredFor,
    class_of,
    fields_of,
    kind_named,
    record_types,
)
from rilo_desktop.rules.findings import N_, Coded
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named

from .column_mapping.targets import Target, targets_of
from .import_rows import column_of, columns_of
from .rejected_rows import SOUND
from .tables import KEY
from .template_rows import EXAMPLE, LISTS, OWN_NUMBER

Explain = Callable[[FieldSpec], str]
NOTE_CHARACTERS = 1_500
NOT_FILLED = (KEY, "archived")
"""The key leads; what is archived is decided in the office."""
LAST = 5_000
"""Row down to which a cell offers its list."""
OF_LINE = N_("{lines}: {field}")
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class _Column:
    """`name` is what the reader goes by; "" where that is the label."""

    name: str
    label: str
    spec: FieldSpec | None
    example: str = ""


def template_content(explain: Explain, language: str = "en") -> bytes:
    """`explain` says of a field what belongs in its column."""
    sheets: dict[str, Sequence[_Column]] = {}
    for kind in record_types().values():
        if kind.sheet:
            sheets.update(_sheets(kind, language))
    return _workbook(sheets, explain, language)


def short_form_content(kind: str, explain: Explain, language: str = "en") -> bytes:
    """One sheet with what a record of this type needs, and its first line."""
    columns = [_short(kind, target, language) for target in short_targets(kind)]
    name = catalogue(language).text(kind_named(kind).plural)[:31]
    return _workbook({name: columns}, explain, language)


def short_targets(kind: str) -> tuple[Target, ...]:
    """The fields of the short form: what is always needed, of lines those with quantities."""
    return tuple(_needed(kind))


def _needed(kind: str) -> Iterator[Target]:
    described = fields_of(class_of(kind))
    for target in targets_of(kind).values():
        lines = described[target.field].lines
        measured = lines is not None and any(one.beside for one in fields_of(lines).values())
        if target.is_stop:
            is_needed = bool(target.role)
        elif target.in_lines and not measured:
            is_needed = False
        else:
            is_needed = target.spec.level is RequiredFor.MINIMAL and not target.spec.names
        if is_needed or target.path == KEY:
            yield target


def short_label(kind: str, target: Target, language: str) -> str:
    """What the column of a field is called: of a line or a stop with its lines."""
    text = catalogue(language).text
    if target.path == KEY:
        return text(OWN_NUMBER)
    last = target.label[-1]
    label = (
        vocabulary(last.vocabulary).label(last.code, language)
        if isinstance(last, Coded)
        else text(last.text)
    )
    if target.in_lines or target.role:
        lines = text(fields_of(class_of(kind))[target.field].label)
        return text(OF_LINE, lines=lines, field=label)
    return label


def _short(kind: str, target: Target, language: str) -> _Column:
    spec = None if target.is_stop else target.spec
    label = short_label(kind, target, language)
    return _Column("", label, spec, _example(target.path, spec, language))


def _sheets(kind: RecordType, language: str) -> Mapping[str, Sequence[_Column]]:
    """{sheet: its columns}: the records, then the lines that have a sheet."""
    text = catalogue(language).text
    fields = fields_of(class_of(kind.code))
    key = _Column(KEY, text(OWN_NUMBER), fields[KEY], text(EXAMPLE))
    flat = [
        _Column(column, _labelled(about, of, language), about, _example(name, about, language))
        for name, about in fields.items()
        for column, of in columns_of(name, about).items()
        if about.type is not FieldType.LINES and name not in NOT_FILLED
    ]
    found: dict[str, Sequence[_Column]] = {kind.sheet: (key, *flat)}
    for about in fields.values():
        if about.type is FieldType.LINES and about.sheet and about.lines is not None:
            inner = (
                _Column(
                    column_of(name, field),
                    text(field.label),
                    field,
                    _example(name, field, language),
                )
                for name, field in fields_of(about.lines).items()
            )
            found[about.sheet] = (_Column(KEY, text(OWN_NUMBER), None, text(EXAMPLE)), *inner)
    return found


def _labelled(about: FieldSpec, of: str, language: str) -> str:
    label = catalogue(language).text(about.label)
    return f"{label} ({of})" if of else label


def _example(name: str, about: FieldSpec | None, language: str) -> str:
    """The first entry of its list, a day, a number; texts are left to the note."""
    if name == KEY:
        return catalogue(language).text(EXAMPLE)
    if about is None:
        return ""
    if offered := offers(about, language):
        return offered[0]
    if about.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        return "2026-01-31"
    return "12" if about.type in (FieldType.INTEGER, FieldType.DECIMAL) else ""


def offers(about: FieldSpec, language: str) -> tuple[str, ...]:
    """Labels that the reader takes for one code alone; a code where its label is of several."""
    if about.type is FieldType.FLAG:
        return _YES_NO
    if about.type is not FieldType.CODE or not about.vocabulary:
        return ()
    items = vocabulary(about.vocabulary)
    return tuple(
        item.label(language)
        if codes_named(about.vocabulary, item.label(language)) == (item.code,)
        else item.code
        for item in items
    )


def _workbook(sheets: Mapping[str, Sequence[_Column]], explain: Explain, language: str) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    writer = _Writer(book, explain, language)
    for name, columns in sheets.items():
        writer.sheet(name, columns)
    writer.lists()
    book.close()
    return content.getvalue()


class _Writer:
    def __init__(self, book: Any, explain: Explain, language: str) -> None:
        self._book, self._explain, self._language = book, explain, language
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._quiet = book.add_format({"italic": True, "font_color": "#666666"})
        self._lists: dict[tuple[str, ...], int] = {}

    def sheet(self, name: str, columns: Sequence[_Column]) -> None:
        """The names in a hidden row where there are any, the labels, the example."""
        sheet = self._book.add_worksheet(name)
        named = any(column.name for column in columns)
        top = 1 if named else 0
        for place, column in enumerate(columns):
            if named:
                sheet.write_string(0, place, column.name)
            sheet.write_string(top, place, column.label, self._bold)
            said = self._explain(column.spec) if column.spec is not None else ""
            if said:
                about = said[:NOTE_CHARACTERS]
                sheet.write_comment(top, place, about, {"x_scale": 2, "y_scale": 2})
            if column.example:
                sheet.write_string(top + 1, place, column.example, self._quiet)
            offered = offers(column.spec, self._language) if column.spec is not None else ()
            if offered:
                at = self._lists.setdefault(offered, len(self._lists))
                source = f"='{LISTS}'!{_range(at, len(offered))}"
                rule = {"validate": "list", "source": source, "error_type": "warning"}
                sheet.data_validation(top + 1, place, LAST, place, rule)
        if named:
            sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, len(columns) - 1, 22)
        sheet.freeze_panes(top + 1, 1)

    def lists(self) -> None:
        """What the cells offer, on a hidden sheet that the reader passes over."""
        if not self._lists:
            return
        sheet = self._book.add_worksheet(LISTS)
        for offered, at in self._lists.items():
            for row, text in enumerate(offered):
                sheet.write_string(row, at, text)
        sheet.hide()


def _range(column: int, count: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(0, column, count - 1, column))
