"""Pages that leave for reading: a PDF in memory, its pictures, and what the log says of a print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rilo_desktop import reports
from rilo_desktop.rules.findings import N_

from ..office import actions
from ..office.finding_helpers import refusal
from ..office.session import Session, Task

MOST_PAGES = 60
"""Of one print: more go into a file."""


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """`withheld`: texts, pictures or cells that the guard found and nobody answered."""

    pdf: bytes
    title: str
    pages: int
    tlp: str
    draft: bool
    withheld: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What the log says of it."""


def pictures(session: Session, pages: PrintedPages, width: int) -> tuple[bytes, ...]:
    """PNG of each page, to be looked at before it is printed; `width` pixels wide.

    Raises Refused where they are too many.
    """
    session.permit(Task.SUBMIT)
    if pages.pages > MOST_PAGES:
        raise refusal(
            "print.many",
            N_("{count} pages, and a print has at most {most}: choose fewer records."),
            count=pages.pages,
            most=MOST_PAGES,
        )
    return tuple(reports.page_pictures(pages.pdf, None, width))


def printed(session: Session, pages: PrintedPages, width: int) -> tuple[bytes, ...]:
    """The same for the printer: the log says so first. Raises Refused and StoreUnwritable."""
    session.permit(Task.SUBMIT)
    made = pictures(session, pages, width)
    with session.unit(actions.PRINTED) as unit:
        unit.note(**pages.detail)
    return made
