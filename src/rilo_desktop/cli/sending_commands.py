"""Commands that move records towards the Secretariat: send, submit, approve, return, export."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rilo_desktop.records import Record, Submission
from rilo_desktop.rules.attachments import ChosenFile
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.services.office import finding_messages, guard_answers
from rilo_desktop.services.office.finding_helpers import name_of, place_of, refusal
from rilo_desktop.services.office.outgoing import check_target
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.receiving import received_file, received_submissions
from rilo_desktop.services.records import (
    attachment,
    forms,
    handover,
    record,
    record_comments,
    review,
)
from rilo_desktop.services.submissions import (
    encrypted_copies,
    printed_pages,
    record_pages,
    release,
    submission_list,
)
from rilo_desktop.services.submissions import submit as submitting
from rilo_desktop.services.submissions.submission_request import document_type

from .commands import DONE, opened, record_data
from .printing import Printer

WAITS = 1


def submit(options: argparse.Namespace, printer: Printer) -> int:
    """Released and written (0), or in review until another officer approves (1)."""
    check_target(options.out)
    with opened(options) as session:
        order = _order(session, options)
        if order.draft:
            with printed_refusals(printer):
                pages = submitting.draft(session, order, options.out, Said(printer.progress))
            data: dict[str, Any] = {"draft": True, "file": str(options.out), "pages": pages}
            printer.answer(data, f"{options.out}: {_pages(printer, pages)}")
            return DONE
        with printed_refusals(printer):
            done = submitting.submit(session, order)
        stored = record.find(session, done.submission.reference, Submission.kind.code)
        if not done.released:
            _print_addressee(printer, done, record_data(stored))
            return WAITS
        exported = _exported(session, done.submission.reference, options, printer)
    data = record_data(stored) | {
        "file": str(exported.path),
        "pages": exported.pages,
        "sha256": exported.sha256,
        "findings": [finding_messages.as_data(found, printer.language) for found in done.findings],
    }
    reference = done.submission.reference
    printer.answer(data, f"{reference}  {exported.path}: {_pages(printer, exported.pages)}")
    return DONE


@contextmanager
def printed_refusals(printer: Printer) -> Iterator[None]:
    """What the guard found is answered by a command line, which is said for each."""
    try:
        yield
    except Refused as refused:
        asked = [found for found in refused.findings if found.answerable]
        if asked:
            printer.explain(printer.text("Answer each one that may be sent:"))
        for found in asked[:MOST_SAID]:
            name, field = guard_answers.asked_as(found)
            why, found_words = printer.text("why it may be sent"), found.values.get("match", "")
            printer.explain(f'  --answer "{name}" {field} "{why}"  # {found_words}')
        raise


def print_record(options: argparse.Namespace, printer: Printer) -> int:
    """Its pages, to be read; no submission."""
    check_target(options.out)
    request = record_pages.PagesRequest(
        tuple(options.references),
        language=options.language,
        answers=tuple(tuple(one) for one in options.answers),
        withhold=options.withhold,
    )
    with opened(options) as session, printed_refusals(printer):
        made = record_pages.write(session, request, options.out, Said(printer.progress))
    answer_pages(made, options.out, printer)
    return DONE


def answer_pages(made: printed_pages.PrintedPages, file: Path, printer: Printer) -> None:
    """Pages that were written for reading."""
    data = {
        "file": str(file),
        "pages": made.pages,
        "tlp": made.tlp,
        "draft": made.draft,
        "withheld": made.withheld,
    }
    draft = printer.text("DRAFT") if made.draft else ""
    said = (f"TLP:{made.tlp}", draft, _pages(printer, made.pages))
    printer.answer(data, f"{file}: {', '.join(filter(None, said))}")


MOST_SAID = 40
GIVEN = (
    "type",
    "language",
    "where",
    "title",
    "addressee",
    "purpose",
    "reason",
    "year",
    "member",
)


def _order(session: Session, options: argparse.Namespace) -> submitting.SubmissionRequest:
    """What was typed, over what the earlier submission says where one is named."""
    if options.again:
        base = submitting.order_again(session, options.again)
    elif options.supersedes:
        base = submitting.order_superseding(session, options.supersedes)
    else:
        base = submitting.SubmissionRequest(options.type)
    typed: dict[str, Any] = {
        name: value for name in GIVEN if (value := getattr(options, name)) is not None
    }
    if options.where:
        typed["records"] = ()
    if options.picked:
        typed["records"] = tuple(record.find(session, name).record.id for name in options.picked)
    if options.form:
        about = document_type(base.type).record_type
        typed["records"] = (forms.about(session, options.form, about).record.id,)
    if options.messages:
        said = {place for place, _ in options.messages}
        kept = [one for one in base.messages if one[0] not in said]
        typed["messages"] = (*kept, *((place, text) for place, text in options.messages))
    if options.left_out:
        typed["left_out"] = _left_out(session, options.left_out)
    if options.attached:
        typed["attached"] = _attached(session, options.attached)
    order = replace(base, draft=options.draft, **typed)
    if options.accept_proposed:
        order = submitting.accept_proposals(session, order)
    return _answered(session, order, options.answers) if options.answers else order


def _answered(
    session: Session, order: submitting.SubmissionRequest, said: list[list[str]]
) -> submitting.SubmissionRequest:
    """With the answers that were typed, each to what the guard finds in the field it names."""
    found = submitting.preflight(session, order)
    typed = [(_record_of(session, name), field, text) for name, field, text in said]
    more = guard_answers.given(typed, found.findings, found.revisions)
    return replace(order, answers=(*order.answers, *more))


def _record_of(session: Session, name: str) -> str:
    return "" if name == guard_answers.COVER else record.find(session, name).record.id


def _left_out(session: Session, said: list[list[str]]) -> tuple[submitting.LeftOut, ...]:
    return tuple(
        submitting.LeftOut(record.find(session, name).record.id, reason) for name, reason in said
    )


def _attached(session: Session, said: list[list[str]]) -> tuple[ChosenFile, ...]:
    found = []
    for name, file in said:
        stored = record.find(session, name).record
        found.append(ChosenFile(stored.id, attachment.named(stored, file).sha256 or ""))
    return tuple(dict.fromkeys(found))


def _exported(
    session: Session, reference: str, options: argparse.Namespace, printer: Printer
) -> release.Exported:
    """The released document; where it cannot be written, how to get it later is said too."""
    try:
        return release.export(session, reference, options.out, Said(printer.progress))
    except Refused:
        printer.explain(
            printer.text(
                "{reference} is released all the same; write it with: rilo export",
                reference=reference,
            )
        )
        raise


def send(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = record.find(session, options.reference).record
        review.send(session, found.id)
        _print_submission(session, printer, found.id)
    return DONE


def approve(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = record.find(session, options.reference).record
        if isinstance(found, Submission):
            release.approve(session, found.id)
        else:
            session.permit(Task.REVIEW)
            if not options.with_open_comments:
                _ask_about_comments(session, found)
            review.approve(session, found.id)
        _print_submission(session, printer, found.id)
    return DONE


def _ask_about_comments(session: Session, found: Record) -> None:
    """Raises Refused while some are open: whoever approves shall have seen them."""
    if record_comments.open_count(session, found.id):
        raise refusal(
            "comment.open",
            N_(
                "{name} has open comments: read them (rilo comment list), or approve it with "
                "--with-open-comments."
            ),
            place_of(found),
            name=name_of(found),
        )


def give_back(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = record.find(session, options.reference).record
        if isinstance(found, Submission):
            release.give_back(session, found.id, options.reason)
        else:
            review.give_back(session, found.id, options.reason)
        _print_submission(session, printer, found.id)
    return DONE


def export(options: argparse.Namespace, printer: Printer) -> int:
    if options.recipients:
        return _copies(options, printer)
    with opened(options) as session:
        if received_submissions.is_received(session, options.reference):
            return _received(session, options, printer)
        done = release.export(
            session,
            options.reference,
            options.out,
            Said(printer.progress),
            options.to,
            options.reason,
        )
    data = {"file": str(done.path), "pages": done.pages, "sha256": done.sha256}
    printer.answer(data, f"{done.path}: {_pages(printer, done.pages)}")
    return DONE


def _received(session: Session, options: argparse.Namespace, printer: Printer) -> int:
    """What another office sent, as it came."""
    done = received_file.export(
        session,
        options.reference,
        options.out,
        to=options.to,
        reason=options.reason,
        progress=Said(printer.progress),
    )
    printer.answer({"file": str(done.path), "sha256": done.sha256}, str(done.path))
    return DONE


def _copies(options: argparse.Namespace, printer: Printer) -> int:
    """Encrypted copies; their passphrases are shown once."""
    with opened(options) as session:
        made = encrypted_copies.export(
            session,
            options.reference,
            options.out,
            options.recipients,
            options.reason,
            Said(printer.progress),
        )
    data = [
        {
            "recipient": one.recipient,
            "file": str(one.path),
            "passphrase": one.passphrase,
            "sha256": one.sha256,
            "pdf_a": False,
        }
        for one in made
    ]
    printer.answer(
        data, "\n".join(f"{o.recipient}: {o.path}  {o.passphrase}" for o in made), is_secret=True
    )
    printer.aside(
        printer.text(
            "The passphrases are not stored: give each to its recipient by another channel "
            "than the file. These copies are encrypted, so they are not PDF/A."
        )
    )
    return DONE


def dossier(options: argparse.Namespace, printer: Printer) -> int:
    """Of an officer who leaves, for who comes."""
    notes = handover.HandoverNotes(
        until=options.until,
        taken_by=options.next,
        promised=tuple(tuple(one) for one in options.promised),
        advice=tuple(options.advice),
        went_wrong=tuple(options.wrong),
    )
    with opened(options) as session:
        done = handover.write(session, options.out, notes, options.language, Said(printer.progress))
    data = {"file": str(done.path), "pages": done.pages, "sha256": done.sha256, "tlp": done.tlp}
    data["withheld"] = done.withheld
    printer.answer(data, f"{done.path}: {_pages(printer, done.pages)}, TLP:{done.tlp}")
    printer.left_out(done.withheld)
    return DONE


def sent(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        submission_list.mark_sent(session, options.reference, options.on, options.note)
        _print_state(session, printer, options.reference)
    return DONE


def acknowledged(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        submission_list.mark_acknowledged(session, options.reference, options.on, options.note)
        _print_state(session, printer, options.reference)
    return DONE


def _print_state(session: Session, printer: Printer, name: str) -> None:
    stored = record.find(session, name, Submission.kind.code)
    state = submission_list.entry(session, stored.record.id).state
    data = record_data(stored) | {"state": state}
    printer.answer(data, f"{stored.record.reference}  {state}")


def _print_submission(session: Session, printer: Printer, record_id: str) -> None:
    stored = record.get(session, record_id)
    printer.answer(record_data(stored), f"{stored.record.reference}  {stored.record.workflow}")


def _print_addressee(
    printer: Printer, done: submitting.SubmissionResult, data: dict[str, Any]
) -> None:
    who = ", ".join(done.waits_for) or "-"
    text = printer.text(
        "{reference} is in review; it must be approved by: {who}",
        reference=done.submission.reference,
        who=who,
    )
    printer.answer(data | {"waits_for": list(done.waits_for)}, text)
    if printer.as_json:
        printer.aside(text)


def _pages(printer: Printer, count: int) -> str:
    return printer.plural("{count} page", "{count} pages", count)
