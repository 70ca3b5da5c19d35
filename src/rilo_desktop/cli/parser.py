"""What can be typed after `rilo`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from rilo_desktop import __version__
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.presentation.registry import LISTED

from . import (
    activity_commands,
    attachment_commands,
    card_commands,
    commands,
    consultation_commands,
    form_parser,
    import_parser,
    keeping_commands,
    key_commands,
    list_commands,
    office_commands,
    plan_parser,
    product_commands,
    receiving_commands,
    sending_commands,
    update_commands,
    verify_command,
    year_commands,
)
from .argument_parser import Parser as _Parser
from .argument_parser import command as _command
from .argument_parser import text


def noted_head(given: str) -> tuple[int, str]:
    """An entry of the log as documents print it: "128: ab12cd34 ...", spaces or none."""
    number, _, digest = text(given).partition(":")
    digest = "".join(digest.split()).lower()
    if not number.strip().isdecimal() or not re.fullmatch("[0-9a-f]{64}", digest):
        raise argparse.ArgumentTypeError("is no number and hash of an entry of the log")
    return int(number), digest


def parser() -> argparse.ArgumentParser:
    """Every command has its function as `run`; wrong use ends with exit code 2."""
    top = _Parser(
        prog="rilo",
        description="The office without a window. The passphrase comes from a prompt or from "
        "RILO_PASSPHRASE, a new one from RILO_NEW_PASSPHRASE, the recovery key from "
        "RILO_RECOVERY_KEY.",
        epilog="Exit codes: 0 done, 1 refused (the findings say why), 2 wrong use, 3 wrong "
        "passphrase, 4 whole and signed by a stranger, 5 store open elsewhere, 6 store damaged or "
        "too new.",
    )
    top.add_argument("--version", action="version", version=f"RILO Desktop {__version__}")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sub.type = str  # what follows a command is read by the command
    _offices(sub)
    _keys(sub)
    _cards(sub)
    _keeping(sub)
    _records(sub)
    _year(sub)
    plan_parser.add_commands(sub)
    consultation_commands.add_commands(sub)
    form_parser.add_commands(sub)
    _sending(sub)
    _products(sub)
    _activities(sub)
    _verifying(sub)
    return top


def _offices(sub: argparse._SubParsersAction[_Parser]) -> None:
    new = _command(sub, "new", "make an office", office_commands.new)
    new.add_argument(
        "--office", required=True, help="code of the office, AP, SECRETARIAT, or XX for practice"
    )
    new.add_argument("--officer", required=True, help="ID of the first officer, its head")
    new.add_argument("--function", default="Head of RILO", help="function of that officer")
    new.add_argument("--workstation", default="A", help="letter of this workstation")
    _command(sub, "demo", "make the sample office", office_commands.demo)
    check = _command(sub, "check", "look whether the store is whole", office_commands.check)
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
        type=Path,
        default=(),
        metavar="FILE",
        help="backups whose heads of the log are compared, beside those the office knows",
    )

    officer = sub.add_parser("officer", help="officers of the office")
    steps = officer.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.type = str
    add = _command(steps, "add", "add an officer", office_commands.officer_add)
    add.add_argument("sign_of", metavar="SIGN")
    add.add_argument("--function", required=True)
    add.add_argument("--role", default="analyst", help="analyst, reviewer, head, steward, reader")
    remove = _command(steps, "remove", "remove an officer", office_commands.officer_remove)
    remove.add_argument("sign_of", metavar="SIGN")
    _command(steps, "list", "list the officers", office_commands.officer_list)
    change = _command(steps, "change", "change role or function", key_commands.officer_change)
    change.add_argument("sign_of", metavar="SIGN")
    change.add_argument("--function", default="")
    change.add_argument("--role", default="", help="analyst, reviewer, head, steward, reader")
    reset = _command(steps, "reset", "give an officer a new passphrase", key_commands.officer_reset)
    reset.add_argument("sign_of", metavar="SIGN")


def _keys(sub: argparse._SubParsersAction[_Parser]) -> None:
    change = _command(sub, "passphrase", "change your passphrase", key_commands.change_passphrase)
    change.add_argument(
        "--leaked", action="store_true", help="somebody else may know the old one: says what next"
    )
    recover = _command(sub, "recover", "open with the recovery key", key_commands.recover)
    recover.add_argument("sign_of", metavar="SIGN", help="whose passphrase is forgotten")
    _command(sub, "recovery-key", "make a new recovery key", key_commands.renew_recovery_key)
    rekey = _command(sub, "rekey", "give the store a new key", key_commands.rekey_store)
    rekey.add_argument(
        "--old-backups",
        choices=("keep", "renew", "destroy"),
        default="keep",
        help="what becomes of backups under the old key",
    )
    purge = _command(sub, "purge", "take content away for good", key_commands.purge_record)
    purge.add_argument("reference")
    purge.add_argument("--reason", required=True, help="kept in the deletion record")
    purge.add_argument(
        "--containing", default="", metavar="TEXT", help="only older states that hold this"
    )
    purge.add_argument("--certificate", type=Path, metavar="FILE", help="write it there, as JSON")
    kept = _command(sub, "retention", "how long records are kept", key_commands.retain)
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
    shown = _command(sub, "log", "show the log, newest first", key_commands.show_log)
    shown.add_argument("--last", type=int, default=50, metavar="COUNT")
    shown.add_argument("--action", default="", help='only these: "opened", "exported", ...')


def _cards(sub: argparse._SubParsersAction[_Parser]) -> None:
    card = sub.add_parser("card", help="cards of offices: whose signature is trusted")
    steps = card.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.type = str
    export = _command(steps, "export", "write this office's card", card_commands.export)
    export.add_argument("--out", required=True, type=Path, help="the card's file, for others")
    trust = _command(steps, "trust", "believe another office's card", card_commands.trust)
    trust.add_argument("file", type=Path, help="a card, or a file that revokes one")
    trust.add_argument("--fingerprint", default="", help="as the other office read it out")
    revoke = _command(steps, "revoke", "believe a card no more", card_commands.revoke)
    revoke.add_argument("card", help="fingerprint, or an office for all its cards")
    revoke.add_argument("--reason", required=True)
    revoke.add_argument("--out", type=Path, help="of own cards: the signed file for others")
    _command(steps, "renew", "make a new card, signed by the old one", card_commands.renew)
    _command(steps, "list", "list the cards that this office knows", card_commands.listed)


def _keeping(sub: argparse._SubParsersAction[_Parser]) -> None:
    backup = _command(sub, "backup", "make a verified backup", keeping_commands.make_backup)
    backup.add_argument("file", nargs="?", type=Path, help="file or folder; else as scheduled")
    backup.add_argument("--if-due", action="store_true", help="only where the schedule says so")
    restore = _command(
        sub, "restore", "restore a backup", keeping_commands.restore_backup, of_file=True
    )
    restore.add_argument("--dry-run", action="store_true", help="say what would be lost")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.add_argument(
        "--workstation", default="", help="letter under which new records are numbered"
    )
    _command(
        sub, "drill", "try whether a backup can be restored", keeping_commands.drill, of_file=True
    )
    update = _command(
        sub, "update", "take a new version from a file", update_commands.take, of_file=True
    )
    update.add_argument("--dry-run", action="store_true", help="only say what is in it")
    rescue = _command(
        sub,
        "salvage",
        "export what can be read of a broken store",
        keeping_commands.export_readable,
    )
    everything = _command(
        sub,
        "export-all",
        "write every record into a folder, by the head, logged",
        keeping_commands.export_all,
    )
    everything.add_argument("folder", type=Path, help="a new folder, which is not encrypted")
    rescue.add_argument("file", type=Path, help="the JSON file, which is not encrypted")
    rescue.add_argument(
        "--everything",
        action="store_true",
        help="of an office that opens and is whole: all of it in clear, by the head, logged",
    )


def _records(sub: argparse._SubParsersAction[_Parser]) -> None:
    listing = _command(sub, "list", "list records of a kind", list_commands.list_records)
    listing.add_argument("kind", help=f"{', '.join(LISTED)}, ...; dissemination, received")
    listing.add_argument("--search", default="", help='words in any order, "a phrase"')
    listing.add_argument("--archived", action="store_true", help="archived ones too")
    list_commands.add_options(listing)
    show = _command(sub, "show", "show a record", commands.show)
    show.add_argument("reference", help="reference, local reference or id")
    attach = _command(sub, "attach", "attach a file to a record", attachment_commands.attach)
    attach.add_argument("reference", help="reference, local reference or id")
    attach.add_argument("file", type=Path)
    attach.add_argument("--description", default="", help="what it is")
    attach.add_argument("--tlp", default="", help="its own label; else that of the record")
    files = _command(sub, "attachments", "list the files of a record", attachment_commands.listed)
    files.add_argument("reference", help="reference, local reference or id")
    files.add_argument("--save", default="", metavar="NAME", help="write this one out in clear")
    files.add_argument("--out", type=Path, help="of --save: the file")
    detach = _command(sub, "detach", "take a file off a record", attachment_commands.detach)
    detach.add_argument("reference", help="reference, local reference or id")
    detach.add_argument("name", help="name of the file, or the first digits of its SHA-256")
    import_parser.add(sub)


def _year(sub: argparse._SubParsersAction[_Parser]) -> None:
    year = _command(sub, "year", "what is due in the reporting year", year_commands.year)
    year.add_argument(
        "--announce", default="", metavar="CODE", help="what was announced of an obligation: GRMPR"
    )
    year.add_argument("--day", default="", help="the day: 2026-12-15")
    year.add_argument("--month", default="", help="the month, where that is all: 2026-12")
    year.add_argument("--source", default="", help="where it was announced")
    year.add_argument("--calendar", type=Path, metavar="FILE", help="the days as iCalendar")


def _sending(sub: argparse._SubParsersAction[_Parser]) -> None:
    submit = _command(sub, "submit", "prepare a submission", sending_commands.submit)
    what = submit.add_mutually_exclusive_group(required=True)
    what.add_argument("type", nargs="?", choices=tuple(SUBMISSIONS))
    what.add_argument(
        "--again",
        default="",
        metavar="REFERENCE",
        help="correct a returned submission and send it again; what is not given stays",
    )
    what.add_argument(
        "--supersedes",
        default="",
        metavar="REFERENCE",
        help="replace a released submission by this one",
    )
    submit.add_argument("--out", required=True, type=Path, help="the PDF")
    submit.add_argument("--language", help="of the document's labels; en where none is given")
    submit.add_argument("--year", type=int, help="the year that it is about: 2026")
    submit.add_argument("--member", metavar="CODE", help="the member that it is about")
    submit.add_argument(
        "--record",
        dest="picked",
        action="append",
        metavar="REFERENCE",
        help="the record that it is about; of a set of records: this one and no others",
    )
    submit.add_argument("--form", metavar="FORM_ID", help="the form that it is about")
    submit.add_argument(
        "--say",
        dest="messages",
        nargs=2,
        action="append",
        metavar=("PLACE", "TEXT"),
        help="a text of the document, at one of its places",
    )
    submit.add_argument(
        "--accept-proposed",
        action="store_true",
        help="take over the texts that the pages propose where none is given",
    )
    submit.add_argument("--where", help="only what this search finds")
    submit.add_argument("--title", help="title on the cover")
    submit.add_argument("--addressee")
    submit.add_argument("--purpose", choices=("note", "discussion", "guidance"))
    submit.add_argument("--reason", help="the reviewer's justification of what is missing")
    submit.add_argument(
        "--leave-out",
        dest="left_out",
        nargs=2,
        action="append",
        metavar=("REFERENCE", "REASON"),
        help="a record that does not go; the reviewer sees why",
    )
    list_commands.add_answers(submit)
    submit.add_argument(
        "--attach",
        dest="attached",
        nargs=2,
        action="append",
        metavar=("REFERENCE", "NAME"),
        help="a file of a record that goes with it; none goes by itself",
    )
    submit.add_argument("--draft", action="store_true", help="only a draft with a watermark")
    approve = _command(sub, "approve", "approve as a second officer", sending_commands.approve)
    approve.add_argument("reference")
    back = _command(sub, "return", "return to the author", sending_commands.give_back)
    back.add_argument("reference")
    back.add_argument("--reason", required=True)
    review = _command(sub, "send", "send a record to review", sending_commands.send)
    review.add_argument("reference")
    export = _command(
        sub,
        "export",
        "write a released submission, or one that was received",
        sending_commands.export,
    )
    export.add_argument("reference")
    export.add_argument("--out", required=True, type=Path, help="the PDF")
    export.add_argument("--to", default="", help="who gets it, if not its addressee")
    export.add_argument("--reason", default="", help="why it goes there")
    export.add_argument(
        "--for",
        dest="recipients",
        nargs="+",
        default=(),
        metavar="RECIPIENT",
        help="encrypted copies instead, one for each, under a passphrase of its own",
    )
    _receiving(sub)
    for name, about, run in (
        ("sent", "say that a submission was sent", sending_commands.sent),
        ("acknowledged", "say that its addressee has it", sending_commands.acknowledged),
    ):
        step = _command(sub, name, about, run)
        step.add_argument("reference")
        step.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")
        step.add_argument("--note", default="", help="how, or to whom")


def _products(sub: argparse._SubParsersAction[_Parser]) -> None:
    given = _command(
        sub, "disseminated", "note to whom a product was given", product_commands.disseminated
    )
    given.add_argument("reference", help="of the product")
    given.add_argument("--to", required=True, metavar="FUNCTION", help="a function, not a person")
    given.add_argument("--office", default="", metavar="CODE")
    given.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")
    given.add_argument("--why", default="")
    used = _command(
        sub, "use-reported", "note what was heard of a product's use", product_commands.use_reported
    )
    used.add_argument("reference", help="of the product")
    used.add_argument("--entry", required=True, type=int, metavar="NUMBER", help="from 1")
    used.add_argument("--use", required=True, metavar="TEXT")
    used.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")


def _activities(sub: argparse._SubParsersAction[_Parser]) -> None:
    noted = _command(sub, "note", "note an activity in one line", activity_commands.note)
    noted.add_argument(
        "line", metavar="LINE", help='"training X-ray pictures, 2 days, 12 officers, 3 dec"'
    )
    counted = _command(
        sub, "activities", "activities of a year, by kind and month", activity_commands.year
    )
    counted.add_argument("--year", type=int, default=0, help="2025; else this one")


def _verifying(sub: argparse._SubParsersAction[_Parser]) -> None:
    made = sub.add_parser("verify", help="verify a submission", description="Verify a submission.")
    made.add_argument("file", type=Path, help="the PDF as it came")
    by = made.add_mutually_exclusive_group()
    by.add_argument("--store", type=Path, help="office whose trusted cards decide")
    by.add_argument("--card", type=Path, help="card of the office that signed it")
    made.add_argument("--as", dest="sign", default="", help="ID of the officer who does it")
    made.add_argument("--json", action="store_true", help="answer as JSON")
    made.set_defaults(run=verify_command.run)


def _receiving(sub: argparse._SubParsersAction[_Parser]) -> None:
    receive = _command(
        sub, "receive", "take submissions and answers of other offices", receiving_commands.receive
    )
    receive.add_argument("file", nargs="+", type=Path)
    receive.add_argument("--dry-run", action="store_true", help="say what would happen")
    _trusting(receive)
    receive.add_argument(
        "--decide",
        nargs=3,
        action="append",
        metavar=("REFERENCE", "FIELD", "ours|theirs"),
        help="which to keep where both offices changed a field",
    )
    receive.add_argument(
        "--take",
        nargs="+",
        default=[],
        metavar="REFERENCE",
        help="take records that wait (of another office than the signer's, written or purged "
        "here), as drafts; or: all",
    )
    receive.add_argument(
        "--leave-conflicts", action="store_true", help="accept all but what waits for a decision"
    )
    answer = _command(
        sub, "acknowledge", "answer a submission that was received", receiving_commands.answer
    )
    answer.add_argument("reference")
    answer.add_argument("--out", required=True, type=Path, help="the signed answer")
    answer.add_argument(
        "--return", dest="returned", action="store_true", help="it is to be corrected"
    )
    answer.add_argument(
        "--comment",
        nargs=3,
        action="append",
        metavar=("RECORD", "FIELD", "TEXT"),
        help="what is to be corrected: AP/2026/CS/A0012 goods.1.unit ...",
    )
    answer.add_argument("--note", default="", help="of the whole")
    dossier = _command(
        sub, "dossier", "hand the office over to a successor, a PDF", sending_commands.dossier
    )
    dossier.add_argument("--out", required=True, type=Path, help="the PDF; it stays in the office")
    dossier.add_argument("--language", default="en", help="of the dossier")
    dossier.add_argument("--until", default="", metavar="DAY", help="last day in office")
    dossier.add_argument("--next", default="", metavar="FUNCTION", help="who takes over")
    dossier.add_argument(
        "--promised",
        nargs=3,
        action="append",
        default=[],
        metavar=("WHOM", "WHAT", "WHERE"),
        help='what was promised, and where it is written; "" for nowhere',
    )
    for name, about in (("advice", "what you would do"), ("wrong", "what went wrong")):
        dossier.add_argument(
            f"--{name}", action="append", default=[], metavar="TEXT", help=f"{about}; repeatable"
        )
    network = _command(
        sub, "network", "which office sent what, and what is missing", receiving_commands.network
    )
    network.add_argument("--out", type=Path, help="also as a report, a PDF")
    network.add_argument("--language", default="en", help="of the report")
    _rules(sub)


def _trusting(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--trust",
        nargs="+",
        default=(),
        metavar="FINGERPRINT",
        help="of a card that was compared by phone",
    )


def _rules(sub: argparse._SubParsersAction[_Parser]) -> None:
    rules = sub.add_parser("rules", help="what the receiver asks for")
    steps = rules.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.type = str
    _command(steps, "show", "show the rules in force", receiving_commands.rules_show)
    sign = _command(steps, "sign", "make a signed pack", receiving_commands.rules_sign)
    sign.add_argument("file", type=Path, help="the rules, JSON")
    sign.add_argument("--out", required=True, type=Path, help="the pack")
    install = _command(steps, "install", "install a pack", receiving_commands.rules_install)
    install.add_argument("file", type=Path, help="the pack")
    _trusting(install)
    install.add_argument("--older", action="store_true", help="also where those in force are newer")
    receiver = _command(
        steps, "receiver", "mark an office whose packs are taken", receiving_commands.rules_receiver
    )
    receiver.add_argument("office", help="its code")
    receiver.add_argument("--remove", action="store_true", help="no longer accept its packs")
    _command(steps, "back", "take the last pack back", receiving_commands.rules_back)
