"""What can be typed after `rilo`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rilo_desktop import __version__
from rilo_desktop.language import N_, window_languages
from rilo_desktop.store.unlocking import is_office

from . import (
    code_list_parser,
    comment_commands,
    consultation_commands,
    form_parser,
    help_commands,
    office_parser,
    plan_parser,
    record_parser,
    sending_parser,
)
from .argument_parser import STREAM, Parser, UsageError, add_quiet
from .exit_codes import EXIT_CODES

STORE = "RILO_STORE"
SECTIONS = (
    (N_("Records"), (record_parser.add_records, comment_commands.add_commands)),
    (
        N_("Plans, forms, consultations"),
        (plan_parser.add_commands, form_parser.add_commands, consultation_commands.add_commands),
    ),
    (N_("Review and submissions"), (sending_parser.add_sending, record_parser.add_year)),
    (N_("What other offices sent"), (sending_parser.add_receiving, office_parser.add_cards)),
    (
        N_("The office, its officers and keys"),
        (office_parser.add_offices, office_parser.add_keys, code_list_parser.add_commands),
    ),
    (N_("Backups and updates"), (office_parser.add_keeping,)),
    (N_("This program"), (help_commands.add_commands,)),
)


@cache
def parser(language: str = "en", with_store: bool = True) -> Parser:
    """Every command has its function as `run`. `with_store` False: none takes its office.

    Made once: parsing changes nothing in it.
    """
    top = Parser(
        prog="rilo",
        language=language,
        with_store=with_store,
        description="The office without a window. The folder of the office comes from RILO_STORE "
        "where it is left out, the passphrase from a prompt or from RILO_PASSPHRASE, a new one "
        "from RILO_NEW_PASSPHRASE, the recovery key from RILO_RECOVERY_KEY. In the place of a "
        "file, - is standard input or output.",
    )
    codes = "; ".join(f"{code} {top.say(said)}" for code, said in EXIT_CODES)
    top.epilog = top.say.text("Exit codes: {codes}.", codes=codes)
    top.add_argument(
        "--version",
        action="version",
        version=f"RILO Desktop {__version__}",
        help="say which version this is",
    )
    top.add_argument(
        "--language",
        dest="said_in",
        choices=window_languages(),
        default="",
        help="of help and messages, before the command; else LANG",
    )
    add_quiet(top, default=False)
    top.set_defaults(whole=parser)
    sub = top.add_commands(dest="command", metavar="COMMAND")
    for title, parts in SECTIONS:
        known = set(sub.choices)
        for add in parts:
            add(sub)
        top.section(title, [name for name in sub.choices if name not in known])
    return top


def read(arguments: Sequence[str], language: str) -> argparse.Namespace:
    """What was typed. Raises UsageError.

    The office is that of RILO_STORE where its folder is left out. Where a word could be the folder
    or something else, the folder of an office is the folder.
    """
    usual = os.environ.get(STORE, "")
    problem: UsageError | None = None
    try:
        found = parser(language).parse_args(arguments)
    except UsageError as error:
        if not usual:
            raise
        problem = error
    else:
        if not usual or not hasattr(found, "store") or _names_office(found.store):
            return found
    try:
        without = parser(language, with_store=False).parse_args(arguments)
    except UsageError as error:
        if problem is None and str(found.store) != STREAM:
            return found
        raise error if problem is None or problem.is_missing else problem from None
    is_said = hasattr(without, "store") and (without.store or without.card)  # of `verify`
    if not is_said:
        without.store = Path(usual)
    return without


def _names_office(store: Path | None) -> bool:
    return store is not None and is_office(store)
