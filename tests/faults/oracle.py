"""Was anything lost? The same question after every fault, asked of a process that saw none of it.

    verdict = look(office)                      opened with services, checked, in a fresh process
    with Judge() as judge: judge.look(office)   the same a thousand times, a process for each look
    verdict.whole                               integrity, signatures, hashes, derived rows, search
    verdict.lost(acknowledged)                  revisions said to be kept that are not there
    done = rilo("check", office)                the command as an officer would type it
    done = started("check", office)             the same from its start, for what that costs
    before = prints(folder); ...; assert prints(folder) == before     nothing else was overwritten
    assert_plain(done.stderr, office)           the message: names the place, no traceback

An acknowledged save is the id of its revision. No record is half written where the check is clean:
it compares every row, line and index entry with the signed revisions, and these with the log.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from faults import keep_alive
from faults.forked import Died, Forked, clean_environment

PASSPHRASE = "a passphrase of the first officer"
LIMIT = 60.0
"""Seconds after which a program that says nothing has failed too."""


@dataclass(frozen=True)
class Verdict:
    """What a fresh process found. `sentence` says why it could not open the office, else ""."""

    sentence: str
    findings: tuple[str, ...]
    """Rules of the check that say that something is wrong."""
    revisions: frozenset[str]
    exit_code: int = 0

    @property
    def opened(self) -> bool:
        return not self.sentence

    @property
    def whole(self) -> bool:
        return self.opened and not self.findings

    def lost(self, acknowledged: Iterable[str]) -> list[str]:
        return sorted(set(acknowledged) - self.revisions)

    def assert_kept(self, acknowledged: Iterable[str]) -> None:
        """Whole, and everything there."""
        assert self.whole, self.sentence or self.findings
        assert not self.lost(acknowledged)


LOOKING = "faults.quick_keys, rilo_desktop.services.office.store_check, rilo_desktop.store.migrate"


def look(folder: Path, passphrase: str = PASSPHRASE, sign: str = "") -> Verdict:
    return Judge(_kept(os.getpid())).look(folder, passphrase, sign)


@cache
def _kept(_process: int) -> Forked:
    """Kept until the tests end: to start one takes a second, to have a child a hundredth of it."""
    process = Forked(f"{LOOKING}, faults.operations, rilo_desktop.cli.main").__enter__()
    atexit.register(process.__exit__, None, None, None)
    return process


class Judge:
    """A process that answers each look from a child of its own, so that nothing is remembered."""

    def __init__(self, process: Forked | None = None) -> None:
        self._process = process or Forked(LOOKING)

    def __enter__(self) -> Judge:
        self._process.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.__exit__(kind, error, trace)

    def look(self, folder: Path, passphrase: str = PASSPHRASE, sign: str = "") -> Verdict:
        try:
            found = self._process.call("faults.oracle:judged", folder, passphrase, sign)
        except (Died, RuntimeError) as error:
            return Verdict(f"the judging process: {error}", (), frozenset(), 99)
        return Verdict(
            found["sentence"],
            tuple(found["findings"]),
            frozenset(found["revisions"]),
            found["exit_code"],
        )


def judged(folder: str, passphrase: str, sign: str) -> dict[str, Any]:
    from rilo_desktop.services.office import finding_messages, store_check
    from rilo_desktop.services.office.errors import StoreError
    from rilo_desktop.services.office.session import open_store

    try:
        with open_store(Path(folder), passphrase, sign) as session:
            found = store_check.check(session).blocking
            with session.reading() as reading:
                revisions = [one.id for one in reading.revisions.all()]
    except StoreError as error:
        return _answer(finding_messages.whole(error.finding), exit_code=error.exit_code)
    except Exception as error:
        return _answer(f"{type(error).__name__}: {error}", exit_code=98)
    return _answer(
        "", [f"{one.rule}: {finding_messages.sentence(one)}" for one in found], revisions
    )


def _answer(
    sentence: str, findings: Sequence[str] = (), revisions: Sequence[str] = (), exit_code: int = 0
) -> dict[str, Any]:
    return {
        "sentence": sentence,
        "findings": list(findings),
        "revisions": list(revisions),
        "exit_code": exit_code,
    }


# --- the command line, as a process


def rilo(
    *arguments: object,
    passphrase: str = PASSPHRASE,
    prefix: Sequence[object] = (),
    timeout: float = LIMIT,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """`rilo ARGUMENTS`, by a program that knows nothing of what was done before.

    Started anew where something else starts it, in surroundings of its own, or in a thread.
    """
    if prefix or environment or threading.current_thread() is not threading.main_thread():
        return started(
            *arguments, passphrase=passphrase, prefix=prefix, timeout=timeout, **environment
        )
    given, words = clean_environment(RILO_PASSPHRASE=passphrase), [str(one) for one in arguments]
    try:
        ended = _kept(os.getpid()).call("faults.oracle:ran", words, given, timeout)
    except Died as error:
        raise subprocess.TimeoutExpired(f"rilo {words}: {error}", timeout) from None
    return subprocess.CompletedProcess(words, *ended)


def started(
    *arguments: object,
    passphrase: str = PASSPHRASE,
    prefix: Sequence[object] = (),
    timeout: float = LIMIT,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """The same from its start. `prefix`: what starts it (`strace ...`, `setpriv ...`)."""
    command = [*prefix, sys.executable, "-m", "faults.quick_keys", *arguments]
    return keep_alive.run(
        [str(part) for part in command],
        timeout,
        env=clean_environment(RILO_PASSPHRASE=passphrase, **environment),
    )


def ran(arguments: list[str], environment: dict[str, str], limit: float) -> tuple[Any, str, str]:
    """In a child: its exit code, and what it wrote."""
    from rilo_desktop.cli.main import main

    keep_alive.alarm(limit)
    os.environ.clear()
    os.environ.update(environment)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(errors.fileno(), 2)
        sys.stdin = os.fdopen(0, closefd=False)  # that of the parent has its questions
        sys.argv = ["rilo", *arguments]
        try:
            code: object = main()
        except SystemExit as ended:
            code = ended.code
        except BaseException:
            traceback.print_exc()
            code = 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        out.seek(0)
        errors.seek(0)
        return code or 0, out.read().decode(), errors.read().decode()


def prints(folder: Path, *without: str) -> Mapping[str, str]:
    """What every file of a folder holds, by its name; `without`: those that may change."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name not in without
    }


def assert_plain(message: str, *named: object) -> str:
    """A message for an officer: it names these, it is no traceback and no bare code of an error.

    Returns it on one line, for the table.
    """
    assert message.strip(), "nothing was said"
    for one in named:
        assert str(one) in message, f"{one} is not named: {message}"
    assert not re.search(r"Traceback|File \"|Errno|<class|a fault of the program", message), message
    return " ".join(message.split()).removeprefix("rilo: ")
