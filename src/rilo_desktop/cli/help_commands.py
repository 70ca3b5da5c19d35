"""Commands about the program itself: help, the manual page, completion in a shell."""

from __future__ import annotations

import argparse

from rilo_desktop.language import window_languages

from .argument_parser import Parser, add_quiet, speaking
from .exit_codes import DONE
from .printing import Printer


def add_commands(sub: argparse._SubParsersAction[Parser]) -> None:
    """They find the parser of all commands, in a language, as `whole` of their options."""
    told = sub.add_parser("help", help="say how a command is used", description="help of a command")
    told.add_argument("of", nargs="*", metavar="COMMAND", help="none: all commands")
    manual = sub.add_parser(
        "man",
        help="write the manual page",
        description="write the manual page: rilo man | man -l -",
    )
    completion = sub.add_parser(
        "completion",
        help="write what completes commands in a shell",
        description="write the script by which a shell completes commands and options",
    )
    completion.add_argument("shell", choices=("bash", "zsh", "powershell"))
    for made, run in ((told, show_help), (manual, write_manual), (completion, write_completion)):
        made.add_argument("--language", choices=window_languages(), help="else LANG")
        add_quiet(made)
        made.set_defaults(run=run, json=False)


def show_help(options: argparse.Namespace, printer: Printer) -> int:
    """Raises UsageError for a command that is not there."""
    with speaking(printer.language):
        found = options.whole(printer.language)
        for name in options.of:
            known = found.commands
            if name not in known:
                found.parse_args([name])  # says that it is not there, and what comes near
            found = known[name]
        print(found.format_help(), end="")
    return DONE


def write_manual(options: argparse.Namespace, printer: Printer) -> int:
    from .manual_page import manual_page

    print(manual_page(options.whole(printer.language)), end="")
    return DONE


def write_completion(options: argparse.Namespace, printer: Printer) -> int:
    from .completion import completion

    print(completion(options.whole(printer.language), options.shell), end="")
    return DONE
