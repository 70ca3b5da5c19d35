"""The command `rilo list`: records of a kind on the screen, or as a file that leaves."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.language import N_, window_languages
from rilo_desktop.presentation.list_spec import own_columns
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records.field_specs import kind_named
from rilo_desktop.services.office.finding_helpers import refusal
from rilo_desktop.services.office.outgoing import check_target
from rilo_desktop.services.office.progress import Said
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import list_export, list_question, lists
from rilo_desktop.services.submissions import printed_pages, table_pages

from . import registers
from .argument_parser import Parser
from .commands import DONE, opened
from .printing import Printer, named, table
from .sending_commands import answer_pages, printed_refusals
from .standard_streams import add_format, writes

PDF = ".pdf"
PLAIN = re.compile(r"[^\W\d][\w.]*")
"""A field by its name, followed by a code as an argument of its own."""


def add_options(listing: Parser) -> None:
    listing.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="QUESTION",
        help="only records of which this is true: country:pl, before:2024-06 (as in the search "
        "box), or conveyance=air (a field by name or label, its code or label); one field "
        "several times: any of its codes",
    )
    listing.prepared = joined_pairs
    listing.add_argument("--sort", default="", metavar="FIELD", help="FIELD- puts the last first")
    listing.add_argument(
        "--limit", type=_count, metavar="NUMBER", help="at most so many, the first ones"
    )
    listing.add_argument(
        "--fields", default="", metavar="NAMES", help="the columns, commas between"
    )
    listing.add_argument(
        "--out",
        type=writes(),
        metavar="FILE",
        help="write the list: .xlsx, .ods, .csv or .json; .pdf: as it is printed",
    )
    add_format(listing, ".csv", ".xlsx", ".ods", ".json", ".pdf")
    listing.add_argument(
        "--language",
        choices=window_languages(),
        help="of the labels in a file (else en) and in a table",
    )
    add_answers(listing, withhold=True)


def joined_pairs(given: list[str]) -> list[str]:
    """`--where FIELD CODE` as `--where FIELD=CODE`."""
    found = list(given)
    for n in reversed(range(len(found) - 2)):
        name, code = found[n + 1 : n + 3]
        if found[n] == "--where" and PLAIN.fullmatch(name) and not code.startswith("--"):
            found[n + 1 : n + 3] = [f"{name}={code}"]
    return found


def _count(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given[:10]) < 1 << 31:
        raise argparse.ArgumentTypeError(N_("is no number from 1"))
    return int(given)


def add_answers(command: argparse.ArgumentParser, withhold: bool = False) -> None:
    """`withhold`: what is not answered may be left out."""
    if withhold:
        command.add_argument(
            "--withhold",
            action="store_true",
            help="of --out: leave out cells in which the guard found personal data",
        )
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
    kind = list_question.kind_of(options.kind, tuple(registers.REGISTERS))
    with opened(options) as session:
        if kind in registers.REGISTERS:
            if options.out is not None:
                message = N_("{kind} is a register and no list of records: read it with --json.")
                raise refusal("list.register", message, kind=kind)
            registers.show(session, options, kind, printer)
            return DONE
        query = list_question.query(
            session, kind, options.search, options.where, options.sort, options.archived
        )
        columns = list_question.fields(kind, named(options.fields))
        if not columns and not options.json and kind_named(kind).titled:
            columns = own_columns(record_type(kind).list)  # a code alone says nothing to a reader
        found = lists.find(session, query, counted=False)
        keys = tuple(found.rows[: options.limit])
        if options.out is not None:
            return _written(session, query, keys, columns, options, printer)
        if columns:
            language = options.language or printer.language
            heads, cells, data = list_export.shown(session, kind, keys, columns, language)
            printer.answer(data, table(heads, cells) if cells else "")
            return DONE
        rows = lists.page(session, found, 0, len(keys))
    text = "\n".join(_line(row) for row in rows)
    printer.answer([_row_data(row) for row in rows], text)
    return DONE


def _written(
    session: Session,
    query: lists.Query,
    keys: tuple[int, ...],
    columns: tuple[str, ...],
    options: argparse.Namespace,
    printer: Printer,
) -> int:
    is_printed = options.out.suffix.lower() == PDF
    if not is_printed:
        list_export.check_ending(options.out)
    check_target(options.out)
    request = list_export.ListRequest(
        query,
        columns=columns,
        keys=keys,
        language=options.language or "en",
        answers=tuple(tuple(one) for one in options.answers),
        withhold=options.withhold,
    )
    if is_printed:
        return _printed(session, request, options, printer)
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


def _printed(
    session: Session,
    request: list_export.ListRequest,
    options: argparse.Namespace,
    printer: Printer,
) -> int:
    with printed_refusals(printer):
        made = table_pages.of_list(session, request, Said(printer.progress))
        printed_pages.saved(session, made, options.out)
    answer_pages(made, options.out, printer)
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
