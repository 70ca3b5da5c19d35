"""Restores that other offices are told of: which entries of a log are gone, and who compared it.

lost_after(reading, seq)          submissions that a log released after this entry
restores_of(reading)              the restores in this office's log, as its next documents name them
gaps_between(...)                 the restores that explain why two documents know two logs
compared_in(reading)              fingerprints that this office compared by phone
keep_compared(session, said, ..)  compared now; it is logged

Whoever holds the key of an office can name a restore that never was. So nothing is taken by it
until two people compared its fingerprint by phone (docs/decisions/0082).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rilo_desktop.exchange import cards as card_files
from rilo_desktop.exchange.package import LogHead, Noted, PackageHeader, RestoredLog
from rilo_desktop.records import Submission, Workflow
from rilo_desktop.records.snapshots import canonical
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import LogEntry, ReadSession

from . import actions
from .finding_helpers import refusal
from .session import Session, Task

MOST_RESTORES = 20
"""The newest, that a submission names."""
MOST_LOST = 50
"""Submissions that a restore names, the newest."""


def lost_after(reading: ReadSession, seq: int) -> tuple[Noted, ...]:
    """Submissions that a log released after this entry, the newest first."""
    found = []
    for entry in reading.log.since(seq):
        if entry.action != actions.RELEASE:
            continue
        for name in entry.revisions:
            made = reading.revisions.get(name)
            if made is None or made.is_purged or made.kind != Submission.kind.code:
                continue
            said = made.snapshot()
            if said.get("workflow") == Workflow.RELEASED:
                head = LogHead(number=entry.seq, hash=entry.hash)
                revision = said.get("revision_number") or 1
                found.append(Noted(reference=said["reference"], revision=revision, head=head))
    return tuple(found[::-1][:MOST_LOST])


def restores_of(reading: ReadSession) -> tuple[RestoredLog, ...]:
    """Those that took entries away, oldest first. Versions before 0.2.0 noted no submissions."""
    found = (_of_entry(entry) for entry in reading.log.with_action(actions.RESTORED))
    lost = (one for one in found if one.last != one.kept.number)
    return tuple(one for one in lost if 0 < one.kept.number < one.number)[-MOST_RESTORES:]


def fingerprint(office: str, store: str, one: RestoredLog) -> str:
    """As that of a card: it is read out by phone. It is over all that is said of the restore."""
    said = {"format": "rilo-restore", "office": office, "store": store, **asdict(one)}
    return card_files.fingerprint(canonical(said))


def fingerprint_of(session: Session, entry: LogEntry) -> str:
    """Of a restore in this office's log; "" where nothing was lost by it."""
    one = _of_entry(entry)
    lost = one.last != one.kept.number
    return fingerprint(session.office_code, session.store_id, one) if lost else ""


def to_be_told(session: Session) -> str:
    """Fingerprint of the last restore of this office, where others may have what it lost; or ""."""
    with session.reading() as reading:
        *_, entry = reading.log.with_action(actions.RESTORED)
    one = _of_entry(entry)
    return fingerprint_of(session, entry) if one.lost or not one.last else ""


def gaps_between(
    said: Sequence[RestoredLog], head: LogHead, other: Sequence[RestoredLog], known: LogHead
) -> tuple[RestoredLog, ...]:
    """Restores that explain why a document (`said`, `head`) and one of the same store that is known
    (`other`, `known`) do not know each other; what fits best comes first.

    A document of the log that was given up counts, when it comes late, only where it is named.
    """
    found = [one for one in said if one not in other and known.number > one.kept.number]
    found += [
        one
        for one in other
        if one not in said
        and head.number > one.kept.number
        and any(lost.head == head for lost in one.lost)
    ]
    heads = (head, known)
    return tuple(sorted(found, key=lambda o: (not any(n.head in heads for n in o.lost), o.number)))


def compared_in(reading: ReadSession) -> frozenset[str]:
    """Fingerprints of the restores of other offices that were compared by phone here."""
    found = reading.log.with_action(actions.RESTORE_COMPARED)
    return frozenset(str(entry.detail.get("fingerprint", "")) for entry in found)


def keep_compared(session: Session, said: PackageHeader, given: Collection[str]) -> None:
    """Log the restores of this document whose fingerprint was given, once each.

    Who may trust a card may: raises Refused.
    """
    with session.reading() as reading:
        before = compared_in(reading)
    for one in said.restored:
        name = fingerprint(said.office, said.store, one)
        if name not in given or name in before:
            continue
        session.permit(Task.CARDS)
        with session.unit(actions.RESTORE_COMPARED) as unit:
            unit.note(office=said.office, store=said.store, fingerprint=name, **as_detail(one))


def compare(session: Session, said: PackageHeader, asked: str, typed: str) -> str:
    """The fingerprint of a restore as it was read out by phone, for the one that is asked for.

    Returns it. Raises Refused where it is another one, or the role does not allow it.
    """
    session.permit(Task.CARDS)
    try:
        agrees = card_files.tidy_fingerprint(typed) == asked
    except ValueError:
        agrees = False
    if not agrees:
        message = N_(
            "The restore that this file names has the fingerprint {fingerprint}, not the one that "
            "was given. Nothing was accepted: ask {office} which backup was restored."
        )
        raise refusal("restored.other", message, fingerprint=asked, office=said.office)
    keep_compared(session, said, {asked})
    return asked


def as_detail(one: RestoredLog) -> dict[str, Any]:
    """As the log has it."""
    return {
        "number": one.number,
        "previous": one.previous,
        "made": one.made,
        **as_noted(one.kept, one.last, one.lost),
    }


def as_noted(kept: LogHead, last: int, lost: Sequence[Noted]) -> dict[str, Any]:
    """What the entry of a restore says of the log that is gone."""
    return {
        "kept": [kept.number, kept.hash],
        "last": last,
        "lost": [[n.reference, n.revision, n.head.number, n.head.hash] for n in lost],
    }


def from_detail(said: Mapping[str, Any]) -> RestoredLog:
    """The reverse of `as_detail`."""
    return RestoredLog(
        number=said["number"],
        previous=said["previous"],
        kept=LogHead(number=said["kept"][0], hash=said["kept"][1]),
        made=said["made"],
        last=said["last"],
        lost=tuple(_lost(said.get("lost", ()))),
    )


def _lost(listed: Sequence[Sequence[Any]]) -> Iterator[Noted]:
    for reference, revision, number, digest in listed:
        yield Noted(
            reference=reference, revision=revision, head=LogHead(number=number, hash=digest)
        )


def _of_entry(entry: LogEntry) -> RestoredLog:
    said = entry.detail
    kept = said.get("kept") or [said.get("operations", 0), said.get("head", "")]
    operations, lost = said.get("operations", 0), said.get("lost_operations", 0)
    return from_detail(
        {
            "number": entry.seq,
            "previous": entry.previous,
            "kept": kept,
            "made": str(said.get("made", ""))[:10],
            "last": said.get("last", operations + lost if lost else 0),
            "lost": said.get("lost", ()),
        }
    )
