"""Commands on forms: what is asked, and what the office answers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from rilo_desktop.questions.definition import (
    CONTAINERS,
    Definition,
    Item,
    ItemType,
    Omission,
    text_in,
    title_in,
)
from rilo_desktop.questions.languages import language_code
from rilo_desktop.records import Questionnaire
from rilo_desktop.rules import form_findings
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.records import (
    form_answers_file,
    form_check,
    form_table,
    form_versions,
    forms,
    record,
)

from .commands import DONE, opened
from .printing import Printer
from .sending_commands import printed_refusals

FOUND = 1


def add(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        added = forms.add(session, options.file, options.given)
    definition = forms.definition_of(added.form)
    data = _named(added.form) | {
        "new": added.is_new,
        "left_out": [_omission(one) for one in definition.left_out],
        "ignored": [_omission(one) for one in definition.ignored],
        "files": [one.name for one in definition.files],
    }
    told = [printer.text(message, names=names) for message, names in added.told]
    data["told"] = told
    known = "" if added.is_new else printer.text("This form was here already.")
    printer.answer(data, f"{_line(added.form)}\n{known}".rstrip())
    printer.note(form_findings.stopping(definition))
    printer.note(form_findings.left_out(one) for one in definition.left_out)
    printer.note(form_check.signs(definition, options.file.name))
    for said in told:
        printer.aside(said)
    return DONE


def check(options: argparse.Namespace, printer: Printer) -> int:
    """Without an office: what offices will not be asked, how long it is and how it prints."""
    checked = form_check.check(options.file, options.given)
    pages = checked.pages
    if options.out:
        form_check.save(checked, options.out)
    definition, counts = checked.definition, checked.counts
    findings = (*checked.findings, *(found for one in pages for found in one.refused))
    data = {
        "form_id": definition.form_id,
        "version": definition.version,
        "title": text_in(definition.title, printer.language),
        "questions": counts[form_check.QUESTIONS],
        "after_others": counts[form_check.AFTER_OTHERS],
        "groups": counts[ItemType.GROUP],
        "repeats": counts[ItemType.REPEAT],
        "pages": {one.language: one.count for one in pages},
        "findings": [finding_messages.as_data(found, printer.language) for found in findings],
    }
    lines = [
        f"{definition.form_id}  {definition.version or '-'}  {data['title']}",
        form_check.length(checked, printer.language),
        *(_printed(one, printer) for one in pages),
    ]
    if options.out:
        lines.append(str(options.out))
    printer.answer(data, "\n".join(lines))
    if not printer.as_json:
        printer.note(findings)
    return FOUND if checked.asks_author or not all(one.count for one in pages) else DONE


def _printed(one: form_check.FormPages, printer: Printer) -> str:
    if not one.count:
        said = printer.text("cannot be printed")
    else:
        said = printer.plural("{count} page", "{count} pages", one.count)
    return printer.labelled(one.language, said) if one.language else said


def listed(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = forms.listed(session)
    data = [_named(one.form) | {"title": one.form.title, "answers": one.answers} for one in found]
    printer.answer(data, "\n".join(_line(one.form) for one in found))
    return DONE


def show(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        stored = forms.find(session, options.form, options.form_version)
    form = stored.record
    assert isinstance(form, Questionnaire)
    definition = forms.definition_of(form)
    data = _named(form) | {
        "title": form.title,
        "languages": [language_code(one) for one in definition.languages],
        "questions": [_question(path, item, printer) for path, item in definition.walk()],
        "left_out": [_omission(one) for one in definition.left_out],
        "ignored": [_omission(one) for one in definition.ignored],
    }
    printer.answer(data, "\n".join(_sheet(form, definition, printer)))
    return DONE


def answer(options: argparse.Namespace, printer: Printer) -> int:
    """The findings, each with the path of its question; any of them gives exit code 1."""
    with opened(options) as session:
        done = form_answers_file.answer(
            session, options.form, options.file, options.dry_run, options.leave_unfit
        )
    data = [
        {
            "path": one.path,
            "rule": one.rule.value,
            "message": form_answers_file.message_of(one, printer.language),
        }
        for one in done.problems
    ]
    lines = [f"{one['path']}: {one['message']}" for one in data]
    if done.saved is not None:
        reference = done.saved.stored.record.reference
        lines.append(printer.text("Kept as {reference}.", reference=reference))
    elif not lines:
        lines.append(printer.text("Nothing is wrong with these answers; nothing was written."))
    printer.answer(data, "\n".join(lines))
    for said in _about_file(done, printer):
        printer.aside(said)
    return FOUND if data else DONE


def _about_file(done: form_answers_file.AnsweredForm, printer: Printer) -> Iterator[str]:
    """What is taken of a file and what is not, and where the answers are that it replaced."""
    if done.unfit:
        counts = {"taken": done.taken, "left": len(done.unfit)}
        yield printer.text("Answers that fit the form: {taken}. Left out: {left}.", **counts)
        if done.saved is None:
            yield printer.text(
                "Nothing was kept. Correct the file, or keep what fits: --leave-unfit"
            )
    if done.saved is not None and done.earlier:
        reference = done.saved.stored.record.reference
        yield printer.text(
            "Earlier answers ({count}) stay as a revision: rilo history STORE {reference}",
            count=done.earlier,
            reference=reference,
        )


def carry(options: argparse.Namespace, printer: Printer) -> int:
    """What no longer fits is named, and stays in the answers that it was carried from."""
    with opened(options) as session:
        stored = forms.find(session, options.form, options.form_version)
        earlier = record.find(session, options.answers, forms.ANSWERS)
        carried = form_versions.carry_over(session, stored.record.id, earlier.record.id)
        kept = forms.save(session, carried.answers).stored.record
    left = [one.path for one in carried.fit.left]
    unfit = [one.path for one in carried.fit.unfit]
    lines = [printer.text("Kept as {reference}.", reference=kept.reference)]
    lines += [
        printer.text("{path}: the form does not ask this any more.", path=one) for one in left
    ]
    lines += [
        f"{one.path}: {form_answers_file.message_of(one, printer.language)}"
        for one in carried.fit.unfit
    ]
    data = {"reference": kept.reference, "left": left, "unfit": unfit}
    printer.answer(data, "\n".join(lines))
    return DONE


def table(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = form_table.table(session, options.form, options.form_version, options.period)
        if options.out:
            with printed_refusals(printer):
                withheld = form_table.write(
                    session,
                    found,
                    options.out,
                    tuple(tuple(one) for one in options.answers),
                    options.withhold,
                    printer.language,
                )
    missing = ", ".join(found.missing) or "-"
    lines = [
        printer.text(
            "{received} of {all} offices answered; missing: {names}",
            received=len(found.received),
            all=len(found.offices),
            names=missing,
        )
    ]
    for row in found.rows:
        if row.counts:
            counts = ", ".join(f"{code} {count}" for code, count in row.counts)
            lines.append(f"{'/'.join(row.path)}: {counts} ({row.base})")
        elif row.total is not None:
            lines.append(f"{'/'.join(row.path)}: {row.total} ({row.base})")
    data = dict(form_table.as_data(found, printer.language))
    if options.out:
        data |= {"file": str(options.out), "withheld": withheld}
        lines.append(str(options.out))
    printer.answer(data, "\n".join(lines))
    return DONE


def _named(form: Questionnaire) -> dict[str, Any]:
    return {
        "form_id": form.form_id,
        "version": form.form_version or "",
        "reference": form.reference,
    }


def _line(form: Questionnaire) -> str:
    return f"{form.reference:20}  {form.form_id}  {form.form_version or '-'}  {form.title}"


def _omission(one: Omission) -> dict[str, Any]:
    found = {"row": one.row, "name": one.name, "feature": one.feature}
    return found | {"required": one.is_required, "named": one.is_named}


def _question(path: tuple[str, ...], item: Item, printer: Printer) -> dict[str, Any]:
    return {
        "path": "/".join(path),
        "type": item.type.value,
        "label": text_in(item.label, printer.language),
        "required": item.required,
        "relevant": item.relevant,
        "choices": item.choices,
    }


def _sheet(form: Questionnaire, definition: Definition, printer: Printer) -> list[str]:
    lines = [_line(form), ", ".join(definition.languages), ""]
    for path, item in definition.walk():
        label = title_in(item.label, printer.language) or item.name
        mark = "" if item.type in CONTAINERS else f"  [{item.type.value}]"
        lines.append(f"{'  ' * (len(path) - 1)}{item.name}: {label}{mark}")
    found = [form_findings.left_out(one) for one in definition.left_out]
    found += form_findings.ignored(definition.ignored)
    return [*lines, *(finding_messages.whole(one, printer.language) for one in found)]
