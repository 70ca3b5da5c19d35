"""`check`: is the store whole? It looks at the store, never at completeness.

The drill of a backup asks the same of the office that it restored.

check(session)                    everything, and the heads noted in the backups it knows
check(session, backups=files)     and in these backups
repair(session)                   makes anew what can be made anew, and checks again
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.store import ReadSession, backup_file, known_backups, log, log_anchors, numbering
from rilo_desktop.store.checking import Health, examine, missing_pictures
from rilo_desktop.store.errors import BackupBroken, StoreUnwritable
from rilo_desktop.store.repairing import REBUILDABLE

from . import actions
from .progress import SILENT, Progress
from .session import Session, Task, clock_behind

__all__ = ["Health", "Repaired", "check", "repair"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """How it was and how it is; `records` were made anew."""

    before: Health
    after: Health
    records: int = 0

    @property
    def was_needed(self) -> bool:
        return self.before != self.after or bool(self.records)


def check(
    session: Session,
    backups: Sequence[Path] = (),
    noted: Sequence[tuple[int, str]] = (),
    progress: Progress = SILENT,
) -> Health:
    """Look at everything. `backups`: whose heads are compared, beside those the office knows.
    `noted`: entries of the log (number, hash) as released documents print them.

    Raises Cancelled, and BackupBroken where one of `backups` is none.
    """
    with session.reading() as reading:
        found = examine(reading, progress)
        beside = (*missing_pictures(reading), *_counters(session, reading))
        beside += (*_clock(session, reading), *_openings(reading))
        printed = tuple(_printed(reading, noted))
    keys = tuple(_broken(name) for name in session.store.broken_keys)
    return replace(
        found, findings=(*keys, *found.findings, *beside, *printed, *_compared(session, backups))
    )


def repair(session: Session, progress: Progress = SILENT) -> Repaired:
    """Make the rows and the search index anew where they are wrong, and a broken copy of the keys.

    The revisions and the log are never touched; what is wrong there is told again, in `after`.
    Raises Refused, StoreUnwritable, StoreDamaged and Cancelled: then nothing was changed.
    """
    session.permit(Task.REPAIR)
    before = check(session, progress=progress)
    wrong = {finding.rule for finding in before.findings} & REBUILDABLE
    if not wrong:
        return Repaired(before, before)
    if "check.keys" in wrong:
        _mend_keys(session)
    if "check.counter" in wrong:
        _raise_counters(session)
    rows = wrong - {"check.keys", "check.counter"}
    records = _rebuild(session, rows, progress) if rows else 0
    return Repaired(before, check(session, progress=progress), records)


def _rebuild(session: Session, wrong: Iterable[str], progress: Progress) -> int:
    with session.unit(actions.REPAIR) as unit:
        count, broken = unit.rebuild(lambda done, of: progress(done, of, N_("Rebuilding rows")))
        unit.note(records=count, because=sorted(wrong), left=broken)
    return count


def _raise_counters(session: Session) -> None:
    with session.unit(actions.REPAIR) as unit:
        highest = {prefix: used for prefix, (_, used) in _behind(session, unit.reading).items()}
        unit.raise_counters(highest)
        unit.note(records=0, because=["check.counter"], numbers=highest)


def _behind(session: Session, reading: ReadSession) -> Mapping[str, tuple[int, int]]:
    return numbering.behind(reading.run, session.office_code, session.store.workstation)


def _counters(session: Session, reading: ReadSession) -> Iterator[Finding]:
    for prefix, (last, used) in _behind(session, reading).items():
        message = N_(
            "The counter of {prefix} is at {last}, but {prefix}{used} is in use: it came "
            "from elsewhere. A repair raises the counter."
        )
        yield _blocks("check.counter", message, prefix=prefix, last=last, used=f"{used:04}")


def _clock(session: Session, reading: ReadSession) -> Iterator[Finding]:
    now = session.clock()
    newest = log.newest_time(reading.run, every=True)
    if log.is_after(newest, now):
        yield clock_behind(newest, now)


def _openings(reading: ReadSession) -> Iterator[Finding]:
    """What openings said, once each: the next one does not see it any more. A restore settles it,
    since it is a decision that the log has. That the log had diverged is said and blocks nothing:
    so it is too where the original database was found and put back. The rows of officers that the
    newest opening, this one, found changed are among what is looked at now."""
    restored = [entry.seq for entry in reading.log.with_action(actions.RESTORED)]
    opened = list(reading.log.with_action(actions.OPENED))
    for entry in opened:
        is_settled = any(seq > entry.seq for seq in restored)
        for rule, message, values in _said_at(entry):
            if rule == OFFICERS and entry is opened[-1]:
                continue
            values |= {"n": entry.seq, "officer": entry.officer, "day": entry.time[:10]}
            found = _blocks(rule, message, **values)
            yield (
                replace(found, severity=Severity.WARNS)
                if is_settled or rule in _ONLY_SAID
                else found
            )


OFFICERS = "check.opening_officers"
_ONLY_SAID = frozenset({"check.opening_diverged", "check.opening_keys"})


def _said_at(entry: log.LogEntry) -> Iterator[tuple[str, str, dict[str, object]]]:
    missing, signs = entry.detail.get("missing"), entry.detail.get("officers")
    if isinstance(missing, int) and missing > 0:
        message = N_(
            "When {officer} opened the office on {day} (entry {n}), the last {count} entries of "
            "the log were missing: find the database that has them, or restore a backup."
        )
        yield "check.opening", message, {"count": missing}
    elif missing:
        message = N_(
            "When {officer} opened the office on {day} (entry {n}), its log had diverged: another "
            "copy of the database was in use before."
        )
        yield "check.opening_diverged", message, {}
    if entry.detail.get("keys"):
        message = N_(
            "When {officer} opened the office on {day} (entry {n}), its file of keys was an older "
            "one that somebody had put back."
        )
        yield "check.opening_keys", message, {}
    if isinstance(signs, list):
        message = N_(
            "When {officer} opened the office on {day} (entry {n}), the database did not say of "
            "{signs} what the log says: restore a backup."
        )
        yield OFFICERS, message, {"signs": ", ".join(map(str, signs))}


def _mend_keys(session: Session) -> None:
    access = session.store.access
    try:
        access.keep(access.keyring)
    except OSError as error:
        raise StoreUnwritable(session.folder, reason=why(error)) from error


def _compared(session: Session, backups: Sequence[Path]) -> list[Finding]:
    store = session.store.access.keyring.store
    known = [Path(one.path) for one in known_backups.known_backups(session.folder)]
    given = {path.absolute() for path in backups}
    found: list[Finding] = []
    for path in [*backups, *(path for path in known if path.absolute() not in given)]:
        try:
            backup = backup_file.read(path)
        except BackupBroken:
            if path.absolute() in given:
                raise
            continue  # on a stick that is not here
        with session.reading() as reading:
            found += log_anchors.compare(reading, backup, store)
    return found


def _printed(reading: ReadSession, noted: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    for seq, hashed in noted:
        if log_anchors.hash_at(reading, seq) != hashed:
            message = N_("Entry {number} of the log is gone or is not the one that was printed.")
            values = {"number": seq}
            yield _blocks("check.printed_head", message, **values)


def _blocks(rule: str, message: str, **values: object) -> Finding:
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values, FieldPath())


def _broken(name: str) -> Finding:
    message = N_(
        "{name} is damaged or missing, and its copy still opens the office: replace it by the copy."
    )
    return Finding(
        "check.keys",
        Severity.BLOCKS,
        Nature.STRUCTURE,
        message,
        {"name": name},
        FieldPath(file=name),
    )
