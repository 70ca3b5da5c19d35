"""What can be typed about forms."""

from __future__ import annotations

import argparse

from . import form_commands
from .argument_parser import Parser, command
from .list_commands import add_answers
from .standard_streams import add_format, reads, writes


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    form = sub.add_parser("form", help="questionnaires and the answers to them")
    steps = form.add_commands(dest="step", metavar="STEP")
    add = command(steps, "add", "add a form from its workbook (XLSForm)", form_commands.add)
    add.add_argument("file", type=reads, help="the workbook")
    _add_lists(add)
    check = command(
        steps, "check", "check a form before it is sent", form_commands.check, of_office=False
    )
    check.add_argument("file", type=reads, help="the workbook")
    _add_lists(check)
    check.add_argument("--out", type=writes(".pdf"), metavar="FILE", help="its pages, as a PDF")
    command(steps, "list", "list the forms", form_commands.listed)
    show = command(steps, "show", "show what a form asks", form_commands.show)
    show.add_argument("form", metavar="FORM_ID")
    show.add_argument("--form-version", default="", metavar="VERSION", help="else the newest")
    table = command(steps, "table", "the answers of all offices", form_commands.table)
    table.add_argument("form", metavar="FORM_ID")
    table.add_argument("--form-version", default="", metavar="VERSION", help="else the newest")
    table.add_argument("--period", default="", help="only answers for this period: 2025")
    table.add_argument("--out", type=writes(), metavar="FILE", help="write it as .xlsx or .csv")
    add_format(table, ".csv", ".xlsx")
    add_answers(table, withhold=True)
    carry = command(steps, "carry", "begin with earlier answers", form_commands.carry)
    carry.add_argument("form", metavar="FORM_ID")
    carry.add_argument("answers", metavar="REFERENCE", help="answers to another version or year")
    carry.add_argument("--form-version", default="", metavar="VERSION", help="else the newest")
    answer = command(steps, "answer", "answer a form from a JSON file", form_commands.answer)
    answer.add_argument("form", metavar="FORM_ID")
    answer.add_argument("file", type=reads, metavar="ANSWERS", help="the answers as JSON")
    answer.add_argument("--dry-run", action="store_true", help="check them and keep nothing")
    answer.add_argument(
        "--leave-unfit", action="store_true", help="keep what fits the form, without the rest"
    )


def _add_lists(made: Parser) -> None:
    made.add_argument(
        "--with", type=reads, nargs="+", action="extend", default=[], dest="given", metavar="FILE",
        help="lists that the form asks for: .csv, .xml, .geojson",
    )  # fmt: skip
