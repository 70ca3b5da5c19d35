"""The coloured workbook of what an import would do, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rilo_desktop.exchange.cells import text_of
from rilo_desktop.exchange.import_preview import PreviewRow, preview_content
from rilo_desktop.exchange.mapped_sheets.read_cells import ReadRow
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.language import catalogue
from rilo_desktop.rules.findings import N_, NC_

from ..office import ways_out
from ..office.finding_messages import sentence
from ..office.outgoing import save
from .import_report import RowOutcome, RowReport
from .import_tables import Looked

WORDS: Mapping[RowOutcome, str] = {
    RowOutcome.NEW: NC_("a row of an import", "New"),
    RowOutcome.CHANGED: NC_("a row of an import", "Changed"),
    RowOutcome.SAME: N_("The same"),
    RowOutcome.QUESTION: N_("Question"),
    RowOutcome.REJECTED: N_("Refused"),
    RowOutcome.SKIPPED: N_("No record"),
}


def write_preview(looked: Looked, path: Path, language: str = "en") -> None:
    """Write it whole or not at all. Raises Refused."""
    text = catalogue(language).text
    heads = (text(N_("Row")), text(N_("What becomes of it")), text(N_("Reasons")))
    sheets = {name: list(rows) for name, rows in _sheets(looked, language)}
    save(ways_out.PREVIEW, path, preview_content(sheets, heads))


def _sheets(looked: Looked, language: str) -> Iterator[tuple[str, Iterator[PreviewRow]]]:
    reports = {(one.file, one.sheet, one.row): one for one in looked.rows}
    seen: set[tuple[str, str, int]] = set()
    for book in looked.books:
        for sheet in book.sheets:
            seen.update((book.file, sheet.name, row.number) for row in sheet.rows)
            yield sheet.name, _rows(book.file, sheet, reports, language)
    others = [one for key, one in reports.items() if key not in seen]
    for name in dict.fromkeys(one.sheet or one.file for one in others):
        rows = (one for one in others if (one.sheet or one.file) == name)
        yield name, (_row(one, (one.local_ref,), {}, language) for one in rows)


def _rows(
    file: str,
    sheet: ReadSheet,
    reports: Mapping[tuple[str, str, int], RowReport],
    language: str,
) -> Iterator[PreviewRow]:
    places = {column.letter: column.column for column in sheet.columns if column.letter}
    for source, row in zip(sheet.table.rows, sheet.rows, strict=True):
        report = reports[file, sheet.name, row.number]
        marked = dict(_marked(row, places, language))
        yield _row(report, tuple(text_of(cell) for cell in source.cells), marked, language)


def _marked(row: ReadRow, places: Mapping[str, int], language: str) -> Iterator[tuple[int, str]]:
    for cell in row.cells:
        if cell.is_open and cell.letter in places:
            reason = cell.value.reason
            yield places[cell.letter], sentence(reason, language) if reason else "?"


def _row(
    report: RowReport, cells: tuple[str, ...], marked: Mapping[int, str], language: str
) -> PreviewRow:
    return PreviewRow(
        report.row,
        report.outcome.value,
        catalogue(language).text(WORDS[report.outcome]),
        cells,
        marked,
        "\n".join(sentence(reason, language) for reason in report.reasons),
    )
