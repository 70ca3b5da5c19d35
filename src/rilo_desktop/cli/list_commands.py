"""The command `rilo list`: records of a kind on the screen, or as a file that leaves."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.language import window_languages
from rilo_desktop.records import record_types
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import list_export, lists
from rilo_desktop.services.submissions.output import check_target

from . import registers
from .commands import DONE, opened
from .printing import Printer
from .sending_commands import printed_refusals


def add_options(listing: argparse.ArgumentParser) -> None:
    listing.add_argument(
        "--where",
        nargs=2,
        action="append",
        default=[],
        metavar=("FIELD", "CODE"),
        help="only records with this code; one field several times: any of its codes",
    )
    listing.add_argument("--sort", default="", metavar="FIELD", help="FIELD- puts the last first")
    listing.add_argument(
        "--out", type=Path, metavar="FILE", help="write the list: .xlsx, .ods, .csv or .json"
    )
    listing.add_argument(
        "--fields", default="", metavar="NAMES", help="of --out: its columns, commas between"
    )
    listing.add_argument(
        "--language",
        choices=window_languages(),
        default="en",
        help="of --out: of labels and codes",
    )
    listing.add_argument(
        "--withhold",
        action="store_true",
        help="of --out: leave out cells in which the guard found personal data",
    )
    add_answers(listing)


def add_answers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--answer",
        dest="answers",
        nargs=3,
        action="append",
        default=[],
        metavar=("REFERENCE", "FIELD", "TEXT"),
        help="why what the guard found in a field may leave; REFERENCE of the record, or cover",
    )


def list_records(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        if options.kind in registers.REGISTERS:
            registers.show(session, options.kind, options.search, printer)
            return DONE
        query = _query(options)
        if options.out is not None:
            return _written(session, query, options, printer)
        found = lists.find(session, query, counted=False)
        rows = lists.page(session, found, 0, len(found.rows))
    text = "\n".join(_line(row) for row in rows)
    printer.answer([_row_data(row) for row in rows], text)
    return DONE


def _query(options: argparse.Namespace) -> lists.Query:
    """What is asked of the list. Raises Refused for a field by which it cannot be asked."""
    kind, order = options.kind, options.sort.removesuffix("-")
    filters: dict[str, tuple[str, ...]] = {}
    for name, code in options.where:
        filters[name] = (*filters.get(name, ()), code)
    if kind in record_types():
        unknown = [name for name in filters if name not in lists.filter_names(kind)]
        if order and not lists.can_order(kind, order):
            unknown.append(order)
        if unknown:
            raise refusal(
                "list.field",
                N_("A list of {kind} cannot be narrowed or sorted by {field}."),
                kind=kind,
                field=unknown[0],
            )
    return lists.Query(
        kind,
        words=options.search,
        filters=filters,
        order=order,
        descending=options.sort.endswith("-") if order else None,
        archived=options.archived,
    )


def _written(
    session: Session, query: lists.Query, options: argparse.Namespace, printer: Printer
) -> int:
    list_export.check_ending(options.out)
    check_target(options.out)
    request = list_export.ListRequest(
        query,
        columns=tuple(name.strip() for name in options.fields.split(",") if name.strip()),
        language=options.language,
        answers=tuple(tuple(one) for one in options.answers),
        withhold=options.withhold,
    )
    with printed_refusals(printer):
        table = list_export.write(session, request, options.out, Said(printer.progress))
    data = {
        "file": str(options.out),
        "records": len(table.rows),
        "tlp": table.tlp,
        "draft": table.draft,
        "withheld": table.withheld,
        "left_out": list(table.left_out),
    }
    printer.answer(data, f"{options.out}: {table.above}")
    if table.left_out:
        names = ", ".join(map(printer.text, table.left_out))
        printer.aside(printer.text("Left out, for the office only: {names}", names=names))
    return DONE


def _row_data(row: lists.ListItem) -> dict[str, Any]:
    head: dict[str, Any] = {
        "kind": row.kind,
        "id": row.id,
        "reference": row.reference,
        "local_ref": row.local_ref or None,
        "title": row.title,
        "workflow": row.workflow,
        "revision": row.revision,
        "number": row.number,
        "tlp": row.tlp,
        "language": row.language,
    }
    if row.why:
        head["why"] = [asdict(reason) for reason in row.why]
    return head | {name: value for name, value in row.values.items() if value not in ("", "?")}


def _line(row: lists.ListItem) -> str:
    number, title = visible(row.local_ref, lines=False), visible(row.title, lines=False)
    return f"{row.reference:20}  {number:18}  {row.workflow:10}  {row.tlp:12}  {title}"
