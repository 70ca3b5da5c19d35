"""A process that does each thing it is asked for in a child of its own.

The child knows nothing of what was done before, as a program that was just started, without paying
for the start each time; and a child may be killed, or have a disk that fails.

    with Forked() as process:
        found = process.call("faults.operations:save", "/folder", 3)     what it returned, as JSON

`disk`: disk.so is loaded, see powerloss/disk.c.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

TESTS = Path(__file__).parents[1]
SOURCE = Path(__file__).with_name("powerloss") / "disk.c"


class Died(Exception):
    """The child ended without an answer."""


class Forked:
    """`preload`: modules that are imported before the first child."""

    def __init__(self, preload: str = "", disk: bool = False, **environment: str) -> None:
        self._preload = preload
        self._environment = clean_environment(**environment)
        if disk:
            self._environment["LD_PRELOAD"] = disk_library()

    def __enter__(self) -> Forked:
        code = f"import {self._preload}; " if self._preload else ""
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{code}from faults import forked; forked.serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def call(self, function: str, *arguments: Any, **named: Any) -> Any:
        """`module:function`. Raises Died, and RuntimeError with the child's traceback."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        given = [str(one) if isinstance(one, Path) else one for one in arguments]
        self._process.stdin.write(json.dumps([function, given, named]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"died": "no answer"}')
        if "died" in answer:
            raise Died(answer["died"])
        if "raised" in answer:
            raise RuntimeError(answer["raised"])
        return answer["found"]


def serve() -> None:
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _answer(line, writing)
        os.close(writing)
        with os.fdopen(reading) as answer:
            content = answer.read()
        _, status = os.waitpid(child, 0)
        print(content or json.dumps({"died": f"status {status}"}), flush=True)


def _answer(line: str, writing: int) -> None:
    """Never comes back."""
    try:
        function, given, named = json.loads(line)
        module, _, name = function.partition(":")
        try:
            call = getattr(importlib.import_module(module), name)
            answer = {"found": call(*given, **named)}
        except BaseException:
            answer = {"raised": traceback.format_exc()}
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
    finally:
        os._exit(0)


def clean_environment(**more: str) -> dict[str, str]:
    """For a process of the program: no settings of whoever runs the tests, but this checkout."""
    kept: Mapping[str, str] = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RILO_", "LD_PRELOAD", "LC_", "COV_", "PYTEST_"))
    }
    path = os.pathsep.join(part for part in (str(TESTS), os.environ.get("PYTHONPATH")) if part)
    return {**kept, "PYTHONPATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **more}


def compiler() -> str:
    """The C compiler of this machine, "" where there is none."""
    return shutil.which("cc") or shutil.which("gcc") or ""


@cache
def disk_library() -> str:
    """disk.so, compiled once for a run of the tests. Raises CalledProcessError."""
    made = Path(tempfile.gettempdir()) / f"rilo-disk-{os.getuid()}-{_print_of_source()}.so"
    if not made.exists():
        part = made.with_suffix(f".{os.getpid()}")
        flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(part)]
        subprocess.run([compiler(), *flags, str(SOURCE), "-ldl"], check=True)
        part.replace(made)
    return str(made)


def _print_of_source() -> str:
    import hashlib

    return hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]
