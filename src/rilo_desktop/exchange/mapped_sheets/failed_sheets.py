"""A sheet in which the program itself fails is named, and the other sheets come in."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity

from .sheet_reading import Step

SHEET_FAILED, SHEET_UNREAD = "exchange.sheet_failed", "exchange.sheet_unread"
FAILED = N_(
    "The sheet {sheet} was not read, because of a fault of the program ({fault}); the other "
    "sheets were. Report it, and save this sheet as a workbook of its own without its formats."
)
UNREAD = N_(
    "The sheet {sheet} cannot be read as it is; the other sheets were. Save the workbook again in "
    "the program that made it, as .xlsx."
)
_T = TypeVar("_T")


class SheetGuard:
    """Does the work of each sheet of a file; `findings` name the sheets in which it failed."""

    def __init__(self, file: str, step: Step) -> None:
        self._file, self._step = file, step
        self._ended: Exception | None = None
        self.findings: list[Finding] = []

    def step(self, done: int, of: int) -> None:
        """The caller's step: what it raises ends the reading, and is no fault of a sheet."""
        try:
            self._step(done, of)
        except Exception as ended:
            self._ended = ended
            raise

    def tried(self, sheet: str, work: Callable[[], _T]) -> _T | None:
        """What `work` gives; None where it fails."""
        try:
            return work()
        except (MemoryError, Refused):
            raise
        except Exception as fault:
            if fault is self._ended:
                raise
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{type(fault).__name__}, {Path(frame.filename).name}:{frame.lineno}"
            self._name(SHEET_FAILED, FAILED, sheet, fault=where)
            return None

    def unread(self, sheet: str) -> None:
        """The limited child could not read the sheet."""
        self._name(SHEET_UNREAD, UNREAD, sheet)

    def _name(self, rule: str, message: str, sheet: str, **values: str) -> None:
        if any(found.place.sheet == sheet for found in self.findings):
            return
        name = sheet or self._file
        place = FieldPath(file=self._file, sheet=sheet)
        values |= {"sheet": name}
        self.findings.append(
            Finding(rule, Severity.WARNS, Nature.STRUCTURE, message, values, place)
        )
