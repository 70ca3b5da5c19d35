"""Files from outside, each looked at by itself: what it is, whom it is from, what may become of it.

look(session, path)          a submission, an answer to one, a card, or what is wrong with the file
look_at_all(session, ...)    several, each with its own word; what comes twice is said to
look_again(session, item)    the same beside what the store holds by now
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from rilo_desktop.exchange import cards as card_files
from rilo_desktop.files import open_file
from rilo_desktop.records import Record, Submission
from rilo_desktop.rules import nominal
from rilo_desktop.rules.findings import N_, Finding, Place, Refused
from rilo_desktop.rules.parts import parts_of
from rilo_desktop.rules.refusing_disk import why

from . import acknowledge, cards, receive
from .progress import SILENT, Progress
from .receive import Incoming, Looked
from .receive_opened import looked_at
from .refusals import finding
from .session import Session, Task
from .verify import Trust, Verdict

ENDINGS = (".pdf", acknowledge.SUFFIX, card_files.SUFFIX)
"""Of files that may come in here."""
_IMPORTED = N_("{file} is a workbook or data: it is imported, on the page Import.")
ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".json", ".csv"), _IMPORTED),
    ".rilobackup": N_("{file} is a backup: it is restored on the page This office."),
    ".riloupdate": N_("{file} is a new version: it is taken on the page This office."),
}
NO_BUSINESS = N_("{file} is no submission (PDF), no answer and no card; nothing is done with it.")
NOTHING: Mapping[str, Path] = MappingProxyType({})
TWICE = "inbox.twice"
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
    """One file. `verdict` and `looked` are of a submission, `answer` of an answer to one, `card` of
    an identity card or a revocation. `sha256` is of the file, "" where it cannot be read.

    `fingerprint` and `certificate` (DER) are of the card that signed it; `names`: what the guard
    against personal data found in it, of what it looked for.
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
    card: cards.Offered | None = None
    names: tuple[Finding, ...] = ()
    looked_for: tuple[str, ...] = ()
    """Each a message of the catalogue."""
    sha256: str = ""

    @property
    def is_twin(self) -> bool:
        """Does it say no more than that its content stands in the inbox already?"""
        return any(finding.rule == TWICE for finding in self.findings)

    @property
    def document(self) -> Incoming | None:
        return self.looked.documents[0] if self.looked and self.looked.documents else None


def look(session: Session, path: Path, progress: Progress = SILENT) -> Item:
    """Nothing is written. Raises Refused for a role that may not receive, and Cancelled."""
    session.permit(Task.IMPORT)
    try:
        sha256 = _sha256_of(path)
    except OSError as error:
        return _unreadable(path, error)
    return replace(_looked(session, path, progress), sha256=sha256)


def look_at_all(
    session: Session,
    paths: Sequence[Path],
    before: Mapping[str, Path] = NOTHING,
    progress: Progress = SILENT,
) -> tuple[Item, ...]:
    """Each of them once. `before`: SHA-256 -> path of files that stand in the inbox already.

    What has the same content as another one is not looked at, and says so.
    """
    found: list[Item] = []
    seen = dict(before)
    for path in dict.fromkeys(paths):
        item = look(session, path, progress)
        other = seen.get(item.sha256) if item.sha256 else None
        if other is not None and other != path:
            item = Item(path, State.WRONG, findings=(_twice(path, other),), sha256=item.sha256)
        seen.setdefault(item.sha256, path)
        found.append(item)
    return tuple(found)


def _looked(session: Session, path: Path, progress: Progress) -> Item:
    ending = path.suffix.lower()
    if ending == card_files.SUFFIX:
        return _card(session, path)
    if acknowledge.is_answer(path) or ending == acknowledge.SUFFIX:
        return _answer(session, path)
    if ending not in ENDINGS:
        return Item(path, State.WRONG, findings=(_no_business(path),))
    looked = receive.look(session, [path], (), progress)
    if looked.documents:
        return _ready(looked)
    return _refused(session, path, looked.refused[0][1], progress)


def look_again(session: Session, item: Item, progress: Progress = SILENT) -> Item:
    """After something changed in the store. Raises Cancelled."""
    if item.is_twin:
        return item
    if item.looked is not None and item.state is State.READY:
        return replace(item, looked=receive.look_again(session, item.looked, progress))
    return look(session, item.path, progress)


def _sha256_of(path: Path) -> str:
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(path: Path, error: OSError) -> Item:
    said = (
        N_("{file} is a folder; open the files in it.")
        if path.is_dir()
        else N_("{file} cannot be read: {reason}.")
    )
    values = {"file": path.name, "reason": why(error)}
    return Item(
        path, State.WRONG, findings=(finding("inbox.unread", said, _place(path), **values),)
    )


def _no_business(path: Path) -> Finding:
    """What it is where that is known, and what is taken here."""
    said = ELSEWHERE.get(path.suffix.lower(), NO_BUSINESS)
    return finding("inbox.ending", said, _place(path), file=path.name)


def _twice(path: Path, other: Path) -> Finding:
    return finding(
        TWICE,
        N_("{file} has the same content as {other}, which stands in the list."),
        _place(path),
        file=path.name,
        other=other.name,
    )


def _place(path: Path) -> Place:
    return Place(file=path.name)


def _card(session: Session, path: Path) -> Item:
    try:
        found = cards.offered(session, path)
    except Refused as error:
        return Item(path, State.WRONG, findings=error.findings)
    state = State.STRANGER if found.offer in cards.COMPARING else State.READY
    return Item(path, state, found.office, found.fingerprint, card=found)


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
        names=tuple(_names([_cover(one), *theirs])),
        looked_for=nominal.LOOKED_FOR,
    )


def _cover(one: Incoming) -> Record:
    """What stands on the cover, for the guard."""
    said = one.package.submission
    return Submission(
        title=said.title,
        addressee=said.addressee,
        justification=said.justification,
        caveats="\n".join(said.caveats),
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
