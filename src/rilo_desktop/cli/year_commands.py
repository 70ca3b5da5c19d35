"""The reporting year: what is due, what was announced, and the calendar."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from rilo_desktop.language import N_
from rilo_desktop.services.records import due_calendar, reporting_year
from rilo_desktop.services.records.calendar_file import WrittenCalendar
from rilo_desktop.services.records.reporting_year import Paper

from .commands import DONE, opened
from .printing import Printer, table

HEADS = (N_("Code"), N_("Due"), N_("Days left"), N_("Paper"), N_("Document"), N_("Released"))


def year(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        if options.announce:
            reporting_year.announce(
                session, options.announce, options.day, options.month, options.source
            )
        if options.calendar and options.due:
            made = due_calendar.write(session, options.calendar, printer.language)
            return _written(made, options.calendar, printer)
        if options.calendar:
            made = reporting_year.write_calendar(session, options.calendar, printer.language)
            return _written(made, options.calendar, printer)
        found = reporting_year.overview(session)
    data = [_data(paper, found.day, printer.language) for paper in found.papers]
    rows = [
        (one["code"], one["due"] or printer.text("not announced"), one["days"], *_names(one))
        for one in data
    ]
    printer.answer(data, table(list(map(printer.text, HEADS)), rows))
    return DONE


def _written(made: WrittenCalendar, path: Path, printer: Printer) -> int:
    said = printer.plural("{count} day", "{count} days", made.days)
    told = {"file": str(path), "days": made.days, "tlp": made.tlp, "withheld": made.withheld}
    printer.answer(told, f"TLP:{made.tlp}, {said}")
    printer.left_out(made.withheld)
    return DONE


def _names(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["name"], one["submission"], one["sent"]


def _data(paper: Paper, today: date, language: str) -> dict[str, Any]:
    """`days` is null where no day was announced: nothing is counted to a month."""
    time = paper.passed or paper.due
    due = ""
    if time is not None:
        due = time.start.isoformat() if time.is_day else f"{time.start:%Y-%m}"
    return {
        "kind": "paper",
        "code": paper.code,
        "name": paper.names.get(language) or paper.names.get("en") or paper.code,
        "due": due,
        "known": time.sureness.value if time is not None else "not_announced",
        "days": time.days_left(today) if time is not None and time.is_day else None,
        "source": time.source if time is not None else "",
        "submission": paper.submission,
        "year": paper.year or None,
        "sent": paper.sent,
        "parts": {part.kind: part.count for part in paper.parts},
    }
