"""Resets the practice office to the sample data; what was there is set aside.

The new office is made in the folder of a restore and takes its place as a restore does: ended at
any moment, the one or the other stands there whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.rules.findings import N_
from rilo_desktop.store import Clock, StoreUnwritable, restoring, system_clock
from rilo_desktop.store.errors import NotRestored
from rilo_desktop.store.unlocking import unlock

from ..receiving.practice_work import add_work
from . import actions
from .create_office import add_sample, make_office
from .finding_helpers import refusal
from .first_run import SAMPLE_OFFICE
from .progress import SILENT, Progress
from .session import Session, Task, open_store


@dataclass(frozen=True)
class ResetOffice:
    """The new office, open. `aside` is the folder of the one before, an office of its own."""

    session: Session
    aside: Path | None


def check(session: Session, passphrase: str) -> None:
    """May it be done? Raises Refused, WrongPassphrase, TooSoon; changes nothing."""
    _permit(session)
    unlock(session.folder, passphrase, session.officer.sign, session.clock).forget()


def reset_practice(
    folder: Path,
    passphrase: str,
    sign: str,
    clock: Clock = system_clock,
    progress: Progress = SILENT,
) -> ResetOffice:
    """Put a new practice office in the place of the one in the folder, which nobody has open.

    Whoever asks is its only officer, with the same passphrase; keys, card and recovery key are new.
    Raises Refused, Cancelled, StoreUnwritable and what `open_store` raises: then the office is as
    it was.
    """
    try:
        with open_store(folder, passphrase, sign, clock) as session:
            prepare(session, passphrase, progress)
        aside = restoring.put_in_place(folder, clock().strftime("%Y%m%dT%H%M%S"), whole=True)
    except BaseException as error:
        if not (folder / restoring.STAGE / restoring.READY).exists():
            restoring.discard(folder)  # else the next opening puts it in its place
        if isinstance(error, NotRestored):
            raise StoreUnwritable(folder, reason=error.finding.values["reason"]) from error
        raise
    return ResetOffice(open_store(folder, passphrase, sign, clock), aside)


def prepare(session: Session, passphrase: str, progress: Progress = SILENT) -> None:
    """Make the new office beside this one, which nobody opens yet."""
    _permit(session)
    with session.reading() as reading:
        before = reading.log.last
    restoring.discard(session.folder)
    made = make_office(
        session.folder / restoring.STAGE,
        session.office_code,
        session.officer.sign,
        passphrase,
        session.officer.function,
        session.store.access.keyring.workstation,
        session.clock,
    )
    with made.session as new:
        add_sample(new, progress)
        add_work(new, progress)
        with new.unit(actions.PRACTICE_RESET) as unit:
            unit.note(store=session.store_id, operations=before)


def _permit(session: Session) -> None:
    session.permit(Task.RESET_PRACTICE)
    if session.office_code != SAMPLE_OFFICE:
        raise refusal(
            "practice.reset",
            N_("{office} is not the practice office {practice}: only that one can be reset."),
            office=session.office_code,
            practice=SAMPLE_OFFICE,
        )
