"""Commands on keys and on what must go: passphrase, recover, recovery-key, rekey, purge, log."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office import audit_log, keys, officers, paper_setting, rekey
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import purge, record, retention

from .commands import DONE, opened
from .passphrases import new_passphrase, passphrase, recovery_key
from .printing import Printer, table

LOG_HEADS = (N_("Entry"), N_("Time"), N_("Officer"), N_("Event"), N_("Records"), N_("Detail"))
HASHES = ("sha256", "fingerprint")


def change_passphrase(options: argparse.Namespace, printer: Printer) -> int:
    old = passphrase()
    with open_store(options.store, old, options.sign, to_change=True) as session:
        said = keys.change_passphrase(session, old, new_passphrase(False), options.leaked)
        sign = session.officer.sign
    printer.answer({"sign": sign}, printer.text("{sign} has a new passphrase.", sign=sign))
    printer.note(said)
    return DONE


def recover(options: argparse.Namespace, printer: Printer) -> int:
    key = recovery_key()
    with keys.recover(options.store, key, options.sign_of, new_passphrase(False)) as session:
        sign = session.officer.sign
    printer.answer({"sign": sign}, printer.text("{sign} has a new passphrase.", sign=sign))
    return DONE


def officer_reset(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        said = keys.reset(session, options.sign_of, recovery_key(), new_passphrase(False))
    text = printer.text("{sign} has a new passphrase.", sign=options.sign_of)
    printer.answer({"sign": options.sign_of}, text)
    printer.note(said)
    return DONE


def officer_change(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        officers.change(session, options.sign_of, options.role, options.function)
        (now,) = [o for o in officers.listed(session) if o.sign == options.sign_of]
    data = {"sign": now.sign, "function": now.function, "role": now.role, "active": now.is_active}
    printer.answer(data, f"{now.sign:12}  {now.role:10}  {now.function}")
    return DONE


def renew_recovery_key(options: argparse.Namespace, printer: Printer) -> int:
    made = keys.new_recovery_key()
    with opened(options) as session:
        keys.renew_recovery_key(session, made)
    text = printer.text("New recovery key, shown once: print it, destroy the old sheet.")
    printer.answer({"recovery_key": made}, f"{text}\n{made}", is_secret=True)
    return DONE


def rekey_store(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        done = rekey.rekey(session, rekey.Old(options.old_backups), Said(printer.progress))
    data = {
        "removed": [str(path) for path in done.removed],
        "left": [str(path) for path in done.left],
        "renewed": str(done.renewed) if done.renewed else "",
    }
    text = printer.plural(
        "The store has a new key; {count} old backup was removed.",
        "The store has a new key; {count} old backups were removed.",
        len(done.removed),
    )
    printer.answer(data, text)
    printer.note(done.findings)
    return DONE


def purge_record(options: argparse.Namespace, printer: Printer) -> int:
    if options.certificate is not None:
        _check_free(options.certificate)
    with opened(options) as session:
        found = record.find(session, options.reference).record
        if options.containing:
            done = purge.purge_text(session, found.id, options.containing, options.reason)
        else:
            done = purge.purge_record(session, found.id, options.reason)
    certificate = done.certificate
    data = certificate.as_data()
    if options.certificate is not None:
        certificate.save(options.certificate)
    text = printer.plural(
        "{reference}: {count} revision purged, entry {operation} of the log.",
        "{reference}: {count} revisions purged, entry {operation} of the log.",
        len(certificate.revisions),
        reference=certificate.reference,
        operation=certificate.operation,
    )
    printer.answer(data, text)
    if certificate.waiting_files:
        names = ", ".join(certificate.waiting_files)
        said = printer.text(
            "Other rows of an import that waits still say it: {names}.", names=names
        )
        printer.aside(said)
    if certificate.backups:
        printer.aside(
            printer.text(
                "backups made before still hold it: {names}", names=", ".join(certificate.backups)
            )
        )
    return DONE


def retain(options: argparse.Namespace, printer: Printer) -> int:
    """Rules and what is due; with --set and --purge as it is afterwards."""
    with opened(options) as session:
        if options.set:
            kind, years = options.set
            number = int(years) if years.isdecimal() else -1
            retention.set_rule(session, retention.RetentionRule(kind, number, options.since))
        certificates: tuple[purge.Certificate, ...] = ()
        if options.purge:
            ids = [one.record for one in retention.due(session, 1 << 30)]
            certificates = retention.purge_due(session, ids, Said(printer.progress))
        rules, due = retention.rules(session), retention.due(session)
    data = {
        "rules": [asdict(rule) for rule in rules],
        "due": [asdict(one) for one in due],
        "purged": [certificate.as_data() for certificate in certificates],
    }
    lines = [f"{rule.kind}: {rule.years} ({rule.since})" for rule in rules]
    lines += [f"{one.over}  {one.kind}  {one.name}" for one in due]
    printer.answer(data, "\n".join(lines))
    return DONE


def choose_paper(options: argparse.Namespace, printer: Printer) -> int:
    """The paper of documents; with --set as it is afterwards."""
    with opened(options) as session:
        if options.set:
            paper_setting.set_paper(session, options.set)
        paper = paper_setting.paper(session)
    printer.answer({"paper": paper}, paper)
    return DONE


def show_log(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = audit_log.newest(session, options.last, options.action)
    data = [
        {
            "operation": line.operation,
            "time": line.time,
            "officer": line.officer,
            "device": line.device,
            "action": line.action,
            "records": line.records,
            "detail": dict(line.detail),
        }
        for line in found
    ]
    rows = [
        (
            line.operation,
            f"{datetime.fromisoformat(line.time).astimezone():%Y-%m-%d %H:%M:%S}",
            line.officer,
            printer.text(line.action),
            line.records or "",
            _detail(line),
        )
        for line in found
    ]
    printer.answer(data, table(list(map(printer.text, LOG_HEADS)), rows))
    return DONE


def _detail(line: audit_log.LogLine) -> str:
    """As it stands in the entry, but for hashes; --json has all."""
    named = ((name, value) for name, value in line.detail.items() if name not in HASHES)
    return "; ".join(f"{name} {_said(value)}" for name, value in named)


def _said(value: Any) -> str:
    """Of a table its names."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict):
        return ", ".join(map(_said, value))
    return json.dumps(value)


def _check_free(path: Path) -> None:
    """A certificate takes the place of nothing, and is asked for before anything is purged."""
    if path.exists() or not path.absolute().parent.is_dir():
        raise refusal(
            "purge.certificate",
            N_("{path} cannot be written; choose a new file in a folder that exists."),
            path=path,
        )
