"""What `rilo lists` takes."""

from __future__ import annotations

import argparse

from . import code_list_commands
from .argument_parser import Parser, command


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
    added.add_argument("--parent", default="", help="the code that it belongs to")
