"""What can be typed about submissions: made, sent, received and verified."""

from __future__ import annotations

import argparse
from pathlib import Path

from rilo_desktop.language import N_
from rilo_desktop.presentation.documents import SUBMISSIONS

from . import list_commands, receiving_commands, sending_commands, verify_command
from .argument_parser import Parser, add_quiet, command
from .standard_streams import reads, writes


def add_sending(sub: argparse._SubParsersAction[Parser]) -> None:
    submit = command(sub, "submit", "prepare a submission", sending_commands.submit)
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
    submit.add_argument("--out", required=True, type=writes(".pdf"), help="the PDF")
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
    submit.add_argument("--purpose", choices=("note", "discussion", "guidance", "answer"))
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
    approve = command(sub, "approve", "approve as a second officer", sending_commands.approve)
    approve.add_argument("reference")
    approve.add_argument(
        "--with-open-comments",
        action="store_true",
        help="although comments of colleagues on it are open",
    )
    back = command(sub, "return", "return to the author", sending_commands.give_back)
    back.add_argument("reference")
    back.add_argument("--reason", required=True)
    review = command(sub, "send", "send a record to review", sending_commands.send)
    review.add_argument("reference")
    export = command(
        sub,
        "export",
        "write a released submission, or one that was received",
        sending_commands.export,
    )
    export.add_argument("reference")
    export.add_argument("--out", required=True, type=writes(".pdf"), help="the PDF")
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
    pages = command(
        sub,
        "print",
        "write the pages of records as a PDF for reading",
        sending_commands.print_record,
    )
    pages.add_argument("references", nargs="+", metavar="REFERENCE")
    pages.add_argument("--out", required=True, type=writes(".pdf"), help="the PDF")
    pages.add_argument(
        "--language", default="en", help="of its labels, and of a form: any that it has"
    )
    pages.add_argument(
        "--withhold",
        action="store_true",
        help="leave out texts in which the guard found personal data",
    )
    list_commands.add_answers(pages)
    dossier = command(
        sub, "dossier", "hand the office over to a successor, a PDF", sending_commands.dossier
    )
    dossier.add_argument(
        "--out", required=True, type=writes(".pdf"), help="the PDF; it stays in the office"
    )
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
    for name, about in (
        ("advice", N_("what you would do; repeatable")),
        ("wrong", N_("what went wrong; repeatable")),
    ):
        dossier.add_argument(f"--{name}", action="append", default=[], metavar="TEXT", help=about)
    for name, about, run in (
        ("sent", N_("say that a submission was sent"), sending_commands.sent),
        ("acknowledged", N_("say that its addressee has it"), sending_commands.acknowledged),
    ):
        step = command(sub, name, about, run)
        step.add_argument("reference")
        step.add_argument("--on", default="", metavar="DAY", help="2026-11-25; else today")
        step.add_argument("--note", default="", help="how, or to whom")


def add_receiving(sub: argparse._SubParsersAction[Parser]) -> None:
    receive = command(
        sub, "receive", "take submissions and answers of other offices", receiving_commands.receive
    )
    receive.add_argument("file", nargs="+", type=reads)
    receive.add_argument("--dry-run", action="store_true", help="say what would happen")
    _trusting(receive)
    receive.add_argument(
        "--restored",
        nargs="+",
        default=(),
        metavar="FINGERPRINT",
        help="of a restore of the office that was compared by phone",
    )
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
    answer = command(
        sub, "acknowledge", "answer a submission that was received", receiving_commands.answer
    )
    answer.add_argument("reference")
    answer.add_argument(
        "--out", required=True, type=writes(".rilo-answer"), help="the signed answer"
    )
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
    network = command(
        sub, "network", "which office sent what, and what is missing", receiving_commands.network
    )
    network.add_argument("--out", type=writes(".pdf"), help="also as a report, a PDF")
    network.add_argument("--language", default="en", help="of the report")
    _rules(sub)
    _verify(sub)


def _trusting(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--trust",
        nargs="+",
        default=(),
        metavar="FINGERPRINT",
        help="of a card that was compared by phone",
    )


def _rules(sub: argparse._SubParsersAction[Parser]) -> None:
    rules = sub.add_parser("rules", help="what the receiver asks for")
    steps = rules.add_commands(dest="step", metavar="STEP")
    command(steps, "show", "show the rules in force", receiving_commands.rules_show)
    sign = command(steps, "sign", "make a signed pack", receiving_commands.rules_sign)
    sign.add_argument("file", type=reads, help="the rules, JSON")
    sign.add_argument("--out", required=True, type=writes(".rilorules"), help="the pack")
    install = command(steps, "install", "install a pack", receiving_commands.rules_install)
    install.add_argument("file", type=reads, help="the pack")
    _trusting(install)
    install.add_argument("--older", action="store_true", help="also where those in force are newer")
    receiver = command(
        steps, "receiver", "mark an office whose packs are taken", receiving_commands.rules_receiver
    )
    receiver.add_argument("office", help="its code")
    receiver.add_argument("--remove", action="store_true", help="no longer accept its packs")
    command(steps, "back", "take the last pack back", receiving_commands.rules_back)


def _verify(sub: argparse._SubParsersAction[Parser]) -> None:
    made = sub.add_parser("verify", help="verify a submission", description="verify a submission")
    made.add_argument("file", type=reads, help="the PDF as it came")
    by = made.add_mutually_exclusive_group()
    by.add_argument("--store", type=Path, help="office whose trusted cards decide; else RILO_STORE")
    by.add_argument("--card", type=reads, help="card of the office that signed it")
    made.add_argument("--as", dest="sign", default="", help="ID of the officer who does it")
    made.add_argument("--json", action="store_true", help="answer as JSON")
    add_quiet(made)
    made.set_defaults(run=verify_command.run)
