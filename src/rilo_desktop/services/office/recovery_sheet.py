"""The recovery key on paper: a page to be printed, never kept with the office it opens."""

from __future__ import annotations

from pathlib import Path

from rilo_desktop import reports
from rilo_desktop.reports.documents.recovery_sheet import KeySheet, recovery_sheet
from rilo_desktop.rules.findings import N_

from . import outgoing, ways_out
from .finding_helpers import refusal

__all__ = ["KeySheet", "picture", "save"]


def save(sheet: KeySheet, path: Path, office_folder: Path) -> None:
    """Write the page as a PDF, whole or not at all.

    Raises Refused where it would lie in the folder of the office, and where it cannot be written.
    """
    if path.absolute().resolve().is_relative_to(office_folder.absolute().resolve()):
        raise refusal(
            "recovery.place",
            N_(
                "The key must not be stored beside the office; choose another folder than {folder}."
            ),
            folder=office_folder,
        )
    outgoing.save(ways_out.RECOVERY_SHEET, path, recovery_sheet(sheet))


def picture(sheet: KeySheet, width: int) -> bytes:
    """A PNG of the page, `width` pixels wide, for a printer; nothing is written to a disk."""
    return next(iter(reports.page_pictures(recovery_sheet(sheet), None, width)))
