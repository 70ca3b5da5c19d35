"""Commands about consultations: take a draft in, see how far it is, and all comments on it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from rilo_desktop.analysis.consultation import state_of
from rilo_desktop.characters import visible
from rilo_desktop.records import Consultation
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import consultations, record
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.store import Stored

from .argument_parser import Parser
from .argument_parser import command as _command
from .commands import DONE, opened, record_data
from .list_commands import add_answers
from .printing import Printer
from .sending_commands import printed_refusals
from .standard_streams import add_format, reads, writes


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    top = sub.add_parser("consultation", help="drafts that offices are asked about")
    steps = top.add_commands(dest="step", metavar="STEP")
    new = _command(steps, "add", "a draft as a new consultation", add)
    new.add_argument("file", type=reads, help="Word (.docx) or text (.txt)")
    new.add_argument("--title", default="", help="else that of the document")
    new.add_argument("--subject", default="", help="reference that whoever asks gave the draft")
    new.add_argument(
        "--document", default="", metavar="NAME", help="the product that this is the draft of"
    )
    new.add_argument("--asked-by", default="", help="an office or a function, never a person")
    new.add_argument("--closes", default="", metavar="DAY", help="comments wanted by: 2026-11-25")
    _command(steps, "list", "all consultations, and what is open", list_all)
    one = _command(steps, "show", "a draft with the answer of this office", show)
    one.add_argument("reference")
    comments = _command(steps, "table", "all comments on a draft, by paragraph", table)
    comments.add_argument("reference")
    comments.add_argument("--out", type=writes(), help="also as a file: .xlsx or .csv")
    add_format(comments, ".csv", ".xlsx")
    add_answers(comments, withhold=True)


def add(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        stored = consultations.add(
            session,
            options.file,
            options.title,
            subject=options.subject,
            document=options.document,
            asked_by=options.asked_by,
            closes=options.closes,
        ).stored
    printer.answer(record_data(stored), _line(stored, printer))
    return DONE


def list_all(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = list(all_stored(session, Query(consultations.CODE)))
    text = "\n".join(_line(stored, printer) for stored in found)
    printer.answer([_summary(stored) for stored in found], text)
    return DONE


def show(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        stored = _found(session, options.reference)
    draft = stored.record
    assert isinstance(draft, Consultation)
    data = record_data(stored) | {
        "states": _summary(stored)["states"],
        "open": [line.number for line in draft.paragraphs if state_of(line) in consultations.OPEN],
    }
    lines = [_line(stored, printer), ""]
    for line in draft.paragraphs:
        lines.append(f"{line.number or '-':6}  {state_of(line).value:12}  {line.text or ''}")
        answer = (line.comment, line.proposal, line.reason)
        lines += [f"        > {said}" for said in answer if said]
    printer.answer(data, "\n".join(visible(text, lines=False) for text in lines))
    return DONE


def table(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = consultations.table(session, options.reference)
        if options.out is not None:
            with printed_refusals(printer):
                withheld = consultations.write(
                    session,
                    options.reference,
                    options.out,
                    printer.language,
                    tuple(tuple(one) for one in options.answers),
                    options.withhold,
                )
    data: dict[str, Any] = {
        "reference": found.record.reference,
        "title": found.record.title_text,
        "offices": list(found.offices),
        "missing": list(found.missing),
        "comments": [asdict(row) for row in found.rows],
    }
    if options.out is not None:
        data |= {"file": str(options.out), "withheld": withheld}
    lines = [
        f"{row.number:6}  {row.office:6}  {row.position:10}  {row.proposal or row.comment}"
        for row in found.rows
    ]
    if found.missing:
        names = ", ".join(found.missing)
        lines.append(printer.text("No answer yet: {names}", names=names))
    printer.answer(data, "\n".join(visible(text, lines=False) for text in lines))
    return DONE


def _found(session: Session, name: str) -> Stored:
    return record.get(session, consultations.find(session, name).id)


def _summary(stored: Stored) -> dict[str, Any]:
    draft = stored.record
    assert isinstance(draft, Consultation)
    states = {state.value: count for state, count in consultations.states(draft).items()}
    return {
        "kind": consultations.CODE,
        "id": draft.id,
        "reference": draft.reference,
        "local_ref": draft.local_ref,
        "title": draft.title_text,
        "subject": draft.subject,
        "closes": draft.closes,
        "workflow": draft.workflow,
        "paragraphs": len(draft.paragraphs),
        "states": states,
    }


def _line(stored: Stored, printer: Printer) -> str:
    draft = stored.record
    assert isinstance(draft, Consultation)
    found = consultations.states(draft)
    count = sum(found[state] for state in consultations.OPEN)
    waits = printer.plural("{count} paragraph open", "{count} paragraphs open", count)
    closes = draft.closes or "-"
    return f"{draft.reference:20}  {closes:10}  {visible(draft.title_text, lines=False)}  {waits}"
