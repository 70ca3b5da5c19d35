"""Long work says how far it is, hears that it was cancelled, and lets others to the store.

A service that may take more than a second takes `progress: Progress = SILENT` as its last argument:

    for n, record in enumerate(records, 1):
        progress(n, len(records), N_("Comparing with the store"))     # between two steps
    pages = progress.outside(reports.write, content, path, progress)  # what needs no store

- Calling it says how far it is. It raises `Cancelled` where the officer gave up; let it pass: a
  unit is undone as a whole, a file appears as a whole, so nothing is left half done.
- Between two steps, where no unit is open, the window's other questions are answered. So what was
  read before may have changed: what a unit relies on is read in the unit.
- `outside` runs what needs no store (reading a file, making a PDF) beside the store's thread.

The command line gives a plain `Callable[[int, int], None]` to the same services.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Cancelled(Exception):
    """The officer gave up; nothing was changed."""


class Progress:
    """What a service may say and ask. This one says nothing and is never cancelled."""

    def __call__(self, done: int, of: int, step: str = "") -> None:
        """`step` is a message of the catalogue, "": as before. `of` 0: nobody knows how much.

        Raises Cancelled.
        """

    @property
    def is_cancelled(self) -> bool:
        return False

    def outside(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `call(*args)` returns or raises; it must not touch the store. Raises Cancelled."""
        return call(*args, **kwargs)


class Said(Progress):
    """Hands every step to a plain function."""

    def __init__(self, say: Callable[..., Any]) -> None:
        """`say(done, of, step)`."""
        self._say = say

    def __call__(self, done: int, of: int, step: str = "") -> None:
        self._say(done, of, step)


SILENT = Progress()
