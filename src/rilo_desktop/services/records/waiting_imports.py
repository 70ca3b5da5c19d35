"""The imports with rows that wait for an answer, as Today and the import page list them.

They are the office's, not an officer's: a preference of the office holds the list, one more each
import (`waiting_import_rows`). Today asks for the list at each start: reading the rows needs what
reads files, which takes a quarter of a second to import.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rilo_desktop.files import from_json
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession, UnitOfWork

from ..office import actions, preferences
from ..office.finding_helpers import refusal
from ..office.session import Session, Task

NAME = "import.waiting"
MOST = 40
"""Imports of which rows wait; of what is more the rows are given back as a workbook."""
GONE = N_("These rows do not wait any more: they were taken or dropped.")


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """`rows` of a file that wait since a day; `by`: sign of the officer who imported it."""

    id: int
    file: str
    rows: int
    day: str
    by: str


def listed(session: Session) -> tuple[WaitingImport, ...]:
    """The imports with rows that wait, the oldest first. Any role may look."""
    session.permit(Task.READ)
    with session.reading() as reading:
        return listed_in(reading)


def listed_in(reading: ReadSession) -> tuple[WaitingImport, ...]:
    """The same, of a reading that is open."""
    text = reading.office.preference("", NAME)
    try:
        return tuple(WaitingImport(**one) for one in from_json(text)) if text else ()
    except (ValueError, TypeError):
        return ()  # of a newer program


def has_room(session: Session, more: int) -> bool:
    """May the rows of so many further files be kept?"""
    return len(listed(session)) + more <= MOST


def drop(session: Session, number: int) -> WaitingImport:
    """Forget rows that wait; the log says so. Raises Refused, also where they are gone."""
    session.permit(Task.IMPORT)
    with session.unit(actions.ROWS_DROPPED) as unit:
        waiting = listed_in(unit.reading)
        dropped = next((one for one in waiting if one.id == number), None)
        if dropped is None:
            raise refusal("intake.waiting_gone", GONE)
        forget(unit, number)
        unit.note(files=[dropped.file], rows=dropped.rows)
    return dropped


def forget(unit: UnitOfWork, number: int) -> None:
    keep_list(unit, [one for one in listed_in(unit.reading) if one.id != number])
    preferences.keep_in(unit, f"{NAME}.{number}", "")


def keep_list(unit: UnitOfWork, waiting: Sequence[WaitingImport]) -> None:
    ordered = sorted(waiting, key=lambda one: one.id)
    text = json.dumps([asdict(one) for one in ordered], ensure_ascii=False)
    preferences.keep_in(unit, NAME, text if waiting else "")
