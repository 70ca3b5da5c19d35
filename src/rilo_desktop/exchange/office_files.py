"""Files with an office's records, as people make them: workbooks and published data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .import_result import ImportResult
from .list_file import is_list, is_list_data, read_list, read_list_data
from .practice_year import is_year, read_year
from .published import is_published, read_data, read_table
from .read_errors import refused
from .sandbox import Content, Data, SheetTable, Workbook, content_of
from .tables import is_template, read_workbook


def read(path: Path, day: date | None = None) -> ImportResult:
    """The records of an office's workbook, or of a published JSON or CSV file.

    `day`: to which the invented year of a practice office moves.

    The content decides which it is, not the name. Reading runs in a limited child process. Findings
    about rows name sheet, row and field. Raises `rules.findings.Refused` with one sentence for a
    file that cannot be read; nothing is ever read in part.
    """
    return read_content(content_of(path), path.name, day)


def read_content(content: Content, file: str, day: date | None = None) -> ImportResult:
    """The records of a file that was read already. Raises Refused."""
    match content:
        case Workbook() as book:
            for sheet in book.sheets:
                if (sheet.values_only and sheet.rows) or sheet.unread:
                    raise refused("not_all_read", file, sheet=sheet.name)
            return read_list(book, file) if is_list(book) else read_workbook(book, file)
        case Data(value):
            if is_year(value):
                return read_year(value, file, day)
            if is_list_data(value):
                return read_list_data(value, file)
            return read_data(value, file)
        case SheetTable(sheet, encodings) as table:
            if encodings:  # nobody was asked which it is
                raise refused("encoding", file, line=encodings[0].line)
            return read_list(table, file) if is_list(table) else read_table(sheet, file)


def is_own(content: Workbook | SheetTable) -> bool:
    """Is it in a layout of this program: its template, a list of it, or published data as CSV?"""
    if is_list(content):
        return True
    if isinstance(content, SheetTable):
        return is_published(content.sheet)
    return is_template(content)
