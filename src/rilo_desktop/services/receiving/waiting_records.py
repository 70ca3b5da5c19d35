"""Why a record that came waits for a decision: whose it is, what is done with it here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from rilo_desktop.exchange.package import Package
from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_, Coded, FieldPath, Finding, Severity
from rilo_desktop.store import LogEntry, ReadSession

from ..office import actions
from ..office.finding_helpers import finding, refusal

ALL = "all"
"""Instead of references: all that waits."""
OWN = N_(
    "{name} is a record of this office, and {office} sent it. It waits for your decision; "
    "if you accept it, it becomes a draft."
)
FOREIGN = N_(
    "{name} is a record of {owner}, and {office} sent it. It waits for your decision; if "
    "you accept it, it becomes a draft."
)
DRAFT = N_(
    "{name} is being written in this office. What {office} sent would replace the draft; it "
    "waits for your decision."
)
PURGED = N_(
    "{name} was purged here by {officer} on {day}. It waits for your decision; if you "
    "accept it, its content is restored here."
)
STANDS = N_(
    "{name} is in the state {state} here, and what came has other content. The record stays as it "
    "is and waits for your decision; if you accept it, it becomes a draft with what came."
)


def waits(
    message: str,
    kind: str,
    record: str,
    name: str,
    office: str,
    purge: LogEntry | None = None,
    state: str = "",
) -> Finding:
    """`name`: the reference that the record has here, `state` its workflow; `office` signed what
    came, or wrote it out."""
    said = finding(
        "receive.waits",
        message,
        FieldPath(kind=kind, record=record, reference=name),
        name=name,
        office=office,
        owner=office_of(name),
        state=Coded("workflow", state),
        officer=purge.officer if purge else "",
        day=purge.time[:10] if purge else "",
    )
    return replace(said, severity=Severity.WARNS)


def named(waiting: Mapping[str, str], names: Collection[str]) -> frozenset[str]:
    """Ids of those that shall be taken. `waiting`: {reference: id}; `names`: references, or ALL.

    Raises Refused where one does not wait.
    """
    if tuple(names) == (ALL,):
        return frozenset(waiting.values())
    for name in names:
        if name not in waiting:
            raise refusal(
                "receive.take",
                N_("{name} does not wait for a decision in what came; look at it with --dry-run."),
                name=name,
            )
    return frozenset(waiting[name] for name in names)


def purges_in(reading: ReadSession) -> Mapping[str, LogEntry]:
    """{id of a record: the last purge of content of it}."""
    return {
        str(entry.detail.get("record", "")): entry
        for entry in reading.log.with_action(actions.PURGE)
    }


def brought_by(entry: LogEntry | None) -> Mapping[str, str]:
    """{id of a record: office whose submission brought it} of an operation that received some."""
    found: dict[str, str] = {}
    for said in entry.detail.get("submissions", ()) if entry is not None else ():
        found |= dict.fromkeys(said.get("brought", ()), str(said.get("office", "")))
    return found


def asked_to_delete(
    reading: ReadSession, package: Package, purged: Mapping[str, LogEntry]
) -> tuple[Finding, ...]:
    """Records of the office that are here and that it asks to purge. Nothing is done by itself."""
    office = package.submission.office
    found = []
    for one in package.deletions:
        stored = reading.records.stored(one.record) if one.record not in purged else None
        if stored is None or office_of(stored.record.reference) != office:
            continue
        record = stored.record
        said = finding(
            "receive.delete",
            N_(
                "{office} purged {name} on {day} and asks that it be purged here too. "
                "Nothing is purged automatically; the data steward purges it on the page "
                "This office."
            ),
            FieldPath(kind=record.kind.code, record=record.id, reference=record.reference),
            office=office,
            name=record.reference,
            day=one.on,
        )
        found.append(replace(said, severity=Severity.WARNS))
    return tuple(found)
