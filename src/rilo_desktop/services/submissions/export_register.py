"""Dissemination: what left the office, to whom, when, why, by whom, under which label and hash.

The log is the register, so that no entry can be taken out of it. Whatever writes a document that
leaves notes it there (docs/decisions/0027).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.store import LogEntry, ReadSession

from ..office import actions
from ..office.session import Session, Task

LEFT: Mapping[str, str] = {
    actions.EXPORT: "submission",
    actions.DRAFT_EXPORT: "draft",
    actions.COPY_EXPORT: "encrypted copy",
    actions.RECEIVED_EXPORT: "received submission",
    actions.ATTACHMENT_EXPORT: "attached file",
    actions.TABLE_EXPORT: "table",
    actions.LIST_EXPORT: "list",
    actions.LIST_COPIED: "copied rows",
    actions.DUE_EXPORT: "calendar of due dates",
    actions.RECORD_EXPORT: "pages for reading",
    actions.PRINTED: "printed pages",
    actions.LOG_EXPORT: "log",
    actions.DOSSIER: "handover dossier",
    actions.ANSWER: "acknowledgement",
    actions.SALVAGED: "everything in clear",
    actions.ALL_EXPORT: "everything in clear",
}
"""Action of the log -> what left by it."""


@dataclass(frozen=True, slots=True)
class Dissemination:
    """`at` is UTC, ISO; `by` a sign, `function` theirs today; `why` as it was given, else the
    purpose of the submission; `recipient` is of an encrypted copy, whose addressee it then is.
    `written`: False where the log says that its file could not take its name after all, or that
    the printer did not take its pages.
    """

    operation: int
    at: str
    what: str
    reference: str
    to: str
    why: str
    by: str
    function: str
    tlp: str
    records: int
    pages: int
    sha256: str
    encrypted: bool = False
    written: bool = True


def listed(session: Session, reference: str = "") -> tuple[Dissemination, ...]:
    """All that left, newest first; `reference`: only of this submission."""
    session.permit(Task.READ)
    with session.reading() as reading:
        functions = {officer.sign: officer.function for officer in reading.office.officers()}
        found = sorted(_entries(reading), key=lambda entry: entry.seq, reverse=True)
        failed = {
            entry.detail.get("entry")
            for action in (actions.NOT_WRITTEN, actions.NOT_PRINTED)
            for entry in reading.log.with_action(action)
        }
    told = (
        replace(_dissemination_of(entry, functions), written=entry.seq not in failed)
        for entry in found
    )
    return tuple(one for one in told if not reference or one.reference == reference)


def _entries(reading: ReadSession) -> Iterator[LogEntry]:
    for action in LEFT:
        yield from reading.log.with_action(action)


def _dissemination_of(entry: LogEntry, functions: Mapping[str, str]) -> Dissemination:
    said = entry.detail
    return Dissemination(
        operation=entry.seq,
        at=entry.time,
        what=LEFT[entry.action],
        reference=_text(said, "submission") or _text(said, "type"),
        to=_text(said, "recipient") or _text(said, "addressee") or _text(said, "office"),
        why=_text(said, "reason") or _text(said, "purpose"),
        by=entry.officer,
        function=functions.get(entry.officer, ""),
        tlp=_text(said, "tlp"),
        records=_number(said, "records") or _number(said, "entries"),
        pages=_number(said, "pages"),
        sha256=_text(said, "sha256"),
        encrypted=entry.action == actions.COPY_EXPORT,
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _number(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name)
    return value if isinstance(value, int) else 0
