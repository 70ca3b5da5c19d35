"""The acts: which scenes are taken behind which door, in their order."""

from __future__ import annotations

from . import door, editors, keeping, lists, pages, submissions
from .stage import Scene

DOOR: tuple[Scene, ...] = door.LOCKED
OFFICE: tuple[Scene, ...] = (
    *pages.FIRST,
    *lists.SCENES,
    *editors.SCENES,
    *submissions.SCENES,
    *pages.SCENES,
    *keeping.SCENES,
)
"""For the first officer. What writes into the copy stands late."""
RESCUE: tuple[Scene, ...] = keeping.RESCUE
"""The office is locked for a backup that would take its place."""
SECOND: tuple[Scene, ...] = (*pages.SECOND, *editors.SECOND, *submissions.SECOND)
"""For the officer who reviews."""
FIRST_RUN: tuple[Scene, ...] = door.FIRST_RUN
NEW: tuple[Scene, ...] = pages.NEW
"""In an office that has nothing yet."""

NAMES = tuple(scene.name for act in (DOOR, OFFICE, RESCUE, SECOND, FIRST_RUN, NEW) for scene in act)
