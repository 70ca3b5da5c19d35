"""How the window looks: colours by role, type, icons, one palette and one style."""

from .icons import glyph, icon, pixmap
from .painting import draw_line, draw_ring, draw_text, draw_tlp, draw_words, rounded
from .theme_state import (
    colour,
    font,
    ink,
    metrics,
    on_text_size,
    scaled,
    scheme_is_dark,
    text_height,
)

__all__ = [
    "colour",
    "draw_line",
    "draw_ring",
    "draw_text",
    "draw_tlp",
    "draw_words",
    "font",
    "glyph",
    "icon",
    "ink",
    "metrics",
    "on_text_size",
    "pixmap",
    "rounded",
    "scaled",
    "scheme_is_dark",
    "text_height",
]
