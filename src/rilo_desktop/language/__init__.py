"""The one catalogue: labels, findings, window and documents, and how a language writes dates and numbers."""

from .catalogue import Catalogue, catalogue, N_, window_languages
from .direction import base_direction, is_right_to_left
from .formats import Formats, formats

__all__ = [
    "Catalogue",
    "Formats",
    "N_",
    "base_direction",
    "catalogue",
    "formats",
    "is_right_to_left",
    "window_languages",
]
