"""`rilo update FILE STORE`: what a new version on a stick holds, and the way to its installer."""

from __future__ import annotations

import argparse

from rilo_desktop.services.office import program_update
from rilo_desktop.services.office.progress import Said

from .commands import DONE, opened
from .printing import Printer


def take(options: argparse.Namespace, printer: Printer) -> int:
    """Shown (--dry-run), or backed up and unpacked (0): the installer is named, not started."""
    found = program_update.read_update(options.file)
    news = found.news(printer.language)
    head = printer.text("Version {version}, issued {day}", version=found.version, day=found.issued)
    data: dict[str, object] = {"version": found.version, "issued": found.issued, "news": news}
    if options.dry_run:
        printer.answer(data, f"{head}\n{news}".strip())
        return DONE
    printer.write(f"{head}\n{news}".strip())
    with opened(options) as session:
        done = program_update.prepare(session, found, Said(printer.progress))
    line = program_update.instruction(done) or str(done.installer)
    said = printer.text(
        "The office was backed up to {backup}. Close the program everywhere, then start the "
        "installer:",
        backup=done.backup,
    )
    data |= {"backup": str(done.backup), "installer": str(done.installer), "start": line}
    printer.answer(data, f"{said}\n    {line}")
    return DONE
