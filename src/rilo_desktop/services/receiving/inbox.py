"""Files from outside, each looked at by itself: what it is, whom it is from, what may become of it.

inspect(session, path)           a submission, an answer to one, a card, or what is wrong with it
inspect_each(session, paths)     several, each by itself; of one content only one
inspect_again(session, one)      the same beside what the store holds by now
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from rilo_desktop.exchange import cards as card_files
from rilo_desktop.files import open_file
from rilo_desktop.records import Submission
from rilo_desktop.rules import personal_data_guard
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Refused
from rilo_desktop.rules.record_parts import parts_of

from ..office import cards
from ..office.finding_helpers import finding
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import acknowledge, receive
from .incoming_file import STRANGER, TWICE, IncomingFile, Kind, State, package_of

ENDINGS = (".pdf", acknowledge.SUFFIX, card_files.SUFFIX)
"""Of files that may come in here."""
_IMPORTED = N_("{file} is a workbook or data: import it on the page Import.")
ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".json", ".csv"), _IMPORTED),
    ".rilobackup": N_("{file} is a backup: restore it on the page This office."),
    ".rilolists": N_("{file} has code lists: take them over on the page This office."),
    ".riloupdate": N_("{file} is an update: install it on the page This office."),
}
NO_BUSINESS = N_("{file} is neither a submission (PDF) nor an answer nor a card; it was ignored.")
NOTHING: Mapping[str, Path] = MappingProxyType({})
_STRANGER = ("signer.stranger", STRANGER)


def inspect(session: Session, path: Path, progress: Progress = SILENT) -> IncomingFile:
    """Nothing is written, and nothing is raised for what is wrong with the file.

    Raises Refused for a role that may not receive, and Cancelled.
    """
    session.permit(Task.IMPORT)
    try:
        sha256 = _sha256_of(path)
    except OSError as error:
        return _other(path, _unreadable(path, error))
    found = _inspected(session, path, progress)
    return replace(found, sha256=found.sha256 or sha256)


def inspect_each(
    session: Session,
    paths: Sequence[Path],
    before: Mapping[str, Path] = NOTHING,
    progress: Progress = SILENT,
) -> tuple[IncomingFile, ...]:
    """Each of them once. `before`: SHA-256 -> path of files that stand in the inbox already.

    What has the same content as another one says so, whatever it is.
    """
    found: list[IncomingFile] = []
    seen = dict(before)
    for path in dict.fromkeys(paths):
        one = inspect(session, path, progress)
        other = seen.get(one.sha256) if one.sha256 else None
        if other is not None and other != path:
            one = replace(_other(path, _twice(path, other)), sha256=one.sha256)
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


def _inspected(session: Session, path: Path, progress: Progress) -> IncomingFile:
    ending = path.suffix.lower()
    if ending == card_files.SUFFIX:
        return _card(session, path)
    if acknowledge.is_answer(path) or ending == acknowledge.SUFFIX:
        return _answer(session, path)
    if ending not in ENDINGS:
        return _other(path, _no_business(path))
    (found,) = receive.inspect_submissions(session, [path], (), progress)
    if found.comparison is None:
        return found
    return replace(found, names=tuple(_names(found)), looked_for=personal_data_guard.LOOKED_FOR)


def _sha256_of(path: Path) -> str:
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _other(path: Path, why: Finding) -> IncomingFile:
    return IncomingFile(path, Kind.OTHER, State.WRONG, findings=(why,))


def _unreadable(path: Path, error: OSError) -> Finding:
    said = (
        N_("{file} is a folder; open the files in it.")
        if path.is_dir()
        else N_("{file} cannot be read: {reason}.")
    )
    return finding("inbox.unread", said, _place(path), file=path.name, reason=why(error))


def _no_business(path: Path) -> Finding:
    """What it is where that is known, and what is taken here."""
    said = ELSEWHERE.get(path.suffix.lower(), NO_BUSINESS)
    return finding("inbox.ending", said, _place(path), file=path.name)


def _twice(path: Path, other: Path) -> Finding:
    return finding(
        TWICE,
        N_("{file} has the same content as {other}, which is in the list."),
        _place(path),
        file=path.name,
        other=other.name,
    )


def _place(path: Path) -> FieldPath:
    return FieldPath(file=path.name)


def _card(session: Session, path: Path) -> IncomingFile:
    try:
        found = cards.offered(session, path)
    except Refused as error:
        return IncomingFile(path, Kind.CARD, State.WRONG, findings=error.findings)
    state = State.STRANGER if found.offer in cards.COMPARING else State.READY
    return IncomingFile(
        path, Kind.CARD, state, office=found.office, fingerprint=found.fingerprint, card=found
    )


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


def _answer(session: Session, path: Path) -> IncomingFile:
    try:
        found = acknowledge.inspect(session, path)
    except Refused as error:
        return _not_trusted(session, path, error)
    return _of_answer(path, State.READY, found)


def _of_answer(
    path: Path, state: State, found: acknowledge.Opened, findings: tuple[Finding, ...] = ()
) -> IncomingFile:
    return IncomingFile(
        path,
        Kind.ANSWER,
        state,
        office=found.answer.office,
        fingerprint=found.card.fingerprint,
        certificate=found.card.certificate,
        findings=findings,
        answer=found,
    )


def _not_trusted(session: Session, path: Path, error: Refused) -> IncomingFile:
    """Whose answer it is, where nothing but their card stands against it."""
    wrong = IncomingFile(path, Kind.ANSWER, State.WRONG, findings=error.findings)
    said = error.findings[0]
    card = str(said.values.get("card", ""))
    if said.rule not in _STRANGER or not card:
        return wrong
    try:
        found = acknowledge.inspect(session, path, [card])
    except Refused:  # it was revoked, or not valid then: comparing by phone is of no use
        return wrong
    return _of_answer(path, State.STRANGER, found, error.findings)
