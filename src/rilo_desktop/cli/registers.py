"""What `rilo list` shows beside records: what left the office, and what came in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import received_submissions
from rilo_desktop.services.submissions import export_register

from .argument_parser import near
from .printing import Printer, named, table

Rows = list[dict[str, Any]]


def show(session: Session, options: argparse.Namespace, kind: str, printer: Printer) -> None:
    """The register of that name: rows that hold every word, with these columns, in this order.

    Raises Refused for a column that it does not have.
    """
    rows = [row for row in REGISTERS[kind](session) if _holds(row, options.search.split())]
    known = tuple(rows[0]) if rows else ()
    for one in options.where:
        name, is_field, value = one.partition("=")
        if is_field:
            rows = [row for row in rows if _checked(kind, name, known) and _is(row[name], value)]
        else:
            rows = [row for row in rows if _holds(row, one.split())]
    order = options.sort.removesuffix("-")
    if order and rows:
        _checked(kind, order, known)
        rows.sort(key=lambda row: str(row[order]), reverse=options.sort.endswith("-"))
    rows = rows[: options.limit]
    if not options.fields or not rows:
        printer.answer(
            rows, "\n".join(visible(_line(kind, row, printer), lines=False) for row in rows)
        )
        return
    names = [_checked(kind, name, known) for name in named(options.fields)]
    chosen = [{name: row[name] for name in names} for row in rows]
    printer.answer(chosen, table(names, [list(row.values()) for row in chosen]))


def _checked(kind: str, name: str, known: Sequence[str]) -> str:
    if name in known:
        return name
    near_names = near(name, known)
    message = N_("{kind} has no field {name}; the fields are {names}.")
    names = near_names or ", ".join(known)
    if near_names:
        message = N_("{kind} has no field {name}; did you mean {names}?")
    raise refusal("list.column", message, kind=kind, name=name, names=names)


def _is(held: object, value: str) -> bool:
    return str(held).casefold() == value.casefold()


def _holds(row: dict[str, Any], words: Sequence[str]) -> bool:
    text = " ".join(str(value) for value in row.values()).casefold()
    return all(word.casefold() in text for word in words)


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


def _line(kind: str, row: dict[str, Any], printer: Printer) -> str:
    if kind == "received":
        later = f"-> {row['superseded_by']}" if row["superseded_by"] else row["answer"]
        called = f"{row['reference']} · {row['revision']}"
        return f"{row['at'][:10]}  {called:26}  {row['tlp']:12}  {row['title']}  {later}".rstrip()
    left = "" if row["written"] else printer.text("(did not leave after all)")
    return (
        f"{row['at'][:16]}  {row['reference']:20}  {row['tlp']:12}  {row['to']}  "
        f"({row['why']}; {row['by']})  {row['sha256'][:12]}  {left}"
    ).rstrip()
