"""Commands of whoever receives: receive, acknowledge, network, rules."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.exchange.file_opening import kind_at
from rilo_desktop.file_kinds import ANSWER, SUBMISSION
from rilo_desktop.records.field_specs import NOT_KNOWN
from rilo_desktop.rules.findings import Finding, Refused, Severity
from rilo_desktop.services.office import finding_messages
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.receiving import (
    acceptance_rules,
    acknowledge,
    incoming_file,
    network_overview,
    network_report,
)
from rilo_desktop.services.receiving import receive as receiving
from rilo_desktop.services.receiving.compare_records import Compared, Outcome
from rilo_desktop.services.receiving.incoming_file import IncomingFile, package_of
from rilo_desktop.services.receiving.receive import Taken

from .commands import DONE, opened
from .exit_codes import REFUSED
from .printing import Printer

WAITS = 1


def receive(options: argparse.Namespace, printer: Printer) -> int:
    """Submissions, and answers to submissions, in any order."""
    with opened(options) as session:
        session.permit(Task.IMPORT)
        kinds = [(path, kind_at(path, (SUBMISSION, ANSWER))) for path in options.file]
        answers = [path for path, kind in kinds if kind is ANSWER]
        files = [path for path, kind in kinds if kind is SUBMISSION]
        found = [acknowledge.inspect(session, path, options.trust) for path in answers]
        if options.dry_run:
            told = [_answer_data(one) for one in found]
        else:
            told = [_opened(session, one) for one in found]
        code = _documents(session, options, printer, files, told) if files else DONE
        if not files:
            printer.answer(told, _answers(printer, told))
    return code


def _documents(
    session: Session,
    options: argparse.Namespace,
    printer: Printer,
    files: Sequence[Path],
    answers: list[dict[str, Any]],
) -> int:
    progress = Said(printer.progress)
    found = receiving.inspect_submissions(session, files, options.trust, progress, options.restored)
    refused = incoming_file.findings_of(found)
    is_stranger = all(one.rule == incoming_file.STRANGER for one in refused)
    if refused and (printer.as_json or is_stranger):
        raise Refused(*refused)
    if refused:
        for one in found:
            printer.note(one.findings[:1])
            printer.detail(one.findings[1:])
        return REFUSED
    if options.dry_run:
        printer.answer([_file(one, printer) for one in found], _would(printer, found))
        printer.note([*_limits(found), *_of_files(found), *_record_findings(found)])
        return DONE
    done = receiving.accept(
        session,
        found,
        _decisions(options, found),
        options.leave_conflicts,
        progress=progress,
        wanted=_wanted(options, found),
    )
    data = _counts(done) | {
        "operation": done.changes.operation,
        "documents": [_file(one, printer) for one in found],
        "waiting": [one.reference for one in done.left],
        "answers": answers,
    }
    text = printer.text(
        "{new} new, {changed} changed, {same} the same, {aside} set aside", **_counts(done)
    )
    if done.left:
        names = ", ".join(one.reference for one in done.left)
        text += "\n" + printer.text("Waiting for a decision: {names}", names=names)
        if any(one.waits is not None for one in done.left):
            text += "\n" + printer.text("To accept them: --take REFERENCE ..., or --take all")
    printer.answer(data, "\n".join(part for part in (text, _answers(printer, answers)) if part))
    printer.note(
        [
            *_limits(found),
            *_of_files(found),
            *_record_findings(found, {one.id for one in done.left}),
        ]
    )
    return WAITS if done.left else DONE


def _wanted(options: argparse.Namespace, files: Sequence[IncomingFile]) -> frozenset[str]:
    """--take REFERENCE...|all. Raises Refused for what does not wait."""
    return receiving.named(files, options.take)


def _decisions(
    options: argparse.Namespace, files: Sequence[IncomingFile]
) -> dict[str, dict[str, str]]:
    """--decide REFERENCE FIELD ours|theirs. Raises Refused for what is no such decision."""
    found: dict[str, dict[str, str]] = {}
    for name, field, side in options.decide or ():
        record = receiving.decided(files, name, field, side)
        found.setdefault(record, {})[field] = side
    return found


def _counts(done: Taken) -> dict[str, int]:
    return {
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "aside": done.aside,
    }


def _file(one: IncomingFile, printer: Printer) -> dict[str, Any]:
    said, comparison = package_of(one).submission, one.comparison
    assert comparison is not None
    return {
        "file": str(one.path),
        "office": said.office,
        "reference": said.reference,
        "revision": said.revision,
        "type": said.type,
        "title": said.title,
        "tlp": said.tlp,
        "standing": comparison.standing,
        "sha256": one.sha256,
        "fingerprint": one.fingerprint,
        "not_compared": list(one.verdict.not_compared) if one.verdict else [],
        "records": [_record(record, printer) for record in one.records],
        "asks": [finding_messages.sentence(found, printer.language) for found in comparison.asks],
    }


def _record(one: Compared, printer: Printer) -> dict[str, Any]:
    fields = [
        {
            "field": field.name,
            "ours": _plain(field.mine),
            "theirs": _plain(field.theirs),
            "ask": field.changed_by_both,
        }
        for field in one.fields
    ]
    data: dict[str, Any] = {
        "kind": one.kind,
        "id": one.id,
        "reference": one.reference,
        "title": one.title,
        "outcome": one.outcome.value,
        "fields": fields,
    }
    if one.aside is not None:
        data["aside"] = finding_messages.sentence(one.aside, printer.language)
    if one.waits is not None:
        data["waits"] = finding_messages.sentence(one.waits, printer.language)
    if one.findings:
        data["findings"] = [
            {
                "rule": found.rule,
                "field": found.place.field,
                "blocks": found.blocks,
                "message": finding_messages.sentence(found, printer.language),
            }
            for found in one.findings
        ]
    return data


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if value is NOT_KNOWN:
        return "not known"
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return dict(value)  # one text in several languages
        return len(value) if value and not isinstance(value[0], str) else list(value)
    return str(value)


def _would(printer: Printer, files: Sequence[IncomingFile]) -> str:
    counts = {one.value: incoming_file.count(files, one) for one in Outcome}
    counts["waiting"] = len(incoming_file.waiting(files))
    text = printer.text(
        "{new} new, {changed} changed, {same} the same, {conflict} to decide, {waiting} "
        "waiting, {aside} set aside",
        **counts,
    )
    lines = [printer.text("Nothing was written. It would be: {text}", text=text)]
    for record, field in incoming_file.undecided(files):
        lines.append(f"  {record.reference}  {field}")
    return "\n".join(lines)


def _of_files(files: Sequence[IncomingFile]) -> list[Finding]:
    """What will be said of the files that came, before they are opened."""
    return [found for one in files for found in one.acting]


def _record_findings(
    files: Sequence[IncomingFile], left: Collection[str] | None = None
) -> list[Finding]:
    """What is to be said of the records: why one is kept aside or waits, what the rules say.

    `left`: ids of those that were not taken; None: nothing was taken yet.
    """
    records = [record for file in files for record in file.records]
    aside = [one.aside for one in records if one.aside is not None]
    waits = [
        one.waits for one in records if one.waits is not None and (left is None or one.id in left)
    ]
    rules = [replace(found, severity=Severity.WARNS) for one in records for found in one.findings]
    asks = [found for file in files if file.comparison for found in file.comparison.asks]
    return [*asks, *aside, *waits, *rules]


def _limits(files: Sequence[IncomingFile]) -> list[Finding]:
    """What was not compared, of those that another version made, and days that cannot be right."""
    verdicts = [file.verdict for file in files if file.verdict is not None]
    return [one for verdict in verdicts for one in (verdict.limit, verdict.of_time) if one]


def _opened(session: Session, one: acknowledge.Opened) -> dict[str, Any]:
    changes = acknowledge.take(session, one)
    return _answer_data(one) | {"operation": changes.operation}


def _answer_data(one: acknowledge.Opened) -> dict[str, Any]:
    answer = one.answer
    return {
        "file": str(one.path),
        "office": answer.office,
        "reference": one.submission.reference,
        "decision": answer.decision,
        "on": answer.on,
        "note": answer.note,
        "comments": [
            {"reference": c.reference, "field": c.field, "comment": c.comment}
            for c in answer.comments
        ],
    }


def _answers(printer: Printer, told: Sequence[dict[str, Any]]) -> str:
    lines = []
    for one in told:
        said = (
            printer.text("accepted") if one["decision"] == "accepted" else printer.text("returned")
        )
        lines.append(f"{one['reference']}  {one['office']}: {said}  {one['note']}".rstrip())
        lines += [f"  {c['reference']}  {c['field']}: {c['comment']}" for c in one["comments"]]
    return "\n".join(visible(line, lines=False) for line in lines)


def answer(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        comments = [acknowledge.Pinned(*said) for said in options.comment or ()]
        made = acknowledge.make(
            session, options.reference, options.out, comments, options.returned, options.note
        )
    data = {
        "file": str(made.path),
        "reference": made.answer.submission.reference,
        "decision": made.answer.decision,
        "sha256": made.sha256,
        "comments": len(made.answer.comments),
    }
    said = (
        printer.text("accepted") if made.answer.decision == "accepted" else printer.text("returned")
    )
    printer.answer(data, f"{data['reference']}  {said}: {made.path}")
    return DONE


def network(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = network_overview.overview(session)
        same = network_overview.likely(session)
        if options.out is not None:
            made = network_report.write(session, options.out, options.language)
            pages = printer.plural("{count} page", "{count} pages", made.pages)
            printer.aside(printer.labelled(str(made.path), pages))
            printer.left_out(made.withheld)
    data = {
        "day": found.day,
        "obligations": [
            {"code": o.code, "type": o.type, "last": o.last, "next": o.next} for o in found.owed
        ],
        "offices": [_office(line) for line in found.offices],
        "likely": [
            {
                "one": pair.one.reference,
                "other": pair.other.reference,
                "score": pair.likeness.score,
                "reasons": list(pair.likeness.reasons),
                "why": pair.likeness.why(printer.language),
            }
            for pair in same
        ],
    }
    printer.answer(data, "\n".join(_network(found, same, printer)))
    return DONE


def _office(line: network_overview.OfficeLine) -> dict[str, Any]:
    return {
        "office": line.code,
        "submissions": line.submissions,
        "waiting": line.waiting,
        "records": dict(line.records),
        "latest": {
            name: {"reference": one.reference, "revision": one.revision, "date": one.date}
            for name, one in line.latest.items()
        },
        "obligations": [
            {
                "code": cell.code,
                "state": cell.state.value,
                "reference": cell.reference,
                "next": cell.next_state.value,
            }
            for cell in line.cells
        ],
    }


def _network(
    found: network_overview.Network,
    same: Sequence[network_overview.LikelyPair],
    printer: Printer,
) -> list[str]:
    lines = []
    for line in found.offices:
        latest = ", ".join(f"{o.reference} · {o.revision}" for o in line.latest.values()) or "-"
        states = "  ".join(f"{c.code} {printer.text(_STATES[c.state])}" for c in line.cells)
        lines.append(f"{line.code:5} {latest}  {states}")
    if same:
        lines += ["", printer.text("Likely the same case:")]
        lines += [
            f"  {p.one.reference}  {p.other.reference}  {p.likeness.why(printer.language)}"
            for p in same
        ]
    return lines


_STATES = network_report.STATE_WORDS


def rules_show(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = acceptance_rules.rules(session)
    data = [
        {
            "name": one.acceptance.name,
            "digest": one.acceptance.digest,
            "office": one.office,
            "fingerprint": one.fingerprint,
            "on": one.on,
            "rules": len(one.acceptance.rules),
        }
        for one in found
    ]
    text = [f"{one['name']}  {one['office'] or '-'}  {one['on']}" for one in data]
    printer.answer(data, "\n".join(text))
    return DONE


def rules_sign(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = acceptance_rules.sign(session, options.file, options.out)
    printer.answer({"name": found.name, "file": str(options.out)}, f"{found.name}: {options.out}")
    return DONE


def rules_install(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = acceptance_rules.install(session, options.file, options.trust, options.older)
    data = {"name": found.acceptance.name, "office": found.office}
    printer.answer(data, found.acceptance.name)
    printer.note([found.used] if found.used else [])
    return DONE


def rules_receiver(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = acceptance_rules.mark_receiver(session, options.office, not options.remove)
    printer.answer({"receivers": list(found)}, "\n".join(found))
    return DONE


def rules_back(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = acceptance_rules.take_back(session)
    printer.answer({"name": found.name}, found.name)
    return DONE
