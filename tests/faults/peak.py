"""What a call needs at its most: in a child of its own, measured by the system."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faults.keep_alive import Watch

_CHILDREN = multiprocessing.get_context("forkserver")
LIMIT = 120
"""Seconds after which a call that says nothing has failed."""


def peak_of(call: Callable[..., Any], *arguments: Any) -> tuple[int, Any]:
    """(megabytes that were resident at most, what the call gave). Raises what it raised."""
    _CHILDREN.set_forkserver_preload([call.__module__])  # counts where the first child is made
    asked, answer = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=_run, args=(answer, call, arguments), daemon=True)
    child.start()
    answer.close()
    try:
        watch = Watch()
        while not asked.poll(1) and watch.seconds < LIMIT:
            pass
        if not asked.poll():
            raise TimeoutError(f"{call.__name__}: nothing in {LIMIT} s")
        peak, given, error = asked.recv()
    finally:
        child.kill()
        child.join()
    if error is not None:
        raise error
    return peak, given


def _run(answer: Any, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    given, error = None, None
    try:
        given = call(*arguments)
    except BaseException as raised:
        error = raised
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(status.partition("VmHWM:")[2].split()[0])  # ru_maxrss is that of the parent too
    below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    answer.send((max(own, below) // 1024, given, error))
