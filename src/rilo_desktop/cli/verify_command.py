"""The command that verifies a submission: its verdict in one sentence, details indented below.

What it ends with stands in the table of verdicts (`services/submissions/verdicts.py`).
"""

from __future__ import annotations

import argparse
from typing import Any

from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.submissions import verify
from rilo_desktop.services.submissions.verify import Verdict

from .commands import opened
from .printing import Printer


def run(options: argparse.Namespace, printer: Printer) -> int:
    progress = Said(printer.progress)
    if options.store is None:
        verdict = verify.verify_by_card(options.file, options.card, progress)
    else:
        with opened(options) as session:
            verdict = verify.verify(session, options.file, progress)
    printer.answer(_data(verdict, printer), _text(verdict, printer))
    if not printer.as_json:
        printer.note([verdict.said] if verdict.findings else [])
        printer.detail(verdict.details)
    return verdict.exit_code


def _data(verdict: Verdict, printer: Printer) -> dict[str, Any]:
    signer, package = verdict.signer, verdict.package
    said = package.submission if package else None
    return {
        "file": verdict.opened.name,
        "sha256": verdict.opened.sha256,
        "whole": verdict.is_whole,
        "trust": verdict.trust.value,
        "signer": signer.office if signer else "",
        "fingerprint": signer.fingerprint if signer else "",
        "signed": verdict.opened.at,
        "reference": said.reference if said else "",
        "revision": said.revision if said else 0,
        "records": len(package.records) if package else 0,
        "program": package.made_by.program if package else "",
        "agreement": verdict.agreement.value,
        "not_compared": list(verdict.not_compared),
        "findings": [
            finding_messages.as_data(found, printer.language)
            for found in (*verdict.findings, *verdict.notes)
        ],
    }


def _text(verdict: Verdict, printer: Printer) -> str:
    """Of what is whole."""
    signer, package = verdict.signer, verdict.package
    if signer is None or package is None or not verdict.is_whole:
        return ""
    said = package.submission
    lines = [
        finding_messages.sentence(verdict.said, printer.language),
        f"  {said.reference}  {printer.text('revision {number}', number=said.revision)}",
        f"  {signer.office}  {signer.fingerprint}  {verdict.opened.at}",
    ]
    return "\n".join(lines)
