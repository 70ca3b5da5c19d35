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
    answer_sheets,
    is_one_page,
    made,
    proposals,
    sheet,
    sheets,
    tables,
    too_long,
    unprintable,
)
from .documents.glyphs import Unprintable
from .documents.handover import (
    AskedFunction,
    DueMatter,
    Ending,
    FirstStep,
    HandoverContent,
    HandoverData,
    OpenKind,
)
from .documents.printed_tables import PrintedTable, TablesContent
from .engine.fonts import Embedded, embedded, is_drawn_for
from .engine.page_pictures import page_count, page_pictures
from .engine.printable_text import signs_named

__all__ = [
    "ANNEX_NUMBERS",
    "MOST_FULL",
    "RENDERER",
    "Approval",
    "AskedFunction",
    "AttachedFile",
    "Content",
    "DueMatter",
    "DueState",
    "Embedded",
    "Ending",
    "FirstStep",
    "HandoverContent",
    "HandoverData",
    "Head",
    "NetworkContent",
    "NetworkData",
    "NetworkOffice",
    "OpenKind",
    "OwedDay",
    "Photo",
    "PrintedTable",
    "SamePair",
    "Sent",
    "TablesContent",
    "Unprintable",
    "answer_sheets",
    "embedded",
    "is_drawn_for",
    "is_one_page",
    "made",
    "page_count",
    "page_pictures",
    "proposals",
    "sheet",
    "sheets",
    "signs_named",
    "tables",
    "too_long",
    "unprintable",
]
