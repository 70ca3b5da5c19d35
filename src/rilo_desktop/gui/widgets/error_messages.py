"""What goes wrong becomes one visible sentence: never a silent failure, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import MethodType, TracebackType
from weakref import WeakMethod

from rilo_desktop.language.missing_part import DAMAGED, missing_part

from ..i18n import plural, sentence, tr

MOST = 3
"""Sentences shown at once; the rest are counted."""


def explained(error: BaseException) -> str:
    """An error as sentences for the officer."""
    if is_cancelled(error):
        return tr("Cancelled: nothing was changed.")
    findings = getattr(error, "findings", None)
    if findings is None:
        one = getattr(error, "finding", None)
        findings = (one,) if one is not None else ()
    if findings:
        said = [sentence(finding) for finding in findings[:MOST]]
        if len(findings) > MOST:
            said.append(tr("{count} more", count=len(findings) - MOST))
        return " ".join(said)
    if part := missing_part(error):
        return tr(DAMAGED, part=part)
    if isinstance(error, OSError) and error.filename:
        from rilo_desktop.rules.disk_errors import why  # not before the first paint

        return tr(
            "{file} could not be used: {reason}.",
            file=error.filename,
            reason=tr(str(why(error))),
        )
    return tr(
        "Something went wrong in the program ({what}). Your text is still here.",
        what=f"{type(error).__name__}: {error}"[:200],
    )


def is_cancelled(error: BaseException) -> bool:
    """Did the officer give up what was being done?"""
    from rilo_desktop.services.office.progress import Cancelled

    return isinstance(error, Cancelled)


def given_to(error: BaseException) -> str:
    """Sign of the officer whose passphrase somebody else chose, where that is why. Else ""."""
    from rilo_desktop.services.office.errors import PassphraseGiven

    return str(error.finding.values["sign"]) if isinstance(error, PassphraseGiven) else ""


def seconds_to_wait(error: BaseException) -> int:
    """After too many wrong passphrases: until the next one is taken. Else 0."""
    from rilo_desktop.services.office.errors import TooSoon

    return int(error.finding.values["seconds"]) if isinstance(error, TooSoon) else 0


def install(show: Callable[[BaseException], object]) -> None:
    """Exceptions in slots reach `show`, and whoever listened before (standard error).

    The object of a method may go: a thread keeps the hook of its start until it ends.
    """
    shown = WeakMethod(show) if isinstance(show, MethodType) else lambda: show
    before = getattr(sys.excepthook, "before", sys.excepthook)
    if before is sys.__excepthook__ and not os.environ.get("RILO_DEBUG"):
        before = _report

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt) and (method := shown()) is not None:
            method(error)

    hook.before = before  # type: ignore[attr-defined]
    sys.excepthook = hook


def _report(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Where it happened and not what it says: that may quote what an officer wrote, and standard
    error ends in the logs of the system. RILO_DEBUG shows all."""
    import traceback

    print("".join(traceback.format_tb(trace)) + kind.__name__, file=sys.stderr, flush=True)


def uninstall() -> None:
    """The window is gone: exceptions go where they went before."""
    before = getattr(sys.excepthook, "before", sys.excepthook)
    sys.excepthook = sys.__excepthook__ if before is _report else before


def left_to_wait(seconds: int) -> str:
    return plural(
        "Wait {count} second before the next try.",
        "Wait {count} seconds before the next try.",
        seconds,
    )
