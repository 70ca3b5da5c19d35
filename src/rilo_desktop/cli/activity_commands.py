"""Commands about activities: note one in a line, and the year in numbers."""

from __future__ import annotations

import argparse

from rilo_desktop.services.records import activities
from rilo_desktop.vocabularies import vocabulary

from .commands import DONE, opened, record_data
from .printing import Printer


def note(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        stored = activities.note_line(session, options.line).stored
    printer.answer(record_data(stored), f"{stored.record.reference}  {stored.record.title_text}")
    return DONE


def year(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = activities.year(session, options.year).counted
    data = [
        {"kind": one.kind, "months": list(one.months), "year": one.total, "before": one.before}
        for one in found.kinds
    ]
    kinds = vocabulary("activity_kind")
    lines = [
        f"{kinds.label(one.kind, printer.language)}: {one.total} ({found.year - 1}: {one.before})"
        for one in found.kinds
    ]
    printer.answer({"year": found.year, "kinds": data}, "\n".join(lines))
    return DONE
