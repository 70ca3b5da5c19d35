"""The manual page rilo(1), written from the parser in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rilo_desktop import __version__
from rilo_desktop.language import N_

from .argument_parser import Parser
from .exit_codes import EXIT_CODES

VARIABLES = (
    ("RILO_STORE", N_("Folder of the office, where a command does not name it.")),
    ("RILO_PASSPHRASE", N_("Passphrase; else it is asked for.")),
    ("RILO_NEW_PASSPHRASE", N_("Passphrase that is to be set.")),
    ("RILO_RECOVERY_KEY", N_("Recovery key, for recover and officer reset.")),
    ("RILO_LANGUAGE, LC_ALL, LANG", N_("Language of help and messages.")),
    ("RILO_DEBUG", N_("1: a fault of the program is told with its trace.")),
)
EXAMPLES = (
    "export RILO_STORE=~/office",
    "rilo list case-studies --where country:pl --where conveyance=air --limit 10",
    "rilo list case-studies --fields title,date --sort date- --json",
    "rilo list case-studies --out - --format xlsx > cases.xlsx",
    "rilo import - --dry-run < register.csv",
)


def manual_page(parser: Parser) -> str:
    """In roff, of the macros of man(7)."""
    return "\n".join(line for line in _lines(parser) if line) + "\n"


def _lines(parser: Parser) -> Iterator[str]:
    say = parser.say
    yield f'.TH RILO 1 "" "RILO Desktop {__version__}"'
    yield from (".ds AD l", ".ad l")  # options are not spread over a line
    yield _section(say("Name"))
    yield f"rilo \\- {_roff(say('an office of RILO Desktop without a window'))}"
    yield _section(say("Use"))
    yield from _usage(parser)
    yield _section(say("Description"))
    yield _roff(say(parser.description or ""))
    yield from _table(parser.rows())
    for title, names in parser.sections:
        yield _section(say(title))
        for name in names:
            yield from _command(parser.commands[name])
    yield _section(say("Exit codes"))
    yield from _table((str(code), say(said)) for code, said in EXIT_CODES)
    yield _section(say("Environment"))
    yield from _table((name, say(said)) for name, said in VARIABLES)
    yield _section(say("Examples"))
    yield from (".nf", *map(_roff, EXAMPLES), ".fi")


def _command(parser: Parser) -> Iterator[str]:
    """A command with its options, or each of those below it."""
    if parser.commands:
        for below in parser.commands.values():
            yield from _command(below)
        return
    yield f'.SS "{_roff(parser.prog)}"'
    yield _roff(parser.say(parser.description or ""))
    yield from _usage(parser)
    rows = (row for row in parser.rows() if not row[0].startswith("-h"))
    yield from _table(rows)


def _usage(parser: Parser) -> Iterator[str]:
    yield ".PP"
    said = " ".join(parser.format_usage().partition(":")[2].split())
    yield f".B {_breakable(said)}"


def _breakable(said: str) -> str:
    """A list of choices may go on in the next line."""
    return _roff(said).replace(",", ",\\:")


def _table(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    for name, said in rows:
        yield ".TP"
        yield f".B {_breakable(name)}"
        yield _roff(said) or "\\&"


def _section(title: str) -> str:
    return f'.SH "{_roff(title.upper())}"'


def _roff(text: str) -> str:
    """One line of text: nothing in it is a request or an escape."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    plain = re.sub("[^ -~]", lambda found: f"\\[u{ord(found[0]):04X}]", plain)
    return f"\\&{plain}" if plain[:1] in ("'", ".") else plain
