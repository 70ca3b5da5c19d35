"""Screenshots of the window: every page and dialog, in every look that `VARIANTS` names.

A screenshot is a scene: a name, and a short function that brings the window there. A new page is
one line in the `SCENES` of a module here. Everything happens in a copy of the store.
"""

from rilo_desktop.gui.lifecycle.self_test import NoAnswer

from .harness import Harness, Scene
from .runner import save_pictures, visit
from .scenarios import NAMES
from .variants import VARIANTS, Variant, prepare

__all__ = [
    "NAMES",
    "VARIANTS",
    "Harness",
    "NoAnswer",
    "Scene",
    "Variant",
    "prepare",
    "save_pictures",
    "visit",
]
