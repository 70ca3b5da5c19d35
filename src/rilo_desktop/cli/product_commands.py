"""Commands about products: to whom they were given, and what became of that."""

from __future__ import annotations

import argparse

from rilo_desktop.records import Product
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import dissemination, record

from .commands import DONE, opened, record_data
from .printing import Printer


def disseminated(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        dissemination.add(
            session, options.reference, options.to, options.office, options.on, options.why
        )
        _tell(session, printer, options.reference)
    return DONE


def use_reported(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        dissemination.report_use(session, options.reference, options.entry, options.use, options.on)
        _tell(session, printer, options.reference)
    return DONE


def _tell(session: Session, printer: Printer, name: str) -> None:
    stored = record.find(session, name, Product.kind.code)
    assert isinstance(stored.record, Product)
    lines = stored.record.disseminations
    used = sum(bool(line.use_reported) for line in lines)
    text = printer.plural(
        "{reference}: given to {count} function, use reported by {used}",
        "{reference}: given to {count} functions, use reported by {used}",
        len(lines),
        reference=stored.record.reference,
        used=used,
    )
    printer.answer(record_data(stored), text)
