"""Commands that keep the office: backup, restore, drill, salvage."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rilo_desktop.services.office import backup, finding_messages, restore, salvage
from rilo_desktop.services.office import export_all as everything
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.restore import RestorePreview, RestoreTarget
from rilo_desktop.store.backup_file import Manifest

from .commands import DONE, opened
from .passphrases import passphrase
from .printing import Printer

REFUSED = 1
DAMAGED = 6


def make_backup(options: argparse.Namespace, printer: Printer) -> int:
    """Written, read again and counted (0)."""
    progress = Said(printer.progress)
    with opened(options) as session:
        if options.if_due:
            done = backup.back_up_if_due(session, progress)
        else:
            target = options.file or backup.place(session)
            done = backup.back_up(session, target, progress)
    if done is None:
        printer.answer({"due": False}, printer.text("No backup is due."))
        return DONE
    data = manifest_data(done.manifest) | {
        "file": str(done.path),
        "removed": [str(path) for path in done.removed],
        "findings": [finding_messages.as_data(found, printer.language) for found in done.findings],
    }
    printer.answer(data, f"{done.path}: {_held(done.manifest, printer)}")
    printer.note(done.findings)
    return DONE


def restore_backup(options: argparse.Namespace, printer: Printer) -> int:
    """Restored (0). What the office would lose is said first; at a terminal it is asked."""
    given = passphrase()
    before = restore.preview(options.file, options.store, given, options.sign)
    data = preview_data(before, printer)
    said = "\n".join(_preview_lines(before, printer))
    if options.dry_run:
        printer.answer(data, said)
        return DONE
    must_ask = _must_ask(before, options)
    printer.write(said, is_asked=must_ask)
    if must_ask and not _agreed(printer):
        printer.aside(printer.text("nothing was changed"))
        return REFUSED
    done = restore.restore(
        options.file,
        options.store,
        given,
        before.sign,
        progress=Said(printer.progress),
        workstation=options.workstation,
    )
    done.session.close()
    data |= {"aside": str(done.aside or ""), "workstation": done.session.store.workstation}
    data["findings"] = [
        finding_messages.as_data(found, printer.language) for found in done.findings
    ]
    text = printer.text("{store} is restored.", store=options.store)
    if done.aside:
        kept = printer.text("The previous office is kept in {aside}.", aside=done.aside)
        text = f"{text} {kept}"
    printer.answer(data, text)
    printer.note(done.findings)
    return DONE


def drill(options: argparse.Namespace, printer: Printer) -> int:
    """Restored into a private place, checked and removed: whole (0) or not (6)."""
    done = restore.drill(
        options.file,
        passphrase(),
        options.sign,
        progress=Said(printer.progress),
        office=options.store,
    )
    data = manifest_data(done.manifest) | {
        "whole": done.health.is_whole,
        "seconds": round(done.seconds, 1),
        "findings": [finding_messages.as_data(f, printer.language) for f in done.health.findings],
    }
    held = _held(done.manifest, printer)
    text = printer.text("{file} can be restored: {held}", file=options.file, held=held)
    printer.answer(data, text if done.health.is_whole else "")
    printer.note(done.health.findings)
    return DONE if done.health.is_whole else DAMAGED


def manifest_data(about: Manifest) -> dict[str, Any]:
    """A backup for scripts."""
    return {
        "office": about.office_code,
        "made": about.made,
        "by": about.officer,
        "schema": about.schema,
        "records": about.records,
        "revisions": about.revisions,
        "operations": about.operations,
        "head": about.head,
        "newest": about.newest,
    }


def preview_data(before: RestorePreview, printer: Printer) -> dict[str, Any]:
    lost = before.lost
    return {
        "store": str(before.standing),
        "why": finding_messages.sentence(before.why, printer.language) if before.why else "",
        "backup": manifest_data(before.manifest),
        "lost": {
            "operations": lost.operations,
            "revisions": lost.revisions,
            "records": lost.records,
            "new_records": lost.new,
            "newest": lost.newest,
        },
        "officers_back": list(before.back),
        "officers_gone": list(before.gone),
    }


def _held(about: Manifest, printer: Printer) -> str:
    return finding_messages.contents(
        printer.language, about.records, about.revisions, about.operations
    )


def _preview_lines(before: RestorePreview, printer: Printer) -> list[str]:
    about, lost = before.manifest, before.lost
    made = printer.text(
        "Backup of {made} by {officer}", made=about.made[:16], officer=about.officer
    )
    lines = [f"{made}: {_held(about, printer)}"]
    if before.numbers is None:
        lines.append(
            printer.text(
                "It is not known which numbers were given out after this backup: new "
                "records will get the next free letter, unless --workstation names one."
            )
        )
    if before.standing is RestoreTarget.NOTHING:
        return lines
    if before.why is not None:
        why = finding_messages.sentence(before.why, printer.language)
        return [*lines, printer.text("It cannot be determined what would be lost. {why}", why=why)]
    if not lost:
        return [*lines, printer.text("Nothing would be lost.")]
    lines.append(
        printer.text(
            "Not in the backup: {counts}. New records: {new}. Last change: {newest}.",
            counts=finding_messages.contents(printer.language, lost.records, lost.revisions),
            new=lost.new,
            newest=lost.newest[:16] or "-",
        )
    )
    for signs, message in (
        (before.back, printer.text("Officers who could open it again:")),
        (before.gone, printer.text("Officers who could not open it any more:")),
    ):
        lines += [f"{message} {', '.join(signs)}"] if signs else []
    return lines


def _must_ask(before: RestorePreview, options: argparse.Namespace) -> bool:
    """A script has said what it wants; somebody at a terminal is asked once more."""
    is_quiet = options.yes or options.json or not sys.stdin or not sys.stdin.isatty()
    return before.standing is not RestoreTarget.NOTHING and not is_quiet


def _agreed(printer: Printer) -> bool:
    answer = input(printer.text("Restore the backup in its place? (yes/no)") + " ")
    return answer.strip().casefold() in ("yes", printer.text("yes").casefold())


def export_all(options: argparse.Namespace, printer: Printer) -> int:
    """Every record of a whole office, by its head, in clear."""
    with opened(options) as session:
        done = everything.write(session, options.folder, Said(printer.progress))
    data = {
        "folder": str(done.folder),
        "records": done.records,
        "files": done.files,
        "tlp": done.tlp,
    }
    text = printer.text(
        "{folder}: {counts}. The folder is not encrypted.",
        folder=done.folder,
        counts=printer.plural("{count} record", "{count} records", done.records),
    )
    printer.answer(data, text)
    return DONE


def export_readable(options: argparse.Namespace, printer: Printer) -> int:
    """What can be read of a broken office, as JSON: all (0) or not all of it (6)."""
    progress = Said(printer.progress)
    with salvage.opened(options.store, passphrase(), options.sign, progress=progress) as rescued:
        count = salvage.export(rescued, options.file, progress, options.everything)
        found = rescued.found
    data = {
        "file": str(options.file),
        "records": count,
        "revisions": found.revisions,
        "operations": found.operations,
        "pictures": found.pictures,
        "unreadable": dict(found.unreadable),
    }
    text = printer.text(
        "{file}: {counts}. The file is not encrypted.",
        file=options.file,
        counts=finding_messages.contents(
            printer.language, count, found.revisions, pictures=found.pictures
        ),
    )
    printer.answer(data, text)
    for table, rows in found.unreadable:
        printer.aside(
            printer.plural(
                "{count} row of {table} cannot be read",
                "{count} rows of {table} cannot be read",
                rows,
                count=rows or "?",
                table=table,
            )
        )
    return DAMAGED if found.unreadable else DONE
