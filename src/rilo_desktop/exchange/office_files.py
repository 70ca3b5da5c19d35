"""Files with an office's records, as people make them: workbooks and published data."""

from __future__ import annotations

from pathlib import Path

from .import_result import ImportResult
from .practice_year import is_year, read_year
from .published import read_data, read_table
from .read_errors import refused
from .sandbox import Data, SheetTable, Workbook, content_of
from .tables import read_workbook


def read(path: Path) -> ImportResult:
    """The records of an office's workbook, or of a published JSON or CSV file.

    The content decides which it is, not the name. Reading runs in a limited child process. Findings
    about rows name sheet, row and field. Raises `rules.findings.Refused` with one sentence for a
    file that cannot be read; nothing is ever read in part.
    """
    match content_of(path):
        case Workbook() as book:
            return read_workbook(book, path.name)
        case Data(value):
            if is_year(value):
                return read_year(value, path.name)
            return read_data(value, path.name)
        case SheetTable(sheet, encodings):
            if encodings:  # nobody was asked which it is
                raise refused("encoding", path.name, line=encodings[0].line)
            return read_table(sheet, path.name)
