"""The reporting year: what is due, what was announced, and the calendar."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.services.records import due_calendar, reporting_year
from rilo_desktop.services.records.reporting_year import Paper

from .commands import DONE, opened
from .printing import Printer


def year(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        if options.announce:
            reporting_year.announce(
                session, options.announce, options.day, options.month, options.source
            )
        if options.calendar and options.due:
            made = due_calendar.write(session, options.calendar, printer.language)
            said = printer.plural("{count} day", "{count} days", made.days)
            told = {"file": str(options.calendar), "days": made.days, "tlp": made.tlp}
            printer.answer(told | {"withheld": made.withheld}, f"TLP:{made.tlp}, {said}")
            return DONE
        if options.calendar:
            count = reporting_year.write_calendar(session, options.calendar, printer.language)
            said = printer.plural("{count} day", "{count} days", count)
            printer.answer({"file": str(options.calendar), "days": count}, said)
            return DONE
        found = reporting_year.overview(session)
    data = [_data(paper, found.day) for paper in found.papers]
    lines = [
        f"{one['code']:8}  {one['due'] or '-':12}  {_left(one)}{one['submission']}" for one in data
    ]
    printer.answer(data, "\n".join(visible(line, lines=False) for line in lines))
    return DONE


def _data(paper: Paper, today: date) -> dict[str, Any]:
    """`days` is null where no day was announced: nothing is counted to a month."""
    time = paper.passed or paper.due
    due = ""
    if time is not None:
        due = time.start.isoformat() if time.is_day else f"{time.start:%Y-%m}"
    return {
        "kind": "paper",
        "code": paper.code,
        "due": due,
        "known": time.sureness.value if time is not None else "not_announced",
        "days": time.days_left(today) if time is not None and time.is_day else None,
        "source": time.source if time is not None else "",
        "submission": paper.submission,
        "year": paper.year or None,
        "sent": paper.sent,
        "parts": {part.kind: part.count for part in paper.parts},
    }


def _left(one: dict[str, Any]) -> str:
    return f"{one['days']:>5}  " if one["days"] is not None else "    -  "
