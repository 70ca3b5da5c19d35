"""Files from outside, each looked at by itself: what it is, whom it is from, what may become of it.

inspect(session, path)           a submission, an answer to one, a card, or what is wrong with it
inspect_each(session, paths)     several, each by itself; of one content only one
inspect_again(session, one)      the same beside what the store holds by now
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from rilo_desktop.exchange.file_opening import ArrivedFile, arrived
from rilo_desktop.file_kinds import ANSWER, CARD, RECEIVED, SUBMISSION
from rilo_desktop.records import Submission
from rilo_desktop.rules import personal_data_guard
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused
from rilo_desktop.rules.record_parts import parts_of

from ..office import cards
from ..office.finding_helpers import finding
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import acknowledge, receive
from .incoming_file import TWICE, IncomingFile, State, package_of

NOTHING: Mapping[str, Path] = MappingProxyType({})


def inspect(session: Session, path: Path, progress: Progress = SILENT) -> IncomingFile:
    """Nothing is written, and nothing is raised for what is wrong with the file.

    The table of file kinds says what it is; its gate verifies it and compares what it brings with
    the store. Raises Refused for a role that may not receive, and Cancelled.
    """
    session.permit(Task.IMPORT)
    kind, sha256 = None, ""
    try:
        file = progress.outside(arrived, path, RECEIVED)
        kind, sha256 = file.kind, file.sha256
        found = _GATES[kind](session, file, progress)
    except Refused as error:
        found = IncomingFile(path, kind, State.WRONG, findings=error.findings)
    return replace(found, sha256=sha256)


def inspect_each(
    session: Session,
    paths: Sequence[Path],
    before: Mapping[str, Path] = NOTHING,
    progress: Progress = SILENT,
) -> tuple[IncomingFile, ...]:
    """Each of them once. `before`: SHA-256 -> path of files that stand in the inbox already.

    What has the same content as another one says so, whatever of the inbox it is.
    """
    found: list[IncomingFile] = []
    seen = dict(before)
    for path in dict.fromkeys(paths):
        one = inspect(session, path, progress)
        other = seen.get(one.sha256) if one.sha256 else None
        if other is not None and other != path:
            twice = (_twice(path, other),)
            one = IncomingFile(path, one.kind, State.WRONG, one.sha256, findings=twice)
        seen.setdefault(one.sha256, path)
        found.append(one)
    return tuple(found)


def inspect_again(session: Session, one: IncomingFile, progress: Progress = SILENT) -> IncomingFile:
    """After something changed in the store; what may be accepted is not verified once more.

    Raises Cancelled.
    """
    if one.is_twin:
        return one
    if one.comparison is not None:
        return receive.compared(session, [one], progress)[0]
    return inspect(session, one.path, progress)


def _twice(path: Path, other: Path) -> Finding:
    return finding(
        TWICE,
        N_("{file} has the same content as {other}, which is in the list."),
        FieldPath(file=path.name),
        file=path.name,
        other=other.name,
    )


def _submission(session: Session, file: ArrivedFile, progress: Progress) -> IncomingFile:
    found = receive.gate(session, file, progress=progress)
    if found.findings:
        return found
    (found,) = receive.compared(session, [found], progress)
    return replace(found, names=tuple(_names(found)), looked_for=personal_data_guard.LOOKED_FOR)


def _names(one: IncomingFile) -> Iterator[Finding]:
    """What the guard finds in what stands on the cover and in the records."""
    said = package_of(one).submission
    cover = Submission(
        title=said.title,
        addressee=said.addressee,
        justification=said.justification,
        caveats="\n".join(said.caveats),
    )
    for record in (cover, *(record.theirs for record in one.records)):
        if record is not None:
            for part in parts_of(record):
                yield from personal_data_guard.findings(part)


def _answer(session: Session, file: ArrivedFile, _progress: Progress) -> IncomingFile:
    found = acknowledge.verified(session, file)
    return IncomingFile(
        file.path,
        file.kind,
        State.READY if found.stranger is None else State.STRANGER,
        office=found.answer.office,
        fingerprint=found.card.fingerprint,
        certificate=found.card.certificate,
        findings=(found.stranger,) if found.stranger is not None else (),
        answer=found,
    )


def _card(session: Session, file: ArrivedFile, _progress: Progress) -> IncomingFile:
    found = cards.offered_in(session, file)
    return IncomingFile(
        file.path,
        file.kind,
        State.STRANGER if found.offer in cards.COMPARING else State.READY,
        office=found.office,
        fingerprint=found.fingerprint,
        card=found,
    )


_GATES = {SUBMISSION: _submission, ANSWER: _answer, CARD: _card}
