"""What can be typed after `rilo import`."""

from __future__ import annotations

import argparse
from typing import Any

from rilo_desktop.exchange.encodings import ENCODINGS
from rilo_desktop.records.field_specs import sheet_kinds

from . import import_commands
from .argument_parser import Parser, command
from .standard_streams import reads, writes


class _Waiting(argparse.Action):
    """With this flag no file need be named."""

    def __init__(self, files: argparse.Action, **named: Any) -> None:
        super().__init__(nargs=0, default=False, **named)
        self._files = files

    def __call__(self, _parser: object, namespace: argparse.Namespace, *_said: object) -> None:
        setattr(namespace, self.dest, True)
        self._files.required = False


def add(sub: argparse._SubParsersAction[Parser]) -> None:
    made = command(
        sub, "template", "write an empty workbook to be filled in", import_commands.template
    )
    made.add_argument("file", type=writes(".xlsx"), help="the workbook to write")
    made.add_argument("--short", action="store_true", help="one sheet, a row a record")
    kinds = sheet_kinds()
    made.add_argument(
        "--kind", choices=kinds, default=kinds[0], metavar="TYPE", help="of --short: case-study"
    )
    imported = command(
        sub, "import", "import workbooks and data files", import_commands.import_files
    )
    files = imported.add_argument(
        "file",
        nargs="+",
        type=reads,
        help="workbooks, JSON, CSV; or a folder of export-all; of --waiting names of files, or "
        "numbers; of --remembered numbers",
    )
    imported.add_argument("--dry-run", action="store_true", help="say what would happen")
    imported.add_argument(
        "--skip-bad-rows",
        action="store_true",
        help="leave out rows with errors, and write them to a workbook",
    )
    imported.add_argument(
        "--take",
        nargs="+",
        default=[],
        metavar="REFERENCE",
        help="of a folder of export-all: take records that wait for a decision, as drafts; or: all",
    )
    own = imported.add_argument_group("an office's own tables")
    own.add_argument(
        "--hold-questions",
        action="store_true",
        help="import the other rows; those with open questions wait in the office",
    )
    own.add_argument(
        "--waiting",
        action=_Waiting,
        files=files,
        help="the rows that wait: show them and what is asked; with --answers, import them",
    )
    own.add_argument(
        "--remembered",
        action=_Waiting,
        files=files,
        help="the answers that are remembered, with where they were given, and their numbers",
    )
    own.add_argument(
        "--drop",
        action="store_true",
        help="with --waiting: forget these rows; with --remembered: take these answers back",
    )
    own.add_argument("--mapping", type=reads, metavar="FILE", help="which column is which field")
    own.add_argument(
        "--save-mapping",
        type=writes(".json"),
        metavar="FILE",
        help="write the mapping that was used",
    )
    own.add_argument(
        "--assume", type=reads, metavar="FILE", help="order of dates, decimal sign, fixed values"
    )
    own.add_argument("--answers", type=reads, metavar="FILE", help="answers to questions")
    own.add_argument(
        "--preview",
        type=writes(".xlsx"),
        metavar="FILE",
        help="write what becomes of each row as a workbook",
    )
    own.add_argument(
        "--encoding",
        default="",
        choices=ENCODINGS,
        metavar="NAME",
        help="of a CSV file that does not say it: cp1252",
    )
