"""Commands about comments between colleagues on a record."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.language import NC_
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.records import record, record_comments
from rilo_desktop.services.records.record_comments import CommentThread

from .argument_parser import Parser
from .argument_parser import command as _command
from .commands import DONE, opened
from .printing import Printer

WRONG_USE = 2
OPEN, DONE_WITH = NC_("a comment", "open"), NC_("a comment", "done")


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    top = sub.add_parser("comment", help="comments between colleagues on a record")
    steps = top.add_commands(dest="step", metavar="STEP")
    shown = _command(steps, "list", "the comments on a record, open ones first", list_all)
    shown.add_argument("reference")
    new = _command(steps, "add", "a comment on a record, or an answer", add)
    new.add_argument("reference")
    new.add_argument("text")
    new.add_argument("--field", default="", help="the field that it is about")
    new.add_argument("--answer", type=int, metavar="NUMBER", help="the comment that it answers")
    done = _command(steps, "done", "mark a comment as done, or as open again", mark)
    done.add_argument("reference")
    done.add_argument("number", type=int, help="as the list counts them")
    done.add_argument("--reopen", action="store_true", help="it is open again")


def list_all(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = record.find(session, options.reference).record
        _print(session, printer, found.id)
    return DONE


def add(options: argparse.Namespace, printer: Printer) -> int:
    if options.field and options.answer is not None:
        printer.explain(printer.text("An answer is about the field of the comment: no --field."))
        return WRONG_USE
    with opened(options) as session:
        session.permit(Task.WRITE)
        found = record.find(session, options.reference).record
        if options.answer is None:
            record_comments.write(session, found.id, options.text, options.field)
        else:
            asked = record_comments.find(session, found.id, options.answer)
            record_comments.answer(session, asked, options.text)
        _print(session, printer, found.id)
    return DONE


def mark(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        session.permit(Task.WRITE)
        found = record.find(session, options.reference).record
        asked = record_comments.find(session, found.id, options.number)
        change = record_comments.reopen if options.reopen else record_comments.mark_done
        change(session, asked)
        _print(session, printer, found.id)
    return DONE


def _print(session: Session, printer: Printer, record_id: str) -> None:
    threads = record_comments.of_record(session, record_id)
    data = [{"number": n, **asdict(thread)} for n, thread in enumerate(threads, 1)]
    text = "\n".join(_lines(threads, printer)) or printer.text("Nobody has commented on it.")
    printer.answer(data, text)


def _lines(threads: Sequence[CommentThread], printer: Printer) -> list[str]:
    lines: list[str] = []
    for number, thread in enumerate(threads, 1):
        state = printer.text(OPEN if thread.is_open else DONE_WITH)
        about: list[Any] = [f"{number:>3}", state, thread.field]
        for one in thread.said:
            said = (*about, one.author, one.time[:16].replace("T", " "), one.text)
            lines.append("  ".join(visible(str(part), lines=False) for part in said if part))
            about = ["   >"]
    return lines
