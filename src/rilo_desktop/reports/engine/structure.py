"""What the content of a page is: the nodes of a document's structure, as tagged PDF names them.

An element is a node. What is read as one thing has one element, also where it stands in several
blocks or on several pages: the lines of a paragraph, the pieces of a row that was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.results import Count

Counted = Count | Figure
"""What a number on paper was counted from."""


class Role(StrEnum):
    """Standard structure types of PDF (ISO 32000), and what is none."""

    HEADING = "H"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    CONTENTS = "TOC"
    ENTRY = "TOCI"
    LINK = "Link"
    SPAN = "Span"
    """A part of a text in another language."""
    ARTIFACT = "Artifact"
    """Not part of the text: rules, grounds, decoration, a table's head that comes again."""


class Scope(StrEnum):
    """What a header cell is the head of."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(slots=True, eq=False)
class Element:
    """A node; nodes are told apart by identity."""

    role: Role
    parent: Element | None = None
    """None: directly in the document."""
    level: int = 0
    """Of a heading, from 1: the document's title. A rank; `follow` makes levels of them."""
    scope: Scope | None = None
    """Of a header cell."""
    columns: int = 1
    rows: int = 1
    """How many columns and rows a cell takes."""
    language: str = ""
    """ISO 639, where it is another one than that of the document, or of what is around it."""
    alt: str = ""
    """Of a figure: what it shows, in the language of the document."""
    counts: tuple[Counted, ...] = ()
    """What its numbers were counted from."""


_languages: ContextVar[Mapping[str, str]] = ContextVar("languages", default={})  # noqa: B039


@contextmanager
def in_languages(languages: Mapping[str, str]) -> Iterator[None]:
    """Meanwhile these texts are in another language than the document: {text: language}."""
    before = _languages.set(languages)
    try:
        yield
    finally:
        _languages.reset(before)


def holding(element: Element, text: str) -> Element:
    """The element, with the language of the text that it holds whole."""
    element.language = element.language or _languages.get().get(text, "")
    return element


def follow(headings: Iterable[Element]) -> dict[Element, int]:
    """Levels of a document's headings, which are given in their order: each is one below the
    heading that it belongs to, so that none is left out."""
    above: list[int] = []
    found: dict[Element, int] = {}
    for one in headings:
        while above and above[-1] >= one.level:
            above.pop()
        above.append(one.level)
        found[one] = len(above)
    return found


ARTIFACT = Element(Role.ARTIFACT)
TITLE_LEVEL, PART_LEVEL, RECORD_LEVEL, SECTION_LEVEL, NOTE_LEVEL = range(1, 6)


def around(element: Element, role: Role) -> Element | None:
    """The nearest element of this role: itself, or one that it lies in."""
    found: Element | None = element
    while found is not None and found.role is not role:
        found = found.parent
    return found


def heading(level: int) -> Element:
    return Element(Role.HEADING, level=level)


def paragraph(counts: tuple[Counted, ...] = ()) -> Element:
    return Element(Role.PARAGRAPH, counts=counts)


def figure(alt: str) -> Element:
    return Element(Role.FIGURE, alt=alt)
