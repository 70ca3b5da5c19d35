"""Copies of a released submission for named recipients, each under a passphrase of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.rules.findings import N_

from ..office import identity, ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import check_target, going_out, refuse_identifiers
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from .release import ask_again, released, sealed_pages
from .self_verification import refuse_unsound

MOST = 50
RECIPIENT = N_("Recipient, in the name of the file")


@dataclass(frozen=True, slots=True)
class Copy:
    """`passphrase` is kept nowhere: it is told to the recipient, another way than the copy goes."""

    recipient: str
    path: Path
    passphrase: str
    sha256: str


def export(
    session: Session,
    name: str,
    path: Path,
    recipients: Sequence[str],
    reason: str = "",
    progress: Progress = SILENT,
) -> tuple[Copy, ...]:
    """One signed copy for each recipient, beside `path` and named after it and them.

    They are encrypted (AES-256), so they are no PDF/A; each is noted with its recipient. Raises
    Refused where the submission is not released, nobody or too many are named, or it cannot be
    written; copies that were written before are then told in the log all the same.
    """
    from rilo_desktop.exchange import encrypted, signing

    session.permit(Task.SUBMIT)
    names = tuple(dict.fromkeys(one.strip() for one in recipients if one.strip()))
    if not 0 < len(names) <= MOST:
        raise refusal(
            "copies.nobody", N_("Name who gets a copy: one recipient or more, at most {most}."),
            most=MOST,
        )  # fmt: skip
    refuse_identifiers((RECIPIENT, one) for one in names)
    paths = dict(zip(names, _paths(path, names), strict=True))
    for target in paths.values():
        check_target(target)
    submission = released(session, name)
    key = identity.signing(session)
    document, packing = sealed_pages(session, submission, key, progress)
    refuse_unsound(signing.signed(document, key, session.clock()), packing, key, progress)
    said, made = packing.package.submission, []
    for n, recipient in enumerate(names):
        with going_out(session, ways_out.COPY, paths[recipient]) as out:
            ask_again(out, submission, packing)
            progress(n, len(names), N_("Encrypting the copies"))
            passphrase = encrypted.new_passphrase()
            copy = encrypted.encrypted(document, passphrase)
            copy = signing.signed(copy, key, session.clock(), passphrase)
            left = out.leave(
                copy,
                submission=submission.reference,
                recipient=recipient,
                purpose=said.purpose,
                reason=reason.strip(),
                tlp=said.tlp,
                records=len(packing.package.records),
            )
        made.append(Copy(recipient, paths[recipient], passphrase, left.sha256))
    return tuple(made)


def _paths(path: Path, names: Sequence[str]) -> list[Path]:
    """cases.pdf, for RILO WE: cases-RILO-WE.pdf; two that would be the same are numbered."""
    found: list[Path] = []
    for name in names:
        tail = re.sub(r"[^0-9A-Za-z]+", "-", name).strip("-")[:40] or "copy"
        target, number = path.with_name(f"{path.stem}-{tail}.pdf"), 1
        while target in found:
            number += 1
            target = path.with_name(f"{path.stem}-{tail}-{number}.pdf")
        found.append(target)
    return found
