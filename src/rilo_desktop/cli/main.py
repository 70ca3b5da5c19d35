"""Runs a command, and turns what went wrong into one sentence and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from rilo_desktop import process_hardening
from rilo_desktop.language.missing_part import DAMAGED, missing_part
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.errors import StoreError

from . import passphrases
from .argument_parser import UsageError, speaking
from .exit_codes import BROKEN_PIPE, BY_UNTRUSTED, INTERRUPTED, MISUSED, REFUSED, UNTRUSTED
from .parser import read
from .printing import Printer, language
from .standard_streams import connected

HELPERS = ("help", "man", "completion")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of the command."""
    _speak_utf8()
    if arguments is None:  # a program of its own, and not a call in another one
        process_hardening.harden()
        passphrases.take_from_environment()
    given = sys.argv[1:] if arguments is None else list(arguments)
    printer = Printer("--json" in given, language(_language(given)))
    try:
        return _run(given, printer)
    except UsageError as error:
        printer.misused(str(error), error.usage)
        return MISUSED
    except BrokenPipeError:
        _close_stdout()
        return BROKEN_PIPE
    except Refused as refused:
        printer.refuse(refused.findings)
        is_untrusted = bool(refused.findings) and all(
            one.rule in BY_UNTRUSTED for one in refused.findings
        )
        return UNTRUSTED if is_untrusted else REFUSED
    except StoreError as error:
        printer.refuse([error.finding])
        return error.exit_code
    except OSError as error:
        printer.fail(_of_file(error, printer))
        return REFUSED
    except KeyboardInterrupt:
        printer.fail(printer.text("stopped; nothing incomplete was kept"))
        return INTERRUPTED
    except Exception as error:  # the last door: a sentence, never a traceback
        printer.fail(_of_fault(error, printer))
        return REFUSED


def _run(arguments: Sequence[str], printer: Printer) -> int:
    with speaking(printer.language):
        options = read(arguments, printer.language)
    printer.as_json, printer.is_quiet = options.json, options.quiet
    options.printer = printer
    with connected(options, printer):
        code = int(options.run(options, printer))
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _language(given: Sequence[str]) -> str:
    """That of `--language` before the command; in help it may stand anywhere."""
    asks = bool({"-h", "--help"} & {*given})
    for n, word in enumerate(given):
        name, _, value = word.partition("=")
        if name == "--language":
            return value or "".join(given[n + 1 : n + 2])
        if word.startswith("-") or given[n - 1 : n] == ["--language"]:
            continue
        asks = asks or word in HELPERS
        if not asks:
            break
    return ""


def _close_stdout() -> None:
    """Whoever read it is gone, so that nothing more is said there, not even at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _of_file(error: OSError, printer: Printer) -> str:
    if part := missing_part(error):
        return printer.text(DAMAGED, part=part)
    reason = printer.text(str(why(error)))
    return printer.labelled(error.filename, reason) if error.filename else reason


def _of_fault(error: Exception, printer: Printer) -> str:
    if os.environ.get("RILO_DEBUG"):
        traceback.print_exc()
    if part := missing_part(error):
        return printer.text(DAMAGED, part=part)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return printer.text(
        "a fault of the program ({fault}); what was saved before is still there. "
        "Set RILO_DEBUG=1 and run it again to see more.",
        fault=f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}",
    )
