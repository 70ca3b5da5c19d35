"""Which sockets a program opens, by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_OPENED = re.compile(r"\bsocket(?:pair)?\((\w+)")
INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")


class Tracer:
    """Commands to put before a program; each writes a file of its own below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.started = 0

    def __call__(self) -> tuple[str, ...]:
        """Empty where nothing can be traced here."""
        if why_not():
            return ()
        self.started += 1
        file = self.folder / f"{self.started}.trace"
        return ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%network", "-o", str(file))

    def sockets(self) -> Counter[str]:
        """{family: how many} of every process that was started."""
        return families(path.read_text("utf-8", "replace") for path in self.folder.iterdir())


def families(traces: Iterable[str]) -> Counter[str]:
    return Counter(found for text in traces for found in _OPENED.findall(text))


@cache
def why_not() -> str:
    """Why nothing can be traced here; "" where it can."""
    if shutil.which("strace") is None:
        return "strace is not here: run the system step, `make system-test`"
    command = ["strace", "-f", "--seccomp-bpf", "-e", "trace=%network", sys.executable, "-c", ""]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return "" if done.returncode == 0 else f"ptrace is not allowed here: {done.stderr[-200:]}"
