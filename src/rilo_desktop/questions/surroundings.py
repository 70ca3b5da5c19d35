"""What a form knows of where it is answered: the office, the officer's sign, its last answers.

The office that answers writes these values once, and they are lines of its answers from then on.
A store that opens the answers knows nothing of it (`NOWHERE`), and changes none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .definition import Definition, Item
from .problems import N_

Surroundings = Mapping[str, str]
"""By what `Item.preload` names: one of those below; LAST_SAVED with the name of a question."""

NOWHERE: Final[Surroundings] = {}
OFFICE: Final = "deviceid"
OFFICER: Final = "username"
END: Final = "end"
"""The moment of the last opening by the office that answers; the only one that is written anew."""
LAST_SAVED: Final = "last-saved#"
CHANCE: Final = "chance#"
"""What `random()` and `uuid()` begin with, so that they differ between answers and not between
stores.
"""


def is_made(item: Item) -> bool:
    """Does the item stand for what the office writes, and for no row of the workbook?"""
    return item.name.startswith((LAST_SAVED, CHANCE))


_TOLD: Final = {
    OFFICE: N_("The form asks for the office ({names}): its answers will have your office's code."),
    OFFICER: N_(
        "The form asks who answers ({names}): its answers will have the officer's sign, not a name."
    ),
}


def told(definition: Definition) -> tuple[tuple[str, str], ...]:
    """What of office and officer the answers will hold, though nobody types it: a message of the
    catalogue, and the `names` of the questions.
    """
    found: dict[str, list[str]] = {}
    for _, item in definition.walk():
        if item.preload in _TOLD:
            found.setdefault(item.preload, []).append(item.name)
    return tuple((_TOLD[preload], ", ".join(names)) for preload, names in found.items())


def asks_for_last_answers(definition: Definition) -> tuple[str, ...]:
    """Names of the questions whose last answers the form looks at."""
    names = (item.name for item in definition.items)
    return tuple(n.removeprefix(LAST_SAVED) for n in names if n.startswith(LAST_SAVED))
