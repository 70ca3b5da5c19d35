"""Commands on the files of a record: attach, attachments, detach."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from rilo_desktop.characters import visible
from rilo_desktop.records import Attachment
from rilo_desktop.records.attachment import attachments_of
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.records import attachment, record

from .commands import DONE, opened
from .printing import Printer

WRONG_USE = 2


def attach(options: argparse.Namespace, printer: Printer) -> int:
    if printer.stands_in(options.file) and not options.name:
        printer.explain(printer.text("A file from standard input has no name: give it --name."))
        return WRONG_USE
    about = (options.description, options.tlp, options.name)
    with opened(options) as session:
        found = record.find(session, options.reference).record
        attachment.attach(session, found.id, options.file, *about)
        _print_files(session, printer, found.id)
        *_, one = attachments_of(record.get(session, found.id).record)
        printer.note(attachment.acts(session, one))
    return DONE


def listed(options: argparse.Namespace, printer: Printer) -> int:
    """The files of a record, or one of them written out."""
    if bool(options.save) != (options.out is not None):
        printer.explain(printer.text("--save NAME and --out FILE belong together."))
        return WRONG_USE
    with opened(options) as session:
        if options.save:
            session.permit(Task.SUBMIT)
        found = record.find(session, options.reference).record
        if options.save:
            one = attachment.named(found, options.save)
            attachment.save_as(session, one, options.out)
            printer.answer({"file": str(options.out), "sha256": one.sha256}, str(options.out))
        else:
            _print_files(session, printer, found.id)
    return DONE


def detach(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        session.permit(Task.WRITE)
        found = record.find(session, options.reference).record
        attachment.detach(session, found.id, options.name)
        _print_files(session, printer, found.id)
    return DONE


def _print_files(session: Session, printer: Printer, record_id: str) -> None:
    held = attachments_of(record.get(session, record_id).record)
    text = "\n".join(_line(one) for one in held) or printer.text("The record has no files.")
    printer.answer([asdict(one) for one in held], text)


def _line(one: Attachment) -> str:
    about = visible(one.description or "", lines=False)
    name = visible(one.name or "", lines=False)
    return f"{(one.sha256 or '')[:12]}  {one.size or 0:>11,}  {one.tlp or '-':12}  {name}  {about}"
