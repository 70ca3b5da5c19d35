"""An empty workbook: a sheet for each kind an office keeps in one, and what belongs in a column."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rilo_desktop.records.field_specs import (
    FieldSpec,
    FieldType,
    RecordType,
    class_of,
    fields_of,
    record_types,
)

from .import_rows import column_of, columns_of
from .rejected_rows import SOUND, written_whole
from .tables import KEY

Explain = Callable[[FieldSpec], str]
NOTE_CHARACTERS = 1_500
NOT_FILLED = (KEY, "archived")
"""The key leads; what is archived is decided in the office."""


def write_template(path: Path, explain: Explain) -> None:
    """`explain` says of a field what belongs in its column. Raises OSError."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, SOUND)
    bold = book.add_format({"bold": True})
    for kind in record_types().values():
        if kind.sheet:
            for name, columns in _sheets(kind).items():
                _write_sheet(book.add_worksheet(name), columns, explain, bold)
    book.close()
    written_whole(path, content.getvalue())


def _sheets(kind: RecordType) -> Mapping[str, Mapping[str, FieldSpec | None]]:
    """{sheet: {column: its field}}: the records, then the lines that have a sheet."""
    fields = fields_of(class_of(kind.code))
    flat = {
        column: about
        for name, about in fields.items()
        for column in columns_of(name, about)
        if about.type is not FieldType.LINES and name not in NOT_FILLED
    }
    found: dict[str, Mapping[str, FieldSpec | None]] = {kind.sheet: {KEY: fields[KEY], **flat}}
    for about in fields.values():
        if about.type is FieldType.LINES and about.sheet and about.lines is not None:
            inner = {
                column_of(name, field): field for name, field in fields_of(about.lines).items()
            }
            found[about.sheet] = {KEY: None, **inner}
    return found


def _write_sheet(
    sheet: Any, columns: Mapping[str, FieldSpec | None], explain: Explain, bold: Any
) -> None:
    for place, (column, about) in enumerate(columns.items()):
        sheet.write_string(0, place, column, bold)
        said = explain(about) if about is not None else ""
        if said:
            sheet.write_comment(0, place, said[:NOTE_CHARACTERS], {"x_scale": 2, "y_scale": 2})
    sheet.set_column(0, len(columns) - 1, 18)
    sheet.freeze_panes(1, 1)
