"""Where a restored office goes on with its numbers (docs/decisions/0034).

A backup does not know which numbers were given out after it was made; documents with them may be
at other offices. Above them it may go on only where something outside the backup knows them for
sure; else it goes on under another letter, where no number was ever given out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import log_anchors, log_tail, numbering
from .backup_file import Manifest
from .numbering import Numbers
from .queries import ReadSession


def of_store(folder: Path, reading: ReadSession, letter: str, about: Manifest) -> Numbers | None:
    """By the store that is to be replaced, where it can be read. None where it may not know all:
    where it does not go on from the backup, or its note says that it was longer once."""
    last = log_tail.read(folder)
    if last is None or not log_anchors.contains(reading, about):
        return None
    if last.number and log_anchors.hash_at(reading, last.number) != last.hash:
        return None
    return numbering.known(reading.run, about.office_code, letter)


def of_note(folder: Path, about: Manifest) -> Numbers | None:
    """By the note beside a store that nobody can read any more. None where the office was open
    when it was written: then it may be behind."""
    last = log_tail.read(folder)
    if last is None or last.numbers is None or log_tail.has_foreign_log(folder):
        return None
    ours = all(prefix.startswith(f"{about.office_code}/") for prefix in last.numbers.highest)
    return last.numbers if ours and last.number >= about.operations else None


def after(known: Numbers | None, used: Iterable[str], chosen: str = "") -> Numbers:
    """The letter and the numbers to go on after. `used`: letters that are known to be in use;
    `chosen`: by the officer. The letter is "" where none is free."""
    if known is not None:
        return Numbers(chosen or known.workstation, known.highest)
    return Numbers(chosen or numbering.next_letter(used))
