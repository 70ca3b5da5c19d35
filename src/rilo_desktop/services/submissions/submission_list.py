"""The ledger: every submission, where it stands, its story, and what became of it outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rilo_desktop.records import Decision, Submission, Workflow
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import LogEntry, ReadSession, Revision
from rilo_desktop.vocabularies.functions import function_in

from ..office import actions
from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from ..records.changes import Changes, changes_of
from .release import decision
from .submission_request import submission_named

AFTER_RELEASE = ("sent", "acknowledged", "returned")
"""Codes of "decision" by which a released submission goes on; returned by its addressee."""

LEFT = frozenset({Workflow.RELEASED, Workflow.SUPERSEDED})
"""States of a submission that may have left the office."""


@dataclass(frozen=True, slots=True)
class SubmissionEntry:
    """One submission in the ledger. Days are ISO; "" and 0 where there is nothing.

    `state` is a code of "submission_state"; `pages` and `file_hash` are of the last export;
    `supersedes` and `superseded_by` are references.
    """

    id: str
    reference: str
    revision: int
    type: str
    title: str
    addressee: str
    purpose: str
    language: str
    tlp: str
    state: str
    date: str
    prepared: str
    approved: str
    records: int
    left_out: int
    content_hash: str
    pages: int = 0
    file_hash: str = ""
    supersedes: str = ""
    superseded_by: str = ""
    return_reason: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionEvent:
    """A step in the story of a submission. `who` is a function with a sign, `on` an ISO day.

    `step` is a code of "submission_state", or "exported".
    """

    step: str
    on: str
    who: str
    note: str = ""
    revision: int = 1


def ledger(session: Session, language: str = "") -> tuple[SubmissionEntry, ...]:
    """Every submission that is not archived, newest first; functions by their names in a
    language."""
    with session.reading() as reading:
        exports = _exports(reading)
        held = [s.record for s in reading.records.all_of(Submission.kind.code)]
    made = [record for record in held if isinstance(record, Submission)]
    names = {one.id: one.reference for one in made}
    later = {one.supersedes: one.reference for one in made if one.workflow in LEFT}
    entries = [_entry(one, exports.get(one.reference, {}), names, later, language) for one in made]
    return tuple(sorted(entries, key=lambda e: (e.date, e.reference), reverse=True))


def entry(session: Session, name: str, language: str = "") -> SubmissionEntry:
    """One of them. Raises Refused where there is none."""
    wanted = submission_named(session, name).record.id
    return next(one for one in ledger(session, language) if one.id == wanted)


def history_of(session: Session, name: str, language: str = "") -> tuple[SubmissionEvent, ...]:
    """What happened to a submission, newest first; functions by their names in a language."""
    stored = submission_named(session, name)
    submission = stored.record
    assert isinstance(submission, Submission)
    with session.reading() as reading:
        functions = {officer.sign: officer.function for officer in reading.office.officers()}
        history = [r for r in reading.revisions.of_record(submission.id) if not r.is_purged]
        exports = [
            made
            for made in reading.log.with_action(actions.EXPORT)
            if made.detail.get("submission") == submission.reference
        ]
    number = submission.revision_number or 1
    steps = {revision.operation: _event(revision, functions, language) for revision in history}
    steps |= {made.seq: _exported(made, functions, number, language) for made in exports}
    return tuple(steps[operation] for operation in sorted(steps, reverse=True))


def state_of(submission: Submission) -> str:
    """Where it stands, as a code of "submission_state"."""
    last = submission.decisions[-1].decision if submission.decisions else ""
    if submission.workflow == Workflow.DRAFT and last == "returned":
        return "returned"
    if submission.workflow == Workflow.RELEASED and last in AFTER_RELEASE:
        return str(last)
    return submission.workflow


def mark_sent(session: Session, name: str, on: str = "", note: str = "") -> Changes:
    """A released submission was handed over on this ISO day ("": today). Raises Refused."""
    return _mark(session, name, "sent", actions.SENT, on, note)


def mark_acknowledged(session: Session, name: str, on: str = "", note: str = "") -> Changes:
    """The addressee said that it arrived. Raises Refused."""
    return _mark(session, name, "acknowledged", actions.ACKNOWLEDGED, on, note)


def _mark(session: Session, name: str, step: str, action: str, on: str, note: str) -> Changes:
    session.permit(Task.SUBMIT)
    submission = submission_named(session, name).record
    assert isinstance(submission, Submission)
    if submission.workflow not in LEFT:
        raise refusal(
            "ledger.unreleased",
            N_("{name} is not released yet; it cannot have been sent."),
            place_of(submission),
            name=name_of(submission),
        )
    _check_day(session, submission, on)
    marked = replace(
        submission, decisions=(*submission.decisions, decision(session, step, note, on))
    )
    with session.unit(action) as unit:
        unit.note(submission=submission.reference, on=on or session.today, note=note)
        unit.write([marked])
        return changes_of(unit, action)


def _check_day(session: Session, submission: Submission, on: str) -> None:
    released = _last(submission.decisions, "approved")
    first = str(released.on or "") if released else ""
    try:
        fits = not on or first <= date.fromisoformat(on).isoformat() <= session.today
    except ValueError:
        fits = False
    if not fits:
        raise refusal(
            "ledger.day",
            N_(
                "{day} is not a day between the release ({first}) and today; write it as "
                "2026-11-25."
            ),
            place_of(submission),
            day=on,
            first=first,
        )


def _last(decisions: Sequence[Decision], what: str) -> Decision | None:
    return next((line for line in reversed(decisions) if line.decision == what), None)


def _entry(
    made: Submission,
    export: Mapping[str, Any],
    names: Mapping[str, str],
    later: Mapping[str | None, str],
    language: str,
) -> SubmissionEntry:
    approved, returned = _last(made.decisions, "approved"), _last(made.decisions, "returned")
    decided = made.decisions and made.workflow != Workflow.IN_REVIEW
    return SubmissionEntry(
        id=made.id,
        reference=made.reference,
        revision=made.revision_number or 1,
        type=_text(made.type),
        title=made.title_text,
        addressee=_text(made.addressee),
        purpose=_text(made.purpose),
        language=_text(made.document_language),
        tlp=_text(made.tlp),
        state=state_of(made),
        date=_text(made.decisions[-1].on if decided else made.date),
        prepared=_who(made.prepared_function, made.prepared_sign, language),
        approved=_who(approved.function, approved.sign, language) if approved else "",
        records=len(made.records),
        left_out=len(made.left_out),
        content_hash=made.content_hash or "",
        pages=int(export.get("pages", 0)),
        file_hash=str(export.get("sha256", "")),
        supersedes=names.get(made.supersedes or "", ""),
        superseded_by=later.get(made.id, ""),
        return_reason=_text(returned.reason) if returned else "",
    )


def _who(function: Any, sign: Any, language: str) -> str:
    called = function_in(function, language) if isinstance(function, str) else ""
    return " · ".join(part for part in (called, sign) if isinstance(part, str) and part)


def _exports(reading: ReadSession) -> Mapping[str, Mapping[str, Any]]:
    """{reference: what the log says of its last export}."""
    return {
        str(made.detail.get("submission", "")): made.detail
        for made in reading.log.with_action(actions.EXPORT)
    }


def _event(revision: Revision, functions: Mapping[str, str], language: str) -> SubmissionEvent:
    then = revision.record_then()
    assert isinstance(then, Submission)
    step, who = state_of(then), _who(functions.get(revision.author), revision.author, language)
    on, note = revision.time[:10], ""
    last = then.decisions[-1] if then.decisions else None
    if last is not None and step in ("returned", "released", *AFTER_RELEASE):
        on, note = _text(last.on) or on, _text(last.reason)
        who = _who(last.function, last.sign, language)
    return SubmissionEvent(step, on, who, note, then.revision_number or 1)


def _exported(
    made: LogEntry, functions: Mapping[str, str], revision: int, language: str
) -> SubmissionEvent:
    who = _who(functions.get(made.officer), made.officer, language)
    return SubmissionEvent("exported", made.time[:10], who, revision=revision)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
