"""On which paper the office's documents are made: A4, or Letter.

What was released keeps the paper that it was released on, so each change is kept with the number
of its entry in the log: a document that is made again is equal to the one that left.
"""

from __future__ import annotations

from rilo_desktop.paper import A4, PAPERS
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, UnitOfWork

from . import actions
from .finding_helpers import refusal
from .session import Session, Task
from .setting import Setting, apply

PAPER = "paper"


def paper_of(reading: ReadSession, before: int = 0) -> str:
    """Of documents that are made now, or that an earlier entry of the log released."""
    found = A4
    for changed in reading.office.setting(PAPER).split():
        entry, _, paper = changed.partition(":")
        if before and int(entry) > before:
            break
        found = paper
    return found


def paper(session: Session) -> str:
    session.permit(Task.READ)
    with session.reading() as reading:
        return paper_of(reading)


def set_paper(session: Session, chosen: str) -> None:
    """Raises Refused for one that is none."""
    apply(session, {SETTING: chosen})


def _check(chosen: str) -> None:
    if chosen not in PAPERS:
        message = N_("Documents are made on {papers}.")
        raise refusal("paper.unknown", message, papers=", ".join(PAPERS))


def _write(unit: UnitOfWork, chosen: str) -> None:
    kept = unit.reading.office.setting(PAPER)
    unit.set(PAPER, f"{kept} {unit.operation}:{chosen}".strip())


SETTING = Setting(PAPER, Task.SCHEDULE, actions.PAPER, paper_of, _check, _write)
