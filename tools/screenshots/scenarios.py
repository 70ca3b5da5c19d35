"""Which scenes are taken in which state of a store, in their order."""

from __future__ import annotations

from . import (
    action_plan,
    activities,
    consultations,
    editors,
    inbox,
    lists,
    locked,
    network,
    office,
    pages,
    products,
    questionnaires,
    reporting_year,
    submissions,
)
from .harness import Scene

LOCKED: tuple[Scene, ...] = locked.LOCKED
OFFICE: tuple[Scene, ...] = (
    *pages.FIRST,
    *lists.SCENES,
    *activities.SCENES,
    *editors.SCENES,
    *products.SCENES,
    *submissions.SCENES,
    *pages.SCENES,
    *action_plan.SCENES,
    *network.SCENES,
    *consultations.SCENES,
    *questionnaires.SCENES,
    *reporting_year.SCENES,
    *office.SCENES,
    *inbox.SCENES,
)
"""For the first officer. Scenes that write into the copy come late."""
RESCUE: tuple[Scene, ...] = office.RESCUE
"""The office is locked for a backup that would replace it."""
SECOND: tuple[Scene, ...] = (*pages.SECOND, *editors.SECOND, *submissions.SECOND)
"""For the officer who reviews."""
FIRST_RUN: tuple[Scene, ...] = locked.FIRST_RUN
NEW: tuple[Scene, ...] = (*pages.NEW, *action_plan.NEW)
"""In an office without records."""
SECRETARIAT: tuple[Scene, ...] = (
    *inbox.SECRETARIAT,
    *questionnaires.SECRETARIAT,
    *consultations.SECRETARIAT,
)
"""In the store of the Secretariat, which received submissions of several offices."""

_GROUPS = (LOCKED, OFFICE, RESCUE, SECOND, FIRST_RUN, NEW, SECRETARIAT)
NAMES = tuple(scene.name for group in _GROUPS for scene in group)
