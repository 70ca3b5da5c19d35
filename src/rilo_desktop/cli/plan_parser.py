"""What can be typed about action plans and their items."""

from __future__ import annotations

import argparse

from . import commands, plan_commands
from .argument_parser import Parser, command
from .standard_streams import reads


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    item = sub.add_parser("item", help="steps of an action item")
    steps = item.add_commands(dest="step", metavar="STEP")
    report = _of_item(steps, "report", "add an entry to its progress", plan_commands.report)
    report.add_argument("text", help="what happened")
    report.add_argument("--status", default="", help="in_progress, on_hold, ...")
    report.add_argument("--percent", type=int, help="how much is done")
    close = _of_item(steps, "close", "say that it is done, with evidence", plan_commands.close)
    close.add_argument("--outcome", required=True, help="what came of it")
    close.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")
    close.add_argument("--current", default="", metavar="NUMBER", help="of its indicator")
    close.add_argument(
        "--evidence",
        nargs=2,
        action="append",
        default=[],
        metavar=("TITLE", "TEXT"),
        help="what shows it, in words",
    )
    close.add_argument(
        "--reference",
        action="append",
        default=[],
        metavar="REFERENCE",
        help="a record or submission that shows it",
    )
    close.add_argument(
        "--verify-by", default="", metavar="FUNCTION", help="neither its lead nor you"
    )
    _of_item(steps, "verify", "say as a second person that it is done", plan_commands.verify)
    back = _of_item(steps, "return", "give a closed item back", plan_commands.give_back)
    back.add_argument("--reason", required=True)

    plan = sub.add_parser("plan", help="action plans")
    steps = plan.add_commands(dest="step", metavar="STEP")
    show = command(steps, "show", "the items of a plan and where they stand", plan_commands.show)
    show.add_argument("plan", nargs="?", default="", help="its reference; else the one that runs")
    make = command(steps, "make", "make a plan, or the one that follows", plan_commands.make)
    make.add_argument("--title", required=True)
    make.add_argument("--first", required=True, metavar="DATE", help="first year or day")
    make.add_argument("--last", required=True, metavar="DATE", help="last year or day")
    make.add_argument("--meeting", default="", help="that adopted it")
    make.add_argument("--on", default="", metavar="DAY", help="of that meeting")
    make.add_argument("--follows", default="", metavar="PLAN", help="the plan before")
    make.add_argument(
        "--carry",
        nargs=2,
        action="append",
        default=[],
        metavar=("ITEM", "DUE"),
        help="an open item that goes on, with its new due date; - where none is set",
    )
    make.add_argument(
        "--end",
        nargs=2,
        action="append",
        default=[],
        metavar=("ITEM", "REASON"),
        help="an open item that ends",
    )
    make.add_argument("--minutes", type=reads, metavar="FILE", help="text, one item a line")


def _of_item(
    steps: argparse._SubParsersAction[Parser], name: str, about: str, run: commands.Command
) -> argparse.ArgumentParser:
    made = command(steps, name, about, run)
    made.add_argument("reference_of", metavar="REFERENCE")
    return made
