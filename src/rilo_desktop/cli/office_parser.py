"""What can be typed about the office, its officers, keys and cards, and about keeping it."""

from __future__ import annotations

import argparse
import re

from rilo_desktop.language import N_
from rilo_desktop.paper import PAPERS

from . import (
    card_commands,
    keeping_commands,
    key_commands,
    office_commands,
    update_commands,
)
from .argument_parser import READ_TWICE, Parser, command, file_only, text
from .standard_streams import reads, writes


def noted_head(given: str) -> tuple[int, str]:
    """An entry of the log as documents print it: "128: ab12cd34 ...", spaces or none."""
    number, _, digest = text(given).partition(":")
    digest = "".join(digest.split()).lower()
    if not number.strip().isdecimal() or not re.fullmatch("[0-9a-f]{64}", digest):
        raise argparse.ArgumentTypeError(N_("is no number and hash of an entry of the log"))
    return int(number), digest


def add_offices(sub: argparse._SubParsersAction[Parser]) -> None:
    new = command(sub, "new", "make an office", office_commands.new)
    new.add_argument(
        "--office", required=True, help="code of the office, AP, SECRETARIAT, or XX for practice"
    )
    new.add_argument("--officer", required=True, help="ID of the first officer, its head")
    new.add_argument("--function", default="", help="function of that officer")
    new.add_argument("--workstation", default="A", help="letter of this workstation")
    command(sub, "demo", "make the sample office", office_commands.demo)
    check = command(sub, "check", "look whether the store is whole", office_commands.check)
    check.add_argument("--repair", action="store_true", help="rebuild what can be rebuilt")
    check.add_argument(
        "--head",
        nargs="+",
        type=noted_head,
        default=(),
        metavar="NUMBER:HASH",
        help="entries of the log as released documents print them",
    )
    check.add_argument(
        "--against",
        nargs="+",
        type=file_only(READ_TWICE),
        default=(),
        metavar="FILE",
        help="backups whose heads of the log are compared, beside those the office knows",
    )

    officer = sub.add_parser("officer", help="officers of the office")
    steps = officer.add_commands(dest="step", metavar="STEP")
    add = command(steps, "add", "add an officer", office_commands.officer_add)
    add.add_argument("sign_of", metavar="SIGN")
    add.add_argument("--function", required=True)
    add.add_argument("--role", default="analyst", help="analyst, reviewer, head, steward, reader")
    remove = command(steps, "remove", "remove an officer", office_commands.officer_remove)
    remove.add_argument("sign_of", metavar="SIGN")
    command(steps, "list", "list the officers", office_commands.officer_list)
    change = command(steps, "change", "change role or function", key_commands.officer_change)
    change.add_argument("sign_of", metavar="SIGN")
    change.add_argument("--function", default="")
    change.add_argument("--role", default="", help="analyst, reviewer, head, steward, reader")
    reset = command(steps, "reset", "give an officer a new passphrase", key_commands.officer_reset)
    reset.add_argument("sign_of", metavar="SIGN")


