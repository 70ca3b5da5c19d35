"""Pages that leave for reading: a PDF in memory, on a screen, in a file, or on paper.

What leaves is in the log first (docs/decisions/0040 and 0066). A printer says only then whether it
takes the pages: where it refuses, or the officer stops it, a second entry says so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rilo_desktop import reports
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.paper import A4
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import StoreError

from ..office import actions, ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import Cleared, Outgoing, going_out
from ..office.progress import SILENT, Cancelled, Progress
from ..office.session import Session, Task

MOST_PAGES = 60
"""Of one print: more go into a file."""
ON_PAPER = 1_654
"""Pixels across a page: 200 a printed inch."""
PRINTING = N_("Printing")
REFUSED, STOPPED = "the printer did not take the pages", "stopped by the officer"
"""Why a print is not there, as the log says it."""

Draw = Callable[[Iterator[bytes]], bool]
"""Draws PNG pictures, each on a sheet; False where the printer does not take them."""


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """`cleared`: that the guard was asked when they were made."""

    pdf: Pages
    title: str
    pages: int
    tlp: str
    draft: bool
    cleared: Cleared | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What the log says of it."""
    paper: str = A4
    """One of `paper.PAPERS`."""

    @property
    def withheld(self) -> int:
        """Texts, pictures or cells that the guard found and nobody answered."""
        return self.cleared.withheld if self.cleared is not None else 0


def picture(session: Session, pages: PrintedPages, number: int, width: int) -> bytes:
    """PNG of a page, counted from 1, to be looked at; `width` pixels wide."""
    session.permit(Task.SUBMIT)
    return next(iter(reports.page_pictures(pages.pdf, (number,), width)))


def saved(session: Session, pages: PrintedPages, path: Path) -> PrintedPages:
    """As a PDF file; the log says so first. Raises Refused and StoreUnwritable."""
    session.permit(Task.SUBMIT)
    check_ending(path)
    with going_out(session, ways_out.PAGES, path) as out:
        out.cleared = pages.cleared
        out.leave(pages.pdf, files=[path.name], **pages.detail)
    return pages


def check_ending(path: Path) -> None:
    """Raises Refused."""
    if path.suffix.lower() != ".pdf":
        raise refusal(
            "pages.ending",
            N_("{file} does not end in .pdf: give it this ending."),
            file=path.name,
        )


def printed(
    session: Session,
    pages: PrintedPages,
    draw: Draw,
    first: int = 1,
    last: int = 0,
    progress: Progress = SILENT,
) -> int:
    """Print these pages, counted from 1 (`last` 0: to the end), and give their number.

    The entry is in the log before `draw` is called, in a thread of its own. Raises Refused where
    they are too many or the printer refuses, StoreUnwritable, and Cancelled; then nothing is drawn,
    or a second entry says what became of it.
    """
    with going_out(session, ways_out.PRINT) as out:
        out.cleared = pages.cleared
        return _printed(out, pages, draw, first, last, progress)


def _printed(
    out: Outgoing, pages: PrintedPages, draw: Draw, first: int, last: int, progress: Progress
) -> int:
    numbers = range(max(1, first), min(last or pages.pages, pages.pages) + 1)
    if not 0 < len(numbers) <= MOST_PAGES:
        raise refusal(
            "print.many",
            N_("{count} pages, and a print has at most {most}: choose fewer, or save a PDF."),
            count=len(numbers),
            most=MOST_PAGES,
        )
    part = {"first": numbers[0]} if len(numbers) < pages.pages else {}
    entry = out.log(**{**pages.detail, "pages": len(numbers)}, **part)
    sheets = _Sheets(pages, numbers, progress)
    try:
        progress.outside(sheets.draw, draw)
    except BaseException as error:
        is_stopped = isinstance(error, Cancelled)
        if not (is_stopped and sheets.are_taken):  # stopped too late: it is printed
            _log_failure(out.session, entry, STOPPED if is_stopped else REFUSED, sheets.drawn)
            raise
    if not sheets.are_taken:
        _log_failure(out.session, entry, REFUSED, sheets.drawn)
        raise refusal("print.refused", N_("The printer did not take the pages."))
    return len(numbers)


class _Sheets:
    """The pictures for a printer, one after another, and what became of them."""

    def __init__(self, pages: PrintedPages, numbers: range, progress: Progress) -> None:
        self._pages, self._numbers, self._progress = pages, numbers, progress
        self.drawn, self.are_taken = 0, False

    def draw(self, draw: Draw) -> None:
        self.are_taken = draw(self._pictures())

    def _pictures(self) -> Iterator[bytes]:
        for made in reports.page_pictures(self._pages.pdf, self._numbers, ON_PAPER):
            self._progress(self.drawn, len(self._numbers), PRINTING)
            yield made
            self.drawn += 1


def _log_failure(session: Session, entry: int, reason: str, drawn: int) -> None:
    """Say of a print whose entry is in the log that it is not there, where that can be said."""
    with contextlib.suppress(StoreError), session.unit(actions.NOT_PRINTED) as unit:
        unit.note(entry=entry, why=reason, pages=drawn)
