"""What a document carries for other programs beside its data: figures and answers as tables."""

from __future__ import annotations

from collections.abc import Mapping

from rilo_desktop import reports
from rilo_desktop.reports import Content


def tables_of(content: Content) -> Mapping[str, bytes]:
    """File name -> content; the same for the same document."""
    from rilo_desktop.exchange.table_file import answers_workbook

    found = dict(reports.tables(content))
    if sheets := reports.answer_sheets(content):
        found["answers.xlsx"] = answers_workbook(sheets)
    return found
