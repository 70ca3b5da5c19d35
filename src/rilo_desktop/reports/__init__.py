"""Documents on paper: reportlab, one file for each kind of page over a few shared blocks."""

from .documents.annexes import NUMBERS as ANNEX_NUMBERS
from .documents.compendium import MOST_FULL
from .documents.content import (
    Approval,
    AttachedFile,
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
from .documents.document import (
    RENDERER,
    Unprintable,
    is_one_page,
    made,
    save,
    sheet,
    tables,
    too_long,
    unprintable,
    write,
)
from .engine.fonts import Embedded, embedded, is_drawn_for
from .engine.page_pictures import page_count, page_pictures

__all__ = [
    "ANNEX_NUMBERS",
    "MOST_FULL",
    "RENDERER",
    "Approval",
    "AttachedFile",
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
    "is_one_page",
    "made",
    "page_count",
    "page_pictures",
    "save",
    "sheet",
    "tables",
    "too_long",
    "unprintable",
    "write",
]
