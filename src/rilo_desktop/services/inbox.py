"""Files from outside, each looked at by itself: what it is, whom it is from, what may become of it.

look(session, path)          a submission, an answer to one, or what is wrong with the file
look_again(session, item)    the same beside what the store holds by now
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from rilo_desktop.records import Record
from rilo_desktop.rules import nominal
from rilo_desktop.rules.findings import Finding, Refused
from rilo_desktop.rules.parts import parts_of

from . import acknowledge, receive
from .progress import SILENT, Progress
from .receive import Incoming, Looked
from .receive_opened import looked_at
from .session import Session, Task
from .verify import Trust, Verdict

ENDINGS = (".pdf", acknowledge.SUFFIX)
"""Of files that may come in here."""
_STRANGER = ("signer.stranger", receive.STRANGER)


class State(StrEnum):
    READY = "ready"
    """Whole, from somebody who is trusted."""
    STRANGER = "stranger"
    """Whole; who signed it is not trusted yet."""
    WRONG = "wrong"
    """It cannot be taken, and `findings` say why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file. `verdict` and `looked` are of a submission, `answer` of an answer to one.

    `fingerprint` and `certificate` (DER) are of the card that signed it; `names`: what in it seems
    to name a person.
    """

    path: Path
    state: State
    office: str = ""
    fingerprint: str = ""
    certificate: bytes = b""
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None
    looked: Looked | None = None
    answer: acknowledge.Opened | None = None
    names: tuple[Finding, ...] = ()

    @property
    def document(self) -> Incoming | None:
        return self.looked.documents[0] if self.looked and self.looked.documents else None


def look(session: Session, path: Path, progress: Progress = SILENT) -> Item:
    """Nothing is written. Raises Refused for a role that may not receive, and Cancelled."""
    session.permit(Task.IMPORT)
    if acknowledge.is_answer(path):
        return _answer(session, path)
    looked = receive.look(session, [path], (), progress)
    if looked.documents:
        return _ready(looked)
    return _refused(session, path, looked.refused[0][1], progress)


def look_again(session: Session, item: Item, progress: Progress = SILENT) -> Item:
    """After something changed in the store. Raises Cancelled."""
    if item.looked is not None and item.state is State.READY:
        return replace(item, looked=receive.look_again(session, item.looked, progress))
    return look(session, item.path, progress)


def _ready(looked: Looked) -> Item:
    one = looked.documents[0]
    theirs = [record.theirs for record in one.records if record.theirs is not None]
    return Item(
        one.opened.path,
        State.READY,
        one.package.submission.office,
        one.opened.fingerprint,
        verdict=one.opened.verdict,
        looked=looked,
        names=tuple(_names(theirs)),
    )


def _names(records: list[Record]) -> Iterator[Finding]:
    for record in records:
        for part in parts_of(record):
            yield from nominal.findings(part)


def _refused(
    session: Session, path: Path, findings: tuple[Finding, ...], progress: Progress
) -> Item:
    """With the verdict on it, as far as it could be read."""
    try:
        verdict = looked_at(session, path, (), progress)
    except Refused:
        return Item(path, State.WRONG, findings=findings)
    signer, package = verdict.signer, verdict.package
    stranger = verdict.is_whole and verdict.trust is Trust.UNKNOWN
    return Item(
        path,
        State.STRANGER if stranger else State.WRONG,
        package.submission.office if package else "",
        signer.fingerprint if signer else "",
        signer.certificate if signer else b"",
        findings,
        verdict,
    )


def _answer(session: Session, path: Path) -> Item:
    try:
        found = acknowledge.look(session, path)
    except Refused as error:
        return _stranger(session, path, error)
    return Item(path, State.READY, found.answer.office, found.card.fingerprint, answer=found)


def _stranger(session: Session, path: Path, error: Refused) -> Item:
    """Whose answer it is, where nothing but their card stands against it."""
    said = error.findings[0]
    card = str(said.values.get("card", ""))
    if said.rule not in _STRANGER or not card:
        return Item(path, State.WRONG, findings=error.findings)
    try:
        found = acknowledge.look(session, path, [card])
    except Refused:  # it was revoked, or not valid then: comparing by phone is of no use
        return Item(path, State.WRONG, findings=error.findings)
    return Item(
        path,
        State.STRANGER,
        found.answer.office,
        card,
        found.card.certificate,
        error.findings,
        answer=found,
    )
