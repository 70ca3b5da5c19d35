"""What `rilo lists` takes."""

from __future__ import annotations

import argparse

from . import code_list_commands
from .argument_parser import Parser, command
from .list_commands import add_answers
from .standard_streams import reads, writes


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    lists = sub.add_parser("lists", help="what the office calls codes, and codes of its own")
    steps = lists.add_commands(dest="step", metavar="STEP")
    show = command(steps, "show", "show all lists, or one", code_list_commands.show)
    show.add_argument("name", nargs="?", default="", help="the list")
    added = command(steps, "add", "add a code of the office", code_list_commands.add)
    rename = command(steps, "name", "name a code otherwise", code_list_commands.rename)
    remove = command(steps, "remove", "take back an unused code", code_list_commands.remove)
    for made in (added, rename, remove):
        made.add_argument("name", help="the list")
        made.add_argument("code", help="the code")
    for made in (added, rename):
        made.add_argument("--en", default="", help="name in English")
        made.add_argument("--fr", default="", help="name in French")
        add_answers(made)
    added.add_argument("--parent", default="", help="the code that it belongs to")
    _add_packs(steps)


def _add_packs(steps: argparse._SubParsersAction[Parser]) -> None:
    sign = command(steps, "sign", "hand out names and codes, signed", code_list_commands.sign)
    sign.add_argument("--version", required=True, dest="pack", help="what it is called: 2026.1")
    sign.add_argument("--source", required=True, help="where the lists come from, in one line")
    add_answers(sign)
    sign.add_argument("--out", required=True, type=writes(".rilolists"), help="the signed file")
    take = command(steps, "take", "take lists of another office over", code_list_commands.take)
    take.add_argument("file", type=reads, help="the signed file")
    take.add_argument("--dry-run", action="store_true", help="say what would change")
    take.add_argument(
        "--trust",
        nargs="+",
        default=(),
        metavar="FINGERPRINT",
        help="of a card that was compared by phone",
    )
    take.add_argument("--older", action="store_true", help="also where those in force are newer")
    take.add_argument(
        "--changed", action="store_true", help="also where known codes get another name"
    )
    back = command(steps, "back", "take back what was taken over last", code_list_commands.back)
    back.add_argument("office", help="whose lists")
    command(steps, "taken", "show which lists were taken over", code_list_commands.taken)