def add_keys(sub: argparse._SubParsersAction[Parser]) -> None:
    change = command(sub, "passphrase", "change your passphrase", key_commands.change_passphrase)
    change.add_argument(
        "--leaked", action="store_true", help="somebody else may know the old one: says what next"
    )
    recover = command(sub, "recover", "open with the recovery key", key_commands.recover)
    recover.add_argument("sign_of", metavar="SIGN", help="whose passphrase is forgotten")
    command(sub, "recovery-key", "make a new recovery key", key_commands.renew_recovery_key)
    rekey = command(sub, "rekey", "give the store a new key", key_commands.rekey_store)
    rekey.add_argument(
        "--old-backups",
        choices=("keep", "renew", "destroy"),
        default="keep",
        help="what becomes of backups under the old key",
    )
    purge = command(sub, "purge", "take content away for good", key_commands.purge_record)
    purge.add_argument("reference")
    purge.add_argument("--reason", required=True, help="kept in the deletion record")
    purge.add_argument(
        "--containing", default="", metavar="TEXT", help="only older states that hold this"
    )
    purge.add_argument(
        "--certificate", type=writes(".json"), metavar="FILE", help="write it there, as JSON"
    )
    kept = command(sub, "retention", "how long records are kept", key_commands.retain)
    kept.add_argument(
        "--set",
        nargs=2,
        metavar=("KIND", "YEARS"),
        help="keep records of a kind so many years; 0: for ever",
    )
    kept.add_argument(
        "--since", choices=("changed", "recorded"), default="changed", help="of --set"
    )
    kept.add_argument("--purge", action="store_true", help="delete what is due")
    paper = command(sub, "paper", "on which paper documents are made", key_commands.choose_paper)
    paper.add_argument("--set", choices=tuple(PAPERS), help="from now on")
    shown = command(sub, "log", "show the log, newest first", key_commands.show_log)
    shown.add_argument("--last", type=int, default=50, metavar="COUNT")
    shown.add_argument("--action", default="", help='only these: "opened", "exported", ...')


def add_cards(sub: argparse._SubParsersAction[Parser]) -> None:
    card = sub.add_parser("card", help="cards of offices: whose signature is trusted")
    steps = card.add_commands(dest="step", metavar="STEP")
    export = command(steps, "export", "write this office's card", card_commands.export)
    export.add_argument(
        "--out", required=True, type=writes(".rilocard"), help="the card's file, for others"
    )
    trust = command(steps, "trust", "believe another office's card", card_commands.trust)
    trust.add_argument("file", type=reads, help="a card, or a file that revokes one")
    trust.add_argument("--fingerprint", default="", help="as the other office read it out")
    revoke = command(steps, "revoke", "believe a card no more", card_commands.revoke)
    revoke.add_argument("card", help="fingerprint, or an office for all its cards")
    revoke.add_argument("--reason", required=True)
    revoke.add_argument(
        "--out",
        type=file_only(N_("- cannot stand here: each card has a file of its own, so name a file")),
        help="of own cards: the signed file for others",
    )
    command(steps, "renew", "make a new card, signed by the old one", card_commands.renew)
    command(steps, "list", "list the cards that this office knows", card_commands.listed)


def add_keeping(sub: argparse._SubParsersAction[Parser]) -> None:
    backup = command(sub, "backup", "make a verified backup", keeping_commands.make_backup)
    backup.add_argument(
        "file",
        nargs="?",
        type=file_only(
            N_("- cannot stand here: a backup is read again once it is written, so name a file")
        ),
        help="file or folder; else as scheduled",
    )
    backup.add_argument("--if-due", action="store_true", help="only where the schedule says so")
    restore = command(
        sub, "restore", "restore a backup", keeping_commands.restore_backup, of_file=True
    )
    restore.add_argument("--dry-run", action="store_true", help="say what would be lost")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.add_argument(
        "--workstation", default="", help="letter under which new records are numbered"
    )
    command(
        sub, "drill", "try whether a backup can be restored", keeping_commands.drill, of_file=True
    )
    update = command(
        sub, "update", "take a new version from a file", update_commands.take, of_file=True
    )
    update.add_argument("--dry-run", action="store_true", help="only say what is in it")
    rescue = command(
        sub,
        "salvage",
        "export what can be read of a broken store",
        keeping_commands.export_readable,
    )
    everything = command(
        sub,
        "export-all",
        "write every record into a folder, by the head, logged",
        keeping_commands.export_all,
    )
    everything.add_argument(
        "folder",
        type=file_only(N_("- cannot stand here: many files are written, so name a new folder")),
        help="a new folder, which is not encrypted; read back, its records are drafts",
    )
    rescue.add_argument(
        "file",
        type=file_only(N_("- cannot stand here: it may be larger than memory, so name a file")),
        help="the JSON file, which is not encrypted",
    )
    rescue.add_argument(
        "--everything",
        action="store_true",
        help="of an office that opens and is whole: all of it in clear, by the head, logged",
    )
