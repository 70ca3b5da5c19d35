"""Commands on the office itself: new, demo, check, officers."""

from __future__ import annotations

import argparse
from typing import Any

from rilo_desktop.services.office import create_office, finding_messages, officers, store_check
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.receiving import practice_work

from .commands import DONE, opened
from .passphrases import new_passphrase
from .printing import Printer

DAMAGED = 6
DEMO_OFFICE, DEMO_OFFICER = "XX", "XX-01"


def new(options: argparse.Namespace, printer: Printer) -> int:
    return _found(options, printer, options.office, options.officer, sample=False)


def demo(options: argparse.Namespace, printer: Printer) -> int:
    options.function, options.workstation = "", "A"
    return _found(options, printer, DEMO_OFFICE, options.sign or DEMO_OFFICER, sample=True)


def check(options: argparse.Namespace, printer: Printer) -> int:
    """Whole (0), or not (6); with --repair as it is afterwards."""
    progress = Said(printer.progress)
    with opened(options) as session:
        if options.repair:
            repaired = store_check.repair(session, progress)
            found = repaired.after
        if not options.repair or options.against or options.head:
            found = store_check.check(session, options.against, options.head, progress)
    data = {
        "whole": found.is_whole,
        "records": found.records,
        "revisions": found.revisions,
        "operations": found.operations,
        "findings": [
            finding_messages.as_data(finding, printer.language) for finding in found.findings
        ],
    }
    text = finding_messages.contents(
        printer.language, found.records, found.revisions, found.operations
    )
    if options.repair:
        data |= _repaired(repaired, printer)
        text += "\n" + printer.plural(
            "{count} record was rebuilt.", "{count} records were rebuilt.", repaired.records
        )
    verdict = printer.text("The store is intact.") if found.is_whole else ""
    printer.answer(data, f"{text}\n{verdict}".strip())
    printer.note(found.findings)
    return DONE if found.is_whole else DAMAGED


def _repaired(done: store_check.Repaired, printer: Printer) -> dict[str, Any]:
    before = [
        finding_messages.as_data(finding, printer.language) for finding in done.before.findings
    ]
    return {"repaired": done.was_needed, "rebuilt": done.records, "findings_before": before}


def officer_add(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        said = officers.add(
            session, options.sign_of, options.function, options.role, new_passphrase(False)
        )
    data = {"sign": options.sign_of, "function": options.function, "role": options.role}
    printer.answer(data, printer.text("{sign} was added.", sign=options.sign_of))
    printer.note(said)
    return DONE


def officer_remove(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        officers.remove(session, options.sign_of)
    text = printer.text("{sign} was removed.", sign=options.sign_of)
    printer.answer({"sign": options.sign_of, "active": False}, text)
    return DONE


def officer_list(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = officers.listed(session)
    data = [
        {"sign": o.sign, "function": o.function, "role": o.role, "active": o.is_active}
        for o in found
    ]
    lines = [
        f"{o.sign:12}  {o.role:10}  {o.function}" + ("" if o.is_active else "  (removed)")
        for o in found
    ]
    printer.answer(data, "\n".join(lines))
    return DONE


def _found(
    options: argparse.Namespace, printer: Printer, office: str, sign: str, sample: bool
) -> int:
    made = create_office.make_office(
        options.store,
        office,
        sign,
        new_passphrase(fall_back=True),
        options.function,
        options.workstation,
    )
    health: store_check.Health | None = None
    with made.session as session:
        if sample:
            create_office.add_sample(session, Said(printer.progress))
            practice_work.add_work(session, Said(printer.progress))
            health = store_check.check(session, progress=Said(printer.progress))
    findings = health.findings if health is not None else ()
    data = {
        "store": str(options.store),
        "office": office,
        "officer": sign,
        "recovery_key": made.recovery_key,
        "findings": [finding_messages.as_data(found, printer.language) for found in findings],
    }
    text = printer.text(
        "The office {office} is in {store}. Recovery key, shown once: print it, lock it away.",
        office=office,
        store=options.store,
    )
    printer.answer(data, f"{text}\n{made.recovery_key}", is_secret=True)
    printer.note(findings)
    return DONE if health is None or health.is_whole else DAMAGED
