"""What `rilo list` shows beside records: what left the office, and what came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import received_submissions
from rilo_desktop.services.submissions import export_register

from .printing import Printer

Rows = Sequence[dict[str, Any]]


def show(session: Session, kind: str, search: str, printer: Printer) -> None:
    """The register of that name, narrowed to rows that hold every word."""
    words = search.casefold().split()
    rows = [row for row in REGISTERS[kind](session) if _holds(row, words)]
    printer.answer(rows, "\n".join(visible(_line(kind, row), lines=False) for row in rows))


def _holds(row: dict[str, Any], words: Sequence[str]) -> bool:
    text = " ".join(str(value) for value in row.values()).casefold()
    return all(word in text for word in words)


def _dissemination(session: Session) -> Rows:
    return [{"kind": "dissemination"} | asdict(one) for one in export_register.listed(session)]


def _received(session: Session) -> Rows:
    found = []
    for one in received_submissions.received(session):
        row = asdict(one)
        row.pop("noted")
        found.append({"kind": "received"} | row)
    return found


REGISTERS: dict[str, Callable[[Session], Rows]] = {
    "dissemination": _dissemination,
    "received": _received,
}


def _line(kind: str, row: dict[str, Any]) -> str:
    if kind == "received":
        later = f"-> {row['superseded_by']}" if row["superseded_by"] else row["answer"]
        called = f"{row['reference']} · {row['revision']}"
        return f"{row['at'][:10]}  {called:26}  {row['tlp']:12}  {row['title']}  {later}".rstrip()
    return (
        f"{row['at'][:16]}  {row['reference']:20}  {row['tlp']:12}  {row['to']}  "
        f"({row['why']}; {row['by']})  {row['sha256'][:12]}"
    )
