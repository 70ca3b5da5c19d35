"""Pictures of the window: every page and dialog, in every look that `VARIANTS` names.

A picture is a scene: a name, and a short function that brings the window there. A new page is one
line in the `SCENES` of a module here. Everything happens in a copy of the store.
"""

from .scenes import NAMES
from .stage import NoAnswer
from .studio import save_pictures
from .variants import PLAIN, VARIANTS, Variant, prepare

__all__ = ["NAMES", "PLAIN", "VARIANTS", "NoAnswer", "Variant", "prepare", "save_pictures"]
