"""What came from other offices: every submission that was received, and where each stands.

The log is the register: an entry of `receive` names the submissions it took; one that was taken
back counts no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rilo_desktop.records.identifiers import office_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import LogEntry, ReadSession

from ..office import actions
from ..office.finding_helpers import refusal
from ..office.session import Session, Task

Key = tuple[str, str, str, int]
"""(office, store, id, revision) of a submission."""


@dataclass(frozen=True, slots=True)
class Received:
    """A submission that was received. Days and times are ISO; counts are of its records.

    `waiting`: references of those that wait for a decision; `sha256` is of the file, which is kept
    in the store; `answer` is "", "accepted" or "returned"; `superseded_by` a reference, of a later
    revision the same with its number.
    """

    operation: int
    at: str
    by: str
    id: str
    store: str
    office: str
    reference: str
    revision: int
    type: str
    title: str
    date: str
    purpose: str
    addressee: str
    tlp: str
    records: int
    new: int
    changed: int
    same: int
    aside: int
    waiting: tuple[str, ...]
    sha256: str
    fingerprint: str
    content_hash: str
    acceptance: str = ""
    supersedes: str = ""
    head: str = ""
    """Entry of its office's log that released it, "128:ab12..."."""
    noted: tuple[tuple[str, str, str], ...] = ()
    """(reference, revision, entry) of earlier submissions that it names."""
    restored: tuple[Mapping[str, Any], ...] = ()
    """Restores that it names, as `restored_logs.as_detail` has them."""
    files: tuple[str, ...] = ()
    """Names of the files that came with its records."""
    superseded_by: str = ""
    answer: str = ""
    answered: str = ""

    @property
    def is_current(self) -> bool:
        """Is it the newest word of its office on this?"""
        return not self.superseded_by

    @property
    def name(self) -> str:
        return f"{self.reference} · {self.revision}"

    @property
    def key(self) -> Key:
        """An id counts only beside the office that signed it and the store that it names."""
        return self.office, self.store, self.id, self.revision

    @property
    def is_of_its_office(self) -> bool:
        """Does its reference belong to its office? Earlier versions took any."""
        return office_of(self.reference) == self.office


def received(session: Session) -> tuple[Received, ...]:
    """All of them, the newest first; each revision of a submission once."""
    session.permit(Task.READ)
    with session.reading() as reading:
        return received_in(reading)


def received_in(reading: ReadSession) -> tuple[Received, ...]:
    by_name: dict[Key, Received] = {}
    for entry in _valid_entries(reading):
        for said in entry.detail.get("submissions", ()):
            one = _one(entry, said)
            by_name[one.key] = _once(by_name.get(one.key), one)
    answers = _answers(reading)
    later = _later(by_name.values())
    found = []
    for key, one in by_name.items():
        answer, on = answers.get((one.office, one.id, one.revision), ("", ""))
        later_one = later.get(key, "")
        found.append(replace(one, superseded_by=later_one, answer=answer, answered=on))
    return tuple(sorted(found, key=lambda one: one.operation, reverse=True))


def unanswered(session: Session) -> int:
    """How many of them wait for an answer of this office."""
    return sum(not one.answered and one.is_current for one in received(session))


def is_received(session: Session, name: str) -> bool:
    """Did a submission of this reference or id come from another store?"""
    others = (one for one in received(session) if one.store != session.store_id)
    return any(name in (one.reference, one.id) for one in others)


def find(session: Session, name: str, revision: int = 0) -> Received:
    """By reference or id; 0: the newest revision of it. Raises Refused."""
    mine = [
        one
        for one in received(session)
        if name in (one.reference, one.id) and revision in (0, one.revision)
    ]
    if not mine:
        raise refusal(
            "received.missing", N_("No submission {name} was received in this store."), name=name
        )
    return max(mine, key=lambda one: (one.is_of_its_office, one.revision))


def origin_of(entry: LogEntry, record: str) -> str:
    """Which submission brought the record in this operation: "WE/2026/SUB/A0001 · 1"; "" none."""
    for said in entry.detail.get("submissions", ()):
        if record in said.get("brought", ()):
            return f"{said.get('reference', '')} · {said.get('revision', '')}"
    return ""


def records_of(reading: ReadSession, one: Received) -> frozenset[str]:
    """Ids of the records of a submission that was received."""
    found: set[str] = set()
    for entry in _valid_entries(reading):
        for said in entry.detail.get("submissions", ()):
            if tuple(said.get(name) for name in _KEY) == one.key:
                found.update(said.get("held", ()))
    return frozenset(found)


def _valid_entries(reading: ReadSession) -> Iterator[LogEntry]:
    """Entries of receiving that were not taken back."""
    undone = _undone(reading)
    return (entry for entry in reading.log.with_action(actions.RECEIVE) if entry.seq not in undone)


def _undone(reading: ReadSession) -> set[int]:
    """Operations that are taken back as things stand: an undo may itself be taken back."""
    taken = [*reading.log.with_action(actions.UNDO), *reading.log.with_action(actions.REDO)]
    undoes = {entry.seq: int(entry.detail.get("undoes", 0)) for entry in taken}
    undone: set[int] = set()
    for seq in sorted(undoes, reverse=True):
        if seq not in undone:
            undone.add(undoes[seq])
    return undone


def _one(entry: LogEntry, said: Mapping[str, Any]) -> Received:
    names = {name for name in Received.__dataclass_fields__ if name in said}
    values = {name: said[name] for name in names}
    values["waiting"] = tuple(said.get("waiting", ()))
    values["files"] = tuple(str(one[1]) for one in said.get("files", ()))
    values["noted"] = tuple(tuple(one) for one in said.get("noted", ()))
    values["restored"] = tuple(said.get("restored", ()))
    return Received(operation=entry.seq, at=entry.time, by=entry.officer, **values)


def _once(before: Received | None, now: Received) -> Received:
    """Received again, for what had waited: the counts of both times."""
    if before is None:
        return now
    return replace(now, new=before.new + now.new, changed=before.changed + now.changed)


_KEY = ("office", "store", "id", "revision")


def _later(all_of: Collection[Received]) -> dict[Key, str]:
    """{key: what took its place}. An office replaces only what the same store of it sent."""
    newest: dict[tuple[str, str, str], Received] = {}
    for one in all_of:
        name = one.key[:3]
        if name not in newest or one.revision > newest[name].revision:
            newest[name] = one
    replaced = {
        (one.office, one.store, one.supersedes): one for one in newest.values() if one.supersedes
    }
    found = {}
    for one in all_of:
        name = one.key[:3]
        if newest[name].revision > one.revision:
            found[one.key] = newest[name].name
        elif name in replaced:
            found[one.key] = replaced[name].reference
    return found


def _answers(reading: ReadSession) -> dict[tuple[str, str, int], tuple[str, str]]:
    return {
        (
            str(entry.detail.get("office", "")),
            str(entry.detail.get("id", "")),
            int(entry.detail.get("revision", 0)),
        ): (
            str(entry.detail.get("decision", "")),
            str(entry.detail.get("on", "")),
        )
        for entry in reading.log.with_action(actions.ANSWER)
    }
