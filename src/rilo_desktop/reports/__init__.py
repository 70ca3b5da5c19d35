"""Documents on paper: reportlab, one file for each kind of page over a few shared blocks."""

from .content import Approval, Content, Head
from .document import RENDERER, made, sheet, write
from .glyphs import Unprintable, unprintable
from .pictures import page_count, page_pictures

__all__ = [
    "RENDERER",
    "Approval",
    "Content",
    "Head",
    "Unprintable",
    "made",
    "page_count",
    "page_pictures",
    "sheet",
    "unprintable",
    "write",
]
