"""What can be typed about records: listed, shown, attached to, noted."""

from __future__ import annotations

import argparse

from rilo_desktop.presentation.registry import LISTED

from . import (
    activity_commands,
    attachment_commands,
    commands,
    import_parser,
    list_commands,
    product_commands,
    registers,
    year_commands,
)
from .argument_parser import Parser, command
from .standard_streams import reads, writes


def add_records(sub: argparse._SubParsersAction[Parser]) -> None:
    listing = command(sub, "list", "list records of a kind", list_commands.list_records)
    listing.add_argument(
        "kind",
        help="kind of the records, in one or in many: case-study, case-studies; or a register: "
        "dissemination, received",
    )
    listing.add_argument("--search", default="", help='words in any order, "a phrase"')
    listing.add_argument("--archived", action="store_true", help="archived ones too")
    listing.proposals["kind"] = (*LISTED, *registers.REGISTERS)
    list_commands.add_options(listing)
    show = command(sub, "show", "show a record", commands.show)
    show.add_argument("reference", help="reference, local reference or id")
    history = command(sub, "history", "what a record said before", commands.revisions)
    history.add_argument("reference", help="reference, local reference or id")
    history.add_argument(
        "--restore", type=int, default=0, metavar="NUMBER", help="bring this revision back"
    )
    attach = command(sub, "attach", "attach a file to a record", attachment_commands.attach)
    attach.add_argument("reference", help="reference, local reference or id")
    attach.add_argument("file", type=reads, help="the file; with - its name is --name")
    attach.add_argument("--name", default="", help="its name in the office; else that of the file")
    attach.add_argument("--description", default="", help="what it is")
    attach.add_argument("--tlp", default="", help="its own label; else that of the record")
    files = command(sub, "attachments", "list the files of a record", attachment_commands.listed)
    files.add_argument("reference", help="reference, local reference or id")
    files.add_argument("--save", default="", metavar="NAME", help="write this one out in clear")
    files.add_argument("--out", type=writes(""), help="of --save: the file")
    detach = command(sub, "detach", "take a file off a record", attachment_commands.detach)
    detach.add_argument("reference", help="reference, local reference or id")
    detach.add_argument("name", help="name of the file, or the first digits of its SHA-256")
    import_parser.add(sub)
    _activities(sub)
    _products(sub)


def _products(sub: argparse._SubParsersAction[Parser]) -> None:
    given = command(
        sub, "disseminated", "note to whom a product was given", product_commands.disseminated
    )
    given.add_argument("reference", help="of the product")
    given.add_argument("--to", required=True, metavar="FUNCTION", help="a function, not a person")
    given.add_argument("--office", default="", metavar="CODE")
    given.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")
    given.add_argument("--why", default="")
    used = command(
        sub, "use-reported", "note what was heard of a product's use", product_commands.use_reported
    )
    used.add_argument("reference", help="of the product")
    used.add_argument("--entry", required=True, type=int, metavar="NUMBER", help="from 1")
    used.add_argument("--use", required=True, metavar="TEXT")
    used.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")


def _activities(sub: argparse._SubParsersAction[Parser]) -> None:
    noted = command(sub, "note", "note an activity in one line", activity_commands.note)
    noted.add_argument(
        "line", metavar="LINE", help='"training X-ray pictures, 2 days, 12 officers, 3 dec"'
    )
    counted = command(
        sub, "activities", "activities of a year, by kind and month", activity_commands.year
    )
    counted.add_argument("--year", type=int, default=0, help="2025; else this one")


def add_year(sub: argparse._SubParsersAction[Parser]) -> None:
    year = command(sub, "year", "what is due in the reporting year", year_commands.year)
    year.add_argument(
        "--announce", default="", metavar="CODE", help="what was announced of an obligation: GRMPR"
    )
    year.add_argument("--day", default="", help="the day: 2026-12-15")
    year.add_argument("--month", default="", help="the month, where that is all: 2026-12")
    year.add_argument("--source", default="", help="where it was announced")
    year.add_argument(
        "--calendar", type=writes(".ics"), metavar="FILE", help="the days as iCalendar"
    )
    year.add_argument(
        "--due",
        action="store_true",
        help="of --calendar: instead, what is open with a day to be done",
    )
