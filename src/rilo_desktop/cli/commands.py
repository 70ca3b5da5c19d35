"""Commands on records: show, import."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.presentation.references import NameOf
from rilo_desktop.records import FieldType, fields_of
from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, readable
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.rules.findings import N_, Finding
from rilo_desktop.services.office import export_all, finding_messages
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import history, record
from rilo_desktop.services.records.reference_names import ReferenceNames
from rilo_desktop.services.records.value_text import value_text
from rilo_desktop.store import Stored

from .exit_codes import DONE as DONE
from .exit_codes import REFUSED as WAITS
from .passphrases import passphrase
from .printing import Printer, table

Command = Callable[[argparse.Namespace, Printer], int]
MOST_SAID = 10
WAITING = N_("Waiting for a decision ({count}): {names}")
LEFT_OUT = N_("Left out ({count}): {names}")


def opened(options: argparse.Namespace) -> Session:
    session = open_store(options.store, passphrase(), options.sign)
    options.printer.note(session.said)
    return session


def show(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        stored = record.find(session, options.reference)
        findings = record.findings(session, stored.record)
        sheet = _sheet(stored, printer, ReferenceNames(session, printer.language))
    data = record_data(stored) | {
        "findings": [finding_messages.as_data(found, printer.language) for found in findings]
    }
    printer.answer(data, "\n".join(sheet))
    if not printer.as_json:
        printer.note(findings)
    return DONE


def revisions(options: argparse.Namespace, printer: Printer) -> int:
    """What a record said before; or one of its revisions is brought back."""
    with opened(options) as session:
        stored = record.find(session, options.reference)
        found = {one.number: one for one in history.versions(session, stored.record.id)}
        if options.restore:
            chosen = found[options.restore].revision if options.restore in found else ""
            history.restore(session, stored.record.id, chosen, stored.revision)
    reference = stored.record.reference
    if options.restore:
        data: Any = {"reference": reference, "restored": options.restore}
        text = "{reference} says again what revision {number} said, as a draft."
        printer.answer(data, printer.text(text, reference=reference, number=options.restore))
        return DONE
    data = [
        {
            "number": one.number,
            "revision": one.revision,
            "time": one.time,
            "author": one.author,
            "action": printer.text(one.action) if one.action else "",
            "changes": None if one.changes is None else len(one.changes),
            "purged": one.is_purged,
        }
        for one in found.values()
    ]
    heads = [printer.text(one) for one in (N_("Revision"), N_("Time"), N_("Officer"), N_("What"))]
    shown = ("number", "time", "author", "action")
    printer.answer(data, table(heads, [[line[name] for name in shown] for line in data]))
    return DONE


def import_everything(options: argparse.Namespace, printer: Printer) -> int:
    """A folder that `rilo export-all` made: what came as drafts, what waits, what was left out."""
    with opened(options) as session:
        done = export_all.take(
            session,
            options.file[0],
            options.dry_run,
            Said(printer.progress),
            options.skip_bad_rows,
            options.take,
        )
    counts = {"new": done.created, "changed": done.changed, "same": done.same}
    text = printer.text("{new} new (as drafts), {changed} changed, {same} the same", **counts)
    if options.dry_run:
        text = printer.text("Nothing was written. It would be: {text}", text=text)
    if done.waiting:
        text += "\n" + printer.text(WAITING, count=len(done.waiting), names=_names(done.waiting))
        text += "\n" + printer.text("To accept them: --take REFERENCE ..., or --take all")
    if done.left_out:
        text += "\n" + printer.text(LEFT_OUT, count=len(done.left_out), names=_names(done.left_out))
    data = counts | {"operation": done.operation, "dry_run": options.dry_run}
    data |= {
        name: [finding_messages.as_data(one, printer.language) for one in found]
        for name, found in (("waiting", done.waiting), ("left_out", done.left_out))
    }
    printer.answer(data, text)
    printer.note((*done.waiting[:MOST_SAID], *done.left_out[:MOST_SAID]))
    return WAITS if done.waiting and not options.dry_run else DONE


def _names(found: Sequence[Finding]) -> str:
    names = dict.fromkeys(str(one.values.get("name") or one.place.file) for one in found)
    said = ", ".join([*names][:MOST_SAID])
    return f"{said}, …" if len(names) > MOST_SAID else said


def record_data(stored: Stored) -> dict[str, Any]:
    """A record for scripts: what every record has, and its fields; null is "not known"."""
    head = {
        "title": stored.record.title_text,
        "local_ref": stored.record.local_ref,
        "revision": stored.revision,
        "number": stored.number,
        "author": stored.author,
        "at": stored.at,
    }
    return to_snapshot(stored.record) | head


def _sheet(stored: Stored, printer: Printer, name_of: NameOf) -> list[str]:
    item = stored.record
    text = printer.text
    lines = [
        f"{item.reference}  {text(item.kind.label)}",
        visible(item.title_text, lines=False),
        f"{item.workflow}, {text('revision {number}', number=stored.number)}, {stored.author}",
        "",
    ]
    return lines + _fields(item, printer, name_of, "")


def _fields(thing: Any, printer: Printer, name_of: NameOf, indent: str) -> list[str]:
    lines: list[str] = []
    for name, about in fields_of(type(thing)).items():
        value = readable(about, getattr(thing, name))
        if value is None or value == ():
            continue
        label = indent + printer.text(about.label)
        if about.type is FieldType.LINES and isinstance(value, tuple):
            lines.append(printer.labelled(label, "").rstrip())
            for n, line in enumerate(value, 1):
                lines.append(f"{indent}  {n}.")
                lines += _fields(line, printer, name_of, indent + "    ")
        else:
            lines.append(printer.labelled(label, _value(about, value, printer, name_of)))
    return lines


def _value(about: FieldSpec, value: Any, printer: Printer, name_of: NameOf) -> str:
    if about.type is FieldType.TRANSLATED and value is not NOT_KNOWN:
        return visible("; ".join(f"{text} ({code})" for code, text in value), lines=False)
    said = value_text(about, value, printer.language, name_of)
    return visible(said, lines=about.type is FieldType.LONG_TEXT)
