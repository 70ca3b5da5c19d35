"""What the content of a page is: the nodes of a document's structure, as tagged PDF names them.

An element is a node. What is read as one thing has one element, also where it stands in several
blocks or on several pages: the lines of a paragraph, the pieces of a row that was cut.
"""

from __future__ import annotations

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
    """Of a heading, from 1: the document's title."""
    scope: Scope | None = None
    """Of a header cell."""
    alt: str = ""
    """Of a figure: what it shows, in the language of the document."""
    counts: tuple[Counted, ...] = ()
    """What its numbers were counted from."""


ARTIFACT = Element(Role.ARTIFACT)
TITLE_LEVEL, PART_LEVEL, RECORD_LEVEL, SECTION_LEVEL, NOTE_LEVEL = range(1, 6)


def heading(level: int) -> Element:
    return Element(Role.HEADING, level=level)


def paragraph(counts: tuple[Counted, ...] = ()) -> Element:
    return Element(Role.PARAGRAPH, counts=counts)


def figure(alt: str) -> Element:
    return Element(Role.FIGURE, alt=alt)
