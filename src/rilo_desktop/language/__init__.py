"""The one catalogue, and how a language writes dates and numbers."""

from .catalogue import N_, Catalogue, catalogue, window_languages
from .direction import base_direction, is_right_to_left
from .formats import Formats, formats

__all__ = [
    "N_",
    "Catalogue",
    "Formats",
    "base_direction",
    "catalogue",
    "formats",
    "is_right_to_left",
    "window_languages",
]
