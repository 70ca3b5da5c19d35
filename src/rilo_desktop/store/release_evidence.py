"""What may let a record stand as approved or released: an entry of the log that gave it this state.

A record is approved by its approval, and released with a submission or by the receipt that brought
it; a submission is released by its release and by nothing else. Later operations keep the state
where nothing changed that was reviewed, and undo gives it back. What came another way stands
without evidence: `rilo check` asks for all records, `rilo export` for the submission that leaves.

The names of the operations are those of every version since 0.1.0; a log keeps them for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.files import from_json
from rilo_desktop.records import Record, Submission, Workflow, fields_of
from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.rules.findings import N_

from . import log, revisions
from .queries import ReadSession
from .readable_records import BROKEN
from .received import RECEIVED

APPROVE, RELEASE = N_("approved"), N_("released")
GIVEN_BY: Mapping[str, frozenset[str]] = {
    Workflow.APPROVED: frozenset({APPROVE}),
    Workflow.RELEASED: frozenset({RELEASE, RECEIVED}),
    Workflow.SUPERSEDED: frozenset({RELEASE}),
}
"""State of a record -> the operations that give it."""
BATCH = 50
_SUBMISSION = Submission.kind.code
_NEWEST = (
    "SELECT r.id, r.kind, r.reference, r.workflow, r.revision, l.action FROM record AS r "
    "LEFT JOIN revision AS v ON v.id = r.revision LEFT JOIN log AS l ON l.seq = v.operation "
)
_HISTORY = (
    "SELECT v.record, v.id, v.operation, l.action, CASE WHEN json_valid(v.content) "
    "THEN json_extract(v.content, '$.workflow') END, v.content IS NULL "
    "FROM revision AS v JOIN log AS l ON l.seq = v.operation "
    "WHERE v.record IN ({marks}) ORDER BY v.seq DESC"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A record and its newest revision; `workflow` as the table of records has it."""

    id: str
    kind: str
    reference: str
    workflow: str
    revision: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The operation that gave a record its state, and the revision that it wrote."""

    operation: int
    revision: str


def without(reading: ReadSession) -> Iterator[Standing]:
    """Records that stand as approved, released or superseded, and no entry gave them that state."""
    marks = ",".join("?" * len(GIVEN_BY))
    asked: list[Standing] = []
    where = f"WHERE r.workflow IN ({marks}) ORDER BY r.row"
    for *head, action in reading.run(_NEWEST + where, tuple(GIVEN_BY)):
        one = Standing(*head)
        if not _is_given(one.kind, one.workflow, action):
            asked.append(one)
    for first in range(0, len(asked), BATCH):
        part = asked[first : first + BATCH]
        found = _evidence(reading, part)
        yield from (one for one in part if one.id not in found)


def release_of(reading: ReadSession, submission: str) -> log.LogEntry | None:
    """The entry that released a submission, by its id, signed and whole; None where there is none.

    What an export asks: it does not wait for somebody to check the store.
    """
    heads = [Standing(*row[:5]) for row in reading.run(f"{_NEWEST}WHERE r.id = ?", (submission,))]
    found = _evidence(reading, heads).get(submission)
    entry = reading.log.entry(found.operation) if found is not None else None
    revision = reading.revisions.get(found.revision) if found is not None else None
    if entry is None or revision is None or revision.id not in entry.revisions:
        return None
    keys = reading.office.public_keys()
    is_whole = log.is_whole(entry) and revisions.is_whole(revision)
    is_signed = log.is_signed(entry, keys) and revisions.is_signed(revision, keys)
    return entry if is_whole and is_signed else None


def _is_given(kind: str, workflow: str, action: str | None) -> bool:
    """May this operation give a record of the kind this state? Of a submission: its release."""
    if kind == _SUBMISSION:
        return workflow == Workflow.RELEASED and action == RELEASE
    return action in GIVEN_BY.get(workflow, ())


def _evidence(reading: ReadSession, heads: Sequence[Standing]) -> Mapping[str, Evidence]:
    """{id of a record: what gave it its state}; absent where nothing did."""
    if not heads:
        return {}
    by_id = {one.id: one for one in heads}
    found: dict[str, Evidence] = {}
    alike: dict[str, list[Evidence]] = {}
    sql = _HISTORY.format(marks=",".join("?" * len(by_id)))
    for record, name, operation, action, then, is_purged in reading.run(sql, tuple(by_id)):
        one = by_id[record]
        state = Workflow.RELEASED if one.kind == _SUBMISSION else one.workflow
        if not _is_given(one.kind, state, action) or not (is_purged or then == state):
            continue
        made = Evidence(operation, name)
        if is_purged or one.kind == _SUBMISSION or name == one.revision:
            found.setdefault(record, made)
        else:
            alike.setdefault(record, []).append(made)
    asked = {record: given for record, given in alike.items() if record not in found}
    wanted = {one.revision for given in asked.values() for one in given}
    wanted |= {by_id[record].revision for record in asked}
    states = _states(reading, wanted)
    for record, given in asked.items():
        now = states.get(by_id[record].revision)
        same = (one for one in given if _is_reviewed_alike(states.get(one.revision), now))
        first = next(same, None)
        if first is not None:
            found[record] = first
    return found


def _states(reading: ReadSession, names: set[str]) -> Mapping[str, Record]:
    """{revision: the record then}, of those that can be read."""
    found: dict[str, Record] = {}
    ordered: list[Any] = sorted(names)
    for first in range(0, len(ordered), BATCH):
        part = tuple(ordered[first : first + BATCH])
        marks = ",".join("?" * len(part))
        sql = f"SELECT id, content FROM revision WHERE id IN ({marks})"
        for name, content in reading.run(sql, part):
            try:
                found[name] = from_snapshot(from_json(content))
            except BROKEN:  # told by other checks
                continue
    return found


def _is_reviewed_alike(given: Record | None, now: Record | None) -> bool:
    """Do they differ only where writing needs no review, and in being filed away?"""
    if given is None or now is None or type(given) is not type(now):
        return False
    return all(
        about.outside_review or name == "archived" or getattr(given, name) == getattr(now, name)
        for name, about in fields_of(type(now)).items()
    )
