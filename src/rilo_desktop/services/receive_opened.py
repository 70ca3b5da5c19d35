"""A document of another office, verified first: what can be received from it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.exchange.limits import LIMITS
from rilo_desktop.exchange.package import Package, Printed
from rilo_desktop.exchange.submission import read_submission
from rilo_desktop.files import read_small
from rilo_desktop.rules.findings import N_, Refused, Severity
from rilo_desktop.rules.refusing_disk import why

from . import ownership
from .progress import SILENT, Progress
from .same_letter import refuse_same_letter
from .session import Session
from .signers import given, of_file
from .verify import Known, Trust, Verdict, judge, known_to, trusted_by

STRANGER = "receive.stranger"
"""Rule of a finding: the file is whole, and who signed it is not known here."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`pictures` by their SHA-256; `sha256` is of the file, `fingerprint` of the card that signed.

    `stranger`: that card, where it is not trusted yet and its fingerprint was given. `let_go`: ids
    of its records, where only its head is held (see `let_go` and `whole`).
    """

    path: Path
    content: bytes
    sha256: str
    package: Package
    pictures: Mapping[str, bytes]
    fingerprint: str = ""
    verdict: Verdict | None = None
    stranger: KnownCard | None = None
    let_go: frozenset[str] | None = None


def let_go(one: Opened) -> Opened:
    """Its head alone: of many files no more than one is held at a time."""
    package = replace(one.package, records=(), printed=Printed(), pictures=())
    ids = frozenset(record.id for record in one.package.records)
    return replace(one, content=b"", package=package, pictures={}, verdict=None, let_go=ids)


def whole(one: Opened, progress: Progress = SILENT) -> Opened:
    """With its records again, read from the file that was verified.

    Raises Refused where another one lies there by now.
    """
    if one.let_go is None:
        return one
    file = progress.outside(read_submission, one.path)
    if file.sha256 != one.sha256 or file.package is None:
        raise _changed(one.path)
    pictures = {picture.sha256: file.pictures[picture.sha256] for picture in file.package.pictures}
    return replace(one, content=file.content, package=file.package, pictures=pictures)


def opened(
    session: Session,
    path: Path,
    trust: Collection[str] = (),
    earlier: Sequence[Opened] = (),
    progress: Progress = SILENT,
) -> Opened:
    """Verify a file. Raises Refused where anything is wrong with it, and where its signer is not
    trusted and their fingerprint is not among `trust`.

    `earlier`: documents of the same step: a log that was shortened shows between them too.
    """
    verdict = looked_at(session, path, earlier, progress)
    package, signer = verdict.package, verdict.signer
    if verdict.findings or package is None or signer is None:
        raise Refused(*verdict.findings)
    refuse_same_letter(session, path, package.submission)
    is_given = signer.fingerprint in given(trust)
    if verdict.trust is not Trust.TRUSTED and not (verdict.trust is Trust.UNKNOWN and is_given):
        rule = STRANGER if verdict.trust is Trust.UNKNOWN else "receive.signer"
        raise Refused(*(replace(n, rule=rule, severity=Severity.BLOCKS) for n in verdict.notes))
    return Opened(
        path,
        _content(path, verdict.opened.sha256),
        verdict.opened.sha256,
        package,
        _pictures(path, verdict, package),
        signer.fingerprint,
        verdict,
        None if verdict.trust is Trust.TRUSTED else signer,
    )


def looked_at(
    session: Session, path: Path, earlier: Sequence[Opened] = (), progress: Progress = SILENT
) -> Verdict:
    """The verdict on a file, by what this store trusts and has received. Raises Refused."""
    file = progress.outside(read_submission, path)
    with session.reading() as reading:
        trusted = trusted_by(reading, session.office_code, file)
        known = [
            *known_to(reading, session, file.package),
            *(_of(one.package) for one in earlier if one.package.submission.log_head),
        ]
        claimed = ownership.findings(
            reading,
            session.store_id,
            session.office_code,
            file.package,
            file.name,
            [one.package.submission for one in earlier],
        )
    verdict = progress.outside(judge, file, trusted, known, progress)
    return replace(verdict, findings=(*verdict.findings, *claimed))


def _of(package: Package) -> Known:
    said = package.submission
    assert said.log_head is not None
    return Known(said.office, said.store, said.reference, said.revision, said.log_head, said.noted)


def _content(path: Path, sha256: str) -> bytes:
    """The file once more, as it is kept. Raises Refused where it is another one by now."""
    try:
        content = read_small(path, LIMITS.file_bytes)
    except OSError as error:
        raise of_file(
            "receive.unread", N_("{file} cannot be read: {reason}."), path, reason=why(error)
        ) from None
    except ValueError:  # it was smaller
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _changed(path)
    return content


def _changed(path: Path) -> Refused:
    return of_file(
        "receive.changed",
        N_("{file} was changed while it was read; copy it here first and receive the copy."),
        path,
    )


def _pictures(path: Path, verdict: Verdict, package: Package) -> Mapping[str, bytes]:
    """Those that the data names. Raises Refused where one is missing."""
    found = verdict.opened.pictures
    wanted = {picture.sha256 for picture in package.pictures}
    if wanted - found.keys():
        raise of_file(
            "receive.picture",
            N_("{file} names a picture that is not in it; let it be sent again."),
            path,
        )
    return {name: found[name] for name in wanted}
