"""What can be typed after `rilo`."""

from __future__ import annotations

import argparse
from pathlib import Path

from rilo_desktop import __version__

from . import commands, office_commands, sending_commands

TYPES = ("case-studies", "indicator-catalogue", "action-plan-status")


def parser() -> argparse.ArgumentParser:
    """Every command has its function as `run`; wrong use ends with exit code 2."""
    top = argparse.ArgumentParser(
        prog="rilo",
        description="The office without a window. The passphrase comes from a prompt or from "
        "RILO_PASSPHRASE, a new one from RILO_NEW_PASSPHRASE.",
        epilog="Exit codes: 0 done, 1 refused (the findings say why), 2 wrong use, 3 wrong "
        "passphrase, 5 store open elsewhere, 6 store damaged or too new.",
    )
    top.add_argument("--version", action="version", version=f"RILO Desktop {__version__}")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _offices(sub)
    _records(sub)
    _sending(sub)
    return top


def _offices(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = _command(sub, "new", "make an office", office_commands.new)
    new.add_argument("--office", required=True, help="code of the office, AP or SECRETARIAT")
    new.add_argument("--officer", required=True, help="sign of the first officer, its head")
    new.add_argument("--function", default="Head of RILO", help="function of that officer")
    new.add_argument("--workstation", default="A", help="letter of this workstation")
    _command(sub, "demo", "make the sample office", office_commands.demo)
    _command(sub, "check", "look whether the store is whole", office_commands.check)

    officer = sub.add_parser("officer", help="officers of the office")
    steps = officer.add_subparsers(dest="step", required=True, metavar="STEP")
    add = _command(steps, "add", "add an officer", office_commands.officer_add)
    add.add_argument("sign_of", metavar="SIGN")
    add.add_argument("--function", required=True)
    add.add_argument("--role", default="analyst", help="analyst, reviewer, head, steward, reader")
    remove = _command(steps, "remove", "remove an officer", office_commands.officer_remove)
    remove.add_argument("sign_of", metavar="SIGN")
    _command(steps, "list", "list the officers", office_commands.officer_list)


def _records(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = _command(sub, "list", "list records of a kind", commands.list_records)
    listing.add_argument("kind", help="case-study, risk-indicator, action-item, office, ...")
    listing.add_argument("--search", default="", help='words in any order, "a phrase"')
    listing.add_argument("--archived", action="store_true", help="archived ones too")
    show = _command(sub, "show", "show a record", commands.show)
    show.add_argument("reference", help="reference, own number or id")
    imported = _command(sub, "import", "import workbooks and data files", commands.import_files)
    imported.add_argument("file", nargs="+", type=Path)
    imported.add_argument("--dry-run", action="store_true", help="say what would happen")
    imported.add_argument(
        "--skip-bad-rows", action="store_true", help="write rows with errors to a workbook"
    )


def _sending(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    submit = _command(sub, "submit", "prepare a submission", sending_commands.submit)
    submit.add_argument("type", choices=TYPES)
    submit.add_argument("--out", required=True, type=Path, help="the PDF")
    submit.add_argument("--language", default="en", help="of the document's labels")
    submit.add_argument("--where", default="", help="only what this search finds")
    submit.add_argument("--title", default="", help="title on the cover")
    submit.add_argument("--addressee", default="")
    submit.add_argument("--purpose", default="note", choices=("note", "discussion", "guidance"))
    submit.add_argument("--reason", default="", help="the reviewer's justification")
    submit.add_argument("--draft", action="store_true", help="only a draft with a watermark")
    approve = _command(sub, "approve", "approve as a second officer", sending_commands.approve)
    approve.add_argument("reference")
    back = _command(sub, "return", "return to the author", sending_commands.give_back)
    back.add_argument("reference")
    back.add_argument("--reason", required=True)
    review = _command(sub, "send", "send a record to review", sending_commands.send)
    review.add_argument("reference")
    export = _command(sub, "export", "write a released submission", sending_commands.export)
    export.add_argument("reference")
    export.add_argument("--out", required=True, type=Path, help="the PDF")


def _command(
    sub: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: commands.Command,
) -> argparse.ArgumentParser:
    made = sub.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    made.add_argument("store", type=Path, help="folder of the office")
    made.add_argument("--as", dest="sign", default="", help="sign of the officer who does it")
    made.add_argument("--json", action="store_true", help="answer as JSON")
    made.set_defaults(run=run)
    return made
