"""What the program is made of, and under which licences: what the About dialog shows."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

from rilo_desktop import __version__
from rilo_desktop.files import from_json

__all__ = ["Work", "text_of", "version", "works"]


@dataclass(frozen=True, slots=True)
class Work:
    """One of the works inside: a library, a typeface. `files` hold its licence in full."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]


def version() -> str:
    return __version__


def works() -> tuple[Work, ...]:
    """This program first, then by name; () in a checkout whose licences were not gathered yet."""
    index = _folder() / "index.json"
    if not index.is_file():
        return ()
    found = [_work(one) for one in from_json(index.read_text("utf-8"))]
    return (*found[:1], *sorted(found[1:], key=lambda work: work.name.casefold()))


def text_of(work: Work) -> str:
    """Its licence in full."""
    texts = [(_folder() / name).read_text("utf-8", errors="replace") for name in work.files]
    return ("\n" + "-" * 72 + "\n").join(texts)


def _work(one: Any) -> Work:
    return Work(one["name"], one["version"], one["licence"], tuple(one["files"]))


def _folder() -> Any:
    return resources.files("rilo_desktop.assets") / "licences"
