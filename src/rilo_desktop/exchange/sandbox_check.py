"""Which limits of the child that reads files hold on this system? Each is tried, none believed.

`limits_in_force` asks a child of this very program, which tries what it must not be able to do:

    {"memory": true}       it got no more memory than the limit
    {"processes": true}    it could start no other program
    {"network": true}      it could make no connection
    {"reading": true}      it could open no file beside the program's own
    {"writing": true}      it could make no file
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .limits import LIMITS

CHECK = "--limits"
"""The word by which the child is asked, with a path that it must not be able to open."""


def limits_in_force(file: Path) -> Mapping[str, bool]:
    """By name, as above. `file` exists, and whoever asks can read it. Raises Refused."""
    import json

    from .sandbox import ask_child

    found: dict[str, bool] = {}
    for line in ask_child((CHECK,), file.name, LIMITS, content=os.fsencode(file)):
        found |= json.loads(line)
    found.pop("done", None)
    return found


def lines_of_limits(content: bytes) -> Iterator[dict[str, Any]]:
    """In the child."""
    file = Path(os.fsdecode(content))
    tries: Mapping[str, Callable[[], None]] = {
        "memory": lambda: _use_memory(LIMITS.memory_bytes),
        "processes": _start_a_program,
        "network": _connect,
        "reading": lambda: _read(file),
        "writing": lambda: _write(file.with_name(f"{file.name}.written")),
    }
    for name, attempt in tries.items():
        try:
            attempt()
        except (OSError, MemoryError):
            yield {name: True}
        else:
            yield {name: False}


def _use_memory(most: int) -> None:
    bytearray(most)


def _start_a_program() -> None:
    """One of the system's own; where it is missing, nothing was shown."""
    if sys.platform == "win32":
        program = [str(Path(os.environ["SYSTEMROOT"], "System32", "cmd.exe")), "/c", "exit"]
    else:
        program = ["/bin/sh", "-c", ":"]
    subprocess.run(program, stdin=subprocess.DEVNULL, check=False)


def _connect() -> None:
    """That nobody listens at the port is an answer of the network."""
    import socket

    with socket.socket() as made, suppress(ConnectionRefusedError, TimeoutError):
        made.settimeout(2)
        made.connect(("127.0.0.1", 9))


def _read(file: Path) -> None:
    file.read_bytes()


def _write(file: Path) -> None:
    file.write_bytes(b"x")
    file.unlink()
