"""The one catalogue, and how a language writes dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .catalogue import N_, NC_, Catalogue, catalogue, window_languages
from .direction import base_direction, is_right_to_left

if TYPE_CHECKING:
    from .formats import Formats, formats, known_languages

__all__ = [
    "NC_",
    "N_",
    "Catalogue",
    "Formats",
    "base_direction",
    "catalogue",
    "formats",
    "is_right_to_left",
    "known_languages",
    "window_languages",
]


def __getattr__(name: str) -> Any:
    """Formats come when they are asked for: the window's first paint needs none."""
    if name not in ("Formats", "formats", "known_languages"):
        raise AttributeError(name)
    from importlib import import_module

    module = import_module(".formats", __name__)
    globals().update(
        Formats=module.Formats, formats=module.formats, known_languages=module.known_languages
    )
    return globals()[name]
