"""Drafts that survive: what was typed and not saved, journalled within a second.

    keep(session, record, base, caret, raw)   at every change; from any thread, never waits
    discard(session, record_id)               after a save, or when the officer gives up
    waiting(session)                          after opening: what to show again (worker; reads)
    flush(session)                            before locking: is all on the disk? (waits)
    watch(session, told)                      hear that the disk refuses, and that it takes again

`keep` and `discard` are for the window's thread: a thread of the store writes the encrypted
journal (`store/draft_keeper.py`), also while the database worker is busy or the database is locked
or full. One draft a record and officer; the newest counts. A draft is no revision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

from rilo_desktop.records import Record
from rilo_desktop.records.diff import same_content
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import Unreadable, from_snapshot, to_snapshot
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import ReadSession, Stored

from ..office.session import Session, Task

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the officer was. `field` as in `Place.field`; `position` counts signs."""

    section: str = ""
    field: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """`base` is the revision that was edited, "" for a record that was never saved.

    `raw` is what the form held that is no value yet: {path of the field: text}.
    `is_behind`: the record was changed since by somebody; saving it asks first.
    """

    record: Record
    base: str
    at: str
    caret: Caret = Caret()
    raw: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """`unreadable` drafts were written by a newer version of the program; they stay as they are."""

    drafts: tuple[Draft, ...] = ()
    unreadable: int = 0


def keep(
    session: Session,
    record: Record,
    base: str = "",
    caret: Caret = Caret(),
    raw: Mapping[str, str] = NOTHING,
) -> None:
    """Take over what stands in the form. Raises Refused where the officer may not write."""
    session.permit(Task.WRITE)
    session.drafts.keep(
        record.id,
        {
            "record": to_snapshot(record),
            "base": base,
            "at": session.clock().isoformat(timespec="seconds"),
            "caret": asdict(caret),
            "raw": dict(raw),
        },
    )


def discard(session: Session, record_id: str) -> None:
    """Forget the draft of a record; where there is none nothing happens."""
    session.drafts.discard(record_id)


def waiting(session: Session) -> WaitingDraft:
    """The drafts of this officer, the newest last; what was saved meanwhile is discarded.

    Raises OSError where the journal cannot be read.
    """
    found: list[Draft] = []
    unreadable = 0
    with session.reading() as reading:
        for name, data in session.drafts.drafts().items():
            try:
                record = from_snapshot(data["record"])
            except (NewerSnapshot, Unreadable, KeyError, TypeError):
                unreadable += 1
                continue
            stored = reading.records.stored(name)
            is_saved = stored is not None and same_content(stored.record, sanitized(record))
            if is_saved and not data.get("raw"):
                discard(session, name)
                continue
            found.append(_draft(record, data, stored))
    return WaitingDraft(tuple(sorted(found, key=lambda draft: draft.at)), unreadable)


def flush(session: Session, seconds: float = 2.0) -> bool:
    """Wait until everything kept is on the disk; False where it is not."""
    return session.drafts.flush(seconds)


def trouble(session: Session) -> Finding | None:
    """Why the newest drafts are not on the disk; None where they are or soon will be."""
    return _finding_of(session, session.drafts.trouble)


def watch(session: Session, told: Callable[[Finding | None], object]) -> None:
    """`told(finding)` once the disk refuses, `told(None)` once it takes drafts again.

    Called from another thread than the window's: emit a signal there.
    """
    session.drafts.watch(lambda error: told(_finding_of(session, error)))


def drop_of_everybody(
    session: Session,
    reading: ReadSession,
    record_id: str,
    unfit: Callable[[Mapping[str, Any]], bool],
) -> int:
    """Content of a record was purged: its unfit drafts go, whoever typed them.

    `unfit(snapshot)`. Older states of all drafts go from the journals too. Returns how many drafts.
    """
    others = [o.sign for o in reading.office.officers() if o.sign != session.officer.sign]

    def is_unfit(draft: Mapping[str, Any]) -> bool:
        return unfit({"record": draft.get("record"), "raw": draft.get("raw")})

    dropped = session.drafts.drop(record_id, is_unfit)
    return dropped + session.store.drop_drafts(others, record_id, is_unfit)


def _draft(record: Record, data: Mapping[str, Any], stored: Stored | None) -> Draft:
    base = str(data.get("base", ""))
    caret = {name: value for name, value in data.get("caret", {}).items() if name in _CARET}
    return Draft(
        record=record,
        base=base,
        at=str(data.get("at", "")),
        caret=Caret(**caret),
        raw=dict(data.get("raw", {})),
        is_new=stored is None,
        is_behind=stored is not None and stored.revision != base,
    )


_CARET = frozenset(Caret.__dataclass_fields__)


def _finding_of(session: Session, error: Exception | None) -> Finding | None:
    if error is None:
        return None
    reason = why(error) if isinstance(error, OSError) else str(error)
    return Finding(
        "drafts.unwritten",
        Severity.WARNS,
        Nature.STRUCTURE,
        N_("Your text could not be stored: {reason}. Save, or free some space; it is tried again."),
        {"reason": reason},
        FieldPath(file=str(session.folder)),
    )
