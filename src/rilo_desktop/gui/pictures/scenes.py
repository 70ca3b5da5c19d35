"""The acts: which scenes are taken behind which door, in their order."""

from __future__ import annotations

from . import door, editors, inbox, keeping, lists, pages, submissions
from .stage import Scene

DOOR: tuple[Scene, ...] = door.LOCKED
OFFICE: tuple[Scene, ...] = (
    *pages.FIRST,
    *lists.SCENES,
    *editors.SCENES,
    *submissions.SCENES,
    *pages.SCENES,
    *keeping.SCENES,
    *inbox.SCENES,
)
"""For the first officer. What writes into the copy stands late."""
RESCUE: tuple[Scene, ...] = keeping.RESCUE
"""The office is locked for a backup that would take its place."""
SECOND: tuple[Scene, ...] = (*pages.SECOND, *editors.SECOND, *submissions.SECOND)
"""For the officer who reviews."""
FIRST_RUN: tuple[Scene, ...] = door.FIRST_RUN
NEW: tuple[Scene, ...] = pages.NEW
"""In an office that has nothing yet."""
SECRETARIAT: tuple[Scene, ...] = inbox.SECRETARIAT
"""In the store of the Secretariat, which received what several offices sent."""

_ACTS = (DOOR, OFFICE, RESCUE, SECOND, FIRST_RUN, NEW, SECRETARIAT)
NAMES = tuple(scene.name for act in _ACTS for scene in act)
