"""The file of a submission that was received: kept in the store, and written out as it came."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.rules.findings import N_

from ..office import ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import going_out
from ..office.progress import SILENT, Progress
from ..office.session import Session
from . import received_submissions


@dataclass(frozen=True, slots=True)
class Written:
    """`sha256` is of the file: the one that was received, signature and all."""

    path: Path
    sha256: str


def export(
    session: Session,
    name: str,
    path: Path,
    revision: int = 0,
    to: str = "",
    reason: str = "",
    progress: Progress = SILENT,
) -> Written:
    """Write the document out, byte for byte; the log says that it left, and to whom.

    `name`: its reference or id; `revision` 0: the newest of it. Raises Refused where it was not
    received, its file is purged, or it cannot be written; then what stood there still does.
    """
    with going_out(session, ways_out.RECEIVED, path) as out:
        one = received_submissions.find(session, name, revision)
        with session.reading() as reading:
            content = reading.attachments.content(one.sha256)
        if content is None:
            raise refusal(
                "received.purged",
                N_("The file of {name} is no longer in this store; ask its office for it."),
                name=one.name,
            )
        progress(0, 0, N_("Writing the file"))
        out.leave(
            content,
            submission=one.reference,
            recipient=to.strip(),
            purpose=one.purpose,
            reason=reason.strip(),
            tlp=one.tlp,
            records=one.records,
        )
    return Written(path, one.sha256)
