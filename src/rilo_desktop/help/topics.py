"""Help topics in their order, found by words; and their pictures. Built by tools/build_help.py."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

FALLBACK = "en"

Run = tuple[str, bool]
"""A text, and whether it is strong."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, text, item, row or picture of a topic.

    `level`: of a heading; number of an item, -1 of one without; 1 of a row that is a head. `runs`
    of what it says (of a picture: its description), `cells` of a row, `picture`: name of its file.
    """

    kind: str
    level: int
    runs: tuple[Run, ...] = ()
    cells: tuple[tuple[Run, ...], ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page. `text` is Markdown and begins with the title; `blocks` come after the title."""

    key: str
    title: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def summary(self) -> str:
        """The first sentence."""
        first = next((block for block in self.blocks if block.kind == "text"), None)
        said = "".join(text for text, _ in first.runs) if first is not None else ""
        return said.partition(". ")[0].rstrip(".") + "." if said else ""


@cache
def topics(language: str) -> Mapping[str, Topic]:
    """Key -> topic, in the order of the guide; in English where the language has none."""
    folder = resources.files("rilo_desktop.assets") / "help"
    file = folder / f"{language}.json"
    if not file.is_file():
        return topics(FALLBACK)
    read = json.loads(file.read_text("utf-8"))
    return MappingProxyType({one["key"]: _topic(one) for one in read})


def found(words: str, language: str) -> Sequence[Topic]:
    """Topics that have all these words, those with them in the title first."""
    wanted = _folded(words).split()
    if not wanted:
        return ()
    having = [one for one in topics(language).values() if _has(f"{one.title} {one.text}", wanted)]
    return sorted(having, key=lambda one: not _has(one.title, wanted))


def picture(name: str) -> bytes:
    """A PNG that a topic shows; b"" where none is shipped under this name."""
    folder = resources.files("rilo_desktop.assets") / "help" / "pictures"
    shipped = {file.name: file for file in folder.iterdir()}
    return shipped[name].read_bytes() if name in shipped else b""


def _has(text: str, wanted: Sequence[str]) -> bool:
    folded = _folded(text)
    return all(word in folded for word in wanted)


def _folded(text: str) -> str:
    parted = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _topic(read: Mapping[str, object]) -> Topic:
    given = read["blocks"]
    assert isinstance(given, list)
    blocks = tuple(map(_block, given))
    return Topic(str(read["key"]), str(read["title"]), str(read["text"]), blocks)


def _block(read: Mapping[str, object]) -> Block:
    kind, level = str(read["kind"]), int(str(read["level"]))
    given = read["runs"]
    assert isinstance(given, list)
    if kind == "row":
        return Block(kind, level, cells=tuple(map(_runs, given)))
    return Block(kind, level, _runs(given), picture=str(read.get("name", "")))


def _runs(read: Sequence[Sequence[object]]) -> tuple[Run, ...]:
    return tuple((str(text), bool(strong)) for text, strong in read)
