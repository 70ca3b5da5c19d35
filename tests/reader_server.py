"""The reader of files from outside, forked from a process that has its modules already.

Nine tenths of what the child of `rilo_desktop.exchange.sandbox` costs is importing pikepdf and
pyHanko, three or four times for each submission that a test sends. Here a server imports them once
for a run; what reads a file is still a process of its own, under the same limits, with the same
lines and the same ways to end. The tests of the child itself (tests/exchange) start the real one.

    python tests/reader_server.py NAME    serves until its standard input is closed
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import uuid

import reader_client

PRELOADED = (
    "rilo_desktop.exchange.child_submission",
    "rilo_desktop.exchange.signature_check",
    "rilo_desktop.exchange.child_picture",
    "rilo_desktop.exchange.child_text",
    "rilo_desktop.exchange.child_workbook",
    "rilo_desktop.exchange.child_form",
    "openpyxl",
    "encodings.cp437",
    "importlib.resources",
)
"""Modules of the reader, and those that libraries import when they read their first file."""


class ReaderServer:
    """Started with the first file of a run of tests; ended with it. Its socket has no file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._name = ""

    def command(self) -> list[str]:
        """In place of `limited.command`; a submission asks from two threads at once."""
        with self._lock:
            if self._process is None:
                self._start()
        return [sys.executable, "-I", "-S", reader_client.__file__, self._name]

    def _start(self) -> None:
        from rilo_desktop.exchange import sandbox

        self._name = f"rilo-reader-{uuid.uuid4()}"
        self._process = subprocess.Popen(
            [sys.executable, __file__, self._name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=sandbox.environment(),
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def close(self) -> None:
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait()


def serve(name: str) -> None:
    """A child for each client, until the standard input is closed."""
    import gc
    import importlib

    for module in PRELOADED:
        importlib.import_module(module)
    gc.freeze()  # or each reader's first collection copies every page
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"\0{name}")
        listener.listen()
        sys.stdout.buffer.write(b"ready\n")
        sys.stdout.flush()
        while select.select([0, listener.fileno()], [], [])[0] == [listener.fileno()]:
            client, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _attend(client)
            client.close()


def _attend(client: socket.socket) -> None:
    """Never comes back. A client that was killed takes its reader with it."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        arguments, ends, _, _ = socket.recv_fds(client, 1 << 16, 2)
        reader = os.fork()
        if reader == 0:
            client.close()
            _read(arguments.rstrip(b"\n").decode(), ends)
        for end in ends:
            os.close(end)
        ended = os.pidfd_open(reader)
        if client.fileno() in select.select([client.fileno(), ended], [], [])[0]:
            os.kill(reader, signal.SIGKILL)
        client.send(os.waitpid(reader, 0)[1].to_bytes(reader_client.STATUS, "little"))
    finally:
        os._exit(0)


def _read(arguments: str, ends: list[int]) -> None:
    from rilo_desktop.exchange import sandbox_child

    code = 1
    try:
        for place, end in enumerate(ends):
            os.dup2(end, place)
            os.close(end)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        os.close(nothing)
        sys.stdin = os.fdopen(0, closefd=False)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        sandbox_child.main(arguments.split("\0") if arguments else [])
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
