"""Documents on paper: reportlab, one file for each kind of page over a few shared blocks."""

from .compendium import MOST_FULL
from .content import (
    Approval,
    Content,
    DueState,
    Head,
    NetworkContent,
    NetworkData,
    NetworkOffice,
    OwedDay,
    Photo,
    SamePair,
    Sent,
)
from .document import RENDERER, made, save, sheet, write
from .fonts import Embedded, embedded, is_drawn_for
from .glyphs import Unprintable, unprintable
from .pictures import page_count, page_pictures

__all__ = [
    "MOST_FULL",
    "RENDERER",
    "Approval",
    "Content",
    "DueState",
    "Embedded",
    "Head",
    "NetworkContent",
    "NetworkData",
    "NetworkOffice",
    "OwedDay",
    "Photo",
    "SamePair",
    "Sent",
    "Unprintable",
    "embedded",
    "is_drawn_for",
    "made",
    "page_count",
    "page_pictures",
    "save",
    "sheet",
    "unprintable",
    "write",
]
