"""rilo import: workbooks and data files, of this program and of the office's own making."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.exchange.mapped_sheets.failed_sheets import SHEET_FAILED, SHEET_UNREAD
from rilo_desktop.records import kind_named
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.records import (
    file_import,
    import_memory,
    import_preview,
    import_tables,
    waiting_imports,
)
from rilo_desktop.services.records.file_import import FileImport
from rilo_desktop.services.records.import_compare import ImportOutcome
from rilo_desktop.services.records.import_tables import Looked

from .commands import import_everything, opened
from .printing import Printer

NO_FOLDER = N_("--take names records of a folder of export-all: give it with such a folder.")
NOT_THESE = N_(
    "--drop forgets rows that wait, or takes answers back: give it with --waiting or --remembered."
)
WHICH = N_("Rows of {count} imports wait: name one of them by its file or by its number.")
NONE_OF_OURS = N_("none of the records of this program")
DONE, REFUSED = 0, 1
MOST_QUESTIONS = 30


def import_files(options: argparse.Namespace, printer: Printer) -> int:
    """Look at the files, and take them unless something keeps them from it."""
    if options.remembered:
        return _remembered(options, printer)
    if options.waiting:
        return _waiting(options, printer)
    if options.drop:
        raise refusal("cli.drop", NOT_THESE)
    if len(options.file) == 1 and options.file[0].is_dir():
        return import_everything(options, printer)
    if options.take:
        raise refusal("cli.take", NO_FOLDER)
    mapping = import_memory.mapping_of(options.mapping) if options.mapping else None
    assumed = import_memory.assumptions_of(options.assume) if options.assume else None
    if options.answers:
        mapping = import_memory.answers_of(options.answers).over(mapping or Mapping())
    with opened(options) as session:
        looked = import_tables.inspect(
            session,
            options.file,
            mapping,
            assumed,
            Said(printer.progress),
            options.encoding,
        )
        return _imported(session, looked, options, printer)


def _imported(
    session: Session, looked: Looked, options: argparse.Namespace, printer: Printer
) -> int:
    hold = options.hold_questions or bool(looked.waiting)
    if options.preview:
        import_preview.write_preview(looked, options.preview, printer.language)
    if options.save_mapping:
        import_memory.export(import_tables.mapping_used(looked), options.save_mapping)
    bad = bool(looked.prospect.skipped) and not (looked.is_mapped or options.skip_bad_rows)
    refused = looked.prospect.unreadable or bad or (bool(looked.held) and not hold)
    found = looked.prospect.all_findings()
    is_whole = not any(one.rule in (SHEET_FAILED, SHEET_UNREAD) for one in found)
    done = None
    if not (options.dry_run or refused):
        progress = Said(printer.progress)
        done = import_tables.take(session, looked, hold, options.skip_bad_rows, progress)
    _say(looked, done, options.dry_run, printer)
    return REFUSED if refused or not is_whole else DONE


def template(options: argparse.Namespace, printer: Printer) -> int:
    """An empty workbook to be filled in."""
    with opened(options) as session:
        short = options.kind if options.short else ""
        file_import.write_template(session, options.file, printer.language, short)
    text = printer.text("{path} was written", path=options.file)
    printer.answer({"file": str(options.file), "short": options.short}, text)
    return DONE


def _waiting(options: argparse.Namespace, printer: Printer) -> int:
    """The rows that wait, of these files or of all; with answers they are taken, or dropped."""
    answers = import_memory.answers_of(options.answers) if options.answers else None
    names = {path.name for path in options.file or ()}
    with opened(options) as session:
        if options.drop or answers is not None:
            session.permit(Task.IMPORT)
        listed = waiting_imports.listed(session)
        found = [one for one in listed if not names or {one.file, str(one.id)} & names]
        if options.drop:
            found = [waiting_imports.drop(session, one.id) for one in found]
        elif answers is not None or (found and options.dry_run):
            if len(found) != 1:
                raise refusal("cli.which_waiting", WHICH, count=len(found))
            looked = import_tables.inspect_waiting(session, found[0].id, answers)
            return _imported(session, looked, options, printer)
        elif session.officer.role in Task.IMPORT.roles:
            for one in found:
                _ask(import_tables.inspect_waiting(session, one.id), printer, False)
    data = [
        {"number": one.id, "file": one.file, "rows": one.rows, "day": one.day, "by": one.by}
        for one in found
    ]
    lines = [
        printer.text("{file}: {rows} rows dropped", **one)
        if options.drop
        else printer.text("{number}  {file}: {rows} rows wait since {day} ({by})", **one)
        for one in data
    ]
    printer.answer(data, "\n".join(lines) or printer.text("No rows wait for an answer"))
    return DONE


def _remembered(options: argparse.Namespace, printer: Printer) -> int:
    """The answers that are remembered, each with its number; --drop takes those named back."""
    named = {str(one) for one in options.file or ()}
    with opened(options) as session:
        lines = list(enumerate(import_memory.listed(session, printer.language), 1))
        found = [(n, one) for n, one in lines if not named or str(n) in named]
        if options.drop:
            import_memory.forget(session, [one.about for _, one in found])
    data = [
        {"number": n, "where": one.where, "key": one.about.key, "answer": one.about.answer}
        | {"file": one.about.file, "day": one.about.day, "by": one.about.by}
        for n, one in found
    ]
    said = [
        printer.text("taken back: {where}: {answer}", where=one.where, answer=one.answer)
        if options.drop
        else f"{n}  {one.where}: {one.answer}  ({one.given})"
        for n, one in found
    ]
    printer.answer(data, "\n".join(said) or printer.text("No answers are remembered"))
    return DONE


def _say(looked: Looked, done: FileImport | None, dry_run: bool, printer: Printer) -> None:
    found, tables = looked.prospect, import_tables.tables_held(looked)
    counts = {
        "new": found.count(ImportOutcome.NEW),
        "changed": found.count(ImportOutcome.CHANGED),
        "same": found.count(ImportOutcome.SAME),
        "skipped": len(found.skipped),
    }
    rejected = str(done.rejected) if done and done.rejected else ""
    data: dict[str, Any] = counts | {
        "operation": done.changes.operation if done else 0,
        "dry_run": dry_run,
        "rejected": rejected,
        "counts": dict(looked.counts),
        "kinds": found.kinds,
        "tables": [
            {
                "file": one.file,
                "sheet": one.sheet,
                "kind": one.kind or None,
                "asked": one.is_asked,
                "key": one.key,
            }
            for one in tables
        ],
        "findings": [
            finding_messages.as_data(one, printer.language) for one in found.all_findings()
        ],
    }
    text = printer.text(
        "{new} new, {changed} changed, {same} the same, {skipped} skipped", **counts
    )
    if dry_run:
        text = printer.text("Nothing was written. It would be: {text}", text=text)
    elif done is None:
        text = printer.text("Nothing was imported. It would have been: {text}", text=text)
    for one in tables:
        holds = printer.text(kind_named(one.kind).plural if one.kind else NONE_OF_OURS)
        text += f"\n{printer.labelled(one.sheet, holds)} [{one.key}]"
    for kind, said in found.kinds.items():
        name = printer.text(kind_named(kind).plural)
        of_kind = printer.text("{new} new, {changed} changed, {same} the same", **said)
        text += "\n" + printer.labelled(name, of_kind)
    if looked.is_mapped:
        text += "\n" + printer.text(
            "Rows: {new} new, {changed} changed, {same} the same, {question} with a question, "
            "{rejected} refused, {skipped} no records",
            **looked.counts,
        )
    if rejected:
        text += "\n" + printer.text("Skipped rows with reasons: {path}", path=rejected)
    elif done and done.skipped:
        text += "\n" + printer.text(
            "Refused rows that were left out: {count}; --skip-bad-rows saves them as a workbook",
            count=len(done.skipped),
        )
    if done and done.waiting:
        data["waiting"] = done.waiting
        text += "\n" + printer.text(
            "Rows that wait for an answer: {count}; rilo import STORE --waiting shows them",
            count=done.waiting,
        )
    rows = (row.data(printer.language) for row in looked.rows)
    printer.stream(data, "rows", rows, text)
    printer.note(sorted(found.all_findings(), key=lambda one: not one.blocks))
    _ask(looked, printer, done is None and not dry_run)


def _ask(looked: Looked, printer: Printer, is_refused: bool) -> None:
    """The open questions, each with the key that a file of answers has."""
    say = printer.explain if is_refused else printer.aside
    for question in looked.questions[:MOST_QUESTIONS]:
        _file, sheet, row, cell = question.cells[0]
        where = f"{sheet}!{cell or row}" + (
            f" (+{len(question.cells) - 1})" if len(question.cells) > 1 else ""
        )
        said = (
            finding_messages.sentence(question.reason, printer.language) if question.reason else ""
        )
        answers = ", ".join(
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
            for one in question.proposals
        )
        say(f"{where}: {said} [{question.key}] {answers}".rstrip())
    more = len(looked.questions) - MOST_QUESTIONS
    if more > 0:
        say(printer.text("Further questions: {count}; --json shows all", count=more))
