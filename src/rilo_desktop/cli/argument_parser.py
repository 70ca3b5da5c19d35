"""How arguments are read and commands are added: what every part of the parser needs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any, NoReturn

from . import commands


class UsageError(Exception):
    """Wrong use; `usage` is how the command is used."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """Raises UsageError where argparse would print and leave; reads arguments as text."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.register("type", None, text)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, self.format_usage())


def text(given: str) -> str:
    """An argument as text, where the locale is none of UTF-8 too. Raises ArgumentTypeError."""
    try:
        return os.fsencode(given).decode("utf-8") if _is_bytes(given) else given
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError("is not written in UTF-8") from None


def _is_bytes(given: str) -> bool:
    """Did Python keep bytes that it could not read as single surrogates (PEP 383)?"""
    return any("\udc80" <= sign <= "\udcff" for sign in given)


def command(
    sub: argparse._SubParsersAction[Parser],
    name: str,
    text: str,
    run: commands.Command,
    of_file: bool = False,
) -> argparse.ArgumentParser:
    """`of_file`: what it works on is a file, and a store comes second."""
    made = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    if of_file:
        made.add_argument("file", type=Path, help="the file it works on")
    made.add_argument("store", type=Path, help="folder of the office")
    made.add_argument("--as", dest="sign", default="", help="ID of the officer who does it")
    made.add_argument("--json", action="store_true", help="answer as JSON")
    made.set_defaults(run=run)
    return made
